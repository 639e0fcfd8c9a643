"""Clocks: a civil time that somebody used, and what it says in UTC.

A clock is an IANA zone, a fixed offset, or a dated list of offsets with a citation. Zones are
read from the `tzdata` package that is pinned with the project, never from the machine. A local
time that the clock skipped is refused; one that it showed twice gives the range over both.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import lru_cache
from importlib import resources
from io import BytesIO
from struct import unpack_from
from zoneinfo import ZoneInfo

from historical_time.instants import InstantRange
from plain_text.told import ToldError

__all__ = ["UTC", "Clock", "ClockError"]

_DAY, _MINUTE, _SECOND = timedelta(days=1), timedelta(minutes=1), timedelta(seconds=1)
_MINUTES_A_DAY = 24 * 60
_FARTHEST = (date.min, date.max)  # an offset, or the midnight after, would leave the calendar
_EPOCH = datetime(1970, 1, 1, tzinfo=dt.UTC)
_HEADER, _COUNTS_AT, _SHORT_TIME, _LONG_TIME = 44, 20, 4, 8  # bytes of a zone's file
_FIRST, _LAST = datetime.min.replace(tzinfo=dt.UTC), datetime.max.replace(tzinfo=dt.UTC)


class ClockError(ToldError, ValueError):
    """A question a clock cannot answer: which clock, which time, and why."""


@dataclass(frozen=True, slots=True)
class _Span:
    """One offset and the instants, start included and end not, at which it held."""

    start: datetime
    end: datetime
    offset: timedelta


@dataclass(frozen=True, slots=True)
class Clock:
    """A named civil time with its citation and how well it is attested.

    Made by `Clock.iana`, `Clock.fixed` or `Clock.dated`.

    >>> nagasaki = Clock.iana("tokyo", "Asia/Tokyo").to_utc(datetime(1945, 8, 9, 11, 2))
    >>> str(nagasaki), str(Clock.iana("moscow", "Europe/Moscow").to_civil(nagasaki.earliest))
    ('1945-08-09 02:02', '1945-08-09 05:02:00')
    """

    id: str
    name: str
    kind: str
    attestation: str
    citation: str
    zone: str = ""
    spans: tuple[_Span, ...] = field(default=(), repr=False)

    @classmethod
    def iana(
        cls, id: str, zone: str, name: str = "", attestation: str = "strong", citation: str = ""
    ) -> Clock:
        """A zone of the IANA data base, by its name there."""
        _zone(zone)
        return cls(id, name or id, "iana", attestation, citation, zone)

    @classmethod
    def fixed(
        cls, id: str, minutes: int, name: str = "", attestation: str = "strong", citation: str = ""
    ) -> Clock:
        """One offset from UTC, in minutes east, at all times."""
        span = _Span(_FIRST, _LAST, _offset(id, minutes))
        return cls(id, name or id, "fixed", attestation, citation, "", (span,))

    @classmethod
    def dated(
        cls,
        id: str,
        rows: Sequence[tuple[date | None, date | None, int]],
        name: str = "",
        attestation: str = "strong",
        citation: str = "",
    ) -> Clock:
        """Offsets by date: (first day, last day or None, minutes east), in order.

        Where one row follows another without a gap the clock is moved at midnight as the old
        offset counts it. Outside the rows every question is a ClockError.
        """
        if not rows:
            raise ClockError(f"{id}: expected at least one row of first day, last day, minutes")
        spans: list[_Span] = []
        previous_end: date | None = None
        for first, last, minutes in rows:
            offset = _offset(id, minutes)
            if first in _FARTHEST or last in _FARTHEST:
                raise ClockError(f"{id}: the row from {first} to {last} leaves the years 0001-9999")
            if spans and (previous_end is None or first is None or first <= previous_end):
                raise ClockError(f"{id}: the row from {first} does not follow the row before it")
            if first and last and last < first:
                raise ClockError(f"{id}: the row from {first} ends before it starts, {last}")
            if previous_end and first == previous_end + _DAY:
                start = spans[-1].end
            else:
                start = _midnight(first, offset) if first else _FIRST
            spans.append(_Span(start, _midnight(last + _DAY, offset) if last else _LAST, offset))
            previous_end = last
        return cls(id, name or id, "dated", attestation, citation, "", tuple(spans))

    def to_utc(self, local: datetime) -> InstantRange:
        """The instants at which this clock showed a naive local time: one, or both of a fold."""
        if local.tzinfo is not None:
            raise TypeError(f"{self.id}: expected a naive local time, found {local!r}")
        found = self._shown(local)
        if not found:
            raise ClockError(f"{self.id}: {local:%Y-%m-%d %H:%M} was not shown: {self._why(local)}")
        return InstantRange(found[0], found[-1], (self,))

    def to_civil(self, instant: datetime) -> datetime:
        """What this clock showed, as a naive datetime, at an aware instant."""
        return (instant.astimezone(dt.UTC) + self.offset_at(instant)).replace(tzinfo=None)

    def offset_at(self, instant: datetime) -> timedelta:
        """How far this clock stood ahead of UTC at an aware instant."""
        if instant.tzinfo is None:
            raise TypeError(f"{self.id}: expected an aware instant, found {instant!r}")
        if self.zone:
            return instant.astimezone(_zone(self.zone)).utcoffset() or timedelta()
        for span in self.spans:
            if span.start <= instant < span.end:
                return span.offset
        raise ClockError(f"{self.id}: no offset is known for {instant:%Y-%m-%d %H:%M} UTC")

    def steps(self, first: datetime, last: datetime) -> list[tuple[datetime, timedelta | None]]:
        """The offsets between two aware instants, each with the instant from which it holds.

        The first stands at ``first``. None is the offset where the clock has no answer.
        """
        if self.zone:
            listed, goes_on = _transitions(self.zone)
            moves = [_EPOCH + timedelta(seconds=one) for one in listed]
            moves += self._moves(max([first, *moves]), last) if goes_on else []
        else:
            moves = [end for span in self.spans for end in (span.start, span.end)]
        found: list[tuple[datetime, timedelta | None]] = []
        for at in [first, *sorted(one for one in set(moves) if first < one <= last)]:
            try:
                offset = self.offset_at(at)
            except ClockError:
                offset = None
            if not found or offset != found[-1][1]:
                found.append((at, offset))
        return found

    def _moves(self, at: datetime, last: datetime) -> Iterator[datetime]:
        """When the offset changes, found day by day, to the second."""
        while at < last:
            begin, at = at, at + _DAY
            offset = self.offset_at(begin)
            if self.offset_at(at) != offset:
                after = bisect(
                    range(_DAY // _SECOND),
                    False,
                    key=lambda second: self.offset_at(begin + second * _SECOND) != offset,
                )
                yield begin + after * _SECOND

    def day_range(self, day: date) -> InstantRange:
        """From the first to the last minute of a local day, also when it is not 24 hours long."""
        first = datetime(day.year, day.month, day.day)
        # A clock moved near midnight may skip the minutes that usually bound the day.
        forwards = (first + i * _MINUTE for i in range(_MINUTES_A_DAY))
        backwards = (first + i * _MINUTE for i in reversed(range(_MINUTES_A_DAY)))
        begins = next(filter(None, map(self._shown, forwards)), ())
        ends = next(filter(None, map(self._shown, backwards)), ())
        if not begins:
            raise ClockError(f"{self.id}: {day} was not shown: {self._why(first)}")
        return InstantRange(begins[0], ends[-1], (self,))

    def _shown(self, local: datetime) -> tuple[datetime, ...]:
        return tuple(sorted(set(self._instants(local))))

    def _instants(self, local: datetime) -> Iterator[datetime]:
        try:
            if self.zone:
                for fold in (0, 1):
                    zoned = local.replace(tzinfo=_zone(self.zone), fold=fold)
                    instant = zoned.astimezone(dt.UTC)
                    if self.to_civil(instant) == local.replace(fold=0):
                        yield instant
            for span in self.spans:
                instant = local.replace(tzinfo=dt.UTC, fold=0) - span.offset
                if span.start <= instant < span.end:
                    yield instant
        except OverflowError:
            raise ClockError(f"{self.id}: {local} is outside the years 0001 to 9999") from None

    def _why(self, local: datetime) -> str:
        moment = local.replace(tzinfo=dt.UTC)
        if self.spans and not self.spans[0].start <= moment - self.spans[0].offset:
            return f"its offsets begin at {self.spans[0].start + self.spans[0].offset:%Y-%m-%d}"
        if self.spans and not moment - self.spans[-1].offset < self.spans[-1].end:
            return f"its offsets end at {self.spans[-1].end + self.spans[-1].offset:%Y-%m-%d}"
        return "the clock was put forward over it"


def _midnight(day: date, offset: timedelta) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=dt.UTC) - offset


def _offset(id: str, minutes: int) -> timedelta:
    if isinstance(minutes, bool) or not isinstance(minutes, int) or abs(minutes) >= _MINUTES_A_DAY:
        raise ClockError(
            f"{id}: expected whole minutes east of UTC within a day, found {minutes!r}"
        )
    return timedelta(minutes=minutes)


@lru_cache(maxsize=1)
def _zone_names() -> frozenset[str]:
    return frozenset(resources.files("tzdata").joinpath("zones").read_text("utf-8").split())


@lru_cache(maxsize=64)
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo.from_file(BytesIO(_zone_file(name)), key=name)


def _zone_file(name: str) -> bytes:
    # Looked up in the list that the package carries: no path is ever made of what a table says.
    if name not in _zone_names():
        raise ClockError(
            f"{name!r:.60}: unknown zone, the pinned tzdata has no zone of this name: "
            "expected the name of an IANA zone, such as Asia/Tokyo"
        )
    return resources.files("tzdata").joinpath("zoneinfo", *name.split("/")).read_bytes()


def _transitions(name: str) -> tuple[tuple[int, ...], bool]:
    """The seconds since 1970 at which a zone changes, and whether it goes on by a rule.

    By RFC 8536: times of 64 bits stand in a second block, behind one whose counts say how long it
    is. The line behind them all says what holds after the last; a comma in it begins a rule.
    """
    data, at = _zone_file(name), 0
    for size in (_SHORT_TIME, _LONG_TIME):
        utc, standard, leaps, times, types, letters = unpack_from(">6l", data, at + _COUNTS_AT)
        at += _HEADER
        if size == _SHORT_TIME:
            at += times * (size + 1) + types * 6 + letters + leaps * (size + 4) + standard + utc
    return unpack_from(f">{times}q", data, at), b"," in data.rstrip().rpartition(b"\n")[2]


UTC = Clock.fixed("utc", 0, "UTC", "conventional")
"""The clock that every record has."""
