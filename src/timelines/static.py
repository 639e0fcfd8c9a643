"""The figure for print, and the still picture of it for the page: matplotlib, in points.

Everything of one colour is one path, so that ten thousand rows are a handful of artists. The SVG
is the same on every machine: text stays text, its places come from `fonts` alone, and no date,
random id or system font enters it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg

from timelines import ticks as tick_module
from timelines import typeface as fonts
from timelines.arrange import Arrangement, arrange
from timelines.description import Description, Tick
from timelines.labels import INSIDE, LEFT, Metrics, wrap
from timelines.lettering import HEADER_GAP, Words, pieces, words_of
from timelines.marks import CORE, Bar, Sign, marks_of
from timelines.palette import LIGHT, colour
from timelines.pen import Box, Pen
from timelines.print_marks import draw_signs, key_lines, key_mark
from timelines.svg import PrintFigure, defaults
from timelines.wording import isolated

WIDTH = 518.4  # 7.2 inches: the text width of the page, and a little more than the PDF's
_MARGIN = 11.0
_TICK_SIZE, _TITLE_SIZE, _NOTE_SIZE = 7.6, 11.0, 7.6
_AXIS_HEIGHT = 24.0


def print_metrics(width: float = WIDTH) -> Metrics:
    """The sizes of print, in points, for a figure of a width."""
    return Metrics(
        width=width - 2 * _MARGIN,
        font=8.4,
        looseness=1.03,
        bar=11.5,
        row_gap=4.5,
        label_gap=3.5,
        text_line=10.4,
        heading=17.0,
        radius=4.4,
        stub=24.0,
    )


def draw(description: Description, *, width: float = WIDTH, mode: str = LIGHT) -> PrintFigure:
    """The description as a matplotlib figure, `width` points wide."""
    fonts.register()
    with defaults():
        return _Drawing(description, width, mode).figure()


class _Drawing:
    """One pass over an arrangement, from the ground up."""

    def __init__(self, description: Description, width: float, mode: str) -> None:
        self.arrangement: Arrangement = arrange(description, print_metrics(width))
        self.description = description
        self.mode = mode
        self.metrics = self.arrangement.metrics
        self.marks = marks_of(self.arrangement)
        self.width = width
        room = self.metrics.width
        self.title = self._wrapped(description.title, _TITLE_SIZE, "semibold", room)
        self.note = self._wrapped(description.note, _NOTE_SIZE, "regular", room)
        self.top = 6.0 + len(self.title) * _TITLE_SIZE * 1.3 + (6.0 if self.title else 0.0)
        if description.axis.second_ticks:
            self.top += _AXIS_HEIGHT + 4
        self.key = key_lines(self.marks, description.kind, self.metrics.width)
        self.bottom = (
            _AXIS_HEIGHT
            + (15.0 if description.axis.clock or description.axis.name else 2.0)
            + len(self.key) * 13.0
            + len(self.note) * _NOTE_SIZE * 1.35
            + 6.0
        )
        self.height = self.top + self.arrangement.height + self.bottom

    def figure(self) -> PrintFigure:
        figure = PrintFigure(figsize=(self.width / 72, self.height / 72), dpi=72)
        FigureCanvasAgg(figure)
        figure.set_facecolor(colour("paper", self.mode))
        axes = figure.add_axes((0, 0, 1, 1), xlim=(0, self.width), ylim=(self.height, 0))
        axes.set_axis_off()
        self.pen = Pen(axes, self.mode)
        self.rooms = [self._room(words) for words in words_of(self.arrangement, self.marks)]
        self._background()
        self._axis()
        self._references()
        self._marks()
        self._labels()
        self._key_and_note()
        figure.alt = self.description.alt
        figure.row_words = [
            (placed.row.id, f"{isolated(placed.row.label)}: {placed.row.when}")
            for placed in self.arrangement.rows
        ]
        return figure

    # Places, of one or of a column, and pens

    def x(self, position: Any) -> Any:
        return _MARGIN + self.arrangement.scale.fraction(position) * self.metrics.width

    def y(self, y: Any) -> Any:
        return self.top + y

    def _room(self, words: Words) -> Box:
        x = _MARGIN if words.position is None else float(self.x(words.position))
        return x + words.left, x + words.right, self.y(words.top), self.y(words.bottom)

    def _lines(
        self,
        lines: Sequence[tuple[float, float, float]],
        role: str,
        width: float,
        *,
        dashes: tuple[float, ...] | None = None,
        gid: str | None = None,
    ) -> None:
        """Vertical lines (x, top, bottom), in the pieces that words leave of them."""
        left = [
            (x, a, x, b) for x, top, bottom in lines for a, b in pieces(x, top, bottom, self.rooms)
        ]
        self.pen.strokes(left, role, width, dashes=dashes, gid=gid)

    def _wrapped(self, text: str, size: float, weight: str, room: float) -> Sequence[str]:
        if not text:
            return ()
        return wrap(text, room, replace(self.metrics, font=size), weight)

    # What is drawn

    def _background(self) -> None:
        axis = self.description.axis
        bottom = self.y(self.arrangement.height)
        boxes = []
        for span in self.description.background:
            for low, high in axis.segments:
                start, end = max(span.start, low), min(span.end, high)
                if start < end:
                    boxes.append((self.x(start), self.y(0), self.x(end), bottom))
        self.pen.fill(boxes, "band", gid="background")

    def _axis(self) -> None:
        axis, scale = self.description.axis, self.arrangement.scale
        head, foot = self.y(self.arrangement.header_height), self.y(self.arrangement.height)
        grid: list[tuple[float, float, float]] = []
        strong: list[tuple[float, float, float]] = []
        panels = tick_module.axis_ticks(
            axis, scale, self.metrics.width, self._measure_tick, _MARGIN - 2, shifts=True
        )
        for tick in (tick for panel in panels for tick in panel):
            x = float(self.x(tick.position))
            midnight = axis.hours and tick.position % 1 == 0
            (strong if tick.strong or midnight else grid).append((x, head, foot + 3))
            self._tick(x, foot + 9.5, tick)
        for (low, high), domain in zip(axis.segments, scale.domains, strict=True):
            if axis.second_ticks:
                self._second(low, high, (domain[1] - domain[0]) * self.metrics.width, head)
            left, right = (_MARGIN + f * self.metrics.width for f in domain)
            self.pen.strokes([(left, foot, right, foot)], "muted", 0.6)
        self._lines(grid, "hairline", 0.5)
        self._lines(strong, "midnight" if axis.hours else "hairline", 0.8 if axis.hours else 0.5)
        for a, b in pairwise(scale.domains):
            edges = [_MARGIN + f * self.metrics.width for f in (a[1], b[0])]
            self._lines([(edge, head, foot) for edge in edges], "midnight", 0.8, dashes=(1.2, 2.2))
            self.pen.strokes(
                [(edge - 2.2, foot + 4, edge + 2.2, foot - 4) for edge in edges], "muted", 0.8
            )
        if axis.clock or axis.name:
            self.pen.text(
                _MARGIN,
                foot + _AXIS_HEIGHT + 7.0,
                f"Clock of {axis.clock}" if axis.clock else axis.name,
                _TICK_SIZE,
                "muted",
            )

    def _second(self, low: float, high: float, width: float, head: float) -> None:
        axis = self.description.axis
        ticks = tick_module.fitting(axis.second_ticks, low, high, width, self._measure_tick)
        for tick in ticks:
            x = float(self.x(tick.position))
            self._tick(x, self.top - 15.0 + 9.0, tick, above=True)
        self._lines(
            [(float(self.x(tick.position)), self.top, head) for tick in ticks], "hairline", 0.5
        )
        midnights = [tick.position for tick in axis.second_ticks if tick.strong]
        bottom = self.y(self.arrangement.height)
        self._lines(
            [(float(self.x(m)), self.top, bottom) for m in midnights if low <= m <= high],
            "midnight",
            0.8,
            dashes=(3, 2.5),
        )
        if low == axis.low:
            y = self.top - _AXIS_HEIGHT - 4
            self.pen.text(_MARGIN, y, f"Clock of {axis.second_clock}", _TICK_SIZE, "muted")

    def _tick(self, x: float, y: float, tick: Tick, *, above: bool = False) -> None:
        for string, row in ((tick.label, 0), (tick.context, -1 if above else 1)):
            if string:
                width = self._measure_tick(string)
                inside = min(max(x, 2 + width / 2), self.width - 2 - width / 2)
                role = "ink" if row else "muted"
                self.pen.text(inside, y + row * 9.4, string, _TICK_SIZE, role, align="middle")

    def _measure_tick(self, string: str) -> float:
        return fonts.text_width(string, _TICK_SIZE)

    def _marks(self) -> None:
        rows = self.arrangement.rows
        for _, rule, _ in self.arrangement.headings:
            y = self.y(rule) + 1
            self.pen.strokes([(_MARGIN, y, self.width - _MARGIN, y)], "hairline", 0.5)
        half = self.arrangement.bar / 2
        groups: dict[tuple[str, str], list[Bar]] = defaultdict(list)
        for bar in self.marks.bars:
            groups[rows[bar.at].lane.hue, bar.kind].append(bar)
        least = 2.2 if self.arrangement.labelled else 0.6
        for (hue, kind), bars in groups.items():
            left = self.x(np.array([bar.low for bar in bars]))
            right = self.x(np.array([bar.high for bar in bars]))
            grow = np.maximum(0, least - (right - left)) / 2
            y = self.y(np.array([bar.y for bar in bars]))
            boxes = np.stack([left - grow, y - half, right + grow, y + half], axis=1)
            if kind == CORE:
                self.pen.fill(boxes, f"full-{hue}", gid=f"bars-{hue}-{kind}")
            else:
                line = 0.5 if self.arrangement.labelled else 0.0
                self.pen.fill(
                    boxes,
                    f"pale-{hue}",
                    edge=f"full-{hue}",
                    line=line,
                    gid=f"bars-{hue}-{kind}",
                )
        sizes = (half, min(self.metrics.radius, self.arrangement.bar))
        signs: dict[tuple[str, str], list[Sign]] = defaultdict(list)
        for sign in self.marks.signs:
            signs[rows[sign.at].lane.hue, sign.kind].append(sign)
        for (hue, kind), same in signs.items():
            draw_signs(
                self.pen,
                hue,
                kind,
                [(float(self.x(s.position)), self.y(s.y), s.way) for s in same],
                sizes,
            )

    def _references(self) -> None:
        bottom, rise = self.y(self.arrangement.height), self.metrics.font * 0.55
        starts = {h.position: self.y(h.y) - rise for h in reversed(self.arrangement.headers)}
        lines = []
        for reference in self.description.references:
            x = float(self.x(reference.position))
            top = starts.get(reference.position, self.y(0))
            lines.append((x, top, bottom))
        self._lines(lines, "reference", 0.8, gid="references")
        for header in self.arrangement.headers:
            gap = HEADER_GAP if header.align == "start" else -HEADER_GAP
            x = float(self.x(header.position)) + gap
            self.pen.text(
                x, self.y(header.y), header.text, self.metrics.font, header.role, align=header.align
            )

    def _labels(self) -> None:
        for lane, _, middle in self.arrangement.headings:
            y = self.y(middle)
            self.pen.text(
                _MARGIN, y, lane.name, self.metrics.font, f"full-{lane.hue}", weight="semibold"
            )
        if not self.arrangement.labelled:
            return
        for at, placed in enumerate(self.arrangement.rows):
            placement = placed.label
            weight = "semibold" if placed.row.emphasis else "regular"
            role = "on-mark" if placement.kind == INSIDE else "ink"
            x = float(self.x(placed.anchor)) + placed.dx
            align = "end" if placement.kind == LEFT else placement.align
            for line, string in enumerate(placement.lines):
                rise = (len(placement.lines) - 1 - line) * self.metrics.text_line
                self.pen.text(
                    x,
                    self.y(placed.label_y) - rise,
                    string,
                    self.metrics.font,
                    role,
                    weight=weight,
                    align=align,
                    gid=f"row-{at}" if line == 0 else f"row-{at}-{line}",
                )

    def _key_and_note(self) -> None:
        y = self.y(self.arrangement.height) + self.bottom - 6.0
        y -= len(self.note) * _NOTE_SIZE * 1.35 + len(self.key) * 13.0
        for line in self.key:
            for mark, meaning, at in line:
                key_mark(self.pen, mark, _MARGIN + at, y + 6)
                self.pen.text(_MARGIN + at + 22, y + 6, meaning, _NOTE_SIZE, "muted")
            y += 13.0
        for string in self.note:
            self.pen.text(_MARGIN, y + 5, string, _NOTE_SIZE, "muted")
            y += _NOTE_SIZE * 1.35
        y = 6.0 + _TITLE_SIZE * 0.65
        for string in self.title:
            self.pen.text(_MARGIN, y, string, _TITLE_SIZE, "ink", weight="semibold")
            y += _TITLE_SIZE * 1.3
