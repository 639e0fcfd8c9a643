"""The rule for labels, one for every medium: inside the bar, right of it, left of it, or above.

A placement is chosen at the narrowest width a figure may have, and holds at every greater one:
positions on the axis move apart in proportion to the width while text keeps its size, so a label
that clears its neighbour and the edge at 270 pixels clears them at 1,000. That is why a plotly
figure may be resized without laying it out again.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate

from timelines.media import Metrics
from timelines.typeface import text_width

INSIDE, RIGHT, LEFT, ABOVE = "inside", "right", "left", "above"


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a label goes: its lines, and the room it takes from `low` to `high`.

    `align` is "start", "middle" or "end": which point of the text stands at the mark's left edge,
    centre or right edge.
    """

    kind: str
    align: str
    lines: tuple[str, ...]
    low: float
    high: float


def place(
    label: str,
    mark: tuple[float, float],
    extent: tuple[float, float],
    inside: tuple[float, float] | None,
    metrics: Metrics,
    weight: str = "regular",
) -> Placement:
    """The first placement that fits, for a mark that takes the room `mark`.

    Args:
        label: the text.
        mark: the left and right edge of everything drawn for the row.
        extent: the part of it that stands on the axis, without arrows, fades and diamonds.
        inside: the certain core of its bar, or None where text inside would not be legible.
        metrics: the medium.
        weight: the weight of the text.
    """
    width = metrics.measure(label, weight)
    left, right = mark
    gap = metrics.label_gap
    if inside and inside[1] - inside[0] >= width + 2 * gap:
        return Placement(INSIDE, "start", (label,), inside[0] + gap, inside[0] + gap + width)
    if right + gap + width <= metrics.width:
        return Placement(RIGHT, "start", (label,), right + gap, right + gap + width)
    if left - gap - width >= 0:
        return Placement(LEFT, "end", (label,), left - gap - width, left - gap)
    return _above(label, extent, metrics, weight)


def _above(label: str, extent: tuple[float, float], metrics: Metrics, weight: str) -> Placement:
    left, right = extent
    middle = (left + right) / 2
    rooms = {
        "start": metrics.width - left,
        "end": right,
        "middle": 2 * min(middle, metrics.width - middle),
    }
    wrapped = {align: wrap(label, room, metrics, weight) for align, room in rooms.items()}
    # The alignment that needs fewest lines; of equals, the one that starts at the mark.
    align, lines = min(wrapped.items(), key=lambda item: len(item[1]))
    width = max(metrics.measure(line, weight) for line in lines)
    low = {"start": left, "end": right - width, "middle": middle - width / 2}[align]
    return Placement(ABOVE, align, lines, low, low + width)


def wrap(
    label: str, room: float, metrics: Metrics, weight: str = "regular", size: float = 0.0
) -> tuple[str, ...]:
    """The label in lines no wider than the room, broken at spaces, else between characters."""

    def width(text: str) -> float:
        return text_width(text, size or metrics.font, weight) * metrics.looseness

    lines: list[str] = []
    current = ""
    for word in label.split(" "):
        candidate = f"{current} {word}" if current else word
        if width(candidate) <= room:
            current = candidate
            continue
        if current:
            lines.append(current)
        current = word
        while width(current) > room and len(current) > 1:
            fits = max(sum(end <= room for end in accumulate(map(width, current))), 1)
            lines.append(current[:fits])
            current = current[fits:]
    return (*lines, current) if current or not lines else tuple(lines)
