"""Pieces of MyST markdown for tables whose cells cite, link and can be linked to.

A table made as HTML passes the book by: its citations would be text and its rows no targets. These
few functions write markdown for the book to read. What comes from the data is always escaped.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

__all__ = ["address", "cited", "escaped", "event_link", "facet", "list_table"]

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>$|~^#])|(?<=^\d)(?=[.)] )|(?<=^\d\d)(?=[.)] )")
FILTERABLE = "data filterable"  # the classes of a table that the book's script can narrow


def escaped(text: str) -> str:
    """Plain text that MyST reads as plain text, also where a line begins with a number."""
    return _SPECIAL.sub(lambda found: "\\" + (found[1] or ""), text)


def cited(keys: Iterable[str]) -> str:
    """A citation of sources by their keys; blank for none."""
    listed = ",".join(keys)
    return f"{{cite:p}}`{listed}`" if listed else ""


def facet(name: str, value: str) -> str:
    """Words by which a table can be narrowed: a script finds them by their class."""
    return f"[{escaped(value)}]{{.facet-{name}}}"


def address(text: str, target: str) -> str:
    """A name that is a link target and links to itself, so that its address can be copied."""
    return f"[[{escaped(text)}](#{target})]{{#{target} .entry-name}}"


def event_link(text: str, event_id: str) -> str:
    """A link to an event's row in the chronology, from any page."""
    return f"{{ref}}`{re.sub('[`<>]', '', text)} <{event_id}>`"


def list_table(
    columns: Sequence[str], widths: Sequence[int], rows: Iterable[Sequence[Sequence[str]]]
) -> str:
    """A table with a header; each cell is a sequence of paragraphs, blank ones left out."""
    lines = ["::::{list-table}", ":header-rows: 1", f":widths: {' '.join(map(str, widths))}"]
    lines += [f":class: {FILTERABLE}", "", *_row([[name] for name in columns])]
    for row in rows:
        lines += _row(row)
    return "\n".join([*lines, "::::"])


def _row(cells: Sequence[Sequence[str]]) -> list[str]:
    lines = []
    for at, paragraphs in enumerate(cells):
        start = "  - " if at else "* - "
        first, *rest = [paragraph for paragraph in paragraphs if paragraph] or [""]
        lines.append((start + first).rstrip())
        for paragraph in rest:
            lines += ["", "    " + paragraph]
    return lines
