"""Strokes, fills and lines of text in the roles of the palette, on one matplotlib axes.

Whatever shares a colour becomes one path, so that ten thousand bars cost what one does.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.font_manager import FontProperties
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from matplotlib.text import Text

from timelines import typeface as fonts
from timelines.palette import colour

Box = tuple[float, float, float, float]  # left, top, right, bottom; of a stroke its two ends


class Pen:
    """Draws in points, y downwards, in the colours of a mode."""

    def __init__(self, axes: Axes, mode: str) -> None:
        self.axes = axes
        self.mode = mode

    def text(
        self,
        x: float,
        y: float,
        string: str,
        size: float,
        role: str,
        *,
        weight: str = "regular",
        align: str = "start",
        gid: str | None = None,
    ) -> None:
        """One line with its centre at height y (the middle of the lower-case letters)."""
        item = Text(
            round(float(x), 2),
            round(float(y) + size * 0.33, 2),
            string,
            color=colour(role, self.mode),
            fontproperties=_face(tuple(fonts.families_for(string)), size, weight),
            ha={"start": "left", "middle": "center", "end": "right"}[align],
            va="baseline",
            parse_math=False,
        )
        self._add(item, gid)

    def fill(
        self,
        boxes: Sequence[Box] | np.ndarray,
        role: str,
        *,
        edge: str | None = None,
        line: float = 0.0,
        alpha: float | None = None,
        gid: str | None = None,
    ) -> None:
        """Rectangles (left, top, right, bottom) of one colour, as one path."""
        if not len(boxes):
            return
        left, top, right, bottom = np.round(np.asarray(boxes, dtype=float), 2).T
        corners = np.stack(
            [left, top, right, top, right, bottom, left, bottom, left, top], axis=1
        ).reshape(-1, 2)
        codes = np.tile(
            [Path.MOVETO, Path.LINETO, Path.LINETO, Path.LINETO, Path.CLOSEPOLY], len(left)
        )
        self._patch(Path(corners, codes), role, edge, line, alpha, gid)

    def strokes(
        self,
        lines: Sequence[Box],
        role: str,
        width: float,
        *,
        dashes: tuple[float, ...] | None = None,
        gid: str | None = None,
    ) -> None:
        """Straight lines (x0, y0, x1, y1) of one colour, as one path."""
        if not len(lines):
            return
        points = np.round(np.asarray(lines, dtype=float), 2).reshape(-1, 2)
        codes = np.tile([Path.MOVETO, Path.LINETO], len(lines))
        patch = PathPatch(
            Path(points, codes),
            fill=False,
            edgecolor=colour(role, self.mode),
            linewidth=width,
            linestyle=(0, dashes) if dashes else "-",
            capstyle="butt",
        )
        self._add(patch, gid)

    def shapes(
        self,
        outlines: Sequence[Sequence[tuple[float, float]]],
        role: str,
        *,
        edge: str | None = None,
        line: float = 0.0,
        gid: str | None = None,
    ) -> None:
        """Closed outlines (lists of points) of one colour, as one path."""
        if not outlines:
            return
        points = np.round(np.concatenate([[*o, o[0]] for o in outlines]), 2)
        codes = np.concatenate(
            [[Path.MOVETO, *[Path.LINETO] * (len(o) - 1), Path.CLOSEPOLY] for o in outlines]
        )
        self._patch(Path(points, codes), role, edge, line, None, gid)

    def _patch(
        self,
        path: Path,
        role: str,
        edge: str | None,
        line: float,
        alpha: float | None,
        gid: str | None,
    ) -> None:
        patch = PathPatch(
            path,
            facecolor=colour(role, self.mode) if role else "none",
            edgecolor=colour(edge, self.mode) if edge else "none",
            linewidth=line,
            alpha=alpha,
            joinstyle="miter",
        )
        self._add(patch, gid)

    def _add(self, item: Artist, gid: str | None) -> None:
        if gid:
            item.set_gid(gid)
        item.set_clip_on(False)
        self.axes.add_artist(item)


@cache
def _face(families: tuple[str, ...], size: float, weight: str) -> FontProperties:
    return FontProperties(
        family=list(families), size=size, weight=600 if weight == "semibold" else 400
    )
