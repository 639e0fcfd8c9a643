"""The heat map of a sensitivity grid."""

import datetime as dt
import re

import pytest

from historical_time.clocks import Clock
from historical_time.columns.sensitivity import Choice, sensitivity_grid
from historical_time.instants import InstantRange
from timelines.description import TimelineError
from timelines.verdict_grid import VerdictGrid


def at(*moment):
    instant = dt.datetime(*moment, tzinfo=dt.UTC)
    return InstantRange(instant, instant)


EFFECTIVE = Choice("surrender-effective", "preferred", at(1945, 5, 8, 22, 1))
READ = Choice("declaration-read", "preferred", at(1945, 8, 8, 14, 0))
CROSSING = Choice("first-crossing", "preferred", at(1945, 8, 8, 15, 10))
MOSCOW = Clock.iana("moscow", "Europe/Moscow")
TOKYO = Clock.iana("tokyo", "Asia/Tokyo")


@pytest.fixture
def grid():
    return VerdictGrid(
        sensitivity_grid([EFFECTIVE], [READ, CROSSING], [MOSCOW, TOKYO], 3),
        names={"surrender-effective": "the surrender", "tokyo": "Tokyo <b>"},
    )


def test_cells_say_how_far_apart_the_dates_are(grid):
    assert grid.table().loc[("the surrender", "first-crossing")].to_dict() == {
        "moscow": "2 m 30 d",
        "Tokyo <b>": "3 m",
    }


def test_the_words_stand_in_the_drawing_and_on_the_screen(grid):
    drawn = re.findall(r">(\d[^<>]* [md])</text>", grid.svg())
    assert sorted(drawn) == ["2 m 30 d", "2 m 30 d", "2 m 30 d", "3 m"]
    traces = grid.interactive().data
    assert {trace.name: list(trace.text) for trace in traces} == {
        "holds": ["3 m"],
        "does not hold": ["2 m<br>30 d"] * 3,
    }


def test_names_from_the_data_are_text_in_every_medium(grid):
    assert "Tokyo &lt;b&gt;" in grid.svg()
    assert "Tokyo <b>" not in grid.svg()
    labels = [note.text for note in grid.interactive().layout.annotations]
    assert "Tokyo &lt;b&gt;" in labels


def test_the_alternative_text_counts_what_holds(grid):
    assert grid.alt_text().startswith("Grid of 4 combinations; the claim holds in 1.")
    assert "on the clock of moscow 0 of 2" in grid.alt_text()


def test_the_drawing_is_the_same_twice(grid):
    assert grid.svg() == grid.svg()


def test_a_grid_with_two_readings_for_a_cell_is_refused():
    other = Choice("surrender-effective", "dpa", at(1945, 5, 8, 22, 0))
    frame = sensitivity_grid([EFFECTIVE, other], [READ], [MOSCOW], 3)
    with pytest.raises(TimelineError, match="more than one row for surrender-effective"):
        VerdictGrid(frame)


def test_an_empty_grid_or_an_unknown_convention_is_refused():
    frame = sensitivity_grid([EFFECTIVE], [READ], [MOSCOW], 3)
    with pytest.raises(TimelineError, match="empty grid"):
        VerdictGrid(frame.iloc[:0])
    with pytest.raises(TimelineError, match="expected a column"):
        VerdictGrid(frame, convention="roughly")
