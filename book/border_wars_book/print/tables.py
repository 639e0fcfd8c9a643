"""A table on paper: its cells as Typst code, and the room that each column gets.

Each column has room for its longest word, and the rest goes where it makes the table lower. Where
columns would be narrow, the type is smaller.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from bs4 import BeautifulSoup, NavigableString, Tag
from docutils import nodes

from border_wars_book.print.typst import Code, call, content, pieces, running, words
from plain_text.table import is_number
from timelines.media import WIDTH as MEASURE
from timelines.typeface import text_width

WIDE = 422.0  # points: the width of an appendix
TYPE, SMALL_TYPE, GAP = 8.4, 7.2, 6.5  # points: either size of type, what stands between columns
WORD = 9.2  # ems: the longest word that is not broken, a transcription mostly
# From the best down: a size of type, and the ems that a column has at least if its lines have.
WAYS = (
    (TYPE, math.inf),
    (TYPE, 12.0),
    (SMALL_TYPE, math.inf),
    (SMALL_TYPE, 12.0),
    (TYPE, 7.0),
    (SMALL_TYPE, 7.0),
    (SMALL_TYPE, 0.0),
)
NARROWEST, STEP = 9.0, 0.5  # ems: what a column need not be narrower than; room is given so
SQUEEZED = 6.0  # ems: a column of several lines is not made narrower to keep another's line whole
_SPACE = re.compile(r"\s+")
# The end of a range stays with its "to": Typst sets no line of that word alone.
_BETWEEN_WORDS = re.compile(
    r"(?<!\bto)[ \t\n]+|(?<=\bto) (?!\d)|(?<=[\u2e80-\u9fff])|(?=[\u2e80-\u9fff])"
)


@dataclass(frozen=True)
class Cell:
    """A cell: its content as Typst code, its words, and how far it reaches."""

    code: Code
    words: str
    columns: int = 1
    rows: int = 1

    def typst(self) -> Code:
        """The cell as an argument of a table."""
        reach = {"colspan": self.columns, "rowspan": self.rows}
        named = {name: count for name, count in reach.items() if count > 1}
        return call("table.cell", self.code, **named) if named else self.code


@dataclass(frozen=True)
class PrintTable:
    """Rows of cells; the first `heads` rows are repeated on every page."""

    rows: list[list[Cell]]
    heads: int

    def numbers(self) -> list[int]:
        """The columns that hold numbers, which are set to the right."""
        body = [[cell.words.strip() for cell in row] for row in self.rows[self.heads :]]
        count = max(map(len, body), default=0)
        columns = zip(*(row for row in body if len(row) == count), strict=True)
        return [at for at, column in enumerate(columns) if is_number(column)]

    def typst(self, caption: str, measure: float = MEASURE, **named: object) -> Code:
        """The call that sets it in lines of this length, under its caption."""
        told = [[cell.words for cell in row] for row in self.rows]
        small, columns = plan(told, self.heads, measure)
        return call(
            "data-table",
            columns=[Code(one) for one in columns],
            numbers=self.numbers(),
            head=[cell.typst() for row in self.rows[: self.heads] for cell in row],
            body=[cell.typst() for row in self.rows[self.heads :] for cell in row],
            caption=Code(caption) if caption else None,
            small=small,
            **named,
        )


def plan(rows: list[list[str]], heads: int = 0, measure: float = MEASURE) -> tuple[bool, list[str]]:
    """Whether the type is small, and the width of each column as Typst says it.

    The first `heads` rows may be broken into lines at every word; `measure` is the width of all
    columns, in points.
    """
    count = max((len(row) for row in rows), default=1)
    measured = [
        [_widths(text, whole_line=at >= heads) for text in row]
        for at, row in enumerate(rows)
        if len(row) == count
    ]
    columns = list(zip(*measured, strict=True))
    lines = [max(STEP, *(line for line, _ in column)) for column in columns]
    words = [min(max(STEP, *(word for _, word in column)), WORD) for column in columns]
    for size, ease in WAYS:
        least = [min(line, max(word, ease)) for line, word in zip(lines, words, strict=True)]
        room = (measure - GAP * (count - 1)) / size
        if sum(least) <= room:
            break
    if least == lines:
        return size == SMALL_TYPE, ["auto"] * count
    ease = min(ease, NARROWEST)
    least = [min(line, max(word, ease)) for line, word in zip(lines, words, strict=True)]
    whole = [line if line <= NARROWEST else low for line, low in zip(lines, least, strict=True)]
    body = [[line for line, _ in row] for row in measured[heads:]]
    shares = _shared(whole, lines, body, room)
    if sum(whole) > room or any(map(_squeezed, shares, lines)):
        shares = _shared(least, lines, body, room)
    return size == SMALL_TYPE, [f"{share * size:.1f}pt" for share in shares]


def _widths(text: str, whole_line: bool) -> tuple[float, float]:
    """A cell's text on one line, or as narrow as may be, and its longest word, in ems."""
    longest = max(
        (text_width(part, 1.0) for word in _BETWEEN_WORDS.split(text) for part in pieces(word)),
        default=0.0,
    )
    return (text_width(" ".join(text.split()), 1.0) if whole_line else longest), longest


def _shared(
    least: list[float], most: list[float], rows: list[list[float]], room: float
) -> list[float]:
    """What each column must have, and the rest step by step to that which makes the rows lowest.

    A row is as high as its longest text, by its width on one line, needs lines in its column.
    """
    widths = list(least)

    def height(at: int, step: float) -> float:
        tried = [width + step * (at == other) for other, width in enumerate(widths)]
        return sum(max(1.0, *(a / b for a, b in zip(row, tried, strict=True))) for row in rows)

    while (step := min(STEP, room - sum(widths))) > 0.01:
        growing = [at for at, width in enumerate(widths) if most[at] - width > 0.01]
        if not growing:
            break
        lowest = min(growing, key=lambda at: (height(at, step), widths[at] / most[at]))
        widths[lowest] = min(widths[lowest] + step, most[lowest])
    return [width * room / max(sum(widths), room) for width in widths]


def _squeezed(width: float, line: float) -> bool:
    return width < min(line, SQUEEZED) - 0.01


def from_html(node: nodes.table) -> PrintTable:
    """The table of a notebook's output."""
    soup = BeautifulSoup(node["html"], "html.parser")
    rows, heads = [], 0
    for row in soup.find_all("tr"):
        heads += row.find_parent("thead") is not None
        rows.append([_html_cell(cell) for cell in row.find_all(["th", "td"], recursive=False)])
    return PrintTable(rows, heads)


def _html_cell(cell: Tag) -> Cell:
    return Cell(
        content(_inline(child) for child in cell.children),
        cell.get_text(" "),
        int(str(cell.get("colspan", 1))),
        int(str(cell.get("rowspan", 1))),
    )


_MARKS = {"em": "emph", "strong": "strong", "b": "strong", "sup": "super", "sub": "sub"}


def _inline(part: object) -> Code:
    """What stands in a cell of an HTML table."""
    if isinstance(part, NavigableString):
        return running(_SPACE.sub(" ", part))
    if not isinstance(part, Tag):
        return Code("")
    if part.name == "br":
        return Code("linebreak()")
    inside = content(_inline(child) for child in part.children)
    if part.get("lang"):
        return call("foreign", str(part["lang"]), inside)
    if part.name == "a" and str(part.get("href", "")).startswith(("http:", "https:")):
        return call("web", str(part["href"]), inside)
    if part.name in _MARKS:
        return call(_MARKS[part.name], inside)
    if part.name == "code":
        return call("code", words(part.get_text()))
    return inside
