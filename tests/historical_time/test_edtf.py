"""Date expressions: the specification's own examples, refusals that name the part, properties."""

import csv
import time
from calendar import monthrange
from datetime import date, timedelta
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from historical_time.columns.edtf import EdtfColumnError, parse_edtf_column
from historical_time.edtf import EdtfError, parse_edtf

# The distinct examples of the Library of Congress specification of 4 February 2019, each with its
# bounds and kinds of end, or with the feature that is named when it is refused.
with (Path(__file__).parent / "edtf_specification.csv").open(
    encoding="utf-8", newline=""
) as stream:
    SPECIFICATION = list(csv.DictReader(stream))


def four(bounds):
    return bounds.start_earliest, bounds.start_latest, bounds.end_earliest, bounds.end_latest


def test_the_table_has_the_63_examples_of_the_specification():
    assert len({row["text"] for row in SPECIFICATION}) == len(SPECIFICATION) == 63


@pytest.mark.parametrize("row", SPECIFICATION, ids=lambda row: row["text"])
def test_each_example_of_the_specification_is_read_or_refused_by_name(row):
    if row["refused"]:
        with pytest.raises(EdtfError, match=row["refused"]) as caught:
            parse_edtf(row["text"])
        assert caught.value.part == row["refused"]
        return
    bounds = parse_edtf(row["text"])
    names = ("start_earliest", "start_latest", "end_earliest", "end_latest")
    assert [str(day or "") for day in four(bounds)] == [row[name] for name in names]
    assert (bounds.start_kind, bounds.end_kind) == (row["start_kind"], row["end_kind"])
    assert str(bounds) == row["text"]


@pytest.mark.parametrize(
    ("text", "qualifiers"),
    [
        ("1984?", [("?",)]),
        ("2004-06-11%", [("%", "%", "%")]),
        ("2004-06~-11", [("~", "~", "")]),
        ("2004?-06-11", [("?", "", "")]),
        ("?2004-06-~11", [("?", "", "~")]),
        ("2004-%06-11", [("", "%", "")]),
        ("2004-06~-?11", [("~", "~", "?")]),
        ("?2004-06~", [("%", "~")]),
        ("1939-05/1939-09~", [("", ""), ("~", "~")]),
    ],
)
def test_a_mark_qualifies_its_component_and_on_the_right_all_before_it(text, qualifiers):
    bounds = parse_edtf(text)
    assert [d.qualifiers for d in bounds.dates] == qualifiers
    marks = "".join("".join(q) for q in qualifiers)
    assert bounds.approximate == ("~" in marks or "%" in marks)
    assert bounds.uncertain == ("?" in marks or "%" in marks)


def test_a_month_of_the_border_war_began_and_ended_inside_itself():
    bounds = parse_edtf("1939-05")
    assert four(bounds) == (date(1939, 5, 1), date(1939, 5, 31)) * 2
    assert not bounds.is_interval
    assert parse_edtf("1939-05/1939-09").is_interval


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("XXXX-02-29", "0004-02-29", "9996-02-29"),
        ("190X-02-29", "1904-02-29", "1908-02-29"),
        ("1938-XX-31", "1938-01-31", "1938-12-31"),
        ("193X-X6-3X", "1930-06-30", "1939-06-30"),
        ("000X", "0001-01-01", "0009-12-31"),
        ("1945-08-1X", "1945-08-10", "1945-08-19"),
        ("1945-02-2X", "1945-02-20", "1945-02-28"),
    ],
)
def test_unspecified_digits_reach_only_days_that_exist(text, earliest, latest):
    bounds = parse_edtf(text)
    assert (str(bounds.start_earliest), str(bounds.end_latest)) == (earliest, latest)


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("", "text"),
        ("  ", "text"),
        ("1938-07-29 ", "text"),
        ("１９３８-07-29", "text"),
        ("1938-07-2٩", "text"),
        ("0000", "year"),
        ("38-07-29", "year"),
        ("19380729", "year"),
        ("May 1939", "text"),
        ("1939-5", "month"),
        ("1939-00", "month"),
        ("1939-13", "month"),
        ("1939-2X", "month"),
        ("1939-05-", "day"),
        ("1939-05-1", "day"),
        ("1939-05-00", "day"),
        ("1939-06-31", "day"),
        ("2001-02-29", "day"),
        ("19X1-02-29", "day"),
        ("1939-05-11-12", "date"),
        ("1939??", "year"),
        ("1939-05-11u", "day"),
        ("1939-05-11T24:00:00", "time"),
        ("1939-05-11T10:00", "time"),
        ("1939-05-11T10:00:00+9", "time"),
        ("1939-05T10:00:00", "time"),
        ("1939-05-XXT10:00:00", "time"),
        ("1939-05-11~T10:00:00", "time"),
        ("1939-05-11T10:00:00/1939-05-12", "time"),
        ("[1939-05-11T10:00:00,1939]", "time"),
        ("/", "interval"),
        ("1939/1940/1941", "interval"),
        ("2008/1964", "interval"),
        ("1939-09-16/1939-08", "interval"),
        ("[1938,1939]/1940", "interval"),
        ("..", "year"),
        ("1939..1940", "year"),
        ("[]", "set member 1"),
        ("{1938,}", "set member 2"),
        ("[..]", "set member 1"),
        ("[1938,..1939]", "set member 2"),
        ("[1938..,1939]", "set member 1"),
        ("[1939..1938]", "set member 1"),
        ("[1938..1939-05]", "set member 1"),
        ("[1938/1939]", "set"),
        ("[1938}", "set"),
        ("[1938", "set"),
        ("[1667, 1668]", "text"),
    ],
)
def test_what_is_outside_the_grammar_is_refused_by_its_part(text, part):
    with pytest.raises(EdtfError) as caught:
        parse_edtf(text)
    assert caught.value.part == part
    assert "expected" in str(caught.value)
    assert caught.value.text == text


