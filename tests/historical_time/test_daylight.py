"""Day and night at a place: by almanacs that anyone can open, and by what must hold anywhere."""

import datetime as dt
from itertools import pairwise

import pytest

from historical_time.daylight import DAY, NIGHT, TWILIGHT, altitude, spells

EASTERN = dt.timezone(dt.timedelta(hours=-4))
JAPAN = dt.timezone(dt.timedelta(hours=9))
AUGUST = dt.datetime(1945, 8, 8)


def begins(zone, latitude, longitude):
    start = AUGUST.replace(tzinfo=zone)
    found = spells(start, start + dt.timedelta(days=1), latitude, longitude)
    return [(kind, begun.time()) for begun, _, kind in found]


def close(found: dt.time, said: str, minutes: int = 3) -> bool:
    hour, minute = map(int, said.split(":"))
    return abs(found.hour * 60 + found.minute - hour * 60 - minute) <= minutes


def test_the_sun_of_washington_rises_and_sets_by_the_naval_observatory():
    (_, _), (_, dawn), (_, rise), (_, set_), (_, dusk) = begins(EASTERN, 38.895, -77.037)
    assert close(rise, "6:14")
    assert close(set_, "20:11")
    assert close(dawn, "5:45")
    assert close(dusk, "20:40")


def test_a_summer_day_is_night_twilight_day_twilight_night():
    kinds = [kind for kind, _ in begins(JAPAN, 35.687, 139.749)]
    assert kinds == [NIGHT, TWILIGHT, DAY, TWILIGHT, NIGHT]


def test_at_greenwich_the_noon_sun_of_the_solstice_stands_where_latitude_puts_it():
    noon = dt.datetime(2000, 6, 21, 12, 2, tzinfo=dt.UTC)
    assert altitude(noon, 51.4779, 0.0) == pytest.approx(90 - 51.4779 + 23.44, abs=0.02)


def test_at_the_pole_the_sun_goes_round_at_its_declination():
    noon = dt.datetime(2000, 6, 21, 12, tzinfo=dt.UTC)
    assert altitude(noon, 90, 0) == pytest.approx(altitude(noon, 90, 170), abs=1e-6)
    assert altitude(noon, 90, 0) == pytest.approx(23.44, abs=0.01)
    (only,) = spells(noon, noon + dt.timedelta(days=1), 90, 0)
    assert only == (noon, noon + dt.timedelta(days=1), DAY)


def test_the_stretches_follow_each_other_without_a_gap():
    start = AUGUST.replace(tzinfo=dt.UTC)
    found = list(spells(start, start + dt.timedelta(days=2), 55.75, 37.62))
    assert found[0][0] == start
    assert found[-1][1] == start + dt.timedelta(days=2)
    assert all(one[1] == other[0] for one, other in pairwise(found))


@pytest.mark.parametrize(
    ("moment", "place", "message"),
    [
        (AUGUST, (35.0, 139.0), "an aware datetime"),
        (AUGUST.replace(tzinfo=dt.UTC), (95.0, 0.0), "a latitude and a longitude"),
        (AUGUST.replace(tzinfo=dt.UTC), (0.0, 181.0), "a latitude and a longitude"),
    ],
)
def test_what_is_no_moment_or_no_place_is_refused(moment, place, message):
    with pytest.raises(ValueError, match=message):
        altitude(moment, *place)


def test_an_end_before_its_start_is_refused():
    start = AUGUST.replace(tzinfo=dt.UTC)
    with pytest.raises(ValueError, match="expected an end after the start"):
        list(spells(start, start, 0, 0))
