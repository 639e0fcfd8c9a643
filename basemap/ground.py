"""Coast and frontiers of the theatre, cut and thinned to one file of GeoJSON (RFC 7946).

Land is one feature for each island, largest first. A frontier is cut from today's at named points
into the sections that the record dates; a section that differed in 1945 is not cut here, but drawn
in ``lines.geojson``. Every arc is thinned by itself (Douglas and Peucker, 1973) and its ends stay,
so that frontiers end on the coast and on each other.
"""

from __future__ import annotations

import json
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from basemap.topology import Topology

__all__ = ["FRAME", "SECTIONS", "ground", "land", "written"]

FRAME = (102.0, 34.0, 162.0, 58.0)
"""West, south, east and north of the theatre, 1931-45: Baikal, Peking, Tokyo, Kamchatka."""

THINNED_KM = 1.1
SMALLEST_KM2 = 5.0
GRID = 0.001
"""Degrees: coordinates are written to a hundred metres, finer than they are known."""

NEAR_KM = 4.0
"""A cut is at the vertex nearest to its point, if that is nearer than this."""

_MIDDLE = np.cos(np.radians(47.0))
_KM = 111.195


@dataclass(frozen=True)
class Section:
    """Part of the frontier of two countries of today, between two points (longitude, latitude)."""

    countries: tuple[str, str]
    start: tuple[float, float]
    end: tuple[float, float] | None = None
    """None where the section runs out of the frame."""


_TRIPOINT = (116.683, 49.824)
_ARGUN_MOUTH = (121.471, 53.323)
_CHANNEL = (134.388, 48.382)
_KAZAKEVICHEVO = (134.719, 48.263)
_IMAN = (133.65, 45.95)
_SUNGACHA = (133.096, 45.106)
_KHANKA_WEST = (131.869, 45.328)
_CHANGLING = (130.492, 42.781)
_TUMEN_BEND = (130.532, 42.531)
_PAEKTU = (128.1, 41.999)
_YALU_MOUTH = (124.369, 40.098)
_PILLAR_T = (130.629, 42.414)
_TUMEN_MOUTH = (130.701, 42.294)
_HALHA_NORTH = (118.472, 47.99)
_HALHA_SOUTH = (119.134, 47.527)
_KHINGAN = (119.897, 46.825)
_RUSSIA, _MONGOLIA, _KOREA = ("China", "Russia"), ("China", "Mongolia"), ("China", "North Korea")

SECTIONS = {
    "frontier-argun": Section(_RUSSIA, _TRIPOINT, _ARGUN_MOUTH),
    "frontier-amur": Section(_RUSSIA, _ARGUN_MOUTH, _CHANNEL),
    "frontier-kazakevicheva": Section(_RUSSIA, _CHANNEL, _KAZAKEVICHEVO),
    "frontier-ussuri": Section(_RUSSIA, _KAZAKEVICHEVO, _IMAN),
    "frontier-sungacha": Section(_RUSSIA, _IMAN, _SUNGACHA),
    "frontier-khanka": Section(_RUSSIA, _SUNGACHA, _KHANKA_WEST),
    "frontier-primorye": Section(_RUSSIA, _KHANKA_WEST, _CHANGLING),
    "frontier-tumen-upper": Section(_KOREA, _TUMEN_BEND, _PAEKTU),
    "frontier-yalu": Section(_KOREA, _PAEKTU, _YALU_MOUTH),
    "frontier-tumen-lower": Section(("North Korea", "Russia"), _TUMEN_BEND, _PILLAR_T),
    "frontier-tumen-ussr": Section(("North Korea", "Russia"), _PILLAR_T, _TUMEN_MOUTH),
    "frontier-mongolia-north": Section(_MONGOLIA, _TRIPOINT, _HALHA_NORTH),
    "frontier-halha-1941": Section(_MONGOLIA, _HALHA_NORTH, _HALHA_SOUTH),
    "frontier-mongolia-south": Section(_MONGOLIA, _HALHA_SOUTH, _KHINGAN),
    "frontier-mongolia-china": Section(_MONGOLIA, _KHINGAN),
    "frontier-mongolia-ussr": Section(("Mongolia", "Russia"), _TRIPOINT),
}


