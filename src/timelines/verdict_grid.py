"""The heat map of a sensitivity grid: a claim about an interval, one cell for each combination.

Rows are pairs of a start and an end, grouped by start; columns are clocks. A cell says in words
how far apart the two civil dates are on that clock, and is filled where the claim holds, so that
the colour repeats what the text says. One arrangement, drawn with matplotlib for print and as the
still picture of the page, and with plotly on the screen.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, ClassVar

import pandas as pd
from matplotlib.backends.backend_agg import FigureCanvasAgg

from historical_time.words import date_text
from timelines import typeface as fonts
from timelines.description import TimelineError
from timelines.figure import DrawnFigure
from timelines.key import swatch
from timelines.labels import wrap
from timelines.palette import LIGHT, colour
from timelines.pen import Pen
from timelines.screen import Spec, as_typed, levels, screen_metrics
from timelines.surround import note, title_height, title_lines, title_notes
from timelines.svg import PrintFigure, defaults

HOLDS, FAILS, UNDECIDED = "holds", "does not hold", "undecided"
_FILL = {HOLDS: "full-petrol", FAILS: "band", UNDECIDED: "pale-ochre"}
_TEXT = {HOLDS: "on-mark", FAILS: "ink", UNDECIDED: "ink"}
_WIDTH, _MARGIN, _HEAD = 518.4, 11.0, 20.0
_GROUP, _LABEL, _CELL, _GAP = 21.0, 14.0, 21.0, 4.0
_INSET = 1.5  # between a cell and the edge of its column
_SIZE, _LINE, _SIDE = 12.0, 17.0, 9  # pixels, on the screen
_IN_GRID = {"xref": "x", "yref": "y", "xshift": 0, "yanchor": "middle"}


@dataclass(frozen=True)
class _Cell:
    """One combination: the column, the top of its row, what it says and how it is judged."""

    column: int
    top: float
    words: str
    verdict: str
    hover: str


# Headings, row labels, cells.
_Arranged = tuple[list[tuple[float, str]], list[tuple[float, str]], list[_Cell]]


@dataclass(frozen=True, eq=False)
class VerdictGrid(DrawnFigure):
    """A grid from `Dataset.sensitivity` with one reading each, judged by one of its conventions.

    `names` gives readers' words for the ids of starts, ends and clocks; ids without one stand as
    they are. TimelineError for an empty grid, an unknown convention, or two rows for one cell.
    """

    grid: pd.DataFrame
    convention: str = "exact_by_date"
    names: Mapping[str, str] | None = None
    title: str = ""
    caption: str = ""
    kind: ClassVar[str] = "verdict-grid"

    def __post_init__(self) -> None:
        if self.grid.empty:
            raise TimelineError("an empty grid: expected at least one combination")
        if self.convention not in self.grid:
            raise TimelineError(f"convention {self.convention!r}: expected a column of the grid")
        repeated = self.grid.duplicated(["start", "end", "clock"])
        if repeated.any():
            row = self.grid.loc[repeated.idxmax(), ["start", "end", "clock"]]
            raise TimelineError(f"more than one row for {', '.join(row)}: choose one reading each")

    def table(self) -> pd.DataFrame:
        """A row for each pair of start and end, a column for each clock, cells as drawn."""
        frame = self.grid.assign(
            said=[_apart(row) for row in self.grid.itertuples()],
            start=self.grid["start"].map(self._name),
            end=self.grid["end"].map(self._name),
            clock=self.grid["clock"].map(self._name),
        )
        wide = frame.pivot(index=["start", "end"], columns="clock", values="said")
        order = list(dict.fromkeys(zip(frame["start"], frame["end"], strict=True)))
        return wide.loc[order, list(dict.fromkeys(frame["clock"]))]

    def alt_text(self) -> str:
        """How many combinations hold, and where they do not on any or hold on every clock."""
        holds = self.grid[self.convention].fillna(False).astype(bool)
        words = [f"Grid of {len(self.grid)} combinations; the claim holds in {int(holds.sum())}."]
        for column, said in (("start", "from"), ("clock", "on the clock of")):
            share = holds.groupby(self.grid[column], sort=False).agg(["sum", "size"])
            counts = [
                f"{said} {self._name(name)} {int(row['sum'])} of {int(row['size'])}"
                for name, row in share.iterrows()
            ]
            words.append("It holds " + ", ".join(counts) + ".")
        return " ".join(words)

    def static(self, *, width: float = _WIDTH, mode: str = LIGHT) -> PrintFigure:
        """The grid for print, a matplotlib figure `width` points wide."""
        fonts.register()
        with defaults():
            return self._draw(width, mode)

    def _name(self, key: str) -> str:
        return (self.names or {}).get(key, key)

    @cached_property
    def _clocks(self) -> list[str]:
        return list(dict.fromkeys(self.grid["clock"]))

    @cached_property
    def _arranged(self) -> _Arranged:
        return self._arrange(lambda text: 1)

    def _arrange(self, lines_of: Callable[[str], int]) -> _Arranged:
        """Headings, row labels and cells with the height of each, from the top of the grid."""
        headings: list[tuple[float, str]] = []
        labels: list[tuple[float, str]] = []
        cells: list[_Cell] = []
        top = _HEAD
        for start, group in self.grid.groupby("start", sort=False):
            more = (lines_of(self._name(start)) - 1) * _LABEL
            headings.append((top + _GROUP * 0.6 + more / 2, self._name(start)))
            top += _GROUP + more
            for end, rows in group.groupby("end", sort=False):
                label = f"to {self._name(end)}"
                height = lines_of(label) * _LABEL
                labels.append((top + height / 2, label))
                top += height
                cells += [self._cell(row, top) for row in rows.itertuples()]
                top += _CELL + _GAP
            top += _GAP
        return headings, labels, cells

    def _cell(self, row: Any, top: float) -> _Cell:
        judged = getattr(row, self.convention)
        verdict = UNDECIDED if pd.isna(judged) else (HOLDS if judged else FAILS)
        hover = (
            f"{self._name(row.start)} to {self._name(row.end)}, {self._name(row.clock)}: "
            f"{_day(row.start_date)} to {_day(row.end_date)}, {verdict}"
        )
        return _Cell(self._clocks.index(row.clock), top, _apart(row), verdict, hover)

    @property
    def _height(self) -> float:
        return max(cell.top for cell in self._arranged[2]) + _CELL + 2 * _GAP

    def _key(self) -> list[str]:
        found = {cell.verdict for cell in self._arranged[2]}
        return [verdict for verdict in (HOLDS, FAILS, UNDECIDED) if verdict in found]

    def _draw(self, width: float, mode: str) -> PrintFigure:
        headings, labels, cells = self._arranged
        top = 24.0 if self.title else 4.0
        height = top + self._height + 22.0
        figure = PrintFigure(figsize=(width / 72, height / 72), dpi=72)
        FigureCanvasAgg(figure)
        figure.set_facecolor(colour("paper", mode))
        axes = figure.add_axes((0, 0, 1, 1), xlim=(0, width), ylim=(height, 0))
        axes.set_axis_off()
        pen = Pen(axes, mode)
        step = (width - 2 * _MARGIN) / len(self._clocks)
        pen.text(_MARGIN, 11.0, self.title, 11.0, "ink", weight="semibold")
        for column, clock in enumerate(self._clocks):
            middle = _MARGIN + (column + 0.5) * step
            pen.text(middle, top + _HEAD / 2, self._name(clock), 8.4, "muted", align="middle")
        for y, words in headings:
            pen.text(_MARGIN, top + y, words, 8.8, "ink", weight="semibold")
        for y, words in labels:
            pen.text(_MARGIN, top + y, words, 8.0, "muted")
        for verdict, role in _FILL.items():
            boxes = [_box(cell, step, top) for cell in cells if cell.verdict == verdict]
            pen.fill(boxes, role, gid=f"cells-{role}")
        for at, cell in enumerate(cells):
            middle = _MARGIN + (cell.column + 0.5) * step
            y = top + cell.top + _CELL / 2
            weight = "semibold" if cell.verdict == HOLDS else "regular"
            role, gid = _TEXT[cell.verdict], f"row-{at}"
            pen.text(middle, y, cell.words, 8.0, role, weight=weight, align="middle", gid=gid)
        x = _MARGIN
        for verdict in self._key():
            y = height - 12.0
            pen.fill([(x, y - 5, x + 14, y + 5)], _FILL[verdict])
            pen.text(x + 18, y, verdict, 8.0, "muted")
            x += 30 + fonts.text_width(verdict, 8.0)
        figure.alt = self.alt_text()
        figure.row_words = [(f"cell-{at}", cell.hover) for at, cell in enumerate(cells)]
        return figure

    def _on_screen(self, mode: str, *, wide: bool) -> tuple[list[Spec], Spec]:
        metrics = replace(screen_metrics(wide=wide), font=_SIZE)
        headings, labels, cells = self._arrange(
            lambda text: len(wrap(text, metrics.width, metrics))
        )
        scale = 1.45 if wide else 1.65  # pixels for a point of print; words on two lines on a phone
        step = metrics.width / len(self._clocks)
        inset = _INSET * len(self._clocks) / (_WIDTH - 2 * _MARGIN)
        ink, muted = colour("ink", mode), colour("muted", mode)
        shapes = [_ground(cell, inset, mode) for cell in cells]
        notes = [
            note(text, _SIZE, shade) | _IN_GRID | {"y": y - 2}
            for places, shade, bold in ((headings, ink, True), (labels, muted, False))
            for y, words in places
            for text in [_bold(wrap(words, metrics.width, metrics), bold)]
        ]
        names = [self._name(clock) for clock in self._clocks]
        rises = levels([metrics.measure(name) for name in names], step)
        title = title_lines(self.title, metrics)
        top = round(title_height(title) + (max(rises) + 1) * _LINE)
        notes += title_notes(title, top, 0)
        for column, (name, rise) in enumerate(zip(names, rises, strict=True)):
            head = {"x": column + 0.5, "y": _HEAD, "xanchor": "center", "yshift": rise * _LINE}
            notes.append(
                note(as_typed(name), _SIZE, muted) | _IN_GRID | head | {"yanchor": "bottom"}
            )
        left = 0.0
        for verdict in self._key():
            shapes.append(swatch(colour(_FILL[verdict], mode), left, 12, mode))
            place = {"y": 0, "yanchor": "middle", "yshift": -12, "xshift": left + 25}
            notes.append(note(verdict, _SIZE, muted) | place)
            left += 40 + metrics.measure(verdict)
        said = as_typed if wide else _lines
        data = [
            _words([cell for cell in cells if cell.verdict == verdict], verdict, said, mode)
            for verdict in self._key()
        ]
        bottom = max(cell.top for cell in cells) + _CELL + _GAP
        height = round((bottom - _HEAD) * scale)
        layout = {
            "height": top + height + 26,
            "margin": {"l": _SIDE, "r": _SIDE, "t": top, "b": 26},
            "xaxis": {"visible": False, "range": [0, len(self._clocks)], "fixedrange": True},
            "yaxis": {"visible": False, "range": [bottom, _HEAD], "fixedrange": True},
            "shapes": shapes,
            "annotations": notes,
        }
        return data, layout

    def _table_rows(self) -> list[list[str]]:
        frame = self.table()
        rows = zip(frame.index, frame.to_numpy().tolist(), strict=True)
        return [["From", "To", *frame.columns], *([*pair, *said] for pair, said in rows)]


def _box(cell: _Cell, step: float, top: float) -> tuple[float, float, float, float]:
    left, y = _MARGIN + cell.column * step, top + cell.top
    return left + _INSET, y, left + step - _INSET, y + _CELL


def _ground(cell: _Cell, inset: float, mode: str) -> Spec:
    """What a cell stands on, on the screen."""
    return {
        "type": "rect",
        "xref": "x",
        "yref": "y",
        "x0": round(cell.column + inset, 4),
        "x1": round(cell.column + 1 - inset, 4),
        "y0": cell.top,
        "y1": cell.top + _CELL,
        "line": {"width": 0},
        "fillcolor": colour(_FILL[cell.verdict], mode),
        "layer": "below",
    }


def _words(cells: Sequence[_Cell], verdict: str, said: Callable[[str], str], mode: str) -> Spec:
    """What the cells of a verdict say, on the screen."""
    return {
        "type": "scatter",
        "mode": "text",
        "name": verdict,
        "x": [cell.column + 0.5 for cell in cells],
        "y": [cell.top + _CELL / 2 for cell in cells],
        "text": [said(cell.words) for cell in cells],
        "textfont": {
            "color": colour(_TEXT[verdict], mode),
            "size": _SIZE,
            "weight": 600 if verdict == HOLDS else 400,
        },
        "hovertext": [as_typed(cell.hover) for cell in cells],
        "hoverinfo": "text",
        "showlegend": False,
    }


def _bold(lines: Sequence[str], bold: bool) -> str:
    text = "<br>".join(map(as_typed, lines))
    return f"<b>{text}</b>" if bold else text


def _apart(row: Any) -> str:
    """The calendar difference as a cell has room for: ``3 m``, ``2 m 30 d``."""
    if pd.isna(row.months):
        return "?"
    months = 12 * int(row.years) + int(row.months)
    parts = [f"{months} m"] if months else []
    parts += [f"{int(row.days)} d"] if row.days or not months else []
    return " ".join(parts)


def _lines(words: str) -> str:
    """Months above days, so that six columns fit a phone."""
    return as_typed(words).replace(" m ", " m<br>")


def _day(date: Any) -> str:
    return "an unsettled day" if pd.isna(date) else date_text(date, year=False)
