"""The record as text: every cell as it was typed, before anything is trusted.

Checks read this; the data set is made from it only when they find nothing. Dates are parsed here
once for all of them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from historical_record.cells import Cells, read_csv
from historical_record.clock_table import build_clocks
from historical_record.geometry import Geometry, read_geometry
from historical_record.problems import Problem
from historical_record.references import Bibliography, read_bibliography
from historical_record.schema import DESCRIPTOR, SEPARATOR, Table, read_schema
from historical_record.standard import NEEDED, STANDARD, assume, complete, lacking
from historical_time.clocks import Clock
from historical_time.edtf import DateBounds, EdtfError, parse_edtf
from historical_time.instants import is_time
from historical_time.readings import Reading

__all__ = ["OPEN_END", "Record", "read_record"]

OPEN_END = ".."
"""What stands for an end that is open."""


@dataclass
class Record:
    """All tables as text, with what checks look up again and again."""

    tables: dict[str, Cells]
    bibliography: Bibliography
    _dates: dict[str, DateBounds | None] = field(default_factory=dict)
    _ids: dict[str, frozenset[str]] = field(default_factory=dict)
    geometry: Geometry = field(default_factory=Geometry)

    @cached_property
    def terms(self) -> dict[str, dict[str, dict[str, str]]]:
        """The row of each term, by vocabulary and term."""
        terms: dict[str, dict[str, dict[str, str]]] = {}
        for row in self.tables["vocabularies"].rows:
            terms.setdefault(row.get("vocabulary", ""), {})[row.get("term", "")] = row
        return terms

    @cached_property
    def clocks(self) -> dict[str, Clock]:
        """The clocks that can be built from their rows."""
        return build_clocks(self.tables["clocks"])[0]

    @cached_property
    def events(self) -> dict[str, dict[str, str]]:
        """The rows of the events table by id; the first of a repeated id."""
        rows: dict[str, dict[str, str]] = {}
        for row in self.tables["events"].rows:
            rows.setdefault(row.get("id", ""), row)
        return rows

    @cached_property
    def sides(self) -> dict[str, tuple[str, ...]]:
        """The boundaries of each event, as the data set has them."""
        sides: dict[str, tuple[str, ...]] = {}
        for event, row in self.events.items():
            date = self.date(row.get("start", ""))
            instant = date.as_instant() if date and not date.is_interval else None
            two = row.get("extent") == "period" or (instant and instant.has_several_days)
            sides[event] = ("start", "end") if two else ("start",)
        return sides

    def ids(self, target: str) -> frozenset[str]:
        """The values of a column named as ``table.column``."""
        if target not in self._ids:
            table, column = target.split(".")
            values = (row.get(column, "") for row in self.tables[table].rows)
            self._ids[target] = frozenset(values) - {""}
        return self._ids[target]

    def date(self, text: str) -> DateBounds | None:
        """The bounds of an EDTF string, or None when it is none."""
        if text not in self._dates:
            try:
                self._dates[text] = parse_edtf(text)
            except EdtfError:
                self._dates[text] = None
        return self._dates[text]

    def before(self, one: str, other: str) -> bool:
        """Whether one date lies certainly before another; a blank or an open one does not."""
        first, second = (None if date == OPEN_END else self.date(date) for date in (one, other))
        last_day = first.end_latest if first else None
        first_day = second.start_earliest if second else None
        return last_day is not None and first_day is not None and last_day < first_day

    def reading(self, date: str, boundary: str, time: str, clock: str) -> Reading | None:
        """What cells say of a boundary, None where they say no date or name a clock there is not.

        Hours of a clock there is not cannot be put in order with others; a time that is none is
        left out. Both are told where they stand.
        """
        bounds, known = self.date(date), self.clocks.get(clock)
        if bounds is None or bounds.is_interval or (clock and known is None):
            return None
        return Reading(bounds, boundary, time if is_time(time) else "", known)

    def boundary(self, row: dict[str, str], side: str) -> Reading | None:
        """The preferred reading of a boundary, None where it is open, unknown or not a date.

        The end of an instant is its start, or the last of its several days.
        """
        column = "start" if row.get("extent") == "instant" else side
        time = row.get(f"{column}_time", "")
        return self.reading(row.get(column, ""), side, time, row.get("clock", ""))

    @staticmethod
    def items(row: dict[str, str], column: str) -> list[str]:
        """The items of a cell that holds a list."""
        value = row.get(column, "")
        return value.split(SEPARATOR) if value else []


def read_record(folder: Path) -> tuple[Record | None, list[Problem]]:
    """Read every table of ``folder`` and references.bib.

    Returns the record and the problems of the files themselves; no record where a descriptor
    cannot be used. Tables that the library asks about and the folder has not are empty.
    """
    files = frozenset(path.name for path in folder.glob("*.csv"))
    declared, problems = read_schema(folder)
    if declared:
        problems = list(lacking(declared)) or problems
    elif not problems and (others := files - {table.file for table in STANDARD.values()}):
        message = f"missing file: expected one that describes {', '.join(sorted(others))}"
        problems = [Problem(DESCRIPTOR, 0, "", "", message)]
    if problems:
        return None, problems
    schema = complete(declared, files, _vocabularies(folder, declared))
    tables = {}
    for name, table in schema.items():
        needed = name in declared or name in NEEDED
        tables[name], found = read_csv(folder, table, needed=needed)
        problems += found
    assume(tables)
    bibliography, found = read_bibliography(folder)
    problems += found
    if "sources" not in declared and schema["sources"].file not in files:
        _list_works(tables["sources"], bibliography)
    problems += _strangers(files, schema)
    geometry = Geometry()
    if "lines" in tables:
        geometry, found = read_geometry(folder)
        problems += found
    return Record(tables, bibliography, geometry=geometry), problems


def _vocabularies(folder: Path, declared: dict[str, Table]) -> frozenset[str]:
    """The vocabularies that the record lists, whatever else is wrong with the file."""
    table = declared.get("vocabularies", STANDARD["vocabularies"])
    cells, _ = read_csv(folder, table, needed=False)
    return frozenset(row.get("vocabulary", "") for row in cells.rows)


def _list_works(sources: Cells, bibliography: Bibliography) -> None:
    """A row for each work of a bibliography that no table says anything of."""
    blank = dict.fromkeys(sources.table.column_names, "")
    for key, entry in bibliography.references.items():
        sources.rows.append({**blank, "key": key})
        sources.lines.append(entry.line)


def _strangers(files: Iterable[str], schema: dict[str, Table]) -> list[Problem]:
    message = "unknown table: expected a resource for it in datapackage.json"
    known = {table.file for table in schema.values()}
    return [Problem(name, 0, "", "", message) for name in sorted(files) if name not in known]
