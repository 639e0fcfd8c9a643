"""A small table to be read: text and numbers, or cells that cite, link and can be linked to.

A table of plain cells is shown as HTML, as a page and a screen reader want it: each head says which
way it reaches, a column of numbers is marked so that it can be aligned, an hour under the hour of
another row knows whose day it shares, a column in another language says so. A cell that is a list
holds paragraphs of Markdown, made by `plain_text.myst`: then the whole is shown as MyST, for the
book to read, since HTML would pass by its citations and targets. What comes from data is text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html import escape

from plain_text.myst import escaped, list_table

__all__ = ["Table", "is_number"]

_NUMBER = re.compile(r"^[\s≈~<>≤≥+\-−–]*\d[\d\s,.   ]*(?:[–-]\s*\d[\d,.  ]*)?%?$")
_HOUR = re.compile(r"^(?:[a-z]+\s)?\d\d:\d\d(?::\d\d)?$")
_HOUR_AND_DAY = re.compile(r"\d\d:\d\d(?::\d\d)?,\s(\d{1,2}\s[A-Z][a-z]+(?:\s\d{4})?)$")
_BLANK = {"", "–", "—"}


def is_number(texts: Sequence[str]) -> bool:
    """Whether a column holds numbers and ranges of numbers alone; blank cells do not count."""
    told = [text for text in texts if text not in _BLANK]
    return bool(told) and all(map(_NUMBER.match, told))


@dataclass(frozen=True, eq=False, repr=False)
class Table:
    """Columns and rows; ``widths`` are shares, one a column, of a table that is shown as MyST, and
    ``name`` is what links lead to there.

    ``languages`` gives the language (BCP 47) of the columns that are not in English. ValueError
    where there is no column, or a row, the widths or the languages do not fit the columns.
    """

    columns: Sequence[str]
    rows: Sequence[Sequence[object]]
    caption: str = ""
    widths: Sequence[int] = ()
    languages: Mapping[str, str] = field(default_factory=dict)
    name: str = ""

    def __post_init__(self) -> None:
        count = len(self.columns)
        if not count:
            raise ValueError("a table without columns: expected at least one")
        if self.widths and len(self.widths) != count:
            raise ValueError(f"{len(self.widths)} widths for {count} columns")
        if unknown := set(self.languages) - set(self.columns):
            raise ValueError(f"languages of columns that are not there: {', '.join(unknown)}")
        if odd := next((row for row in self.rows if len(row) != count), None):
            raise ValueError(f"{len(odd)} cells for {count} columns")

    @property
    def is_marked(self) -> bool:
        """Whether any cell is Markdown."""
        return any(isinstance(cell, list) for row in self.rows for cell in row)

    def __repr__(self) -> str:
        if self.is_marked:
            return f"<Table of {len(self.rows)} rows: {', '.join(self.columns)}>"
        lines = [[_head(name) for name in self.columns], *(map(_text, row) for row in self.rows)]
        return "\n".join(" | ".join(line) for line in lines)

    @property
    def myst(self) -> str:
        """The table as MyST markdown; its plain cells are escaped."""
        rows = [
            [cell if isinstance(cell, list) else [escaped(_text(cell))] for cell in row]
            for row in self.rows
        ]
        table = list_table(self.columns, self.widths or [1] * len(self.columns), rows)
        head, rest = table.split("\n", 1)
        named = f":name: {self.name}\n" if self.name else ""
        return f"{head} {self.caption}".rstrip() + "\n" + named + rest

    def _repr_markdown_(self) -> str | None:
        return self.myst if self.is_marked else None

    def _repr_html_(self) -> str | None:
        if self.is_marked:
            return None
        heads, columns = [], []
        for at, name in enumerate(self.columns):
            texts = [_text(row[at]) for row in self.rows]
            given = f' lang="{escape(self.languages[name])}"' if name in self.languages else ""
            given += ' class="number"' if is_number(texts) else ""
            number = ' class="number"' if is_number(texts) else ""
            heads.append(f'<th scope="col"{number}>{escape(_head(name))}</th>')
            columns.append(
                [
                    f"<td{given}{day}>{escape(text)}</td>"
                    for text, day in zip(texts, _days(texts), strict=True)
                ]
            )
        body = "\n".join(f"<tr>{''.join(row)}</tr>" for row in zip(*columns, strict=True))
        return (
            f'<table class="data">\n<thead><tr>{"".join(heads)}</tr></thead>\n'
            f"<tbody>\n{body}\n</tbody>\n</table>"
        )


def _head(name: str) -> str:
    return name[:1].upper() + name[1:]


def _text(cell: object) -> str:
    return "" if cell is None or cell != cell else str(cell)  # not a number is not itself


def _days(texts: Sequence[str]) -> list[str]:
    """For an hour alone the day of the hour above it, for a row that is read alone."""
    day, found = "", []
    for text in texts:
        if told := _HOUR_AND_DAY.search(text):
            day = told[1]
        alone = day and not told and _HOUR.match(text)
        found.append(f' data-day="{escape(day)}"' if alone else "")
    return found
