"""The weight and speed of the built pages beside the same pages in a stock Jupyter Book.

Both books are served by one local host that compresses as a static host would; each page is opened
in Chromium over a line of 1.6 Mbit/s and 150 ms.  The stock book is built in the same run from the
same notebooks with their stored outputs.  What a page asks of other hosts is counted and never
answered: there is no network beyond this machine.  Run from the repository's root after the book
has been built:

    python -m benchmarks.page_benchmarks
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from border_wars_book.build.system import find_browser
from border_wars_book.build.toc import pages

from benchmarks.serving import Line, Load, load, served

ROOT = Path(__file__).parents[1]
SLOW = Line(down=1_600_000 / 8, latency=150)
# Our renderer of outputs is found by every MyST-NB of this environment; a stock one has none.  It
# shows the drawing in a plot's bundle and no live plot, so it loads less than it otherwise would.
STOCK_COMMAND = """\
import myst_nb.core.render
myst_nb.core.render.load_mime_renders = list
from jupyter_book.cli.main import main
main()
"""
STOCK_CONFIG = """\
title: Stock
only_build_toc_files: true
execute:
  execute_notebooks: "off"
bibtex_bibfiles: [data/references.bib, book/methods.bib]
exclude_patterns: [_build, ".*", "**/.*"]
"""


def build_stock(folder: Path) -> Path:
    """The same notebooks, with their stored outputs, in a Jupyter Book as it comes.

    It warns of roles that only this book knows and so ends with an error, after it has written
    every page.
    """
    for name in ("notebooks", "data", "book"):
        shutil.copytree(ROOT / name, folder / name)
    shutil.copyfile(ROOT / "_toc.yml", folder / "_toc.yml")
    (folder / "index.md").write_text("# Stock\n\nThe same pages.\n", "utf-8")
    (folder / "_config.yml").write_text(STOCK_CONFIG, "utf-8")
    made = subprocess.run(
        [sys.executable, "-c", STOCK_COMMAND, "build", "--quiet", str(folder)],
        capture_output=True,
        text=True,
    )
    built = folder / "_build" / "html"
    if not (built / "notebooks" / "overview.html").exists():
        raise SystemExit(f"The stock book could not be built:\n{made.stdout}{made.stderr}")
    return built


def row(page: str, ours: Load, stock: Load | None) -> str:
    """A line of the table: ours, a stroke, the stock book's."""

    def pair(form: str, name: str, divisor: float = 1) -> str:
        own = form.format(getattr(ours, name) / divisor)
        return own if stock is None else f"{own} / {form.format(getattr(stock, name) / divisor)}"

    cells = [
        page.removeprefix("notebooks/"),
        pair("{:.0f}", "sent", 1000),
        pair("{:.0f}", "requests"),
        pair("{:.0f}", "foreign"),
        pair("{:.0f}", "first_paint"),
        pair("{:.0f}", "largest_paint"),
        pair("{:.3f}", "shift"),
    ]
    return f"| {' | '.join(cells)} |"


def main() -> None:
    """Print the table: ours and the stock book, page by page."""
    from playwright.sync_api import sync_playwright

    ours = ROOT / "_build" / "html"
    if not ours.exists():
        raise SystemExit("The book is not built: run `make html` first.")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        stock = build_stock(Path(folder))
        browser = playwright.chromium.launch(
            executable_path=find_browser(), args=["--no-sandbox", "--disable-gpu"]
        )
        print("Each cell: this book / a stock Jupyter Book of the same notebooks.\n")
        print(
            "| page | KB sent | requests | to other hosts | first paint, ms | largest paint, ms "
            "| layout shift |"
        )
        print("|---|--:|--:|--:|--:|--:|--:|")
        with served(ours) as own, served(stock) as other:
            for page in pages(ROOT):
                mine = load(browser, f"{own}/{page}.html", SLOW)
                theirs = None
                if page != "index":  # the stock book's root is a heading
                    theirs = load(browser, f"{other}/{page}.html", SLOW)
                print(row(page, mine, theirs), flush=True)
        browser.close()


if __name__ == "__main__":
    main()