def test_an_end_of_lower_precision_may_still_lie_after_its_start():
    assert parse_edtf("1939-09-16/1939-09").end_latest == date(1939, 9, 30)


def test_what_begins_and_ends_on_one_day_is_an_interval():
    bounds = parse_edtf("1945-08-09/1945-08-09")
    assert bounds.start_earliest == bounds.end_latest == date(1945, 8, 9)
    assert bounds.is_interval


def test_the_message_says_which_part_and_what_was_expected():
    with pytest.raises(EdtfError) as caught:
        parse_edtf("2001-02-29")
    assert str(caught.value) == "'2001-02-29': day: expected 01 to 28 in 2001-02, found '29'"


@pytest.mark.parametrize("value", [None, float("nan"), 1939, b"1939", date(1939, 5, 11)])
def test_what_is_not_a_string_is_a_type_error(value):
    with pytest.raises(TypeError, match="EDTF string"):
        parse_edtf(value)


@pytest.mark.parametrize(
    "text",
    ["1" * 2**20, "1939-" * 2**18, "[" + "1939," * 2**18, "/" * 2**20, "X" * 2**20, "?~%" * 2**18],
)
def test_a_megabyte_of_text_is_refused_at_once_in_a_short_message(text):
    started = time.perf_counter()
    with pytest.raises(EdtfError) as caught:
        parse_edtf(text)
    assert time.perf_counter() - started < 2
    assert len(str(caught.value)) < 250


years = st.integers(1, 9999)
days = st.dates(date(1, 1, 1), date(9999, 12, 31))


@settings(deadline=None)
@given(days)
def test_bounds_nest_when_a_date_is_made_more_precise(day):
    year, month, whole = (parse_edtf(str(day)[:width]) for width in (4, 7, 10))
    for wide, narrow in ((year, month), (month, whole)):
        assert wide.start_earliest <= narrow.start_earliest
        assert narrow.start_latest <= wide.start_latest
    assert four(whole) == (day,) * 4
    last = monthrange(day.year, day.month)[1]
    assert (month.end_latest - month.start_earliest) == timedelta(days=last - 1)


@settings(deadline=None)
@given(days, st.sets(st.sampled_from([0, 1, 2, 3, 5, 6, 8, 9])), st.sampled_from("?~% "))
def test_unspecified_digits_bound_every_day_they_stand_for(day, places, mark):
    text = "".join("X" if i in places else c for i, c in enumerate(str(day))) + mark.strip()
    bounds = parse_edtf(text)
    assert bounds.start_earliest <= day <= bounds.start_latest
    assert four(bounds)[:2] == four(bounds)[2:]
    assert str(parse_edtf(str(bounds))) == text
    assert parse_edtf(str(bounds)) == bounds


@settings(deadline=None)
@given(st.text(alphabet="0123456789X-?~%/.,[]{}TZY ES:+", max_size=24))
def test_any_text_is_read_in_order_or_refused(text):
    try:
        bounds = parse_edtf(text)
    except EdtfError:
        return
    low, low_latest, high_earliest, high = four(bounds)
    assert parse_edtf(str(bounds)) == bounds
    assert low is None or low_latest is None or low <= low_latest
    assert high_earliest is None or high is None or high_earliest <= high
    assert low is None or high is None or low <= high


UNDISPUTED = ["1938", "1938-07", "1938-07-29", "1938-07-29/1938-08-11", "1939-05/1939-09"]
UNDISPUTED += ["1938-07~", "1938-07-29?", "193X", "19XX", "1939-05-XX", "0987-02-28", "2000-02"]


@pytest.mark.parametrize("text", UNDISPUTED)
def test_python_edtf_gives_the_same_first_and_last_day(text):
    peer = pytest.importorskip("edtf").parse_edtf(text)
    bounds = parse_edtf(text)
    assert bounds.start_earliest == date(*peer.lower_strict()[:3])
    assert bounds.end_latest == date(*peer.upper_strict()[:3])


@settings(deadline=None, max_examples=25)
@given(st.dates(date(1000, 1, 1)), st.sampled_from([4, 7, 10]), st.sampled_from(["", "?", "~"]))
def test_python_edtf_agrees_on_any_plain_or_marked_date(day, width, mark):
    test_python_edtf_gives_the_same_first_and_last_day(str(day)[:width] + mark)


@pytest.mark.parametrize("shift", ["-00:00", "-00"])
def test_time_negative_zero_is_refused_since_nought_is_not_behind(shift):
    with pytest.raises(EdtfError, match=r"nought is \+00:00") as caught:
        parse_edtf(f"2016-05-02T12:00:00{shift}")
    assert caught.value.part == "time"
    with pytest.raises(EdtfColumnError, match=r"nought is \+00:00"):
        parse_edtf_column(pd.Series([f"2016-05-02T12:00:00{shift}"]))


@pytest.mark.parametrize("shift", ["", "Z", "+00:00", "+00", "-00:30", "-01", "+09:00"])
def test_other_shifts_are_read(shift):
    assert parse_edtf(f"2016-05-02T12:00:00{shift}").time == f"12:00:00{shift}"
