"""Which cells of a record are asked for, traced where its tables are handed out.

While a `Trace` of a folder is open, a data set loaded from it hands out tables that tell the trace
what is read of them, and asks for its own rows by name. Choosing rows reads the columns by which
they are chosen, of all rows, and then the cells that are read of those kept; any other use of a
table reads the whole of it, for its values can be had only through what tells. So a value that
rests on no cell that has changed has not changed. Clocks, vocabularies, references and shapes of
lines are not traced: everything may rest on them.

This is where-provenance by cells: Cheney, Chiticariu and Tan, "Provenance in Databases: Why, How,
and Where", Foundations and Trends in Databases 1 (2009), 379-474.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from historical_record.traced_frames import TracedFrame

__all__ = ["Asked", "Trace", "begin", "trace_of"]

_GROUND = ("clocks", "vocabularies")
# Notebooks load their record themselves, so that what watches them cannot be handed to them.
_begun: dict[Path, Trace] = {}


class Asked(dict[str, np.ndarray]):
    """By table, which of its cells were asked for: a row to a row of it, a column to a column."""

    def add(self, other: Mapping[str, np.ndarray]) -> None:
        """Take in what was asked for elsewhere."""
        for table, cells in other.items():
            self[table] = self[table] | cells if table in self else cells


class Trace:
    """What has been asked for of one record since the trace was begun or last taken."""

    def __init__(self) -> None:
        self.tables: dict[str, pd.DataFrame] = {}
        self.parts: dict[tuple[str, str], Asked] = {}
        self._asked = Asked()
        self._places: dict[str, dict[Any, int]] = {}
        self._noted: set[str] = set()

    def hand_out(self, tables: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
        """The tables, as such that tell what is read of them."""
        self.tables = {name: table for name, table in tables.items() if name not in _GROUND}
        self._places = {
            name: {column: at for at, column in enumerate(table.columns)}
            for name, table in self.tables.items()
        }
        return {**tables, **{name: self._telling(name) for name in self.tables}}

    def _telling(self, name: str) -> TracedFrame:
        def tell(rows: np.ndarray, columns: Iterable[Any]) -> None:
            self.ask(name, rows, columns)

        return TracedFrame(self.tables[name], tell)

    def ask(
        self, table: str, rows: Any = slice(None), columns: Iterable[Any] | None = None
    ) -> None:
        """Take note of the cells of these rows, by number or as a mask, in these columns."""
        if table not in self.tables:
            return
        held = self.tables[table]
        cells = self._asked.get(table)
        if cells is None:
            cells = self._asked[table] = np.zeros(held.shape, dtype=bool)
        if columns is None:
            cells[rows] = True
            return
        places = self._places[table]
        for at in {places[name] for name in columns if name in places}:  # the others were added
            cells[rows, at] = True

    def taken(self) -> Asked:
        """What was asked for till now; from here the trace begins anew."""
        taken, self._asked = self._asked, Asked()
        self._noted.clear()
        return taken

    def is_new(self, what: str) -> bool:
        """Whether this is asked for the first time since: what is often asked is noted once."""
        known = what in self._noted
        self._noted.add(what)
        return not known

    @contextmanager
    def part(self, table: str, row: str) -> Iterator[None]:
        """What is asked for meanwhile is of a part, named by a row, and not of the whole."""
        before = self.taken()
        try:
            yield
        finally:
            self.parts[table, row] = self.taken()
            self._asked = before

    def of_parts(self, table: str, made: pd.DataFrame, worked_out: Iterable[str]) -> pd.DataFrame:
        """A table with a row for each part: who reads a row of it rests on what the part asked for.

        ``made`` has the index of ``table``; its other columns than those ``worked_out`` are the
        row's own.
        """
        anew, own = set(worked_out), self.tables[table].index.get_indexer(made.index)
        parts = [self.parts[table, str(row)] for row in made.index]

        def tell(rows: np.ndarray, columns: Iterable[Any]) -> None:
            read = set(columns)
            self.ask(table, own[rows], read - anew)
            if read & anew:
                for part in np.asarray(parts, dtype=object)[rows]:
                    self._asked.add(part)

        return TracedFrame(made, tell)

    def told(self, asked: Asked) -> list[dict[str, Any]]:
        """What was asked for, as JSON has it: ``table``, ``rows`` by id, ``columns``.

        No rows stand where a column was asked for of all, no columns where all were of a row. Rows
        of tables without an id are numbered from 1.
        """
        found: list[dict[str, Any]] = []
        for table, cells in sorted(asked.items()):
            held, whole = self.tables[table], cells.all(axis=0)
            if whole.any():
                every = {} if whole.all() else {"columns": [*held.columns[whole]]}
                found.append({"table": table, **every})
            some = cells & ~whole
            alike: dict[bytes, list[int]] = {}  # rows by which of their cells
            for row in np.flatnonzero(some.any(axis=1)).tolist():
                alike.setdefault(some[row].tobytes(), []).append(row)
            for _, rows in sorted(alike.items()):
                pattern = some[rows[0]]
                part = {} if (pattern | whole).all() else {"columns": [*held.columns[pattern]]}
                found.append({"table": table, "rows": _named(held, rows), **part})
        return found

    def events(self, asked: Asked) -> list[str]:
        """The events of which a row was asked for, theirs or one about them; not of all rows."""
        found: dict[str, None] = {}
        for table, cells in asked.items():
            held = self.tables[table]
            some = (cells & ~cells.all(axis=0)).any(axis=1)
            column = "id" if table == "events" else "event"
            if column in held.columns:
                found |= dict.fromkeys(held[column].to_numpy()[some])
        return sorted(filter(None, found))


def _named(table: pd.DataFrame, rows: list[int]) -> list[str]:
    numbered = isinstance(table.index, pd.RangeIndex)
    return [str(row + 1 if numbered else row) for row in table.index[rows]]


def begin(folder: str | Path) -> Trace:
    """Trace every data set that is loaded from this folder from now on.

    FileNotFoundError where there is no such folder.
    """
    if not Path(folder).is_dir():
        raise FileNotFoundError(f"{folder}: no such folder: expected a record to be traced")
    return _begun.setdefault(Path(folder).resolve(), Trace())


def trace_of(folder: Path) -> Trace | None:
    """The trace of a folder, if one was begun."""
    return _begun.get(folder.resolve()) if _begun else None
