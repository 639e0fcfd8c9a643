"""Where the marks of a figure stand, read back from its SVG and from its plotly JSON.

A mark is (kind, hue, start, end), its kind found in the table of glyphs by how it looks; start and
end are parts of the panel's width, 0 at its left edge and 1 at its right, and one number for a sign
of fixed size.
"""

from __future__ import annotations

import datetime as dt
import json
import math
import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Sequence

from timelines.glyphs import GLYPHS, Glyph, Part
from timelines.media import MARGIN
from timelines.palette import ROLES
from timelines.plotly_markers import marker_of

SIGNS = {f"{glyph.name}s": glyph for glyph in GLYPHS if not glyph.bar}
_ROLE = {value: role for role, value in ROLES["light"].items()}
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_NAMED = re.compile(r"^\w+?-(\w+)(?:-(.*))?$")
_SVG = "{http://www.w3.org/2000/svg}"
Mark = tuple[str, str, float, float]


# The SVG


def answers(svg: str) -> list[list]:
    """What each mark of a drawing says and where: [id, about, row, rooms, line, line ...]."""
    return json.loads(ElementTree.fromstring(svg).find(f"{_SVG}metadata").text)


def of_svg(svg: str) -> list[Mark]:
    """The marks of a drawing, sorted."""
    marks: list[Mark] = []
    root = ElementTree.fromstring(svg)
    panel = float(root.get("width")) - 2 * MARGIN
    for group in root.iter(f"{_SVG}g"):
        named = _NAMED.match(group.get("id") or "")
        if not named:
            continue
        kind, rest = named[1], named[2] or ""
        outlines = _outlines(group[0].get("d", ""), panel) if len(group) else []
        if kind in SIGNS:
            marks += _signs(kind, rest, outlines)
        elif kind == "bars":
            hue, _, part = rest.rpartition("-")
            marks += [(part, hue, *_ends(one)) for one in outlines]
        elif kind in ("squares", "dots", "rings", "stems"):
            hue = rest.removeprefix("full-")
            marks += [(kind, hue, *[sum(_ends(one)) / 2] * 2) for one in outlines]
        elif kind == "references":
            marks += [(kind, "", one[0], one[0]) for one in outlines]
        elif kind in ("cells", "background", "lines", "ribbons"):
            marks += [(kind, rest, *_ends(one)) for one in outlines]
    return _sorted(marks)


def _signs(kind: str, rest: str, outlines: list[list[float]]) -> list[Mark]:
    """Of signs the first part, from which the table says where the place is."""
    hue, part = rest, "0"
    if len(SIGNS[kind].parts) > 1:
        hue, _, part = rest.rpartition("-")
    first = SIGNS[kind].parts[0]
    hue = hue if {first.fill, first.edge} & {"full", "pale"} else ""
    return [(kind, hue, *[_place(one, first)] * 2) for one in outlines if part == "0"]


def _place(outline: list[float], part: Part) -> float:
    """Where the place of an outline is that may be mirrored, as its first corner tells."""
    (left, right), (low, high) = _ends([x for x, _ in part.outline]), _ends(outline)
    scale = (high - low) / (right - left)
    places = {1: low - left * scale, -1: low + right * scale}
    first = part.outline[0][0] * scale
    return min(places.items(), key=lambda one: abs(one[1] + one[0] * first - outline[0]))[1]


def _outlines(path: str, panel: float) -> list[list[float]]:
    """The x of each point of each part of a path, as parts of the panel's width."""
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
    kinds = {kind for kind, *_ in marks}
    alike = {kind: len(_alike(SIGNS[kind])) for kind in kinds & SIGNS.keys()}
    rest = [mark for mark in marks if mark[0] not in alike]
    for kind, parts in alike.items():
        rest += sorted(mark for mark in marks if mark[0] == kind)[::parts]
    return _sorted(rest)


def _alike(glyph: Glyph) -> list[Part]:
    """The parts of a glyph that are drawn as its first is, wherever they stand."""
    return [part for part in glyph.parts if _same(_look(part), _look(glyph.parts[0]))]


def _look(part: Part) -> tuple[object, ...]:
    """An outline without its size: a marker, or corners, and of what sort its colour is."""
    marker = marker_of(([(x * 100, y * 100) for x, y in part.outline],))
    return (part.fill, *(_marker_look(marker) if marker else _path_look(part.outline)))


