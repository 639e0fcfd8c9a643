"""The heat map of a sensitivity grid: a claim about an interval, one cell for each combination.

Rows are pairs of a start and an end, grouped by start; columns are clocks. A cell says in words
how far apart the two civil dates are on that clock, and is filled where the claim holds, so that
the colour repeats what the text says. One arrangement, drawn with matplotlib for print and as the
still picture of the page, and with plotly on the screen.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import pandas as pd
from matplotlib.backends.backend_agg import FigureCanvasAgg

from analysis import fonts, prose
from analysis.palette import LIGHT, colour
from analysis.timeline.description import TimelineError
from analysis.timeline.figure import DrawnFigure
from analysis.timeline.interactive import CONFIG
from analysis.timeline.pen import Pen
from analysis.timeline.screen import as_typed, template
from analysis.timeline.svg import PrintFigure, defaults

HOLDS, FAILS, UNDECIDED = "holds", "does not hold", "undecided"
_FILL = {HOLDS: "lane-lake-khasan", FAILS: "band", UNDECIDED: "possible-frontier"}
_TEXT = {HOLDS: "on-mark", FAILS: "ink", UNDECIDED: "ink"}
_WIDTH, _MARGIN, _HEAD = 518.4, 11.0, 20.0
_GROUP, _LABEL, _CELL, _GAP = 21.0, 14.0, 21.0, 4.0


@dataclass(frozen=True)
class _Cell:
    """One combination: the column, the top of its row, what it says and how it is judged."""

    column: int
    top: float
    words: str
    verdict: str
    hover: str


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

    def __post_init__(self):
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
    def _arranged(self) -> tuple[list[tuple[float, str]], list[tuple[float, str]], list[_Cell]]:
        """Headings, row labels and cells with the height of each, from the top of the grid."""
        headings, labels, cells, top = [], [], [], _HEAD
        for start, group in self.grid.groupby("start", sort=False):
            headings.append((top + _GROUP * 0.6, self._name(start)))
            top += _GROUP
            for end, rows in group.groupby("end", sort=False):
                labels.append((top + _LABEL / 2, f"to {self._name(end)}"))
                top += _LABEL
                cells += [self._cell(row, top) for row in rows.itertuples()]
                top += _CELL + _GAP
            top += _GAP
        return headings, labels, cells

    def _cell(self, row, top: float) -> _Cell:
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
        figure.patch.set_visible(False)
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
            pen.fill(boxes, role)
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

    def _spec(self, mode: str) -> dict[str, object]:
        headings, labels, cells = self._arranged
        ink, muted = colour("ink", mode), colour("muted", mode)
        scale = 1.45  # points of print to pixels of the screen, for words on two lines
        shapes = [
            {
                "type": "rect",
                "xref": "x",
                "yref": "y",
                "x0": cell.column + 0.03,
                "x1": cell.column + 0.97,
                "y0": cell.top,
                "y1": cell.top + _CELL,
                "line": {"width": 0},
                "fillcolor": colour(_FILL[cell.verdict], mode),
                "layer": "below",
            }
            for cell in cells
        ]
        words = [(0.0, y - 2, text, ink, 13) for y, text in headings]
        words += [(0.0, y - 2, text, muted, 12) for y, text in labels]
        annotations = [
            {
                "x": x,
                "y": y,
                "xref": "x",
                "yref": "y",
                "text": as_typed(text),
                "showarrow": False,
                "xanchor": "left",
                "font": {"color": shade, "size": size},
            }
            for x, y, text, shade, size in words
        ]
        annotations += [
            {
                "x": column + 0.5,
                "y": _HEAD / 2,
                "xref": "x",
                "yref": "y",
                "text": as_typed(self._name(clock)),
                "showarrow": False,
                "font": {"color": muted, "size": 11},
            }
            for column, clock in enumerate(self._clocks)
        ]
        data = [
            {
                "type": "scatter",
                "mode": "text",
                "name": verdict,
                "x": [cell.column + 0.5 for cell in cells if cell.verdict == verdict],
                "y": [cell.top + _CELL / 2 for cell in cells if cell.verdict == verdict],
                "text": [_lines(c.words) for c in cells if c.verdict == verdict],
                "textfont": {"color": colour(_TEXT[verdict], mode), "size": 11},
                "hovertext": [as_typed(c.hover) for c in cells if c.verdict == verdict],
                "hoverinfo": "text",
                "showlegend": False,
            }
            for verdict in self._key()
        ]
        layout = {
            "template": template(mode),
            "height": round(self._height * scale),
            "margin": {"l": 9, "r": 9, "t": 4, "b": 4},
            "xaxis": {"visible": False, "range": [0, len(self._clocks)], "fixedrange": True},
            "yaxis": {"visible": False, "range": [self._height, 0], "fixedrange": True},
            "dragmode": False,
            "shapes": shapes,
            "annotations": annotations,
            "meta": {
                "kind": "verdict-grid",
                "title": self.title,
                "caption": self.caption,
                "alt": self.alt_text(),
                "table": self._table_rows(),
            },
        }
        return {"data": data, "layout": layout, "config": CONFIG | {"displayModeBar": False}}

    def _table_rows(self) -> list[list[str]]:
        frame = self.table()
        rows = zip(frame.index, frame.to_numpy().tolist(), strict=True)
        return [["From", "To", *frame.columns], *([*pair, *said] for pair, said in rows)]


def _box(cell: _Cell, step: float, top: float) -> tuple[float, float, float, float]:
    left = _MARGIN + cell.column * step
    return left + 1.5, top + cell.top, left + step - 1.5, top + cell.top + _CELL


def _apart(row) -> str:
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


def _day(date) -> str:
    return "an unsettled day" if pd.isna(date) else prose.date_text(date, year=False)
