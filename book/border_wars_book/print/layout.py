"""Measuring a set document: what sticks out of its page's text block, what ends its page badly."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

TOLERANCE = 1.0  # CSS pixels; rounding in the setting stays below it


def sticking_out(document: Any) -> list[tuple[int, str, str]]:
    """(page, tag, text) of every box of text that passes its text block's right edge."""
    found = []
    for number, page in enumerate(document.pages, 1):
        box = page._page_box
        edge = box.content_box_x() + box.width
        for inner in box.descendants():
            if type(inner).__name__ != "TextBox" or not inner.text.strip():
                continue
            if inner.position_x + inner.width > edge + TOLERANCE and not _in_margin(inner, box):
                found.append((number, inner.element_tag, inner.text))
    return found


def _in_margin(inner: Any, page: Any) -> bool:
    return inner.position_y < page.content_box_y() or (
        inner.position_y > page.content_box_y() + page.height
    )


HEADS = {"h1", "h2", "h3", "h4", "caption"}


def heads_at_foot(document: Any) -> list[tuple[int, str]]:
    """(page, text) of every heading and table's caption that stands last on its page."""
    found = []
    for number, page in enumerate(document.pages, 1):
        lines = list(_lines(page._page_box, page._page_box, False))
        if lines:
            _, text, is_head = max(lines)
            if is_head:
                found.append((number, text))
    return found


def _lines(box: Any, page: Any, is_head: bool) -> Iterator[tuple[float, str, bool]]:
    """(lower edge, text, whether it is in a head) of each line of a page, notes left out."""
    if type(box).__name__ in ("FootnoteAreaBox", "MarginBox"):
        return
    is_head = is_head or box.element_tag in HEADS
    if type(box).__name__ == "TextBox":
        if box.text.strip() and not _in_margin(box, page):
            yield box.position_y + box.height, box.text, is_head
        return
    for child in getattr(box, "children", ()):
        yield from _lines(getattr(child, "_box", child), page, is_head)
