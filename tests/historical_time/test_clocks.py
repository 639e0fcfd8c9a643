"""Clocks: real midnights of the war, gaps and folds, and agreement with zoneinfo by the hour."""

import csv
import zoneinfo
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import FOLDER
from historical_time.clocks import Clock, ClockError
from historical_time.instants import InstantRange

ZONES = {
    "berlin": "Europe/Berlin",
    "london": "Europe/London",
    "moscow": "Europe/Moscow",
    "washington": "America/New_York",
    "tokyo": "Asia/Tokyo",
    "chita": "Asia/Chita",
    "khabarovsk": "Asia/Vladivostok",
    "ulaanbaatar": "Asia/Ulaanbaatar",
}
MANCHUKUO = Clock.dated(
    "manchukuo",
    [(date(1932, 3, 1), date(1936, 12, 31), 8 * 60), (date(1937, 1, 1), None, 9 * 60)],
    citation="the project's own list",
)


def zone(id):
    return Clock.iana(id, ZONES[id])


def utc(text):
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def exact(found):
    assert found.is_exact
    return found.earliest


def test_transbaikal_midnight_is_moscow_evening():
    midnight = exact(zone("chita").to_utc(datetime(1945, 8, 9)))
    assert midnight == utc("1945-08-08T15:00")
    assert zone("moscow").to_civil(midnight) == datetime(1945, 8, 8, 18, 0)


def test_the_surrender_took_effect_on_9_may_by_moscow_and_on_8_may_by_london():
    act = Clock.fixed("act-cet", 60, attestation="conventional")
    effective = exact(act.to_utc(datetime(1945, 5, 8, 23, 1)))
    assert effective == utc("1945-05-08T22:01")
    assert zone("moscow").to_civil(effective) == datetime(1945, 5, 9, 1, 1)
    assert zone("berlin").to_civil(effective) == datetime(1945, 5, 9, 0, 1)
    assert zone("london").offset_at(effective) == timedelta(hours=2)


def test_manchukuo_stood_with_tokyo_after_1937_and_an_hour_behind_before():
    assert exact(MANCHUKUO.to_utc(datetime(1936, 12, 31, 12))) == utc("1936-12-31T04:00")
    assert exact(MANCHUKUO.to_utc(datetime(1939, 5, 11, 12))) == utc("1939-05-11T03:00")
    harbin = Clock.iana("harbin", "Asia/Harbin")
    assert exact(harbin.to_utc(datetime(1939, 5, 11, 12))) == utc("1939-05-11T04:00")


def test_a_dated_clock_moves_at_midnight_by_its_old_offset():
    assert MANCHUKUO.to_civil(utc("1936-12-31T15:59")) == datetime(1936, 12, 31, 23, 59)
    assert MANCHUKUO.to_civil(utc("1936-12-31T16:00")) == datetime(1937, 1, 1, 1, 0)
    with pytest.raises(ClockError, match="1937-01-01 00:30 was not shown: the clock was put forw"):
        MANCHUKUO.to_utc(datetime(1937, 1, 1, 0, 30))
    day = MANCHUKUO.day_range(date(1937, 1, 1))
    assert (day.earliest, day.latest) == (utc("1936-12-31T16:00"), utc("1937-01-01T14:59"))


def test_a_dated_clock_is_silent_outside_its_rows():
    with pytest.raises(ClockError, match=r"manchukuo: .* its offsets begin at 1932-03-01"):
        MANCHUKUO.to_utc(datetime(1932, 2, 29, 23, 59))
    with pytest.raises(ClockError, match="no offset is known"):
        MANCHUKUO.to_civil(utc("1931-09-18T14:20"))
    ended = Clock.dated("x", [(None, date(1945, 8, 18), 540)])
    with pytest.raises(ClockError, match="its offsets end at 1945-08-19"):
        ended.to_utc(datetime(1945, 8, 19))
    assert exact(ended.to_utc(datetime(1, 1, 2))) == utc("0001-01-01T15:00")


