"""Land cut by lines into pieces, and whose piece a point lies in.

The pieces are the faces of the arrangement of coast and lines. A piece is known by the points of
known holder that lie in it: where two such points of different holders share a piece, a line has a
gap. An island without one goes with the nearest piece that has.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import shapely

__all__ = ["OFF_SHORE", "GapError", "Piece", "labelled", "pieces_of"]


OFF_SHORE = 0.3
"""Degrees that a point of an island may lie off its coast, as thinned."""


class GapError(ValueError):
    """Two names in one piece of land: a line that should part them has a gap."""


@dataclass(frozen=True)
class Piece:
    """A piece of land and the name of what it belongs to."""

    name: str
    shape: shapely.Polygon


def pieces_of(
    land: Sequence[shapely.Polygon], lines: Sequence[shapely.Geometry]
) -> list[shapely.Polygon]:
    """The pieces into which lines cut the land; what a line does in the sea cuts nothing."""
    whole = shapely.union_all(list(land))
    noded = shapely.union_all([*(shapely.boundary(island) for island in land), *lines])
    faces = shapely.get_parts(shapely.polygonize([noded]))
    shapely.prepare(whole)
    return [face for face in faces if whole.covers(face.representative_point())]


def labelled(
    pieces: Sequence[shapely.Polygon], seeds: Mapping[str, Sequence[tuple[float, float]]]
) -> list[Piece]:
    """The pieces with their names, from points (longitude, latitude) by name.

    A point at sea is one of the nearest piece. GapError where a piece has two names; ValueError
    where a point lies farther than ``OFF_SHORE`` from any.
    """
    names: dict[int, str] = {}
    tree = shapely.STRtree(pieces)
    for name, points in seeds.items():
        for point in points:
            at = int(tree.nearest(shapely.Point(point)))
            if shapely.Point(point).distance(pieces[at]) > OFF_SHORE:
                raise ValueError(f"a point of {name!r}, {point}, lies on no land")
            if names.setdefault(at, name) != name:
                raise GapError(f"{names[at]!r} and {name!r} are not parted by any line")
    if not names:
        return []
    known = list(names)
    near = shapely.STRtree([pieces[at] for at in known])
    return [
        Piece(names.get(number) or names[known[int(near.nearest(piece))]], piece)
        for number, piece in enumerate(pieces)
    ]
