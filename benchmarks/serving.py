"""A static host for a built book, and what a page costs the reader who opens it there.

The host compresses text as hosts of static pages do.  The page is opened in Chromium and not
touched; what a figure fetches when a reader zooms is counted apart.
"""

from __future__ import annotations

import contextlib
import gzip
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

COMPRESSED = {".html", ".css", ".js", ".svg", ".json", ".xml"}
LIVE_PLOTS = ("plotly.min.js", "colours.js")
SETTLED_MS = 600  # after `load`, for fonts and whatever they move
WATCH = """
window.seen = {largest: 0, shift: 0};
new PerformanceObserver(list => {
  for (const one of list.getEntries()) seen.largest = one.startTime;
}).observe({type: 'largest-contentful-paint', buffered: true});
new PerformanceObserver(list => {
  for (const one of list.getEntries()) if (!one.hadRecentInput) seen.shift += one.value;
}).observe({type: 'layout-shift', buffered: true});
"""


@dataclass(frozen=True)
class Line:
    """A connection: bytes a second, and milliseconds before the first of them."""

    down: float
    latency: float


@dataclass(frozen=True)
class Load:
    """What one page cost: sizes in bytes as sent, times in milliseconds."""

    requests: int
    sent: int
    sent_for_plots: int
    foreign: int
    first_paint: float
    largest_paint: float
    shift: float


@cache
def _packed(path: Path, changed: int) -> bytes:
    return gzip.compress(path.read_bytes(), 6)


class _Host(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        if not path.is_file():
            self.send_error(404)
            return
        packed = path.suffix in COMPRESSED
        body = _packed(path, path.stat().st_mtime_ns) if packed else path.read_bytes()
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(path))
        self.send_header("Content-Length", str(len(body)))
        if packed:
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextlib.contextmanager
def served(folder: Path) -> Iterator[str]:
    """The folder on a port of this machine; the value is its address."""
    server = ThreadingHTTPServer(
        ("127.0.0.1", 0), lambda *given: _Host(*given, directory=str(folder))
    )
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


def load(browser: Any, address: str, line: Line | None = None) -> Load:
    """Open one page, over a slow line if one is given, and read what it cost."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    tab = context.new_page()
    wire = context.new_cdp_session(tab)
    wire.send("Network.enable")
    if line:
        wire.send(
            "Network.emulateNetworkConditions",
            {
                "offline": False,
                "latency": line.latency,
                "downloadThroughput": line.down,
                "uploadThroughput": line.down,
            },
        )
    addresses: dict[str, str] = {}
    sent: dict[str, int] = {}
    wire.on(
        "Network.requestWillBeSent",
        lambda event: addresses.__setitem__(event["requestId"], event["request"]["url"]),
    )
    wire.on(
        "Network.loadingFinished",
        lambda event: sent.__setitem__(event["requestId"], event["encodedDataLength"]),
    )
    tab.add_init_script(WATCH)
    tab.goto(address, wait_until="load", timeout=180_000)
    tab.wait_for_timeout(SETTLED_MS)
    first = tab.evaluate(
        "(performance.getEntriesByName('first-contentful-paint')[0] || {startTime: 0}).startTime"
    )
    seen = tab.evaluate("window.seen")
    context.close()
    host = "/".join(address.split("/", 3)[:3]) + "/"
    own = {key for key, url in addresses.items() if url.startswith(host)}
    plots = {key for key in own if addresses[key].endswith(LIVE_PLOTS)}
    foreign = [url for url in addresses.values() if not url.startswith((host, "data:", "blob:"))]
    return Load(
        requests=len(own - plots),
        sent=round(sum(sent.get(key, 0) for key in own - plots)),
        sent_for_plots=round(sum(sent.get(key, 0) for key in plots)),
        foreign=len(foreign),
        first_paint=first,
        largest_paint=seen["largest"],
        shift=seen["shift"],
    )