def test_a_skipped_hour_is_refused_and_a_repeated_one_is_bounded():
    berlin = zone("berlin")
    with pytest.raises(ClockError, match="berlin: 1940-04-01 02:30 was not shown"):
        berlin.to_utc(datetime(1940, 4, 1, 2, 30))
    twice = berlin.to_utc(datetime(1942, 11, 2, 2, 30))
    assert (twice.earliest, twice.latest) == (utc("1942-11-02T00:30"), utc("1942-11-02T01:30"))
    back = Clock.dated("x", [(None, date(1940, 1, 1), 540), (date(1940, 1, 2), None, 480)])
    twice = back.to_utc(datetime(1940, 1, 1, 23, 30))
    assert (twice.earliest, twice.latest) == (utc("1940-01-01T14:30"), utc("1940-01-01T15:30"))
    day = back.day_range(date(1940, 1, 1))
    assert (day.earliest, day.latest) == (utc("1939-12-31T15:00"), utc("1940-01-01T15:59"))


def test_a_day_that_a_clock_left_out_is_refused():
    apia = Clock.iana("apia", "Pacific/Apia")
    with pytest.raises(ClockError, match="apia: 2011-12-30 was not shown"):
        apia.day_range(date(2011, 12, 30))
    assert apia.day_range(date(2011, 12, 31)).earliest == utc("2011-12-30T10:00")


def test_the_attestation_travels_with_the_result():
    weak = Clock.iana("ulaanbaatar", ZONES["ulaanbaatar"], attestation="weak", citation="IANA")
    found = weak.day_range(date(1939, 5, 11))
    assert found.attestation == "weak"
    assert found.clocks[0].citation == "IANA"
    assert found.union(zone("tokyo").day_range(date(1939, 5, 11))).attestation == "weak"
    assert zone("tokyo").day_range(date(1939, 5, 11)).attestation == "strong"


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: Clock.iana("x", "Asia/Hsinking"), "no zone of this name"),
        (lambda: Clock.iana("x", "../zoneinfo/UTC"), "expected the name of an IANA zone"),
        (lambda: Clock.iana("x", "Asia"), "no zone of this name"),
        (lambda: Clock.iana("x", "tzdata.zi"), "expected the name of an IANA zone"),
        (lambda: Clock.iana("x", "leapseconds"), "leapseconds"),
        (lambda: Clock.fixed("x", 24 * 60), "whole minutes"),
        (lambda: Clock.fixed("x", 9.5), "whole minutes"),
        (lambda: Clock.dated("x", []), "at least one row"),
        (
            lambda: Clock.dated("x", [(None, None, 0), (date(1940, 1, 1), None, 60)]),
            "does not follow",
        ),
        (lambda: Clock.dated("x", [(date(1940, 1, 2), date(1940, 1, 1), 0)]), "ends before"),
    ],
)
def test_a_clock_that_cannot_be_is_refused(make, message):
    with pytest.raises(ClockError, match=message):
        make()


def test_naive_and_aware_times_are_not_mixed_up():
    with pytest.raises(TypeError, match="naive local time"):
        zone("tokyo").to_utc(utc("1945-08-15T12:00"))
    with pytest.raises(TypeError, match="aware instant"):
        zone("tokyo").to_civil(datetime(1945, 8, 15, 12))
    with pytest.raises(ClockError, match="outside the years"):
        zone("tokyo").to_utc(datetime(1, 1, 1))


with (FOLDER / "clocks.csv").open(encoding="utf-8") as stream:
    USED_ZONES = sorted({row["zone"] for row in csv.DictReader(stream) if row["zone"]})


