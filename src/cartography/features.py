"""GeoJSON with a feature on each line, so that a fault has a line that an editor shows.

After RFC 7946: a FeatureCollection whose features have an id and one geometry. Shapes are those of
shapely (GEOS); nothing is mended on the way in.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import shapely

__all__ = ["Fault", "Feature", "read_features"]

_KINDS = ("LineString", "Polygon", "MultiLineString", "Point")
_ID = re.compile("[a-z0-9]+(-[a-z0-9]+)*")
_HEAD, _TAIL = '{"type":"FeatureCollection","features":[', "]}"


@dataclass(frozen=True)
class Feature:
    """A shape, its id, the layer it belongs to ("" for none) and the line it stands on."""

    id: str
    layer: str
    shape: shapely.Geometry
    line: int


@dataclass(frozen=True)
class Fault:
    """What is wrong, with which feature ("" where it has no id) and on which line."""

    line: int
    id: str
    message: str


def read_features(text: str) -> tuple[dict[str, Feature], list[Fault]]:
    """The features of a collection by id, and everything that keeps one from being read."""
    lines = [line.strip() for line in text.rstrip("\n").split("\n")]
    if lines[0] != _HEAD or lines[-1] != _TAIL:
        return {}, [Fault(1, "", f"expected a first line {_HEAD!r} and a last line {_TAIL!r}")]
    features: dict[str, Feature] = {}
    faults: list[Fault] = []
    end = len(lines) - 1
    for number, line in enumerate(lines[1:end], 2):
        read = _feature(line.removesuffix(","), number)
        if isinstance(read, Fault):
            faults.append(read)
        elif read.id in features:
            message = f"duplicate: the id stands on line {features[read.id].line} already"
            faults.append(Fault(number, read.id, message))
        elif line.endswith(",") == (number == end):
            faults.append(Fault(number, read.id, "a comma stands after each feature but the last"))
        else:
            features[read.id] = read
    return features, faults


def _feature(text: str, number: int) -> Feature | Fault:
    try:
        found: Any = json.loads(text)
    except (ValueError, RecursionError):
        return Fault(number, "", "not one feature in JSON on one line")
    if not isinstance(found, dict) or found.get("type") != "Feature":
        return Fault(number, "", 'expected an object with "type":"Feature"')
    name = found.get("id")
    if not isinstance(name, str) or not _ID.fullmatch(name):
        return Fault(number, "", f"has the id {name!r:.60}: expected small letters and hyphens")
    layer = found.get("properties") or {}
    layer = layer.get("layer", "") if isinstance(layer, dict) else None
    if not isinstance(layer, str):
        return Fault(number, name, "has a layer that is not text")
    geometry = found.get("geometry")
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    if kind not in _KINDS or not isinstance(geometry, dict):
        return Fault(number, name, f"is a {kind!r:.60}: expected one of {', '.join(_KINDS)}")
    if not all(map(_is_degree, _numbers(geometry.get("coordinates")))):
        return Fault(number, name, "has a coordinate that is no number of degrees")
    try:
        shape = shapely.from_geojson(json.dumps(geometry))
    except shapely.errors.GEOSException:
        return Fault(number, name, f"has coordinates of no {kind}")
    if shape.is_empty or shape.has_z:
        return Fault(number, name, "expected pairs of longitude and latitude, and not none")
    return Feature(name, layer, shape, number)


def _numbers(part: Any) -> Iterator[Any]:
    waiting = [part]
    for value in waiting:
        if isinstance(value, list):
            waiting += value
        else:
            yield value


def _is_degree(value: Any) -> bool:
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
    return is_number and math.isfinite(value) and abs(value) <= 180
