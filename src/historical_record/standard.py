"""The tables that the library asks about itself, and what it takes a cell to be that is not there.

A record needs events and a bibliography; every other table is read and checked if it is there, and
is empty if it is not. A folder without a descriptor has the columns listed here, any of them left
out that is not needed; a descriptor says more, and may call for more.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterator, Mapping
from dataclasses import replace

from historical_record.cells import Cells
from historical_record.problems import Problem
from historical_record.schema import DESCRIPTOR, ROLES, Column, Table

__all__ = ["NEEDED", "STANDARD", "VOCABULARIES", "assume", "complete", "lacking"]

# A column: its name, [] for a list, ! where it is needed, :ROLE or :TYPE, ~VOCABULARY, =TERMS that
# the code knows, >TABLE.COLUMN that its ids are of.
_LISTED = {
    "events": "id!:slug name! kind~kind lane~lane extent=instant|period start!:edtf "
    "start_time:time end:edtf-or-open end_time:time clock>clocks.id place>places.id "
    "parent>events.id parties[]~party summary sources[]>sources.key "
    "evidence=read|derived|recalled searches[]>searches.id after[]>events.id outside_parent "
    "date_note distinct_from[]>events.id note",
    "readings": "event!>events.id boundary!=start|end date!:edtf time:time clock>clocks.id said_by "
    "sources[]>sources.key evidence=read|derived|recalled "
    "standing=rival|same-instant|other-matter|less-likely|likelier of>events.id "
    "searches[]>searches.id note",
    "figures": "id!:slug event!>events.id party~party measure!~measure low:number high:number "
    "unit!~unit definition scope said_by year:integer sources[]>sources.key "
    "evidence=read|derived|recalled searches[]>searches.id note",
    "names": "id!:slug thing~thing subject language!~language script~script name! transliteration "
    "scheme rank=preferred|variant evidence=read|derived|recalled sources[]>sources.key note",
    "people": "id!:slug name! own_name script~script born:edtf died:edtf party~party known_for "
    "sources[]>sources.key evidence=read|derived|recalled note",
    "places": "id!:slug name! lat!:number lon!:number radius_km!:number kind~place-kind "
    "modern_country~country evidence=read|derived|recalled note",
    "clocks": "id!:slug name kind=iana|fixed|dated zone offset valid_from:date valid_to:date "
    "attestation=strong|weak|conventional used_by[]~party sources[]>sources.key note",
    "sources": "key!:slug grade~grade evidence=read|derived|recalled rests_on[]>sources.key "
    "language note",
    "witnesses": "work!>sources.key copy! kind~witness-kind address accessed:date read! note",
    "claims": "id!:slug position:integer section text! kind~claim-kind verdict!~verdict basis[] "
    "claimed computation~computation bears_out[]>sources.key speaks_against[]>sources.key turns_on "
    "short_of argument rewrite sources[]>sources.key note",
    "vocabularies": "vocabulary!:slug term! label! definition hue group box[] known_by[]",
}
_KEYS = {"sources": ("key",), "vocabularies": ("vocabulary", "term")}
_NO_KEY = ("readings", "clocks", "witnesses", "names")
NEEDED = ("events",)
"""The tables without which there is no record."""
_ASKED = ("events", "clocks", "sources")  # an id of these must be there, also where they are empty

_COLUMN = re.compile(
    r"(?P<name>\w+)(?P<list>\[\])?(?P<needed>!)?(?::(?P<kind>[\w-]+))?(?:~(?P<vocabulary>[\w-]+))?"
    r"(?:=(?P<terms>[\w|-]+))?(?:>(?P<refers>[\w.]+))?"
)
_HOUR = r"([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?"
_PATTERNS = {"slug": r"[a-z0-9]+(-[a-z0-9]+)*", "time": rf"{_HOUR}(~|/{_HOUR})?"}
_OFFSET = r"[+-](0\d|1[0-4]):[0-5]\d"
_LIMITS = {"lat": (-90.0, 90.0), "lon": (-180.0, 180.0), "radius_km": (0.0, None)}


def _column(text: str, table: str) -> Column:
    part = _COLUMN.fullmatch(text)
    assert part is not None, text
    name, kind = part["name"], part["kind"] or "string"
    role = kind if kind in ROLES else None
    pattern = _OFFSET if name == "offset" else _PATTERNS.get(kind)
    least, most = _LIMITS.get(name, (None, None))
    return Column(
        name=name,
        title="",
        description="",
        type="string" if role else kind,
        required=bool(part["needed"]),
        unique=table not in _NO_KEY and (name,) == _KEYS.get(table, ("id",)),
        pattern=re.compile(pattern) if pattern else None,
        enum=tuple(part["terms"].split("|")) if part["terms"] else None,
        minimum=least,
        maximum=most,
        vocabulary=part["vocabulary"],
        refers=part["refers"],
        is_list=bool(part["list"]),
        role=role,
        assumed=not part["needed"],
    )


def _table(name: str, listed: str) -> Table:
    columns = tuple(_column(text, name) for text in listed.split())
    key = () if name in _NO_KEY else _KEYS.get(name, ("id",))
    return Table(name, f"{name}.csv", name.capitalize(), "", columns, key)


STANDARD: Mapping[str, Table] = {name: _table(name, text) for name, text in _LISTED.items()}
"""The tables that the library names itself, with their columns."""

VOCABULARIES = frozenset(c.vocabulary for t in STANDARD.values() for c in t.columns) - {None}
"""The vocabularies that a record may list for the columns of these tables."""


def complete(
    tables: Mapping[str, Table], files: Container[str], vocabularies: Container[str]
) -> dict[str, Table]:
    """These tables with every column of the standard, and the standard's tables with them.

    ``files`` are those of the folder. A term is held against its vocabulary where the record lists
    it, and an id against its table where the record has one; a place may be a bare name.
    """
    found = {name: _with_standard(table) for name, table in tables.items()}
    found |= {name: table for name, table in STANDARD.items() if name not in found}

    def kept(column: Column) -> Column:
        target = found.get((column.refers or "").partition(".")[0])
        resolved = target and (target.name in _ASKED or target.file in files)
        return replace(
            column,
            vocabulary=column.vocabulary if column.vocabulary in vocabularies else None,
            refers=column.refers if resolved else None,
        )

    return {
        name: replace(
            table,
            columns=tuple(kept(c) if c.assumed or name not in tables else c for c in table.columns),
        )
        for name, table in found.items()
    }


def lacking(tables: Mapping[str, Table]) -> Iterator[Problem]:
    """What is missing from a descriptor: a needed table or column, the usual name of a table."""
    names = {table.file: table.name for table in tables.values()}
    for name, standard in STANDARD.items():
        if name not in tables:
            if standard.file in names:
                message = f"missing resource: {standard.file} is {names[standard.file]!r} here"
                yield Problem(DESCRIPTOR, 0, name, "", message)
            elif name in NEEDED:
                yield Problem(DESCRIPTOR, 0, name, "", "missing resource: no record without it")
            continue
        for column in standard.columns:
            if column.required and column.name not in tables[name].column_names:
                message = "missing field: the library relies on this column"
                yield Problem(DESCRIPTOR, 0, f"{name}.{column.name}", "", message)


def _with_standard(table: Table) -> Table:
    standard = STANDARD.get(table.name)
    if standard is None:
        return table
    has = {column.name for column in table.columns}
    more = (replace(c, assumed=True, required=False) for c in standard.columns if c.name not in has)
    return replace(table, columns=(*table.columns, *more))


# What a cell is taken to be that is blank, and need not be there.
_ASSUMED: Mapping[str, Callable[[Mapping[str, str]], Mapping[str, str]]] = {
    "events": lambda row: {"extent": "period" if row["end"] else "instant"},
    "clocks": lambda row: {
        "name": row["id"],
        "kind": "iana" if row["zone"] else "dated" if row["valid_from"] else "fixed",
        "attestation": "weak" if row["zone"] else "conventional",
    },
}


def assume(tables: Mapping[str, Cells]) -> None:
    """Fill, in place, what may be left out and follows from the rest of its row."""
    for name, told in _ASSUMED.items():
        optional = [c.name for c in tables[name].table.columns if not c.required]
        for row in tables[name].rows:
            row.update({c: v for c, v in told(row).items() if c in optional and not row[c]})
