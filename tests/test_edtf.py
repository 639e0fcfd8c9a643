"""Date expressions: the specification's own examples, refusals that name the part, properties."""

import time
from calendar import monthrange
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.edtf import EdtfError, parse_edtf

# The distinct examples of the Library of Congress specification of 4 February 2019: the text, then
# its four bounds and two kinds of end, or the feature named when it is refused. "c", "o" and "u"
# are closed, open and unknown.
ONE_DAY = "{0} {0} {0} {0} cc"
WITHIN = "{0} {1} {0} {1} cc"
SPECIFICATION = [
    ("1985-04-12", ONE_DAY.format("1985-04-12")),
    ("1985-04", WITHIN.format("1985-04-01", "1985-04-30")),
    ("1985", WITHIN.format("1985-01-01", "1985-12-31")),
    ("1985-04-12T23:20:30", ONE_DAY.format("1985-04-12")),
    ("1985-04-12T23:20:30Z", ONE_DAY.format("1985-04-12")),
    ("1985-04-12T23:20:30-04", ONE_DAY.format("1985-04-12")),
    ("1985-04-12T23:20:30+04:30", ONE_DAY.format("1985-04-12")),
    ("1964/2008", "1964-01-01 1964-12-31 2008-01-01 2008-12-31 cc"),
    ("2004-06/2006-08", "2004-06-01 2004-06-30 2006-08-01 2006-08-31 cc"),
    ("2004-02-01/2005-02-08", "2004-02-01 2004-02-01 2005-02-08 2005-02-08 cc"),
    ("2004-02-01/2005-02", "2004-02-01 2004-02-01 2005-02-01 2005-02-28 cc"),
    ("2004-02-01/2005", "2004-02-01 2004-02-01 2005-01-01 2005-12-31 cc"),
    ("2005/2006-02", "2005-01-01 2005-12-31 2006-02-01 2006-02-28 cc"),
    ("Y170000002", "prefixed year"),
    ("Y-170000002", "prefixed year"),
    ("2001-21", "season"),
    ("1984?", WITHIN.format("1984-01-01", "1984-12-31")),
    ("2004-06~", WITHIN.format("2004-06-01", "2004-06-30")),
    ("2004-06-11%", ONE_DAY.format("2004-06-11")),
    ("201X", WITHIN.format("2010-01-01", "2019-12-31")),
    ("20XX", WITHIN.format("2000-01-01", "2099-12-31")),
    ("2004-XX", WITHIN.format("2004-01-01", "2004-12-31")),
    ("1985-04-XX", WITHIN.format("1985-04-01", "1985-04-30")),
    ("1985-XX-XX", WITHIN.format("1985-01-01", "1985-12-31")),
    ("1985-04-12/..", "1985-04-12 1985-04-12 - - co"),
    ("1985-04/..", "1985-04-01 1985-04-30 - - co"),
    ("1985/..", "1985-01-01 1985-12-31 - - co"),
    ("../1985-04-12", "- - 1985-04-12 1985-04-12 oc"),
    ("../1985-04", "- - 1985-04-01 1985-04-30 oc"),
    ("../1985", "- - 1985-01-01 1985-12-31 oc"),
    ("1985-04-12/", "1985-04-12 1985-04-12 - - cu"),
    ("1985-04/", "1985-04-01 1985-04-30 - - cu"),
    ("1985/", "1985-01-01 1985-12-31 - - cu"),
    ("/1985-04-12", "- - 1985-04-12 1985-04-12 uc"),
    ("/1985-04", "- - 1985-04-01 1985-04-30 uc"),
    ("/1985", "- - 1985-01-01 1985-12-31 uc"),
    ("-1985", "negative year"),
    ("Y-17E7", "exponential year"),
    ("1950S2", "significant digits"),
    ("Y171010000S3", "significant digits"),
    ("Y3388E2S3", "exponential year"),
    ("2001-34", "sub-year grouping"),
    ("[1667,1668,1670..1672]", WITHIN.format("1667-01-01", "1672-12-31")),
    ("[..1760-12-03]", "- 1760-12-03 - 1760-12-03 oc"),
    ("[1760-12..]", "1760-12-01 - 1760-12-01 - co"),
    ("[1760-01,1760-02,1760-12..]", "1760-01-01 - 1760-01-01 - co"),
    ("[1667,1760-12]", WITHIN.format("1667-01-01", "1760-12-31")),
    ("[..1984]", "- 1984-12-31 - 1984-12-31 oc"),
    ("{1667,1668,1670..1672}", "1667-01-01 1667-12-31 1672-01-01 1672-12-31 cc"),
    ("{1960,1961-12}", "1960-01-01 1960-12-31 1961-12-01 1961-12-31 cc"),
    ("{..1984}", "- - 1984-01-01 1984-12-31 oc"),
    ("2004-06~-11", ONE_DAY.format("2004-06-11")),
    ("2004?-06-11", ONE_DAY.format("2004-06-11")),
    ("?2004-06-~11", ONE_DAY.format("2004-06-11")),
    ("2004-%06-11", ONE_DAY.format("2004-06-11")),
    ("156X-12-25", WITHIN.format("1560-12-25", "1569-12-25")),
    ("15XX-12-25", WITHIN.format("1500-12-25", "1599-12-25")),
    ("XXXX-12-XX", WITHIN.format("0001-12-01", "9999-12-31")),
    ("1XXX-XX", WITHIN.format("1000-01-01", "1999-12-31")),
    ("1XXX-12", WITHIN.format("1000-12-01", "1999-12-31")),
    ("1984-1X", WITHIN.format("1984-10-01", "1984-12-31")),
    ("2004-06-~01/2004-06-~20", "2004-06-01 2004-06-01 2004-06-20 2004-06-20 cc"),
    ("2004-06-XX/2004-07-03", "2004-06-01 2004-06-30 2004-07-03 2004-07-03 cc"),
]
KIND = {"c": "closed", "o": "open", "u": "unknown"}


