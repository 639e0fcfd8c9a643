"""From the document tree to Typst code, a call for every block.

Text becomes string literals, so that nothing in it can be read as markup. References inside the
book are calls of `goto`, which `Chapter.code` leaves to the words alone where the place is not
printed.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.util import logging
from sphinx.util.docutils import SphinxTranslator

from border_wars_book.figures import drawing, plot_figure, slug
from border_wars_book.languages import foreign
from border_wars_book.notes import margin_note, source_note
from border_wars_book.print import records, tables
from border_wars_book.print.front import title_of
from border_wars_book.print.index import index_mark
from border_wars_book.print.typst import Code, call, content, string, words
from border_wars_book.svg import on_paper, size

logger = logging.getLogger(__name__)
HIGHEST = 500.0  # points: the most that a drawing may take of a page, for its caption stands below
FIGURES = Path("figures")
BRIEF = nodes.entry | nodes.caption | source_note  # where no page stands behind a reference
_SPACE = re.compile(r"[ \n\t\r]+")
_WEB = ("http:", "https:", "mailto:")


class PrintTranslator(SphinxTranslator):
    """For paper: no code, notes where they are called, nothing to press.

    `body` holds the expressions of what is being written; an element that is a call takes those of
    its children out of it when it ends.
    """

    def __init__(self, document: nodes.document, builder: Any) -> None:
        super().__init__(document, builder)
        self.body: list[str] = []
        self.outer: list[list[str]] = []
        self.level = 0
        self.ids: set[str] = set()
        self.titles: dict[str, str] = {}
        self.reads_records = False
        self.drawings: dict[Path, str] = {}

    # The expressions of an element are gathered by themselves and given to its call.

    def begin(self) -> None:
        """What follows belongs to an element."""
        self.outer.append(self.body)
        self.body = []

    def end(self) -> Code:
        """All of it, as one content."""
        inside, self.body = content(self.body), self.outer.pop()
        return inside

    def inside(self, node: nodes.Element) -> Code:
        """The content of all that an element holds."""
        self.begin()
        for child in node.children:
            child.walkabout(self)
        return self.end()

    def put(self, function: str, *given: object, **named: object) -> None:
        """Write a call."""
        self.body.append(call(function, *given, **named))

    def anchors(self, node: nodes.Element, but: int = 0) -> None:
        """Places that others may refer to, the first `but` of them left out."""
        for identity in node.get("ids", [])[but:]:
            self.put("anchor", self.place(identity))

    def place(self, identity: str) -> str:
        """An id that the code is about to give to something."""
        self.ids.add(identity)
        return identity

    def unknown_visit(self, node: nodes.Node) -> None:
        logger.warning("not known in print: %s", type(node).__name__, location=node)
        raise nodes.SkipNode

    def _pass(self, node: nodes.Node) -> None:
        if isinstance(node, nodes.Element):
            self.anchors(node)

    def _nothing(self, node: nodes.Node) -> None:
        """Leave the children to speak for themselves."""

    def _skip(self, node: nodes.Node) -> None:
        raise nodes.SkipNode

    # Text

    def visit_Text(self, node: nodes.Text) -> None:
        self.body.append(words(_SPACE.sub(" ", node.astext())))

    def depart_Text(self, node: nodes.Text) -> None:
        pass

    visit_document = depart_document = _nothing
    visit_inline, depart_inline = _pass, _nothing
    visit_container, depart_container = _pass, _nothing
    visit_compound = visit_generated = visit_glossary = _pass
    depart_compound = depart_generated = depart_glossary = _nothing
    visit_tgroup = depart_tgroup = _nothing
    visit_pdf_link = depart_pdf_link = _nothing
    visit_comment = visit_index = visit_toctree = visit_transition = visit_raw = _skip
    visit_footnote = visit_substitution_definition = visit_meta = visit_label = _skip
    visit_folded_code = visit_system_message = visit_colspec = _skip

    def visit_target(self, node: nodes.target) -> None:
        self.anchors(node)

    depart_target = _nothing

    def _marked(self, function: str, node: nodes.Element) -> None:
        self.anchors(node)
        self.put(function, self.inside(node))
        raise nodes.SkipNode

    def visit_emphasis(self, node: nodes.emphasis) -> None:
        self._marked("emph", node)

    def visit_strong(self, node: nodes.strong) -> None:
        self._marked("strong", node)

    def visit_superscript(self, node: nodes.superscript) -> None:
        self._marked("super", node)

    def visit_subscript(self, node: nodes.subscript) -> None:
        self._marked("sub", node)

    visit_title_reference = visit_emphasis

    def visit_literal(self, node: nodes.literal) -> None:
        self.put("code", words(node.astext()))
        raise nodes.SkipNode

    def visit_download_reference(self, node: nodes.Element) -> None:
        """A file is offered on the page, not on paper."""

    depart_download_reference = _nothing

    def visit_foreign(self, node: foreign) -> None:
        self.put("foreign", node["lang"], self.inside(node))
        raise nodes.SkipNode

    def visit_math(self, node: nodes.math) -> None:
        self.put("code", node.astext())
        raise nodes.SkipNode

    def visit_reference(self, node: nodes.reference) -> None:
        """To another place of the book, with its page in running text, or to the web."""
        address, inside = node.get("refuri") or f"#{node.get('refid', '')}", self.inside(node)
        if address.startswith(_WEB):
            self.put("web", address, inside)
        elif not address.startswith("#") or address[1:] in node.parent.get("ids", []):
            self.body.append(inside)
        else:
            brief = any(isinstance(above, BRIEF) for above in above_all(node))
            way = "cited" if "source" in node["classes"] else "goto" if brief else "goto-page"
            self.put(way, address[1:], inside)
        raise nodes.SkipNode

    def visit_source_note(self, node: source_note) -> None:
        """The note itself, where it is called."""
        self.put("note", self.inside(node))
        raise nodes.SkipNode

    # Blocks

    def visit_section(self, node: nodes.section) -> None:
        self.level += 1

    def depart_section(self, node: nodes.section) -> None:
        self.level -= 1

    def visit_title(self, node: nodes.title) -> None:
        """The heading of a section; a chapter's is set by `builder`, with its number."""
        section = node.parent
        self.anchors(section, but=1 if self.level > 1 else 0)
        if self.level > 1:
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
            self.put("par", inside if not number else content([call("in-margin", number), inside]))
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

    visit_definition_list = visit_definition = _pass
    depart_definition_list = depart_definition = _nothing

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

    def visit_literal_block(self, node: nodes.literal_block) -> None:
        self.put("listing", node.astext())
        raise nodes.SkipNode

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

    def visit_drawing(self, node: drawing) -> None:
        name = f"{Path(self.builder.current_docname).name}-{len(self.drawings)}"
        self.body.append(self._drawn(node, name))
        raise nodes.SkipNode

    def _drawn(self, node: nodes.Element, name: str) -> Code:
        if not node["svg"]:
            return content([])
        path = FIGURES / f"{name}.svg"
        self.drawings[path] = on_paper(node["svg"])
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


def above_all(node: nodes.Node) -> list[nodes.Element]:
    """An element's parent, the parent's parent and so on."""
    found = []
    while node.parent is not None:
        node = node.parent
        found.append(node)
    return found
