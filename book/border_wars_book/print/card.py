"""The social card: the book's title over a figure from the data.

Drawn with the library's own palette from the drawing the landing page shows, so that a shared link
looks like the book.  A picture is made, for the places that show cards take no drawings.
"""

from __future__ import annotations

import re
from pathlib import Path

from border_wars_book.print.faces import print_faces
from border_wars_book.print.typesetting import typeset
from border_wars_book.print.typst import string

WIDTH, HEIGHT = 1200, 630  # pixels, of which a point has one
ROOM = (1080, 400)
_VIEW_BOX = re.compile(r'viewBox="(\S+) (\S+) (\S+) \S+"')
_DRAWING = re.compile(r'<svg id="[^"]+-drawing".*?</svg>', re.DOTALL)


def write_card(page: Path, target: Path, title: str, cache: Path) -> bool:
    """Make the card from the first drawing of a built page; False when it has none."""
    found = _DRAWING.search(page.read_text("utf-8"))
    if not found:
        return False
    drawing = _cut(found[0])
    source = (
        f"#set page(width: {WIDTH}pt, height: {HEIGHT}pt)\n"
        "#set page(margin: (x: 60pt, top: 44pt, bottom: 0pt))\n"
        '#set text(font: "Source Sans Pro", size: 58pt, weight: 600, fill: rgb("#22262a"))\n'
        f"#block(below: 24pt, {string(title)})\n"
        f"#set image(width: {ROOM[0]}pt, height: {ROOM[1]}pt)\n"
        f'#image(bytes({string(drawing)}), format: "svg")\n'
    )
    faces = print_faces(source, cache)
    target.write_bytes(typeset(source.encode(), target.parent, faces, format="png", ppi=72))
    return True


def _cut(drawing: str) -> str:
    """The upper part of a drawing, in the proportions the card has room for."""

    def upper(found: re.Match[str]) -> str:
        left, top, width = found.groups()
        return f'viewBox="{left} {top} {width} {float(width) * ROOM[1] / ROOM[0]:.1f}"'

    return _VIEW_BOX.sub(upper, drawing, count=1)
