"""What an edition owes to those who cited an earlier one: corrections that are true, ids for good.

A correction names the cell and what it holds since, so that it cannot outlive a further change
unsaid. An id that was withdrawn is never given again, and leads to what took its place if anything
did.
"""

from __future__ import annotations

from collections.abc import Iterator

from historical_record.problems import Problem
from historical_record.record import Record

__all__ = ["check_corrections", "check_withdrawn"]


def check_corrections(record: Record) -> Iterator[Problem]:
    """Each correction is of a cell that there is, and the last of a cell says what it holds."""
    corrections = record.tables.get("corrections")
    if corrections is None:
        return
    held, gone = _rows(record), _withdrawn(record)
    last: dict[tuple[str, str, str], int] = {}
    for index, row in enumerate(corrections.rows):
        table, of, column = (row.get(name, "") for name in ("table", "row", "column"))
        if row.get("printed") == row.get("now"):
            yield corrections.problem(index, "now", "the same as printed: expected another value")
        if table not in record.tables:
            yield corrections.problem(index, "table", "no such table")
        elif column not in record.tables[table].table.column_names:
            yield corrections.problem(index, "column", f"no such column of {table}")
        elif of not in held[table] and (table, of) not in gone:
            yield corrections.problem(index, "row", f"no such row of {table}, now or withdrawn")
        else:
            last[table, of, column] = index
    for (table, of, column), index in last.items():
        cell = held[table][of].get(column, "") if of in held[table] else None
        if cell is not None and cell != corrections.rows[index].get("now", ""):
            message = f"the cell holds {cell!r}: expected that, or a further row"
            yield corrections.problem(index, "now", message)


def check_withdrawn(record: Record) -> Iterator[Problem]:
    """No id that was withdrawn is in use, and what took its place is."""
    withdrawn = record.tables.get("withdrawn")
    if withdrawn is None:
        return
    held, gone = _rows(record), _withdrawn(record)
    for index, row in enumerate(withdrawn.rows):
        table, instead = row.get("table", ""), row.get("instead", "")
        if table not in record.tables:
            yield withdrawn.problem(index, "table", "no such table")
            continue
        if row.get("id", "") in held[table]:
            message = f"given again in {table}: expected an id that was never used"
            yield withdrawn.problem(index, "id", message)
        if instead and instead not in held[table] and (table, instead) not in gone:
            yield withdrawn.problem(index, "instead", f"no such row of {table}, now or withdrawn")


def _withdrawn(record: Record) -> set[tuple[str, str]]:
    table = record.tables.get("withdrawn")
    return {(row.get("table", ""), row.get("id", "")) for row in table.rows} if table else set()


def _rows(record: Record) -> dict[str, dict[str, dict[str, str]]]:
    """By table, its rows by the first column of its key, which is where its ids stand."""
    ids = {name: (cells.table.key or ("id",))[0] for name, cells in record.tables.items()}
    return {
        name: {row[ids[name]]: row for row in cells.rows if row.get(ids[name])}
        for name, cells in record.tables.items()
    }
