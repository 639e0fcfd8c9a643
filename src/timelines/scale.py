"""Positions to fractions of the width: a straight scale, or one with breaks where nothing happens.

A break is made where asked, or by itself where one empty stretch is most of the axis: a chapter
that runs from a treaty of 1858 to a war of 1938, or a stray date in the year 9999.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np

from timelines.description import Axis

BREAK_WIDTH = 0.035  # of the figure, between two segments
_EMPTY_SHARE = 0.75  # an empty stretch longer than this part of the axis is cut out by itself
_PADDING = 0.025
_SMALLEST_SHARE = 0.2


def segments_of(
    extents: Sequence[tuple[float, float]],
    breaks: Sequence[tuple[float, float]] | None,
    least: float,
) -> tuple[tuple[float, float], ...]:
    """The stretches of the axis that are kept.

    Args:
        extents: (low, high) of everything that must be seen.
        breaks: stretches to cut out; None finds them; an empty sequence cuts nothing.
        least: the shortest stretch worth an axis (a day, an hour).
    """
    merged = _merge(extents)
    low, high = merged[0][0], merged[-1][1]
    asked = breaks is not None
    cuts = sorted(
        (max(start, low), min(end, high))
        for start, end in (_empty_stretches(merged) if breaks is None else breaks)
        if start < high and end > low
    )
    edges = [low, *(edge for cut in cuts for edge in cut), high]
    kept: list[tuple[float, float]] = []
    for index in range(0, len(edges), 2):
        first, last = edges[index], edges[index + 1]
        room = max((last - first) * _PADDING, (least - (last - first)) / 2, least * _PADDING)
        # A break that was asked for stands exactly where it was asked.
        left = 0.0 if asked and index else room
        right = 0.0 if asked and index + 2 < len(edges) else room
        # Where the room about two stretches is as much as lies between them, nothing is cut.
        if kept and first - left <= kept[-1][1] and not asked:
            first, left = kept.pop()[0], 0.0
        kept.append((first - left, last + right))
    return tuple(kept)


def shares_of(segments: Sequence[tuple[float, float]], lows: Sequence[float]) -> tuple[float, ...]:
    """Each segment's part of the width: by how many rows begin in it, and never a sliver."""
    if len(segments) == 1:
        return (1.0,)
    counts = [sum(start <= low <= end for low in lows) for start, end in segments]
    floor = min(_SMALLEST_SHARE, 0.6 / len(segments))
    rest = 1 - floor * len(segments)
    parts = [n / sum(counts) if any(counts) else 1 / len(segments) for n in counts]
    return tuple(floor + rest * part for part in parts)


class Scale:
    """An axis as fractions of the width, 0 at the left edge and 1 at the right."""

    def __init__(self, axis: Axis) -> None:
        self.axis = axis
        room = 1 - BREAK_WIDTH * (len(axis.segments) - 1)
        self.domains: list[tuple[float, float]] = []
        at = 0.0
        for share in axis.shares:
            self.domains.append((at, at + share * room))
            at += share * room + BREAK_WIDTH
        self._positions = np.array([edge for segment in axis.segments for edge in segment])
        self._fractions = np.array([edge for domain in self.domains for edge in domain])

    def fraction(self, position: Any) -> Any:
        """The fraction at a position or a column of them; beyond the axis, its edge."""
        return np.interp(position, self._positions, self._fractions)

    def position(self, fraction: Any) -> Any:
        """The position at a fraction: the inverse, used to read a drawing back."""
        return np.interp(fraction, self._fractions, self._positions)

    def kept(self, position: float) -> float:
        """The position itself, or of one that a break cut out the nearest that is left."""
        low, high = self.axis.segments[self.segment_at(position)]
        return min(max(position, low), high)

    def segment_at(self, position: float) -> int:
        """The number of the segment a position is in or nearest to."""
        distances = [
            max(start - position, position - end, 0.0) for start, end in self.axis.segments
        ]
        return int(np.argmin(distances))


def _merge(extents: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    merged: list[tuple[float, float]] = []
    for low, high in sorted(extents):
        if merged and low <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], high))
        else:
            merged.append((low, high))
    return merged


def _empty_stretches(merged: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """The widest gap, if it is most of the axis, and then the same within what remains."""
    if len(merged) < 2:
        return []
    gaps = [(b[0] - a[1], at) for at, (a, b) in enumerate(pairwise(merged))]
    width, at = max(gaps)
    if width < _EMPTY_SHARE * (merged[-1][1] - merged[0][0]):
        return []
    return [
        *_empty_stretches(merged[: at + 1]),
        (merged[at][1], merged[at + 1][0]),
        *_empty_stretches(merged[at + 1 :]),
    ][:3]
