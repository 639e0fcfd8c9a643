"""What hangs on a row: whether all that a change of the record moved had been foretold.

    python -m proof.hangs

draws changes of the record by the seed of the mutants (a date, a number, a name, a source and
others in turn), runs every notebook on each, and compares what every sentence, drawing, table and
claim says with what it said before. The trace of a run on the record as it is has to name all that
moved. Changes that move nothing, or with which a notebook ends in an error, are passed over.
"""

from __future__ import annotations

import argparse
import ast
import contextlib
import csv
import io
import json
import os
import signal
import sys
from collections.abc import Iterator, Sequence
from copy import copy
from dataclasses import dataclass
from itertools import chain, zip_longest
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import numpy as np
from border_wars_book.build import inputs
from border_wars_book.build.build import Build
from border_wars_book.build.execution import run_all, with_outputs
from border_wars_book.build.sources import extensions
from border_wars_book.build.toc import pages
from border_wars_book.page.paragraphs import Prose
from border_wars_book.page.values import of_notebook
from IPython.core.formatters import DisplayFormatter

import analysis
from command_line import run
from historical_record import dataset
from historical_record.cells import Cells
from historical_record.record import Record, read_record
from historical_record.traced_frames import untraced
from historical_record.tracing import Asked, Trace
from plain_text.myst import expressions
from proof.mutants.of_data import sample
from proof.state import HERE

__all__ = ["Change", "by_hand", "drawn_changes", "foretelling", "foretold", "says"]

COUNT, DRAWN = 20, 240
PAGES = [page for page in pages(HERE) if (HERE / f"{page}.ipynb").exists()]
Name = tuple[str, ...]
"""What a sentence, something shown or a claim is called: its kind, then where it is."""
_KINDS = {
    "a date": "start start_time end end_time date time born died valid_from valid_to".split(),
    "a number": "low high year lat lon radius_km".split(),
    "a name": "name own_name transliteration office".split(),
    "a source": "sources said_by".split(),
}


@dataclass(frozen=True)
class Change:
    """A table's file of the record with another text, and what is another in it."""

    table: str
    told: str
    text: str

    def of(self, record: Record) -> Record:
        """The record with this text, unchecked: what is wrong is to be seen too."""
        cells = record.tables[self.table]
        rows = csv.DictReader(io.StringIO(self.text))
        pairs = zip(cells.rows, rows, strict=True)
        new = [{column: row[column] for column in old} for old, row in pairs]
        made = copy(record)
        made.tables = {**record.tables, self.table: Cells(cells.table, new, list(cells.lines))}
        made._dates, made._ids = {}, {}
        for known in ("terms", "clocks", "events", "sides"):
            made.__dict__.pop(known, None)
        return made


def by_hand(table: str, row: str, column: str, text: str) -> Change:
    """The change of one cell."""
    record = whole_record()
    file = io.StringIO()
    cells = record.tables[table]
    writer = csv.DictWriter(file, cells.table.column_names, lineterminator="\n")
    writer.writeheader()
    writer.writerows(one | {column: text} if one["id"] == row else one for one in cells.rows)
    return Change(table, f"{row}:{column} -> {text}", file.getvalue())


def drawn_changes(count: int = DRAWN) -> list[Change]:
    """As many changes by the seed, of each kind in turn."""
    kinds: dict[str, list[Change]] = {}
    for mutant in sample(HERE, count):
        column = mutant.name.rpartition(":")[2]
        kind = next((kind for kind, columns in _KINDS.items() if column in columns), "another")
        told = f"{kind}, {mutant.name.removeprefix('data/')}: {mutant.told}"
        kinds.setdefault(kind, []).append(Change(Path(mutant.path).stem, told, mutant.text))
    in_turn = zip_longest(*(kinds[kind] for kind in sorted(kinds)))
    return [change for change in chain.from_iterable(in_turn) if change]


def whole_record() -> Record:
    """The record as text."""
    record, problems = read_record(analysis.FOLDER)
    assert record is not None
    assert not problems
    return record


def foretelling() -> dict[Name, list[dict[str, Any]]]:
    """What everything rests on, by the trace of the book's own run."""
    results = inputs.results_fingerprint(HERE)
    with Build(HERE).lock():
        runs = run_all(HERE, PAGES, HERE / "_build" / "executed", results, lambda line: None)
    prose, found = Prose(extensions(HERE)), {}
    for one_run in runs:
        source = (HERE / f"{one_run.page}.ipynb").read_text("utf-8")
        notebook = json.loads(with_outputs(source, one_run))
        for one in of_notebook(one_run.page, notebook, one_run.rests(), prose, ()):
            found[_name(one)] = one["rests"]
    return found


def _name(one: dict[str, Any]) -> Name:
    if one["kind"] == "part":
        return "claim", one["row"]
    kind = one["kind"] if one["kind"] == "sentence" else "shown"
    return (kind, one["page"], one["cell"], *([one["asked"]] if "asked" in one else []))


