"""Durations between boundaries: how they are written, checked, and what they narrow."""

from datetime import timedelta

import pytest

import analysis
from historical_record.durations import duration, is_duration

LINE = "ten-minutes,state-of-war,first-crossing,PT10M,PT10M,,trudny,derived"


def test_a_duration_is_written_in_days_and_smaller_units():
    assert duration("P32D") == timedelta(days=32)
    assert duration("PT2H25M") == timedelta(hours=2, minutes=25)
    assert duration("P1DT12H") == timedelta(hours=36)
    assert duration("PT0S") == timedelta(0)


@pytest.mark.parametrize(
    "text", ["", "P", "PT", "P1M", "P1Y", "P1W", "1D", "P1D ", "PT1.5H", "P-1D"]
)
def test_what_has_no_fixed_length_is_no_duration(text):
    assert not is_duration(text)
    with pytest.raises(ValueError, match="is no duration: expected days, hours, minutes"):
        duration(text)


def problems_of(folder, line):
    path = folder / "durations.csv"
    text = path.read_text("utf-8")
    assert LINE in text
    path.write_text(text.replace(LINE, line), "utf-8")
    with pytest.raises(analysis.DatasetError) as caught:
        analysis.load(folder)
    return [str(problem) for problem in caught.value.problems]


def test_a_blank_boundary_is_one_problem_and_no_traceback(small_folder):
    line = LINE.replace("state-of-war", "")
    (problem,) = problems_of(small_folder, line)
    assert problem == "durations.csv:2:before: blank: a value is required"


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        (
            LINE.replace("PT10M", "PT11M"),
            "durations.csv:2:least: 'PT11M' the preferred readings are 1945-08-09 00:00 chita and "
            "1945-08-09 00:10 chita: expected what they allow",
        ),
        (
            LINE.replace("PT10M", "P1D"),
            "durations.csv:2:least: 'P1D' the preferred readings are 1945-08-09 00:00 chita and "
            "1945-08-09 00:10 chita: expected what they allow",
        ),
        (
            LINE.replace("state-of-war", "lake-khasan"),
            "durations.csv:2:before: 'lake-khasan' has two boundaries: name one, "
            "'lake-khasan:start' or 'lake-khasan:end'",
        ),
        (
            LINE.replace("state-of-war", "first-crossing"),
            "durations.csv:2:after: 'first-crossing' the same boundary: expected another",
        ),
        (
            LINE.replace("PT10M,,", "PT10M,nagasaki,"),
            "durations.csv:2:gave: 'nagasaki' expected one of the two boundaries, or both",
        ),
        (
            LINE.replace("PT10M,PT10M", "PT10M,PT9M"),
            "durations.csv:2:most: 'PT9M' shorter than the least, PT10M",
        ),
    ],
)
def test_a_duration_agrees_with_the_preferred_readings_of_its_two_boundaries(
    small_folder, line, problem
):
    assert problems_of(small_folder, line) == [problem]


def test_a_month_is_no_duration(small_folder):
    least, most = problems_of(small_folder, LINE.replace("PT10M", "P1M"))
    assert least.startswith("durations.csv:2:least: 'P1M' does not fit the pattern")
    assert most.startswith("durations.csv:2:most: 'P1M' does not fit the pattern")


def test_only_what_a_source_states_is_a_rule(small_folder):
    path = small_folder / "durations.csv"
    assert [rule.kind for rule in analysis.load(small_folder).rules].count("duration") == 0
    path.write_text(path.read_text("utf-8").replace("derived", "read"), "utf-8")
    (rule,) = [of for of in analysis.load(small_folder).rules if of.kind == "duration"]
    assert rule.before == ("state-of-war", "start")
    assert rule.after == ("first-crossing", "start")
    assert rule.least == rule.most == timedelta(minutes=10)
    assert rule.sources == ("trudny",)
    assert rule.label == "first-crossing is ten\xa0minutes after state-of-war"


def test_the_planned_day_is_not_narrowed_by_the_statements_it_was_inferred_from(dataset):
    first, last = dataset.implied_bounds()["planned-opening", "start"]
    assert first.rules == last.rules == ()
