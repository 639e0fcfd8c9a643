"""Events to rows: dates, clock times and clocks become positions on the axis, and words.

At the scale of days a known day is the unit: a battle of one day is one certain day, a start in
"May 1939" is certain from the last day of May. At the scale of hours a day without a clock time
is what it is, twenty-four hours in which the moment lies, on the clock of the event.
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

import pandas as pd

from historical_time.bounds import Member, Side
from historical_time.clocks import Clock
from historical_time.date_words import boundary_text, period_text
from historical_time.edtf import EdtfError, parse_edtf
from historical_time.readings import Reading
from historical_time.words import between_text, to_text
from timelines import wording
from timelines.description import (
    CLOSED,
    OPEN,
    UNKNOWN,
    Row,
    TimelineError,
    moment_at,
    position_of,
)

_DAY = 1.0
_MINUTE = 1 / 1440
# What no file may hold, and what turns round the text after it (Unicode UAX 9, 2.1 to 2.6).
_CONTROL = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff"
    r"\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]"
)
_SPACES = re.compile(r"[ \t\r\n]+")


@dataclass(frozen=True, slots=True)
class Setting:
    """How events are read: the clock of the axis, the clocks by id, the scale, what stands out."""

    clock: Clock | None
    clocks: Mapping[str, Clock]
    hours: bool = False
    highlight: Collection[str] = ()
    source_names: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class _Boundary:
    kind: str
    span: tuple[float, float] | None
    words: str
    circa: bool = False
    timed: bool = False
    here: str = ""  # the moment on the clock of the axis, where that says something more
    days: tuple[Member, ...] = ()  # of days that all count, each


def rows_of(events: pd.DataFrame, setting: Setting) -> tuple[Row, ...]:
    """One row for each event, in the order of the table."""
    if "start" not in events.columns:
        raise TimelineError("events: no column 'start'; expected it, or start='NAME OF ANOTHER'")
    ids = [cell(value) for value in events["id"]]
    if len(set(ids)) < len(ids):
        twice = next(name for at, name in enumerate(ids) if name in ids[:at])
        raise TimelineError(f"events: the id {twice!r} stands twice; expected each event once")
    records = events.to_dict("records")
    return tuple(_row(record, name, setting) for record, name in zip(records, ids, strict=True))


def cell(value: object) -> str:
    """A cell as clean text: blank for a missing value, no control characters, no line breaks."""
    if value is None or value is pd.NA or (isinstance(value, float) and value != value):
        return ""
    if value is pd.NaT:
        return ""
    shown = _CONTROL.sub("\N{REPLACEMENT CHARACTER}", str(value))
    return _SPACES.sub(" ", shown).strip(" ")


def items(value: object) -> tuple[str, ...]:
    """A list cell, already split or with semicolons."""
    if isinstance(value, str) or not isinstance(value, (list, tuple, set, frozenset)):
        return tuple(part.strip() for part in cell(value).split(";") if part.strip())
    return tuple(cell(part) for part in value)


def _row(record: Mapping[str, object], name: str, setting: Setting) -> Row:
    start_text, end_text = (cell(record.get(side)) for side in ("start", "end"))
    whole = "/" in start_text
    extent = cell(record.get("extent")) or ("period" if end_text or whole else "instant")
    if extent not in ("instant", "period"):
        raise TimelineError(f"{name}: extent {extent!r}; expected 'instant' or 'period'")
    if whole and (end_text or extent == "instant"):
        raise TimelineError(
            f"{name}: start {start_text!r}: an interval says both boundaries; expected a period "
            "without an end, or a single date"
        )
    if "/" in end_text:
        raise TimelineError(f"{name}: end {end_text!r}: an interval; expected a single date")
    clock_id = cell(record.get("clock"))
    if clock_id and clock_id not in setting.clocks and setting.clocks:
        raise TimelineError(
            f"{name}: clock {clock_id!r}; expected one of {', '.join(sorted(setting.clocks))}"
        )
    clock = setting.clocks.get(clock_id)
    if extent == "instant" or whole:
        end_text = start_text
    start_time, end_time = cell(record.get("start_time")), cell(record.get("end_time"))
    if extent == "instant":
        end_time = start_time
    start = _boundary(name, "start", start_text, start_time, clock, clock_id, setting)
    end = _boundary(name, "end", end_text, end_time, clock, clock_id, setting)
    if start.span and end.span and end.span[1] < start.span[0]:
        raise TimelineError(f"{name}: ends ({end.words}) before it starts ({start.words})")
    instant = extent == "instant" and not start.days and start.kind == end.kind == CLOSED
    names = setting.source_names or {}
    row = Row(
        id=name,
        label=cell(record.get("name")) or name,
        lane=cell(record.get("lane")),
        instant=instant,
        start=start.span,
        end=end.span,
        start_kind=start.kind,
        end_kind=end.kind,
        circa_start=start.circa,
        circa_end=end.circa,
        emphasis=name in setting.highlight,
        when=period_text(start.words, end.words),
        moments=tuple(
            (position_of(day.first), position_of(day.last) + _DAY, day.whole)
            for day in start.days
            if day.first is not None and day.last is not None
        ),
        sources=tuple(names.get(key, key) for key in items(record.get("sources"))),
        about=cell(record.get("event")) or name,
        event=record,
    )
    return _settled(row, start, end, setting)


def _settled(row: Row, start: _Boundary, end: _Boundary, setting: Setting) -> Row:
    """The row with its boundaries at the scale's unit, and the lines of its hover."""
    begins, ends = _whole(start, setting), _whole(end, setting, closes=not row.instant)
    if begins and ends:  # a start is not after its end
        latest, earliest = min(begins[1], ends[1]), max(ends[0], begins[0])
        begins, ends = (begins[0], latest), (earliest, ends[1])
    if not (setting.hours or row.instant):  # a day begins with its midnight and ends with the next
        begins = begins and (begins[0], begins[1] - _DAY)
        ends = ends and (ends[0] + _DAY, ends[1])
    unit = 1 / 24 if setting.hours else _DAY
    exact = begins is not None and begins[1] - begins[0] <= unit + _MINUTE
    settled = replace(row, start=begins, end=ends, exact=exact, days=_days(start, end))
    return replace(settled, details=_details(settled, start, end, setting))