def foretold(known: dict[Name, list[dict[str, Any]]], change: Change) -> set[Name]:
    """What rests on a cell that is another with this change."""
    record = whole_record()
    moved = _moved(dataset.from_record(record), dataset.from_record(change.of(record)))
    return {name for name, rests in known.items() if any(_meet(a, b) for a in rests for b in moved)}


def _moved(before: dataset.Dataset, after: dataset.Dataset) -> list[dict[str, Any]]:
    """The cells of one data set that are others in another, as a trace tells them."""
    trace, asked = Trace(), Asked()
    trace.hand_out({name: untraced(table) for name, table in before.tables.items()})
    for name, table in trace.tables.items():
        both = (table, after.tables[name])
        old, new = (np.asarray(one.astype(object).map(repr)) for one in both)
        if (old != new).any():
            asked[name] = old != new
    return trace.told(asked)


def _meet(one: dict[str, Any], other: dict[str, Any]) -> bool:
    def in_both(part: str) -> bool:
        whole = part not in one or part not in other
        return whole or not set(one[part]).isdisjoint(other[part])

    return one["table"] == other["table"] and in_both("rows") and in_both("columns")


def says(change: Change | None = None, only: Sequence[str] = PAGES) -> dict[Name, str]:
    """What everything on these pages says with this change, and what every claim does.

    Cells are run in this process, as IPython runs them, and the record that they load is the
    changed one from here on.
    """
    record = whole_record()
    changed = dataset.from_record(change.of(record) if change else record)
    load = dataset.load

    def loaded(folder: str | Path) -> dataset.Dataset:
        return changed if Path(folder) == analysis.FOLDER else load(folder)

    dataset.load = loaded
    found: dict[Name, str] = {
        ("claim", claim): repr(list(row)) for claim, row in analysis.judge(changed).iterrows()
    }
    for page in only:
        path = HERE / f"{page}.ipynb"
        with contextlib.chdir(path.parent):
            found |= {(kind, page, *of): told for (kind, *of), told in _page_says(path)}
    return found


def _page_says(path: Path) -> Iterator[tuple[Name, str]]:
    names: dict[str, Any] = {}
    cells = json.loads(path.read_text("utf-8"))["cells"]
    sources = [(cell, "".join(cell["source"])) for cell in cells]
    for cell, source in sources:
        if cell["cell_type"] == "code" and "page.sentences(" not in source:
            yield ("shown", cell["id"]), _shown(source, names)
    for cell, source in sources:
        for asked in expressions(source) if cell["cell_type"] == "markdown" else ():
            yield ("sentence", cell["id"], asked), str(eval(asked, dict(names)))


def _shown(source: str, names: dict[str, Any]) -> str:
    """What a cell prints and shows."""
    tree = ast.parse(source)
    last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        exec(compile(tree, "cell", "exec"), names)
        value = last and eval(compile(ast.Expression(last.value), "cell", "eval"), names)
        bundle, _ = DisplayFormatter().format(value) if value is not None else ({}, {})
    return printed.getvalue() + json.dumps(bundle, default=str)


def _task(change: Change | None) -> tuple[Change | None, dict[Name, str] | str]:
    try:
        return change, says(change)
    except Exception as error:  # a notebook cannot be run with this change
        return change, f"{type(error).__name__}: {error}"


def main() -> int:
    """Try changes until enough have moved something; the answer is the exit status."""
    parser = argparse.ArgumentParser(prog="python -m proof.hangs", description=__doc__)
    parser.add_argument("--count", type=int, default=COUNT)
    parser.add_argument("--workers", type=int, default=2)
    chosen = parser.parse_args()
    os.environ["PYTHONHASHSEED"] = "0"
    known = foretelling()
    moved_in_all, foretold_in_all, missed, tried = 0, 0, 0, 0
    # A run that is no longer wanted ends at once, and not as a command that somebody stopped.
    plainly = (signal.signal, (signal.SIGTERM, signal.SIG_DFL))
    with get_context("fork").Pool(chosen.workers, *plainly, maxtasksperchild=1) as pool:
        answers = pool.imap(_task, [None, *drawn_changes()])
        _, before = next(answers)
        assert isinstance(before, dict), before
        for change, after in answers:
            assert change is not None
            if isinstance(after, str):
                print(f"{change.told}: passed over: {after.splitlines()[0]}", flush=True)
                continue
            moved = {name for name, told in before.items() if after[name] != told}
            if not moved:
                continue
            expected = foretold(known, change)
            tried += 1
            moved_in_all += len(moved)
            foretold_in_all += len(expected)
            missed += len(moved - expected)
            print(f"{change.told}: {len(moved)} moved, {len(expected)} foretold", flush=True)
            for name in sorted(moved - expected):
                print(f"  not foretold: {' '.join(name)}", flush=True)
            if tried == chosen.count:
                break
    share = 100 * (1 - moved_in_all / foretold_in_all) if foretold_in_all else 0
    print(
        f"{tried} changes moved {moved_in_all} values, of which {missed} were not foretold; "
        f"of what was foretold {share:.0f} % did not move"
    )
    return 1 if missed or tried < chosen.count else 0


if __name__ == "__main__":
    sys.exit(run("hangs", main))
