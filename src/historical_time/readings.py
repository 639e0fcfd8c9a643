"""Readings: what one source says about one boundary of one event.

A date, perhaps a clock time, perhaps whose clock it was. A clock time on a known clock is an
instant to the minute; a day without a time is the whole local day; without a clock the instant
lies anywhere between those of the clocks in question. Two readings can be put in order only in a
common frame: UTC where their clocks differ; where the clock is the same, or one of them is not
known, the wall of the place, day against day.

A boundary is named ``khalkhin-gol:end``; an event with one boundary is named by its id alone.
"""

from __future__ import annotations

import datetime as dt
import difflib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from historical_time.bounds import UNKNOWN, DateBounds, Side
from historical_time.clocks import Clock, ClockError
from historical_time.instants import InstantRange, parse_time
from plain_text.told import NoAnswerError, ToldError

__all__ = ["BoundaryError", "Reading", "chosen_readings", "named_boundary"]

_DAY_START, _DAY_END = dt.time(0, 0), dt.time(23, 59, 59)
_EARLIEST = dt.datetime.min.replace(tzinfo=dt.UTC)
_LATEST = dt.datetime.max.replace(tzinfo=dt.UTC)


class BoundaryError(ToldError, ValueError):
    """A boundary that the record does not have, or that has to be named more closely."""


@dataclass(frozen=True)
class Reading:
    """One statement of when a boundary was; ``boundary`` is "start" or "end".

    ``time`` is a clock time as `parse_time` reads it, or blank.
    """

    date: DateBounds
    boundary: str = "start"
    time: str = ""
    clock: Clock | None = None
    event: str = ""
    said_by: str = ""
    sources: tuple[str, ...] = ()
    evidence: str = ""
    standing: str = ""

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

    @property
    def days(self) -> Side:
        """The first and the last day on which the boundary can lie; None where that is open."""
        return self.date.side(self.boundary)

    def instants(
        self,
        in_question: Iterable[Clock] = (),
        since: dt.datetime | None = None,
        until: dt.datetime | None = None,
    ) -> InstantRange:
        """The range of instants that the statement allows, between ``since`` and ``until``.

        Without a clock of its own the range is the union over the clocks ``in_question`` that
        answer for those days. BoundaryError where the first or the last day is open, or where no
        clock answers; ClockError where its own clock does not.
        """
        earliest, latest = self.limits(in_question)
        if since is not None and (earliest is None or earliest < since):
            earliest = since if latest is None or since <= latest else earliest
        if until is not None and (latest is None or latest > until):
            latest = until if earliest is None or earliest <= until else latest
        if earliest is None or latest is None:
            which = "earliest" if earliest is None else "latest"
            kind = "unknown" if self.date.kind(self.boundary) == UNKNOWN else "open"
            message = f"the {which} day is {kind} and gives no range of instants"
            raise BoundaryError(f"{self._named}: {message}")
        return InstantRange(earliest, latest, self._clocks(in_question))

    def limits(
        self, in_question: Iterable[Clock] = ()
    ) -> tuple[dt.datetime | None, dt.datetime | None]:
        """The first and the last instant, in UTC, that the statement allows; None where open."""
        ends = [self._ends_on(clock) for clock in self._clocks(in_question)]
        earliest = None if self.days[0] is None else min(first for first, _ in ends)
        return earliest, None if self.days[1] is None else max(last for _, last in ends)

    def certainly_before(self, other: Reading) -> bool:
        """Whether every moment allowed here lies before every moment allowed there."""
        return self._window(other)[1] < other._window(self)[0]

    def certainly_not_after(self, other: Reading) -> bool:
        """Whether no moment allowed here lies after any moment allowed there."""
        return self._window(other)[1] <= other._window(self)[0]

    def said(self) -> str:
        """The statement in the record's words."""
        clock = self.clock.id if self.clock else ""
        return " ".join(part for part in (str(self.date), self.time, clock) if part)

    @cached_property
    def times(self) -> tuple[dt.time, dt.time] | None:
        """The first and last clock time; None when it is blank. ValueError when it is not one."""
        return parse_time(self.time) if self.time else None

    @cached_property
    def wall(self) -> tuple[dt.datetime, dt.datetime]:
        """The earliest and the latest moment on the wall of the place."""
        first, last = self.days
        times = self.times or (_DAY_START, _DAY_END)
        return (
            dt.datetime.min if first is None else dt.datetime.combine(first, times[0]),
            dt.datetime.max if last is None else dt.datetime.combine(last, times[1]),
        )

    @property
    def _named(self) -> str:
        return self.label if self.event else str(self.date)

    def _clocks(self, in_question: Iterable[Clock]) -> tuple[Clock, ...]:
        """Its own clock, or those in question that answer for its days."""
        if self.clock is not None:
            return (self.clock,)
        answering = []
        for clock in in_question:
            try:
                self._ends_on(clock)
            except ClockError:
                continue
            answering.append(clock)
        if not answering:
            raise BoundaryError(f"{self._named}: no clock of the record answers for {self.date}")
        return tuple(answering)

    def _ends_on(self, clock: Clock) -> tuple[dt.datetime, dt.datetime]:
        first, last = self.days
        if self.times is None:
            low = _EARLIEST if first is None else clock.day_range(first).earliest
            return low, _LATEST if last is None else clock.day_range(last).latest
        at = [
            None if day is None else clock.to_utc(dt.datetime.combine(day, time))
            for day, time in zip(self.days, self.times, strict=True)
        ]
        return at[0].earliest if at[0] else _EARLIEST, at[1].latest if at[1] else _LATEST

    def _window(self, other: Reading) -> tuple[dt.datetime, dt.datetime]:
        """The earliest and latest moment in the frame in which ``other`` can be compared."""
        if self.clock is None or other.clock is None or self.clock.id == other.clock.id:
            return self.wall
        try:
            frames = self._ends_on(self.clock), other._ends_on(other.clock)
        except ClockError:  # one of them does not reach the day
            return self.wall
        return frames[0]


