"""Measuring a set document: what sticks out of its page's text block."""

from __future__ import annotations

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
