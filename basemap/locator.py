"""The land of the northern half of the world for the small maps of the explorer, as a script.

Two places of the record may be Reims and the Halha: the coast is thinned little about the theatre
and much elsewhere, and small maps have no lines on land. They turn the world about the middle of
two places, which all lie north of 10 N, so that the land ends at 10 S: the point opposite the
middle, about which a ring would be drawn inside out, stays at sea.
"""

from __future__ import annotations

import json

import numpy as np
import shapely
from numpy.typing import NDArray

from basemap.topology import Topology

__all__ = ["locator"]

WORLD = (-169.5, -10.0, 190.5, 84.0)
"""West, south, east and north: cut in the Bering Strait, so that Asia is in one piece."""

NEAR = shapely.box(115, 28, 165, 60)
COARSE, FINE = 0.4, 0.08
"""Degrees by which the coast is thinned, of the world and near the theatre."""

SMALL, SMALLEST = 2.0, 0.03
"""Square degrees: what is smaller is left out."""


def locator(world: Topology) -> str:
    """``window.bookLand``: rings of longitude and latitude in hundredths of a degree, by steps."""
    rings = [_unrolled(ring) for ring in world.outlines(lambda arc: arc) if len(ring) > 3]
    countries = [shapely.make_valid(shapely.Polygon(ring)) for ring in rings]
    land = shapely.union_all(shapely.intersection(countries, shapely.box(*WORLD)), grid_size=0.01)
    parts = [part for part in shapely.get_parts(land) if part.geom_type == "Polygon"]
    coasts = [shapely.Polygon(ring) for part in parts for ring in (part.exterior, *part.interiors)]
    kept = [one for one in coasts if one.area > (SMALLEST if NEAR.intersects(one) else SMALL)]
    kept.sort(key=lambda one: one.area, reverse=True)
    return f"window.bookLand={json.dumps(list(map(_steps, kept)), separators=(',', ':'))};\n"


def _unrolled(ring: NDArray[np.float64]) -> NDArray[np.float64]:
    """A ring that goes on beyond 180 E where it came back at 180 W."""
    turns = np.cumsum(np.round(np.diff(ring[:, 0], prepend=ring[0, 0]) / 360))
    return ring - np.column_stack([360 * turns, np.zeros(len(ring))])


def _steps(coast: shapely.Polygon) -> list[int]:
    """A ring with the vertices that matter where they lie."""
    line = shapely.LineString(coast.exterior)
    points = shapely.get_coordinates(line.simplify(FINE))[:-1]
    coarse = set(map(tuple, shapely.get_coordinates(line.simplify(COARSE))))
    near = shapely.contains_xy(NEAR, points)
    kept = [at for at, close in zip(points, near, strict=True) if close or tuple(at) in coarse]
    ring = np.round(np.array(kept) * 100).astype(int)
    steps: list[int] = np.diff(ring, axis=0, prepend=0).ravel().tolist()
    return steps
