"""From the document tree to Typst code, a call for every block; for what is in them, see
`inline_translator`.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.util import logging

from border_wars_book.page.figures import drawing, plot_figure, slug
from border_wars_book.page.moments import panel
from border_wars_book.page.notes import margin_note
from border_wars_book.page.svg import size
from border_wars_book.print import records, tables
from border_wars_book.print.front import title_of
from border_wars_book.print.index import index_mark
from border_wars_book.print.inline_translator import WordsTranslator
from border_wars_book.print.typst import Code, call, content, string

logger = logging.getLogger(__name__)
HIGHEST = 500.0  # points: the most that a drawing may take of a page, for its caption stands below
FIGURES = Path("figures")


class PrintTranslator(WordsTranslator):
    """For paper: no code, notes where they are called, nothing to press."""

    def __init__(self, document: nodes.document, builder: Any) -> None:
        super().__init__(document, builder)
        self.level = 0
        self.titles: dict[str, str] = {}
        self.reads_records = False
        self.drawings: dict[Path, str] = {}

    def visit_section(self, node: nodes.section) -> None:
        self.level += 1

    def depart_section(self, node: nodes.section) -> None:
        self.level -= 1

    def visit_title(self, node: nodes.title) -> None:
        """The heading of a section; a chapter's is set by `builder`, with its number."""
        section = node.parent
        self.anchors(section, but=1 if self.level > 1 else 0)
        if self.level > 1:
            if records.begin(section):
                self.put("place.flush")  # no figure comes between a heading and its records
            self.put("section", self.level, self.place(section["ids"][0]), self.inside(node))
        raise nodes.SkipNode

    def visit_paragraph(self, node: nodes.paragraph) -> None:
        self.begin()
        self.anchors(node)

    def depart_paragraph(self, node: nodes.paragraph) -> None:
        inside = self.end()
        alone = isinstance(node.parent, nodes.list_item) and len(node.parent.children) == 1
        if not alone and not isinstance(node.parent, nodes.entry):
            number = node.get("number")
            if not number:
                self.put("par", inside)
            else:
                self.put("numbered", number, inside)
            return
        if node.parent.index(node):
            self.put("parbreak")
        self.body.append(inside)

    def _list(self, function: str, node: nodes.Element, **named: object) -> None:
        self.anchors(node)
        items = []
        for item in node.children:
            self.begin()
            self.anchors(item)
            self.body.append(self.inside(item))
            items.append(self.end())
        self.put(function, *items, **named)
        raise nodes.SkipNode

    def visit_bullet_list(self, node: nodes.bullet_list) -> None:
        if "sources" not in node["classes"]:
            self._list("list", node)
        for item in node.children:
            name = self.place(item["ids"][0])
            self.put("source", name, self.builder.source_numbers[name], self.inside(item))
        raise nodes.SkipNode

    def visit_index_mark(self, node: index_mark) -> None:
        self.put("index-mark", node["number"])
        raise nodes.SkipNode

    def visit_enumerated_list(self, node: nodes.enumerated_list) -> None:
        self._list("enum", node, start=node.get("start", 1))

    visit_definition_list = visit_definition = WordsTranslator._pass
    depart_definition_list = depart_definition = WordsTranslator._nothing

    def visit_definition_list_item(self, node: nodes.definition_list_item) -> None:
        terms = [child for child in node.children if isinstance(child, nodes.term)]
        heads: list[str] = []
        for term in terms:
            heads += [string(", ")] if heads else []
            self.anchors(term)
            heads.append(self.inside(term))
        rest = content(self.inside(child) for child in node.children if child not in terms)
        self.put("glossary-term", content(heads), rest)
        raise nodes.SkipNode

    def visit_block_quote(self, node: nodes.block_quote) -> None:
        self._marked("dropped", node)

    def visit_admonition(self, node: nodes.Element) -> None:
        title = node[0] if node.children and isinstance(node[0], nodes.title) else None
        head = self.inside(title) if title is not None else None
        rest = node.copy()
        rest.extend(child.deepcopy() for child in node.children if child is not title)
        rest.parent = node.parent
        self.put("admonition", head, self.inside(rest))
        raise nodes.SkipNode

    visit_note = visit_topic = visit_sidebar = visit_admonition

    def visit_margin_note(self, node: margin_note) -> None:
        self._marked("margin-note", node)

    def visit_literal_block(self, node: nodes.literal_block | nodes.math_block) -> None:
        self.put("listing", node.astext())
        raise nodes.SkipNode

    visit_math_block = visit_literal_block

    # Figures and tables

    def visit_plot_figure(self, node: plot_figure) -> None:
        caption = next(iter(node.findall(nodes.caption)), None)
        self.anchors(node, but=1)
        self.put(
            "fig",
            self.place(node["ids"][0]),
            self._drawn(node, slug(node)),
            number=self._number("figure", node),
            caption=self._caption(node, caption, node["heading"]),
            kind=node["kind"],
        )
        raise nodes.SkipNode

    def visit_panel(self, node: panel) -> None:
        self.visit_drawing(node)

    def visit_drawing(self, node: drawing | panel) -> None:
        name = f"{Path(self.builder.current_docname).name}-{len(self.drawings)}"
        self.body.append(self._drawn(node, name))
        raise nodes.SkipNode

    def _drawn(self, node: nodes.Element, name: str) -> Code:
        if not node["svg"]:
            return content([])
        path = FIGURES / f"{name}.svg"
        self.drawings[path] = node["svg"]
        width, height = size(node["svg"])
        room = min(tables.MEASURE, HIGHEST * width / height)
        return call("drawing", path.as_posix(), Code(f"{room:.1f}pt"), node["alt"] or "Drawing")

    def visit_figure(self, node: nodes.figure) -> None:
        caption = next(iter(node.findall(nodes.caption)), None)
        picture = next(iter(node.findall(nodes.image)))
        self.anchors(node, but=1)
        self.put(
            "fig",
            self.place(node["ids"][0]),
            self._image(picture),
            number=self._number("figure", node),
            caption=self._caption(node, caption),
        )
        raise nodes.SkipNode

    def visit_image(self, node: nodes.image) -> None:
        self.body.append(self._image(node))
        raise nodes.SkipNode

    def _image(self, node: nodes.image) -> Code:
        name = self.builder.images.get(node["uri"])
        if not name:
            logger.warning("no picture to print: %s", node["uri"], location=node)
            return content([])
        path = f"{self.builder.imagedir}/{name}"
        return call("drawing", path, Code("100%"), node.get("alt") or name)

    def visit_table(self, node: nodes.table) -> None:
        title = next((child for child in node.children if isinstance(child, nodes.title)), None)
        self.anchors(node, but=1)
        name = self.place(node["ids"][0]) if node["ids"] else None
        if records.columns_of(node):
            if not self.reads_records:
                self.reads_records = True
                self.put("record-note", records.note(node), self.builder.sources_slug)
            records.by_number(node, self.builder.source_numbers)
            self.body.append(records.record_table(node, self.inside, id=name))
            raise nodes.SkipNode
        printed = tables.from_html(node) if "html" in node else self._table(node)
        self.body.append(
            printed.typst(
                self._caption(node, title) or "",
                self.builder.measure,
                id=name,
                number=self._number("table", node) if title is not None else None,
            )
        )
        raise nodes.SkipNode

    def _caption(
        self, node: nodes.Element, caption: nodes.Element | None, heading: str = ""
    ) -> Code | None:
        """A caption's content; what the lists in the front say is kept."""
        if caption is None:
            return None
        for identity in node["ids"][:1]:
            self.titles[identity] = title_of(heading, caption.astext())
        return self.inside(caption)

    def _table(self, node: nodes.table) -> tables.PrintTable:
        rows, heads = [], 0
        for row in node.findall(nodes.row):
            heads += isinstance(row.parent, nodes.thead)
            rows.append([self._cell(entry) for entry in row.children])
        return tables.PrintTable(rows, heads)

    def _cell(self, entry: nodes.entry) -> tables.Cell:
        self.begin()
        self.anchors(entry)
        self.body.append(self.inside(entry))
        reach = entry.get("morecols", 0) + 1, entry.get("morerows", 0) + 1
        return tables.Cell(self.end(), entry.astext(), *reach)

    def _number(self, kind: str, node: nodes.Element) -> str | None:
        """The number of a figure or table, as on the page."""
        numbers = self.builder.fignumbers.get(kind, {})
        found = next((numbers[one] for one in node["ids"] if one in numbers), None)
        return ".".join(map(str, found)) if found else None
