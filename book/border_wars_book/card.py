"""The social card: the book's title over a figure from the data.

Drawn with the library's own palette from the drawing the landing page shows, so that a shared link
looks like the book.  A picture is made, for the places that show cards take no drawings.
"""

from __future__ import annotations

import io
import re
from functools import cache
from pathlib import Path

CARD = "card.png"
WIDTH, HEIGHT = 1200, 630
ROOM = (1080, 400)
_VIEW_BOX = re.compile(r'viewBox="(\S+) (\S+) (\S+) \S+"')
_DRAWING = re.compile(r'<svg id="[^"]+-drawing".*?</svg>', re.DOTALL)


@cache
def can_draw() -> bool:
    """Whether what draws the card is installed."""
    try:
        import pypdfium2
        import weasyprint  # noqa: F401
    except (ImportError, OSError):
        return False
    return bool(pypdfium2)


def write_card(page: Path, target: Path, title: str, fonts_css: str) -> bool:
    """Make the card from the first drawing of a built page; False when it has none or no Pango."""
    found = _DRAWING.search(page.read_text("utf-8"))
    if not found or not can_draw():
        return False
    import pypdfium2
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration

    drawing = _cut(found[0])
    known = FontConfiguration()
    html = f'<html lang="en"><body><h1>{title}</h1><div>{drawing}</div></body></html>'
    style = (
        f"@page {{ size: {WIDTH}px {HEIGHT}px; margin: 0; background: #ffffff }}"
        "body { margin: 0; padding: 44px 60px; font-family: 'Source Sans Pro' }"
        "h1 { font-size: 58px; line-height: 62px; margin: 0 0 24px; color: #22262a }"
        f"svg {{ width: {ROOM[0]}px; height: {ROOM[1]}px }}"
    )
    sheets = [CSS(string=rules, font_config=known) for rules in (fonts_css, style)]
    pdf = HTML(string=html).write_pdf(stylesheets=sheets, font_config=known)
    picture = pypdfium2.PdfDocument(pdf)[0].render(scale=96 / 72).to_pil()
    packed = io.BytesIO()
    picture.convert("P", palette=1, colors=64).save(packed, "PNG", optimize=True)
    target.write_bytes(packed.getvalue())
    return True


def _cut(drawing: str) -> str:
    """The upper part of a drawing, in the proportions the card has room for."""

    def upper(found: re.Match[str]) -> str:
        left, top, width = found.groups()
        return f'viewBox="{left} {top} {width} {float(width) * ROOM[1] / ROOM[0]:.1f}"'

    return _VIEW_BOX.sub(upper, drawing, count=1)
