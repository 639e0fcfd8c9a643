"""From the document tree to the HTML that is set on paper."""

from __future__ import annotations

from html import escape

from bs4 import BeautifulSoup
from docutils import nodes

from border_wars_book.languages import mark_html
from border_wars_book.pagehead import describe
from border_wars_book.translator import BookTranslator

# In points: the measure upright and turned, a character and a column's gap in either size.
MEASURE, TURNED = 371, 584
CHARACTER, SMALL, GAP = 4.1, 3.5, 6
COMFORTABLE = 22  # characters a column of prose should have


class PrintTranslator(BookTranslator):
    """For paper: no code, notes where they are called, nothing to press."""

    def depart_title(self, node: nodes.title) -> None:
        super().depart_title(node)
        if self.section_level == 1 and isinstance(node.parent, nodes.section):
            question = describe(self.builder.env, self.builder.current_docname)["question"]
            if question:
                self.body.append(f'<p class="question">{mark_html(escape(question))}</p>\n')

    def visit_table(self, node: nodes.table) -> None:
        node["classes"] += room_for(_cells(node))
        super().visit_table(node)

    def visit_footnote_reference(self, node: nodes.footnote_reference) -> None:
        """The note itself, which the style moves to the page's foot."""
        document = self.document
        note = next(
            (n for n in document.findall(nodes.footnote) if node.get("refid") in n["ids"]), None
        )
        if note is None:
            raise nodes.SkipNode
        self.body.append('<span class="footnote">')
        paragraphs = [child for child in note.children if not isinstance(child, nodes.label)]
        for number, paragraph in enumerate(paragraphs):
            if number:
                self.body.append(" ")
            for child in paragraph.children:
                child.walkabout(self)
        self.body.append("</span>")
        raise nodes.SkipNode

    def visit_footnote(self, node: nodes.footnote) -> None:
        """Already set where it was called."""
        raise nodes.SkipNode

    def add_permalink_ref(self, node: nodes.Element, title: str) -> None:
        """Paper has no link to itself."""

    def visit_download_reference(self, node: nodes.Element) -> None:
        """A file is offered on the page, not on paper."""
        self.context.append("")

    def visit_reference(self, node: nodes.reference) -> None:
        node.attributes.pop("reftitle", None)
        target = node.get("refuri") or f"#{node.get('refid', '')}"
        if target.startswith("#") and not _is_citation(node):
            node["classes"].append("page-reference")
        super().visit_reference(node)


def _cells(node: nodes.table) -> list[list[str]]:
    """The text of a table, row by row."""
    if "html" in node:
        rows = BeautifulSoup(node["html"], "html.parser").find_all("tr")
        return [[cell.get_text(" ") for cell in row.find_all(["th", "td"])] for row in rows]
    return [[cell.astext() for cell in row.findall(nodes.entry)] for row in node.findall(nodes.row)]


def room_for(rows: list[list[str]]) -> list[str]:
    """The classes that make a table fit: as it is, in small type, or turned on its page."""
    columns = max((len(row) for row in rows), default=0)
    needs = []
    for column in range(columns):
        texts = [row[column] for row in rows if len(row) == columns]
        longest_word = max((len(word) for text in texts for word in text.split()), default=1)
        longest = max((len(text) for text in texts), default=1)
        needs.append(max(longest_word, min(longest, COMFORTABLE)))
    if sum(need * CHARACTER + GAP for need in needs) <= MEASURE:
        return []
    if sum(need * SMALL + GAP for need in needs) <= MEASURE:
        return ["small-type"]
    return ["small-type", "turned"]


def _is_citation(node: nodes.reference) -> bool:
    target = (node.get("refuri") or node.get("refid") or "").lstrip("#")
    return "--id" in target or "bib" in target.split("--")[-1] or "cite" in target
