"""How the record stands to its own dissents: none is left standing that it holds to be right.

A reading says in ``standing`` what it is to the preferred one. What is only recalled has been
looked for, and ``searches`` says where; what a row doubts of itself is a reading with its standing
and not a word in a note.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from historical_record.cells import Cells
from historical_record.problems import Problem
from historical_record.record import Record
from historical_time.clocks import ClockError
from historical_time.instants import AFTER, BEFORE
from historical_time.readings import Reading

__all__ = ["check_doubts", "check_searches", "check_standing"]

_ELSEWHERE, _SAME, _BETTER = "other-matter", "same-instant", "likelier"
_EXPLAINED = (_ELSEWHERE, "less-likely")
_IN_WORDS = ("summary", "date_note", "note", "content", "reason")
_DOUBT = re.compile(
    r"\b(?:probably|rather|likely|surely) (?:be )?(?:right|wrong)\b"
    r"|\b(?:right|wrong) by rule\b|\bkept by rule\b|\bonly because it was read\b"
    r"|\bthe true (?:date|day|hour|number) (?:is|was|will be)\b",
    re.IGNORECASE,
)


def check_standing(record: Record) -> Iterator[Problem]:
    """Each reading's standing holds, and none is likelier than the one preferred to it."""
    readings = record.tables["readings"]
    for index, row in enumerate(readings.rows):
        standing, event = row.get("standing"), record.events.get(row.get("event", ""), {})
        if standing == _BETTER:
            message = "held to be right, but another is preferred: exchange them"
            yield readings.problem(index, "standing", message)
        if standing in _EXPLAINED and not row.get("note"):
            message = f"blank: a reading that is {standing} says why"
            yield readings.problem(index, "note", message)
        judged = (
            standing == _SAME and record.clocks
        )  # clocks that cannot be read are told by theirs
        if judged and _differ(record, event, row):
            message = "not the preferred instant: expected the same moment on another clock"
            yield readings.problem(index, "standing", message)
        yield from _bounded(record, readings, index, row)


def _bounded(record: Record, readings: Cells, index: int, row: dict[str, str]) -> Iterator[Problem]:
    other = record.events.get(row.get("of", ""))
    if row.get("of") and row.get("standing") != _ELSEWHERE:
        yield readings.problem(index, "of", f"only a reading that is {_ELSEWHERE} bounds another")
    elif other is not None and row["of"] == row.get("event"):
        yield readings.problem(index, "of", "the event itself: expected another, or blank")
    elif other is not None:
        said = _dissent(record, row)
        first, last = (record.boundary(other, side) for side in ("start", "end"))
        early = said and first and said.certainly_before(first)
        late = said and last and last.certainly_before(said)
        dates = {r.get("date") for r in readings.rows if r.get("event") == row["of"]}
        if (early or late) and row.get("date") not in dates:
            message = f"{row.get('date')} lies outside {row['of']}: expected the event it bounds"
            yield readings.problem(index, "of", message)


def _dissent(record: Record, row: dict[str, str]) -> Reading | None:
    cells = (row.get(column, "") for column in ("date", "boundary", "time", "clock"))
    return record.reading(*cells)


def _differ(record: Record, event: dict[str, str], row: dict[str, str]) -> bool:
    """Whether two readings do not share an instant, or do not say which instants they mean."""
    said = record.boundary(event, row.get("boundary", "start")), _dissent(record, row)
    try:
        preferred, told = (reading.instants() for reading in said if reading)
    except (ClockError, ValueError):
        return True
    return told.order(preferred) in (BEFORE, AFTER)


def check_searches(record: Record) -> Iterator[Problem]:
    """A value that is only recalled has been looked for."""
    for cells in record.tables.values():
        if "searches" not in cells.table.column_names:
            continue
        for index, row in enumerate(cells.rows):
            if row.get("evidence") == "recalled" and not row.get("searches"):
                message = "blank: a value that is only recalled says where it was looked for"
                yield cells.problem(index, "searches", message)


def check_doubts(record: Record) -> Iterator[Problem]:
    """No row says in words that it is wrong, or that another is right."""
    for cells in record.tables.values():
        for index, row in enumerate(cells.rows):
            for column in _IN_WORDS:
                if found := _DOUBT.search(row.get(column, "")):
                    message = (
                        f"says {found[0]!r}: prefer what is right, with the other as a reading"
                    )
                    yield cells.problem(index, column, message)
