"""Rules of what maps show: each frame is a box of the Earth, and what it names lies in it."""

from __future__ import annotations

from collections.abc import Iterator

import shapely

from cartography.sheet import Sheet
from historical_record.problems import Problem
from historical_record.record import Record

__all__ = ["check_frames", "check_lettering"]

_SIDES = ("west", "south", "east", "north")
_WIDTH = 500.0  # of the sheet on which is asked what lies in a frame


def check_frames(record: Record) -> Iterator[Problem]:
    """Each frame is a box, and each place and event that it names lies in it."""
    frames = record.tables.get("frames")
    if frames is None:
        return
    places = {row.get("id", ""): row for row in record.tables["places"].rows}
    for index, row in enumerate(frames.rows):
        sheet = _sheet(row)
        if sheet is None:
            message = "is no box: expected west before east and south before north"
            yield frames.problem(index, "west", message)
            continue
        at = {event: record.events.get(event, {}) for event in record.items(row, "events")}
        named = [("places", place, place) for place in record.items(row, "places")]
        named += [("events", event, told.get("place", "")) for event, told in at.items() if told]
        for column, name, place in named:
            if place in places and not _lies_in(places[place], sheet):
                yield frames.problem(index, column, f"{name!r} lies outside the frame")
            elif not place:
                yield frames.problem(index, column, f"{name!r} has no place to be shown at")


def check_lettering(record: Record) -> Iterator[Problem]:
    """Words lie in each of the frames on which they stand."""
    lettering = record.tables.get("lettering")
    if lettering is None:
        return
    sheets = {row.get("id", ""): _sheet(row) for row in record.tables["frames"].rows}
    for index, row in enumerate(lettering.rows):
        for frame in record.items(row, "frames"):
            sheet = sheets.get(frame)
            if sheet is not None and not _lies_in(row, sheet):
                yield lettering.problem(index, "frames", f"lies outside the frame {frame!r}")


def _sheet(row: dict[str, str]) -> Sheet | None:
    try:
        west, south, east, north = (float(row.get(side, "")) for side in _SIDES)
        return Sheet(row.get("projection", ""), (west, south, east, north), _WIDTH)
    except ValueError:
        return None


def _lies_in(row: dict[str, str], sheet: Sheet) -> bool:
    try:
        point = sheet.point(float(row.get("lon", "")), float(row.get("lat", "")))
    except ValueError:
        return True  # told where the cell stands
    return bool(sheet.frame.contains(shapely.Point(*point)))
