"""Which of plotly's own markers an outline is: its size is kept, and no edge of an axis cuts it.

An outline that is none of them is drawn as a shape of the same pixels.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence

from timelines.glyphs import Ring
from timelines.plotly_axes import Spec

# What plotly makes of the radius of a marker: half a diamond; half the foot of a triangle, and its
# height. A rectangle is a stroke.
_DIAMOND, _FOOT, _HEIGHT = 1.3, 2 / math.sqrt(3), 1.5
_ROUND = 8  # corners, at least, of a circle
Corner = tuple[float, float]
# Corners as parts of the width and the height; an arrowhead looks away from its place, which is to
# the right of it or to the left.
_LOZENGE = {(0.5, 0.0), (1.0, 0.5), (0.5, 1.0), (0.0, 0.5)}
_BOX = {(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0)}
_ARROWS = ({(1.0, 0.0), (0.0, 0.5), (1.0, 1.0)}, {(0.0, 0.0), (1.0, 0.5), (0.0, 1.0)})


def centre(ring: Ring) -> tuple[float, float]:
    """The middle of a ring, across and down."""
    (left, right), (top, bottom) = _ends(ring)
    return (left + right) / 2, (top + bottom) / 2


def marker_of(rings: Sequence[Ring]) -> Spec | None:
    """The symbol, size and distance from its place of these rings, or None where plotly has none.

    A rectangle is a line as thick as it is wide. What merely has as many corners as a circle, as
    a cross does, is none.
    """
    if len(rings) > 1:
        return None
    ring, across = rings[0], centre(rings[0])[0]
    (left, right), (top, bottom) = _ends(ring)
    width, height = right - left, bottom - top
    if not (width and height):
        return None
    even = math.isclose(width, height)
    corners = {(round((x - left) / width, 2), round((y - top) / height, 2)) for x, y in ring}
    marker: Spec
    if corners == _ARROWS[across > 0] and math.isclose(
        width / height, _HEIGHT / _FOOT / 2, rel_tol=0.02
    ):
        marker = {"symbol": "triangle-down", "size": round(2 * width / _HEIGHT, 2)}
        across = math.copysign(abs(across) - width / _HEIGHT / 4, across)
    elif corners == _LOZENGE and even:
        marker = {"symbol": "diamond", "size": round(width / _DIAMOND, 2)}
    elif corners == _BOX and even:
        marker = {"symbol": "square", "size": round(width, 2)}
    elif corners == _BOX:
        symbol = "line-ew" if abs(across) > 0.01 else "line-ns"
        marker = {"symbol": symbol, "size": round(height, 2), "line": {"width": round(width, 2)}}
    elif len(ring) >= _ROUND and even and _is_round(corners):
        marker = {"symbol": "circle", "size": round(width, 2)}
    else:
        return None
    return marker | ({"standoff": round(abs(across), 2)} if abs(across) > 0.01 else {})


def _is_round(corners: Collection[Corner]) -> bool:
    return all(math.isclose(math.dist(at, (0.5, 0.5)), 0.5, abs_tol=0.02) for at in corners)


def angle(ring: Ring) -> int:
    """How a marker at a distance is turned: plotly moves it against its angle."""
    return -90 if centre(ring)[0] > 0 else 90


def _ends(ring: Ring) -> tuple[tuple[float, float], tuple[float, float]]:
    across, down = zip(*ring, strict=True)
    return (min(across), max(across)), (min(down), max(down))
