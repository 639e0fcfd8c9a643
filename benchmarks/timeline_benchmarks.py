"""The speed of the timelines beside matplotlib's `barh`, `px.timeline` and a plain first fit.

Each row is measured in this run, on this machine, ours and the peer in turn, best of several.
"""

from __future__ import annotations

import io
import json
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pandas as pd
import plotly
import plotly.express as px
from border_wars_book.build.system import find_browser
from matplotlib.figure import Figure

from tests.timelines.review import many
from timelines import Timeline
from timelines.arrange import arrange
from timelines.media import screen_metrics
from timelines.packing import first_fit

ROWS = 10_000


def main() -> None:
    """Print the table: work, ours, peer, ratio."""
    events = many(ROWS)
    timeline = Timeline(events, title="Ten thousand rows")
    chapter = many(60).assign(name=[f"Incident number {n} on the frontier" for n in range(60)])
    sixty = Timeline(chapter)
    lines = [
        ("10,000 events to a description", _best(lambda: Timeline(events)), None),
        (
            "10,000 rows to PDF (peer: one barh of all)",
            _best(lambda: timeline.static().savefig(io.BytesIO(), format="pdf")),
            _best(lambda: _barh(events), times=2),
        ),
        ("10,000 rows into lanes (peer: plain first fit)", *_packing()),
        (
            "60 rows, description to SVG",
            _best(lambda: sixty.svg(), times=5),
            None,
        ),
    ]
    print(f"{'work':<52}{'ours':>10}{'peer':>10}{'ratio':>8}")
    for work, ours, peer in lines:
        _print(
            work, f"{ours * 1000:.0f} ms", peer and f"{peer * 1000:.0f} ms", peer and peer / ours
        )
    size = len(sixty.svg().encode())
    _print("60 rows, size of the SVG", f"{size / 1000:.1f} kB", None, None)
    _browser(timeline, events)


def _print(work: str, ours: str, peer: str | None, ratio: float | None) -> None:
    shown = f"{ratio:.1f}x" if ratio else ""
    print(f"{work:<52}{ours:>10}{peer or '':>10}{shown:>8}")


def _best(work: Callable[[], object], times: int = 3) -> float:
    work()
    spent = []
    for _ in range(times):
        begun = time.perf_counter()
        work()
        spent.append(time.perf_counter() - begun)
    return min(spent)


def _barh(events: pd.DataFrame) -> None:
    """The peer: the same bars on the same lines by one call of `barh`, saved as a PDF."""
    starts = pd.to_datetime(events["start"]).to_numpy().astype("datetime64[D]").astype(float)
    ends = pd.to_datetime(events["end"]).to_numpy().astype("datetime64[D]").astype(float) + 1
    figure = Figure(figsize=(7.2, 12))
    axes = figure.add_subplot()
    axes.barh(first_fit(starts, ends), ends - starts, left=starts, height=0.7)
    figure.savefig(io.BytesIO(), format="pdf")


def _packing() -> tuple[float, float]:
    generator = np.random.default_rng(1938)
    lows = np.sort(generator.uniform(0, 5400, ROWS))
    highs = lows + generator.uniform(1, 60, ROWS)

    def plain() -> None:
        ends: list[float] = []
        for low, high in zip(lows.tolist(), highs.tolist(), strict=True):
            for line, end in enumerate(ends):
                if end <= low:
                    ends[line] = high
                    break
            else:
                ends.append(high)

    return _best(lambda: first_fit(lows, highs)), _best(plain)


def _browser(timeline: Timeline, events: pd.DataFrame) -> None:
    """First drawing and DOM nodes in one Chromium; the library is loaded before the clock runs."""
    from playwright.sync_api import sync_playwright

    spec = timeline.spec()
    lines = arrange(timeline.description, screen_metrics(wide=True))
    dated = events.assign(
        start=pd.to_datetime(events["start"]),
        end=pd.to_datetime(events["end"]) + pd.Timedelta(1, "D"),
        line=[placed.y for placed in sorted(lines.rows, key=lambda p: int(p.row.id[4:]))],
    )
    peer = px.timeline(
        dated, x_start="start", x_end="end", y="line", color="lane", hover_name="name", height=1500
    )
    specs = {"ours": json.dumps(spec), "peer": peer.to_json()}
    library = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"
    with TemporaryDirectory() as folder, sync_playwright() as running:
        page_file = Path(folder) / "page.html"
        page_file.write_text(
            f"<!doctype html><meta charset='utf-8'><script src='{library.as_uri()}'></script>"
            "<div id='figure'></div>",
            encoding="utf-8",
        )
        browser = running.chromium.launch(
            executable_path=find_browser(), args=["--headless", "--no-sandbox", "--disable-gpu"]
        )
        spent: dict[str, list[float]] = {"ours": [], "peer": []}
        nodes = {}
        for _ in range(3):
            for name, text in specs.items():
                page = browser.new_page(viewport={"width": 1000, "height": 900})
                page.goto(page_file.as_uri())
                spent[name].append(page.evaluate(_FIRST_DRAWN, text))
                nodes[name] = page.evaluate("document.querySelectorAll('#figure *').length")
                page.close()
        browser.close()
    ours, peer_time = min(spent["ours"]), min(spent["peer"])
    work = "10,000 rows first drawn in Chromium (px.timeline)"
    _print(work, f"{ours:.0f} ms", f"{peer_time:.0f} ms", peer_time / ours)
    work = "10,000 rows, DOM nodes (px.timeline)"
    _print(work, str(nodes["ours"]), str(nodes["peer"]), nodes["peer"] / nodes["ours"])


_FIRST_DRAWN = """text => new Promise(done => {
  const begun = performance.now();
  const f = JSON.parse(text);
  Plotly.newPlot('figure', f.data, f.layout, f.config).then(() =>
    requestAnimationFrame(() => setTimeout(() => done(performance.now() - begun), 0)));
})"""


if __name__ == "__main__":
    main()
