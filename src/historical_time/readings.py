"""Readings: what the record says about one boundary of one event, and by whom.

The preferred reading stands on the event's row, dissenting ones in the readings table. A boundary
is named ``khalkhin-gol:end``; an instant has one, and its id alone names it.
"""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from historical_time.clocks import Clock, ClockError
from historical_time.edtf import OPEN, UNKNOWN, DateBounds, EdtfError, parse_edtf
from historical_time.instants import InstantRange, instant_range

__all__ = ["BoundaryError", "Reading", "bounds_between", "chosen_readings", "split_boundary"]


class BoundaryError(ValueError):
    """A boundary that the record does not have, or that has to be named more closely."""


@dataclass(frozen=True)
class Reading:
    """One statement of when a boundary was: a date, perhaps a time, perhaps a clock."""

    event: str
    boundary: str
    date: DateBounds
    time: str
    clock: Clock | None
    said_by: str
    sources: tuple[str, ...]
    evidence: str
    standing: str

    @property
    def preferred(self) -> bool:
        """Whether it is the reading on the event's row, which has no standing beside itself."""
        return not self.standing

    @property
    def counts(self) -> bool:
        """Whether a judgement weighs it: read, of this event, and not held to be less likely."""
        apart = self.standing in ("other-matter", "less-likely")
        return self.preferred or not (apart or self.evidence == "recalled")

    @property
    def label(self) -> str:
        """The event and boundary, and who says so where it is a dissenting reading."""
        name = self.event if self.boundary == "start" else f"{self.event}:{self.boundary}"
        return name if self.preferred else f"{name} ({self.said_by or '; '.join(self.sources)})"

    def instants(self, in_question: Iterable[Clock]) -> InstantRange:
        """The range of instants that the statement allows.

        Without a clock of its own the range is the union over the clocks ``in_question`` that
        answer for that day.
        """
        time = self.time or None
        if self.clock is not None:
            return instant_range(self.date, "start", time, [self.clock])
        ranges = []
        for clock in in_question:
            try:
                ranges.append(instant_range(self.date, "start", time, [clock]))
            except ClockError:
                continue
        if not ranges:
            raise BoundaryError(f"{self.label}: no clock of the record answers for {self.date}")
        whole = ranges[0]
        for other in ranges[1:]:
            whole = whole.union(other)
        return whole


def chosen_readings(readings: Iterable[Reading], which: str) -> tuple[Reading, ...]:
    """Of ``readings`` the "preferred", those that a judgement weighs ("read"), or "all"."""
    if which == "all":
        return tuple(readings)
    if which == "read":
        return tuple(reading for reading in readings if reading.counts)
    if which == "preferred":
        return tuple(reading for reading in readings if reading.preferred)
    raise ValueError(f"readings: expected 'preferred', 'read' or 'all', found {which!r}")


def split_boundary(name: str, extents: dict[str, str]) -> tuple[str, str]:
    """The event and the boundary that ``name`` names; ``extents`` maps event ids to extents."""
    if not isinstance(name, str):
        raise TypeError(f"expected the name of an event's boundary, found {name!r}")
    event, colon, boundary = name.partition(":")
    if event not in extents:
        raise BoundaryError(f"unknown event {event!r}{_suggestion(event, extents)}")
    if colon and boundary not in ("start", "end"):
        raise BoundaryError(f"{name!r}: expected {event}:start or {event}:end")
    if extents[event] == "instant":
        if boundary == "end":
            raise BoundaryError(f"{event!r} is an instant with one boundary: write {event!r}")
        return event, "start"
    if not colon:
        raise BoundaryError(
            f"{event!r} is a period with two boundaries: name one, '{event}:start' or '{event}:end'"
        )
    return event, boundary


def bounds_between(start: DateBounds, end: DateBounds | None, end_text: str) -> DateBounds:
    """The bounds of a period from the bounds of its two boundaries.

    Without an ``end`` the period is open (``end_text`` is "..") or its end is unknown.
    """
    if end is not None and str(start) == str(end):
        return start
    text = f"{start}/{end if end is not None else end_text}"
    try:
        return parse_edtf(text)
    except EdtfError:  # a set cannot stand inside an interval, its bounds can
        return DateBounds(
            text,
            start.start_earliest,
            start.start_latest,
            None if end is None else end.end_earliest,
            None if end is None else end.end_latest,
            start.start_kind,
            end.end_kind if end is not None else (OPEN if end_text else UNKNOWN),
            is_interval=True,
            dates=start.dates + (() if end is None else end.dates),
        )


def _suggestion(event: str, known: Collection[str]) -> str:
    near: Sequence[str] = difflib.get_close_matches(event, sorted(known), n=3, cutoff=0.6)
    if not near:
        near = [name for name in sorted(known) if event and event in name][:3]
    return f": is {' or '.join(repr(name) for name in near)} meant?" if near else ""
