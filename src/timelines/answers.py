"""Where a drawing answers and what it says there: each mark once, with its place and its words.

A picture in a page answers without a plotting library: its SVG carries this list, and whoever shows
it looks up what stands under the pointer. The words are those of the scene, as on a screen with
plotly.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from timelines.scene import Answer, Boxes, Item, Outline, Outlines, Scene, Text

Room = tuple[float, float, float, float]  # left, top, right, bottom
Place = tuple[float, float]  # across, down
_PIECE = 32.0  # units of a line that answer as one


@dataclass(slots=True)
class _Said:
    """What one answer stands at: all of its mark together, and its label."""

    answer: Answer
    mark: list[Room] = field(default_factory=list)
    label: list[Room] = field(default_factory=list)
    pieces: list[Room] = field(default_factory=list)  # of a line, which does not fill its hull

    @property
    def rooms(self) -> list[Room]:
        mark, label = ([_hull(rooms)] if rooms else [] for rooms in (self.mark, self.label))
        return [*mark, *dict.fromkeys(self.pieces), *label]


def answers_of(scene: Scene) -> list[list[object]]:
    """Each answer of a scene as [id, about, row, rooms, line, line ...], as one reads.

    `about` and `row` are the answer's: where it leads to. `rooms` is a flat list of whole numbers,
    left, top, width and height of the mark, or of each piece of a line, and then of its label, in
    units of the medium from the figure's corner. Order is from the top down, on one height from
    the left.
    """
    found: dict[str, _Said] = {}
    for item in scene.items:
        for answer, room in _rooms(item, scene):
            said = found.setdefault(answer.id, _Said(answer))
            if isinstance(item, Outlines) and not item.closed:
                said.pieces.append(room)
            else:
                (said.label if isinstance(item, Text) and item.name else said.mark).append(room)
    ordered = sorted(found.values(), key=lambda said: _place(said.rooms[0]))
    return [
        [
            said.answer.id,
            said.answer.about,
            said.answer.row,
            [number for room in said.rooms for number in _whole(room)],
            *said.answer.hover,
        ]
        for said in ordered
    ]


def _rooms(item: Item, scene: Scene) -> Iterator[tuple[Answer, Room]]:
    """What of an item answers, and the room it takes in the drawing."""
    if isinstance(item, Text):
        if item.answer:
            yield item.answer, _of_text(item, scene)
    elif isinstance(item, Boxes):
        for box in item.boxes:
            if box.answer:
                left, right = _across(scene, box.left), _across(scene, box.right)
                top, bottom = scene.top + box.top, scene.top + box.bottom
                yield box.answer, (left + box.dx[0], top, right + box.dx[1], bottom)
    elif isinstance(item, Outlines):
        for outline in item.outlines:
            if outline.answer:
                for room in _of_outline(outline, scene, closed=item.closed):
                    yield outline.answer, room


def _of_text(text: Text, scene: Scene) -> Room:
    metrics = scene.metrics
    wide = max(metrics.measure(words, text.weight) for words in text.lines)
    wide *= text.size / metrics.font
    high = len(text.lines) * metrics.text_line
    left = _across(scene, text.at) + text.dx
    left -= {"start": 0.0, "middle": wide / 2, "end": wide}[text.align]
    middle = scene.top + text.y
    return left, middle - high / 2, left + wide, middle + high / 2


def _places(outline: Outline, scene: Scene) -> Iterator[list[Place]]:
    """Of each ring of an outline the places of its corners in the drawing."""
    at = None if outline.at is None else _across(scene, outline.at)
    for ring in outline.rings:
        yield [
            (_across(scene, x) if at is None else at + x, scene.top + outline.y + y)
            for x, y in ring
        ]


def _of_outline(outline: Outline, scene: Scene, *, closed: bool) -> Iterator[Room]:
    """The room of an area, or those of a line's pieces."""
    rings = list(_places(outline, scene))
    if closed:
        yield _hull_of([place for ring in rings for place in ring])
    else:
        yield from (_hull_of(piece) for ring in rings for piece in _pieces(ring))


def _hull_of(places: Sequence[Place]) -> Room:
    across, down = zip(*places, strict=True)
    return min(across), min(down), max(across), max(down)


def _pieces(line: Sequence[Place]) -> Iterator[tuple[Place, Place]]:
    """A line in short straight pieces, for it does not fill its hull."""
    for (x0, y0), (x1, y1) in pairwise(line):
        count = math.ceil(math.hypot(x1 - x0, y1 - y0) / _PIECE) or 1
        ends = [
            (x0 + (x1 - x0) * part / count, y0 + (y1 - y0) * part / count)
            for part in range(count + 1)
        ]
        yield from pairwise(ends)


def _across(scene: Scene, position: float) -> float:
    return scene.metrics.margin + float(scene.scale.fraction(position)) * scene.metrics.width


def _hull(rooms: list[Room]) -> Room:
    return _hull_of([corner for room in rooms for corner in (room[:2], room[2:])])


def _place(room: Room) -> tuple[int, float]:
    return round((room[1] + room[3]) / 2), room[0]


def _whole(room: Room) -> tuple[int, int, int, int]:
    """Left, top, width and height in whole units, none of them without an extent."""
    left, top = round(room[0]), round(room[1])
    return left, top, max(round(room[2]) - left, 1), max(round(room[3]) - top, 1)
