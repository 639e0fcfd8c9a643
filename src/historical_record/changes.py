"""What if: the record with one event told otherwise, taken out, or dated by another reading.

Each function makes a new record and leaves the old one as it is. What stands in a cell is held to
the rules for cells; what the changed event now contradicts is no fault here but an answer
(`historical_record.consequences`).
"""

from __future__ import annotations

import datetime as dt
import difflib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from historical_record.cells import Cells
from historical_record.record import OPEN_END, Record
from historical_record.rules import VALUES
from historical_record.schema import SEPARATOR
from historical_time.readings import BoundaryError, named_boundary
from plain_text.told import ToldError

__all__ = ["ChangeError", "with_event", "with_reading", "without"]

Row = dict[str, str]
Change = tuple[Record, str]
"""The changed record, and in words what was changed."""


class ChangeError(ToldError, ValueError):
    """A change that makes no record: which event, column and value, and what was expected."""


def with_event(record: Record, event: str, asked: Mapping[str, object]) -> Change:
    """The record with these cells in the row of ``event``, or with a new row of that id."""
    table = record.tables["events"].table
    unknown = [column for column in asked if column not in table.column_names or column == "id"]
    if unknown:
        near = difflib.get_close_matches(unknown[0], table.column_names, n=1, cutoff=0.5)
        meant = f"is {near[0]!r} meant?" if near else f"expected {_list(table.column_names[1:])}"
        raise ChangeError(f"{event}: no column {unknown[0]!r}: {meant}")
    cells = {column: _text(value) for column, value in asked.items()}
    old = record.events.get(event)
    needed = [c.name for c in table.columns if c.required and c.name not in {"id", *cells}]
    if old is None and needed:
        near = difflib.get_close_matches(event, record.events, n=1)
        meant = f" is {near[0]!r} meant?" if near else ""
        raise ChangeError(f"unknown event {event!r}:{meant} A new one needs {_list(needed)}")
    was = old or dict.fromkeys(table.column_names, "")
    row = {**was, **cells, "id": event}
    told = [
        f"{column} {row[column] or 'blank'}, not {was[column] or 'blank'}"
        for column in table.column_names
        if row[column] != was[column]
    ]
    rows = record.tables["events"].rows
    changed = _with(record, events=[row if r is old else r for r in rows] + [row] * (old is None))
    _check_values(changed, row)
    said = "; ".join(told) or "as it was"
    return _settled(changed), f"{event}: {said if old else 'a new event'}"


def without(record: Record, event: str) -> Change:
    """The record without an event and without the rows about it.

    What was inside it is inside its whole, and what came after it comes after what it came after.
    """
    named_boundary(f"{event}:start", dict.fromkeys(record.events, ("start", "end")))
    gone = record.events[event]
    tables = {name: _without(cells, gone) for name, cells in record.tables.items()}
    left = {
        name: len(cells.rows) - len(tables[name])
        for name, cells in record.tables.items()
        if len(cells.rows) != len(tables[name]) and name != "events"
    }
    beside = ", ".join(f"{number} {name}" for name, number in left.items())
    return _settled(_with(record, **tables)), f"{event}: taken out{beside and f', with {beside}'}"


def with_reading(record: Record, event: str, side: str, number: int) -> Change:
    """The record that prefers the reading of that number (from 0) among those of a boundary.

    The reading that was preferred becomes a rival. A row has one clock: where its other boundary
    has an hour on it, or it says a clock of its own for a period, the reading is told on that.
    """
    rows, old = record.tables["readings"].rows, record.events[event]
    chosen = [row for row in rows if (row["event"], row["boundary"]) == (event, side)][number]
    instant = old["extent"] == "instant"
    column, other = ("start", "") if instant else (side, "end" if side == "start" else "start")
    date, time, clock = chosen["date"], chosen["time"], chosen["clock"]
    if other and old[other] not in ("", OPEN_END) and (old["clock"] or old[f"{other}_time"]):
        date, time, clock = _on_the_clock_of(record, old, chosen)
    about = {name: chosen[name] for name in ("sources", "evidence", "searches")}
    cells = {column: date, f"{column}_time": time, "clock": clock, **about}
    before = dict.fromkeys(chosen, "") | {name: old[name] for name in about}
    before |= {"event": event, "boundary": side, "date": old[column], "standing": "rival"}
    before |= {"time": old[f"{column}_time"], "clock": old["clock"], "said_by": "this record"}
    kept = [row for row in rows if row is not chosen]
    if old[column] not in ("", OPEN_END):
        kept.insert(next(i for i, row in enumerate(rows) if row is chosen), before)
    changed, told = with_event(_with(record, readings=kept), event, cells)
    return changed, f"{told} ({chosen['said_by'] or chosen['sources']})"