def _whole(
    boundary: _Boundary, setting: Setting, *, closes: bool = False
) -> tuple[float, float] | None:
    """The span of a boundary, at the scale of days in whole days: a midnight closes a day."""
    if boundary.span is None:
        return None
    low, high = boundary.span
    if boundary.timed and not setting.hours:
        if closes and low % 1 == 0 and high - low <= _MINUTE:
            return low - _DAY, low
        low, high = float(low // 1), float(high // 1) + _DAY
    return low, high


def _details(row: Row, start: _Boundary, end: _Boundary, setting: Setting) -> tuple[str, ...]:
    lines = [row.when]
    here = [part for part in (start.here, end.here if not row.instant else "") if part]
    if here and setting.clock:
        lines.append(f"By the clock of {setting.clock.name}: {' to '.join(here)}")
    for verb, span, boundary in (("Begins", row.start, start), ("Ends", row.end, end)):
        if row.instant and verb == "Ends":
            continue
        if span and span[1] - span[0] > (_MINUTE if setting.hours else _DAY * 0.999):
            if row.instant and row.exact:
                continue
            first, last = span[0], span[1] - (_MINUTE if setting.hours else _DAY * row.instant)
            if verb == "Ends" and not setting.hours:
                first, last = first - _DAY, last - _DAY
            verb_here = "Some time from" if row.instant else f"{verb} some time from"
            ends = (wording.moment_words(at, hours=setting.hours) for at in (first, last))
            lines.append(f"{verb_here} {to_text(*ends)}")
        if boundary.circa:
            lines.append(f"{verb}: the date is approximate or doubtful in the sources")
    if row.sources:
        lines.append(f"Sources: {', '.join(row.sources)}")
    return tuple(lines)


def _boundary(
    name: str,
    which: str,
    text: str,
    time: str,
    clock: Clock | None,
    clock_id: str,
    setting: Setting,
) -> _Boundary:
    if not text:
        return _Boundary(UNKNOWN, None, "unknown")
    if text == "..":
        return _Boundary(OPEN, None, "open")
    try:
        bounds = parse_edtf(text)
    except EdtfError as error:
        raise TimelineError(f"{name}: {which} {text!r}: {error}") from error
    if bounds.time is not None:
        raise TimelineError(
            f"{name}: {which} {text!r}: a clock time in a date; expected it in a column of its "
            f"own, {which}_time"
        )
    reading = Reading(bounds, which, time, clock)
    kind = bounds.kind(which)
    words = boundary_text(bounds, which, time, clock.name if clock else clock_id.replace("-", " "))
    if None in reading.days:
        return _beyond(kind, reading.days, which, words)
    try:
        span, timed = _span(reading, setting)
    except ValueError as error:
        raise TimelineError(f"{name}: {which} {text!r} {time!r}: {error}") from error
    here = ""
    if timed and clock and setting.clock and clock != setting.clock:
        first, last = (moment_at(position) for position in span)
        here = wording.moment_words(span[0], hours=True)
        if (last - first).total_seconds() > 60:
            here = between_text(here, wording.moment_words(span[1], hours=True))
    about = setting.hours and time.endswith("~")  # an hour that is about so leaves the day as it is
    circa = bounds.approximate or bounds.uncertain or about
    days = bounds.members if bounds.has_several_days else ()
    return _Boundary(kind, span, words, circa, timed, here, days)


def _beyond(kind: str, days: Side, which: str, words: str) -> _Boundary:
    """A boundary without a first or last day: of one day or any beyond it, that day is known."""
    known = [day for day in days if day is not None]
    toward = "start" if days[0] is None else "end"
    if not known or which == toward:
        return _Boundary(kind if not known else UNKNOWN, None, words)
    at = position_of(known[0])
    return _Boundary(CLOSED, (at, at + _DAY), words)


def _days(start: _Boundary, end: _Boundary) -> tuple[float, float] | None:
    """The midnights about all days that it can touch: a moment's own day is the last."""
    first, last = start.span or end.span, end.span or start.span
    if first is None or last is None:
        return None
    # A whole day is given with the midnight after it, a clock time as it is.
    timed = (end if end.span else start).timed
    high = last[1] if timed else last[1] - _MINUTE
    return float(math.floor(first[0])), float(math.floor(high)) + _DAY


def _span(reading: Reading, setting: Setting) -> tuple[tuple[float, float], bool]:
    """(earliest, latest) with the latest day whole, and whether a clock time decided it."""
    timed = reading.times is not None
    if reading.clock and setting.clock and (timed or setting.hours):
        between = reading.instants()
        low, high = (
            position_of(setting.clock.to_civil(moment))
            for moment in (between.earliest, between.latest)
        )
        return (low, high if timed else high + _MINUTE), timed
    low, high = (position_of(moment) for moment in reading.wall)
    return (low, high if timed else math.floor(high) + _DAY), timed
