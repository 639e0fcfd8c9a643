"""Room for a table on paper: the width of each column, small type, a turned page.

The widths are planned here, from the lengths of the words, and handed to WeasyPrint as a fixed
layout.  Left to find them itself it would measure every cell of a table once a page, which took
six times as long as setting the table.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from bs4 import BeautifulSoup
from docutils import nodes

from timelines.typeface import text_width

# In points: the measure upright and turned, either size of type (print.css), a column's gap.
MEASURE, TURNED = 371, 584
TYPE, SMALL_TYPE, GAP = 8.4, 7.2, 6.5
# In ems, some twenty, twelve and twenty characters: what a column of prose should have and has to
# have; longer words, addresses and transcriptions mostly, are broken.
COMFORTABLE, NARROW, LONGEST_WORD = 9.0, 5.4, 9.2
_BETWEEN_WORDS = re.compile(r"[ \t\n]+|(?<=[\u2e80-\u9fff])|(?=[\u2e80-\u9fff])")


@dataclass(frozen=True)
class TablePlan:
    """Classes that set type and page, the width in points, and the columns' shares of it."""

    classes: list[str]
    width: int
    shares: list[int]

    def columns_html(self) -> str:
        """`<colgroup>` with the shares as per cent."""
        total = sum(self.shares) or 1
        columns = "".join(f'<col style="width:{share / total:.2%}">' for share in self.shares)
        return f"<colgroup>{columns}</colgroup>"


def cells_of(node: nodes.table) -> list[list[str]]:
    """The text of a table, row by row."""
    if "html" in node:
        rows = BeautifulSoup(node["html"], "html.parser").find_all("tr")
        return [[cell.get_text(" ") for cell in row.find_all(["th", "td"])] for row in rows]
    return [[cell.astext() for cell in row.findall(nodes.entry)] for row in node.findall(nodes.row)]


def turn_headings(doctree: nodes.document) -> None:
    """A heading goes with the turned table that it stands over, not alone on the page before."""
    for table in doctree.findall(nodes.table):
        title = _title_over(table)
        if title is not None and "turned" in plan_table(cells_of(table)).classes:
            title["classes"].append("turned-with-table")
            table["classes"].append("with-heading")


def _title_over(node: nodes.Element) -> nodes.title | None:
    """The title of the section that the table opens, if it does; code is not printed."""
    while node.parent is not None:
        before = [
            other
            for other in node.parent.children[: node.parent.index(node)]
            if not isinstance(other, nodes.Invisible)
            and "cell_input" not in other.get("classes", [])
        ]
        if before:
            return before[-1] if isinstance(before[-1], nodes.title) else None
        node = node.parent
    return None


def plan_table(rows: list[list[str]]) -> TablePlan:
    """The smallest change that makes a table fit: none, small type, or a page turned for it."""
    count = max((len(row) for row in rows), default=1)
    whole = [row for row in rows if len(row) == count]
    columns = list(zip(*whole, strict=True))
    heads = [True] + [False] * (len(whole) - 1)
    least = [
        min(max(map(_longest_word, column, heads)), LONGEST_WORD) if column else 0.0
        for column in columns
    ]
    most = [max(map(_line, column, heads)) for column in columns]
    ways = (
        ([], MEASURE, TYPE, COMFORTABLE),
        (["small-type"], MEASURE, SMALL_TYPE, COMFORTABLE),
        (["small-type"], MEASURE, SMALL_TYPE, NARROW),
        (["small-type", "turned"], TURNED, SMALL_TYPE, NARROW),
    )

    def needed(size: float, ease: float) -> float:
        wanted = [max(low, min(high, ease)) for low, high in zip(least, most, strict=True)]
        return sum(need * size + GAP for need in wanted)

    fitting = (way for way in ways if needed(way[2], way[3]) <= way[1])
    classes, room, size, _ = next(fitting, ways[-1])
    lengths = [sum(map(len, column)) / len(column) for column in columns]
    natural = [high * size + GAP for high in most]
    if sum(natural) <= room:
        shares = [math.ceil(width) for width in natural]
    else:
        shares = _shares([low * size + GAP for low in least], lengths, room)
    return TablePlan(list(classes), min(room, max(sum(shares), round(room * 0.5))), shares)


def _line(text: str, head: bool) -> float:
    """The width of a cell's text on one line, in ems; heads are semibold."""
    return text_width(" ".join(text.split()), 1.0, "semibold" if head else "regular")


def _longest_word(text: str, head: bool) -> float:
    """In ems.  A no-break space, as in a citation, holds two words together."""
    weight = "semibold" if head else "regular"
    return max((text_width(word, 1.0, weight) for word in _BETWEEN_WORDS.split(text)), default=0.0)


def _shares(least: list[float], lengths: list[float], room: int) -> list[int]:
    """What each column's longest word needs, and the rest in proportion to what it has to say."""
    spare = max(room - sum(least), 0)
    total = sum(lengths) or 1
    return [round(low + spare * own / total) for low, own in zip(least, lengths, strict=True)]
