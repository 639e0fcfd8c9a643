"""Figures in the order in which they were published."""

import pandas as pd
import pytest

from analysis.timeline import LossesChart, TimelineError

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
