"""Sources as figures and tables name them: a family name or a title's first words, and a year.

The author-date form of the book's own citations (Chicago Manual of Style), without the letters that
tell two of one year apart: a figure has the keys for that.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from analysis.bibliography import Reference

__all__ = ["short_citation", "short_citations"]

_SERIES = {"Foreign Relations of the United States": "FRUS"}
_WORDS = 4


def short_citations(references: Mapping[str, Reference]) -> dict[str, str]:
    """Return ``{key: "Kotkin 2017"}`` for every reference."""
    return {key: short_citation(reference) for key, reference in references.items()}


def short_citation(reference: Reference) -> str:
    """Return ``Kotkin 2017``, ``FRUS 1938``, or the title's first words where nobody is named."""
    return f"{_who(reference)} {reference.year or 'n.d.'}"


def _who(reference: Reference) -> str:
    where = reference.fields.get("booktitle", "")
    for series, short in _SERIES.items():
        if series in where or series in reference.title:
            return short
    stated = next((f for f in ("author", "editor") if reference.fields.get(f)), "")
    if not stated:
        title = _first(reference.title)
        return f"\N{LEFT DOUBLE QUOTATION MARK}{title}\N{RIGHT DOUBLE QUOTATION MARK}"
    names = [_family(name) for name in re.split(r"\s+and\s+", reference.fields[stated])]
    return f"{names[0]} et al." if len(names) > 2 else " and ".join(names)


def _family(name: str) -> str:
    if name.startswith("{"):
        return _first(name.strip("{}").split(",")[0])
    return re.sub(r"[{}]", "", name).split(",")[0].strip()


def _first(text: str) -> str:
    words = text.split()
    short = " ".join(words[:_WORDS]).rstrip(" ,.;:(")
    return short + ("\N{HORIZONTAL ELLIPSIS}" if len(words) > _WORDS else "")
