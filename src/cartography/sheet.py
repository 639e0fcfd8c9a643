"""A sheet of a map: a rectangle of the projected Earth, in units to the right and down.

Lambert's conformal conic on 40 and 52 degrees north for a theatre, the transverse Mercator about
the middle of the sheet for a battlefield (Snyder, *Map Projections: A Working Manual*, 1987); PROJ
has both. The sheet is as wide as its box on the middle parallel and as high as on the middle
meridian.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pyproj
import shapely
from numpy.typing import NDArray

from cartography.faults import Box

__all__ = ["PROJECTIONS", "Sheet"]

PROJECTIONS: Mapping[str, Mapping[str, Any]] = {
    "lambert": {"proj": "lcc", "lat_1": 40.0, "lat_2": 52.0},
    "transverse mercator": {"proj": "tmerc"},
}
_FINEST = 0.5
"""Units: what bends less than this is not seen."""
_STEP = 0.5
"""Degrees between the corners of a line before it is projected, where it would curve."""
_METRES = 1000.0


@dataclass(frozen=True)
class Sheet:
    """A box of west, south, east and north in degrees, ``width`` units wide.

    ValueError for a projection that is not one of `PROJECTIONS`, and a box that is none.
    """

    projection: str
    box: Box
    width: float

    def __post_init__(self) -> None:
        west, south, east, north = self.box
        if self.projection not in PROJECTIONS:
            known = ", ".join(PROJECTIONS)
            raise ValueError(f"projection {self.projection!r}: expected one of {known}")
        if not (-180 <= west < east <= 180 and -90 < south < north < 90):
            raise ValueError(f"box {self.box}: expected west, south, east and north in degrees")

    @property
    def height(self) -> float:
        """Units from the top to the foot."""
        left, bottom, right, top = self._extent
        return (top - bottom) * self.width / (right - left)

    @property
    def per_km(self) -> float:
        """Units to a kilometre."""
        left, _, right, _ = self._extent
        return self.width / (right - left) * _METRES

    def point(self, lon: float, lat: float) -> tuple[float, float]:
        """Where a place lies, on the sheet or off it."""
        ((x, y),) = self._placed(np.array([[lon, lat]]))
        return float(x), float(y)

    def whole(self, shape: shapely.Geometry) -> shapely.Geometry:
        """A shape on the sheet and beyond it, its corners alone projected."""
        return shapely.transform(shape, self._placed)

    def drawn(self, shape: shapely.Geometry, finest: float = _FINEST) -> shapely.Geometry:
        """What is seen of a shape: cut to the sheet, and thinned to what an eye can tell."""
        # Far off the sheet a projection folds: what cannot be seen is cut away before.
        near = shapely.intersection(shape, shapely.box(*self._around))
        if near.is_empty:
            return near
        flat = self.whole(shapely.segmentize(near, _STEP))
        flat = flat if flat.is_valid else shapely.make_valid(flat)
        seen = shapely.intersection(shapely.simplify(flat, finest), self.frame)
        return shapely.simplify(seen, finest / 10)

    @cached_property
    def frame(self) -> shapely.Polygon:
        """The edge of the sheet."""
        return shapely.box(0.0, 0.0, self.width, self.height)

    def degrees(self, x: NDArray[np.float64], y: NDArray[np.float64]) -> NDArray[np.float64]:
        """Longitude and latitude of points of the sheet, stacked on the last axis."""
        left, _, _, top = self._extent
        metres = _METRES / self.per_km
        lon, lat = self._plane(left + x * metres, top - y * metres, inverse=True)
        return np.stack([lon, lat], axis=-1)

    @cached_property
    def _plane(self) -> pyproj.Proj:
        west, south, east, north = self.box
        middle: dict[str, Any] = {"lon_0": (west + east) / 2, "lat_0": (south + north) / 2}
        return pyproj.Proj(ellps="WGS84", **PROJECTIONS[self.projection], **middle)

    @cached_property
    def _extent(self) -> Box:
        west, south, east, north = self.box
        middle = (west + east) / 2, (south + north) / 2
        right, _ = self._plane(east, middle[1])
        _, bottom = self._plane(middle[0], south)
        _, top = self._plane(middle[0], north)
        return (-right, bottom, right, top)

    @cached_property
    def _around(self) -> Box:
        """The degrees of all that the sheet shows, with a margin."""
        along = np.linspace(0.0, 1.0, 17)
        edges = [
            (along, 0 * along),
            (along, 0 * along + 1),
            (0 * along, along),
            (0 * along + 1, along),
        ]
        seen = np.concatenate([self.degrees(x * self.width, y * self.height) for x, y in edges])
        west, south = seen.min(axis=0) - _STEP
        east, north = seen.max(axis=0) + _STEP
        return (west, south, east, north)

    def _placed(self, degrees: NDArray[np.float64]) -> NDArray[np.float64]:
        left, _, _, top = self._extent
        x, y = self._plane(degrees[:, 0], degrees[:, 1])
        return np.column_stack([x - left, top - y]) * (self.per_km / _METRES)
