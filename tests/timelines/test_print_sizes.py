"""Print: letters as large as they are on paper, and rows so close that a figure has one page."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from timeline_figures import FIGURES, table

from timelines import Timeline
from timelines.arrange import arrange
from timelines.media import WIDTH, print_metrics, screen_metrics

NOTEBOOKS = sorted((Path(__file__).parents[2] / "notebooks").glob("*.ipynb"))
HIGHEST = 500.0  # points: what a page has room for over a caption


def stored() -> dict[str, str]:
    """Each drawing of the book by page and cell."""
    found = {}
    for path in NOTEBOOKS:
        for at, cell in enumerate(json.loads(path.read_text("utf-8"))["cells"]):
            for output in cell.get("outputs", []):
                if "image/svg+xml" in output.get("data", {}):
                    found[f"{path.stem}-{at}"] = "".join(output["data"]["image/svg+xml"])
    return found


@pytest.mark.checkout
def test_every_figure_of_the_book_is_as_wide_as_its_text_and_no_higher_than_its_page():
    drawings = stored()
    assert len(drawings) > 40
    for name, svg in drawings.items():
        width, height = map(float, re.search(r'viewBox="0 0 (\S+) (\S+)"', svg).groups())
        assert width == WIDTH, name
        assert height <= HIGHEST, (name, height)


@pytest.mark.parametrize("name", FIGURES)
def test_every_letter_of_print_is_of_seven_to_eight_points(name):
    sizes = {float(size) for size in re.findall(r'font-size="([\d.]+)px"', FIGURES[name]().svg())}
    assert sizes
    assert all(7 <= size <= 8 for size in sizes), sizes


def test_a_heading_stands_beside_its_first_line_where_that_leaves_it_room_and_stays():
    late = [
        ("a", "A", "late", "instant", "1939-09-01"),
        ("b", "B", "late", "instant", "1939-09-02"),
    ]
    figure = Timeline(table(("first", "First", "early", "instant", "1939-01-01"), *late), breaks=())
    printed = arrange(figure.description, print_metrics())
    heads = {lane.id: y for lane, _, y in printed.headings}
    rows = {placed.row.id: placed.y for placed in printed.rows}
    assert heads["late"] == rows["a"] < rows["b"]
    assert heads["early"] + print_metrics().font < rows["first"]
    # On a screen the reader may move the marks to where the heading is.
    live = arrange(figure.description, screen_metrics(wide=True))
    heads = {lane.id: y for lane, _, y in live.headings}
    rows = {placed.row.id: placed.y for placed in live.rows}
    assert heads["late"] + screen_metrics(wide=True).font < rows["a"]


def test_rows_without_labels_share_the_height_of_a_page():
    """A thousand events of one day have a line each."""
    events = table(*((f"e{n}", f"E{n}", "x", "instant", "1939-07-03") for n in range(1000)))
    arranged = arrange(Timeline(events, labelled=False).description, print_metrics())
    lines = {placed.y for placed in arranged.rows}
    assert len(lines) == 1000
    assert arranged.height < HIGHEST
