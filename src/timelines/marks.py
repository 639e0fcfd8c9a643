"""Which glyph stands where: the marks of an arrangement, the same in every medium."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from timelines.arrange import Arrangement
from timelines.description import Axis
from timelines.glyphs import GLYPHS, Glyph, meanings, signs_at

CORE = "core"


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of one row in one segment of the axis; `at` is which placed row."""

    at: int
    kind: str
    low: float
    high: float
    segment: int


@dataclass(frozen=True, slots=True)
class Sign:
    """A mark of fixed size at a position; `way` is -1 to the left, 1 to the right."""

    at: int
    kind: str
    position: float
    way: int


@dataclass(slots=True)
class Marks:
    """All bars and signs of an arrangement."""

    bars: list[Bar] = field(default_factory=list)
    signs: list[Sign] = field(default_factory=list)


def key_entries(marks: Marks, kind: str) -> tuple[tuple[Glyph, str], ...]:
    """The marks that occur and what each means in a kind of figure."""
    kinds = {bar.kind for bar in marks.bars} | {sign.kind for sign in marks.signs}
    return meanings(kinds, kind)


def marks_of(arrangement: Arrangement) -> Marks:
    """Every mark of every row, in the order of the rows."""
    axis, kept = arrangement.description.axis, arrangement.scale.kept
    marks = Marks()
    for at, placed in enumerate(arrangement.rows):
        for glyph in GLYPHS:
            if glyph.bar:
                for extent in glyph.stands(placed.row, placed.shown, axis):
                    marks.bars.extend(_bars(at, glyph.name, extent, axis))
        for position, glyph, way in signs_at(placed.row, placed.shown, axis):
            # A day whose other half is in a break stands at the edge of its panel.
            marks.signs.append(Sign(at, glyph.name, kept(position), way))
    return marks


def _bars(at: int, kind: str, extent: tuple[float, float], axis: Axis) -> Iterator[Bar]:
    for segment, (start, end) in enumerate(axis.segments):
        low, high = max(extent[0], start), min(extent[1], end)
        if low < high or (low == high and extent[0] == extent[1]):
            yield Bar(at, kind, low, high, segment)
