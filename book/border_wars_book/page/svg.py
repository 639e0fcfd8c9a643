"""A drawing as it stands in a page.

The book's own drawings come fit for it: ids of their own, no style sheet, and as attributes colours
that the page's `colours.css` exchanges by value. What anybody else drew is shown as a picture, so
that its ids, its styles and its scripts stay its own.
"""

from __future__ import annotations

import json
import re
from base64 import b64encode
from html import escape, unescape
from typing import Any

_OPENING = re.compile(r"<svg\b[^>]*>", re.DOTALL)
_OURS = re.compile(r'\bclass="drawing"')
_METADATA = re.compile(r"<metadata>(.*?)</metadata>", re.DOTALL)
_REPLACED = re.compile(r"""\s(?:id|class|width|height|role|aria-label|viewBox)\s*=\s*"[^"]*\"""")
_VIEW_BOX = re.compile(
    r"""viewBox\s*=\s*["']\s*([-+\d.e]+)[\s,]+([-+\d.e]+)[\s,]+([\d.e+-]+)[\s,]+([\d.e+-]+)\s*["']"""
)
# CSS absolute lengths.
_PIXELS = {"": 1, "px": 1, "pt": 4 / 3, "pc": 16, "in": 96, "cm": 96 / 2.54, "mm": 96 / 25.4}


def _opening(svg: str) -> re.Match[str]:
    if found := _OPENING.search(svg):
        return found
    raise ValueError("there is no svg element")


def size(svg: str) -> tuple[float, float]:
    """Width and height of the drawing in its own units, or as they are given where it has none."""
    opening = _opening(svg)[0]
    if found := _VIEW_BOX.search(opening):
        return float(found[3]), float(found[4])
    sides = []
    for name in ("width", "height"):
        found = re.search(rf"""\s{name}\s*=\s*["']\s*([\d.]+)\s*(\w*)\s*["']""", opening)
        if not found or found[2] not in _PIXELS:
            raise ValueError(f"the SVG has neither a viewBox nor a {name} in absolute units")
        sides.append(float(found[1]) * _PIXELS[found[2]])
    return sides[0], sides[1]


def answers(svg: str) -> list[list[Any]]:
    """What each mark of a drawing of the book says and where, as `timelines.answers` gives it."""
    found = _METADATA.search(svg) if _OURS.search(_opening(svg)[0]) else None
    return json.loads(unescape(found[1])) if found else []


def inline(svg: str, prefix: str, alt: str = "", like: str = "") -> str:
    """The drawing as an element of a page, in a viewBox, with its words for who does not see it.

    Of a second arrangement, `like` is the id of the drawing that has the words.
    """
    width, height = size(svg)
    opening = _opening(svg)
    label = f'role="img" aria-label="{escape(alt)}"' if alt else 'aria-hidden="true"'
    if like:
        label = f'role="img" aria-labelledby="{like}-drawing"'
    start = (
        f'<svg id="{prefix}-drawing" class="drawing" width="{width:g}" height="{height:g}" '
        f'viewBox="0 0 {width:g} {height:g}" {label}'
    )
    if _OURS.search(opening[0]):
        inside = _METADATA.sub("", svg[opening.end() :].strip(), count=1)
        return start + _REPLACED.sub("", opening[0][len("<svg") :]) + inside
    picture = b64encode(svg[opening.start() :].encode()).decode()
    return (
        f'{start} xmlns="http://www.w3.org/2000/svg"><image width="{width:g}" height="{height:g}" '
        f'href="data:image/svg+xml;base64,{picture}"/></svg>'
    )
