"""Intervals of the record in one table."""

import pytest

import analysis
from analysis.findings.interval_table import COLUMNS, interval_table
from historical_time.readings import BoundaryError
from historical_time.words import NO_BREAK


@pytest.fixture(scope="module")
def dataset():
    return analysis.load()


def answers(table):
    return [text.replace(NO_BREAK, " ") for text in table.iloc[0]]


def test_surrender_to_crossing_is_a_day_short_of_three_months_in_moscow(dataset):
    table = interval_table(dataset, [("surrender-effective", "first-crossing", "moscow")])
    assert list(table.columns) == list(COLUMNS)
    assert answers(table)[2:] == [
        "Moscow",
        "91 days, 17 hours and 9 minutes",
        "91",
        "92",
        "two months and 30 days",
        "yes",
    ]


def test_the_same_interval_is_three_months_in_chita(dataset):
    table = interval_table(dataset, [("surrender-effective", "first-crossing", "chita")])
    assert answers(table)[4:7] == ["92", "93", "three months"]


def test_a_day_without_an_hour_leaves_a_range(dataset):
    table = interval_table(dataset, [("neutrality-pact", "barbarossa", "moscow")])
    assert answers(table)[3:6] == [
        "69 days and 1 minute to 70 days, 23 hours and 59 minutes",
        "70",
        "71",
    ]


def test_a_period_has_to_say_which_end(dataset):
    with pytest.raises(BoundaryError, match="khalkhin-gol:end"):
        interval_table(dataset, [("khalkhin-gol", "neutrality-pact", "moscow")])
