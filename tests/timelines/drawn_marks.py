"""Where the marks of a figure stand, read back from its SVG and from its plotly JSON.

A mark is (kind, hue, start, end); start and end are parts of the panel's width, 0 at its left edge
and 1 at its right, and one number for a sign of fixed size.
"""

from __future__ import annotations

import datetime as dt
import re
import xml.etree.ElementTree as ElementTree

from timelines.media import MARGIN, WIDTH
from timelines.palette import ROLES

_ROLE = {value: role for role, value in ROLES["light"].items()}
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_NAMED = re.compile(
    r"^\w+?-(bars|diamonds|hollows|arrows|perforations|circas|fades|cells|squares|background"
    r"|references|dots|rings|stems|lines|ribbons)(?:-(.*))?$"
)

NOTCHES = 4  # of a perforated edge
Mark = tuple[str, str, float, float]


# The SVG


def of_svg(svg: str) -> list[Mark]:
    """The marks of a drawing, sorted."""
    marks: list[Mark] = []
    parts: dict[tuple[str, str], list[list[float]]] = {}  # of signs of several, by their number
    for group in ElementTree.fromstring(svg).iter("{http://www.w3.org/2000/svg}g"):
        named = _NAMED.match(group.get("id") or "")
        if not named:
            continue
        kind, rest = named[1], named[2] or ""
        outlines = _outlines(group[0].get("d"))
        if kind == "bars":
            hue, _, part = rest.rpartition("-")
            marks += [(part, hue, *_ends(one)) for one in outlines]
        elif kind in ("diamonds", "hollows", "squares", "dots", "rings", "stems"):
            hue = rest.removeprefix("full-")
            marks += [(kind, hue, *[sum(_ends(one)) / 2] * 2) for one in outlines]
        elif kind == "arrows":
            marks += [(kind, rest, one[0], one[0]) for one in outlines]
        elif kind == "references":
            marks += [(kind, "", one[0], one[0]) for one in outlines]
        elif kind in ("perforations", "circas", "fades"):
            parts[kind, rest] = outlines
        elif kind in ("cells", "lines", "ribbons"):
            marks += [(kind, rest, *_ends(one)) for one in outlines]
        else:
            marks += [(kind, "", *_ends(one)) for one in outlines]
    for (kind, name), outlines in parts.items():
        hue, _, part = name.rpartition("-")
        if kind == "perforations" and part == "0":
            marks += [(kind, "", *[sum(_ends(one)) / 2] * 2) for one in outlines]
        elif kind == "circas" and part == "1":  # the inner dots stand as far from the place
            for one, other in zip(outlines, parts[kind, f"{hue}-2"], strict=True):
                marks.append((kind, hue, *[sum(_ends(one + other)) / 2] * 2))
        elif kind == "fades" and part == "0":
            for near, far in zip(outlines, parts[kind, f"{hue}-1"], strict=True):
                at = min(near) if min(far) > min(near) else max(near)
                marks.append((kind, hue, at, at))
    return _sorted(marks)


def _outlines(path: str) -> list[list[float]]:
    """The x of each point of each part of a path, as parts of the panel's width."""
    panel = WIDTH - 2 * MARGIN
    return [
        [(float(x) - MARGIN) / panel for x in _NUMBER.findall(part)[::2]]
        for part in path.split("M")[1:]
    ]


def _ends(outline: list[float]) -> tuple[float, float]:
    return min(outline), max(outline)


# plotly


def of_plotly(spec: dict) -> list[Mark]:
    """The marks of a figure at the range its axes have at first, sorted."""
    axes = _Axes(spec["layout"])
    marks: list[Mark] = []
    for trace in spec["data"]:
        marks += _of_trace(trace, axes)
    for shape in spec["layout"].get("shapes", []):
        marks += _of_shape(shape, axes)
    notches = [mark for mark in marks if mark[0] == "perforations"]
    rest = [mark for mark in marks if mark[0] != "perforations"]
    return _sorted(rest + sorted(notches)[::NOTCHES])


