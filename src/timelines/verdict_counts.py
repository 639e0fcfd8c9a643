"""Verdicts by section: a square for each claim, so that a reader sees both share and number.

Rows are sections, columns are verdicts; a square stands for one claim and names it on the screen.
The column says the verdict in words, and the colour repeats it. One arrangement, drawn with
matplotlib for print and the still picture of the page, and with plotly on the screen.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import ClassVar

import pandas as pd
from matplotlib.backends.backend_agg import FigureCanvasAgg

from historical_time.words import count_text
from timelines import typeface as fonts
from timelines.description import TimelineError
from timelines.figure import DrawnFigure
from timelines.palette import LIGHT, colour
from timelines.pen import Pen
from timelines.screen import Spec, as_typed, levels, screen_metrics
from timelines.surround import note, title_height, title_lines, title_notes
from timelines.svg import PrintFigure, defaults
from timelines.terms import hues_of, labels_of, lanes_named

_WIDTH, _MARGIN, _SQUARE, _GAP, _ACROSS = 518.4, 11.0, 11.0, 3.0, 6
_HEAD, _SECTION, _FOOT, _AFTER = 34.0, 17.0, 6.0, 12.0
_STEP = _SQUARE + _GAP
_SIZE, _LINES, _SIDE = 12.0, 34.0, 9  # pixels: words, a head of two lines, a margin
_PIXELS = 1.4  # of the screen for a point of print: words are larger there


@dataclass(frozen=True)
class _Square:
    """One claim: its verdict, the column, the place in it and the words for the pointer."""

    verdict: str
    column: int
    across: int
    top: float
    words: str


@dataclass(frozen=True, eq=False)
class VerdictCounts(DrawnFigure):
    """Claims as `analysis.claims.judge` gives them, counted by section and verdict.

    ``verdicts`` maps each verdict to its name, in the order of the columns; by default those that
    the table carries, and always in the hues that it carries (`timelines.terms`). TimelineError
    when there is no claim, or one with another verdict.
    """

    judged: pd.DataFrame
    verdicts: Mapping[str, str] | None = None
    title: str = ""
    caption: str = ""
    kind: ClassVar[str] = "verdict-counts"

    def __post_init__(self) -> None:
        if self.judged.empty:
            raise TimelineError("no claims: expected at least one")
        for verdict in self.judged["verdict"]:
            if verdict not in self._named:
                known = ", ".join(self._named)
                raise TimelineError(f"verdict {verdict!r}: expected one of {known}")

    def table(self) -> pd.DataFrame:
        """A row for each section, a column for each verdict, and the sums."""
        counts = pd.crosstab(self.judged["section"], self.judged["verdict"])
        counts = counts.reindex(index=self._sections, columns=list(self._named), fill_value=0)
        counts.columns = list(self._named.values())
        counts.index.name = "Section"
        counts["All"] = counts.sum(axis=1)
        counts.loc["All"] = counts.sum()
        return counts

    def alt_text(self) -> str:
        """The counts in words, the whole first."""
        table = self.table()
        parts = [f"Squares for {count_text(int(table.loc['All', 'All']), 'claim')}."]
        for section in ["All", *self._sections]:
            counts = [f"{name} {table.loc[section, name]}" for name in self._named.values()]
            where = "In all" if section == "All" else section
            parts.append(f"{where}: {', '.join(counts)}.")
        return " ".join(parts)

    def static(self, *, width: float = _WIDTH, mode: str = LIGHT) -> PrintFigure:
        """The figure for print, `width` points wide."""
        fonts.register()
        with defaults():
            return self._draw(width, mode)

    @cached_property
    def _named(self) -> Mapping[str, str]:
        return self.verdicts or labels_of(self.judged, "verdict")

    @cached_property
    def _roles(self) -> dict[str, str]:
        hues = hues_of(self.judged, "verdict")
        return {lane.id: f"full-{lane.hue}" for lane in lanes_named(self._named, {}, hues)}

    @cached_property
    def _sections(self) -> list[str]:
        return list(dict.fromkeys(self.judged["section"]))

    @cached_property
    def _arranged(self) -> tuple[list[tuple[float, str]], list[_Square], float]:
        """Section headings, squares, and the height of all of it."""
        headings: list[tuple[float, str]] = []
        squares: list[_Square] = []
        top = _HEAD
        for section in self._sections:
            headings.append((top + _SECTION / 2, section))
            top += _SECTION
            rows = self.judged[self.judged["section"] == section]
            deepest = 0
            for column, verdict in enumerate(self._named):
                chosen = rows[rows["verdict"] == verdict]
                for at, claim in enumerate(chosen.itertuples()):
                    down, across = divmod(at, _ACROSS)
                    words = f"{claim.position}. {claim.text}: {self._named[verdict].lower()}"
                    place = top + down * _STEP
                    squares.append(_Square(verdict, column, across, place, words))
                    deepest = max(deepest, down)
            top += (deepest + 1) * _STEP + _AFTER
        return headings, squares, top

    def _heads(self) -> list[tuple[str, str]]:
        total = self.judged["verdict"].value_counts()
        return [(name, str(total.get(verdict, 0))) for verdict, name in self._named.items()]

    def _draw(self, width: float, mode: str) -> PrintFigure:
        headings, squares, bottom = self._arranged
        top = 24.0 if self.title else 4.0
        height = top + bottom + _FOOT
        figure = PrintFigure(figsize=(width / 72, height / 72), dpi=72)
        FigureCanvasAgg(figure)
        figure.set_facecolor(colour("paper", mode))
        axes = figure.add_axes((0, 0, 1, 1), xlim=(0, width), ylim=(height, 0))
        axes.set_axis_off()
        pen = Pen(axes, mode)
        step = (width - 2 * _MARGIN) / len(self._named)
        pen.text(_MARGIN, 11.0, self.title, 11.0, "ink", weight="semibold")
        for column, (name, count) in enumerate(self._heads()):
            x = _MARGIN + column * step
            pen.text(x, top + 8.0, name, 8.8, "ink", weight="semibold")
            pen.text(x, top + 21.0, count, 8.8, "muted")
        for y, words in headings:
            pen.text(_MARGIN, top + y, words, 8.4, "muted")
            edge = top + y - _SECTION / 2 - 2.0
            pen.strokes([(_MARGIN, edge, width - _MARGIN, edge)], "hairline", 0.6)
        for verdict in self._named:
            boxes = []
            for square in squares:
                if square.verdict == verdict:
                    left = _MARGIN + square.column * step + square.across * _STEP
                    y = top + square.top
                    boxes.append((left, y, left + _SQUARE, y + _SQUARE))
            pen.fill(boxes, self._roles[verdict], gid=f"squares-{self._roles[verdict]}")
        figure.alt = self.alt_text()
        figure.row_words = []
        return figure

    def _on_screen(self, mode: str, *, wide: bool) -> tuple[list[Spec], Spec]:
        metrics = replace(screen_metrics(wide=wide), font=_SIZE)
        headings, _, bottom = self._arranged
        muted = colour("muted", mode)
        title = title_lines(self.title, metrics)
        heads = self._heads()
        step = metrics.width / len(heads)
        widths = [metrics.measure(name, "semibold") for name, _ in heads]
        rises = levels(widths, step)
        top = round(title_height(title) + (max(rises) + 1) * _LINES + 5)
        notes = title_notes(title, top, 0)
        for column, ((name, count), rise) in enumerate(zip(heads, rises, strict=True)):
            last = column == len(heads) - 1 and widths[column] > step
            place = {
                "x": column + last,
                "xref": "x",
                "xshift": 0,
                "y": _HEAD,
                "yref": "y",
                "xanchor": "right" if last else "left",
                "yanchor": "bottom",
                "yshift": rise * _LINES + 5,
            }
            text = f"<b>{as_typed(name)}</b><br>{count}"
            notes.append(note(text, _SIZE, colour("ink", mode)) | place)
        notes += [
            note(as_typed(section), _SIZE, muted)
            | {"xref": "x", "xshift": 0, "y": y, "yref": "y", "yanchor": "middle"}
            for y, section in headings
        ]
        rules = [y - _SECTION / 2 - 2 for y, _ in headings]
        height = round((bottom - _HEAD) * _PIXELS)
        layout = {
            "height": top + height + 4,
            "margin": {"l": _SIDE, "r": _SIDE, "t": top, "b": 4},
            "xaxis": {"visible": False, "range": [0, len(self._named)], "fixedrange": True},
            "yaxis": {"visible": False, "range": [bottom, _HEAD], "fixedrange": True},
            "shapes": [
                {
                    "type": "line",
                    "xref": "paper",
                    "x0": 0,
                    "x1": 1,
                    "y0": y,
                    "y1": y,
                    "line": {"color": colour("hairline", mode), "width": 1},
                    "layer": "below",
                }
                for y in rules
            ],
            "annotations": notes,
        }
        size = 13 if wide else 8.5
        return [self._trace(verdict, mode, size) for verdict in self._named], layout

    def _trace(self, verdict: str, mode: str, size: float) -> Spec:
        squares = [square for square in self._arranged[1] if square.verdict == verdict]
        step = (_WIDTH - 2 * _MARGIN) / len(self._named)
        return {
            "type": "scatter",
            "mode": "markers",
            "name": self._named[verdict],
            "x": [
                round(square.column + (square.across * _STEP + _SQUARE / 2) / step, 4)
                for square in squares
            ],
            "y": [square.top + _SQUARE / 2 for square in squares],
            "marker": {
                "symbol": "square",
                "size": size,
                "color": colour(self._roles[verdict], mode),
                "line": {"width": 0},
            },
            "hovertext": [as_typed(square.words) for square in squares],
            "hoverinfo": "text",
            "showlegend": False,
        }

    def _counted(self) -> str:
        claims = count_text(len(self.judged), "claim")
        return f"Each square is one of {claims}, in the section where it stands."

    def _table_rows(self) -> list[list[str]]:
        table = self.table()
        rows = zip(table.index, table.to_numpy().tolist(), strict=True)
        head = ["Section", *map(str, table.columns)]
        return [head, *([str(name), *map(str, counts)] for name, counts in rows)]
