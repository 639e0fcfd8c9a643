"""Distances on the ellipsoid, in kilometres.

Between points by Karney's geodesics (*Journal of Geodesy* 87, 2013), as PROJ has them. To a line by
an azimuthal equidistant map around the point (Snyder, *Map Projections: A Working Manual*, 1987),
on which distances from its middle are true.
"""

from __future__ import annotations

import functools

import numpy as np
import pyproj
import shapely
from numpy.typing import NDArray

__all__ = ["distance_to", "length_km"]

_METRES = 1000.0


def length_km(part: NDArray[np.float64]) -> NDArray[np.float64]:
    """The length of each leg of a line, from its n x 2 coordinates."""
    _, _, metres = _earth().inv(part[:-1, 0], part[:-1, 1], part[1:, 0], part[1:, 1])
    return np.asarray(metres) / _METRES


def distance_to(shape: shapely.Geometry, lon: float, lat: float) -> float:
    """Kilometres from a point to the nearest place of a shape, 0 within an area."""
    around = pyproj.Proj(proj="aeqd", lon_0=lon, lat_0=lat, ellps="WGS84")
    flat = shapely.transform(shape, lambda xy: np.column_stack(around(xy[:, 0], xy[:, 1])))
    return float(shapely.distance(flat, shapely.Point(0, 0))) / _METRES


@functools.cache
def _earth() -> pyproj.Geod:
    return pyproj.Geod(ellps="WGS84")
