"""Rules of what maps are drawn from: lines, their geometry, axes, layers and control checks.

A line is drawn as surely as it is known: what is only recalled has a wide radius, and no line bends
more finely than its radius allows.
"""

from __future__ import annotations

from collections.abc import Iterator

from cartography.faults import faults_of
from historical_record.cells import Cells
from historical_record.geometry import GROUND, LAND, OWN
from historical_record.problems import Problem
from historical_record.record import Record

__all__ = ["check_axes", "check_controls", "check_geometry", "check_layers", "check_lines"]

RECALLED_KM = 8.0
"""Nobody remembers a line better than this."""

_SPANS = {
    "lines": ("valid_from", "valid_to"),
    "territories": ("valid_from", "valid_to"),
    "axes": ("start", "end"),
}


def check_lines(record: Record) -> Iterator[Problem]:
    """Each line has one geometry or is made of lines that have; spans are in order."""
    for name, (first, last) in _SPANS.items():
        if name in record.tables:
            yield from _in_order(record, record.tables[name], first, last)
    lines = record.tables.get("lines")
    if lines is None:
        return
    drawn = [name for features in record.geometry.files.values() for name in features]
    made = {row.get("id", "") for row in lines.rows if row.get("made_of")}
    for index, row in enumerate(lines.rows):
        times, parts = drawn.count(row.get("id", "")), record.items(row, "made_of")
        if parts and times:
            yield lines.problem(index, "made_of", "has a geometry of its own: expected blank")
        elif not parts and times != 1:
            message = f"has {times} geometries: expected one, in {OWN} or {GROUND}"
            yield lines.problem(index, "id", message)
        if made.intersection(parts):
            yield lines.problem(index, "made_of", "is made of lines that are made of lines")
        if row.get("evidence") == "recalled" and 0 < _number(row, "radius_km") < RECALLED_KM:
            message = f"a line that is only recalled: expected at least {RECALLED_KM:g} km"
            yield lines.problem(index, "radius_km", message)
        if _number(row, "radius_km") == 0:
            yield lines.problem(index, "radius_km", "no line is that sure: expected above 0")


def check_geometry(record: Record) -> Iterator[Problem]:
    """Each shape has a row, lies in the frame, and is drawn no more finely than it is known."""
    lines = record.tables.get("lines")
    if lines is None or not lines.whole:
        return
    radius = {row.get("id", ""): _number(row, "radius_km") for row in lines.rows}
    frame = record.geometry.frame
    for file, features in record.geometry.files.items():
        for feature in features.values():
            land = file == GROUND and feature.layer == LAND
            if not land and feature.id not in radius:
                message = "has no row in lines.csv: expected one with this id"
                yield Problem(file, feature.line, "", feature.id, message)
            for fault in faults_of(feature.shape, frame, radius.get(feature.id)):
                yield Problem(file, feature.line, "", feature.id, fault)


def check_axes(record: Record) -> Iterator[Problem]:
    """The legs of an axis are numbered, each begins where the last ended, and not before it."""
    axes = record.tables.get("axes")
    if axes is None:
        return
    last: dict[str, int] = {}
    for index, row in enumerate(axes.rows):
        before = axes.rows[last[row.get("axis", "")]] if row.get("axis") in last else {}
        number = int(_number(before, "leg")) + 1
        if _number(row, "leg") != number:
            yield axes.problem(index, "leg", f"the legs of an axis follow: expected {number}")
        if before and row.get("from_place") != before.get("to_place"):
            message = f"begins elsewhere than the last leg ended: expected {before['to_place']}"
            yield axes.problem(index, "from_place", message)
        if before and record.before(row.get("start", ""), before.get("end", "")):
            message = f"before the last leg ended: expected not before {before['end']}"
            yield axes.problem(index, "start", message)
        for point in record.items(row, "via"):
            if not _in_frame(point, record.geometry.frame):
                message = f"{point!r:.60} is no longitude and latitude in the frame of the maps"
                yield axes.problem(index, "via", message)
        last[row.get("axis", "")] = index


def check_layers(record: Record) -> Iterator[Problem]:
    """Each layer of the ground has its row, with its licence."""
    layers = record.tables.get("layers")
    if layers is None or not layers.whole:
        return
    known = {row.get("id", "") for row in layers.rows if row.get("file") == GROUND}
    for feature in record.geometry.files.get(GROUND, {}).values():
        if feature.layer not in known:
            message = f"is of the layer {feature.layer!r}: expected one of layers.csv"
            yield Problem(GROUND, feature.line, "", feature.id, message)


def check_controls(record: Record) -> Iterator[Problem]:
    """A control check asks for a place that lies in the frame of the maps."""
    controls = record.tables.get("controls")
    if controls is None:
        return
    places = {row.get("id", ""): row for row in record.tables["places"].rows}
    for index, row in enumerate(controls.rows):
        place = places.get(row.get("place", ""), {})
        point = f"{place.get('lon', '')} {place.get('lat', '')}"
        if place and not _in_frame(point, record.geometry.frame):
            yield controls.problem(index, "place", "lies outside the frame of the maps")


def _in_order(record: Record, cells: Cells, first: str, last: str) -> Iterator[Problem]:
    for index, row in enumerate(cells.rows):
        if record.before(row.get(last, ""), row.get(first, "")):
            message = f"end before start: expected not before {row[first]}"
            yield cells.problem(index, last, message)


def _in_frame(point: str, frame: tuple[float, float, float, float]) -> bool:
    west, south, east, north = frame
    try:
        lon, lat = (float(part) for part in point.split(" "))
    except ValueError:
        return False
    return west <= lon <= east and south <= lat <= north


def _number(row: dict[str, str], column: str) -> float:
    try:
        return float(row.get(column, ""))
    except ValueError:
        return 0.0