def _on_the_clock_of(record: Record, row: Row, chosen: Row) -> tuple[str, str, str]:
    """Date, time and clock of a reading on the clock of an event's row."""
    clock = record.clocks.get(row["clock"])
    said = record.reading(*(chosen[name] for name in ("date", "boundary", "time", "clock")))
    if clock is None or said is None or said.clock is None or not said.time:
        return chosen["date"], chosen["time"], row["clock"]
    walls = [clock.to_civil(instant) for instant in said.limits() if instant]
    times = dict.fromkeys(f"{wall:%H:%M}" for wall in walls)
    about = "~" if said.time.endswith("~") else ""
    return walls[0].date().isoformat(), "/".join(times) + about, clock.id


def _with(record: Record, **tables: list[Row]) -> Record:
    """The record with other rows in some tables; a row that was there keeps its line."""
    changed = dict(record.tables)
    for name, rows in tables.items():
        cells = changed[name]
        lines = dict(zip(map(id, cells.rows), cells.lines, strict=True))
        changed[name] = Cells(cells.table, rows, [lines.get(id(row), 0) for row in rows])
    return replace(record, tables=changed, _ids={})


def _without(cells: Cells, gone: Row) -> list[Row]:
    """The rows that are left of a table when an event is gone."""
    inside = cells.table.name == "events"
    heirs = {name: gone[name] for name in ("parent", "after")} if inside else {}
    columns = [column for column in cells.table.columns if column.refers == "events.id"]
    rows = [row for row in cells.rows if row is not gone and row.get("event") != gone["id"]]
    for number, row in enumerate(rows):
        for column in columns:
            items = Record.items(row, column.name)
            if gone["id"] in items:
                heir = Record.items(heirs, column.name)
                left = [new for item in items for new in (heir if item == gone["id"] else [item])]
                rows[number] = row = row | {column.name: SEPARATOR.join(dict.fromkeys(left))}
    return rows


def _settled(record: Record) -> Record:
    """The record without the durations of boundaries that are no longer there."""
    if "durations" not in record.tables:
        return record
    rows, sides = record.tables["durations"].rows, record.sides
    return _with(record, durations=[row for row in rows if _has_its_boundaries(row, sides)])


def _has_its_boundaries(row: Row, sides: Mapping[str, Sequence[str]]) -> bool:
    try:
        for name in (row["before"], row["after"], *Record.items(row, "gave")):
            named_boundary(name, sides)
    except BoundaryError:
        return False
    return True


def _check_values(record: Record, row: Row) -> None:
    """Raise ChangeError for the cells of an event's row that break a rule for values."""
    events = record.tables["events"]
    ids = {c.refers: record.ids(c.refers) for c in events.table.columns if c.refers}
    alone = {name: replace(cells, rows=[], lines=[]) for name, cells in record.tables.items()}
    alone |= {name: record.tables[name] for name in ("vocabularies", "clocks")}
    alone["events"] = replace(events, rows=[row], lines=[0])
    only = replace(record, tables=alone, _ids=ids)
    found = [problem for check in VALUES for problem in check(only)]
    faults = [p for p in found if p.file == events.table.file]
    if faults:
        told = [f"{p.column} {p.value!r}: {p.message}" for p in faults]
        raise ChangeError(f"{row['id']}: {'; '.join(told)}")


def _text(value: object) -> str:
    """A cell as the record writes it."""
    match value:
        case None:
            return ""
        case list() | tuple():
            return SEPARATOR.join(map(str, value))
        case dt.time():
            return f"{value:%H:%M}"
    return str(value)


def _list(names: Iterable[str]) -> str:
    return ", ".join(names)