@pytest.mark.parametrize("name", USED_ZONES)
def test_each_hour_of_1938_to_1945_agrees_with_zoneinfo(name):
    clock, hour = Clock.iana("used", name), timedelta(hours=1)
    path = zoneinfo.TZPATH
    zoneinfo.reset_tzpath(())  # so that zoneinfo too reads the pinned package
    try:
        peer = zoneinfo.ZoneInfo.no_cache(name)
    finally:
        zoneinfo.reset_tzpath(path)
    hours = [utc("1938-01-01T00:00") + i * hour for i in range(8 * 8766)]
    shown = [instant.astimezone(peer).replace(tzinfo=None) for instant in hours]
    assert [clock.to_civil(instant) for instant in hours] == shown
    changes = [i for i in range(1, len(hours)) if shown[i] - shown[i - 1] != hour]
    # From local time back: every hour of the days about a change, and one in seven of the rest.
    for i in {j for c in changes for j in range(c - 24, c + 24)} | set(range(0, len(hours), 7)):
        local = shown[i - 1] + hour  # on a change this is an hour that may not exist, or twice
        instants = {local.replace(tzinfo=peer, fold=fold).astimezone(UTC) for fold in (0, 1)}
        found = sorted(i for i in instants if i.astimezone(peer).replace(tzinfo=None) == local)
        if found:
            assert clock.to_utc(local) == InstantRange(found[0], found[-1])
        else:
            with pytest.raises(ClockError):
                clock.to_utc(local)


moments = st.datetimes(datetime(1932, 3, 2), datetime(1960, 1, 1), timezones=st.just(UTC))
clocks = st.sampled_from([*map(zone, ZONES), MANCHUKUO, Clock.fixed("act-cet", 60)])


@settings(deadline=None)
@given(moments, clocks)
def test_the_local_time_of_an_instant_leads_back_to_it(moment, clock):
    moment = moment.replace(second=0, microsecond=0)
    found = clock.to_utc(clock.to_civil(moment))
    assert found.earliest <= moment <= found.latest
    assert found.latest - found.earliest <= timedelta(hours=2)
    day = clock.day_range(clock.to_civil(moment).date())
    assert day.earliest <= moment <= day.latest


def test_berlin_moved_its_clocks_four_times_in_1945():
    """Summer time, Moscow's time under Soviet command, summer time again, winter."""
    berlin = Clock.iana("berlin", "Europe/Berlin")
    steps = berlin.steps(datetime(1945, 1, 1, tzinfo=UTC), datetime(1946, 1, 1, tzinfo=UTC))
    assert [(f"{at:%d %b %H:%M}", offset // timedelta(hours=1)) for at, offset in steps] == [
        ("01 Jan 00:00", 1),
        ("02 Apr 01:00", 2),
        ("24 May 00:00", 3),
        ("24 Sep 00:00", 2),
        ("18 Nov 01:00", 1),
    ]


def test_a_dated_clock_has_no_offset_before_its_first_row():
    manchukuo = Clock.dated(
        "manchukuo", [(date(1932, 3, 1), date(1936, 12, 31), 480), (date(1937, 1, 1), None, 540)]
    )
    steps = manchukuo.steps(datetime(1931, 1, 1, tzinfo=UTC), datetime(1945, 1, 1, tzinfo=UTC))
    assert [(f"{at:%Y-%m-%d %H}", offset) for at, offset in steps] == [
        ("1931-01-01 00", None),
        ("1932-02-29 16", timedelta(hours=8)),
        ("1936-12-31 16", timedelta(hours=9)),
    ]


@pytest.mark.parametrize("zone", ["Europe/Berlin", "Asia/Tokyo", "America/New_York", "Asia/Chita"])
def test_the_steps_of_a_zone_say_what_it_shows_on_each_day(zone):
    clock = Clock.iana("a", zone)
    first, days = datetime(1855, 1, 1, tzinfo=UTC), 190 * 365  # beyond what a file lists
    steps = clock.steps(first, first + timedelta(days=days))
    at = 0
    for day in range(days):
        moment = first + timedelta(days=day, hours=day % 24)
        while at + 1 < len(steps) and steps[at + 1][0] <= moment:
            at += 1
        assert clock.offset_at(moment) == steps[at][1], moment
