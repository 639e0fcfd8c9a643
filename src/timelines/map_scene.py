"""A map as a scene: its sheets beside each other, the key of what occurs, and where it is from."""

from __future__ import annotations

from dataclasses import replace

from timelines.description import Axis
from timelines.map_description import MapDescription
from timelines.map_key import key_of_map
from timelines.map_pen import Pen
from timelines.map_sheet import DrawnSheet, heading_of
from timelines.media import Metrics
from timelines.scale import Scale
from timelines.scene import LEFT, Scene, Text, lines_of, title_of

_GAP = 10.0  # units between two sheets
_HEADING = 1.9  # of the size of letters: what stands over one of several sheets


def head_scene(told: MapDescription, metrics: Metrics) -> Scene:
    """Title and key alone, for a page on which the map scrolls beneath them."""
    made = _titled(told.title, metrics)
    items, made.height = key_of_map(told, 0.0, metrics)
    made.items += items
    return made


def map_scene(
    told: MapDescription, metrics: Metrics, *, bare: bool = False
) -> tuple[Scene, dict[str, list[str]]]:
    """The map in a medium, and by frame the ids of places that are not on it.

    A `bare` one has neither title nor key.
    """
    made = _titled("" if bare else told.title, metrics)
    across = 1 if len(told.frames) == 1 else 2
    width = (metrics.width - _GAP * (across - 1)) / across
    left_out: dict[str, list[str]] = {}
    y = 0.0
    for start in range(0, len(told.frames), across):
        row = told.frames[start : start + across]
        deep = max(len(heading_of(frame, width, metrics)) for frame in row)
        heading = metrics.font * _HEADING + (deep - 1) * metrics.text_line if deep else 0.0
        sheets = [
            DrawnSheet(
                frame, width, Pen(metrics, at * (width + _GAP), y + heading, frame.id), told.rows
            )
            for at, frame in enumerate(row)
        ]
        for sheet in sheets:
            made.items += sheet.items()
            left_out[sheet.frame.id] = sheet.lettered.dropped
        y += heading + max(sheet.sheet.height for sheet in sheets) + metrics.pad
    items, depth = ([], 0.0) if bare else key_of_map(told, y, metrics)
    made.items += items
    made.height = y + depth
    credit = lines_of(told.credit, metrics.small, metrics)
    if credit:
        high = len(credit) * metrics.small * 1.24
        middle = made.height + high / 2
        made.items.append(Text(credit, LEFT, middle, metrics.small, "muted"))
        made.height += high
    made.bottom = metrics.pad
    return made, left_out


def _titled(title: str, metrics: Metrics) -> Scene:
    made = Scene(metrics, Scale(Axis("number", ((0.0, 1.0),))), alt="", grows=False)
    lines, height = title_of(title, metrics)
    made.top = round(height, 1)
    made.items += [replace(text, y=text.y - made.top) for text in lines]
    return made
