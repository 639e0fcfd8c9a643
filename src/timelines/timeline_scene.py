"""The scene of rows on an axis: what is round them, where their marks stand, and their labels.

No line runs through a word: under every word outside a bar lies a ground in the colour of the
paper, over the lines and under the marks. The background is a tint over the grounds.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from timelines.arrange import Arrangement, PlacedRow, arrange
from timelines.axis_scene import add_axis, upright
from timelines.description import Description, Lane
from timelines.glyphs import BY_NAME, Part
from timelines.labels import INSIDE
from timelines.labels import LEFT as LEFT_OF
from timelines.marks import CORE, Marks, Sign, key_entries, marks_of
from timelines.media import Metrics
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
    sign,
    style_of,
    title_of,
)

HEADER_GAP = 3.0  # between a reference line and the words beside it
HEADING, WORDS = "heading", "words"  # grounds: of words at the left edge, of words at a position
_BOLD = "semibold"
_ROOM = 1.5  # of a ground on both sides of its words
_TINT = 0.06  # of ink over paper
_LEAST = 2.0  # hairs: what a bar has across where its time has less
_LEAST_UNIT = 4.0  # half the height of a sign on a bar however thin


def scene_of(description: Description, metrics: Metrics) -> Scene:
    """The description in a medium."""
    return _Composer(arrange(description, metrics)).scene()


class _Composer:
    """One pass over an arrangement, from the ground up."""

    def __init__(self, arrangement: Arrangement) -> None:
        self.arrangement: Arrangement = arrangement
        self.description = arrangement.description
        self.metrics = arrangement.metrics
        self.marks: Marks = marks_of(arrangement)
        places = {row.id: at for at, row in enumerate(self.description.rows)}
        self.answers = [_answer(placed, places[placed.row.id]) for placed in arrangement.rows]
        self.made = Scene(self.metrics, arrangement.scale, height=arrangement.height)

    def scene(self) -> Scene:
        made, axis = self.made, self.description.axis
        made.alt = self.description.alt
        made.grows = self.arrangement.labelled or len(axis.segments) > 1
        add_axis(made, self.arrangement)
        self._lines()
        self._background()
        for lane in self.description.lanes:
            self._marks(lane)
        self._words()
        self._grounds()
        self._over()
        self._under()
        return made

    # Lines, background, marks

    def _lines(self) -> None:
        hair, rise = self.metrics.hair, self.metrics.font * 0.55
        rules = [line((LEFT, y), (RIGHT, y)) for _, y, _ in self.arrangement.headings]
        if rules:
            style = Style(edge="hairline", line=hair)
            self.made.ground.append(Outlines("rules", style, rules, closed=False))
        starts = {header.position: header.y for header in reversed(self.arrangement.headers)}
        places = (reference.position for reference in self.description.references)
        tops = ((at, max(starts.get(at, 0.0) - rise, 0.0)) for at in places)
        upright(self.made, "references", Style(edge="reference", line=max(hair, 0.8)), tops)

    def _background(self) -> None:
        boxes: list[Box] = []
        for span in self.description.background:
            for low, high in self.description.axis.segments:
                start, end = max(span.start, low), min(span.end, high)
                if start < end:
                    boxes.append(Box(start, end, 0.0, self.made.height))
        self.tint = [Boxes("background", Style("ink", alpha=_TINT), boxes)] if boxes else []
        meet = {box.left for box in boxes} & {box.right for box in boxes}  # one ends, one begins
        style = Style(edge="muted", line=self.metrics.hair)
        upright(self.made, "bounds", style, ((at, 0.0) for at in sorted(meet)))

    def _marks(self, lane: Lane) -> None:
        rows, name = self.arrangement.rows, lane.name or "Rows"
        half = self.arrangement.bar / 2
        bars: dict[str, list[Box]] = defaultdict(list)
        for bar in self.marks.bars:
            placed = rows[bar.at]
            if placed.lane == lane:
                box = Box(bar.low, bar.high, placed.y - half, placed.y + half)
                bars[bar.kind].append(replace(box, answer=self.answers[bar.at]))
        for kind, boxes in bars.items():
            style = self._bar_style(kind, lane.hue)
            self.made.items.append(Boxes(f"bars-{lane.hue}-{kind}", style, boxes, name))
        self._signs(lane, name)

    def _bar_style(self, kind: str, hue: str) -> Style:
        """Its outline is what keeps a day visible on an axis of decades, and within its line."""
        hair = self.metrics.hair
        if kind == CORE or not self.arrangement.labelled:
            role = f"{BY_NAME[kind].parts[0].fill}-{hue}"
            return Style(role, role, _LEAST * hair)
        return Style(f"pale-{hue}", f"full-{hue}", hair)

    def _signs(self, lane: Lane, name: str) -> None:
        rows = self.arrangement.rows
        unit = max(self.arrangement.bar / 2, min(self.metrics.bar / 2, _LEAST_UNIT))
        groups: dict[tuple[str, int], list[Outline]] = defaultdict(list)
        parts: dict[tuple[str, int], Part] = {}
        for mark in self.marks.signs:
            placed = rows[mark.at]
            if placed.lane != lane:
                continue
            glyph, answer = BY_NAME[mark.kind], self.answers[mark.at]
            drawn = sign(glyph, mark.position, placed.y, mark.way, unit)
            for at, (part, outline) in enumerate(drawn):
                groups[glyph.name, at].append(replace(outline, answer=answer))
                parts[glyph.name, at] = part
            if glyph.letter:
                self._letter(glyph.letter, mark, unit)
        for (kind, at), outlines in groups.items():
            several = f"-{at}" if len(BY_NAME[kind].parts) > 1 else ""
            style = style_of(parts[kind, at], lane.hue, unit)
            item = Outlines(f"{kind}s-{lane.hue}{several}", style, outlines, name)
            self.made.items.append(item)

    # Words

    def _say(self, words: tuple[str, ...], at: float, y: float, role: str, **more: Any) -> None:
        """Words in the size of labels, with a ground unless they stand on a bar."""
        text = Text(words, at, y, self.metrics.font, role, **{"ground": WORDS, **more})
        self.made.items.append(text)

    def _letter(self, letter: tuple[str, float], mark: Sign, unit: float) -> None:
        """A letter that belongs to a sign."""
        words, distance = letter
        placed, align = self.arrangement.rows[mark.at], "start" if mark.way > 0 else "end"
        dx = mark.way * (distance * unit - self.metrics.measure(words, "semibold") / 2)
        more = {"group": placed.lane.name or "Rows", "answer": self.answers[mark.at]}
        role = f"full-{placed.lane.hue}"
        self._say((words,), mark.position, placed.y, role, dx=dx, align=align, weight=_BOLD, **more)

    def _words(self) -> None:
        at_left = {"dx": self.metrics.outdent, "weight": _BOLD, "ground": HEADING}
        for lane, _, middle in self.arrangement.headings:
            self._say((lane.name,), LEFT, middle, f"full-{lane.hue}", **at_left)
        for header in self.arrangement.headers:
            gap = HEADER_GAP if header.align == "start" else -HEADER_GAP
            place = header.position, header.y
            self._say((header.text,), *place, header.role, dx=gap, align=header.align)
        if self.arrangement.labelled:
            for at, placed in enumerate(self.arrangement.rows):
                self._label(at, placed)

    def _label(self, at: int, placed: PlacedRow) -> None:
        placement, inside = placed.label, placed.label.kind == INSIDE
        rise = (len(placement.lines) - 1) * self.metrics.text_line / 2
        self._say(
            placement.lines,
            placed.anchor,
            placed.label_y - rise,
            "on-mark" if inside else "ink",
            dx=placed.dx,
            align="end" if placement.kind == LEFT_OF else placement.align,
            weight=_BOLD if placed.row.emphasis else "regular",
            ground="" if inside else WORDS,
            name=f"row-{at}",
            group=placed.lane.name or "Rows",
            answer=self.answers[at],
        )

    def _grounds(self) -> None:
        """Boxes for each block of words that stands on no bar of its own, in the words' room."""
        grounds: dict[str, list[Box]] = {HEADING: [], WORDS: []}
        for item in self.made.items:
            if isinstance(item, Text) and item.ground:
                grounds[item.ground].append(self._room(item))
        paper = Style("paper")
        self.made.ground += [Boxes(name, paper, boxes) for name, boxes in grounds.items() if boxes]
        self.made.ground += self.tint

    def _room(self, text: Text) -> Box:
        # As the book's own typeface draws them: what a substitute may add is room, not words.
        metrics = replace(self.metrics, looseness=1.0)
        width = max(metrics.measure(words, text.weight) for words in text.lines)
        # The grounds of labels on neighbouring lines meet: what they left of a line between two
        # would read as a stroke through both.
        pitch = metrics.bar + metrics.row_gap if text.answer else metrics.text_line
        half = ((len(text.lines) - 1) * metrics.text_line + pitch) / 2
        left = text.dx - {"start": 0.0, "middle": width / 2, "end": width}[text.align]
        return Box(
            text.at, text.at, text.y - half, text.y + half, (left - _ROOM, left + width + _ROOM)
        )

    # Over and under the plot

    def _over(self) -> None:
        title, height = title_of(self.description.title, self.metrics)
        self.made.top = height
        if self.description.axis.second_ticks:
            self.made.top += self.metrics.second_axis
        self.made.items += [replace(text, y=text.y - self.made.top) for text in title]

    def _under(self) -> None:
        made, axis, metrics = self.made, self.description.axis, self.metrics
        y = made.height + metrics.axis
        if axis.clock or axis.name:
            words = f"Clock of {axis.clock}" if axis.clock else axis.name
            made.items.append(self._small(words, y + metrics.small_line / 2))
            y += metrics.small_line
        entries = key_entries(self.marks, self.description.kind)
        key, height = key_of(entries, y, metrics)
        made.items += key
        y += height
        for words in lines_of(self.description.note, metrics.small, metrics):
            made.items.append(self._small(words, y + metrics.small_line / 2))
            y += metrics.small_line
        made.bottom = y + metrics.pad - made.height

    def _small(self, words: str, y: float) -> Text:
        return Text((words,), LEFT, y, self.metrics.small, "muted", dx=self.metrics.outdent)


def _answer(placed: PlacedRow, at: int) -> Answer:
    """The label, what the row says of itself; of a row without a label only the date."""
    row = placed.row
    said: Sequence[str] = row.details if placed.placement else (row.when,)
    return Answer(
        row.id,
        (row.label, *said),
        (row.label, row.when, placed.lane.name),
        row.about,
        at,
    )
