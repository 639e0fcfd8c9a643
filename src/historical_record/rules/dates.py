"""Dates, clock times and the boundaries they make."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from historical_record.cells import Cells
from historical_record.problems import Problem
from historical_record.record import OPEN_END, Record
from historical_record.schema import Column
from historical_time.clocks import Clock, ClockError
from historical_time.edtf import DateBounds, EdtfError, parse_edtf
from historical_time.instants import is_time, parse_time

__all__ = [
    "check_date_cells",
    "check_event_dates",
    "check_first_days",
    "check_readings",
    "check_spans",
    "check_times",
]

_REVERSED = "end before start: expected not before"
_SEVERAL = "days that all count are no one boundary: expected one date, or an instant with them all"
# What each role of a column accepts beside a single EDTF date.
_DATE_ROLES = ("edtf", "edtf-any", "edtf-or-open", "edtf-or-minute")
_SPANS = {"events": (("start", "start_time"), ("end", "end_time")), "readings": (("date", "time"),)}


def check_date_cells(record: Record) -> Iterator[Problem]:
    """Every date cell of every table is a date expression of the role its column has."""
    for cells in record.tables.values():
        for column in cells.table.columns:
            if column.role not in _DATE_ROLES:
                continue
            for index, row in enumerate(cells.rows):
                value = row.get(column.name, "")
                if value and (fault := _date_fault(value, column, record)):
                    yield cells.problem(index, column.name, fault)


def check_event_dates(record: Record) -> Iterator[Problem]:
    """An event's two boundaries: present as its extent says, one day each, their days in order."""
    events = record.tables["events"]
    for index, row in enumerate(events.rows):
        dated = row.get("end", "") not in ("", OPEN_END)
        if row.get("extent") == "instant":
            message = "an instant has one boundary: expected blank"
            given = (column for column in ("end", "end_time") if row.get(column))
            yield from (events.problem(index, column, message) for column in given)
            continue
        if row.get("end_time") and not dated:
            yield events.problem(index, "end_time", "a time without a date: expected an end date")
        if row.get("extent") != "period":
            continue
        for column in ("start", "end"):
            if _names_several_days(record.date(row.get(column, ""))):
                yield events.problem(index, column, _SEVERAL)
        if record.before(row.get("end", ""), row.get("start", "")):
            yield events.problem(index, "end", f"{_REVERSED} {row['start']}")


def check_spans(record: Record) -> Iterator[Problem]:
    """A period of one day does not end at an hour before the one at which it starts."""
    events = record.tables["events"]
    for index, row in enumerate(events.rows):
        if row.get("extent") != "period" or record.before(row.get("end", ""), row.get("start", "")):
            continue
        start_at, end_at = record.boundary(row, "start"), record.boundary(row, "end")
        if start_at and end_at and end_at.certainly_before(start_at):
            yield events.problem(index, "end", f"{_REVERSED} {start_at.said()}")


def check_first_days(record: Record) -> Iterator[Problem]:
    """The first of a month is often a month in disguise: a note says that the day is meant."""
    events = record.tables["events"]
    for index, row in enumerate(events.rows):
        for column in ("start", "end"):
            if not row.get("date_note") and _is_first_of_month(record.date(row.get(column, ""))):
                message = "the first of a month: say in date_note that the day is meant"
                yield events.problem(index, column, message)


def check_readings(record: Record) -> Iterator[Problem]:
    """A dissenting reading names a boundary that its event has, and does dissent."""
    readings = record.tables["readings"]
    seen: dict[tuple[str, ...], int] = {}
    said = ("event", "boundary", "date", "time", "clock", "said_by", "sources")
    for index, row in enumerate(readings.rows):
        event, boundary = record.events.get(row.get("event", "")), row.get("boundary")
        if event is None:
            continue
        if event.get("extent") == "instant" and boundary == "end":
            message = f"{event['id']} is an instant with one boundary: expected start"
            yield readings.problem(index, "boundary", message)
            continue
        if _names_several_days(record.date(row.get("date", ""))):
            yield readings.problem(index, "date", _SEVERAL)
        key = tuple(row.get(column, "") for column in said)
        if key in seen:
            message = f"duplicate: the same reading as line {readings.lines[seen[key]]}"
            yield readings.problem(index, "", message)
        seen.setdefault(key, index)
        preferred = tuple(
            event.get(column, "") for column in (f"{boundary}", f"{boundary}_time", "clock")
        )
        reading = (row.get("date", ""), row.get("time", ""), row.get("clock", ""))
        if not preferred[1]:
            preferred = (preferred[0], "", reading[2])
        if reading == preferred:
            message = "repeats the preferred reading on the event's row: only dissent stands here"
            yield readings.problem(index, "date", message)


def check_times(record: Record) -> Iterator[Problem]:
    """A clock time stands with a whole day, in order, and happened once on its clock."""
    for name, pairs in _SPANS.items():
        cells = record.tables[name]
        for index, row in enumerate(cells.rows):
            clock = record.clocks.get(row.get("clock", ""))
            for date_column, time_column in pairs:
                bounds, time = record.date(row.get(date_column, "")), row.get(time_column, "")
                if time and not is_time(time):
                    yield from _time_fault(cells, index, time_column)
                if bounds is None or not is_time(time):
                    continue
                times = parse_time(time)
                if any(date.day is None or "X" in date.day for date in bounds.dates):
                    message = f"a time needs a whole day: {row[date_column]!r} is not one"
                    yield cells.problem(index, time_column, message)
                elif clock and (fault := _wall_fault(bounds, times, clock)):
                    yield cells.problem(index, time_column, fault)


def _time_fault(cells: Cells, index: int, column: str) -> Iterator[Problem]:
    value = cells.rows[index][column]
    try:
        parse_time(value)
    except ValueError as error:
        yield cells.problem(index, column, str(error))


def _wall_fault(bounds: DateBounds, times: tuple[dt.time, ...], clock: Clock) -> str | None:
    for day in {day for day in (bounds.start_earliest, bounds.end_latest) if day}:
        for time in dict.fromkeys(times):
            try:
                instants = clock.to_utc(dt.datetime.combine(day, time))
            except ClockError as error:
                return str(error)
            if instants.earliest != instants.latest:
                return f"happened twice on the clock {clock.id} that day: give the time in utc"
    return None


def _date_fault(value: str, column: Column, record: Record) -> str | None:
    if column.role == "edtf-or-open" and value == OPEN_END:
        return None
    if column.role == "edtf-or-minute" and "T" in value:
        value, _, time = value.partition("T")
        if not is_time(time):
            return "not a clock time after T: expected HH:MM"
    try:
        bounds = record.date(value) or parse_edtf(value)
    except EdtfError as error:
        return str(error)
    if bounds.time is not None:
        return "a clock time in a date: expected it in a column of its own"
    if bounds.is_interval and column.role != "edtf-any":
        return "an interval: expected a single date, the other boundary has a column of its own"
    first, last = column.years or (dt.MINYEAR, dt.MAXYEAR)
    for day in (bounds.start_earliest, bounds.end_latest):
        if day is not None and not first <= day.year <= last:
            return f"out of this history: expected a year from {first} to {last}"
    return None


def _names_several_days(bounds: DateBounds | None) -> bool:
    return bounds is not None and bounds.has_several_days


def _is_first_of_month(bounds: DateBounds | None) -> bool:
    return bounds is not None and any(date.day == "01" for date in bounds.dates)
