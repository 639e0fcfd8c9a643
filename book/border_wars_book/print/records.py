"""Tables of records on paper: a line to a record, in columns of their own.

On the screen a record is a block of three cells that can be narrowed and pressed. Paper takes of it
what is marked for a column of paper (`plain_text.myst.on_paper`), under that column's head, in
small type; what is marked for "below" stands under the record, across the columns and on the same
page. Sources are given by their numbers in the list of sources.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

from border_wars_book.page.figures import PRINT
from border_wars_book.print.typst import Code, call, content, string

MARK, ALONE, BELOW = "paper-", "on-paper", "below"
NUMBERS = "Sources are given by their numbers in the list of sources"
HOURS = "an hour without the name of a clock is one whose clock no source names"


@dataclass(frozen=True)
class Column:
    """A column's head, its width as Typst says it, and whether no word in it is broken."""

    head: str
    width: str
    whole: bool = False


# By the name in the mark, in the order in which they stand.
COLUMNS = {
    "date": Column("Date", "60pt", whole=True),
    "hour": Column("Hour and clock", "54pt", whole=True),
    "event": Column("Event", "1fr"),
    "place": Column("Place", "76pt"),
    "person": Column("Person", "24fr"),
    "scripts": Column("In other languages", "34fr"),
    "offices": Column("Life and offices", "42fr"),
    "claim": Column("Claim", "24fr"),
    "verdict": Column("Verdict", "58pt"),
    "why": Column("Why", "44fr"),
    "ought": Column("As it ought to read", "26fr"),
    "entry": Column("Data set and entry", "24fr"),
    "says": Column("What it says", "20fr"),
    "record": Column("Against the record", "50fr"),
    "sources": Column("Sources", "56pt"),
}


class ForScreens(SphinxPostTransform):
    """Take out of a page what only paper has."""

    default_priority = 30

    def run(self, **kwargs: object) -> None:
        """Every marked word, and the paragraph that held nothing else."""
        if self.app.builder.name == PRINT:
            return
        for node in list(self.document.findall(nodes.inline)):
            if ALONE in node["classes"]:
                parent = node.parent
                parent.remove(node)
                if isinstance(parent, nodes.paragraph) and not parent.children:
                    parent.parent.remove(parent)


def columns_of(table: nodes.table) -> list[str]:
    """The names of a table's columns on paper, none where nothing is marked for any."""
    marked = {mark for node in table.findall(nodes.inline) for mark in _marks(node)}
    return [name for name in COLUMNS if name in marked]


def begin(section: nodes.section) -> bool:
    """Whether a table of records stands right under the heading of a section, in none within it."""
    own = [child for child in section.children if not isinstance(child, nodes.section)]
    return any(columns_of(table) for child in own for table in child.findall(nodes.table))


def _marks(node: nodes.inline) -> list[str]:
    """The columns for which words are marked."""
    return [one.removeprefix(MARK) for one in node["classes"] if one.startswith(MARK)]


def source_numbers(page: nodes.document, slug: str) -> dict[str, int]:
    """The number of each entry in the lists of sources, by its id in the book."""
    entries = [
        f"{slug}--{identity}"
        for item in page.findall(nodes.list_item)
        if "sources" in item.parent["classes"]
        for identity in item["ids"][:1]
    ]
    return {identity: number for number, identity in enumerate(entries, 1)}


def by_number(table: nodes.table, numbers: Mapping[str, int]) -> None:
    """Let citations be the numbers of their sources: in brackets, but for a column of sources."""
    for cited in list(table.findall(nodes.inline)):
        if "cited" not in cited["classes"]:
            continue
        links = [link for link in cited.findall(nodes.reference) if _number(link, numbers)]
        links.sort(key=lambda link: _number(link, numbers))
        alone = (
            "sources" in _marks(cited.parent) if isinstance(cited.parent, nodes.inline) else False
        )
        cited.clear()
        for at, link in enumerate(links):
            cited += [nodes.Text(", ")] if at else []
            link.children = [nodes.Text(str(_number(link, numbers)))]
            cited += link
        if not alone and links:
            cited.insert(0, nodes.Text("["))
            cited += nodes.Text("]")


def _number(link: nodes.reference, numbers: Mapping[str, int]) -> int:
    return numbers.get(link.get("refuri", "").lstrip("#"), 0)


def record_table(table: nodes.table, inside: Callable[[nodes.Element], Code], **named: Any) -> Code:
    """The call that sets a table of records; `inside` gives the content of a node."""
    names = columns_of(table)
    body: list[Code] = []
    for row in table.findall(nodes.row):
        if isinstance(row.parent, nodes.tbody):
            body += _lines(row, names, inside)
    return call(
        "record-table",
        columns=[Code(COLUMNS[name].width) for name in names],
        whole=[at for at, name in enumerate(names) if COLUMNS[name].whole],
        head=[string(COLUMNS[name].head) for name in names],
        body=body,
        **named,
    )


def note(table: nodes.table) -> str:
    """What has to be said once before the first table of records."""
    return "; ".join([NUMBERS, *([HOURS] if "hour" in columns_of(table) else [])])


def _lines(
    row: nodes.row, names: list[str], inside: Callable[[nodes.Element], Code]
) -> Iterator[Code]:
    """A cell for each column, and the lines below the record in one that spans the others."""
    found: dict[str, list[Code]] = {}
    for node in row.findall(nodes.inline):
        for mark in _marks(node):
            found.setdefault(mark, []).append(inside(node))
    cells = [_cell(found.get(name, [])) for name in names]
    if BELOW in found:
        cells[0] = call("table.cell", cells[0], rowspan=2, breakable=False)
        below = call("table.cell", _cell(found[BELOW]), colspan=len(names) - 1, stroke=None)
        cells.append(below)
    yield from cells


def _cell(parts: list[Code]) -> Code:
    """Paragraphs of a cell, a line for each."""
    joined: list[Code] = []
    for part in parts:
        joined += [Code("linebreak()"), part] if joined else [part]
    return content(joined)


def register(app: Sphinx) -> None:
    """The transform."""
    app.add_post_transform(ForScreens)
