"""First-fit packing: every interval goes to the first line that is free where it begins.

Intervals are taken from left to right, so a line that is free once stays free until it is used;
two heaps (lines in use by their end, free lines by their number) then give exactly the first-fit
line in O(n log n), and as few lines as the deepest overlap needs (the left-edge algorithm of
channel routing: Hashimoto and Stevens, "Wire routing by optimizing channel assignment within
large apertures", Design Automation Workshop, 1971).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from heapq import heappop, heappush

import numpy as np


def first_fit(
    lows: Sequence[float], highs: Sequence[float], gap: float = 0.0, *, in_order: bool = False
) -> np.ndarray:
    """The line of each interval, counted from 0, in the order given.

    Args:
        lows: left ends.
        highs: right ends, none less than its left one.
        gap: the room to keep between two intervals on a line.
        in_order: take the intervals in the order given, not from left to right; quadratic in
            the number of lines, for figures whose rows are read from top to bottom.
    """
    low = np.asarray(lows, dtype=float)
    high = np.asarray(highs, dtype=float)
    if low.shape != high.shape or low.ndim != 1:
        raise ValueError(f"expected two columns of one length, found {low.shape} and {high.shape}")
    if low.size and bool((high < low).any()):
        raise ValueError("expected every right end at or after its left end")
    if in_order:
        return _in_order(low.tolist(), high.tolist(), gap)
    lines = np.zeros(low.size, dtype=np.int64)
    in_use: list[tuple[float, int]] = []
    free: list[int] = []
    opened = 0
    lefts, rights = low.tolist(), (high + gap).tolist()
    # Stable, so that of two intervals with one beginning the first given is placed first.
    for index in np.argsort(low, kind="stable").tolist():
        left = lefts[index]
        while in_use and in_use[0][0] <= left:
            heappush(free, heappop(in_use)[1])
        if free:
            line = heappop(free)
        else:
            line, opened = opened, opened + 1
        lines[index] = line
        heappush(in_use, (rights[index], line))
    return lines


def _in_order(lows: list[float], highs: list[float], gap: float) -> np.ndarray:
    lines = np.zeros(len(lows), dtype=np.int64)
    taken: list[list[tuple[float, float]]] = []  # by line, sorted
    for index, (low, high) in enumerate(zip(lows, highs, strict=True)):
        for line, intervals in enumerate(taken):
            at = bisect_left(intervals, (low, high))
            clear_left = at == 0 or intervals[at - 1][1] + gap <= low
            clear_right = at == len(intervals) or high + gap <= intervals[at][0]
            if clear_left and clear_right:
                intervals.insert(at, (low, high))
                lines[index] = line
                break
        else:
            lines[index] = len(taken)
            taken.append([(low, high)])
    return lines
