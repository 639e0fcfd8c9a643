"""A date expression in words, one text for each shape."""

import pytest

from historical_time.date_words import boundary_text, clock_time_text, edtf_text, period_text
from historical_time.edtf import parse_edtf

SHAPES = {
    "1938-07-29": "29 July 1938",
    "1939-05": "May 1939",
    "1938": "1938",
    "193X": "between 1930 and 1939",
    "19XX": "between 1900 and 1999",
    "1939-05-XX": "May 1939",
    "1939-XX-XX": "1939",
    "1939-05-1X": "between 10 and 19 May 1939",
    "1939-1X": "between October and December 1939",
    "1938-0X-15": "between 15 January and 15 September 1938",
    "XXXX": "an unknown year",
    "XXXX-12": "December of an unknown year",
    "XXXX-1X": "between October and December of an unknown year",
    "156X-12-25": "25 December of a year between 1560 and 1569",
    "0045-03-15": "15 March AD 45",
    "004X": "between AD 40 and AD 49",
    # qualifiers, of the whole and of a component
    "1934?": "1934 (uncertain)",
    "1934~": "about 1934",
    "1934-08%": "about August 1934 (uncertain)",
    "193X~": "between about 1930 and 1939",
    "1938-08-?10": "10 August 1938 (day uncertain)",
    "1938-08~-10": "10 August 1938 (year and month approximate)",
    # one of several
    "[1939-09-16,1939-09-17]": "16 or 17 September 1939",
    "[1939-09,1939-10]": "September or October 1939",
    "[1939-12-31,1940-01-01]": "31 December 1939 or 1 January 1940",
    "[1925-05-01..1925-05-10]": "between 1 and 10 May 1925",
    "[1667,1668,1670..1672]": "1667, 1668 or between 1670 and 1672",
    "[1939-09,1939-10,1939-11,1939-12]": "between September and December 1939",
    "[1939-05,1939-07,1939-09,1939-11]": "one of four months, May to November 1939",
    "[..1938-07-15]": "15 July 1938 or earlier",
    "[1938-07-11..]": "11 July 1938 or later",
    "[..193X]": "1939 or earlier",
    # all of several
    "{1938-07-29,1938-07-31}": "29 and 31 July 1938",
    "{1960,1961-12}": "1960 and December 1961",
    "{1938-06-08,1938-06-09,1938-07-01}": "8, 9 June and 1 July 1938",
    "{1938-06-08,1938-06-09,1938-06-12,1938-06-17,1938-06-19}": "five days, 8 to 19 June 1938",
    "{1938-07-29..1938-08-11}": "29 July to 11 August 1938",
    "{1960?,1961~}": "1960 (uncertain) and about 1961",
    "{..1984}": "1984 and earlier",
    # intervals
    "1938-07-29/1938-08-11": "29 July to 11 August 1938",
    "1938-07-29/1938-07-31": "29 to 31 July 1938",
    "1939-09-16/1941-04-13": "16 September 1939 to 13 April 1941",
    "1939-05/1939-09": "May to September 1939",
    "1931/1937": "1931 to 1937",
    "1939-05/1939-09-16": "May 1939 to 16 September 1939",
    "1939-05~/1939-09?": "about May 1939 to September 1939 (uncertain)",
    "193X/1945": "from between 1930 and 1939 to 1945",
    "1939-05/..": "from May 1939, no end",
    "1939-05/": "from May 1939, end unknown",
    "../1939-05": "until May 1939, no beginning",
    "/1939-05": "until May 1939, beginning unknown",
    # level 0 with a time
    "1945-08-09T11:02:00": "9 August 1945, 11:02",
    "1945-08-08T17:00:30Z": "8 August 1945, 17:00:30 UTC",
    "1945-08-09T11:02:00+09:00": "9 August 1945, 11:02 UTC+09:00",
}


def told(text, **options):
    return edtf_text(parse_edtf(text), **options).replace("\u00a0", " ")


@pytest.mark.parametrize(("text", "words"), SHAPES.items())
def test_each_shape_has_one_text(text, words):
    assert told(text) == words


def test_a_date_never_breaks_over_a_line():
    assert edtf_text(parse_edtf("1938-07-29")) == "29\u00a0July\u00a01938"
    assert edtf_text(parse_edtf("[..1938-07-15]")) == "15\u00a0July\u00a01938 or earlier"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("1938-07-29", "29 July"),
        ("1938-07-29?", "29 July (uncertain)"),
        ("[1939-09-16,1939-09-17]", "16 or 17 September"),
        ("1938-07-29/1938-08-11", "29 July to 11 August"),
        # Two years are told, asked for or not.
        ("[1939-12-31,1940-01-01]", "31 December 1939 or 1 January 1940"),
        ("1939-09-16/1941-04-13", "16 September 1939 to 13 April 1941"),
    ],
)
def test_the_year_may_be_left_out_where_there_is_one(text, words):
    assert told(text, year=False) == words


def test_a_boundary_has_its_hour_and_whose_clock_it_was():
    day = parse_edtf("1945-08-08?")
    assert boundary_text(day, "start", "17:00", "Moscow").replace("\u00a0", " ") == (
        "8 August 1945 (uncertain), 17:00 Moscow"
    )
    assert boundary_text(day, "start", "17:00").endswith(", 17:00 (clock not stated)")


def test_an_interval_has_words_for_each_of_its_boundaries():
    interval = parse_edtf("1939-05/..")
    assert boundary_text(interval, "start") == "May\u00a01939"
    assert boundary_text(interval, "end") == "open"
    assert boundary_text(parse_edtf("1939-05/"), "end") == "unknown"


def test_a_recorded_hour_may_be_about_or_between():
    assert clock_time_text("17:00") == "17:00"
    assert clock_time_text("17:00~") == "about 17:00"
    assert clock_time_text("00:10/01:00") == "between 00:10 and 01:00"


def test_a_period_that_begins_within_a_range_says_from():
    assert period_text("between 13 and 15 May 1939", "June 1939").startswith("from between 13")
    hours = ("6 August 1938, 18:00 Khabarovsk and Vladivostok", "7 August 1938")
    assert period_text(*hours) == f"{hours[0]} to {hours[1]}"


def test_a_period_without_any_date_says_so():
    assert period_text("unknown", "unknown") == "date unknown"
    assert period_text("8\u00a0August\u00a01945", "8\u00a0August\u00a01945") == (
        "8\u00a0August\u00a01945"
    )
