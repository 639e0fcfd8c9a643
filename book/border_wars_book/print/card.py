"""The social card: the book's title beside a figure from the data.

Drawn with the library's own palette from the drawing the landing page shows, so that a shared link
looks like the book.  A picture is made, for the places that show cards take no drawings.
"""

from __future__ import annotations

import re
from pathlib import Path

from border_wars_book.print.faces import print_faces
from border_wars_book.print.typesetting import Typesetter
from border_wars_book.print.typst import string

WIDTH, HEIGHT = 1200, 630  # pixels, of which a point has one
_DRAWING = re.compile(r'<svg id="[^"]+-drawing".*?</svg>', re.DOTALL)


def write_card(page: Path, target: Path, title: str, subtitle: str, cache: Path) -> bool:
    """Make the card from the first drawing of a built page; False when it has none."""
    found = _DRAWING.search(page.read_text("utf-8"))
    if not found:
        return False
    source = (
        f"#set page(width: {WIDTH}pt, height: {HEIGHT}pt, margin: (left: 60pt, rest: 24pt))\n"
        '#set text(font: "Source Sans Pro", fill: rgb("#22262a"), hyphenate: false)\n'
        "#set par(leading: 0.4em)\n"
        "#grid(columns: (1fr, 600pt), column-gutter: 30pt, align: horizon, {\n"
        f"text(size: 60pt, weight: 600, {string(title)})\n"
        f"block(above: 36pt, text(size: 25pt, {string(subtitle)}))\n"
        "}, "
        f'image(bytes({string(found[0])}), format: "svg", '
        'width: 600pt, height: 582pt, fit: "contain"))\n'
    )
    faces = print_faces(source, cache)
    target.write_bytes(Typesetter(target.parent, faces).set(source.encode(), format="png", ppi=72))
    return True
