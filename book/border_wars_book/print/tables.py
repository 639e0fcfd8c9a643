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

# In points: the measure upright and turned, a character and a column's gap in either size.
MEASURE, TURNED = 371, 584
CHARACTER, SMALL, GAP = 3.8, 3.3, 6
COMFORTABLE, NARROW = 20, 12  # characters that a column of prose should have, and has to have
LONGEST_WORD = 26  # longer words, addresses mostly, are broken


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


def plan_table(rows: list[list[str]]) -> TablePlan:
    """The smallest change that makes a table fit: none, small type, or a page turned for it."""
    count = max((len(row) for row in rows), default=1)
    whole = [row for row in rows if len(row) == count]
    columns = list(zip(*whole, strict=True))
    least = [min(max(map(_longest_word, column)), LONGEST_WORD) for column in columns]
    most = [max(len(" ".join(text.split())) for text in column) for column in columns]
    ways = (
        ([], MEASURE, CHARACTER, COMFORTABLE),
        (["small-type"], MEASURE, SMALL, COMFORTABLE),
        (["small-type"], MEASURE, SMALL, NARROW),
        (["small-type", "turned"], TURNED, SMALL, NARROW),
    )

    def needed(character: float, ease: int) -> float:
        wanted = [max(low, min(high, ease)) for low, high in zip(least, most, strict=True)]
        return sum(need * character + GAP for need in wanted)

    fitting = (way for way in ways if needed(way[2], way[3]) <= way[1])
    classes, room, character, _ = next(fitting, ways[-1])
    lengths = [sum(map(len, column)) / len(column) for column in columns]
    natural = [high * character + GAP for high in most]
    if sum(natural) <= room:
        shares = [round(width) for width in natural]
    else:
        shares = _shares([low * character + GAP for low in least], lengths, room)
    return TablePlan(list(classes), min(room, max(sum(shares), round(room * 0.5))), shares)


def _longest_word(text: str) -> int:
    """In characters; a no-break space, as in a citation, holds two words together."""
    return max(map(_width, re.split(r"[ \t\n]+", text)), default=1)


def _width(word: str) -> int:
    """Characters of Latin that a word takes the room of: Cyrillic is a quarter wider."""
    return math.ceil(len(word) + 0.25 * sum("\u0400" <= char <= "\u04ff" for char in word))


def _shares(least: list[float], lengths: list[float], room: int) -> list[int]:
    """What each column's longest word needs, and the rest in proportion to what it has to say."""
    spare = max(room - sum(least), 0)
    total = sum(lengths) or 1
    return [round(low + spare * own / total) for low, own in zip(least, lengths, strict=True)]
