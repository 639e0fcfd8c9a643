"""Arrows, diamonds, fades and perforations in print, and the same marks at the size of the key."""

from __future__ import annotations

from collections.abc import Sequence

from timelines import typeface as fonts
from timelines.marks import CORE, POSSIBLE, Marks, key_entries
from timelines.pen import Pen

SIZE = 7.6  # of the key's words, in points


def draw_signs(
    pen: Pen,
    hue: str,
    kind: str,
    places: Sequence[tuple[float, float, int]],
    sizes: tuple[float, float],
) -> None:
    """The signs of one kind and hue at (x, y, way); `sizes` are half a bar and a radius."""
    half, radius = sizes
    lane, gid = f"full-{hue}", f"{kind}s-{hue}"
    if kind in ("diamond", "hollow"):
        outlines = [
            [(x, y - radius), (x + radius, y), (x, y + radius), (x - radius, y)]
            for x, y, _ in places
        ]
        solid = kind == "diamond"
        role = lane if solid else "paper"
        line = 0.0 if solid else 1.2
        pen.shapes(outlines, role, edge=lane, line=line, gid=gid)
    elif kind == "arrow":
        outlines = [
            [(x, y - half), (x + way * half * 1.3, y), (x, y + half)] for x, y, way in places
        ]
        pen.shapes(outlines, lane, gid=gid)
    elif kind == "perforation":
        lines = [(x, y - half, x, y + half) for x, y, _ in places]
        pen.strokes(lines, "paper", 3.0, dashes=(0.6, 0.6), gid=gid)
    elif kind == "circa":
        r = 0.8
        dots = [
            (x + d - r, y - r, x + d + r, y + r) for x, y, _ in places for d in (-11, -7.5, 7.5, 11)
        ]
        pen.fill(dots, lane, gid=gid)
    elif kind == "fade":
        for step, alpha in enumerate((0.6, 0.42, 0.26, 0.12)):
            boxes = []
            for x, y, way in places:
                near, far = sorted((x + way * (step * 4), x + way * (step * 4 + 2.8)))
                boxes.append((near, y - half, far, y + half))
            pen.fill(boxes, lane, alpha=alpha, gid=f"{gid}-{step}")
        for x, y, way in places:
            pen.text(x + way * 19.5, y, "?", 8.4, lane, weight="semibold", align="middle")


def key_lines(marks: Marks, kind: str, width: float) -> list[list[tuple[str, str, float]]]:
    """The entries of the key, in lines that fit the width."""
    lines: list[list[tuple[str, str, float]]] = []
    used = width
    for mark, meaning in key_entries(marks, kind):
        need = 24 + fonts.text_width(meaning, SIZE) + 12
        if used + need > width:
            lines.append([])
            used = 0.0
        lines[-1].append((mark, meaning, used))
        used += need
    return lines


def key_mark(pen: Pen, mark: str, x: float, y: float) -> None:
    """The mark at the size of the key, in a grey that is no lane's."""
    left, right = x + 1, x + 17
    if mark == CORE:
        pen.fill([(left, y - 3.5, right, y + 3.5)], "muted")
    elif mark == POSSIBLE:
        pen.fill([(left, y - 3.5, right, y + 3.5)], "midnight", edge="muted", line=0.5)
    elif mark in ("diamond", "hollow", "circa"):
        x, r = x + 9, 4.0
        outline = [(x, y - r), (x + r, y), (x, y + r), (x - r, y)]
        hollow = mark == "hollow"
        pen.shapes([outline], "paper" if hollow else "muted", edge="muted", line=1.0)
        if mark == "circa":
            r = 0.7
            dots = [(x + d - r, y - r, x + d + r, y + r) for d in (-8, -6, 6, 8)]
            pen.fill(dots, "muted")
    elif mark == "arrow":
        pen.fill([(left, y - 3.5, right - 5, y + 3.5)], "muted")
        pen.shapes([[(right - 5, y - 3.5), (right, y), (right - 5, y + 3.5)]], "muted")
    elif mark == "perforation":
        pen.fill([(left, y - 3.5, right, y + 3.5)], "muted")
        pen.strokes([(right, y - 3.5, right, y + 3.5)], "paper", 2.4, dashes=(0.6, 0.6))
    elif mark == "fade":
        for step, alpha in enumerate((0.6, 0.4, 0.22)):
            at = left + step * 3.4
            pen.fill([(at, y - 3.5, at + 2.4, y + 3.5)], "muted", alpha=alpha)
        pen.text(right - 2, y, "?", SIZE, "muted", align="middle")