def chosen_readings(readings: Iterable[Reading], which: str) -> tuple[Reading, ...]:
    """Of ``readings`` the "preferred", those that a judgement weighs ("read"), or "all"."""
    if which == "all":
        return tuple(readings)
    if which == "read":
        return tuple(reading for reading in readings if reading.counts)
    if which == "preferred":
        return tuple(reading for reading in readings if reading.preferred)
    raise NoAnswerError(f"readings: expected 'preferred', 'read' or 'all', found {which!r}")


def named_boundary(name: str, boundaries: Mapping[str, Sequence[str]]) -> tuple[str, str]:
    """The event and the boundary that ``name`` names.

    ``boundaries`` maps the id of each event to "start" alone or to "start" and "end".
    """
    if not isinstance(name, str):
        raise TypeError(f"expected the name of an event's boundary, found {name!r}")
    event, colon, boundary = name.partition(":")
    if event not in boundaries:
        raise BoundaryError(f"unknown event {event!r}{_suggestion(event, boundaries)}")
    if colon and boundary not in ("start", "end"):
        raise BoundaryError(f"{name!r}: expected {event}:start or {event}:end")
    if len(boundaries[event]) == 1:
        if boundary == "end":
            raise BoundaryError(f"{event!r} is an instant with one boundary: write {event!r}")
        return event, "start"
    if not colon:
        raise BoundaryError(
            f"{event!r} has two boundaries: name one, '{event}:start' or '{event}:end'"
        )
    return event, boundary


def _suggestion(event: str, known: Collection[str]) -> str:
    near: Sequence[str] = difflib.get_close_matches(event, sorted(known), n=3, cutoff=0.6)
    if not near:
        near = [name for name in sorted(known) if event and event in name][:3]
    return f": is {' or '.join(repr(name) for name in near)} meant?" if near else ""
