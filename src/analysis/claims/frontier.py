"""The frontier of Manchukuo with the Soviet Union and Mongolia, as a line through known places.

The line runs from Lake Khasan up the Ussuri and the Amur, down the Argun and along the eastern end
of Mongolia, from one place of the record to the next. Between its places it strays from the real
frontier by tens of kilometres, which the tolerance covers where clashes were recorded.
"""

from __future__ import annotations

import math
from itertools import pairwise

import pandas as pd

from historical_record.places import distance_km

__all__ = ["FRONTIER_TOLERANCE_KM", "distance_to_frontier"]

FRONTIER_TOLERANCE_KM = 60


def distance_to_frontier(places: pd.DataFrame, lat: float, lon: float) -> float:
    """Kilometres from a point to the line, which ``places`` numbers in ``frontier_line``.

    ValueError where the table numbers fewer than two places.
    """
    line = places[places["frontier_line"].notna()].sort_values("frontier_line")
    if len(line) < 2:
        raise ValueError("frontier_line: no line in the table of places: expected two places")
    points = list(zip(line["lat"], line["lon"], strict=True))
    return min(_to_segment((lat, lon), one, other) for one, other in pairwise(points))


def _to_segment(
    point: tuple[float, float], one: tuple[float, float], other: tuple[float, float]
) -> float:
    """Distance to a segment, on a plane that is true at the point."""
    narrow = math.cos(math.radians(point[0]))

    def plane(place: tuple[float, float]) -> tuple[float, float]:
        return (place[1] - point[1]) * narrow, place[0] - point[0]

    (ax, ay), (bx, by) = plane(one), plane(other)
    dx, dy = bx - ax, by - ay
    length = dx * dx + dy * dy
    along = 0.0 if length == 0 else min(1.0, max(0.0, -(ax * dx + ay * dy) / length))
    nearest = (one[0] + along * (other[0] - one[0]), one[1] + along * (other[1] - one[1]))
    return distance_km(point, nearest)
