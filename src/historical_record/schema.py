"""The shape of the record, read from ``datapackage.json``: its tables, columns and constraints.

The descriptor is a Frictionless Data Package (Walsh and Pollock, *Data Package* and *Table Schema*
specifications, 2017), so that other tools can check the tables without this library. A cell that
is an id of another table is a foreign key of that standard. Five properties of our own say what it
cannot: of a column, ``vocabulary`` (a term of that vocabulary in vocabularies.csv), ``separator``
(the cell is a list), ``refers`` (the items of a list are ids of another table) and ``role``
(``slug``, ``time``, and the kinds of date); of the package, ``years``, the first and the last in
which a date of the record can lie.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import plain_text
from historical_record.problems import Problem

__all__ = ["DESCRIPTOR", "SEPARATOR", "Column", "Table", "read_schema"]

DESCRIPTOR = "datapackage.json"
SEPARATOR = "; "
TYPES = ("string", "number", "integer", "date")
ROLES = ("slug", "time", "edtf", "edtf-any", "edtf-or-open", "edtf-or-minute")
_LIMITS = ("minimum", "maximum")
_TABLE_NAME, _COLUMN_NAME = re.compile("[a-z][a-z0-9-]*"), re.compile("[a-z][a-z0-9_]*")
_PATH = re.compile(r"[a-z][a-z0-9-]*\.csv")  # beside the descriptor, never elsewhere
_NEEDED = object()
_KINDS = {
    str: "text",
    list: "a list",
    dict: "an object",
    bool: "true or false",
    int: "a whole number",
    (int, float): "a number",
    (str, list): "text or a list",
}


@dataclass(frozen=True)
class Column:
    """One column: its name, what it means, and what a cell of it may hold."""

    name: str
    title: str
    description: str
    type: str = "string"
    required: bool = False
    unique: bool = False
    pattern: re.Pattern[str] | None = None
    enum: tuple[str, ...] | None = None
    minimum: float | None = None
    maximum: float | None = None
    vocabulary: str | None = None
    refers: str | None = None
    is_list: bool = False
    role: str | None = None
    years: tuple[int, int] | None = None
    """The first and the last year of a date; None where any year will do."""
    assumed: bool = False
    """Whether it may be left out of the file: every cell of it is blank then."""


@dataclass(frozen=True)
class Table:
    """One table: the file it stands in and its columns, in their order."""

    name: str
    file: str
    title: str
    description: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = field(default=())

    @property
    def column_names(self) -> tuple[str, ...]:
        """All columns, in their order."""
        return tuple(column.name for column in self.columns)

    @property
    def header(self) -> tuple[str, ...]:
        """The columns that its file must have."""
        return tuple(column.name for column in self.columns if not column.assumed)


def read_schema(folder: Path) -> tuple[dict[str, Table], list[Problem]]:
    """Read the tables that ``folder``'s descriptor declares.

    Returns what could be read by table name, and the problems of the descriptor: nothing of either
    where there is none.
    """
    path = folder / DESCRIPTOR
    try:
        descriptor = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}, []
    except OSError as error:
        return {}, [Problem(DESCRIPTOR, 0, "", "", f"cannot be read: {error.strerror}")]
    except json.JSONDecodeError as error:
        return {}, [Problem(DESCRIPTOR, error.lineno, "", "", f"not JSON: {error.msg}")]
    except (ValueError, RecursionError):
        return {}, [Problem(DESCRIPTOR, 0, "", "", "not JSON in UTF-8")]
    try:
        tables = _tables(descriptor)
    except _UnreadableError as error:
        message = f"not a table schema this library can read: {error.message}"
        return {}, [Problem(DESCRIPTOR, 0, error.where, "", message)]
    return tables, [*_leading_nowhere(tables), *_text_problems(descriptor)]


class _UnreadableError(ValueError):
    """A part of the descriptor that is not what it has to be: where, and what was expected."""

    def __init__(self, where: str, message: str) -> None:
        super().__init__(where, message)
        self.where, self.message = where, message


def _part(entry: Any, name: str, kind: type | tuple[type, ...], where: str, default: Any) -> Any:
    """A property of an object; ``default`` where it is left out, unless that is ``_NEEDED``."""
    if not isinstance(entry, dict):
        raise _UnreadableError(where, f"expected an object, found {_json_name(entry)}")
    if name not in entry:
        if default is _NEEDED:
            raise _UnreadableError(where, f"{name!r} is missing")
        return default
    value = entry[name]
    if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
        raise _UnreadableError(where, f"{name!r} is {_json_name(value)}, expected {_KINDS[kind]}")
    return value


def _json_name(value: Any) -> str:
    return "null" if value is None else _KINDS.get(type(value), "a number")


def _name(entry: Any, name: str, form: re.Pattern[str], taken: Iterable[str], where: str) -> str:
    value: str = _part(entry, name, str, where, _NEEDED)
    if not form.fullmatch(value):
        raise _UnreadableError(where, f"{name!r} is {value!r:.80}, expected {form.pattern}")
    if value in taken:
        raise _UnreadableError(where, f"{name!r} is {value!r}, which another has already")
    return value


def _tables(descriptor: Any) -> dict[str, Table]:
    tables: dict[str, Table] = {}
    years = _years(_part(descriptor, "years", dict, "", None))
    for number, resource in enumerate(_part(descriptor, "resources", list, "", _NEEDED), 1):
        where = f"resource {number}"
        name = _name(resource, "name", _TABLE_NAME, tables, where)
        paths = [table.file for table in tables.values()]
        schema = _part(resource, "schema", dict, name, _NEEDED)
        leads = _foreign_keys(schema, name)
        columns: dict[str, Column] = {}
        for place, entry in enumerate(_part(schema, "fields", list, name, _NEEDED), 1):
            field_name = _name(entry, "name", _COLUMN_NAME, columns, f"{name}, field {place}")
            lead = leads.pop(field_name, None)
            columns[field_name] = _column(entry, f"{name}.{field_name}", lead, years)
        if leads:
            raise _UnreadableError(name, f"'foreignKeys' names {min(leads)!r}, which is no field")
        key = _part(schema, "primaryKey", (str, list), name, [])
        key = [key] if isinstance(key, str) else key
        if not all(isinstance(part, str) and part in columns for part in key):
            raise _UnreadableError(name, "'primaryKey' names a field that is not there")
        tables[name] = Table(
            name=name,
            file=_name(resource, "path", _PATH, paths, name),
            title=_part(resource, "title", str, name, ""),
            description=_part(resource, "description", str, name, ""),
            columns=tuple(columns.values()),
            key=tuple(key),
        )
    return tables


def _years(entry: dict[str, Any] | None) -> tuple[int, int] | None:
    if entry is None:
        return None
    first, last = (_part(entry, name, int, "years", _NEEDED) for name in ("first", "last"))
    if first > last:
        raise _UnreadableError("years", "'first' is after 'last'")
    return first, last


def _foreign_keys(schema: dict[str, Any], table: str) -> dict[str, str]:
    """The column to which each single reference leads, as ``table.column``, by its own column."""
    leads = {}
    for entry in _part(schema, "foreignKeys", list, table, []):
        where = f"{table}, foreign key"
        reference = _part(entry, "reference", dict, where, _NEEDED)
        own, other = _one_field(entry, where), _one_field(reference, where)
        leads[own] = f"{_part(reference, 'resource', str, where, _NEEDED) or table}.{other}"
    return leads


def _one_field(entry: dict[str, Any], where: str) -> str:
    fields = _part(entry, "fields", (str, list), where, _NEEDED)
    fields = [fields] if isinstance(fields, str) else fields
    if len(fields) != 1 or not isinstance(fields[0], str):
        raise _UnreadableError(where, "'fields' are several: expected one field")
    return fields[0]


def _column(entry: Any, where: str, lead: str | None, years: tuple[int, int] | None) -> Column:
    constraints = _part(entry, "constraints", dict, where, {})
    enum = _part(constraints, "enum", list, where, None)
    if enum is not None and not all(isinstance(term, str) for term in enum):
        raise _UnreadableError(where, "'enum' holds what is not text")
    if (pattern := _part(constraints, "pattern", str, where, None)) is not None:
        try:
            pattern = re.compile(pattern)
        except (re.error, OverflowError, RecursionError) as error:
            raise _UnreadableError(where, f"'pattern' is no regular expression: {error}") from None
    limits = {name: _part(constraints, name, (int, float), where, None) for name in _LIMITS}
    kind = _part(entry, "type", str, where, "string")
    if kind not in TYPES:
        raise _UnreadableError(where, f"has type {kind!r:.80}, expected one of {TYPES}")
    separator = _part(entry, "separator", str, where, None)
    if separator not in (None, SEPARATOR):
        raise _UnreadableError(where, f"lists are separated by {SEPARATOR!r}")
    refers = _part(entry, "refers", str, where, None)
    if refers and separator is None:
        raise _UnreadableError(where, "'refers' is for lists: expected a foreign key")
    if lead and separator:
        raise _UnreadableError(where, "a foreign key is no list: expected 'refers'")
    role = _part(entry, "role", str, where, None)
    if role not in (None, *ROLES):
        raise _UnreadableError(where, f"has role {role!r:.80}, expected one of {ROLES}")
    return Column(
        name=entry["name"],
        title=_part(entry, "title", str, where, ""),
        description=_part(entry, "description", str, where, ""),
        type=kind,
        required=_part(constraints, "required", bool, where, False),
        unique=_part(constraints, "unique", bool, where, False),
        pattern=pattern,
        enum=tuple(enum) if enum is not None else None,
        **limits,
        vocabulary=_part(entry, "vocabulary", str, where, None),
        refers=refers or lead,
        is_list=separator is not None,
        role=role,
        years=years,
    )


def _text_problems(descriptor: Any) -> Iterator[Problem]:
    """Every text of the descriptor is read by somebody, here or in another tool."""
    waiting = [("", descriptor)]
    for where, part in waiting:
        if isinstance(part, str):
            if message := plain_text.fault(part.strip(" ")):  # a separator may end in a space
                yield Problem(DESCRIPTOR, 0, where, part, message)
        elif isinstance(part, dict):
            waiting += [(where, key) for key in part]
            waiting += [(f"{where}.{key}".strip("."), value) for key, value in part.items()]
        elif isinstance(part, list):
            for number, value in enumerate(part, 1):
                named = value.get("name") if isinstance(value, dict) else None
                waiting.append((f"{where}.{named or number}", value))


def _leading_nowhere(tables: dict[str, Table]) -> Iterator[Problem]:
    for table in tables.values():
        for column in table.columns:
            target, _, of_target = (column.refers or "").partition(".")
            if column.refers is None:
                continue
            if target not in tables or of_target not in tables[target].column_names:
                where = f"{table.name}.{column.name}"
                message = "refers to no column: expected table.column"
                yield Problem(DESCRIPTOR, 0, where, column.refers, message)
