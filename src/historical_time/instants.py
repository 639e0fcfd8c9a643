"""Readings as instants: what one source says about one boundary, as a range in UTC.

A clock time on a known clock is an instant to the minute; a day without a time is the whole
local day; a time on an unknown clock is the union over the clocks in question. Both ends of a
range are included, so that a day runs from 00:00 to 23:59 and nothing is ever a midpoint.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from datetime import time as clock_time
from typing import TYPE_CHECKING

from historical_time.edtf import DateBounds

if TYPE_CHECKING:
    from historical_time.clocks import Clock

_TIME = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9])(?::([0-5][0-9]))?~?")


@dataclass(frozen=True, slots=True)
class InstantRange:
    """The first and last instant (aware, UTC, both included) and the clocks they rest on."""

    earliest: datetime
    latest: datetime
    clocks: tuple["Clock", ...] = field(default=(), compare=False, repr=False)

    def __post_init__(self):
        for end in (self.earliest, self.latest):
            if end.tzinfo is None or end.utcoffset():
                raise ValueError(f"expected an aware datetime in UTC, found {end!r}")
        if self.latest < self.earliest:
            raise ValueError(f"a range cannot end before it starts: {self}")

    @property
    def is_exact(self) -> bool:
        return self.earliest == self.latest

    @property
    def attestation(self) -> str:
        """The weakest attestation among the clocks: weak, then conventional, then strong."""
        found = {clock.attestation for clock in self.clocks}
        return next((a for a in ("weak", "conventional") if a in found), "strong")

    def union(self, other: "InstantRange") -> "InstantRange":
        """The smallest range that holds both."""
        return InstantRange(
            min(self.earliest, other.earliest),
            max(self.latest, other.latest),
            tuple(dict.fromkeys(self.clocks + other.clocks)),
        )

    def on(self, clock: "Clock") -> "InstantRange":
        """The same instants, resting on one more clock."""
        return InstantRange(self.earliest, self.latest, (*self.clocks, clock))

    def __str__(self) -> str:
        shown = f"{self.earliest:%Y-%m-%d %H:%M}"
        return shown if self.is_exact else f"{shown} to {self.latest:%Y-%m-%d %H:%M}"


def parse_time(text: str) -> tuple[clock_time, clock_time]:
    """`HH:MM`, `HH:MM:SS` (either may end in `~`, about) or `HH:MM/HH:MM`: first and last time."""
    sides = text.split("/")
    matches = [_TIME.fullmatch(side) for side in sides]
    if len(sides) > 2 or not all(matches):
        raise ValueError(f"{text!r:.60}: expected a time HH:MM, HH:MM:SS or HH:MM/HH:MM")
    first, last = (clock_time(*(int(g or 0) for g in matches[i].groups())) for i in (0, -1))
    if last < first:
        raise ValueError(f"{text!r}: the later time comes first; a range stays within one day")
    return first, last


def instant_range(
    bounds: DateBounds, boundary: str, time: str | None, clocks: Sequence["Clock"]
) -> InstantRange:
    """What a reading leaves open: the days of one boundary, a time or None, the clocks possible.

    `boundary` is "start" or "end". ValueError for an open or unknown boundary and for a time that
    cannot be read; ClockError where a clock does not answer for that time.
    """
    if boundary not in ("start", "end"):
        raise ValueError(f"boundary: expected 'start' or 'end', found {boundary!r}")
    if not clocks:
        raise ValueError(f"{bounds}: expected at least one clock in question")
    first: date | None = getattr(bounds, f"{boundary}_earliest")
    last: date | None = getattr(bounds, f"{boundary}_latest")
    if first is None or last is None:
        kind = getattr(bounds, f"{boundary}_kind")
        raise ValueError(f"{bounds}: the {boundary} is {kind} and gives no range of instants")
    times = parse_time(time) if time else None
    ranges = []
    for clock in clocks:
        if times is None:
            low, high = clock.day_range(first), clock.day_range(last)
        else:
            low = clock.to_utc(datetime.combine(first, times[0]))
            high = clock.to_utc(datetime.combine(last, times[1]))
        ranges.append(low.union(high))
    result = ranges[0]
    for other in ranges[1:]:
        result = result.union(other)
    return result
