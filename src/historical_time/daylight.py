"""Day, twilight and night at a place: what a clock's face was like for those who looked at it.

The Sun's altitude by the low-precision formulas of the Astronomical Almanac, as set out by J. J.
Michalsky, "The Astronomical Almanac's algorithm for approximate solar position (1950-2050)",
Solar Energy 40 (1988), 227-235: good to a hundredth of a degree, and in 1945 to some seconds of
time. The Sun rises and sets when its centre is 50 minutes of arc under the horizon, and civil
twilight ends at six degrees.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterator

__all__ = ["DAY", "NIGHT", "TWILIGHT", "altitude", "spells"]

DAY, TWILIGHT, NIGHT = "day", "twilight", "night"
_HORIZON, _DUSK = -50 / 60, -6.0
_EPOCH = dt.datetime(2000, 1, 1, 12, tzinfo=dt.UTC)
_MINUTE = dt.timedelta(minutes=1)


def altitude(moment: dt.datetime, latitude: float, longitude: float) -> float:
    """Degrees of the Sun's centre over the horizon, without refraction.

    ``moment`` is aware; ValueError for a naive one and for a place that is none.
    """
    if moment.tzinfo is None:
        raise ValueError(f"expected an aware datetime, found {moment!r}")
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise ValueError(f"expected a latitude and a longitude, found {latitude}, {longitude}")
    days = (moment - _EPOCH).total_seconds() / 86400
    mean = math.radians((357.528 + 0.9856003 * days) % 360)
    ecliptic = math.radians(
        (280.460 + 0.9856474 * days + 1.915 * math.sin(mean) + 0.020 * math.sin(2 * mean)) % 360
    )
    tilt = math.radians(23.439 - 0.0000004 * days)
    ascension = math.atan2(math.cos(tilt) * math.sin(ecliptic), math.cos(ecliptic))
    declination = math.asin(math.sin(tilt) * math.sin(ecliptic))
    sidereal = (18.697374558 + 24.06570982441908 * days) % 24
    angle = math.radians(sidereal * 15 + longitude) - ascension
    north = math.radians(latitude)
    return math.degrees(
        math.asin(
            math.sin(north) * math.sin(declination)
            + math.cos(north) * math.cos(declination) * math.cos(angle)
        )
    )


def spells(
    start: dt.datetime, end: dt.datetime, latitude: float, longitude: float
) -> Iterator[tuple[dt.datetime, dt.datetime, str]]:
    """The stretches of day, twilight and night from one moment to another, to the minute."""
    if end <= start:
        raise ValueError(f"expected an end after the start, found {start} and {end}")
    begun, kind = start, _kind(altitude(start, latitude, longitude))
    moment = start
    while moment < end:
        moment = min(moment + _MINUTE, end)
        now = _kind(altitude(moment, latitude, longitude))
        if now != kind:
            yield begun, moment, kind
            begun, kind = moment, now
    if begun < end:
        yield begun, end, kind


def _kind(degrees: float) -> str:
    return DAY if degrees > _HORIZON else TWILIGHT if degrees > _DUSK else NIGHT
