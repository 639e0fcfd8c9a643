"""Where words stand in a plot, one answer for every medium, so that no line runs through them.

Grid, midnights, breaks of the axis and reference lines end at a word and go on behind it: print
draws the pieces that are left, the screen, which may be stretched, lays a ground under the words.
Words inside a bar have the bar for a ground.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from timelines.arrange import Arrangement, Header, PlacedRow
from timelines.labels import INSIDE, LEFT, Metrics
from timelines.marks import Marks

HEADER_GAP = 3.0  # between a reference line and the words beside it
_MARGIN = 1.5  # on both sides of words
_QUESTION = (0.6, 1.05)  # where a fade's question mark stands, in stubs


@dataclass(frozen=True, slots=True)
class Words:
    """The room of one block of words: `left` and `right` of a position, `top` to `bottom`.

    A position of None is the left edge of the plot.
    """

    position: float | None
    left: float
    right: float
    top: float
    bottom: float


def words_of(arrangement: Arrangement, marks: Marks) -> tuple[Words, ...]:
    """The room of every label, heading and question mark in a plot."""
    return tuple(_words(arrangement, marks))


def pieces(
    x: float, top: float, bottom: float, rooms: Sequence[tuple[float, float, float, float]]
) -> Iterator[tuple[float, float]]:
    """What words at (left, right, top, bottom) leave of a vertical line.

    A piece between two words that is no longer than they are high reads as a stroke through them,
    and is left out.
    """
    gaps = sorted(room[2:] for room in rooms if room[0] <= x <= room[1] and room[2] < bottom)
    at, shortest = top, 0.0
    for low, high in gaps:
        if low - at > shortest:
            yield at, low
        at, shortest = max(at, high), high - low
    if bottom > at:
        yield at, bottom


def _words(arrangement: Arrangement, marks: Marks) -> Iterator[Words]:
    # As the book's own typeface draws them: what a substitute may add is room, not words.
    metrics = replace(arrangement.metrics, looseness=1.0)
    half = metrics.text_line / 2
    for lane, _, middle in arrangement.headings:
        width = metrics.measure(lane.name, "semibold")
        yield Words(None, -_MARGIN, width + _MARGIN, middle - half, middle + half)
    for header in arrangement.headers:
        yield _header(header, metrics.measure(header.text), half)
    for placed in arrangement.rows:
        if placed.placement and placed.placement.kind != INSIDE:
            yield _label(placed, metrics)
    for sign in marks.signs:
        if sign.kind == "fade":
            near, far = sorted(sign.way * part * metrics.stub for part in _QUESTION)
            yield Words(sign.position, near, far, sign.y - half, sign.y + half)


def _header(header: Header, width: float, half: float) -> Words:
    near, far = HEADER_GAP - _MARGIN, HEADER_GAP + width + _MARGIN
    left, right = (near, far) if header.align == "start" else (-far, -near)
    return Words(header.position, left, right, header.y - half, header.y + half)


def _label(placed: PlacedRow, metrics: Metrics) -> Words:
    placement, line = placed.label, metrics.text_line
    weight = "semibold" if placed.row.emphasis else "regular"
    width = max(metrics.measure(text, weight) for text in placement.lines)
    align = "end" if placement.kind == LEFT else placement.align
    left = placed.dx - {"start": 0.0, "middle": width / 2, "end": width}[align]
    top = placed.label_y - (len(placement.lines) - 0.5) * line
    right = left + width + _MARGIN
    return Words(placed.anchor, left - _MARGIN, right, top, placed.label_y + line / 2)
