"""What one cell may hold: clean text, the declared type, pattern, terms and limits."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Collection, Iterator

import plain_text
from historical_record.problems import Problem
from historical_record.record import Record
from historical_record.schema import SEPARATOR, Column

__all__ = ["check_cells", "check_keys"]

_NUMBER = re.compile(r"-?\d+(\.\d+)?")
_INTEGER = re.compile(r"-?\d+")

_EXPECTED = {
    "slug": "not a slug: expected lower-case letters and digits joined by single hyphens",
    "time": "not a clock time: expected HH:MM, HH:MM~ or HH:MM/HH:MM",
}


def check_cells(record: Record) -> Iterator[Problem]:
    """Every cell of every table against its column's declaration."""
    vocabularies = record.terms if record.tables["vocabularies"].whole else {}
    for cells in record.tables.values():
        for column in cells.table.columns:
            terms = vocabularies.get(column.vocabulary or "")
            # Most columns are sound: each distinct value is judged once, rows only when one fails.
            if any(column.name not in row for row in cells.rows[:1]):
                continue  # the column is missing, which has been said
            values = {row[column.name] for row in cells.rows}
            faults = {value: fault for value in values if (fault := _fault(value, column, terms))}
            if faults:
                for index, row in enumerate(cells.rows):
                    if fault := faults.get(row[column.name]):
                        yield cells.problem(index, column.name, fault)


def check_keys(record: Record) -> Iterator[Problem]:
    """Ids, primary keys and unique columns that stand twice."""
    for cells in record.tables.values():
        keys: set[tuple[str, ...]] = {(c.name,) for c in cells.table.columns if c.unique}
        if cells.table.key:
            keys.add(cells.table.key)
        for key in sorted(keys):
            values = [tuple([row.get(name, "") for name in key]) for row in cells.rows]
            if len(set(values)) == len(values):
                continue
            first: dict[tuple[str, ...], int] = {}
            for index, value in enumerate(values):
                if not any(value):
                    continue
                if value in first:
                    what = f"the row of line {cells.lines[first[value]]}"
                    message = f"duplicate: {' + '.join(key)} repeats {what}"
                    yield cells.problem(index, key[-1], message)
                else:
                    first[value] = index


def _fault(value: str, column: Column, terms: Collection[str] | None) -> str | None:
    if not value:
        return "blank: a value is required" if column.required else None
    return (
        _type_fault(value, column)
        or plain_text.fault(value)
        or (_list_fault(value) if column.is_list else None)
        or _pattern_fault(value, column)
        or _term_fault(value, column, terms)
    )


def _list_fault(value: str) -> str | None:
    items = value.split(SEPARATOR)
    if any(not item or item != item.strip() or ";" in item for item in items):
        return "not a list: expected items separated by '; ', none blank"
    if len(set(items)) < len(items):
        repeated = next(item for item in items if items.count(item) > 1)
        return f"{repeated!r} stands twice in the list"
    return None


def _type_fault(value: str, column: Column) -> str | None:
    if column.type == "string":
        return None
    if column.type == "date":
        try:
            dt.datetime.strptime(value, "%Y-%m-%d")
        except ValueError:
            return "not a date: expected a day that exists, YYYY-MM-DD"
        return None if len(value) == len("YYYY-MM-DD") else "not a date: expected YYYY-MM-DD"
    if column.type == "integer" and not (_INTEGER.fullmatch(value) and value.isascii()):
        return "not a whole number: expected digits"
    if not (_NUMBER.fullmatch(value) and value.isascii()):
        return "not a number: expected digits, with a point before decimals and no separators"
    number = float(value)
    if not math.isfinite(number) or len(value) > 15:
        return "not a number that can be kept exactly"
    if column.minimum is not None and number < column.minimum:
        return f"below the least value allowed, {column.minimum:g}"
    if column.maximum is not None and number > column.maximum:
        return f"above the greatest value allowed, {column.maximum:g}"
    return None


def _pattern_fault(value: str, column: Column) -> str | None:
    if column.pattern is None or column.is_list or column.pattern.fullmatch(value):
        return None
    expected = _EXPECTED.get(column.role or "")
    return expected or f"does not fit the pattern {column.pattern.pattern}"


def _term_fault(value: str, column: Column, terms: Collection[str] | None) -> str | None:
    if column.vocabulary is None:
        if column.enum is not None and value not in column.enum:
            return f"unknown: expected one of {', '.join(column.enum)}"
        return None
    if terms is None:
        return None  # the vocabulary itself is missing, which has been said
    unknown = [item for item in _items(value, column) if item not in terms]
    if unknown:
        expected = ", ".join(sorted(terms))
        return f"unknown {column.vocabulary} {unknown[0]!r}: expected one of {expected}"
    return None


def _items(value: str, column: Column) -> list[str]:
    return value.split(SEPARATOR) if column.is_list else [value]
