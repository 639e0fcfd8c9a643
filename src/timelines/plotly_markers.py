"""Which of plotly's own markers an outline is: its size is kept, and no edge of an axis cuts it.

An outline that is none of them is drawn as a shape of the same pixels.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from timelines.glyphs import Ring
from timelines.plotly_axes import Spec

# What plotly makes of the radius of a marker: half a diamond; half the foot of a triangle, and its
# height. A rectangle is a stroke.
_DIAMOND, _FOOT, _HEIGHT = 1.3, 2 / math.sqrt(3), 1.5
_ROUND = 8  # corners, at least, of a circle


def centre(ring: Ring) -> tuple[float, float]:
    """The middle of a ring, across and down."""
    (left, right), (top, bottom) = _ends(ring)
    return (left + right) / 2, (top + bottom) / 2


def marker_of(rings: Sequence[Ring]) -> Spec | None:
    """The symbol, size and distance from its place of these rings, or None where plotly has none.

    A rectangle is a line as thick as it is wide.
    """
    if len(rings) > 1:
        return None
    ring, across = rings[0], centre(rings[0])[0]
    (left, right), (top, bottom) = _ends(ring)
    width, height = right - left, bottom - top
    on_edges = {(x in (left, right)) + (y in (top, bottom)) for x, y in ring}
    even = math.isclose(width, height)
    marker: Spec
    if len(ring) == 3 and math.isclose(width / height, _HEIGHT / _FOOT / 2, rel_tol=0.02):
        marker = {"symbol": "triangle-down", "size": round(2 * width / _HEIGHT, 2)}
        across = math.copysign(abs(across) - width / _HEIGHT / 4, across)
    elif len(ring) >= _ROUND and even:
        marker = {"symbol": "circle", "size": round(width, 2)}
    elif len(ring) == 4 and on_edges == {1} and even:
        marker = {"symbol": "diamond", "size": round(width / _DIAMOND, 2)}
    elif len(ring) == 4 and on_edges == {2} and even:
        marker = {"symbol": "square", "size": round(width, 2)}
    elif len(ring) == 4 and on_edges == {2}:
        symbol = "line-ew" if abs(across) > 0.01 else "line-ns"
        marker = {"symbol": symbol, "size": round(height, 2), "line": {"width": round(width, 2)}}
    else:
        return None
    return marker | ({"standoff": round(abs(across), 2)} if abs(across) > 0.01 else {})


def angle(ring: Ring) -> int:
    """How a marker at a distance is turned: plotly moves it against its angle."""
    return -90 if centre(ring)[0] > 0 else 90


def _ends(ring: Ring) -> tuple[tuple[float, float], tuple[float, float]]:
    across, down = zip(*ring, strict=True)
    return (min(across), max(across)), (min(down), max(down))
