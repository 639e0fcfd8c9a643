"""A scene drawn for the screen: a plotly specification that holds from 320 pixels up.

Heights are pixels (the y axis runs from the plot's height to 0), widths are the axis's own, so
the figure stretches with its page. What answers the pointer is a trace, named after its group:
bars with a base, signs as markers, which no edge of an axis cuts, words beside unseen markers.
All else is a shape or an annotation. A whole axis is plotly's own, so that it zooms; the panels of
a broken one cannot be zoomed and stay one axis, with the ticks they are given.

plotly reads its labels, names and hovers as a small HTML, as templates (`%{...}`) and, where a
page has MathJax, as TeX between dollar signs. Each of those is written here as a character
reference, which plotly turns back into the character after it has looked for markup.
"""

from __future__ import annotations

import datetime as dt
import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from textwrap import wrap as wrap_text
from typing import Any

from timelines import typeface as fonts
from timelines.description import LAST_POSITION, Tick, moment_at
from timelines.glyphs import Ring
from timelines.palette import colour
from timelines.scene import LEFT, Answer, Box, Boxes, Item, Outline, Outlines, Scene, Style, Text

# A piece of a plotly figure, as plain JSON values.
Spec = dict[str, Any]
_REFERENCES = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", "$": "&#36;", "%": "&#37;", "{": "&#123;"}
)
_MILLISECONDS = 86_400_000
_HOVER_CHARACTERS = 46
_MOST_BARS = 100  # of more, a style is one node, and a point in the middle of each answers
_LEAST_STEP = 50  # pixels between two ticks
_DAILY = 5  # days; an axis of days this short would be given hours
# Nothing but a button moves a figure: a swipe or a wheel over it moves the page.
_CONFIG = {
    "responsive": True,
    "displaylogo": False,
    "typesetMath": False,
    "scrollZoom": False,
    "doubleClick": False,
    "showAxisDragHandles": False,
    "displayModeBar": False,
}
_ZOOM = {
    "displayModeBar": True,
    "modeBarButtons": [["zoomIn2d", "zoomOut2d", "pan2d", "resetScale2d"]],
}
_TICK_FORMATS = [
    {"dtickrange": [None, 86_400_000 - 1], "value": "%H:%M\n%-d %b"},
    {"dtickrange": [86_400_000, 86_400_000 * 20], "value": "%-d %b\n%Y"},
    {"dtickrange": [86_400_000 * 20, "M11"], "value": "%b\n%Y"},
    {"dtickrange": ["M12", None], "value": "%Y"},
]
_SIDES = {"start": "left", "middle": "center", "end": "right"}
_TEXT_SIDES = {"start": "middle right", "middle": "middle center", "end": "middle left"}
# What plotly makes of the radius of a marker: half a diamond, half the foot of a triangle and its
# height; a rectangle is a stroke.
_DIAMOND, _FOOT, _HEIGHT = 1.3, 2 / math.sqrt(3), 1.5


def spec_of(scene: Scene, mode: str) -> Spec:
    """The plotly figure as plain JSON values: {"data", "layout", "config"}."""
    drawing = _Drawing(scene, mode)
    layout = drawing.layout()
    return {
        "data": drawing.data,
        "layout": layout | {"template": template(mode)},
        "config": _CONFIG | (_ZOOM if scene.zooms else {}),
    }


def as_typed(text: str) -> str:
    """Text that plotly will draw exactly as given."""
    return text.translate(_REFERENCES)


