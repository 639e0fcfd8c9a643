"""More rows than can be labelled: each lane's bars as one path, and points that only answer hovers.

plotly draws a node for every bar and every marker. A path shape is one node however many bars it
holds, and a trace of mode "none" draws nothing while its points still answer the pointer.
"""

from __future__ import annotations

from collections import defaultdict

from analysis.palette import colour
from analysis.timeline.arrange import Arrangement
from analysis.timeline.description import moment_at
from analysis.timeline.marks import CORE, Marks
from analysis.timeline.screen import as_typed


def traces(arrangement: Arrangement, marks: Marks, mode: str) -> tuple[list[dict], list[dict]]:
    """(traces, shapes) for an arrangement without labels."""
    axis, rows = arrangement.description.axis, arrangement.rows
    half = arrangement.bar / 2
    least = (axis.high - axis.low) / 900
    paths: dict[tuple, list[str]] = defaultdict(list)
    points: dict[tuple, list[int]] = defaultdict(list)
    for bar in marks.bars:
        high = max(bar.high, bar.low + least)
        paths[rows[bar.at].lane, bar.segment, bar.kind].append(
            _box(bar.low, high, bar.y, half, axis.kind)
        )
    for sign in marks.signs:
        if sign.kind in ("diamond", "hollow"):
            segment = arrangement.scale.segment_at(sign.position)
            paths[rows[sign.at].lane, segment, CORE].append(
                _box(sign.position - least, sign.position + least, sign.y, half, axis.kind)
            )
    for at, placed in enumerate(rows):
        segment = arrangement.scale.segment_at(placed.shown[0])
        points[placed.lane, segment].append(at)
    shapes = []
    named: set[str] = set()
    # The certain part first, so that the legend shows the lane's full colour where it has any.
    for lane, segment, kind in sorted(paths, key=lambda key: key[2] != CORE):
        boxes = paths[lane, segment, kind]
        role = f"lane-{lane.hue}" if kind == CORE else f"possible-{lane.hue}"
        shapes.append(
            {
                "type": "path",
                "path": "".join(boxes),
                "xref": f"x{segment + 1}" if segment else "x",
                "fillcolor": colour(role, mode),
                "line": {"width": 0},
                "layer": "below",
                "legendgroup": lane.id,
                "name": as_typed(lane.name or "Rows"),
                "showlegend": lane.id not in named,
            }
        )
        named.add(lane.id)
    data = []
    for (lane, segment), ats in points.items():
        trace = {
            "type": "scatter",
            "mode": "none",
            "x": [_value((rows[at].shown[0] + rows[at].shown[1]) / 2, axis.kind) for at in ats],
            "y": [round(rows[at].y, 2) for at in ats],
            "hoverinfo": "text",
            "hovertext": [
                f"<b>{as_typed(rows[at].row.label)}</b><br>{as_typed(rows[at].row.when)}"
                for at in ats
            ],
            "customdata": [rows[at].row.id for at in ats],
            "name": as_typed(lane.name or "Rows"),
            "legendgroup": lane.id,
            "showlegend": False,
        }
        data.append(trace | ({"xaxis": f"x{segment + 1}"} if segment else {}))
    return data, shapes


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