def _marker_look(marker: dict) -> tuple[object, ...]:
    size, line = marker["size"], marker.get("line", {}) if "line-" in marker["symbol"] else {}
    shares = (part / size for part in (marker.get("standoff", 0), line.get("width", 0)))
    return marker["symbol"], *shares


def _path_look(ring: Sequence[tuple[float, float]]) -> tuple[object, ...]:
    (left, right), (top, bottom) = (_ends(list(ends)) for ends in zip(*ring, strict=True))
    corners = ((abs(x) / max(-left, right), (y - top) / (bottom - top)) for x, y in ring)
    return tuple(part for corner in corners for part in corner)


def _kind(role: str, look: tuple[object, ...]) -> str:
    """Which sign looks so, or nothing."""
    look = (role.partition("-")[0], *look)
    return next((kind for kind, glyph in SIGNS.items() if _same(_look(glyph.parts[0]), look)), "")


def _same(one: tuple[object, ...], other: tuple[object, ...]) -> bool:
    """Whether two looks are the same, but for what a hundredth of a pixel makes of a share."""
    return len(one) == len(other) and all(
        a == b if isinstance(a, str) or isinstance(b, str) else math.isclose(a, b, abs_tol=0.04)
        for a, b in zip(one, other, strict=True)
    )


def _of_trace(trace: dict, axes: _Axes) -> list[Mark]:
    marker, name = trace.get("marker", {}), trace.get("xaxis", "x")
    fill = _ROLE.get(marker.get("color"), "")
    if trace["type"] == "bar":
        kind, hue = "possible" if fill.startswith("pale-") else "core", fill.partition("-")[2]
        return [
            (kind, hue, axes.part(name, base), axes.part(name, base, length))
            for base, length in zip(trace["base"], trace["x"], strict=True)
        ]
    if marker.get("opacity") == 0 or "symbol" not in marker:
        return []
    edge = _ROLE.get(marker["line"].get("color"), "")
    plain = {"square": "squares", "circle": "rings" if fill == "paper" else "dots"}
    kind = _kind(fill or edge, _marker_look(marker))
    if "angle" not in marker:  # which one of several parts has
        kind = kind or plain.get(marker["symbol"], "")
    hue = fill.partition("-")[2] or edge.partition("-")[2]
    places = [axes.part(name, x) for x in trace["x"]]
    return [(kind, hue, at, at) for at in places if kind]


def _of_shape(shape: dict, axes: _Axes) -> list[Mark]:
    name, fill = shape.get("xref", "x"), _ROLE.get(shape.get("fillcolor"), "")
    drawn, _, rest = shape.get("name", "").partition("-")
    if drawn == "stems":
        return [(drawn, rest, *[axes.part(name, shape["xanchor"])] * 2)]
    if drawn == "lines":
        return [(drawn, rest, *sorted(axes.part(name, shape[end]) for end in ("x0", "x1")))]
    if drawn == "ribbons":
        places = [axes.part(name, x) for x in re.findall(r"[ML]([^,]+),", shape["path"])]
        return [(drawn, rest, min(places), max(places))]
    hue = fill.partition("-")[2]
    if shape.get("xsizemode") == "pixel":  # a sign; or of the key, or the ground of words
        if shape["type"] != "path" or shape["yref"] == "paper":
            return []
        corners = [float(number) for number in _NUMBER.findall(shape["path"].split("Z")[0])]
        ring = [(x, -y) for x, y in zip(corners[::2], corners[1::2], strict=True)]
        kind, at = _kind(fill, _path_look(ring)), axes.part(name, shape["xanchor"])
        return [(kind, hue, at, at)] if kind else []
    if shape["type"] == "path":
        kind = "possible" if fill.startswith("pale-") else "core"
        boxes = [re.findall(r"[ML]([^,]+),", part) for part in shape["path"].split("Z")[:-1]]
        return [
            (kind, hue, *(axes.part(name, x.replace("_", " ")) for x in box[:2])) for box in boxes
        ]
    if shape["type"] == "rect":
        kind, fill = ("background", "") if shape["y0"] == 0 else ("cells", fill)
        return [(kind, fill, axes.part(name, shape["x0"]), axes.part(name, shape["x1"]))]
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
