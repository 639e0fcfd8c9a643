"""How far apart places are: great circles on a sphere of the mean radius of the Earth.

By the haversine formula (Sinnott, *Sky and Telescope* 68, 1984), which keeps its digits where the
points lie close together.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from plain_text.told import UnknownNameError

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["distance_between", "distance_km"]

EARTH_RADIUS_KM = 6371.0088  # mean radius R1 of the GRS 80 ellipsoid (IUGG)

Point = tuple[float, float]
"""Latitude and longitude in degrees."""


def distance_km(one: Point, other: Point) -> float:
    """Kilometres between two points along the great circle."""
    lat, lon, to_lat, to_lon = map(math.radians, (*one, *other))
    half = math.sin((to_lat - lat) / 2) ** 2
    half += math.cos(lat) * math.cos(to_lat) * math.sin((to_lon - lon) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * math.asin(math.sqrt(half))


def distance_between(places: pd.DataFrame, one: str, other: str) -> float:
    """Kilometres between two places by their ids; LookupError for one that there is not."""
    for place in (one, other):
        if place not in places.index:
            raise UnknownNameError(f"unknown place {place!r}")
    return distance_km(*((places.at[at, "lat"], places.at[at, "lon"]) for at in (one, other)))
