"""Ranges of instants in UTC, and which of two comes first.

Both ends of a range are included, so that a day runs from 00:00 to 23:59 and nothing is ever a
midpoint. Two ranges that share a minute leave their order open.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from datetime import time as clock_time
from typing import Protocol

__all__ = [
    "AFTER",
    "BEFORE",
    "HAS",
    "MAY",
    "NOT",
    "OPEN",
    "SAME",
    "Attested",
    "InstantRange",
    "is_time",
    "parse_time",
    "second_of",
]

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
BEFORE, SAME, AFTER, OPEN = "before", "same", "after", "open"
HAS, MAY, NOT = "has", "may", "not"
_TIME = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9])(?::([0-5][0-9]))?~?")


def second_of(instant: datetime) -> int:
    """The whole seconds from the beginning of 1970 in UTC to an aware instant."""
    return (instant - _EPOCH) // timedelta(seconds=1)


class Attested(Protocol):
    """A clock, as far as a range has to know it: how well it is attested."""

    @property
    def attestation(self) -> str:
        """One of "strong", "conventional" and "weak"."""


@dataclass(frozen=True, slots=True)
class InstantRange:
    """The first and last instant (aware, UTC, both included) and the clocks they rest on."""

    earliest: datetime
    latest: datetime
    clocks: tuple[Attested, ...] = field(default=(), compare=False, repr=False)

    def __post_init__(self) -> None:
        for end in (self.earliest, self.latest):
            if end.tzinfo is None or end.utcoffset():
                raise ValueError(f"expected an aware datetime in UTC, found {end!r}")
        if self.latest < self.earliest:
            raise ValueError(f"a range cannot end before it starts: {self}")

    @property
    def is_exact(self) -> bool:
        """Whether it is one instant."""
        return self.earliest == self.latest

    @property
    def attestation(self) -> str:
        """The weakest attestation among the clocks: weak, then conventional, then strong."""
        found = {clock.attestation for clock in self.clocks}
        return next((a for a in ("weak", "conventional") if a in found), "strong")

    def by(self, moment: datetime) -> str:
        """Whether what lies in this range HAS happened by a moment, MAY have, or has NOT."""
        return HAS if moment >= self.latest else MAY if moment >= self.earliest else NOT

    def within(self, start: datetime, end: datetime) -> str:
        """Whether it HAS happened between two moments, both included, MAY have, or has NOT."""
        if start <= self.earliest and self.latest <= end:
            return HAS
        return NOT if self.latest < start or end < self.earliest else MAY

    def union(self, other: InstantRange) -> InstantRange:
        """The smallest range that holds both."""
        return InstantRange(
            min(self.earliest, other.earliest),
            max(self.latest, other.latest),
            tuple(dict.fromkeys(self.clocks + other.clocks)),
        )

    def on(self, clock: Attested) -> InstantRange:
        """The same instants, resting on one more clock."""
        return InstantRange(self.earliest, self.latest, (*self.clocks, clock))

    def order(self, other: InstantRange) -> str:
        """Whether this is certainly "before" the other, the "same" one minute, "after", or "open".

        The order of two instants is the same on every clock.
        """
        if self.latest < other.earliest:
            return BEFORE
        if self.earliest > other.latest:
            return AFTER
        return SAME if self.is_exact and other.is_exact else OPEN

    def __str__(self) -> str:
        shown = f"{self.earliest:%Y-%m-%d %H:%M}"
        return shown if self.is_exact else f"{shown} to {self.latest:%Y-%m-%d %H:%M}"


def parse_time(text: str) -> tuple[clock_time, clock_time]:
    """`HH:MM`, `HH:MM:SS` (either may end in `~`, about) or `HH:MM/HH:MM`: first and last time."""
    sides = text.split("/")
    matches = [match for side in sides if (match := _TIME.fullmatch(side))]
    if len(sides) > 2 or len(matches) < len(sides):
        raise ValueError(f"{text!r:.60}: expected a time HH:MM, HH:MM:SS or HH:MM/HH:MM")
    times = [clock_time(int(h), int(m), int(s or 0)) for h, m, s in map(re.Match.groups, matches)]
    first, last = times[0], times[-1]
    if last < first:
        raise ValueError(f"{text!r}: the later time comes first; a range stays within one day")
    return first, last


def is_time(text: str) -> bool:
    """Whether `parse_time` can read it."""
    try:
        parse_time(text)
    except ValueError:
        return False
    return True
