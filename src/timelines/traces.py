"""The rows on the screen: for each lane its bars, its signs and its labels as plotly traces.

The heading of a lane names it and its colour, so there is no legend. Every row's label carries
[id, label, dates, lane] as custom data, every mark the id.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from textwrap import wrap as wrap_text
from typing import Any

from timelines.arrange import Arrangement, PlacedRow
from timelines.description import Lane
from timelines.labels import ABOVE, INSIDE, LEFT, RIGHT
from timelines.marks import CORE, Bar, Marks, Sign
from timelines.palette import colour
from timelines.screen import FONT, Spec, as_typed, value

_MILLISECONDS = 86_400_000
_HOVER_CHARACTERS = 46
_DIAMOND, _ARROW = 13, 15  # pixels; less only where the bars are thinner than that


def hover_of(placed: PlacedRow) -> str:
    """The hover: the label in bold, what the row says of itself, wrapped for a phone.

    Of a row without a label, one of hundreds, only the date.
    """
    row = placed.row
    said = row.details if placed.placement else (row.when,)
    return "<br>".join([f"<b>{_wrapped(row.label)}</b>", *map(_wrapped, said)])


def _wrapped(text: str) -> str:
    return "<br>".join(as_typed(line) for line in wrap_text(text, _HOVER_CHARACTERS) or [text])


class Traces:
    """The traces of a labelled figure, lane by lane; `data()` has them in drawing order."""

    def __init__(self, arrangement: Arrangement, marks: Marks, mode: str) -> None:
        self.arrangement = arrangement
        self.marks = marks
        self.mode = mode
        self.kind = arrangement.description.axis.kind
        self.hovers = [hover_of(placed) for placed in arrangement.rows]
        self.segments = len(arrangement.description.axis.segments)

    def data(self) -> list[Spec]:
        """Every trace: for each lane its bars, its signs, its labels."""
        traces = self.anchors()
        rows = self.arrangement.rows
        bars: dict[tuple[str, int, str], list[Bar]] = defaultdict(list)
        labels: dict[tuple[str, int], list[int]] = defaultdict(list)
        for bar in self.marks.bars:
            bars[rows[bar.at].lane.id, bar.segment, bar.kind].append(bar)
        for at, placed in enumerate(rows):
            segment = self.arrangement.scale.segment_at(placed.anchor)
            labels[placed.lane.id, segment].append(at)
        for lane in self.arrangement.description.lanes:
            for (lane_id, segment, kind), group in bars.items():
                if lane_id == lane.id:
                    traces.append(self._bars(lane, segment, kind, group))
            traces.extend(self.signs(lane))
            for (lane_id, segment), ats in labels.items():
                if lane_id == lane.id:
                    traces.append(self._labels(lane, segment, ats))
        return traces

    def anchors(self) -> list[Spec]:
        """An unseen point on every axis, so that it is drawn even where no row stands."""
        axes = self.segments + bool(self.arrangement.description.axis.second_ticks)
        return [self._anchor(number) for number in range(axes)]

    def signs(self, lane: Lane | None = None) -> Iterator[Spec]:
        """The signs of a lane, or of all."""
        groups = defaultdict(list)
        for sign in self.marks.signs:
            own = self.arrangement.rows[sign.at].lane
            if lane in (None, own):
                segment = self.arrangement.scale.segment_at(sign.position)
                groups[own, segment, sign.kind].append(sign)
        for (own, segment, kind), group in groups.items():
            yield from self._signs(own, segment, kind, group)

    def trace(self, lane: Lane, segment: int, **parts: Any) -> Spec:
        """A trace of these parts, named after its lane, on the axis of its segment."""
        trace = {
            "name": as_typed(lane.name or "Rows"),
            "hoverinfo": "text",
        }
        if segment:
            trace["xaxis"] = f"x{segment + 1}"
        return trace | parts

    def _anchor(self, segment: int) -> Spec:
        segments = self.arrangement.description.axis.segments
        low = segments[segment if segment < len(segments) else 0][0]
        trace: Spec = {
            "type": "scatter",
            "mode": "markers",
            "x": [value(low, self.kind)],
            "y": [0],
            "marker": {"opacity": 0, "size": 1},
            "hoverinfo": "skip",
        }
        return trace | ({"xaxis": f"x{segment + 1}"} if segment else {})

    def _lane_colour(self, lane: Lane) -> str:
        return colour(f"full-{lane.hue}", self.mode)

    def _bars(self, lane: Lane, segment: int, kind: str, group: Sequence[Bar]) -> Spec:
        dates = self.kind == "time"
        lengths = [bar.high - bar.low for bar in group]
        strong = self._lane_colour(lane)
        fill = strong if kind == CORE else colour(f"pale-{lane.hue}", self.mode)
        return self.trace(
            lane,
            segment,
            type="bar",
            orientation="h",
            base=[value(bar.low, self.kind) for bar in group],
            x=[round(length * _MILLISECONDS) if dates else length for length in lengths],
            y=[round(bar.y, 1) for bar in group],
            width=self.arrangement.bar,
            # The outline is also what keeps a day visible on an axis of decades.
            marker={"color": fill, "line": {"color": strong, "width": 2 if kind == CORE else 1}},
            customdata=[self.arrangement.rows[bar.at].row.id for bar in group],
            hovertext=[self.hovers[bar.at] for bar in group],
            textposition="none",
        )

    def _signs(self, lane: Lane, segment: int, kind: str, group: Sequence[Sign]) -> Iterator[Spec]:
        common: Spec = {
            "type": "scatter",
            "mode": "markers",
            "x": [value(sign.position, self.kind) for sign in group],
            "y": [round(sign.y, 1) for sign in group],
            "customdata": [self.arrangement.rows[sign.at].row.id for sign in group],
            "hovertext": [self.hovers[sign.at] for sign in group],
            "cliponaxis": False,
        }
        strong = self._lane_colour(lane)
        ways = [90 * sign.way for sign in group]
        bar = self.arrangement.bar
        if kind in ("diamond", "hollow"):
            fill = strong if kind == "diamond" else colour("paper", self.mode)
            marker: Spec = {
                "symbol": "diamond",
                "size": round(min(_DIAMOND, bar * 1.5), 1),
                "color": fill,
                "opacity": 1,
                "line": {"color": strong, "width": 1.5},
            }
            yield self.trace(lane, segment, **common, marker=marker)
        elif kind == "arrow":
            marker = {
                "symbol": "triangle-up",
                "size": round(min(_ARROW, bar), 1),
                "color": strong,
                "angle": ways,
            }
            yield self.trace(lane, segment, **common, marker=marker)
        elif kind == "circa":
            for way in (-90, 90):
                for standoff in (11, 16):
                    marker = {
                        "symbol": "circle",
                        "size": 3,
                        "color": strong,
                        "angle": way,
                        "standoff": standoff,
                    }
                    yield self.trace(lane, segment, **common, marker=marker)
        elif kind == "perforation":
            yield self._perforation(lane, segment, group)
        elif kind == "fade":
            for step, opacity in enumerate((0.6, 0.42, 0.26, 0.12)):
                marker = {
                    "symbol": "line-ew",
                    "size": bar,
                    "opacity": opacity,
                    "line": {"color": strong, "width": 4},
                    # plotly moves a marker against its angle.
                    "angle": [-way for way in ways],
                    "standoff": 3 + 5.5 * step,
                }
                yield self.trace(lane, segment, **common, marker=marker)
            yield self._question_marks(lane, segment, common, group)

    def _question_marks(
        self, lane: Lane, segment: int, common: Spec, group: Sequence[Sign]
    ) -> Spec:
        texts = common | {"mode": "markers+text", "hoverinfo": "skip"}
        return self.trace(
            lane,
            segment,
            **texts,
            text=["?"] * len(group),
            textposition=["middle right" if sign.way > 0 else "middle left" for sign in group],
            textfont={"size": FONT, "color": self._lane_colour(lane), "weight": 600},
            marker={"size": _offset_size(23), "opacity": 0},
        )

    def _perforation(self, lane: Lane, segment: int, group: Sequence[Sign]) -> Spec:
        half = self.arrangement.bar / 2
        x: list[float | str | None] = []
        y: list[float | None] = []
        for sign in group:
            at = value(sign.position, self.kind)
            x += [at, at, None]
            y += [round(sign.y - half, 1), round(sign.y + half, 1), None]
        return self.trace(
            lane,
            segment,
            type="scatter",
            mode="lines",
            x=x,
            y=y,
            line={"color": colour("paper", self.mode), "width": 5, "dash": "3px,3px"},
            hoverinfo="skip",
        )

    def _labels(self, lane: Lane, segment: int, ats: Sequence[int]) -> Spec:
        """One trace of text; an unseen marker of the right size keeps it off its bar."""
        ink, on_mark = colour("ink", self.mode), colour("on-mark", self.mode)
        group = [self.arrangement.rows[at] for at in ats]
        return self.trace(
            lane,
            segment,
            type="scatter",
            mode="markers+text",
            x=[value(placed.anchor, self.kind) for placed in group],
            y=[round(self._text_centre(placed), 1) for placed in group],
            text=["<br>".join(as_typed(line) for line in p.label.lines) for p in group],
            textposition=[_TEXT_SIDES[_side(placed)] for placed in group],
            textfont={
                "size": FONT,
                "color": [on_mark if p.label.kind == INSIDE else ink for p in group],
                "weight": [600 if placed.row.emphasis else 400 for placed in group],
            },
            marker={"opacity": 0, "size": [_offset_size(abs(placed.dx)) for placed in group]},
            customdata=[
                [placed.row.id, placed.row.label, placed.row.when, placed.lane.name]
                for placed in group
            ],
            hovertext=[self.hovers[at] for at in ats],
            cliponaxis=False,
        )

    def _text_centre(self, placed: PlacedRow) -> float:
        rise = (len(placed.label.lines) - 1) * self.arrangement.metrics.text_line / 2
        return placed.label_y - rise


_TEXT_SIDES = {"start": "middle right", "end": "middle left", "middle": "middle center"}


def _side(placed: PlacedRow) -> str:
    placement = placed.label
    if placement.kind == ABOVE:
        return placement.align
    return {INSIDE: "start", RIGHT: "start", LEFT: "end"}[placement.kind]


def _offset_size(distance: float) -> float:
    """The size of a marker that makes plotly set its text at a distance (it adds a quarter)."""
    return round(max(distance - 1, 0) * 1.6, 1)
