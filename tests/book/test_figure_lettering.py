"""No line runs through a word and no tick into another, in any figure of the book and in others."""

from __future__ import annotations

import json

import pytest
from lettering_geometry import DRAWING, LIVE, struck_through, too_near
from review import CASES
from timeline_figures import CLOCKS, FIGURES, august_events, table

from timelines import Timeline
from timelines.figure import PLOTLY_MIME

ROWS = ("timeline", "losses", "readings")  # kinds of figure with an axis


class Stored:
    """A figure as a notebook holds it."""

    def __init__(self, bundle: dict[str, object]):
        self.bundle = bundle | {"image/svg+xml": "".join(bundle["image/svg+xml"])}

    def _repr_mimebundle_(self):
        return self.bundle


def in_hours(**options) -> Timeline:
    return Timeline(
        august_events(),
        clock="moscow",
        second_clock="chita",
        clocks=CLOCKS,
        reference_lines=[("1945-08-09T00:30", "Half past midnight"), ("1945-08-09", "Midnight")],
        background=[("1945-08-09", "1945-08-09", "The ninth")],
        **options,
    )


def crowded() -> Timeline:
    """Six breaks, a line at every break and labels over all of them."""
    years = range(1931, 1946, 2)
    return Timeline(
        table(
            *(
                (f"e{year}", f"An event of the year {year}", "x", "instant", f"{year}-06-05")
                for year in years
            )
        ),
        breaks=[(f"{year}-07", f"{year + 2}-04") for year in years[:-1]],
        reference_lines=[(f"{year}-06-20", f"line of {year}") for year in years],
    )


MADE = {
    **FIGURES,
    **{name: CASES[name] for name in ("one row", "one instant", "unknown ends", "year 9999")},
    "hours": in_hours,
    "hours, broken": lambda: in_hours(
        span=("1945-08-06", "1945-08-15"), breaks=[("1945-08-07", "1945-08-07")]
    ),
    "crowded": crowded,
}


def drawn(show, figure, medium: str, width: int) -> dict:
    page = show(figure, medium, width)
    assert page.errors == []
    return page.evaluate(DRAWING if medium == "svg" else LIVE)


def faults(found: dict) -> dict[str, list]:
    frame = found["frame"]
    return {
        "struck through": struck_through(found),
        "too near": too_near(found["ticks"]),
        "outside": [
            tick["text"]
            for tick in found["ticks"]
            if tick["x0"] < frame["x0"] - 0.5 or tick["x1"] > frame["x1"] + 0.5
        ],
    }


NONE = {"struck through": [], "too near": [], "outside": []}
MEDIA = [("svg", 750), ("plotly", 375), ("plotly", 1280)]


@pytest.mark.parametrize(("medium", "width"), MEDIA)
@pytest.mark.parametrize("name", MADE)
def test_no_line_runs_through_a_word_and_no_tick_into_another(show, name, medium, width):
    found = drawn(show, MADE[name](), medium, width)
    assert found["ticks"]
    assert found["lines"]
    assert found["words"]
    assert faults(found) == NONE


@pytest.mark.parametrize(("medium", "width"), MEDIA)
def test_in_every_figure_of_the_book_neither(show, data_folder, medium, width):
    seen, kinds = 0, set()
    for path in sorted((data_folder.parent / "notebooks").glob("*.ipynb")):
        cells = json.loads(path.read_text("utf-8"))["cells"]
        for at, cell in enumerate(cells):
            for output in cell.get("outputs", []):
                bundle = output.get("data", {})
                meta = bundle.get(PLOTLY_MIME, {}).get("layout", {}).get("meta", {})
                if meta.get("kind") in ROWS:
                    kinds.add(meta["kind"])
                    found = drawn(show, Stored(bundle), medium, width)
                    assert faults(found) == NONE, f"{path.stem}, cell {at + 1}"
                    seen += 1
    assert kinds == set(ROWS)
    assert seen > 20


@pytest.mark.parametrize("name", MADE)
def test_there_is_no_legend_that_repeats_the_headings(name):
    spec = MADE[name]()._repr_mimebundle_()[PLOTLY_MIME]
    for part in (spec, spec["layout"]["meta"].get("wide", spec)):
        assert part["layout"]["showlegend"] is False
        assert all("showlegend" not in trace or not trace["showlegend"] for trace in part["data"])
