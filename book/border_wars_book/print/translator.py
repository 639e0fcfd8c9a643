"""From the document tree to the HTML that is set on paper."""

from __future__ import annotations

from html import escape

from docutils import nodes

from border_wars_book.languages import mark_html
from border_wars_book.notes import note_of
from border_wars_book.pagehead import describe
from border_wars_book.print.tables import cells_of, plan_table
from border_wars_book.translator import BookTranslator

STYLED = {"entry-name"}  # classes of spans that print.css speaks of


class PrintTranslator(BookTranslator):
    """For paper: no code, notes where they are called, nothing to press.

    Every element costs time when a book of its length is set, so what only the screen needs is
    left out: paragraphs alone in an item or a cell, spans that no rule of the style speaks of,
    links that lead to themselves.  A paragraph inside an item would also be tagged as no item's
    body, which PDF/UA forbids.
    """

    def visit_paragraph(self, node: nodes.paragraph) -> None:
        if not _stands_alone(node):
            super().visit_paragraph(node)

    def depart_paragraph(self, node: nodes.paragraph) -> None:
        if not _stands_alone(node):
            super().depart_paragraph(node)

    def visit_list_item(self, node: nodes.list_item) -> None:
        _lift_ids(node)
        super().visit_list_item(node)

    def visit_entry(self, node: nodes.entry) -> None:
        _lift_ids(node)
        super().visit_entry(node)

    def visit_inline(self, node: nodes.inline) -> None:
        if _plain(node):
            return
        super().visit_inline(node)

    def depart_inline(self, node: nodes.inline) -> None:
        if _plain(node):
            return
        super().depart_inline(node)

    def depart_title(self, node: nodes.title) -> None:
        super().depart_title(node)
        if self.section_level == 1 and isinstance(node.parent, nodes.section):
            question = describe(self.builder.env, self.builder.current_docname)["question"]
            if question:
                self.body.append(f'<p class="question">{mark_html(escape(question))}</p>\n')

    def visit_table(self, node: nodes.table) -> None:
        if "filterable" in node["classes"]:
            if _sources_below(node):  # the author gave the widths
                super().visit_table(node)
                return
            node["classes"].remove("filterable")
        plan = plan_table(cells_of(node))
        node["classes"] += plan.classes
        if "html" in node:
            node["html"] = plan.columns_html() + node["html"]
        else:
            if "colwidths-given" not in node["classes"]:
                node["classes"].append("colwidths-given")
            for column, width in zip(node.findall(nodes.colspec), plan.shares, strict=False):
                column["colwidth"] = width
        node["width"] = f"{plan.width}pt"
        super().visit_table(node)

    def visit_footnote_reference(self, node: nodes.footnote_reference) -> None:
        """The note itself, which the style moves to the page's foot."""
        note = note_of(self.document, node)
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
        if target.removeprefix("#") in getattr(node.parent, "attributes", {}).get("ids", []):
            for child in node.children:
                child.walkabout(self)
            raise nodes.SkipNode
        if target.startswith("#") and not _is_citation(node):
            node["classes"].append("page-reference")
        super().visit_reference(node)


def _stands_alone(node: nodes.paragraph) -> bool:
    """Whether a paragraph is all its list's item or its table's cell holds."""
    return isinstance(node.parent, nodes.list_item | nodes.entry) and len(node.parent.children) == 1


def _lift_ids(node: nodes.Element) -> None:
    """What a paragraph that is not set could be referred to by, its item or cell takes over."""
    if len(node.children) == 1 and isinstance(node[0], nodes.paragraph):
        node["ids"] = [*node["ids"], *node[0]["ids"]]
        node[0]["ids"] = []


def _plain(node: nodes.inline) -> bool:
    classes = set(node["classes"])
    return "bibtex-citation" in classes or not (node["ids"] or STYLED & classes)


def _sources_below(table: nodes.table) -> bool:
    """Let the sources of a list of records follow its text, where a page has no third column.

    A column of its own for them makes rows as high as its citations are long, and the list a third
    longer.  False, and nothing done, for a table of another shape.
    """
    group = next(table.findall(nodes.tgroup))
    columns = [child for child in group.children if isinstance(child, nodes.colspec)]
    if len(columns) != 3:
        return False
    for row in group.findall(nodes.row):
        _, text, sources = row.children
        if isinstance(row.parent, nodes.tbody):
            text.extend(list(sources.children))
        row.remove(sources)
    columns[1]["colwidth"] += columns[2]["colwidth"]
    group.remove(columns[2])
    group["cols"] = 2
    return True


def _is_citation(node: nodes.reference) -> bool:
    target = (node.get("refuri") or node.get("refid") or "").lstrip("#")
    return "--id" in target or "bib" in target.split("--")[-1] or "cite" in target
