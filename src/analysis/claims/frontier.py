"""The frontiers of Manchukuo with its neighbours, as the lines of the record have them."""

from __future__ import annotations

import datetime as dt

import pandas as pd

from cartography.measure import distance_to
from historical_record.dataset import Dataset
from historical_record.situation import Situation

__all__ = ["LOCATED_KM", "ON_THE_FRONTIER_KM", "on_the_frontier"]

ON_THE_FRONTIER_KM = 10
LOCATED_KM = 60
_DAY = dt.date(1938, 8, 1)  # every line in question was claimed on it
_STATE, _CLAIMED = "manchukuo", "claimed line"


def on_the_frontier(dataset: Dataset, places: pd.DataFrame) -> list[bool]:
    """Which places lie within ``ON_THE_FRONTIER_KM`` of a line.

    The lines are those that Manchukuo or a neighbour held to be the frontier, and each place and
    line is taken with the radius to which it is known.
    """
    lines = Situation(dataset, _DAY).frontiers.to_dict("records")
    drawn = [
        (line["shape"], line["radius_km"])
        for line in lines
        if _STATE in line["claimed_by"] or line["kind"] == _CLAIMED
    ]
    return [
        any(
            distance_to(shape, place.lon, place.lat)
            <= ON_THE_FRONTIER_KM + radius + place.radius_km
            for shape, radius in drawn
        )
        for place in places.itertuples()
    ]
