"""Readings as instant ranges: a time, a day, a month, and a clock nobody named."""

from datetime import UTC, datetime

import pytest

from historical_time.clocks import Clock
from historical_time.edtf import parse_edtf
from historical_time.instants import InstantRange, parse_time
from historical_time.readings import BoundaryError, Reading

MOSCOW = Clock.iana("moscow", "Europe/Moscow")
CHITA = Clock.iana("chita", "Asia/Chita")
TOKYO = Clock.iana("tokyo", "Asia/Tokyo")
ULAANBAATAR = Clock.iana("ulaanbaatar", "Asia/Ulaanbaatar", attestation="weak")


def utc(text):
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def ends(text, boundary="start", time="", clocks=(MOSCOW,)):
    found = Reading(parse_edtf(text), boundary, time).instants(clocks)
    return found.earliest, found.latest


def test_a_time_on_a_clock_is_one_minute():
    assert ends("1945-08-08", time="17:00") == (utc("1945-08-08T14:00"),) * 2
    assert ends("1945-08-08", time="17:00:30~") == (utc("1945-08-08T14:00:30"),) * 2
    assert ends("1945-08-09", time="00:10~", clocks=[CHITA]) == (utc("1945-08-08T15:10"),) * 2


def test_a_day_without_a_time_is_the_whole_local_day():
    assert ends("1945-08-09", clocks=[CHITA]) == (utc("1945-08-08T15:00"), utc("1945-08-09T14:59"))


def test_a_month_reaches_from_its_first_to_its_last_minute():
    assert ends("1939-05", clocks=[TOKYO]) == (utc("1939-04-30T15:00"), utc("1939-05-31T14:59"))
    assert ends("1939-05", "end", "12:00", [TOKYO]) == (
        utc("1939-05-01T03:00"),
        utc("1939-05-31T03:00"),
    )


def test_an_interval_has_a_range_for_each_boundary():
    assert ends("1938-07-29/1938-08-11", "end") == (
        utc("1938-08-10T21:00"),
        utc("1938-08-11T20:59"),
    )


def test_a_time_range_leaves_the_minutes_between():
    assert ends("1939-05-11", time="05:00/07:30~", clocks=[TOKYO]) == (
        utc("1939-05-10T20:00"),
        utc("1939-05-10T22:30"),
    )


def test_an_unknown_clock_is_the_union_over_those_in_question():
    found = Reading(parse_edtf("1939-05-11"), time="05:00").instants([TOKYO, ULAANBAATAR])
    assert (found.earliest, found.latest) == (utc("1939-05-10T20:00"), utc("1939-05-10T22:00"))
    assert found.attestation == "weak"
    assert [clock.id for clock in found.clocks] == ["tokyo", "ulaanbaatar"]


@pytest.mark.parametrize(
    "time", ["5:00", "24:00", "05:60", "05:00:61", "noon", "07:00/05:00", "0500", "5:00/6:00/7:00"]
)
def test_a_time_that_cannot_be_read_is_refused(time):
    with pytest.raises(ValueError, match="time"):
        parse_time(time)


def test_a_boundary_that_gives_no_instant_is_refused():
    with pytest.raises(BoundaryError, match=r"1939-05-11/\.\.: the earliest day is open"):
        ends("1939-05-11/..", "end")
    with pytest.raises(BoundaryError, match="the earliest day is unknown"):
        ends("/1939-05-11")
    with pytest.raises(BoundaryError, match="no clock of the record answers"):
        ends("1939-05-11", clocks=[])
    with pytest.raises(ValueError, match="'start' or 'end'"):
        ends("1939-05-11", "middle")


def test_set_open_message_a_set_that_goes_on_says_which_day_is_open():
    with pytest.raises(BoundaryError, match=r"\[1938-07-11\.\.\]: the latest day is open"):
        ends("[1938-07-11..]")
    with pytest.raises(BoundaryError, match=r"\[\.\.1938-07-15\]: the earliest day is open"):
        ends("[..1938-07-15]")
    before = Reading(parse_edtf("[..1938-07-15]"), clock=TOKYO)
    assert before.limits() == (None, utc("1938-07-15T14:59"))


def test_days_that_all_count_have_a_first_and_a_last_boundary():
    assert ends("{1938-06-08,1938-06-19}") == (utc("1938-06-07T21:00"), utc("1938-06-08T20:59"))
    assert ends("{1938-06-08,1938-06-19}", "end") == (
        *(utc("1938-06-18T21:00"), utc("1938-06-19T20:59")),
    )


def test_the_order_of_two_ranges_is_open_where_they_share_a_minute():
    day, month, later = (
        Reading(parse_edtf(text), clock=TOKYO).instants()
        for text in ("1939-05-11", "1939-05", "1939-09-16")
    )
    noon = Reading(parse_edtf("1939-05-11"), time="12:00", clock=TOKYO).instants()
    assert day.order(later) == "before"
    assert later.order(day) == "after"
    assert day.order(month) == month.order(day) == day.order(day) == day.order(noon) == "open"
    assert noon.order(noon) == "same"


def test_a_range_is_in_utc_and_in_order():
    with pytest.raises(ValueError, match="aware datetime in UTC"):
        InstantRange(datetime(1945, 5, 9), datetime(1945, 5, 9))
    with pytest.raises(ValueError, match="cannot end before"):
        InstantRange(utc("1945-05-09"), utc("1945-05-08"))
