"""The pen of a map: shapes of a sheet as outlines of a scene, and the styles of what maps hold."""

from __future__ import annotations

import math
from dataclasses import dataclass

import shapely
from shapely import ops

from timelines.glyphs import Ring
from timelines.media import Metrics
from timelines.scene import Answer, Outline, Outlines, Style

BORDER_STYLE = Style(edge="muted", line=0.8, dashes=(4.0, 1.6, 0.9, 1.6))
CASING = 1.3  # on either side of what lies over other lines
ARROW = 1.7
_HEAD = (5.4, 4.6)  # length and breadth of the head of an arrow
_CORNERS = 20  # of a circle


@dataclass(frozen=True)
class Pen:
    """Where the upper left corner of a sheet stands in a scene of a plot's width."""

    metrics: Metrics
    left: float
    top: float
    name: str = ""

    def at(self, x: float) -> float:
        """The position of a point of the sheet."""
        return round(self.left + x, 1) / self.metrics.width

    def down(self, y: float) -> float:
        """The height of a point of the sheet."""
        return round(self.top + y, 1)

    def ring(self, shape: shapely.Geometry) -> Ring:
        """The corners of a line or a ring."""
        return tuple((self.at(x), self.down(y)) for x, y in shapely.get_coordinates(shape).round(1))

    def areas(self, shape: shapely.Geometry, answer: Answer | None = None) -> list[Outline]:
        """The polygons of a shape with their holes."""
        return [
            Outline((self.ring(part.exterior), *map(self.ring, part.interiors)), answer=answer)
            for part in _parts(shape)
            if part.geom_type == "Polygon"
        ]

    def lines(self, shape: shapely.Geometry, answer: Answer | None = None) -> list[Outline]:
        """The lines of a shape."""
        return [
            Outline((self.ring(part),), answer=answer)
            for part in _parts(shapely.line_merge(shape))
            if part.geom_type == "LineString"
        ]

    def about(self, ring: Ring, x: float, y: float, answer: Answer | None = None) -> Outline:
        """A ring of units about a point of the sheet."""
        return Outline((ring,), self.at(x), self.down(y), answer)

    def arrow(self, way: shapely.LineString, hue: str, *, dashed: bool) -> list[Outlines]:
        """The shaft of an arrow over its casing."""
        dashes = (3.2, 2.0) if dashed else ()
        shaft = self.lines(way)
        return [
            Outlines(
                f"casing-{self.name}", Style(edge="land", line=ARROW + CASING), shaft, closed=False
            ),
            Outlines(
                f"ways-{self.name}-{hue}-{dashed:d}",
                Style(edge=f"full-{hue}", line=ARROW, dashes=dashes),
                shaft,
                closed=False,
            ),
        ]


def head(way: shapely.LineString) -> tuple[shapely.LineString, Ring]:
    """A way without its last bit, and the head of its arrow in units about its end."""
    length, half = _HEAD[0], _HEAD[1] / 2
    (x0, y0), (x1, y1) = shapely.get_coordinates(way)[-2:]
    turn = math.atan2(y1 - y0, x1 - x0)
    along, across = math.cos(turn), math.sin(turn)
    corners = ((0.0, 0.0), (-length, half), (-length * 0.75, 0.0), (-length, -half))
    ring = tuple((u * along - v * across, u * across + v * along) for u, v in corners)
    cut = max(way.length - length * 0.75, way.length * 0.2)
    return ops.substring(way, 0.0, cut), ring


def circle(radius: float, corners: int = _CORNERS) -> Ring:
    """A circle about a point."""
    turns = (2 * math.pi * step / corners for step in range(corners))
    return tuple((round(radius * math.cos(t), 2), round(radius * math.sin(t), 2)) for t in turns)


def triangle(radius: float) -> Ring:
    """The sign of a height."""
    return ((0.0, -radius * 1.2), (radius * 1.1, radius * 0.8), (-radius * 1.1, radius * 0.8))


def right_half(ring: Ring) -> Ring:
    """Half of a sign, for a place that two hold."""
    half = shapely.intersection(shapely.Polygon(ring), shapely.box(0, -99, 99, 99))
    return tuple((round(x, 2), round(y, 2)) for x, y in shapely.get_coordinates(half))


def _parts(shape: shapely.Geometry) -> list[shapely.Geometry]:
    parts = [part for part in shapely.get_parts(shape) if not part.is_empty]
    if any(part.geom_type == "GeometryCollection" for part in parts):
        return [one for part in parts for one in _parts(part)]
    return parts
