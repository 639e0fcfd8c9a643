"""Mutants of the record: in a row that was read one value is another, as a slip would make it.

A day, an hour or a digit is another one; a term, a source or a reference is one that another row
has; two letters of a name change places, a word of a quotation is lost. What is our own text
(summaries, definitions, notes) is not touched, for it has no source to differ from.
"""

from __future__ import annotations

import csv
import io
import json
import random
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from proof.mutants.mutant import SEED, Mutant, drawn

__all__ = ["sample"]

_DAY = re.compile(r"\d{4}(-\d{2}){0,2}")
# How this record sorts its rows: no source prints that.
_SORTING = set(
    "evidence kind place-kind line-kind lane extent reading-standing rank relation".split()
)
_OF_OTHER_ROWS = set(
    "said_by clock place event parent person subject from_place to_place before after".split()
)
_NAMES = {"name", "own_name", "transliteration", "office"}
_WORDS = {"quote"}
_HOURS, _LAST_DAY = 24, 28


@dataclass(frozen=True)
class _Table:
    path: str
    fields: Mapping[str, Mapping[str, Any]]
    rows: list[dict[str, str]]

    @cached_property
    def named(self) -> dict[str, dict[str, str]]:
        """The rows that were read, by id or else by their first two cells."""
        key = ["id"] if "id" in self.fields else list(self.fields)[:2]
        named: dict[str, dict[str, str]] = {}
        for row in self.rows:
            name = ":".join(row[column] for column in key)
            while name in named:
                name += "+"
            named[name] = row
        return {name: row for name, row in named.items() if row["evidence"] == "read"}

    def with_cell(self, row: dict[str, str], column: str, text: str) -> str:
        """The file with another text in a cell."""
        file = io.StringIO()
        writer = csv.DictWriter(file, list(self.fields), lineterminator="\n")
        writer.writeheader()
        writer.writerows(row | {column: text} if one is row else one for one in self.rows)
        return file.getvalue()


def sample(root: Path, count: int) -> list[Mutant]:
    """As many mutants of the record, half of them in rows of which a text prints something."""
    tables = list(_tables(root))
    printed = _with_witness(root)
    rows = {
        f"{table.path}:{name}": (table, name, row)
        for table in tables
        for name, row in table.named.items()
    }
    bare = [name for name in rows if name not in printed]
    chosen = drawn(rows.keys() & printed, count - count // 2) + drawn(bare, count // 2)
    return [_changed(*rows[name], name in printed) for name in chosen]


def _tables(root: Path) -> Iterator[_Table]:
    descriptor = json.loads((root / "data" / "datapackage.json").read_text("utf-8"))
    for resource in descriptor["resources"]:
        fields = {field["name"]: field for field in resource.get("schema", {}).get("fields", ())}
        if "evidence" in fields and {"id", "sources"} & fields.keys():
            yield _Table(
                f"data/{resource['path']}", fields, _rows(root / "data" / resource["path"])
            )


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _with_witness(root: Path) -> set[str]:
    """The rows of which an extract has words or a number, and not only a place."""
    return {
        f"data/{row['table']}.csv:{row['row']}"
        for row in _rows(root / "data" / "extracts.csv")
        if row["words"] or row["low"] or row["high"]
    }


def _changed(table: _Table, name: str, row: dict[str, str], witness: bool) -> Mutant:
    chance = random.Random(f"{SEED} {table.path} {name}")
    columns = list(table.fields)
    chance.shuffle(columns)
    for column in columns:
        text = row[column]
        made = text and _another(table, column, text, chance)
        if made and made != text:
            return Mutant(
                name=f"{table.path}:{name}:{column}",
                path=table.path,
                told=f"{_short(text)} -> {_short(made)}",
                text=table.with_cell(row, column, made),
                witness=witness,
            )
    raise ValueError(f"{table.path}: nothing in row {name} can be changed")


def _short(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:37]}..."


def _another(table: _Table, column: str, text: str, chance: random.Random) -> str:
    """Another value for a cell of this column; "" where the column is not one to change."""
    field = table.fields[column]
    role, term = field.get("role", ""), field.get("vocabulary", "")
    if role.startswith("edtf"):
        return _other_day(text, chance)
    if role == "time":
        return f"{(int(text[:2]) + chance.choice((1, 2, 12))) % _HOURS:02}{text[2:]}"
    if field["type"] in ("number", "integer"):
        return _other_digit(text, chance)
    if column in _WORDS:
        return _a_word_less(text, chance)
    if column in _NAMES:
        return _two_exchanged(text, chance)
    if (term and term not in _SORTING) or column in {*_OF_OTHER_ROWS, "sources"}:
        return _of_another_row(table, column, text, chance)
    return ""


def _of_another_row(table: _Table, column: str, text: str, chance: random.Random) -> str:
    """One value of the cell, or of sources the first, on which the row rests, is another row's."""
    separator = table.fields[column].get("separator") or "\n"
    had = text.split(separator)
    others = sorted(
        {one for row in table.rows for one in row[column].split(separator)} - {*had, ""}
    )
    if not others:
        return ""
    had[0 if column == "sources" else chance.randrange(len(had))] = chance.choice(others)
    return separator.join(had)


def _other_day(text: str, chance: random.Random) -> str:
    found = _DAY.search(text)
    if found is None:
        return ""
    *before, last = found[0].split("-")
    most = {0: 9999, 1: 12, 2: _LAST_DAY}[len(before)]
    other = int(last) + chance.choice((-1, 1))
    if not 1 <= other <= most:
        other = int(last) - 1 if int(last) > 1 else int(last) + 1
    day = "-".join([*before, f"{other:0{len(last)}}"])
    return text[: found.start()] + day + text[found.end() :]


def _other_digit(text: str, chance: random.Random) -> str:
    """One digit is another one, before the point or just behind it: the rest is no accuracy."""
    whole, _, _ = text.partition(".")
    places = [at for at, sign in enumerate(text[: len(whole) + 2]) if sign.isdigit()]
    at = chance.choice(places)
    first = at == places[0] and len(places) > 1
    digits = [digit for digit in "0123456789" if digit != text[at] and not (first and digit == "0")]
    return text[:at] + chance.choice(digits) + text[at + 1 :]


def _two_exchanged(text: str, chance: random.Random) -> str:
    places = [at for at in range(len(text) - 1) if _letters(text[at : at + 2])]
    if not places:
        return ""
    at = chance.choice(places)
    return text[:at] + text[at + 1] + text[at] + text[at + 2 :]


def _letters(two: str) -> bool:
    return two.isalpha() and two[0] != two[1] and two[0].islower() == two[1].islower()


def _a_word_less(text: str, chance: random.Random) -> str:
    words = text.split(" ")
    if len(words) > 1:
        del words[chance.randrange(len(words))]
        return " ".join(words)
    return _two_exchanged(text, chance)
