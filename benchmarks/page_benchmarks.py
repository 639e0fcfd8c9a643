"""The weight and speed of the built pages beside the same pages in a stock Jupyter Book.

Both books are served by one local server that compresses as a static host would; each page is
opened in Chromium over a connection of 1.6 Mbit/s and 150 ms, and scrolled nowhere, so that what a
plot fetches when it comes into view is not counted.  Run from the repository's root after the book
has been built:

    python -m benchmarks.page_benchmarks
"""

from __future__ import annotations

import gzip
import shutil
import subprocess
import sys
import tempfile
import threading
from dataclasses import dataclass
from functools import cache
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from border_wars_book.system import find_browser
from border_wars_book.toc import pages

ROOT = Path(__file__).parents[1]
COMPRESSED = {".html", ".css", ".js", ".svg", ".json", ".xml"}
DOWN_BYTES_PER_SECOND = 1_600_000 / 8
LATENCY_MS = 150
STOCK_CONFIG = """\
title: Stock
only_build_toc_files: true
execute:
  execute_notebooks: "off"
bibtex_bibfiles: [data/references.bib, book/methods.bib]
exclude_patterns: [_build, ".*", "**/.*"]
"""


@dataclass(frozen=True)
class Load:
    """What one page cost."""

    requests: int
    kilobytes: float
    first_paint: float
    largest_paint: float
    shift: float


@cache
def _packed(path: Path) -> bytes:
    return gzip.compress(path.read_bytes(), 6)


class _Host(SimpleHTTPRequestHandler):
    """A static host that compresses text."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        if not path.is_file():
            self.send_error(404)
            return
        packed = path.suffix in COMPRESSED
        body = _packed(path) if packed else path.read_bytes()
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(path))
        self.send_header("Content-Length", str(len(body)))
        if packed:
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def _serve(folder: Path) -> ThreadingHTTPServer:
    server = ThreadingHTTPServer(
        ("127.0.0.1", 0), lambda *given: _Host(*given, directory=str(folder))
    )
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


_WATCH = """
window.seen = {largest: 0, shift: 0};
new PerformanceObserver(l => { for (const e of l.getEntries()) seen.largest = e.startTime; })
  .observe({type: 'largest-contentful-paint', buffered: true});
new PerformanceObserver(l => { for (const e of l.getEntries())
  if (!e.hadRecentInput) seen.shift += e.value; }).observe({type: 'layout-shift', buffered: true});
"""


def load(browser: object, address: str) -> Load:
    """Open one page over a slow line and read what it cost."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    tab = context.new_page()
    wire = context.new_cdp_session(tab)
    wire.send("Network.enable")
    wire.send(
        "Network.emulateNetworkConditions",
        {
            "offline": False,
            "latency": LATENCY_MS,
            "downloadThroughput": DOWN_BYTES_PER_SECOND,
            "uploadThroughput": DOWN_BYTES_PER_SECOND,
        },
    )
    received: list[float] = []
    wire.on("Network.loadingFinished", lambda event: received.append(event["encodedDataLength"]))
    tab.add_init_script(_WATCH)
    tab.goto(address, wait_until="load", timeout=180_000)
    tab.wait_for_timeout(600)
    first = tab.evaluate(
        "(performance.getEntriesByName('first-contentful-paint')[0] || {startTime: 0}).startTime"
    )
    seen = tab.evaluate("window.seen")
    context.close()
    return Load(len(received), sum(received) / 1000, first, seen["largest"], seen["shift"])


def build_stock(folder: Path) -> Path:
    """The same notebooks, with their stored outputs, in a Jupyter Book as it comes."""
    for name in ("notebooks", "data", "book"):
        shutil.copytree(ROOT / name, folder / name)
    shutil.copyfile(ROOT / "_toc.yml", folder / "_toc.yml")
    (folder / "index.md").write_text("# Stock\n\nThe same pages.\n", "utf-8")
    (folder / "_config.yml").write_text(STOCK_CONFIG, "utf-8")
    subprocess.run(
        [sys.executable, "-m", "jupyter_book.cli.main", "build", "-q", str(folder)],
        check=False,
        capture_output=True,
    )
    return folder / "_build" / "html"


def main() -> None:
    """Print the table: ours, the stock book, page by page."""
    from playwright.sync_api import sync_playwright

    ours = ROOT / "_build" / "html"
    if not ours.exists():
        raise SystemExit("The book is not built: run `make html` first.")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        stock = build_stock(Path(folder))
        browser = playwright.chromium.launch(
            executable_path=find_browser(), args=["--no-sandbox", "--disable-gpu"]
        )
        print("| page | book | requests | KB | first paint | largest paint | layout shift |")
        print("|---|---|--:|--:|--:|--:|--:|")
        for name, built in (("ours", ours), ("stock", stock)):
            server = _serve(built)
            for page in pages(ROOT):
                if not (built / f"{page}.html").exists():
                    continue
                cost = load(browser, f"http://127.0.0.1:{server.server_port}/{page}.html")
                print(
                    f"| {page} | {name} | {cost.requests} | {cost.kilobytes:.0f} | "
                    f"{cost.first_paint:.0f} ms | {cost.largest_paint:.0f} ms | "
                    f"{cost.shift:.3f} |",
                    flush=True,
                )
            server.shutdown()
        browser.close()


if __name__ == "__main__":
    main()
