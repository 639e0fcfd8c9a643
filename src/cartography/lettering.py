"""Where names stand on a map: beside their own dot, on no other name or dot, in the frame.

Eight places about a dot, the best first, after Imhof ("Positioning Names on Maps", *The American
Cartographer* 2, 1975); a name that crosses lines or a coast pays for it, one that has no place is
dropped, and rank says who chooses first. Names that were dropped choose first in the next round,
and the round that drops least holds.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import shapely

__all__ = ["Name", "Stand", "placed"]

_GAP = 1.8
"""Units between a dot and its name."""
_ROUNDS = 6
_SIDES = (  # across, down, how much worse than the first
    (1, -0.75, 0.0),
    (1, 0.0, 0.5),
    (1, 0.75, 1.0),
    (-1, 0.0, 1.5),
    (-1, -0.75, 1.6),
    (-1, 0.75, 2.0),
    (0, -1.0, 2.2),
    (0, 1.0, 2.4),
)
_CLEARLY = 3.0  # units by which any other dot ought to be farther from a name than its own
_PER_UNIT = 0.15
"""What a unit of line under a name costs, in the measure of the sides."""


@dataclass(frozen=True)
class Name:
    """A name to be placed: its dot at ``x`` and ``y`` with a radius, its width and height.

    ``rank`` is 0 for the first to choose.
    """

    id: str
    x: float
    y: float
    radius: float
    width: float
    height: float
    rank: int = 0


@dataclass(frozen=True)
class Stand:
    """A name's place: its left, its middle height and the box that it takes."""

    x: float
    y: float
    box: shapely.Polygon


def placed(
    names: Sequence[Name],
    frame: shapely.Polygon,
    solid: Sequence[shapely.Geometry] = (),
    crossed: shapely.Geometry | None = None,
) -> dict[str, Stand]:
    """Where each name stands, without those that have no place.

    No name stands on ``solid`` things nor on any dot; over ``crossed`` lines it stands where
    nothing else is free.
    """
    dots = {name.id: shapely.Point(name.x, name.y) for name in names}
    rounds, order = [], sorted(names, key=lambda name: name.rank)
    for _ in range(_ROUNDS):
        found = _round(order, dots, frame, solid, crossed)
        rounds.append(found)
        dropped = [name for name in order if name.id not in found]
        if not dropped:
            break
        order = dropped + [name for name in order if name.id in found]
    first = {name.id: name.rank for name in names}
    return min(
        rounds, key=lambda found: sum(1 + 1 / (1 + first[n]) for n in first if n not in found)
    )


def _round(
    order: Sequence[Name],
    dots: Mapping[str, shapely.Point],
    frame: shapely.Polygon,
    solid: Sequence[shapely.Geometry],
    crossed: shapely.Geometry | None,
) -> dict[str, Stand]:
    found: dict[str, Stand] = {}
    discs = {name.id: dots[name.id].buffer(name.radius + 0.3) for name in order}
    for name in order:
        taken = [stand.box for stand in found.values()]
        others = [disc for other, disc in discs.items() if other != name.id]
        blocked = shapely.STRtree([*solid, *taken, *others])
        choices: list[tuple[float, int, Stand]] = []
        for cost, stand in _stands(name):
            free = not len(blocked.query(stand.box, "intersects"))
            clear = _nearest(stand.box, name.id, dots)
            if free and frame.contains(stand.box) and clear >= 0:
                under = 0.0 if crossed is None else stand.box.intersection(crossed).length
                cost += under * _PER_UNIT + max(_CLEARLY - clear, 0.0)
                choices.append((cost, len(choices), stand))
        if choices:
            found[name.id] = min(choices, key=lambda choice: choice[:2])[2]
    return found


def _stands(name: Name) -> list[tuple[float, Stand]]:
    stands = []
    for across, down, cost in _SIDES:
        reach = name.radius + _GAP
        sideways = across * (reach if across and abs(down) < 0.1 else reach * 0.8)
        left = name.x + sideways + {1: 0.0, 0: -name.width / 2, -1: -name.width}[across]
        rise = name.height / 2 + name.radius + (_GAP * 0.3 if across == 0 else 0.0)
        middle = name.y + down * rise
        box = shapely.box(
            left, middle - name.height / 2, left + name.width, middle + name.height / 2
        )
        stands.append((cost, Stand(left, middle, box)))
    return stands


def _nearest(box: shapely.Polygon, own: str, dots: Mapping[str, shapely.Point]) -> float:
    """By how much the next dot is farther from a name than its own; below 0 where it is nearer."""
    away = box.distance(dots[own])
    return min(
        (box.distance(dot) - away for at, dot in dots.items() if at != own), default=_CLEARLY
    )
