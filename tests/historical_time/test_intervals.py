"""Intervals: the end of one war to the start of the next, on several clocks."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from historical_time.clocks import Clock
from historical_time.edtf import parse_edtf
from historical_time.instants import InstantRange
from historical_time.intervals import interval_between
from historical_time.readings import Reading

MOSCOW = Clock.iana("moscow", "Europe/Moscow")
CHITA = Clock.iana("chita", "Asia/Chita")
UTC_CLOCK = Clock.fixed("utc", 0)
ACT = Clock.fixed("act-cet", 60, attestation="conventional")
TOKYO = Clock.iana("tokyo", "Asia/Tokyo")


def reading(text, time, *clocks):
    return Reading(parse_edtf(text), time=time or "").instants(clocks)


EFFECTIVE = reading("1945-05-08", "23:01", ACT)
STATE_OF_WAR = reading("1945-08-09", "00:00", CHITA)


def test_surrender_to_war_is_three_months_by_chita_and_not_by_moscow():
    on_moscow = interval_between(EFFECTIVE, STATE_OF_WAR, MOSCOW)
    assert (on_moscow.start_date, on_moscow.end_date) == (date(1945, 5, 9), date(1945, 8, 8))
    assert on_moscow.calendar == (0, 2, 30)
    assert on_moscow.calendar_inclusive == (0, 3, 0)
    on_chita = interval_between(EFFECTIVE, STATE_OF_WAR, CHITA)
    assert on_chita.calendar == (0, 3, 0)
    for interval in (on_moscow, on_chita):
        assert (
            interval.elapsed_min == interval.elapsed_max == timedelta(days=91, hours=16.5 + 29 / 60)
        )
        assert interval.is_one_pair_of_dates
        assert interval.convention_sensitive is False


def test_days_are_counted_without_and_with_the_last():
    interval = interval_between(
        reading("1945-05-09", "12:00", MOSCOW), reading("1945-05-11", "11:00", MOSCOW), MOSCOW
    )
    assert (interval.days, interval.days_inclusive) == (2, 3)
    assert interval.elapsed_min == timedelta(days=1, hours=23)


def test_days_without_times_give_a_shortest_and_a_longest_elapsed_time():
    interval = interval_between(
        reading("1939-05-11", None, TOKYO), reading("1939-05-13", None, TOKYO), TOKYO
    )
    assert interval.elapsed_min == timedelta(days=1, minutes=1)
    assert interval.elapsed_max == timedelta(days=3) - timedelta(minutes=1)
    assert (interval.days_min, interval.days) == (2, 2)
    assert interval.calendar_min == interval.calendar == (0, 0, 2)


def test_a_day_seen_from_another_clock_falls_on_two_dates():
    interval = interval_between(
        reading("1945-08-09", None, CHITA), reading("1945-09-02", "09:04", TOKYO), MOSCOW
    )
    assert not interval.is_one_pair_of_dates
    assert (interval.start_date, interval.shortest_dates[0]) == (date(1945, 8, 8), date(1945, 8, 9))
    assert (interval.days_min, interval.days) == (24, 25)
    assert (interval.days_inclusive_min, interval.days_inclusive) == (25, 26)
    assert interval.calendar_inclusive_min == (0, 0, 25)


def test_a_month_end_is_flagged_where_conventions_part():
    interval = interval_between(
        reading("1939-03-31", "12:00", TOKYO), reading("1939-04-30", "12:00", TOKYO), TOKYO
    )
    assert interval.convention_sensitive is True
    assert (interval.calendar, interval.calendar_by_dateutil) == ((0, 0, 30), (0, 1, 0))


def test_the_weakest_clock_marks_the_result():
    assert interval_between(EFFECTIVE, STATE_OF_WAR, MOSCOW).attestation == "conventional"
    assert interval_between(STATE_OF_WAR, STATE_OF_WAR, CHITA).attestation == "strong"
    weak = Clock.iana("ulaanbaatar", "Asia/Ulaanbaatar", attestation="weak")
    assert interval_between(EFFECTIVE, STATE_OF_WAR, weak).attestation == "weak"


def test_a_start_certainly_after_its_end_is_an_error():
    with pytest.raises(ValueError, match="is after the end"):
        interval_between(STATE_OF_WAR, EFFECTIVE, MOSCOW)


def test_order_unsaid_where_either_can_come_first_the_range_begins_below_nought():
    day = reading("1945-08-09", None, MOSCOW)
    interval = interval_between(day, day, MOSCOW)
    assert interval.order == "possible"
    assert interval.elapsed_min == -timedelta(hours=23, minutes=59)
    assert interval.elapsed_max == timedelta(hours=23, minutes=59)
    assert (interval.days_min, interval.days) == (0, 0)
    suicide, denial = (
        reading(text, None, TOKYO) for text in ("[1939-09-16,1939-09-17]", "[1939-09,1939-10]")
    )
    interval = interval_between(suicide, denial, TOKYO)
    assert interval.order == "possible"
    assert interval.elapsed_min == -timedelta(days=16, hours=23, minutes=59)
    assert interval.elapsed_max == timedelta(days=45, hours=23, minutes=59)
    assert (interval.days_min, interval.days) == (-16, 45)
    assert interval.calendar_min == (0, 0, -16)
    assert interval.calendar == (0, 1, 15)
    assert interval_between(EFFECTIVE, STATE_OF_WAR, CHITA).order == "certain"


moments = st.datetimes(datetime(1938, 1, 1), datetime(1946, 1, 1), timezones=st.just(UTC))
ranges = st.tuples(moments, moments).map(sorted).map(lambda pair: InstantRange(*pair))


@settings(deadline=None)
@given(ranges, ranges)
def test_one_clock_and_utc_agree_in_elapsed_time_and_the_ends_nest(start, end):
    if start.earliest > end.latest:
        start, end = end, start
    there, here = (interval_between(start, end, clock) for clock in (UTC_CLOCK, CHITA))
    assert (there.elapsed_min, there.elapsed_max) == (here.elapsed_min, here.elapsed_max)
    assert here.elapsed_min <= here.elapsed_max
    assert (here.order == "certain") == (start.latest <= end.earliest)
    for interval in (there, here):
        assert interval.days_min <= interval.days
        assert interval.calendar_min <= interval.calendar
        first, last = interval.shortest_dates
        assert interval.start_date <= first
        assert last <= interval.end_date
