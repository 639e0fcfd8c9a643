"""What the lines and places of a map look like."""

from __future__ import annotations

from collections.abc import Iterator

import shapely

from cartography.sheet import Sheet
from timelines.glyphs import Ring
from timelines.map_description import CLAIM, HEIGHT, RAILWAY, RIVER, MapFrame, MapLine, MapPlace
from timelines.map_pen import BORDER_STYLE, circle, right_half, triangle
from timelines.scene import Style

DOT = 1.6  # radius of the sign of a place
_OPENING = 0.6  # of the sign of a place that is only recalled
_SEEN, _ALL = 0.014, 1 / 3  # of a sheet's width: a radius under its sign, and one beyond telling


def circled(frame: MapFrame) -> list[MapPlace]:
    """The places of a sheet with a circle about them, in which they should lie."""
    sheet = Sheet(frame.projection, frame.box, 1.0)
    return [
        place
        for place in frame.places
        if _SEEN < place.radius_km * sheet.per_km < _ALL
        and shapely.covers(sheet.frame, shapely.Point(sheet.point(place.lon, place.lat)))
    ]


def styles_of(line: MapLine) -> Iterator[Style]:
    """The strokes of a line, the lowest first."""
    if line.kind == RIVER:
        yield Style(edge="water", line=1.1)
    elif line.kind == RAILWAY:
        yield Style(edge="muted", line=0.5)
        yield Style(edge="muted", line=2.4, dashes=(0.5, 5.5))
    elif line.kind == CLAIM:
        yield Style(edge="land", line=3.0)
        hue = f"full-{line.hue}" if line.hue else "muted"
        yield Style(edge=hue, line=1.5, dashes=(6.0, 2.0, 1.5, 2.0))
    else:
        yield BORDER_STYLE


def sign_of(place: MapPlace) -> Iterator[tuple[Style, Ring]]:
    """The sign of a place: filled by who held it, and open where it is only recalled."""
    size = DOT * (1.4 if place.hues else 1.0)  # to show in whose hands it was
    ring = _ring(place, size)
    hues = [f"full-{hue}" for hue in place.hues] or ["land" if place.hollow else "ink"]
    yield Style(hues[0], "ink", 0.7), ring
    if len(hues) > 1:
        yield Style(hues[1], "ink", 0.7), right_half(ring)
    if place.hollow and place.hues:
        yield Style("land"), _ring(place, size * _OPENING)


def _ring(place: MapPlace, size: float) -> Ring:
    return triangle(size * 1.25) if place.symbol == HEIGHT else circle(size, 12)
