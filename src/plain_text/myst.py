"""Pieces of MyST markdown for tables whose cells cite, link and can be linked to.

A table made as HTML passes the book by: its citations would be text and its rows no targets. These
few functions write markdown for the book to read. What comes from the data is always escaped.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

__all__ = [
    "address",
    "cited",
    "escaped",
    "event_link",
    "expressions",
    "facet",
    "list_table",
    "on_paper",
    "person_row",
]

# What means something inside a line (CommonMark 0.31 and the book's extensions): signs, and an
# ampersand that begins an entity. What means something where a block begins: lists, comments,
# breaks, fences, targets, definitions. A backslash makes each of them itself.
_SIGN = re.compile(r"[\\`*_{}\[\]<>$|~^#]|&(?=#?\w+;)|^[-+%:(=]")
_NUMBERED = re.compile(r"^(\d{1,9})([.)])(?=\s|$)", re.ASCII)
# White space that Markdown would strip, or take for the end of a line or for an indented block.
_SPACE = re.compile(r"^\s+|\s+$|[\n\t\v\f\r\x1c-\x1e\x85\u2028\u2029]+")
_EXPRESSION = re.compile(r"\{eval\}`([^`]+)`")
FILTERABLE = "data filterable"  # the classes of a table that the book's script can narrow


def escaped(text: str) -> str:
    """Plain text that MyST reads as exactly that text, wherever in a block it stands.

    Only control characters have no form in Markdown; the record refuses them.
    """
    signs = _NUMBERED.sub(r"\1\\\2", _SIGN.sub(lambda sign: "\\" + sign[0], text))
    return _SPACE.sub(lambda space: "".join(f"&#{ord(s)};" for s in space[0]), signs)


def cited(keys: Iterable[str]) -> str:
    """A citation of sources by their keys; blank for none."""
    listed = ",".join(keys)
    return f"{{cite:p}}`{listed}`" if listed else ""


def facet(name: str, value: str, *days: date) -> str:
    """Words by which a table can be narrowed: a script finds them by their class.

    Of a date also by the first day that it means and, if it is another, the last, classes as well.
    """
    ends = zip(("from", "to"), dict.fromkeys(days), strict=False)
    span = "".join(f" .{end}-{day}" for end, day in ends)
    return f"[{escaped(value)}]{{.facet-{name}{span}}}"


def on_paper(column: str, markdown: str, *, alone: bool = False) -> str:
    """Markdown that stands in this column where the table is printed; ``alone``, only there.

    Paper has narrower columns than the screen and nothing to press, so a printed table of records
    holds what is marked for it and nothing else. Blank for blank.
    """
    return f"[{markdown}]{{.paper-{column}{' .on-paper' if alone else ''}}}" if markdown else ""


def address(text: str, target: str) -> str:
    """A name that is a link target and links to itself, so that its address can be copied."""
    return f"[[{escaped(text)}](#{target})]{{#{target} .entry-name}}"


def event_link(text: str, event_id: str) -> str:
    """A link to an event's row in the chronology, from any page.

    The scheme keeps it from the page's own headings and from pages of the same name.
    """
    return f"[{escaped(text)}](#label:{event_id})"


def person_row(person: str) -> str:
    """The target of a person's row in a table of persons, which no event's is like."""
    return f"person-{person}"


def list_table(
    columns: Sequence[str], widths: Sequence[int], rows: Iterable[Sequence[Sequence[str]]]
) -> str:
    """A table with a header; each cell is a sequence of paragraphs, blank ones left out.

    The names of columns are plain text, the paragraphs markdown.
    """
    lines = ["::::{list-table}", ":header-rows: 1", f":widths: {' '.join(map(str, widths))}"]
    lines += [f":class: {FILTERABLE}", "", *_row([[escaped(name)] for name in columns])]
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


def expressions(markdown: str) -> list[str]:
    """The inline expressions of a text, ``{eval}`page.date("barbarossa")` ``, in their order."""
    return _EXPRESSION.findall(markdown)
