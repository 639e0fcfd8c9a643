"""Clocks made from the rows of clocks.csv: one for each id, its dated offsets in order."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from historical_record.cells import Cells
from historical_record.problems import Problem
from historical_time.clocks import Clock, ClockError

__all__ = ["build_clocks"]


def build_clocks(cells: Cells) -> tuple[dict[str, Clock], list[Problem]]:
    """Every clock that its rows make, by id, and the problems of those that they do not."""
    clocks: dict[str, Clock] = {}
    problems: list[Problem] = []
    groups: dict[str, list[int]] = {}
    for index, row in enumerate(cells.rows):
        groups.setdefault(row.get("id", ""), []).append(index)
    for clock_id, indices in groups.items():
        faults = list(_faults(cells, indices))
        if not faults and clock_id:
            try:
                clocks[clock_id] = _clock([cells.rows[index] for index in indices])
            except (ClockError, ValueError) as error:
                column = "zone" if cells.rows[indices[0]].get("kind") == "iana" else "valid_from"
                faults = [cells.problem(indices[0], column, str(error))]
        problems += faults
    return clocks, problems


def _faults(cells: Cells, indices: Sequence[int]) -> list[Problem]:
    problems = []
    first = cells.rows[indices[0]]
    kind = first.get("kind", "")
    needed, barred = {
        "iana": (("zone",), ("offset", "valid_from", "valid_to")),
        "fixed": (("offset",), ("zone", "valid_from", "valid_to")),
        "dated": (("offset", "valid_from"), ("zone",)),
    }.get(kind, ((), ()))
    for index in indices:
        row = cells.rows[index]
        for column in ("name", "kind", "attestation"):
            if row.get(column) != first.get(column):
                message = f"differs from the row before of this clock: {first.get(column)!r}"
                problems.append(cells.problem(index, column, message))
        problems += [
            cells.problem(index, column, f"blank: a clock of kind {kind} needs it")
            for column in needed
            if not row.get(column)
        ]
        problems += [
            cells.problem(index, column, f"a clock of kind {kind} has none: expected blank")
            for column in barred
            if row.get(column)
        ]
    if kind == "dated" and not problems:
        problems += _disorder(cells, indices)
    if kind in ("iana", "fixed"):
        message = f"duplicate: a clock of kind {kind} has one row"
        problems += [cells.problem(index, "id", message) for index in indices[1:]]
    return problems


def _disorder(cells: Cells, indices: Sequence[int]) -> list[Problem]:
    """Rows of a dated clock that do not follow the row before, or end before they start."""
    problems: list[Problem] = []
    reached = dt.date.min
    for index in indices:
        try:
            first, last = (_day(cells.rows[index][name]) for name in ("valid_from", "valid_to"))
        except ValueError:  # not a date, which is said elsewhere
            return problems
        if first is None:
            return problems
        if first <= reached:
            message = f"does not follow the row before it, which is valid to {reached}"
            problems.append(cells.problem(index, "valid_from", message))
        if last and last < first:
            problems.append(cells.problem(index, "valid_to", f"ends before it starts, {first}"))
        reached = last or dt.date.max
    return problems


def _clock(rows: Sequence[dict[str, str]]) -> Clock:
    row = rows[0]
    about = {
        "name": row["name"],
        "attestation": row["attestation"],
        "citation": "; ".join(dict.fromkeys(r.get("sources", "") for r in rows if r["sources"])),
    }
    if row["kind"] == "iana":
        return Clock.iana(row["id"], row["zone"], **about)
    if row["kind"] == "fixed":
        return Clock.fixed(row["id"], _minutes(row["offset"]), **about)
    spans = [(_day(r["valid_from"]), _day(r["valid_to"]), _minutes(r["offset"])) for r in rows]
    return Clock.dated(row["id"], spans, **about)


def _day(text: str) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def _minutes(offset: str) -> int:
    hours, minutes = offset[1:].split(":")
    return (-1 if offset[0] == "-" else 1) * (int(hours) * 60 + int(minutes))
