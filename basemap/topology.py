"""TopoJSON as world-atlas has it: arcs, shared by the two countries that they part.

After the TopoJSON specification (Bostock and Metcalf, 2013): an arc is a list of differences of
whole numbers, scaled and moved; a ring is a list of arcs, ``~i`` being arc ``i`` walked backwards.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["Topology", "read_topology"]

Arc = NDArray[np.float64]
"""n x 2, longitude and latitude in degrees."""


@dataclass(frozen=True)
class Topology:
    """Arcs in degrees, and the rings of each country as lists of arcs."""

    arcs: tuple[Arc, ...]
    rings: dict[str, list[list[int]]]

    def between(self, one: str, other: str) -> list[Arc]:
        """The frontier of two countries, in its pieces."""
        return [self.arcs[i] for i in sorted(self._arcs_of(one) & self._arcs_of(other))]

    def outlines(self, change: Callable[[Arc], Arc]) -> Iterator[Arc]:
        """Every ring of every country, closed, its arcs changed one by one.

        Neighbours change a shared arc alike, so they go on meeting.
        """
        changed = [change(arc) for arc in self.arcs]
        for rings in self.rings.values():
            for ring in rings:
                yield np.concatenate([changed[i] if i >= 0 else changed[~i][::-1] for i in ring])

    def _arcs_of(self, country: str) -> set[int]:
        if country not in self.rings:
            raise ValueError(f"no country {country!r} in the topology")
        return {max(i, ~i) for ring in self.rings[country] for i in ring}


def read_topology(path: Path) -> Topology:
    """The countries of a world-atlas file."""
    text: dict[str, Any] = json.loads(path.read_text("utf-8"))
    scale, move = (np.array(text["transform"][name]) for name in ("scale", "translate"))
    arcs = tuple(np.cumsum(np.array(arc), axis=0) * scale + move for arc in text["arcs"])
    rings = {
        country["properties"]["name"]: list(_outer_rings(country))
        for country in text["objects"]["countries"]["geometries"]
    }
    return Topology(arcs, rings)


def _outer_rings(country: dict[str, Any]) -> Iterator[list[int]]:
    """Outer rings alone: a hole is another country, or a lake that Natural Earth leaves out."""
    polygons = country.get("arcs", [])
    if country["type"] == "Polygon":
        polygons = [polygons]
    for polygon in polygons:
        yield polygon[0]