def _of_trace(trace: dict, axes: _Axes) -> list[Mark]:
    marker, name = trace.get("marker", {}), trace.get("xaxis", "x")
    symbol, fill = marker.get("symbol"), _ROLE.get(marker.get("color"), "")

    def signs(kind, hue):
        places = [axes.part(name, x) for x in trace["x"]]
        return [(kind, hue.removeprefix("full-"), at, at) for at in places]

    if trace["type"] == "bar":
        kind = "possible" if fill.startswith("pale-") else "core"
        hue = fill.partition("-")[2]
        return [
            (kind, hue, axes.part(name, base), axes.part(name, base, length))
            for base, length in zip(trace["base"], trace["x"], strict=True)
        ]
    if marker.get("opacity") == 0:
        return []
    if symbol == "diamond":
        hollow = fill == "paper"
        return signs(*("hollows", _ROLE[marker["line"]["color"]]) if hollow else ("diamonds", fill))
    if symbol == "square":
        return signs("squares", fill)
    if symbol == "triangle-down":
        return signs("arrows", fill)
    if symbol == "circle" and "angle" not in marker:
        hollow = fill == "paper"
        return signs(*("rings", _ROLE[marker["line"]["color"]]) if hollow else ("dots", fill))
    # Of a sign of several parts the one that is nearest to its place.
    if symbol == "circle" and marker["angle"][0] == -90 and marker["standoff"] < 5 * marker["size"]:
        return signs("circas", fill)
    if symbol == "line-ew" and marker["standoff"] < marker["line"]["width"]:
        return signs("fades", _ROLE[marker["line"]["color"]])
    if symbol == "line-ns":
        return signs("perforations", "")
    return []


def _of_shape(shape: dict, axes: _Axes) -> list[Mark]:
    name, fill = shape.get("xref", "x"), _ROLE.get(shape.get("fillcolor"), "")
    kind, _, rest = shape.get("name", "").partition("-")
    if kind == "stems":
        return [(kind, rest, *[axes.part(name, shape["xanchor"])] * 2)]
    if kind == "lines":
        return [(kind, rest, *sorted(axes.part(name, shape[end]) for end in ("x0", "x1")))]
    if kind == "ribbons":
        places = [axes.part(name, x) for x in re.findall(r"[ML]([^,]+),", shape["path"])]
        return [(kind, rest, min(places), max(places))]
    if shape.get("xsizemode") == "pixel":  # the key, and the grounds of words
        return []
    if shape["type"] == "path":
        kind = "possible" if fill.startswith("pale-") else "core"
        boxes = [re.findall(r"[ML]([^,]+),", part) for part in shape["path"].split("Z")[:-1]]
        hue = fill.partition("-")[2]
        return [
            (kind, hue, *(axes.part(name, x.replace("_", " ")) for x in box[:2])) for box in boxes
        ]
    if shape["type"] == "rect":
        kind, hue = ("background", "") if shape["y0"] == 0 else ("cells", fill)
        return [(kind, hue, axes.part(name, shape["x0"]), axes.part(name, shape["x1"]))]
    if _ROLE.get(shape["line"].get("color")) == "reference":
        return [("references", "", *[axes.part(name, shape["x0"])] * 2)]
    return []


class _Axes:
    """From a value to a part of the panel's width, by the ranges and domains of a layout."""

    def __init__(self, layout: dict):
        self.layout = layout

    def part(self, name: str, value: object, length: float = 0.0) -> float:
        """Where a value stands; `length` is added to it, in milliseconds on an axis of dates."""
        if name == "paper":
            return value
        axis = self.layout[name.replace("x", "xaxis", 1)]
        if "range" not in axis:
            axis = self.layout[axis["matches"].replace("x", "xaxis", 1)]
        low, high = (_number(end) for end in axis["range"])
        left, right = axis.get("domain", (0.0, 1.0))
        return left + (_number(value) + length - low) / (high - low) * (right - left)


def _number(value: object) -> float:
    try:
        return float(value)
    except ValueError:
        moment = dt.datetime.fromisoformat(value)
        return (moment - dt.datetime(1970, 1, 1)) / dt.timedelta(milliseconds=1)


def _sorted(marks: list[Mark]) -> list[Mark]:
    """In one order for both media; a line drawn in pieces, clear of labels, is one line."""
    lines = {
        ("references", "", round(start, 3)) for kind, _, start, _ in marks if kind == "references"
    }
    rest = [mark for mark in marks if mark[0] != "references"]
    return sorted(rest + [(kind, hue, at, at) for kind, hue, at in lines])
