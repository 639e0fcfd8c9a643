"""A table on paper: its cells as Typst code, and the room that each column gets.

A column of short cells takes what they need; columns of prose share the rest in proportion to what
they have to say. Where the whole would not fit with ease, the type is smaller.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field

from bs4 import BeautifulSoup, NavigableString, Tag
from docutils import nodes

from border_wars_book.print.typst import Code, call, content, string
from timelines.typeface import text_width

MEASURE = 371.0  # points: the width of the text
TYPE, SMALL_TYPE, GAP = 8.4, 7.2, 6.5  # points: either size of type, what stands between columns
SHORT = 11.0  # ems: a longer cell may be broken into lines
EASE = 7.0  # ems that a column of prose should have at least
_SPACE = re.compile(r"\s+")
_LONG_WORD = re.compile(r"[!-~]{15,}")
_JOINT = re.compile(r"(?<=[/_.?&=,])(?=[^/_.?&=,])")


@dataclass(frozen=True)
class Cell:
    """A cell: its content as Typst code, its words, and how far it reaches."""

    code: Code
    words: str
    columns: int = 1
    rows: int = 1
    is_head: bool = False
    is_number: bool = False

    def typst(self) -> Code:
        """The cell as an argument of a table."""
        reach = {"colspan": self.columns, "rowspan": self.rows}
        named: dict[str, object] = {name: n for name, n in reach.items() if n > 1}
        if self.is_number:
            named["align"] = Code("right")
        return call("table.cell", self.code, **named) if named else self.code


@dataclass(frozen=True)
class PrintTable:
    """Rows of cells; the first `heads` rows are repeated on every page."""

    rows: list[list[Cell]]
    heads: int
    names: list[str] = field(default_factory=list)

    def typst(self, caption: str, **named: object) -> Code:
        """The call that sets it, under its caption."""
        small, columns = plan([[cell.words for cell in row] for row in self.rows])
        head = [cell.typst() for row in self.rows[: self.heads] for cell in row]
        body = [cell.typst() for row in self.rows[self.heads :] for cell in row]
        return call(
            "data-table",
            columns=[Code(one) for one in columns],
            head=head,
            body=body,
            caption=Code(caption) if caption else None,
            small=small,
            **named,
        )


def plan(rows: list[list[str]]) -> tuple[bool, list[str]]:
    """Whether the type is small, and the width of each column as Typst says it."""
    count = max((len(row) for row in rows), default=1)
    whole = [row for row in rows if len(row) == count]
    columns = [
        [text_width(" ".join(text.split()), 1.0) for text in column]
        for column in zip(*whole, strict=True)
    ]
    longest = [max(widths, default=0.0) for widths in columns]
    if sum(longest) * TYPE + GAP * count <= MEASURE:
        return False, ["auto"] * count
    needed = sum(min(width, SHORT if width <= SHORT else EASE) for width in longest)
    small = needed * TYPE + GAP * count > MEASURE
    size = SMALL_TYPE if small else TYPE
    if sum(longest) * size + GAP * count <= MEASURE:
        return small, ["auto"] * count
    shares = []
    for widths, most in zip(columns, longest, strict=True):
        mean = sum(widths) / max(len(widths), 1)
        shares.append("auto" if most <= SHORT else f"{math.sqrt(max(mean, 1.0) * most):.1f}fr")
    return small, shares


def breakable(text: str) -> str:
    """Text whose longest words, addresses mostly, may be broken after their signs."""
    return _LONG_WORD.sub(lambda word: _JOINT.sub("\u200b", word[0]), text)


def from_html(node: nodes.table) -> PrintTable:
    """The table of a notebook's output."""
    soup = BeautifulSoup(node["html"], "html.parser")
    rows, heads = [], 0
    for row in soup.find_all("tr"):
        cells = [_html_cell(cell) for cell in row.find_all(["th", "td"], recursive=False)]
        heads += row.find_parent("thead") is not None
        rows.append(cells)
    return PrintTable(rows, heads)


def _html_cell(cell: Tag) -> Cell:
    return Cell(
        content(_inline(child) for child in cell.children),
        cell.get_text(" "),
        int(str(cell.get("colspan", 1))),
        int(str(cell.get("rowspan", 1))),
        cell.name == "th",
        "number" in (cell.get("class") or []),
    )


_MARKS = {
    "em": "emph",
    "i": "emph",
    "strong": "strong",
    "b": "strong",
    "sup": "super",
    "sub": "sub",
}


def _inline(part: object) -> Code:
    """What stands in a cell of an HTML table."""
    if isinstance(part, NavigableString):
        return string(breakable(_SPACE.sub(" ", str(part)))) if str(part) else Code("")
    if not isinstance(part, Tag):
        return Code("")
    if part.name == "br":
        return Code("linebreak()")
    inside = content(_inline(child) for child in part.children)
    if part.get("lang"):
        return call("foreign", str(part["lang"]), inside)
    if part.name == "a" and str(part.get("href", "")).startswith(("http:", "https:")):
        return call("link", str(part["href"]), inside)
    if part.name in _MARKS:
        return call(_MARKS[part.name], inside)
    if part.name == "code":
        return call("code", part.get_text())
    return inside
