"""The words over a plot: those of reference lines and background spans, on as few lines as need be.

No line runs through a word: a label stands beside its line, under all that still reach over it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from timelines.description import Description
from timelines.labels import wrap
from timelines.media import Metrics
from timelines.scale import Scale

CLEARANCE = 8.0  # between a mark or label and its neighbour on the line


@dataclass(frozen=True, slots=True)
class Header:
    """A text in the strip over the lanes, for a reference line or a background span."""

    position: float
    text: str
    align: str
    y: float
    role: str


def headers_of(
    description: Description, scale: Scale, metrics: Metrics
) -> tuple[tuple[Header, ...], float]:
    """Labels of reference lines and background spans, on as few lines as they need."""
    wanted = [(item.position, item.label, "reference") for item in description.references]
    wanted += [
        (max(item.start, description.axis.low), item.label, "muted")
        for item in description.background
    ]
    wanted = sorted(item for item in wanted if item[1])
    if not wanted:
        return (), 0.0
    lows, highs, texts = [], [], []
    for position, label, _ in wanted:
        at = float(scale.fraction(position)) * metrics.width
        align = "start"
        lines = wrap(label, metrics.width - at, metrics)
        if len(lines) > 1:
            ending = wrap(label, at, metrics)
            if len(ending) < len(lines):
                align, lines = "end", ending
        width = max(metrics.measure(line) for line in lines) + 4.0
        texts.append((align, lines))
        lows.append(at if align == "start" else at - width)
        highs.append(at + width if align == "start" else at)
    lanes = _staircase(lows, highs, [align for align, _ in texts])
    depth = np.zeros(int(lanes.max()) + 1, dtype=int)
    for line, (_, lines) in zip(lanes.tolist(), texts, strict=True):
        depth[line] = max(depth[line], len(lines))
    tops = np.concatenate(([0], np.cumsum(depth))) * metrics.text_line
    headers = []
    for (position, _, role), line, (align, lines) in zip(
        wanted, lanes.tolist(), texts, strict=True
    ):
        for at, text in enumerate(lines):
            y = float(tops[line] + (at + 0.5) * metrics.text_line)
            headers.append(Header(position, text, align, y, role))
    return tuple(headers), float(tops[-1]) + metrics.row_gap


def _staircase(lows: list[float], highs: list[float], aligns: list[str]) -> np.ndarray:
    """Lines for labels at vertical lines that begin beside them: no line runs through a label.

    A label reaches over the lines to its right, so each next one stands under all that still
    reach over it; labels at the right edge, which reach over lines to their left, stand on top.
    """
    lines = np.zeros(len(lows), dtype=np.int64)
    backward = [at for at, align in enumerate(aligns) if align == "end"]
    above = 0
    for side, sign in (
        (backward[::-1], -1),
        ([a for a in range(len(lows)) if a not in backward], 1),
    ):
        placed: list[int] = []
        for at in side:
            over = [
                lines[other] + 1
                for other in placed
                if (
                    highs[other] + CLEARANCE > lows[at]
                    if sign > 0
                    else lows[other] - CLEARANCE < highs[at]
                )
            ]
            lines[at] = max([above, *over])
            placed.append(at)
        if placed:
            above = int(max(lines[at] for at in placed)) + 1
    return lines
