"""A figure's static twin, made fit to stand inside a page.

An SVG that is drawn by itself and then put inline brings three faults: its ids clash with those of
its neighbours, its style sheet leaks into the page, and its colours stay as they were when the
page turns dark.  Here ids get a prefix, style rules a scope, and every colour that is a role of the
palette becomes the CSS variable of that role, with the drawn colour as its fallback.
"""

from __future__ import annotations

import re
from html import escape

from border_wars_book.colours import variables

_PROLOGUE = re.compile(r"^.*?(?=<svg\b)", re.DOTALL)
_METADATA = re.compile(r"<metadata>.*?</metadata>\s*", re.DOTALL)
_COMMENT = re.compile(r"<!--.*?-->\s*", re.DOTALL)
_ID = re.compile(r'\bid="([^"]+)"')
_REFERENCE = re.compile(r'(href="#|url\(#)([^")]+)')
_STYLE_SHEET = re.compile(r"(<style[^>]*>)(.*?)(</style>)", re.DOTALL)
# What matplotlib writes into every drawing stands once in the page's own style.
_MATPLOTLIB_STYLE = re.compile(
    r"<defs>\s*<style[^>]*>[^<{]*\*\{stroke-linejoin: round; stroke-linecap: butt\}</style>"
    r"\s*</defs>"
)
_COLOUR_ATTRIBUTE = re.compile(r'\b(fill|stroke|stop-color)="(#[0-9a-fA-F]{6})"')
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}\b")
_OPENING = re.compile(r"<svg\b[^>]*>", re.DOTALL)
_REPLACED = re.compile(r"""\s(?:id|class|width|height|role|aria-label)\s*=\s*("[^"]*"|'[^']*')""")
_VIEW_BOX = re.compile(
    r"""viewBox\s*=\s*["']\s*([-+\d.e]+)[\s,]+([-+\d.e]+)[\s,]+([\d.e+-]+)[\s,]+([\d.e+-]+)\s*["']"""
)
# CSS absolute lengths.
_PIXELS = {"": 1, "px": 1, "pt": 4 / 3, "pc": 16, "in": 96, "cm": 96 / 2.54, "mm": 96 / 25.4}


def size(svg: str) -> tuple[float, float]:
    """Width and height of the drawing in its own units, or as they are given where it has none."""
    opening = _OPENING.search(svg)
    if not opening:
        raise ValueError("there is no svg element")
    if found := _VIEW_BOX.search(opening[0]):
        return float(found[3]), float(found[4])
    sides = []
    for name in ("width", "height"):
        found = re.search(rf"""\s{name}\s*=\s*["']\s*([\d.]+)\s*(\w*)\s*["']""", opening[0])
        if not found or found[2] not in _PIXELS:
            raise ValueError(f"the SVG has neither a viewBox nor a {name} in absolute units")
        sides.append(float(found[1]) * _PIXELS[found[2]])
    return sides[0], sides[1]


def inline(svg: str, prefix: str, alt: str = "") -> str:
    """The SVG as an element of a page: ids prefixed, styles scoped, colours as roles."""
    svg = _MATPLOTLIB_STYLE.sub("", on_paper(svg))
    svg = _ID.sub(rf'id="{prefix}-\1"', svg)
    svg = _REFERENCE.sub(rf"\1{prefix}-\2", svg)
    svg = _STYLE_SHEET.sub(lambda found: _scoped(found, f"#{prefix}-drawing"), svg)
    svg = _COLOUR_ATTRIBUTE.sub(_as_style, svg)
    svg = _merge_styles(svg)
    head, mark, body = svg.partition(">")
    svg = head + mark + _COLOUR.sub(lambda found: variable(found[0]), body)
    label = f'role="img" aria-label="{escape(alt)}"' if alt else 'aria-hidden="true"'
    width, height = size(svg)
    start = (
        f'<svg id="{prefix}-drawing" class="drawing" width="{width:g}" height="{height:g}" {label}'
    )

    if not _VIEW_BOX.search(_OPENING.search(svg)[0]):  # it could not be drawn smaller
        start += f' viewBox="0 0 {width:g} {height:g}"'

    def open_again(found: re.Match[str]) -> str:
        return start + _REPLACED.sub("", found[0][len("<svg") :])

    return _OPENING.sub(open_again, svg, count=1).strip()


def on_paper(svg: str) -> str:
    """The SVG as a file of its own, in the book's typefaces and no others."""
    svg = _METADATA.sub("", _COMMENT.sub("", _PROLOGUE.sub("", svg, count=1)))
    return svg.replace("'Source Sans 3', ", "")


def variable(colour: str) -> str:
    """The CSS value of a drawn colour: its role's variable, or the colour itself."""
    name = variables().get(colour.lower())
    return f"var({name}, {colour})" if name else colour


def _scoped(found: re.Match[str], scope: str) -> str:
    def rule(selectors: re.Match[str]) -> str:
        # A scope the drawing brought along names its old root; the new one takes its place.
        parts = [re.sub(r"^#[\w-]+\s+", "", part.strip()) for part in selectors[1].split(",")]
        return ", ".join(f"{scope} {part}" for part in parts) + " {"

    rules = re.sub(r"([^{}]+)\{", rule, found[2])
    return f"{found[1]}{rules}{found[3]}"


def _as_style(found: re.Match[str]) -> str:
    return f'style="{found[1]}: {found[2]}"'


def _merge_styles(svg: str) -> str:
    """One style attribute on an element: a browser drops the second."""

    def merge(tag: re.Match[str]) -> str:
        styles = re.findall(r'\sstyle="([^"]*)"', tag[0])
        if len(styles) < 2:
            return tag[0]
        bare = re.sub(r'\sstyle="[^"]*"', "", tag[0])
        joined = "; ".join(style.rstrip("; ") for style in styles)
        end = "/>" if bare.endswith("/>") else ">"
        return f'{bare[: -len(end)]} style="{joined}"{end}'

    return re.sub(r"<[a-zA-Z][^<>]*>", merge, svg)