class _Drawing:
    """Draws a scene as traces, shapes and annotations."""

    def __init__(self, scene: Scene, mode: str) -> None:
        self.scene, self.mode = scene, mode
        self.kind = scene.axis.kind
        self.whole = len(scene.axis.segments) == 1
        self.height = round(scene.height)
        self.data: list[Spec] = []
        self.shapes: list[Spec] = []
        self.annotations: list[Spec] = []
        bars = sum(len(i.boxes) for i in scene.items if isinstance(i, Boxes) and i.group)
        self.many = bars > _MOST_BARS
        if scene.ticks:
            self._anchors()
        for item in (*([] if self.whole else scene.grid), *scene.ground, *scene.items):
            self._item(item)

    def _item(self, item: Item) -> None:
        if isinstance(item, Text):
            if not item.answer:
                self.annotations.append(self._note(item))
        elif isinstance(item, Outlines):
            self._outlines(item)
        elif not item.group:
            self.shapes += [self._box(box, item) for box in item.boxes]
        elif self.many:
            self._path_of_bars(item)
        else:
            self._bars(item)

    # Places

    def _value(self, position: float) -> float | str:
        """A position as plotly's axis takes it: a date and time without a zone, or the number."""
        if self.kind == "number":
            return position
        moment = moment_at(min(position, LAST_POSITION))
        if moment.time() == dt.time():
            return moment.date().isoformat()
        return moment.isoformat(sep=" ", timespec="minutes")

    def _across(self, position: float) -> tuple[str, float | str]:
        """Where a position is for a shape: on its axis, or as a part of the width of a broken one.

        The panels of a broken axis stay as they are, words may stand over more than one of them,
        and the library draws in the order given what belongs to no panel.
        """
        if self.whole and math.isfinite(position):
            return "x", self._value(position)
        return "paper", round(float(self.scene.scale.fraction(position)), 5)

    def _down(self, *heights: float) -> tuple[str, list[float]]:
        """Heights on the axis of the plot, or, over and under it, in pixels from its top."""
        if all(-1 <= y <= self.height + 1 for y in heights):
            return "y", [round(y, 1) for y in heights]
        return "paper", [-round(y, 1) for y in heights]

    def _axis_name(self, position: float) -> str:
        return _numbered("x", self.scene.scale.segment_at(position))

    # Shapes

    def _ink(self, style: Style) -> Spec:
        ink: Spec = {
            "fillcolor": colour(style.fill, self.mode) if style.fill else "rgba(0,0,0,0)",
            "line": {"width": round(style.line, 2)},
            "layer": "between",  # over the grid, which would hide a line at a tick
        }
        if style.edge:
            ink["line"]["color"] = colour(style.edge, self.mode)
        if style.dashes:
            ink["line"]["dash"] = ",".join(f"{dash:g}px" for dash in style.dashes)
        return ink | ({} if style.alpha == 1 else {"opacity": style.alpha})

    def _box(self, box: Box, item: Boxes) -> Spec:
        inset = item.style.line / 2
        yref, (y0, y1) = self._down(box.top + inset, box.bottom - inset)
        shape: Spec = {"type": "rect", "yref": yref, "y0": y0, "y1": y1} | self._ink(item.style)
        if item.name:
            shape["name"] = item.name
        if yref == "paper":
            shape |= {"ysizemode": "pixel", "yanchor": 1}
        if box.left != box.right:
            (xref, x0), (_, x1) = map(self._across, (box.left, box.right))
            return shape | {"xref": xref, "x0": x0, "x1": x1}
        # On the axis, for the library draws what is on the paper under the grid.
        low = self.scene.axis.low if item.name and self.whole else LEFT
        xref, x = self._across(max(box.left, low))
        x0, x1 = (round(distance, 1) for distance in box.dx)
        return shape | {"xref": xref, "xsizemode": "pixel", "xanchor": x, "x0": x0, "x1": x1}

    def _outlines(self, item: Outlines) -> None:
        answered = [outline for outline in item.outlines if outline.answer]
        marker = _marker(item.outlines[0].rings) if answered else None
        if marker is None:
            self.shapes += [self._path(outline, item) for outline in item.outlines]
            marker = {"opacity": 0, "size": 10} if answered else None
        else:
            marker |= self._pen(marker, item.style)
        for axis, group in _grouped(answered, lambda o: self._axis_name(_at(o))).items():
            self.data.append(self._markers(item, axis, group, dict(marker or {})))

    def _path(self, outline: Outline, item: Outlines) -> Spec:
        """A line, a polygon with its holes, or an outline in pixels about a place."""
        ink, rings = self._ink(item.style), outline.rings
        if outline.at is None and not item.closed and len(rings[0]) == 2:
            (x0, y0), (x1, y1) = rings[0]
            xref, left = self._across(x0)
            ends = {"x0": left, "x1": self._across(x1)[1], "y0": round(y0, 1), "y1": round(y1, 1)}
            del ink["fillcolor"]
            return {"type": "line", "xref": xref, "yref": "y"} | ends | ink
        shape: Spec = {"type": "path", "fillrule": "evenodd", "yref": "y"} | ink
        if outline.at is None:
            points = [[(_joined(self._across(x)[1]), y) for x, y in ring] for ring in rings]
            xref, _ = self._across(rings[0][0][0])
        else:
            xref, x = self._across(outline.at)
            yref, _ = self._down(*(outline.y + y for ring in rings for _, y in ring))
            rise = outline.y if yref == "paper" else 0.0
            points = [[(f"{x:.2f}", -(rise + y)) for x, y in ring] for ring in rings]
            shape |= {"xsizemode": "pixel", "ysizemode": "pixel", "xanchor": x, "yref": yref}
            shape["yanchor"] = 1 if yref == "paper" else round(outline.y, 1)
        lines = ("L".join(f"{x},{y:.2f}" for x, y in ring) for ring in points)
        end = "Z" if item.closed else ""
        return shape | {"xref": xref, "path": "".join(f"M{line}{end}" for line in lines)}

    def _path_of_bars(self, item: Boxes) -> None:
        """All bars of a style as one path, and points that draw nothing but answer the pointer."""
        for axis, boxes in _grouped(item.boxes, lambda box: self._axis_name(box.left)).items():
            path = "".join(self._rectangle(box, item.style.line) for box in boxes)
            place = {"type": "path", "path": path, "xref": axis, "yref": "y"}
            self.shapes.append(place | self._ink(item.style))
            self.data.append(
                self._trace(item, axis, [box.answer for box in boxes])
                | {
                    "type": "scatter",
                    "mode": "none",
                    "x": [self._value((box.left + box.right) / 2) for box in boxes],
                    "y": [round((box.top + box.bottom) / 2, 2) for box in boxes],
                }
            )

    def _rectangle(self, box: Box, line: float) -> str:
        middle = (box.top + box.bottom) / 2
        half = max((box.bottom - box.top - line) / 2, 0.0)
        left, right = (_joined(self._value(at)) for at in (box.left, box.right))
        top, bottom = f"{middle - half:.2f}", f"{middle + half:.2f}"
        return f"M{left},{top}L{right},{top}L{right},{bottom}L{left},{bottom}Z"

    # Traces

    def _trace(self, item: Item, axis: str, answers: Sequence[Answer | None]) -> Spec:
        given = [answer for answer in answers if answer]
        trace: Spec = {
            "name": as_typed(item.group),
            "hoverinfo": "text",
            "showlegend": False,
            "customdata": [answer.id for answer in given],
            "hovertext": [_hover(answer) for answer in given],
        }
        return trace if axis == "x" else trace | {"xaxis": axis}

    def _anchors(self) -> None:
        """An unseen point on every axis, so that it is drawn even where no row stands."""
        segments = self.scene.axis.segments
        for number in range(len(segments) + bool(self.scene.second)):
            low = segments[number if number < len(segments) else 0][0]
            anchor: Spec = {
                "type": "scatter",
                "mode": "markers",
                "x": [self._value(low)],
                "y": [0],
                "marker": {"opacity": 0, "size": 1},
                "hoverinfo": "skip",
                "showlegend": False,
            }
            self.data.append(anchor | ({"xaxis": _numbered("x", number)} if number else {}))

    def _bars(self, item: Boxes) -> None:
        line = {"color": colour(item.style.edge, self.mode), "width": item.style.line}
        for axis, boxes in _grouped(item.boxes, lambda box: self._axis_name(box.left)).items():
            lengths = [box.right - box.left for box in boxes]
            dates = self.kind == "time"
            self.data.append(
                self._trace(item, axis, [box.answer for box in boxes])
                | {
                    "type": "bar",
                    "orientation": "h",
                    "base": [self._value(box.left) for box in boxes],
                    "x": [round(x * _MILLISECONDS) if dates else x for x in lengths],
                    "y": [round((box.top + box.bottom) / 2, 1) for box in boxes],
                    "width": round(boxes[0].bottom - boxes[0].top - item.style.line, 2),
                    "marker": {"color": colour(item.style.fill, self.mode), "line": line},
                    "textposition": "none",
                }
            )

    def _pen(self, marker: Spec, style: Style) -> Spec:
        """The colours of a marker; a stroke has but one."""
        fill = colour(style.fill, self.mode)
        if "line" in marker:
            return {"opacity": style.alpha, "line": {**marker["line"], "color": fill}}
        edge: Spec = {"width": round(style.line, 2)}
        if style.edge:
            edge["color"] = colour(style.edge, self.mode)
        return {"color": fill, "opacity": style.alpha, "line": edge}

    def _markers(self, item: Outlines, axis: str, group: Sequence[Outline], marker: Spec) -> Spec:
        if "standoff" in marker:
            ways = [_centre(outline.rings[0])[0] for outline in group]
            marker["angle"] = [-90 if way > 0 else 90 for way in ways]
        return self._trace(item, axis, [outline.answer for outline in group]) | {
            "type": "scatter",
            "mode": "markers",
            "x": [self._value(_at(outline)) for outline in group],
            "y": [round(outline.y + _centre(outline.rings[0])[1], 1) for outline in group],
            "marker": marker,
            "cliponaxis": False,
        }

    def words(self) -> None:
        """Words that answer, with an unseen marker of the right size that keeps each in place."""
        texts = [item for item in self.scene.items if isinstance(item, Text) and item.answer]
        for (group, axis, sign), same in _grouped(
            texts, lambda text: (text.group, self._axis_name(text.at), not text.name)
        ).items():
            trace = self._trace(same[0], axis, [text.answer for text in same]) | {
                "type": "scatter",
                "mode": "markers+text",
                "name": as_typed(group),
                "x": [self._value(text.at) for text in same],
                "y": [round(text.y, 1) for text in same],
                "text": ["<br>".join(map(as_typed, text.lines)) for text in same],
                "textposition": [_TEXT_SIDES[text.align] for text in same],
                "textfont": {
                    "size": same[0].size,
                    "color": [colour(text.role, self.mode) for text in same],
                    "weight": [600 if text.weight == "semibold" else 400 for text in same],
                },
                "marker": {"opacity": 0, "size": [_offset_size(abs(text.dx)) for text in same]},
                "cliponaxis": False,
            }
            if not sign:
                told = [(text.answer.id, *text.answer.told) for text in same if text.answer]
                trace["customdata"] = [list(words) for words in told]
            self.data.append(trace)

    # Words without an answer, and the layout

    def _note(self, text: Text) -> Spec:
        lines = "<br>".join(map(as_typed, text.lines))
        font: Spec = {"size": text.size, "color": colour(text.role, self.mode)}
        if text.halo:
            rim = colour(text.halo, self.mode)
            font["shadow"] = ", ".join(f"{x}px {y}px 1px {rim}" for x in (-1, 1) for y in (-1, 1))
        note: Spec = {
            "text": f"<b>{lines}</b>" if text.weight == "semibold" else lines,
            "xanchor": _SIDES[text.align],
            "xshift": round(text.dx, 1),
            "yanchor": "middle",
            "align": _SIDES[text.align],
            "showarrow": False,
            "borderpad": 0,
            "font": font,
        }
        if math.isfinite(text.at):
            note |= {"x": self._value(text.at), "xref": self._axis_name(text.at)}
        else:
            note |= {"x": float(self.scene.scale.fraction(text.at)), "xref": "paper"}
        if 0 <= text.y <= self.height:
            return note | {"y": round(text.y, 1), "yref": "y"}
        return note | {"y": 1, "yref": "paper", "yshift": -round(text.y, 1)}

    def layout(self) -> Spec:
        """The layout without its template and meta."""
        self.words()
        scene, margin = self.scene, self.scene.metrics.margin
        whole = round(scene.top + scene.height + scene.bottom)
        return {
            "height": whole,
            "margin": {
                "l": margin,
                "r": margin,
                "t": round(scene.top),
                "b": whole - round(scene.top) - self.height,
                "pad": 0,
                "autoexpand": False,
            },
            "autosize": True,
            "barmode": "overlay",
            "yaxis": {"range": [self.height, 0], "fixedrange": True, "visible": False},
            "showlegend": False,  # the headings of the lanes say it
            "shapes": self.shapes,
            "annotations": self.annotations,
            **self._axes(),
        }

    def _axes(self) -> Spec:
        scene, axis = self.scene, self.scene.axis
        axes: Spec = {}
        for at, ((low, high), domain) in enumerate(
            zip(axis.segments, scene.scale.domains, strict=True)
        ):
            first, last = self._value(low), self._value(high)
            settings: Spec = {
                "range": [first, last],
                "minallowed": first,
                "maxallowed": last,
                "fixedrange": not scene.zooms,
                "domain": [round(edge, 5) for edge in domain],
                "anchor": "y",
                "showgrid": self.whole,
                "tickangle": 0,
                "visible": bool(scene.ticks),
            }
            if self.kind == "time":
                settings |= {"type": "date", "tickformatstops": _TICK_FORMATS}
                if self.whole and not axis.hours and high - low <= _DAILY:
                    settings |= {"dtick": 86_400_000, "tick0": "2000-01-01"}
            else:
                settings |= {"type": "linear", "tickformat": ",~r"}
            if scene.zooms:
                # A zoom has ticks of its own: the library chooses them, no closer than ours are.
                most = int(scene.metrics.width // _LEAST_STEP)
                most = min(most if self.kind == "time" else 5, len(scene.ticks[0]))
                settings["nticks"] = most + 1
            elif scene.ticks:
                settings |= self._fixed(scene.ticks[at], above=False)
            axes[_numbered("xaxis", at)] = settings
        if scene.second:
            axes[_numbered("xaxis", len(axis.segments))] = self._second_axis()
        return axes

    def _second_axis(self) -> Spec:
        """Another clock's hours over the first segment, at their positions on the axis below."""
        low, high = self.scene.axis.segments[0]
        shown = [tick for tick in self.scene.second if low <= tick.position <= high]
        over = {"overlaying": "x", "matches": "x", "side": "top", "showgrid": False}
        return {"type": "date", **over, **self._fixed(shown, above=True)}

    def _fixed(self, ticks: Sequence[Tick], *, above: bool) -> Spec:
        """The ticks of an axis that is given them."""
        lines = [
            (tick.context, tick.label) if above else (tick.label, tick.context) for tick in ticks
        ]
        return {
            "tickmode": "array",
            "tickvals": [self._value(tick.position) for tick in ticks],
            "ticktext": ["<br>".join(filter(None, pair)) for pair in lines],
        }


def template(mode: str) -> Spec:
    """A plotly template: the book's typeface, its quiet axes and hover, in the mode's colours."""
    ink, muted = colour("ink", mode), colour("muted", mode)
    family = fonts.css_families().replace("'", '"')
    axis = {
        "showline": True,
        "linecolor": muted,
        "linewidth": 1,
        "ticks": "outside",
        "ticklen": 4,
        "tickcolor": muted,
        "tickfont": {"color": muted, "size": 12},
        "gridcolor": colour("hairline", mode),
        "gridwidth": 1,
        "zeroline": False,
        "automargin": False,
        "ticklabeloverflow": "allow",
    }
    return {
        "layout": {
            "font": {"family": family, "size": 13, "color": ink},
            # A figure brings its paper, for a notebook's own may be dark under the inks.
            "paper_bgcolor": colour("paper", mode),
            "plot_bgcolor": "rgba(0,0,0,0)",
            "xaxis": axis,
            "yaxis": {"visible": False, "fixedrange": True, "zeroline": False},
            "hoverlabel": {
                "bgcolor": colour("paper", mode),
                "bordercolor": colour("midnight", mode),
                "font": {"family": family, "size": 13, "color": ink},
                "align": "left",
            },
            "hovermode": "closest",
            "dragmode": False,  # a finger on a figure scrolls the page; buttons zoom
        }
    }


def _grouped(things: Iterable[Any], key: Any) -> dict[Any, list[Any]]:
    groups: dict[Any, list[Any]] = defaultdict(list)
    for thing in things:
        groups[key(thing)].append(thing)
    return groups


def _at(outline: Outline) -> float:
    """The position where an outline stands."""
    return outline.rings[0][0][0] if outline.at is None else outline.at


def _centre(ring: Ring) -> tuple[float, float]:
    (left, right), (top, bottom) = (_ends(ring, axis) for axis in (0, 1))
    return (left + right) / 2, (top + bottom) / 2


def _ends(ring: Ring, axis: int) -> tuple[float, float]:
    along = [point[axis] for point in ring]
    return min(along), max(along)


def _marker(rings: Sequence[Ring]) -> Spec | None:
    """The library's own marker of this outline, size and distance, or None where it has none.

    A marker is moved against its angle, so that what looks to the right is turned to the left.
    """
    if len(rings) > 1:
        return None
    ring, (x, _) = rings[0], _centre(rings[0])
    (left, right), (top, bottom) = (_ends(ring, axis) for axis in (0, 1))
    width, height = right - left, bottom - top
    corners = {(a in (left, right)) + (b in (top, bottom)) for a, b in ring}
    marker: Spec | None = None
    if len(ring) == 4 and corners == {1} and math.isclose(width, height):
        marker = {"symbol": "diamond", "size": round(width / _DIAMOND, 2)}
    elif len(ring) == 4 and corners == {2} and math.isclose(width, height):
        marker = {"symbol": "square", "size": round(width, 2)}
    elif len(ring) == 4 and corners == {2}:
        symbol = "line-ew" if abs(x) > 0.01 else "line-ns"
        marker = {"symbol": symbol, "size": round(height, 2), "line": {"width": round(width, 2)}}
    elif len(ring) > 7 and math.isclose(width, height):
        marker = {"symbol": "circle", "size": round(width, 2)}
    elif len(ring) == 3 and math.isclose(width / height, _HEIGHT / _FOOT / 2, rel_tol=0.02):
        radius = width / _HEIGHT
        marker = {"symbol": "triangle-down", "size": round(2 * radius, 2)}
        x = math.copysign(abs(x) - radius / 4, x)
    if marker and abs(x) > 0.01:
        marker["standoff"] = round(abs(x), 2)
    return marker


def _joined(value: float | str) -> str:
    """In a path a date and its time are joined by an underscore."""
    return str(value).replace(" ", "_")


def _hover(answer: Answer) -> str:
    """The lines wrapped for a phone, the first of several in bold."""
    head, *said = map(_wrapped, answer.hover)
    return "<br>".join([f"<b>{head}</b>", *said]) if said else head


def _wrapped(text: str) -> str:
    return "<br>".join(as_typed(line) for line in wrap_text(text, _HOVER_CHARACTERS) or [text])


def _offset_size(distance: float) -> float:
    """The size of a marker that makes plotly set its text at a distance (it adds a quarter)."""
    return round(max(distance - 1, 0) * 1.6, 1)


def _numbered(name: str, place: int) -> str:
    """The name that plotly gives the first, second or third axis."""
    return f"{name}{place + 1}" if place else name