def ground(topology: Topology, islands: list[shapely.Polygon]) -> list[dict[str, object]]:
    """The features of the ground: land by size, then the sections in the order above.

    ValueError where a section cannot be cut, as after a change of the package.
    """
    dry = [
        _feature(f"land-{number:03}", "land", shapely.geometry.polygon.orient(island))
        for number, island in enumerate(islands, 1)
    ]
    sections = [_feature(name, "frontier", _cut(name, topology)) for name in SECTIONS]
    return [*dry, *sections]


def written(features: list[dict[str, object]]) -> str:
    """A FeatureCollection with a feature on each line, so that a change is seen where it is."""
    lines = ",\n".join(json.dumps(feature, separators=(",", ":")) for feature in features)
    return f'{{"type":"FeatureCollection","features":[\n{lines}\n]}}\n'


def _feature(name: str, layer: str, shape: shapely.Geometry) -> dict[str, object]:
    geometry = json.loads(shapely.to_geojson(shape))
    return {"type": "Feature", "id": name, "properties": {"layer": layer}, "geometry": geometry}


def land(topology: Topology) -> list[shapely.Polygon]:
    """The countries joined, island by island, largest first."""
    frame = shapely.box(*FRAME)
    wide = frame.buffer(1)
    countries = [
        shapely.make_valid(shapely.Polygon(ring))
        for ring in topology.outlines(_thinned)
        if len(ring) > 3 and wide.intersects(shapely.MultiPoint(ring))
    ]
    joined = shapely.union_all(
        [country.intersection(frame) for country in countries], grid_size=GRID
    )
    parts = [part for part in shapely.get_parts(joined) if part.geom_type == "Polygon"]
    whole = [shapely.Polygon(part.exterior) for part in parts]
    return sorted((p for p in whole if _km2(p) >= SMALLEST_KM2), key=_km2, reverse=True)


def _cut(name: str, topology: Topology) -> shapely.LineString:
    section = SECTIONS[name]
    pieces = topology.between(*section.countries)
    arc = min(pieces, key=lambda piece: _away(piece, section.start).min())
    first = _nearest(arc, section.start, name)
    if section.end is None:
        ahead = arc[first:] if arc[-1, 0] < FRAME[0] else arc[: first + 1][::-1]
        inside = shapely.LineString(_thinned(ahead)).intersection(shapely.box(*FRAME))
        return shapely.set_precision(shapely.get_parts(inside)[0], GRID)
    last = _nearest(arc, section.end, name)
    part = arc[first : last + 1] if first < last else arc[last : first + 1][::-1]
    return shapely.LineString(_thinned(part))


def _nearest(arc: NDArray[np.float64], point: tuple[float, float], name: str) -> int:
    away = _away(arc, point)
    if away.min() > NEAR_KM:
        raise ValueError(f"{name}: no vertex within {NEAR_KM} km of {point}")
    return int(away.argmin())


def _away(arc: NDArray[np.float64], point: tuple[float, float]) -> NDArray[np.float64]:
    return np.hypot((arc[:, 0] - point[0]) * _MIDDLE, arc[:, 1] - point[1]) * _KM


def _thinned(arc: NDArray[np.float64]) -> NDArray[np.float64]:
    """An arc with the vertices that matter, on the grid; its ends stay."""
    stretch = np.array([_MIDDLE, 1.0])
    line = shapely.LineString(arc * stretch).simplify(THINNED_KM / _KM)
    return np.round(shapely.get_coordinates(line) / stretch, 3) + 0.0


def _km2(polygon: shapely.Polygon) -> float:
    narrow = float(np.cos(np.radians(polygon.centroid.y)))
    return float(polygon.area) * narrow * _KM**2
