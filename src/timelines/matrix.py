"""A figure of columns and rows: cells that say something, or as many squares as are counted.

A cell's colour repeats what it says or where it stands; words are broken before they are cut.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace

from timelines.description import Axis
from timelines.glyphs import Glyph, Part, box
from timelines.media import MARGIN, Metrics
from timelines.scale import Scale
from timelines.scene import (
    LEFT,
    RIGHT,
    Answer,
    Box,
    Boxes,
    Outline,
    Outlines,
    Scene,
    Style,
    Text,
    key_of,
    line,
    lines_of,
    title_of,
)

_ACROSS = 6  # squares of a cell side by side
_FILLED = 0.94  # of a column, by that many
_LARGEST = 13.0  # square
_INSET = 0.02  # of a column, between a cell and its edge
_LETTERS = 12.0  # the size of its words, where those of labels are not smaller
_QUIET = ("muted", "regular")
_STACKED = 300.0  # a plot narrower than this sets the words of a cell one above the other


@dataclass(frozen=True, slots=True)
class Tile:
    """A cell with words, or without them one of the squares of a cell, and what it answers.

    `about` and `row` are as those of an `Answer`.
    """

    fill: str
    group: str
    hover: str
    words: tuple[str, ...] = ()
    ink: str = "ink"
    strong: bool = False
    about: str = ""
    row: int = -1


@dataclass(frozen=True, slots=True)
class Line:
    """A row: its words stand over its cells, each cell as many tiles as it has."""

    words: str
    strong: bool = False
    ruled: bool = False
    cells: tuple[tuple[Tile, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Matrix:
    """The columns with their heads, each of one or two lines, the rows, and the key by role.

    Columns of squares have a fill each.
    """

    title: str
    alt: str
    columns: tuple[tuple[str, ...], ...]
    lines: tuple[Line, ...]
    fills: tuple[str, ...] = ()
    key: tuple[tuple[str, str], ...] = ()


def matrix_scene(matrix: Matrix, metrics: Metrics) -> Scene:
    """The matrix in a medium."""
    return _Composer(matrix, metrics).scene()


class _Composer:
    """One pass over the rows, from the top of the plot."""

    def __init__(self, matrix: Matrix, metrics: Metrics) -> None:
        axis = Axis("number", ((0.0, float(len(matrix.columns))),))
        small, margin = min(metrics.font, _LETTERS), min(metrics.margin, MARGIN)
        metrics = replace(metrics, small=small, margin=margin, outdent=0.0)
        self.matrix, self.metrics = matrix, metrics
        self.made = Scene(metrics, Scale(axis), alt=matrix.alt)
        self.step = metrics.width / len(matrix.columns)
        self.leading = metrics.small * 1.3
        self.cells: dict[str, list[Box]] = defaultdict(list)
        self.squares: dict[int, list[Outline]] = defaultdict(list)
        self.texts: list[Text] = []

    def scene(self) -> Scene:
        made, metrics, y = self.made, self.metrics, 0.0
        for row in self.matrix.lines:
            y = self._heading(row, y)
            if row.cells:
                worded = any(tile.words for cell in row.cells for tile in cell)
                y = self._cells(row, y) if worded else self._squares(row, y)
        made.height = y + metrics.row_gap
        made.items += [Boxes(f"cells-{r}", Style(r), boxes) for r, boxes in self.cells.items()]
        for at, fill in enumerate(self.matrix.fills):
            name, group = f"squares-{fill}", self.matrix.columns[at][0]
            made.items.append(Outlines(name, Style(fill), self.squares[at], group))
        made.items += self.texts
        self._heads()
        entries = [(_swatch(role), words) for words, role in self.matrix.key]
        key, height = key_of(entries, made.height + metrics.pad, metrics)
        made.items += key
        made.bottom = metrics.pad + (height + metrics.pad if entries else 0.0)
        return made

    def _heads(self) -> None:
        """The heads over the plot, by turns on two levels where one would be too full."""
        metrics, columns, counted = self.metrics, self.matrix.columns, bool(self.matrix.fills)
        widths = [max(map(metrics.measure_small, head)) for head in columns]
        levels = 2 if max(widths) + metrics.pad > self.step else 1
        deep = max(map(len, columns)) * self.leading + metrics.row_gap
        title, height = title_of(self.matrix.title, metrics)
        self.made.top = height + levels * deep
        self.made.items += [replace(text, y=text.y - self.made.top) for text in title]
        for at, head in enumerate(columns):
            last = at == len(columns) - 1 and widths[at] > self.step
            place = at + float(last) if counted else at + 0.5
            align = ("end" if last else "start") if counted else "middle"
            foot = -(at % levels) * deep - metrics.row_gap
            for line_at, words in enumerate(head):
                y = foot - (len(head) - line_at - 0.5) * self.leading
                role, weight = ("ink", "semibold") if counted and not line_at else _QUIET
                self.made.items.append(
                    Text((words,), place, y, metrics.small, role, align=align, weight=weight)
                )

    def _heading(self, row: Line, y: float) -> float:
        """The words over a row's cells; where the cells begin."""
        metrics = self.metrics
        if row.ruled:
            rule = line((LEFT, y), (RIGHT, y))
            style = Style(edge="hairline", line=metrics.hair)
            self.made.ground.append(Outlines("rules", style, [rule], closed=False))
        y += metrics.row_gap * (1.6 if row.strong or row.ruled else 0.4)
        role, weight = ("ink", "semibold") if row.strong else _QUIET
        lines = lines_of(row.words, metrics.small, metrics, weight)
        height = len(lines) * self.leading
        words = Text(lines, LEFT, y + height / 2, metrics.small, role, weight=weight)
        self.texts.append(words)
        return y + height + metrics.row_gap * 0.6

    def _cells(self, row: Line, y: float) -> float:
        """A row of cells as wide as their columns; the foot of it."""
        stacked = self.metrics.width < _STACKED
        deepest = max(len(tile.words) if stacked else 1 for cell in row.cells for tile in cell)
        foot = y + deepest * self.leading + self.metrics.row_gap
        for column, tile in ((at, tile) for at, cell in enumerate(row.cells) for tile in cell):
            at = sum(map(len, self.cells.values()))
            answer = Answer(f"cell-{at}", (tile.hover,), about=tile.about, row=tile.row)
            sides = column + _INSET, column + 1 - _INSET
            self.cells[tile.fill].append(Box(*sides, y, foot, answer=answer))
            self.texts.append(
                Text(
                    tile.words if stacked else (" ".join(tile.words),),
                    column + 0.5,
                    (y + foot) / 2,
                    self.metrics.small,
                    tile.ink,
                    align="middle",
                    weight="semibold" if tile.strong else "regular",
                    name=f"row-{at}",
                    group=tile.group,
                    answer=answer,
                )
            )
        return foot + self.metrics.row_gap

    def _squares(self, row: Line, y: float) -> float:
        """A row of squares, so many side by side and the rest below; the foot of it."""
        pitch = _FILLED / _ACROSS
        size = min(pitch * 0.92 * self.step, _LARGEST)
        ring = box(-size / 2, size / 2, size / 2)
        for column, cell in enumerate(row.cells):
            for place, tile in enumerate(cell):
                down, across = divmod(place, _ACROSS)
                at, middle = column + (across + 0.5) * pitch, y + down * size * 1.25 + size / 2
                answer = Answer(tile.hover, (tile.hover,), about=tile.about, row=tile.row)
                outline = Outline((ring,), round(at, 4), middle, answer)
                self.squares[column].append(outline)
        deepest = max(1, *(-(-len(cell) // _ACROSS) for cell in row.cells))
        return y + deepest * size * 1.25 + self.metrics.row_gap


def _swatch(role: str) -> Glyph:
    return Glyph("", (Part(box(0, 3), role, "muted", 0.1),), {}, lambda *_: (), bar=True)
