"""A scene drawn for the screen: a plotly specification that holds from 320 pixels up.

Heights are pixels (the y axis runs from the plot's height to 0), widths are the axis's own, so
the figure stretches with its page. What answers the pointer is a trace, named after its group:
bars with a base, signs as markers, words beside unseen markers. All else is a shape or an
annotation.

plotly reads its labels, names and hovers as a small HTML, as templates (`%{...}`) and, where a
page has MathJax, as TeX between dollar signs. Each of those is written here as a character
reference, which plotly turns back into the character after it has looked for markup.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from textwrap import wrap as wrap_text
from typing import Any, TypeVar

from timelines.palette import colour
from timelines.plotly_axes import Places, Spec, axes_of, numbered, template
from timelines.plotly_markers import angle, centre, marker_of
from timelines.scene import LEFT, Answer, Box, Boxes, Item, Outline, Outlines, Scene, Style, Text

_Thing = TypeVar("_Thing")
_REFERENCES = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", "$": "&#36;", "%": "&#37;", "{": "&#123;"}
)
_MILLISECONDS = 86_400_000
_HOVER_CHARACTERS = 46
_MOST_BARS = 100  # of more, a style is one node, and a point in the middle of each answers
_SIDES = {"start": "left", "middle": "center", "end": "right"}
_TEXT_SIDES = {"start": "middle right", "middle": "middle center", "end": "middle left"}
_UNSEEN = 10  # pixels of a marker that only answers
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


def spec_of(scene: Scene, mode: str) -> Spec:
    """The plotly figure as plain JSON values: {"data", "layout", "config"}."""
    drawing = _Drawing(scene, mode)
    return {
        "data": drawing.data,
        "layout": drawing.layout() | {"template": template(mode)},
        "config": _CONFIG | (_ZOOM if scene.zooms else {}),
    }


def as_typed(text: str) -> str:
    """Text that plotly will draw exactly as given."""
    return text.translate(_REFERENCES)


class _Drawing:
    """Draws a scene as traces, shapes and annotations."""

    def __init__(self, scene: Scene, mode: str) -> None:
        self.scene, self.mode, self.places = scene, mode, Places(scene.scale)
        self.height = round(scene.height)
        self.data: list[Spec] = []
        self.shapes: list[Spec] = []
        self.annotations: list[Spec] = []
        bars = sum(len(i.boxes) for i in scene.items if isinstance(i, Boxes) and i.group)
        self.many = bars > _MOST_BARS
        if scene.ticks:
            self._anchors()
        for item in (*([] if self.places.whole else scene.grid), *scene.ground, *scene.items):
            self._item(item)
        self._words([i for i in scene.items if isinstance(i, Text) and i.answer])

    def _item(self, item: Item) -> None:
        if isinstance(item, Outlines):
            self._outlines(item)
        elif isinstance(item, Boxes) and item.group:
            self._bars(item)
        elif isinstance(item, Boxes):
            self.shapes += [self._box(box, item) for box in item.boxes]
        elif isinstance(item, Text) and not item.answer:
            self.annotations.append(self._note(item))

    # Shapes

    def _down(self, *heights: float) -> str:
        """Where heights are: on the axis of the plot, or, over and under it, on the paper."""
        return "y" if all(-1 <= y <= self.height + 1 for y in heights) else "paper"

    def _ink(self, style: Style) -> Spec:
        line: Spec = {"width": round(style.line, 2)}
        if style.edge:
            line["color"] = colour(style.edge, self.mode)
        if style.dashes:
            line["dash"] = ",".join(f"{dash:g}px" for dash in style.dashes)
        fill = colour(style.fill, self.mode) if style.fill else "rgba(0,0,0,0)"
        # Between: over the grid, which would hide a line at a tick.
        ink: Spec = {"fillcolor": fill, "line": line, "layer": "between"}
        return ink | ({} if style.alpha == 1 else {"opacity": style.alpha})

    def _box(self, box: Box, item: Boxes) -> Spec:
        inset = item.style.line / 2
        ends = [round(y, 1) for y in (box.top + inset, box.bottom - inset)]
        yref = self._down(*ends)
        shape: Spec = {"type": "rect", "yref": yref, "y0": ends[0], "y1": ends[1]}
        shape |= self._ink(item.style) | ({"name": item.name} if item.name else {})
        if yref == "paper":  # pixels from the top of the plot, upwards
            shape |= {"ysizemode": "pixel", "yanchor": 1, "y0": -ends[0], "y1": -ends[1]}
        if box.left != box.right:
            (xref, x0), (_, x1) = map(self.places.across, (box.left, box.right))
            return shape | {"xref": xref, "x0": x0, "x1": x1}
        # On the axis, for the library draws what is on the paper under the grid.
        low = self.scene.axis.low if item.name and self.places.whole else LEFT
        xref, x = self.places.across(max(box.left, low))
        x0, x1 = (round(distance, 1) for distance in box.dx)
        return shape | {"xref": xref, "xsizemode": "pixel", "xanchor": x, "x0": x0, "x1": x1}

    def _path(self, outline: Outline, item: Outlines) -> Spec:
        """A line, a polygon with its holes, or an outline in pixels about a place."""
        ink, rings = self._ink(item.style), outline.rings
        if item.name:
            ink["name"] = item.name
        if outline.at is None and not item.closed and len(rings[0]) == 2:
            (x0, y0), (x1, y1) = rings[0]
            (xref, left), (_, right) = map(self.places.across, (x0, x1))
            ends = {"x0": left, "x1": right, "y0": round(y0, 1), "y1": round(y1, 1)}
            del ink["fillcolor"]
            return {"type": "line", "xref": xref, "yref": "y"} | ends | ink
        shape: Spec = {"type": "path", "fillrule": "evenodd", "yref": "y"} | ink
        if outline.at is None:
            xref, _ = self.places.across(rings[0][0][0])
            points = [[(self.places.in_path(x), y) for x, y in ring] for ring in rings]
            if xref == "paper":
                points = [[(str(self.places.across(x)[1]), y) for x, y in r] for r in rings]
        else:
            xref, x = self.places.across(outline.at)
            yref = self._down(*(outline.y + y for ring in rings for _, y in ring))
            rise = outline.y if yref == "paper" else 0.0
            points = [[(f"{x:.2f}", 0.0 - rise - y) for x, y in ring] for ring in rings]
            shape |= {"xsizemode": "pixel", "ysizemode": "pixel", "xanchor": x, "yref": yref}
            shape["yanchor"] = 1 if yref == "paper" else round(outline.y, 1)
        end = "Z" if item.closed else ""
        return shape | {"xref": xref, "path": "".join(_path(ring) + end for ring in points)}

    # Traces

    def _trace(
        self,
        item: Boxes | Outlines | Text,
        axis: str,
        answers: Iterable[Answer | None],
        **parts: object,
    ) -> None:
        """A trace of these parts, named after its group, that says what each thing answers."""
        given = [answer for answer in answers if answer]
        trace: Spec = {
            "type": "scatter",
            "name": as_typed(item.group),
            "hoverinfo": "text",
            "showlegend": False,
            "customdata": [answer.id for answer in given],
            "hovertext": [_hover(answer) for answer in given],
        }
        self.data.append(trace | ({} if axis == "x" else {"xaxis": axis}) | parts)

    def _anchors(self) -> None:
        """An unseen point on every axis, so that it is drawn even where no row stands."""
        lows = [low for low, _ in self.scene.axis.segments]
        for number, low in enumerate([*lows, *lows[:1]] if self.scene.second else lows):
            self.data.append(
                {
                    "type": "scatter",
                    "mode": "markers",
                    "x": [self.places.value(low)],
                    "y": [0],
                    "xaxis": numbered("x", number),
                    "marker": {"opacity": 0, "size": 1},
                    "hoverinfo": "skip",
                    "showlegend": False,
                }
            )

    def _bars(self, item: Boxes) -> None:
        """Bars; of many of them one path, and points that draw nothing but answer the pointer."""
        place, line = self.places, item.style.line
        for axis, boxes in _grouped(item.boxes, lambda box: place.axis(box.left)).items():
            answers = [box.answer for box in boxes]
            y = [round((box.top + box.bottom) / 2, 2) for box in boxes]
            if self.many:
                path = "".join(_path(self._rectangle(box, line)) + "Z" for box in boxes)
                shape = {"type": "path", "path": path, "xref": axis, "yref": "y"}
                self.shapes.append(shape | self._ink(item.style))
                x = [place.value((box.left + box.right) / 2) for box in boxes]
                self._trace(item, axis, answers, mode="none", x=x, y=y)
                continue
            lengths = [box.right - box.left for box in boxes]
            edge = {"color": colour(item.style.edge, self.mode), "width": line}
            self._trace(
                item,
                axis,
                answers,
                type="bar",
                orientation="h",
                base=[place.value(box.left) for box in boxes],
                x=[round(x * _MILLISECONDS) if place.dates else x for x in lengths],
                y=y,
                width=round(boxes[0].bottom - boxes[0].top - line, 2),
                marker={"color": colour(item.style.fill, self.mode), "line": edge},
                textposition="none",
            )

    def _rectangle(self, box: Box, line: float) -> list[tuple[str, float]]:
        middle, half = (box.top + box.bottom) / 2, max(box.bottom - box.top - line, 0.0) / 2
        left, right = map(self.places.in_path, (box.left, box.right))
        top, bottom = middle - half, middle + half
        return [(left, top), (right, top), (right, bottom), (left, bottom)]

    def _outlines(self, item: Outlines) -> None:
        if not item.outlines:  # of a legend, what nothing is of
            marker: Spec | None = {"color": colour(item.style.fill, self.mode)}
            self._trace(item, "x", [], mode="markers", x=[], y=[], marker=marker)
            return
        answered = [outline for outline in item.outlines if outline.answer]
        # A polygon in positions is as wide as the page makes it, which no marker is.
        sized = answered and answered[0].at is not None
        marker = marker_of(item.outlines[0].rings) if sized else None
        if marker is None:
            self.shapes += [self._path(outline, item) for outline in item.outlines]
        drawn = {"opacity": 0, "size": _UNSEEN} if marker is None else self._pen(marker, item.style)
        for axis, group in _grouped(answered, lambda o: self.places.axis(_at(o))).items():
            turned = [angle(outline.rings[0]) for outline in group]
            self._trace(
                item,
                axis,
                [outline.answer for outline in group],
                mode="markers",
                x=[self.places.value(_at(outline)) for outline in group],
                y=[round(outline.y + centre(outline.rings[0])[1], 1) for outline in group],
                marker=drawn | ({"angle": turned} if "standoff" in drawn else {}),
                cliponaxis=False,
            )

    def _pen(self, marker: Spec, style: Style) -> Spec:
        """A marker in its colours; one that is a stroke has but one."""
        fill = colour(style.fill, self.mode)
        if "line" in marker:
            return marker | {"opacity": style.alpha, "line": marker["line"] | {"color": fill}}
        edge = {"color": colour(style.edge, self.mode)} if style.edge else {}
        line = {"width": round(style.line, 2)} | edge
        return marker | {"color": fill, "opacity": style.alpha, "line": line}

    def _words(self, texts: Sequence[Text]) -> None:
        """Words that answer, with an unseen marker of the right size that keeps each in place."""

        def kind(text: Text) -> tuple[str, str, bool]:
            return text.group, self.places.axis(text.at), bool(text.name)

        for (_, axis, named), same in _grouped(texts, kind).items():
            answers = [text.answer for text in same if text.answer]
            told = {"customdata": [[one.id, *one.told] for one in answers]} if named else {}
            self._trace(
                same[0],
                axis,
                answers,
                mode="markers+text",
                x=[self.places.value(text.at) for text in same],
                y=[round(text.y, 1) for text in same],
                text=["<br>".join(map(as_typed, text.lines)) for text in same],
                textposition=[_TEXT_SIDES[text.align] for text in same],
                textfont={
                    "size": same[0].size,
                    "color": [colour(text.role, self.mode) for text in same],
                    "weight": [600 if text.weight == "semibold" else 400 for text in same],
                },
                marker={"opacity": 0, "size": [_offset_size(abs(text.dx)) for text in same]},
                cliponaxis=False,
                **told,
            )

    # Words that do not answer, and the layout

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
            note |= {"x": self.places.value(text.at), "xref": self.places.axis(text.at)}
        else:
            note |= {"x": self.places.across(text.at)[1], "xref": "paper"}
        if self._down(text.y) == "y":
            return note | {"y": round(text.y, 1), "yref": "y"}
        return note | {"y": 1, "yref": "paper", "yshift": -round(text.y, 1)}

    def layout(self) -> Spec:
        """The layout without its template and meta."""
        scene, margin = self.scene, self.scene.metrics.margin
        whole, top = round(scene.top + scene.height + scene.bottom), round(scene.top)
        sides = {"l": margin, "r": margin, "t": top, "b": whole - top - self.height}
        return {
            "height": whole,
            "margin": sides | {"pad": 0, "autoexpand": False},
            "autosize": True,
            "barmode": "overlay",
            "yaxis": {"range": [self.height, 0], "fixedrange": True, "visible": False},
            "showlegend": False,  # the headings of the lanes say it
            "shapes": self.shapes,
            "annotations": self.annotations,
            **axes_of(scene, self.places),
        }


def _grouped(things: Iterable[_Thing], key: Callable[[_Thing], Any]) -> dict[Any, list[_Thing]]:
    groups: dict[Any, list[_Thing]] = defaultdict(list)
    for thing in things:
        groups[key(thing)].append(thing)
    return groups


def _at(outline: Outline) -> float:
    """The position where an outline stands: of one in positions, its middle."""
    return centre(outline.rings[0])[0] if outline.at is None else outline.at


def _path(points: Iterable[tuple[str, float]]) -> str:
    return "M" + "L".join(f"{x},{y:.2f}" for x, y in points)


def _hover(answer: Answer) -> str:
    """The lines wrapped for a phone, the first of several in bold."""
    head, *said = map(_wrapped, answer.hover)
    return "<br>".join([f"<b>{head}</b>", *said]) if said else head


def _wrapped(text: str) -> str:
    return "<br>".join(as_typed(line) for line in wrap_text(text, _HOVER_CHARACTERS) or [text])


def _offset_size(distance: float) -> float:
    """The size of a marker that makes plotly set its text at a distance (it adds a quarter)."""
    return round(max(distance - 1, 0) * 1.6, 1)
