"""The shape of the record, read from ``datapackage.json``: its tables, columns and constraints.

The descriptor is a Frictionless Data Package (Walsh and Pollock, *Data Package* and *Table Schema*
specifications, 2017), so that other tools can check the tables without this library. Five
properties of our own say what that standard cannot: ``vocabulary`` (a term of that vocabulary in
vocabularies.csv), ``refers`` (an id of another table), ``separator`` (the cell is a list), and
``role`` (``slug``, ``time``, and the kinds of date).
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from pathlib import Path

from analysis.problems import Problem

__all__ = ["DESCRIPTOR", "RELIED_ON", "SEPARATOR", "Column", "Table", "read_schema"]

DESCRIPTOR = "datapackage.json"
SEPARATOR = "; "
TYPES = ("string", "number", "integer", "date")

# What the library itself uses. The descriptor may say more, never less.
RELIED_ON = {
    "events": "id name kind lane extent start start_time end end_time clock place parent parties "
    "summary sources evidence after outside_parent date_note distinct_from note",
    "readings": "event boundary date time clock said_by sources evidence note",
    "figures": "id event party measure low high unit definition scope said_by year sources "
    "evidence note",
    "names": "id thing subject language script name transliteration scheme rank evidence sources "
    "note",
    "places": "id name lat lon radius_km kind modern_country evidence coordinate_source note",
    "clocks": "id name kind zone offset valid_from valid_to attestation used_by sources note",
    "sources": "key grade evidence rests_on language note",
    "witnesses": "work copy kind address accessed read note",
    "claims": "id position section text kind verdict basis claimed computation argument rewrite "
    "sources note",
    "clauses": "id instrument event date article content quote language sources evidence note",
    "comparison": "id feature pact_1939 pact_1941 relation sources evidence note",
    "crosswalk": "id data_set entry event aspect start end value lat lon verdict reason "
    "independence sources note",
    "vocabularies": "vocabulary term label definition",
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
        """The header."""
        return tuple(column.name for column in self.columns)


def read_schema(folder: Path) -> tuple[dict[str, Table], list[Problem]]:
    """Read the tables that ``folder``'s descriptor declares.

    Returns what could be read by table name, and the problems of the descriptor. A table or column
    the library relies on and the descriptor lacks is a problem.
    """
    path = folder / DESCRIPTOR
    try:
        descriptor = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}, [Problem(DESCRIPTOR, 0, "", "", "missing file: expected the table schemas")]
    except OSError as error:
        return {}, [Problem(DESCRIPTOR, 0, "", "", f"cannot be read: {error.strerror}")]
    except json.JSONDecodeError as error:
        return {}, [Problem(DESCRIPTOR, error.lineno, "", "", f"not JSON: {error.msg}")]
    except (UnicodeDecodeError, RecursionError):
        return {}, [Problem(DESCRIPTOR, 0, "", "", "not JSON in UTF-8")]
    tables: dict[str, Table] = {}
    try:
        for resource in descriptor["resources"]:
            table = _table(resource)
            tables[table.name] = table
    except (KeyError, TypeError, AttributeError, ValueError, re.error) as error:
        message = f"not a table schema this library can read: {error!r}"
        return {}, [Problem(DESCRIPTOR, 0, "", "", message)]
    return tables, list(_lacking(tables))


def _table(resource: dict) -> Table:
    schema = resource["schema"]
    key = schema.get("primaryKey", [])
    if not isinstance(resource["name"], str) or not isinstance(resource["path"], str):
        raise ValueError("a resource's name and path are strings")
    return Table(
        name=resource["name"],
        file=resource["path"],
        title=resource.get("title", ""),
        description=resource.get("description", ""),
        columns=tuple(_column(entry) for entry in schema["fields"]),
        key=(key,) if isinstance(key, str) else tuple(key),
    )


def _column(entry: dict) -> Column:
    constraints = entry.get("constraints", {})
    pattern, enum = constraints.get("pattern"), constraints.get("enum")
    kind = entry.get("type", "string")
    if kind not in TYPES:
        raise ValueError(f"column {entry['name']!r} has type {kind!r}, expected one of {TYPES}")
    if entry.get("separator", SEPARATOR) != SEPARATOR:
        raise ValueError(f"column {entry['name']!r}: lists are separated by {SEPARATOR!r}")
    return Column(
        name=entry["name"],
        title=entry.get("title", ""),
        description=entry.get("description", ""),
        type=kind,
        required=bool(constraints.get("required", False)),
        unique=bool(constraints.get("unique", False)),
        pattern=re.compile(pattern) if pattern is not None else None,
        enum=tuple(enum) if enum is not None else None,
        minimum=constraints.get("minimum"),
        maximum=constraints.get("maximum"),
        vocabulary=entry.get("vocabulary"),
        refers=entry.get("refers"),
        is_list="separator" in entry,
        role=entry.get("role"),
    )


def _lacking(tables: dict[str, Table]) -> list[Problem]:
    problems = []
    for name, columns in RELIED_ON.items():
        if name not in tables:
            message = "missing resource: the library relies on this table"
            problems.append(Problem(DESCRIPTOR, 0, name, "", message))
            continue
        for column in columns.split():
            if column not in tables[name].column_names:
                message = "missing field: the library relies on this column"
                problems.append(Problem(DESCRIPTOR, 0, f"{name}.{column}", "", message))
    return problems
