"""Figures by source: what may share an axis, and what a table of figures must hold."""

import pandas as pd
import pytest

from timelines import LossesChart, TimelineError

CAPTIVITY = pd.DataFrame(
    {
        "party": "japan",
        "measure": ["captured", "captured", "deaths", "deaths"],
        "low": [590_830, 640_276, 52_165, 55_000],
        "high": [590_830, 640_276, 52_165, 55_000],
        "unit": "men",
        "said_by": list("ABCD"),
    }
)


def segments(figures: pd.DataFrame, **options) -> tuple:
    return LossesChart(figures, **options).description.axis.segments


def test_prisoners_and_dead_stand_on_one_unbroken_axis_from_nought():
    ((low, high),) = segments(CAPTIVITY)
    assert low <= 0
    assert high >= 640_276


def test_a_break_between_prisoners_and_dead_is_refused():
    with pytest.raises(TimelineError, match="captured men and deaths men; expected one thing"):
        LossesChart(CAPTIVITY, breaks=[(60_000, 555_000)])


def test_things_told_apart_by_another_column_are_not_one_thing():
    other = CAPTIVITY[:2].assign(definition=["crossings", "shots"], low=[1, 900], high=[1, 900])
    assert len(segments(other, by=["definition"])) == 1
    with pytest.raises(TimelineError, match=r"breaks: .* crossings men and .* shots men"):
        LossesChart(other, by=["definition"], breaks=[(10, 800)])


def test_one_thing_of_two_sides_may_be_cut():
    dead = CAPTIVITY[2:].assign(party=["japan", "ussr"], low=[50, 9000], high=[50, 9000])
    assert len(segments(dead, breaks=[(100, 8000)])) == 2
    assert len(segments(dead, from_zero=False)) == 2


def test_men_and_aircraft_share_no_axis_and_soldiers_and_people_do():
    with pytest.raises(TimelineError, match="the units aircraft and men; expected one unit"):
        LossesChart(CAPTIVITY.assign(unit=["men", "aircraft", "men", "men"]))
    chart = LossesChart(CAPTIVITY.assign(unit=["men", "people", "men", "men"]))
    assert chart.description.axis.name == "people"


def test_the_smallest_number_comes_first_whatever_its_place_in_the_table():
    rows = LossesChart(CAPTIVITY[::-1]).description.rows
    assert [row.when for row in rows] == ["52,165", "55,000", "590,830", "640,276"]


def test_a_table_without_numbers_or_rows_is_refused():
    with pytest.raises(TimelineError, match="no column high; expected low and high"):
        LossesChart(CAPTIVITY.drop(columns="high"))
    with pytest.raises(TimelineError, match="no rows; expected at least one figure"):
        LossesChart(CAPTIVITY[:0])
