"""Durations name boundaries of the record and agree with what is preferred of them.

A duration in whole days is one of dates, each on the calendar of its own place; one with hours or
minutes is one of instants, or of the hours of one clock face where neither hour has a clock.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence

from historical_record.cells import Cells
from historical_record.durations import duration, is_duration
from historical_record.problems import Problem
from historical_record.record import Record
from historical_time.readings import BoundaryError, Reading, named_boundary

__all__ = ["check_durations"]

_ONE_DAY = dt.timedelta(days=1)
Limits = tuple[dt.timedelta, dt.timedelta]


def check_durations(record: Record) -> Iterator[Problem]:
    """Each row is a duration between two boundaries that their preferred readings allow.

    What is not written as a duration is told by the pattern of its column.
    """
    durations = record.tables.get("durations")
    if durations is None or not record.tables["events"].whole:
        return
    sides = record.sides
    for index, row in enumerate(durations.rows):
        faults = list(_misnamed(durations, index, row, sides))
        yield from faults
        limits = _limits(row)
        if limits and limits[1] < limits[0]:
            yield durations.problem(index, "most", f"shorter than the least, {row['least']}")
        elif not (row.get("before") and row.get("after")):
            continue  # a blank is told by the schema
        elif limits and not faults and (message := _broken(record, row, limits, sides)):
            yield durations.problem(index, "least", message)


def _misnamed(
    durations: Cells, index: int, row: dict[str, str], sides: Mapping[str, Sequence[str]]
) -> Iterator[Problem]:
    for column in ("before", "after", "gave"):
        for name in Record.items(row, column):
            try:
                named_boundary(name, sides)
            except BoundaryError as error:
                yield durations.problem(index, column, str(error))
    if row.get("before") == row.get("after"):
        yield durations.problem(index, "after", "the same boundary: expected another")
    if set(Record.items(row, "gave")).difference((row.get("before"), row.get("after"))):
        yield durations.problem(index, "gave", "expected one of the two boundaries, or both")


def _limits(row: dict[str, str]) -> Limits | None:
    """The least and the most that a row says, None where one of them is no duration."""
    least, most = row.get("least", ""), row.get("most", "")
    if not is_duration(least) or (most and not is_duration(most)):
        return None
    return duration(least), duration(most) if most else dt.timedelta.max


def _broken(
    record: Record, row: dict[str, str], limits: Limits, sides: Mapping[str, Sequence[str]]
) -> str:
    """Why the preferred readings do not allow the duration; blank where they do."""
    first, second = (
        record.boundary(record.events[event], side)
        for event, side in (named_boundary(row[name], sides) for name in ("before", "after"))
    )
    if first is None or second is None:
        return ""
    in_days = "T" not in row["least"] + row.get("most", "")
    found = _days_between(first, second) if in_days else _time_between(record, first, second)
    if found is None or (found[0] <= limits[1] and limits[0] <= found[1]):
        return ""
    said = f"{first.said()} and {second.said()}"
    return f"the preferred readings are {said}: expected what they allow"


def _days_between(first: Reading, second: Reading) -> Limits | None:
    """The least and the most number of days between two dates."""
    days = (second.days[0], first.days[1], second.days[1], first.days[0])
    if None in days:
        return None
    since, until, to, at = (day.toordinal() for day in days if day is not None)
    return (since - until) * _ONE_DAY, (to - at) * _ONE_DAY


def _time_between(record: Record, first: Reading, second: Reading) -> Limits | None:
    if first.clock is None and second.clock is None:
        return second.wall[0] - first.wall[1], second.wall[1] - first.wall[0]
    in_question = record.clocks.values()
    try:
        one, other = (reading.instants(in_question) for reading in (first, second))
    except BoundaryError:
        return None
    return other.earliest - one.latest, other.latest - one.earliest
