"""The four answers as strings, from one pair of instants and from whole days."""

from datetime import timedelta

import pytest

from historical_time.clocks import Clock
from historical_time.edtf import parse_edtf
from historical_time.intervals import interval_between, interval_words
from historical_time.readings import Reading
from historical_time.words import lasting_text

CHITA = Clock.iana("chita", "Asia/Chita")
TOKYO = Clock.iana("tokyo", "Asia/Tokyo")
ACT = Clock.fixed("act-cet", 60)


def told(start, end, clock):
    ranges = [
        Reading(parse_edtf(day), "start", time, on).instants() for day, time, on in (start, end)
    ]
    answers = interval_words(interval_between(*ranges, clock))
    return {name: text.replace("\u00a0", " ") for name, text in answers._asdict().items()}


def test_a_known_pair_has_one_of_each():
    assert told(("1945-05-08", "23:01", ACT), ("1945-08-09", "00:00", CHITA), CHITA) == {
        "elapsed": "91 days, 16 hours and 59 minutes",
        "days": "92",
        "inclusive": "93",
        "calendar": "three months",
        "calendar_inclusive": "three months and one day",
        "clamped": "three months",
    }


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("elapsed", "27 days and 1 minute to 58 days, 23 hours and 59 minutes"),
        ("days", "28 to 58"),
        ("inclusive", "29 to 59"),
        ("calendar", "28 days to one month and 27 days"),
    ],
)
def test_a_month_leaves_the_least_and_the_most(name, text):
    # From some day in May 1939: the last is 28 days from 28 June, the first 58.
    answers = told(("1939-05", "", TOKYO), ("1939-06-28", "", TOKYO), TOKYO)
    assert answers[name] == text


@pytest.mark.parametrize(
    ("least", "most", "told"),
    [
        (40, 40, "40 minutes"),
        (60, 90, "1 hour to 1 hour and 30 minutes"),
        (60 * 24, 60 * 48, "one to two days"),
        (0, 120, "at most two hours"),
        (60 * 24, None, "at least one day"),
    ],
)
def test_a_length_of_time_is_told_by_what_is_known_of_its_two_ends(least, most, told):
    minutes = [None if end is None else timedelta(minutes=end) for end in (least, most)]
    assert lasting_text(*minutes).replace("\u00a0", " ") == told