def four(bounds):
    return bounds.start_earliest, bounds.start_latest, bounds.end_earliest, bounds.end_latest


def test_the_table_has_the_63_examples_of_the_specification():
    assert len({text for text, _ in SPECIFICATION}) == len(SPECIFICATION) == 63


@pytest.mark.parametrize(("text", "expected"), SPECIFICATION)
def test_each_example_of_the_specification_is_read_or_refused_by_name(text, expected):
    if expected[0] not in "-012":
        with pytest.raises(EdtfError, match=expected) as caught:
            parse_edtf(text)
        assert caught.value.part == expected
        return
    *days, kinds = expected.split()
    bounds = parse_edtf(text)
    assert four(bounds) == tuple(None if d == "-" else date.fromisoformat(d) for d in days)
    assert (bounds.start_kind, bounds.end_kind) == (KIND[kinds[0]], KIND[kinds[1]])
    assert str(bounds) == text


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


@given(days)
def test_bounds_nest_when_a_date_is_made_more_precise(day):
    year, month, whole = (parse_edtf(str(day)[:width]) for width in (4, 7, 10))
    for wide, narrow in ((year, month), (month, whole)):
        assert wide.start_earliest <= narrow.start_earliest
        assert narrow.start_latest <= wide.start_latest
    assert four(whole) == (day,) * 4
    last = monthrange(day.year, day.month)[1]
    assert (month.end_latest - month.start_earliest) == timedelta(days=last - 1)


@given(days, st.sets(st.sampled_from([0, 1, 2, 3, 5, 6, 8, 9])), st.sampled_from("?~% "))
def test_unspecified_digits_bound_every_day_they_stand_for(day, places, mark):
    text = "".join("X" if i in places else c for i, c in enumerate(str(day))) + mark.strip()
    bounds = parse_edtf(text)
    assert bounds.start_earliest <= day <= bounds.start_latest
    assert four(bounds)[:2] == four(bounds)[2:]
    assert str(parse_edtf(str(bounds))) == text
    assert parse_edtf(str(bounds)) == bounds


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
