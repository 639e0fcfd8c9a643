"""The key on the screen: small pixel-sized shapes with their meaning, under the axis."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from timelines.labels import Metrics
from timelines.marks import CORE, POSSIBLE, Marks, key_entries
from timelines.palette import colour
from timelines.screen import Spec

SIZE = 12.0
_MARK, _GAP = 26.0, 16.0
_HALF = 5.0


def key_of(marks: Marks, kind: str, metrics: Metrics) -> list[list[tuple[str, str, float]]]:
    """Lines of (mark, meaning, distance from the left) that fit the narrowest width."""
    small = replace(metrics, font=SIZE)
    lines: list[list[tuple[str, str, float]]] = []
    used = metrics.width
    for mark, meaning in key_entries(marks, kind):
        need = _MARK + small.measure(meaning)
        if used + need > metrics.width:
            lines.append([])
            used = 0.0
        lines[-1].append((mark, meaning, round(used, 1)))
        used += need + _GAP
    return lines


def drawn(mark: str, left: float, middle: float, mode: str) -> list[Spec]:
    """Shapes of a mark from `left`, at `middle` pixels under the plot."""
    muted, right = colour("muted", mode), left + 20
    if mark in (CORE, POSSIBLE):
        fill = muted if mark == CORE else colour("midnight", mode)
        return [_box(left, right, middle, fill, line=muted)]
    if mark in ("diamond", "hollow", "circa"):
        fill = colour("paper", mode) if mark == "hollow" else muted
        x = left + 10
        corners = [(x, -_HALF - 1), (x + _HALF + 1, 0), (x, _HALF + 1), (x - _HALF - 1, 0)]
        shapes = [_outline(corners, middle, fill, muted)]
        if mark == "circa":
            shapes += [_box(x + d, x + d + 2, middle, muted, half=1) for d in (-13, -9, 8, 12)]
        return shapes
    if mark == "arrow":
        tip = [(right - 7, -_HALF), (right, 0), (right - 7, _HALF)]
        return [_box(left, right - 7, middle, muted), _outline(tip, middle, muted, muted)]
    if mark == "perforation":
        paper = colour("paper", mode)
        notches = [_box(right - 3, right + 1, middle + d, paper, half=1) for d in (-4, 0, 4)]
        return [_box(left, right, middle, muted), *notches]
    return [
        _box(left + 6 * step, left + 6 * step + 4, middle, muted, opacity=opacity)
        for step, opacity in enumerate((0.7, 0.45, 0.2))
    ]


def swatch(fill: str, left: float, middle: float, mode: str) -> Spec:
    """A box of any fill where `drawn` would put a mark."""
    return _box(left, left + 20, middle, fill, line=colour("muted", mode))


def _box(
    left: float,
    right: float,
    middle: float,
    fill: str,
    *,
    line: str | None = None,
    half: float = _HALF,
    opacity: float = 1.0,
) -> Spec:
    return _pixels(
        {
            "type": "rect",
            "x0": left,
            "x1": right,
            "y0": -(middle - half),
            "y1": -(middle + half),
            "fillcolor": fill,
            "opacity": opacity,
            "line": {"width": 1 if line else 0, "color": line or fill},
        }
    )


def _outline(corners: Sequence[tuple[float, float]], middle: float, fill: str, line: str) -> Spec:
    path = "M" + "L".join(f"{x:g},{-(middle + y):g}" for x, y in corners) + "Z"
    return _pixels(
        {"type": "path", "path": path, "fillcolor": fill, "line": {"width": 1.2, "color": line}}
    )


def _pixels(shape: Spec) -> Spec:
    return shape | {
        "xref": "paper",
        "yref": "paper",
        "xsizemode": "pixel",
        "ysizemode": "pixel",
        "xanchor": 0,
        "yanchor": 0,
    }
