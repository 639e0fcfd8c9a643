"""The scene of panels: headings, levels, marks and the axis below, the same in every medium."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from itertools import pairwise

from timelines.description import Axis
from timelines.glyphs import Glyph, Part, box, dot
from timelines.labels import wrap
from timelines.media import MARGIN, Metrics
from timelines.panels import (
    FULL,
    HOLLOW,
    Bar,
    Dot,
    Field,
    Mark,
    Panel,
    Panels,
    Ribbon,
    Stem,
    Stroke,
    Words,
)
from timelines.scale import Scale
from timelines.scene import (
    LEFT,
    RIGHT,
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
from timelines.typeface import text_width

_RADIUS = 0.34  # of a letter, a dot's
_STEM = 0.16  # of a letter, half of what an upright range has across
_LEAST = 0.45  # and half of its least height
_STUB = 3.0  # of a tick under the axis


def panel_scene(described: Panels, metrics: Metrics) -> Scene:
    """The panels in a medium."""
    return _Composer(described, metrics).scene()


class _Composer:
    """One pass over the panels, from the top."""

    def __init__(self, described: Panels, metrics: Metrics) -> None:
        axis = Axis("number", (described.axis,))
        metrics = replace(metrics, margin=min(metrics.margin, MARGIN), outdent=0.0)
        self.described, self.metrics = described, metrics
        self.made = Scene(metrics, Scale(axis), alt=described.alt)
        self.letter = metrics.small
        self.leading = metrics.small * 1.3
        self.boxes: dict[tuple[str, Style], list[Box]] = defaultdict(list)
        self.outlines: dict[tuple[str, Style, bool], list[Outline]] = defaultdict(list)
        self.texts: list[Text] = []
        self.grounds: list[Box] = []

    def scene(self) -> Scene:
        made, described = self.made, self.described
        y = self.leading * 1.4 if any(words for _, words in described.references) else 0.0
        top = y
        for panel in described.panels:
            y = self._panel(panel, y)
        made.height = y
        self._references(top)
        for (name, style), boxes in self.boxes.items():
            group = "" if name.startswith("cells") else name
            made.items.append(Boxes(name, style, boxes, group))
        drawn = [
            Outlines(name, style, outlines, name, closed)
            for (name, style, closed), outlines in self.outlines.items()
        ]
        made.items += [lines for lines in drawn if not lines.closed]
        if self.grounds:
            made.items.append(Boxes("words", Style("paper"), self.grounds))
        made.items += [marks for marks in drawn if marks.closed]
        made.items += self.texts
        self._ticks()
        self._over()
        self._under()
        return made

    # Panels

    def _panel(self, panel: Panel, y: float) -> float:
        """One panel from a height; its foot."""
        metrics = self.metrics
        if panel.heading:
            y += metrics.row_gap
            lines = lines_of(panel.heading, metrics.small, metrics, "semibold")
            height = len(lines) * self.leading
            role = f"full-{panel.hue}" if panel.hue else "ink"
            self._say(lines, LEFT, y + height / 2, role, weight="semibold")
            y += height + metrics.row_gap * 0.6
        height = panel.lines * self.leading
        self.span, self.room = (panel.low, panel.high), (y, y + height)
        levels = [self._down(number) for number, _ in panel.levels]
        style = Style(edge="hairline", line=metrics.hair)
        if levels:
            rules = [line((LEFT, level), (RIGHT, level)) for level in levels]
            self.made.ground.append(Outlines("levels", style, rules, closed=False))
        for level, (_, words) in zip(levels, panel.levels, strict=True):
            if words:
                self._say((words,), LEFT, level - self.letter * 0.62, "muted")
        self.lined = any(isinstance(mark, Stroke) for mark in panel.marks)
        for mark in panel.marks:
            self._mark(mark)
        return y + height + metrics.row_gap

    def _down(self, height: float) -> float:
        """Where a number of the panel lies."""
        (low, high), (top, foot) = self.span, self.room
        return foot - (height - low) / (high - low) * (foot - top)

    def _mark(self, mark: Mark) -> None:
        metrics = self.metrics
        match mark:
            case Dot():
                self._dot(mark)
            case Stem():
                self._stem(mark)
            case Bar():
                self._bar(mark)
            case Field():
                top, foot = sorted((self._down(mark.low), self._down(mark.high)))
                style = Style(mark.role)
                cell = Box(mark.left, mark.right, top, foot)
                self.boxes[f"cells-{mark.role}", style].append(cell)
            case Ribbon():
                ring = tuple((at, self._down(height)) for at, height in mark.points)
                role = f"{mark.looks}-{mark.hue}"
                outline = Outline((ring,), answer=mark.answer)
                self.outlines[f"ribbons-{role}", Style(role), True].append(outline)
            case Stroke():
                self._stroke(mark)
            case Words():
                y = self._down(mark.height) + mark.down * self.leading
                weight = "semibold" if mark.strong else "regular"
                room = mark.room * metrics.width
                lines = wrap(mark.text, room, metrics, weight, metrics.small)
                dx = mark.dx * self.letter
                self._say(lines, mark.at, y, mark.role, mark.align, dx, weight)
                if self.lined:
                    self.grounds.append(self._room(self.texts[-1]))

    def _stem(self, mark: Stem) -> None:
        """An upright, which is seen however narrow its range."""
        half = _STEM * self.letter
        foot, top = self._down(mark.low), self._down(mark.high)
        middle, reach = (foot + top) / 2, max((foot - top) / 2, _LEAST * self.letter)
        ring = ((-half, -reach), (half, -reach), (half, reach), (0.0, reach), (-half, reach))
        outline = Outline((ring,), mark.at, middle, mark.answer)
        self.outlines[f"stems-{mark.hue}", Style(f"pale-{mark.hue}"), True].append(outline)

    def _dot(self, mark: Dot) -> None:
        radius, full = _RADIUS * self.letter * mark.size, f"full-{mark.hue}"
        hollow = mark.looks == HOLLOW
        edge = self.metrics.hair * 1.5
        style = Style("paper", full, edge) if hollow else Style(full)
        name = f"{'rings' if hollow else 'dots'}-{mark.hue}"
        outline = Outline((dot(0.0, radius),), mark.at, self._down(mark.height), mark.answer)
        self.outlines[name, style, True].append(outline)

    def _bar(self, mark: Bar) -> None:
        y, half = self._down(mark.height), mark.thick * self.letter / 2
        role = f"{mark.looks}-{mark.hue}"
        kind = "core" if mark.looks == FULL else "possible"
        bar = Box(mark.left, mark.right, y - half, y + half, answer=mark.answer)
        self.boxes[f"bars-{mark.hue}-{kind}", Style(role, role, self.metrics.hair)].append(bar)

    def _stroke(self, mark: Stroke) -> None:
        hair = self.metrics.hair
        dashes = (4 * hair, 3 * hair) if mark.dashed else ()
        style = Style(edge=mark.role, line=mark.width * hair, dashes=dashes)
        points = [(at, self._down(height)) for at, height in mark.points]
        drawn = [line(*pair) for pair in pairwise(points)]
        name = f"{'dashes' if mark.dashed else 'lines'}-{mark.role}"
        self.outlines[name, style, False] += drawn

    def _say(
        self,
        lines: tuple[str, ...],
        at: float,
        y: float,
        role: str,
        align: str = "start",
        dx: float = 0.0,
        weight: str = "regular",
    ) -> None:
        text = Text(lines, at, y, self.metrics.small, role, dx=dx, align=align, weight=weight)
        self.texts.append(text)

    def _room(self, text: Text) -> Box:
        """The ground of words, which keeps lines off them."""
        width = max(text_width(words, text.size, text.weight) for words in text.lines)
        left = text.dx - {"start": 0.0, "middle": width / 2, "end": width}[text.align]
        half = len(text.lines) * self.leading / 2
        return Box(text.at, text.at, text.y - half, text.y + half, (left, left + width))

    # Axis, title, key

    def _references(self, top: float) -> None:
        places = [at for at, _ in self.described.references]
        if not places:
            return
        style = Style(edge="reference", line=max(self.metrics.hair, 0.8))
        lines = [line((at, top), (at, self.made.height)) for at in places]
        self.made.ground.append(Outlines("references", style, lines, closed=False))
        for at, words in self.described.references:
            dx = self._kept(at, words)
            self._say((words,), at, top - self.leading * 0.6, "reference", "middle", dx)

    def _kept(self, at: float, words: str) -> float:
        """How far words in the middle of a place are moved, so that they stay in the figure."""
        metrics = self.metrics
        x, half = (
            float(self.made.scale.fraction(at)) * metrics.width,
            metrics.measure_small(words) / 2,
        )
        edge = metrics.margin - 2
        return min(max(x, half - edge), metrics.width + edge - half) - x

    def _ticks(self) -> None:
        made, metrics = self.made, self.metrics
        if not self.described.ticks:
            return
        foot = made.height
        strokes = [
            line((tick.position, foot - _STUB), (tick.position, foot))
            for tick in self.described.ticks
        ]
        strokes.append(line((LEFT, foot), (RIGHT, foot)))
        style = Style(edge="muted", line=metrics.hair * 1.2)
        made.ground.append(Outlines("base", style, strokes, closed=False))
        for tick in self.described.ticks:
            for words, row in ((tick.label, 0), (tick.context, 1)):
                if words:
                    y = foot + self.leading * (0.7 + row)
                    dx = self._kept(tick.position, words)
                    role = "ink" if row else "muted"
                    text = Text(
                        (words,), tick.position, y, metrics.small, role, dx=dx, align="middle"
                    )
                    made.items.append(text)

    def _over(self) -> None:
        title, height = title_of(self.described.title, self.metrics)
        self.made.top = height
        self.made.items += [replace(text, y=text.y - height) for text in title]

    def _under(self) -> None:
        made, metrics, ticks = self.made, self.metrics, self.described.ticks
        rows = (2 if any(tick.context for tick in ticks) else 1) if ticks else 0
        y = made.height + rows * self.leading + metrics.pad
        entries = [(_swatch(look, hue), words) for look, hue, words in self.described.key]
        key, height = key_of(entries, y, metrics) if entries else ([], 0.0)
        made.items += key
        y += height
        for words in lines_of(self.described.note, metrics.small, metrics):
            made.items.append(
                Text((words,), LEFT, y + metrics.small_line / 2, metrics.small, "muted")
            )
            y += metrics.small_line
        made.bottom = y + metrics.pad - made.height


def _swatch(look: str, hue: str) -> Glyph:
    """What stands in the key for a look: a dot, a ring, a bar, or a patch of a role."""
    if look == "dot":
        return Glyph("", (Part(dot(0.0, 0.7), f"full-{hue}"),), {}, lambda *_: ())
    if look == "ring":
        part = Part(dot(0.0, 0.7), "paper", f"full-{hue}", 0.3)
        return Glyph("", (part,), {}, lambda *_: ())
    role = hue if look == "role" else f"{look}-{hue}"
    return Glyph("", (Part(box(0, 3), role, "", 0.0),), {}, lambda *_: (), bar=True)
