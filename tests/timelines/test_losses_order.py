"""Figures in the order in which they were published, and what may share an axis."""

import pandas as pd
import pytest

from timelines import LossesChart, TimelineError

FIGURES = pd.DataFrame(
    {
        "party": "ussr",
        "measure": "casualties",
        "low": [9284, 25655, 1200, 18815, 17],
        "high": [9284, 25655, 1300, 18815, 17],
        "year": pd.array([1939, 2001, 1939, 1991, pd.NA], dtype="Int64"),
        "said_by": ["Zhukov", "Krivosheev", "TASS", "Vartanov", "nobody dated"],
    }
)


def speakers(chart: LossesChart) -> list[str]:
    return [row.label.split(" (")[0].split(":")[0] for row in chart.description.rows]


def test_by_year_the_oldest_statement_comes_first_and_the_undated_last():
    chart = LossesChart(FIGURES, order="year")
    assert speakers(chart) == ["TASS", "Zhukov", "Vartanov", "Krivosheev", "nobody dated"]


def test_by_value_the_smallest_comes_first_whatever_its_year():
    assert speakers(LossesChart(FIGURES))[0] == "nobody dated"


def test_an_unknown_order_is_named_with_those_there_are():
    with pytest.raises(TimelineError, match="order: 'month'; expected one of value, year"):
        LossesChart(FIGURES, order="month")


def test_the_order_by_year_needs_years():
    with pytest.raises(TimelineError, match="no column year"):
        LossesChart(FIGURES.drop(columns="year"), order="year")


def test_by_year_every_label_says_its_year_or_that_there_is_none():
    labels = [row.label for row in LossesChart(FIGURES, order="year").description.rows]
    assert labels[0] == "TASS (1939): 1,200\u20131,300"
    assert labels[-1] == "nobody dated (undated): 17"


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
