"""More rows than can be labelled: each lane's bars as one path, points that only answer hovers.

plotly draws a node for every bar. A path shape is one node however many bars it holds, and a trace
of mode "none" draws nothing while its points still answer the pointer. Lengths are the axis's own
and least sizes are pixels (the outline of a bar, the size of a sign), so that a day is seen on any
panel and at any zoom, and is never drawn as more than a day.
"""

from __future__ import annotations

from collections import defaultdict

from timelines.arrange import Arrangement
from timelines.description import Lane, moment_at
from timelines.marks import CORE, Marks
from timelines.palette import colour
from timelines.screen import Spec
from timelines.traces import Traces

LEAST = 2.0  # pixels: what a bar has across where its time has less


def traces(arrangement: Arrangement, marks: Marks, mode: str) -> tuple[list[Spec], list[Spec]]:
    """(traces, shapes) for an arrangement without labels."""
    drawn = Traces(arrangement, marks, mode)
    return [*drawn.anchors(), *_points(drawn), *drawn.signs()], _shapes(arrangement, marks, mode)


def _shapes(arrangement: Arrangement, marks: Marks, mode: str) -> list[Spec]:
    """The bars: a path for each lane, segment and kind of bar."""
    axis, rows = arrangement.description.axis, arrangement.rows
    # The outline that gives a bar its least width must not close the gap between two lines.
    half = max(arrangement.bar - LEAST, 0.0) / 2
    paths: dict[tuple[Lane, int, str], list[str]] = defaultdict(list)
    for bar in marks.bars:
        paths[rows[bar.at].lane, bar.segment, bar.kind].append(
            _box(bar.low, bar.high, bar.y, half, axis.kind)
        )
    shapes = []
    for lane, segment, kind in paths:
        fill = colour(f"full-{lane.hue}" if kind == CORE else f"pale-{lane.hue}", mode)
        shapes.append(
            {
                "type": "path",
                "path": "".join(paths[lane, segment, kind]),
                "xref": f"x{segment + 1}" if segment else "x",
                "fillcolor": fill,
                "line": {"width": LEAST, "color": fill},
                "layer": "between",
            }
        )
    return shapes


def _points(drawn: Traces) -> list[Spec]:
    """What answers the pointer on the bars; a sign answers for itself."""
    rows = drawn.arrangement.rows
    signed = {sign.at for sign in drawn.marks.signs if sign.kind in ("diamond", "hollow")}
    points: dict[tuple[Lane, int], list[int]] = defaultdict(list)
    for at, placed in enumerate(rows):
        if at not in signed:
            segment = drawn.arrangement.scale.segment_at(placed.shown[0])
            points[placed.lane, segment].append(at)
    return [
        drawn.trace(
            lane,
            segment,
            type="scatter",
            mode="none",
            x=[_value(sum(rows[at].shown) / 2, drawn.kind) for at in ats],
            y=[round(rows[at].y, 2) for at in ats],
            hovertext=[drawn.hovers[at] for at in ats],
            customdata=[rows[at].row.id for at in ats],
        )
        for (lane, segment), ats in points.items()
    ]


def _box(low: float, high: float, y: float, half: float, kind: str) -> str:
    left, right = _value(low, kind), _value(high, kind)
    top, bottom = f"{y - half:.2f}", f"{y + half:.2f}"
    return f"M{left},{top}L{right},{top}L{right},{bottom}L{left},{bottom}Z"


def _value(position: float, kind: str) -> str | float:
    """As an axis takes it; in a path a date and its time are joined by an underscore."""
    if kind == "number":
        return position
    moment = moment_at(position)
    whole = moment.hour == moment.minute == 0
    return moment.date().isoformat() if whole else f"{moment:%Y-%m-%d_%H:%M}"
