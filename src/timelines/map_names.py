"""The words of a sheet: names of places beside their dots, of lines along them, of areas within."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import shapely
from shapely import affinity, ops

from cartography.lettering import Name, Stand, placed
from timelines.labels import wrap
from timelines.map_description import (
    CLAIM,
    RANGE,
    SEA,
    STATE,
    MapLettering,
    MapLine,
    MapPlace,
)
from timelines.map_pen import Pen
from timelines.map_signs import DOT
from timelines.media import Metrics
from timelines.scene import Answer, Text

_LINE = 1.0  # of its size, the height that a name takes
_SPACING = {STATE: 3.2, SEA: 0.8, RANGE: 1.6}
_FRACTIONS = (0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74, 0.18, 0.82)
_NUDGES = (0, 8, 16, 26, 38, 52, 68)  # units about the place of what is lettered
_APART = 1.5  # units by which a name is nearer to its line than to another claim
_OFF = 80.0  # units that words go out of their way not to lie off their ground
_DRIFT = 26.0  # units that the name of a range may stand from its place
_ROOM = 1.5  # the length of a line that is named, in that of its name
_LONGEST = 0.34  # of the width of a sheet: a longer name is broken


@dataclass(slots=True)
class Lettered:
    """What was set on a sheet, what it keeps free, and the ids of places that have no name."""

    texts: list[Text] = field(default_factory=list)
    taken: list[shapely.Geometry] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)


def size_of(place: MapPlace, metrics: Metrics) -> tuple[float, str]:
    """Size and weight of a name: one step up for what matters most."""
    return (metrics.font, "semibold") if place.strong else (metrics.small, "regular")


def width_of(text: str, size: float, metrics: Metrics, weight: str = "regular") -> float:
    """The room of words of any size."""
    return metrics.measure(text, weight) * size / metrics.font


def name_places(
    lettered: Lettered,
    places: Sequence[tuple[MapPlace, float, float, Answer]],
    frame: shapely.Polygon,
    crossed: shapely.Geometry,
    pen: Pen,
) -> None:
    """Names of places beside their dots; what has no room is dropped."""
    metrics = pen.metrics
    longest = frame.bounds[2] * _LONGEST
    names, set_as = [], {}
    for rank, (place, x, y, _) in enumerate(places):
        size, weight = size_of(place, metrics)
        lines = _broken(place.label, size, weight, longest, metrics)
        wide = max(width_of(line, size, metrics, weight) for line in lines)
        high = size * _LINE + (len(lines) - 1) * size * 1.24
        names.append(Name(place.id, x, y, DOT, wide, high, rank))
        set_as[place.id] = (lines, size, weight)
    found = placed(names, frame.buffer(-1.5), lettered.taken, crossed)
    for place, _, _, answer in places:
        if place.id not in found:
            lettered.dropped.append(place.id)
            continue
        lines, size, weight = set_as[place.id]
        stand = found[place.id]
        lettered.taken.append(stand.box)
        lettered.texts.append(_beside(stand, lines, size, weight, pen, answer))


def _beside(
    stand: Stand, lines: tuple[str, ...], size: float, weight: str, pen: Pen, answer: Answer
) -> Text:
    return Text(
        lines,
        pen.at(stand.x),
        pen.down(stand.y),
        size,
        "ink",
        weight=weight,
        halo="land",
        name=f"name-{answer.id}",
        answer=answer,
    )


def _broken(
    text: str, size: float, weight: str, longest: float, metrics: Metrics
) -> tuple[str, ...]:
    """A name in lines no longer than the longest."""
    if width_of(text, size, metrics, weight) <= longest:
        return (text,)
    return wrap(text, longest, metrics, weight, size)


def name_line(
    lettered: Lettered,
    line: MapLine,
    seen: shapely.Geometry,
    frame: shapely.Polygon,
    pen: Pen,
    rivals: shapely.Geometry,
) -> None:
    """A name along a line, on that side and at that place where it is free.

    Of a claim that is too short for it, the name stands beside it; a river then has none. No name
    stands nearer to one of the rivals of its line than to its own.
    """
    claim = line.kind == CLAIM
    size, weight = pen.metrics.small, "semibold" if claim else "regular"
    wide = width_of(line.label, size, pen.metrics, weight)
    room = 1.1 if claim else _ROOM
    parts = [part for part in shapely.get_parts(seen) if part.length > wide * room]
    places = [place for part in sorted(parts, key=_shorter) for place in _along(part, wide, size)]
    if claim and seen.length > _ROOM * wide / 4:
        middle = max(shapely.get_parts(seen), key=shapely.length).interpolate(0.5, normalized=True)
        beside = _about(middle.x, middle.y, wide, size, 0.0)
        places += sorted(beside, key=lambda place: float(place[0].distance(seen)))
    for box, x, y, angle in places:
        free = not any(box.intersects(taken) for taken in lettered.taken)
        level = angle == 0 and box.intersects(seen)  # words beside a line are not on it
        own = rivals.is_empty or box.distance(seen) + _APART < box.distance(rivals)
        if free and own and frame.contains(box) and not level:
            lettered.taken.append(box)
            lettered.texts.append(
                Text(
                    (line.label,),
                    pen.at(x),
                    pen.down(y),
                    size,
                    f"full-{line.hue}" if claim and line.hue else "water-ink",
                    align="middle",
                    weight=weight,
                    halo="land",
                    angle=round(angle, 1),
                    italic=not claim,
                )
            )
            return


def _shorter(part: shapely.LineString) -> float:
    return -float(part.length)


def _about(
    x: float, y: float, wide: float, size: float, angle: float
) -> Iterator[tuple[shapely.Polygon, float, float, float]]:
    """Boxes about a point, farther and farther from it."""
    for reach in _NUDGES:
        for turn in range(8 if reach else 1):
            cx = x + reach * 1.5 * math.cos(turn * math.pi / 4)
            cy = y + reach * math.sin(turn * math.pi / 4)
            box = shapely.box(cx - wide / 2, cy - size / 2, cx + wide / 2, cy + size / 2)
            yield affinity.rotate(box, -angle, origin=(cx, cy)), cx, cy, angle


def _along(
    part: shapely.LineString, wide: float, size: float
) -> Iterator[tuple[shapely.Polygon, float, float, float]]:
    """Boxes on either side of a line, turned with it, the straightest first."""
    found = []
    for order, fraction in enumerate(_FRACTIONS):
        middle = part.length * fraction
        first, last = (part.interpolate(middle + way * wide / 2) for way in (-1, 1))
        chord = math.dist(first.coords[0], last.coords[0])
        if chord < wide * 0.8:
            continue
        angle = math.degrees(math.atan2(last.y - first.y, last.x - first.x))
        angle = (angle + 90) % 180 - 90  # never upside down
        x, y = (first.x + last.x) / 2, (first.y + last.y) / 2
        piece = ops.substring(part, middle - wide / 2, middle + wide / 2)
        off = piece.hausdorff_distance(shapely.LineString([first, last]))
        for side in (-1, 1):
            away = size * 0.72 + off
            turn = math.radians(angle)
            cx, cy = x - side * away * math.sin(turn), y + side * away * math.cos(turn)
            box = shapely.box(cx - wide / 2, cy - size / 2, cx + wide / 2, cy + size / 2)
            turned = affinity.rotate(box, angle, origin=(cx, cy))
            found.append((off + order * 0.3, side, turned, cx, cy, -angle))
    for _, _, box, x, y, angle in sorted(found, key=lambda one: one[:2]):
        yield box, x, y, angle


def letter(
    lettered: Lettered,
    words: MapLettering,
    x: float,
    y: float,
    frame: shapely.Polygon,
    crossed: shapely.Geometry,
    pen: Pen,
    ground: shapely.Geometry | None = None,
    *,
    bound: bool = False,
) -> None:
    """Spaced capitals of a state, italics of a sea or a range, as near to their place as is free.

    They pay for the part of them that lies off the ground they belong to, and where they are bound
    to it never have their middle off it.
    """
    size = pen.metrics.font * (1.2 if words.kind == STATE else 1.0)
    text = words.text.upper() if words.kind == STATE else words.text
    wide = width_of(text, size, pen.metrics) + _SPACING[words.kind] * len(text)
    best: tuple[float, shapely.Polygon, float, float] | None = None
    for box, cx, cy, _ in _about(x, y, wide, size, words.angle):
        off = bound and ground is not None and not ground.contains(shapely.Point(cx, cy))
        free = not any(box.intersects(taken) for taken in lettered.taken)
        away = math.dist((x, y), (cx, cy))
        off = off or (words.kind == RANGE and away > _DRIFT)
        if free and not off and frame.contains(box):
            cost = away + 2 * box.intersection(crossed).length
            if ground is not None:
                cost += _OFF * (1 - box.intersection(ground).area / box.area)
            if best is None or cost < best[0]:
                best = (cost, box, cx, cy)
    if best is None:
        return
    lettered.taken.append(best[1])
    lettered.texts.append(
        Text(
            (text,),
            pen.at(best[2]),
            pen.down(best[3]),
            size,
            "water-ink" if words.kind == SEA else "ink",
            align="middle",
            halo="" if words.kind == SEA else "land",
            angle=words.angle,
            italic=words.kind != STATE,
            spaced=_SPACING[words.kind],
        )
    )
