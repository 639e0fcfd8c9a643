"""What a change would make of the book: its pages, and pictures of those that it changes.

Run by `make preview` once the pages are built. The state that BASE names (origin/main) is built
beside them, from its own code; a page whose text or drawings differ, or every page where a style
has changed, is photographed at the width of a desk and of a phone. `_build/preview/index.html`
shows them, beside the whole book.
"""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Sequence
from html import escape
from pathlib import Path

from border_wars_book.build.system import find_browser
from playwright.sync_api import sync_playwright

from command_line import CommandFailure, run

HERE = Path(__file__).resolve().parents[1]
WIDTHS = (1280, 375)
TALLEST = 8000  # pixels of a page that are photographed
_MAIN = re.compile(r"<main.*?</main>", re.S)
_INDEX = """<!DOCTYPE html>
<html lang="en-GB"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Preview</title>
<h1>Pages that differ from {base}: {count}</h1>
<p><a href="html/index.html">The whole book</a></p>
{pictures}</html>
"""


def main(root: Path = HERE) -> int:
    """Build the base, compare, take the pictures; the answer is the exit status."""
    base, folder, other = (
        os.environ.get("BASE", "origin/main"),
        root / "_build/preview",
        root / "_build/base",
    )
    build_base(root, base, other)
    changed = differing(other / "_build/html", root / "_build/html")
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(root / "_build/html", folder / "html")
    pictures = photograph(folder, changed)
    text = _INDEX.format(base=escape(base), count=len(changed), pictures="".join(pictures))
    (folder / "index.html").write_text(text, "utf-8")
    print(f"{len(changed)} pages differ from {base}: {', '.join(changed) or 'none'}")
    print((folder / "index.html").relative_to(root))
    return 0


def build_base(root: Path, base: str, folder: Path) -> None:
    """The pages of another state of the tree, made by its own code in this environment."""
    shutil.rmtree(folder, ignore_errors=True)
    try:
        packed = subprocess.run(
            ["git", "archive", base], cwd=root, capture_output=True, check=True
        ).stdout
    except subprocess.CalledProcessError as error:
        raise CommandFailure(f"BASE={base}: {error.stderr.decode().strip()}") from None
    with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
        archive.extractall(folder, filter="tar")
    # Notebooks that are the same there are not run again.
    if (kept := root / "_build/executed").exists():
        shutil.copytree(kept, folder / "_build/executed")
    paths = os.pathsep.join(map(str, own_code(folder)))
    built = subprocess.run(
        [sys.executable, "-m", "border_wars_book", "build", "html"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": paths},
    )
    if built.returncode:
        raise CommandFailure(f"The book of {base} could not be built.")


def own_code(folder: Path) -> Sequence[Path]:
    """Where the code of a state of the tree stands."""
    return [folder / name for name in ("src", "book")]


def differing(before: Path, after: Path) -> list[str]:
    """The pages of the second folder that are new or not as they are in the first."""

    def styles(folder: Path) -> list[bytes]:
        # The styles of faces name the characters of all pages.
        return [
            p.read_bytes() for p in sorted(folder.glob("_static/*.css")) if p.name != "fonts.css"
        ]

    def text(page: Path) -> str:
        return "".join(_MAIN.findall(page.read_text("utf-8"))) if page.exists() else ""

    pages = [path.relative_to(after) for path in sorted(after.rglob("*.html"))]
    restyled = styles(before) != styles(after)
    return [
        page.as_posix() for page in pages if restyled or text(before / page) != text(after / page)
    ]


def photograph(folder: Path, pages: list[str]) -> list[str]:
    """Pictures of pages at each width; the answer is the HTML that shows them."""
    shown = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=find_browser(), args=["--no-sandbox", "--disable-gpu"]
        )
        (folder / "pictures").mkdir()
        for page in pages:
            shown.append(f'<h2><a href="html/{page}">{escape(page)}</a></h2>\n')
            for width in WIDTHS:
                name = f"pictures/{page.removesuffix('.html').replace('/', '-')}-{width}.png"
                tab = browser.new_page(viewport={"width": width, "height": 900})
                tab.goto((folder / "html" / page).as_uri(), wait_until="load")
                height = tab.evaluate("document.documentElement.scrollHeight")
                tab.set_viewport_size({"width": width, "height": min(height, TALLEST)})
                tab.screenshot(path=folder / name)
                tab.close()
                shown.append(
                    f'<img src="{name}" width="{width // 2}" alt="{escape(page)}, {width} wide">\n'
                )
        browser.close()
    return shown


if __name__ == "__main__":
    sys.exit(run("preview", main))
