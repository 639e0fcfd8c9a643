"""A drawn figure as a file: an SVG fit to stand in a page, a PDF, the same on every machine.

matplotlib writes a random salt, a date, a style for every element of the page and ids that two
figures on a page would share. Here the ids carry a digest of the figure, the style is confined to
it, the fonts are a list a page can serve, and every row's label is a group with its id and dates.
"""

from __future__ import annotations

import html
import io
import re
import warnings
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from os import PathLike
from typing import IO, Any

from matplotlib import rc_context, rcdefaults, rcParams
from matplotlib.figure import Figure

from timelines import typeface as fonts

_SETTINGS: dict[Any, Any] = {
    "svg.hashsalt": "timeline",
    "svg.fonttype": "none",
    "pdf.fonttype": 42,
    "path.simplify": False,
}


@contextmanager
def defaults() -> Iterator[None]:
    """Draw and save by matplotlib's own defaults and ours, whatever style the user has set."""
    with rc_context():
        rcdefaults()
        rcParams.update(_SETTINGS)
        yield


class PrintFigure(Figure):
    """A matplotlib figure that is saved with the settings it was drawn for, whoever saves it."""

    alt: str = ""  # the figure in words
    row_words: Sequence[tuple[str, str]] = ()  # each row's id, and its label with its dates

    def savefig(self, fname: str | PathLike[str] | IO[Any], **options: Any) -> None:
        """Save as matplotlib does, without a date and with text as text."""
        kind = str(options.get("format") or str(fname).rsplit(".", 1)[-1]).lower()
        if kind in ("svg", "pdf"):
            dated = {"svg": {"Date": None}, "pdf": {"CreationDate": None}}[kind]
            options["metadata"] = dated | options.get("metadata", {})
        with defaults(), warnings.catch_warnings():
            # A machine without a CJK face draws boxes in a bitmap; in the SVG the page has one.
            warnings.filterwarnings("ignore", message="Glyph .* missing from")
            super().savefig(fname, **options)

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:
        return {"image/svg+xml": svg_of(self), "text/plain": self.alt}


def svg_of(figure: PrintFigure) -> str:
    """The figure as an SVG to stand in a page: ids of its own, rows named, no prologue."""
    buffer = io.StringIO()
    figure.savefig(buffer, format="svg")
    raw = buffer.getvalue()
    raw = raw[raw.index("<svg") :]
    name = f"f{zlib.crc32((raw + figure.alt).encode()):08x}"
    raw = re.sub(r"<metadata>.*?</metadata>\s*", "", raw, count=1, flags=re.DOTALL)
    raw = re.sub(r"\n\s+", "\n", raw)
    raw = raw.replace("*{stroke-linejoin", f"#{name} *{{stroke-linejoin")
    raw = re.sub(r'\bid="([^"]+)"', rf'id="{name}-\1"', raw)
    raw = re.sub(r'(href="#|url\(#)([^")]+)', rf"\1{name}-\2", raw)
    # One list of families on the figure, not one on every line of text.
    raw = re.sub(r" font-family: [^;\"]*;", "", raw)
    raw = re.sub(r' transform="rotate\(-?0 [^)]*\)"', "", raw)
    raw = re.sub(
        rf'<g id="({name}-row-(\d+))">', lambda found: _named(figure.row_words, found), raw
    )
    label = html.escape(figure.alt)
    return raw.replace(
        "<svg ",
        f'<svg id="{name}" role="img" aria-label="{label}" font-family="{fonts.css_families()}" ',
        1,
    ).rstrip()


def _named(row_words: Sequence[tuple[str, str]], found: re.Match[str]) -> str:
    row_id, words = row_words[int(found[2])]
    return (
        f'<g id="{found[1]}" data-row="{html.escape(row_id)}"><title>{html.escape(words)}</title>'
    )
