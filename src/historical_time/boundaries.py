"""A boundary as the record states it: a date, perhaps a clock time, perhaps a clock.

Two boundaries can be put in order with certainty only in a common frame. When their clocks differ
the frame is UTC; when the clock is the same, or one of them is not known, it is the wall of the
place, day against day. A boundary is always a window, from the earliest to the latest moment that
the statement allows.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cached_property

from historical_time.clocks import Clock, ClockError
from historical_time.edtf import DateBounds
from historical_time.instants import InstantRange, instant_range, parse_time

__all__ = ["Boundary", "boundary_of", "clock_times"]

_DAY_START, _DAY_END = dt.time(0, 0), dt.time(23, 59, 59)


@dataclass(frozen=True)
class Boundary:
    """The start or the end of an event, as one reading states it."""

    bounds: DateBounds
    time: str
    clock: Clock | None

    @cached_property
    def wall(self) -> tuple[dt.datetime, dt.datetime]:
        """Earliest and latest moment on the wall of the place."""
        times = clock_times(self.time) or (_DAY_START, _DAY_END)
        first = self.bounds.start_earliest
        last = self.bounds.end_latest
        return (
            dt.datetime.min if first is None else dt.datetime.combine(first, times[0]),
            dt.datetime.max if last is None else dt.datetime.combine(last, times[-1]),
        )

    @cached_property
    def instants(self) -> InstantRange | None:
        """Earliest and latest instant, None when the clock is unknown or does not reach the day."""
        if self.clock is None:
            return None
        try:
            return instant_range(self.bounds, "start", self.time or None, [self.clock])
        except (ClockError, ValueError, OverflowError):
            return None

    def window(self, other: Boundary) -> tuple[dt.datetime, dt.datetime]:
        """Earliest and latest moment in the frame in which ``other`` can be compared."""
        differ = self.clock and other.clock and self.clock.id != other.clock.id
        if differ and self.instants and other.instants:
            return self.instants.earliest, self.instants.latest
        return self.wall

    def certainly_before(self, other: Boundary) -> bool:
        """Whether every moment allowed here lies before every moment allowed there."""
        return self.window(other)[1] < other.window(self)[0]

    def certainly_not_after(self, other: Boundary) -> bool:
        """Whether no moment allowed here lies after any moment allowed there."""
        return self.window(other)[1] <= other.window(self)[0]

    def said(self) -> str:
        """The statement in the record's words."""
        clock = self.clock.id if self.clock else ""
        return " ".join(part for part in (str(self.bounds), self.time, clock) if part)


def boundary_of(record, row: dict[str, str], side: str) -> Boundary | None:
    """The boundary ``side`` of an event's row, None when it is open, unknown or not a date.

    None too where the row names a clock that there is not, which is told of the clock: its hours
    cannot be put in order with others'. ``record`` gives ``date(text)`` and ``clocks``. The end of
    an instant is its start.
    """
    if side == "end" and row.get("extent") == "instant":
        side = "start"
    bounds = record.date(row.get(side, ""))
    named, clock = row.get("clock", ""), record.clocks.get(row.get("clock", ""))
    if bounds is None or bounds.is_interval or (named and clock is None):
        return None
    return Boundary(bounds, row.get(f"{side}_time", ""), clock)


def clock_times(text: str) -> tuple[dt.time, dt.time] | None:
    """The first and last clock time of a time cell; None when it is blank or not a time."""
    try:
        return parse_time(text) if text else None
    except ValueError:
        return None
