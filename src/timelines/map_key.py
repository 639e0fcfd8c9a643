"""The key of a map: only what occurs on it, each as it is drawn there."""

from __future__ import annotations

from collections.abc import Iterator

import shapely

from timelines.map_description import BORDER, CLAIM, RAILWAY, MapDescription
from timelines.map_pen import BORDER_STYLE, Pen, circle, head, right_half
from timelines.map_signs import circled
from timelines.media import Metrics
from timelines.scene import Box, Boxes, Item, Outlines, Style, Text

_LONG = 22.0
_WAY, _SEA, _AREA, _LINE, _RAIL, _HALVES, _OPEN, _ROUND = range(8)


def key_of_map(told: MapDescription, y: float, metrics: Metrics) -> tuple[list[Item], float]:
    """The key in lines from a height, and the height it takes."""
    items: list[Item] = []
    size, line = metrics.small, metrics.small_line
    x, top = 0.0, y
    entries = list(_entries(told))
    for kind, hue, words in entries:
        need = _LONG + 4 + metrics.measure_small(words)
        if x and x + need > metrics.width:
            x, top = 0.0, top + line
        middle = top + line / 2
        items += _swatch(kind, hue, Pen(metrics, x, middle))
        at = round((x + _LONG + 4) / metrics.width, 5)
        items.append(Text((words,), at, middle, size, "muted"))
        x += need + 11
    return items, (top + line - y if entries else 0.0)


def _entries(told: MapDescription) -> Iterator[tuple[int, str, str]]:
    """What occurs: the kind of its swatch, its hue, its words."""
    lines = [line for frame in told.frames for line in frame.lines]
    places = [place for frame in told.frames for place in frame.places]
    ways = [way for frame in told.frames for way in frame.ways]
    kinds = {line.kind for line in lines}
    yield from ((_WAY, hue, label) for label, hue in told.groups)
    if any(by_sea for way in ways for _, by_sea in way.parts):
        yield _SEA, "slate", "by sea"
    yield from ((_AREA, hue, label) for label, hue in told.holders)
    shared = next((place.hues for place in places if len(place.hues) > 1), ())
    if shared:
        yield _HALVES, " ".join(shared), "both held it to be theirs"
    if BORDER in kinds:
        yield _LINE, "", "border in force"
    if any(line.kind == CLAIM and line.banded for line in lines):
        yield _ROUND, "band", "band: how far off the line may be"
    if RAILWAY in kinds:
        yield _RAIL, "", "railway"
    if any(place.hollow for place in places):
        yield _OPEN, "", "hollow: placed from memory, no source"
    if any(map(circled, told.frames)):
        yield _ROUND, "", "the place lies in here"


def _swatch(kind: int, hue: str, pen: Pen) -> Iterator[Item]:
    """A sign about the height of its line, drawn as it is on the map."""
    rule = shapely.LineString([(0, 0), (_LONG, 0)])
    if kind in (_WAY, _SEA):
        shaft, tip = head(rule)
        yield from pen.arrow(shaft, hue, dashed=kind == _SEA)
        yield Outlines("", Style(f"full-{hue}"), [pen.about(tip, _LONG, 0)])
    elif kind == _AREA:
        box = Box(pen.at(4), pen.at(_LONG), pen.down(-3.4), pen.down(3.4))
        yield Boxes("", Style("land", "midnight", 0.5), [box])
        yield Boxes("", Style(f"pale-{hue}", alpha=0.5), [box])
    elif kind == _LINE:
        yield Outlines("", BORDER_STYLE, pen.lines(rule), closed=False)
    elif kind == _RAIL:
        yield Outlines("", Style(edge="muted", line=0.5), pen.lines(rule), closed=False)
        dashes = (0.5, 5.5)
        yield Outlines(
            "", Style(edge="muted", line=2.4, dashes=dashes), pen.lines(rule), closed=False
        )
    elif kind == _HALVES:
        sign, (one, other, *_) = circle(2.6), hue.split(" ")
        yield Outlines("", Style(f"full-{one}", "ink", 0.7), [pen.about(sign, _LONG - 5, 0)])
        half = right_half(sign)
        yield Outlines("", Style(f"full-{other}", "ink", 0.7), [pen.about(half, _LONG - 5, 0)])
    elif kind == _OPEN:
        yield Outlines("", Style("land", "ink", 0.7), [pen.about(circle(2.4), _LONG - 5, 0)])
    elif hue == "band":
        box = Box(pen.at(4), pen.at(_LONG), pen.down(-3.4), pen.down(3.4))
        yield Boxes("", Style("muted", alpha=0.2), [box])
    else:
        edge = Style("", "muted", 0.5, (1.2, 1.6))
        yield Outlines("", edge, [pen.about(circle(4.0), _LONG - 6, 0)])
