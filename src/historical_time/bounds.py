"""A date as a set of possible spans, and the questions that only it answers.

What an expression says of a happening is a set of spans of days, of which one is the true one.
`1939-05` is every span inside that month, `[1939-05,1939-07]` every span inside the one month or
the other, `{1938-07-29,1938-07-31}` the two days together, so the span from the first to the
second, and `1939-05/1939-09` every span that begins in May and ends in September. A start is not
after its end, so that the two narrow each other. Of an instant, start and end are one day.

The set is kept as boxes: in each the start and the end lie anywhere in their own range of days,
as far as the end is not before the start. Whatever has to know on which days something can have
begun, ended or been asks here and computes nothing of its own.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

__all__ = [
    "ALL_OF",
    "CLOSED",
    "ONE_OF",
    "OPEN",
    "UNKNOWN",
    "Box",
    "DateBounds",
    "EdtfDate",
    "Member",
    "Side",
    "bounds_between",
    "narrowed",
]

CLOSED, OPEN, UNKNOWN = "closed", "open", "unknown"
ONE_OF, ALL_OF = "one", "all"

Side = tuple[date | None, date | None]
"""The first and the last day on which a boundary can lie; None where that is open or unknown."""


@dataclass(frozen=True, slots=True)
class EdtfDate:
    """One date as written: digits or `X` by component, and each component's qualifier.

    `qualifiers` has one entry for each component present: "", "?", "~" or "%".
    """

    year: str
    month: str | None
    day: str | None
    qualifiers: tuple[str, ...]


class Member(NamedTuple):
    """One member of a set by its first and its last day; None where the set goes on.

    `whole` says that it is a run of days, `1938-07-29..1938-08-11`, and not a day within it.
    """

    first: date | None
    last: date | None
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Box:
    """Spans of days that begin and end anywhere in two ranges, the end not before the start.

    `one_day` says that each begins and ends on the same day.
    """

    start: Side
    end: Side
    one_day: bool = False


@dataclass(frozen=True, slots=True)
class DateBounds:
    """The days on which something may have started and ended; the last day is included.

    A bound is None where the expression leaves that side open or unknown. `dates` holds the
    single dates in the order written, `time` the clock time of a level 0 date and time. Of a set,
    `set_kind` is "one" or "all", and `members` are what it lists. `instant`
    says that start and end are one moment.
    """

    text: str
    start_earliest: date | None
    start_latest: date | None
    end_earliest: date | None
    end_latest: date | None
    start_kind: str
    end_kind: str
    is_interval: bool
    dates: tuple[EdtfDate, ...]
    time: str | None = None
    members: tuple[Member, ...] = ()
    set_kind: str = ""
    instant: bool = False

    @property
    def approximate(self) -> bool:
        """Whether any component is marked as approximate, `~` or `%`."""
        return any(q in ("~", "%") for d in self.dates for q in d.qualifiers)

    @property
    def uncertain(self) -> bool:
        """Whether any component is marked as uncertain, `?` or `%`."""
        return any(q in ("?", "%") for d in self.dates for q in d.qualifiers)

    @property
    def has_several_days(self) -> bool:
        """Whether it names days that all count, so that the first and the last are two bounds."""
        return self.set_kind == ALL_OF and self.side("start") != self.side("end")

    def side(self, boundary: str) -> Side:
        """The first and last day on which the "start" or the "end" can lie."""
        if boundary == "start":
            return self.start_earliest, self.start_latest
        if boundary == "end":
            return self.end_earliest, self.end_latest
        raise ValueError(f"boundary: expected 'start' or 'end', found {boundary!r}")

    @property
    def first_named(self) -> date:
        """The earliest day that the expression names: of "15 July or earlier" that day.

        ValueError for one that names none.
        """
        for day in (self.start_earliest, self.start_latest, self.end_earliest, self.end_latest):
            if day is not None:
                return day
        raise ValueError(f"{self}: names no day")

    def kind(self, boundary: str) -> str:
        """Whether the "start" or the "end" is "closed", "open" or "unknown".

        A set that goes on beyond a member is open on that side, for whichever boundary.
        """
        return self.start_kind if boundary == "start" else self.end_kind

    def as_instant(self) -> DateBounds:
        """The same date said of one moment. Days that all count remain the several they are."""
        return self if self.has_several_days else replace(self, instant=True)

    def boxes(self) -> tuple[Box, ...]:
        """The possible spans, narrowed: together they hold each possible span and no other."""
        if self.set_kind == ONE_OF:
            sides = [(member.first, member.last) for member in self.members]
            return tuple(Box(side, side, self.instant) for side in sides)
        return (Box(self.side("start"), self.side("end"), self.instant),)

    def __str__(self) -> str:
        return self.text


def bounds_between(start: DateBounds, end: DateBounds | None, end_text: str) -> DateBounds:
    """The bounds of a period from the dates of its two boundaries, each narrowed by the other.

    Without an ``end`` the period is open (``end_text`` is "..") or its end is unknown.
    """
    side: Side = (None, None) if end is None else end.side("end")
    written = end_text if end is None else str(end)
    if str(start) == written:
        return start
    first, last = narrowed(start.side("start"), side)
    return DateBounds(
        f"{start}/{written}",
        *first,
        *last,
        start.start_kind,
        end.end_kind if end else OPEN if end_text else UNKNOWN,
        is_interval=True,
        dates=start.dates + (end.dates if end else ()),
    )


def narrowed(start: Side, end: Side) -> tuple[Side, Side]:
    """The two sides of a span, the start not after the last end nor the end before the first.

    A side of which nothing is known stays so.
    """
    if (None, None) in (start, end):
        return start, end
    return (start[0], _least(start[1], end[1])), (_most(start[0], end[0]), end[1])


def _least(one: date | None, other: date | None) -> date | None:
    return min((day for day in (one, other) if day is not None), default=None)


def _most(one: date | None, other: date | None) -> date | None:
    return max((day for day in (one, other) if day is not None), default=None)
