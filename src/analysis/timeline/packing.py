"""First-fit packing: every interval goes to the first line that is free where it begins.

Intervals are taken from left to right, so a line that is free once stays free until it is used;
two heaps (lines in use by their end, free lines by their number) then give exactly the first-fit
line in O(n log n), and as few lines as the deepest overlap needs (the left-edge algorithm of
channel routing: Hashimoto and Stevens, "Wire routing by optimizing channel assignment within
large apertures", Design Automation Workshop, 1971).
"""

from __future__ import annotations

from collections.abc import Sequence
from heapq import heappop, heappush

import numpy as np


def first_fit(lows: Sequence[float], highs: Sequence[float], gap: float = 0.0) -> np.ndarray:
    """The line of each interval, counted from 0, in the order given.

    Args:
        lows: left ends; `highs`: right ends, not less than the left ones.
        highs: see above.
        gap: the room to keep between two intervals on a line.
    """
    low = np.asarray(lows, dtype=float)
    high = np.asarray(highs, dtype=float)
    if low.shape != high.shape or low.ndim != 1:
        raise ValueError(f"expected two columns of one length, found {low.shape} and {high.shape}")
    if low.size and bool((high < low).any()):
        raise ValueError("expected every right end at or after its left end")
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
