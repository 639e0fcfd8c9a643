"""Extracts bear a row out: what a source prints, where in it, and on whose account.

An extract is a second witness of a value: it was taken from the text by itself and not from the
row, so that a slip of the row shows as a difference between the two.
"""

from __future__ import annotations

from collections.abc import Iterator

from historical_record.cells import Cells
from historical_record.problems import Problem
from historical_record.record import Record
from historical_record.rules.evidence import is_longer

__all__ = ["WORDS_LIMIT", "check_extracts", "check_staters"]

WORDS_LIMIT = 25
"""Words of a source that an extract prints are at most this many."""
DOCUMENT = "primary"
"""The grade of what is cited by document, article or paragraph: treaties and document series."""

_REPEATS = "repeats"


def check_extracts(record: Record) -> Iterator[Problem]:
    """Each extract is of a source of its row, says on whose account, and agrees with the row."""
    extracts = record.tables.get("extracts")
    if extracts is None:
        return
    grades = {row.get("key", ""): row.get("grade") for row in record.tables["sources"].rows}
    of_tables: dict[str, dict[str, dict[str, str]]] = {}
    for index, row in enumerate(extracts.rows):
        table = record.tables.get(row.get("table", ""))
        if table is None or "id" not in table.table.column_names:
            continue  # no term of the vocabulary, which is told of every column
        if table.table.name not in of_tables:
            of_tables[table.table.name] = {of.get("id", ""): of for of in reversed(table.rows)}
        borne_out = of_tables[table.table.name].get(row.get("row", ""))
        if borne_out is None:
            if table.whole:
                message = f"no row of {table.table.file} has this id"
                yield extracts.problem(index, "row", message)
            continue
        yield from _of_its_row(extracts, index, borne_out)
        yield from _as_printed(extracts, index, grades.get(row.get("work", "")))


def _of_its_row(extracts: Cells, index: int, of: dict[str, str]) -> Iterator[Problem]:
    row = extracts.rows[index]
    if "sources" in of and row.get("work") and row["work"] not in Record.items(of, "sources"):
        message = f"is not among the sources of {row['row']}"
        yield extracts.problem(index, "work", message)
    ends = [end for end in ("low", "high") if end in of]
    if not (row.get("low") or row.get("high")):
        return
    differ = [end for end in ends if row.get(end) != of[end]]
    if "unit" in of and row.get("unit") != of["unit"] and not (row.get("note") and differ):
        message = f"the row is in {of['unit']}: expected the same, or another number and a note"
        yield extracts.problem(index, "unit", message)
    if not row.get("note"):
        for end in differ:
            found = of[end] or "blank"
            message = f"the row has {found}: expected the same, or a note that says why"
            yield extracts.problem(index, end, message)


def _as_printed(extracts: Cells, index: int, grade: str | None) -> Iterator[Problem]:
    row = extracts.rows[index]
    words, numbers = row.get("words", ""), [row.get("low", ""), row.get("high", "")]
    if is_longer(words, WORDS_LIMIT):
        yield extracts.problem(index, "words", f"more than {WORDS_LIMIT} words: expected fewer")
    if any(numbers) != bool(row.get("unit")):
        message = "a number and its unit stand together: expected both or neither"
        yield extracts.problem(index, "unit", message)
    if not (words or any(numbers) or row.get("place")):
        message = "blank, and nothing printed: expected a place, words or a number"
        yield extracts.problem(index, "place", message)
    if grade == DOCUMENT and not row.get("place"):
        message = "blank: a document is cited by its number, article or paragraph"
        yield extracts.problem(index, "place", message)
    if (words or any(numbers)) and not row.get("gives"):
        message = "blank: what is printed is stated by the work or repeated from another"
        yield extracts.problem(index, "gives", message)
    if (row.get("gives") == _REPEATS) != bool(row.get("repeated")):
        message = "whom a work repeats is named where it repeats, and only there"
        yield extracts.problem(index, "repeated", message)


def check_staters(record: Record) -> Iterator[Problem]:
    """A figure is not said by the work that repeats it, where nothing states it."""
    extracts = record.tables.get("extracts")
    if extracts is None:
        return
    given: dict[str, list[dict[str, str]]] = {}
    for row in extracts.rows:
        if row.get("table") == "figures" and row.get("gives"):
            given.setdefault(row.get("row", ""), []).append(row)
    figures = record.tables["figures"]
    for index, row in enumerate(figures.rows):
        seen = given.get(row.get("id", ""), [])
        if not seen or any(extract["gives"] != _REPEATS for extract in seen):
            continue
        repeated = {extract.get("repeated", "") for extract in seen}
        if not any(whom and whom in row.get("said_by", "") for whom in repeated):
            message = f"only repeats: expected whom it repeats, {' or '.join(sorted(repeated))}"
            yield figures.problem(index, "said_by", message)
