"""What a line or an area on a map must not do.

A line crosses neither itself nor the antimeridian and stays in the frame of its map; and it has no
bend so small that it says more than is known. A line known to within ``radius_km`` that turns every
hundred metres looks surveyed, and lies.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import shapely

from cartography.measure import length_km

__all__ = ["FINEST", "faults_of"]

FINEST = 0.1
"""Two corners of a line lie no nearer to each other than this part of its radius."""

_HALF_WAY = 180.0

Box = tuple[float, float, float, float]
"""West, south, east and north, degrees."""


def faults_of(shape: shapely.Geometry, frame: Box, radius_km: float | None) -> Iterator[str]:
    """Every fault of a shape within a frame; the radius is judged where there is one."""
    parts = [shapely.get_coordinates(part) for part in _rings(shape)]
    if any((np.abs(np.diff(part[:, 0])) > _HALF_WAY).any() for part in parts):
        yield "crosses the antimeridian: expected longitudes that run on"
    elif not shapely.box(*frame).covers(shape):
        west, south, east, north = frame
        west_of, south_of, east_of, north_of = shape.bounds
        yield (
            f"runs from {west_of:g} to {east_of:g} E and {south_of:g} to {north_of:g} N: expected "
            f"within {west:g} to {east:g} E and {south:g} to {north:g} N"
        )
    if not (shape.is_simple and shape.is_valid):
        yield "crosses or touches itself"
    if radius_km:
        shortest = min((length_km(part).min() for part in parts if len(part) > 1), default=None)
        if shortest is not None and shortest < radius_km * FINEST:
            yield (
                f"is drawn as surer than its radius: two corners lie {shortest:.2g} km apart, "
                f"expected at least {radius_km * FINEST:.2g}"
            )


def _rings(shape: shapely.Geometry) -> list[shapely.Geometry]:
    """The lines of which a shape is made: an area's are its rings."""
    if shape.geom_type == "Polygon":
        return [shape.exterior, *shape.interiors]
    return list(shapely.get_parts(shape))
