"""From the document tree to HTML, where the page differs from Sphinx's own.

Tables stand in frames that scroll by themselves and can be reached by the keyboard; code is folded
under a summary that says what it is; a chapter's title is followed by its head, and the chapter by
its notes.
"""

from __future__ import annotations

from html import escape

from docutils import nodes
from sphinx.writers.html5 import HTML5Translator

from border_wars_book.page.figures import visit_caption_html
from border_wars_book.page.notes import source_note, visit_source_note, write_notes
from border_wars_book.page.pagehead import head_html


class PageTranslator(HTML5Translator):
    """For the screen; paper has its own, `print.translator`."""

    def visit_caption(self, node: nodes.caption) -> None:
        visit_caption_html(self, node)
        super().visit_caption(node)

    def table_name(self, node: nodes.table) -> str:
        """The table's title, or the heading it stands under."""
        title = next((child for child in node.children if isinstance(child, nodes.title)), None)
        if title is not None:
            return title.astext()
        section = node.parent
        while section is not None and not isinstance(section, nodes.section):
            section = section.parent
        if section is None:
            return "Table"
        tables = list(section.findall(nodes.table))
        place = f" ({tables.index(node) + 1})" if len(tables) > 1 else ""
        return f"Table in: {section[0].astext()}{place}"

    def table_inside(self, node: nodes.table) -> None:
        """A table that came as HTML: its title, then its rows as they are."""
        self.body.append(self.starttag(node, "table", "\n"))
        for title in node.children:
            self.body.append("<caption>")
            self.add_fignumber(node)
            self.body.append('<span class="caption-text">')
            for child in title.children:
                child.walkabout(self)
            self.body.append("</span></caption>\n")
        self.body.append(node["html"])
        self.body.append("</table>\n")

    def visit_entry(self, node: nodes.entry) -> None:
        """Head cells say which way they reach."""
        super().visit_entry(node)
        if isinstance(node.parent.parent, nodes.thead):
            self.body[-1] = self.body[-1].replace("<th ", '<th scope="col" ', 1)

    def depart_title(self, node: nodes.title) -> None:
        super().depart_title(node)
        if self.section_level == 1 and isinstance(node.parent, nodes.section):
            self.body.append(head_html(self.builder, self.builder.current_docname))

    def visit_paragraph(self, node: nodes.paragraph) -> None:
        """Its number leads the paragraph, and links to it."""
        super().visit_paragraph(node)
        if number := node.get("number"):
            self.body.append(
                f'<a class="paragraph-number" href="#{node["ids"][-1]}" '
                f'aria-label="Paragraph {number}">{number}</a>'
            )

    def visit_inline(self, node: nodes.inline) -> None:
        """A date leads to its row, but within a link or a heading."""
        super().visit_inline(node)
        if address := self._row_of(node):
            self.body.append(f'<a class="to-row" href="{address}">')

    def depart_inline(self, node: nodes.inline) -> None:
        if self._row_of(node):
            self.body.append("</a>")
        super().depart_inline(node)

    def _row_of(self, node: nodes.inline) -> str:
        if "row" not in node or not isinstance(node.parent, nodes.paragraph | nodes.emphasis):
            return ""
        labels = self.builder.env.get_domain("std").anonlabels
        page, row = labels.get(nodes.fully_normalize_name(node["row"]), ("", ""))[:2]
        if not page:
            return ""
        return f"{self.builder.get_relative_uri(self.builder.current_docname, page)}#{row}"

    def visit_table(self, node: nodes.table) -> None:
        name = escape(self.table_name(node))
        rows = sum(len(body.children) for body in node.findall(nodes.tbody))
        # Of a table that is laid out when a reader comes near, the page keeps the room.
        room = f' style="--rows: {rows}"' if "filterable" in node["classes"] else ""
        self.body.append(
            f'<div class="table-scroll" role="region" aria-label="{name}" tabindex="0"{room}>\n'
        )
        if "html" in node:
            self.table_inside(node)
            self.body.append("</div>\n")
            raise nodes.SkipNode
        super().visit_table(node)

    def depart_table(self, node: nodes.table) -> None:
        super().depart_table(node)
        self.body.append("</div>\n")

    def visit_literal_block(self, node: nodes.literal_block) -> None:
        """A block of code scrolls by itself, so the keyboard must be able to reach it."""
        try:
            super().visit_literal_block(node)
        except nodes.SkipNode:
            self.body[-1] = self.body[-1].replace("<pre>", '<pre tabindex="0">', 1)
            raise

    def visit_source_note(self, node: source_note) -> None:
        visit_source_note(self, node)

    def depart_document(self, node: nodes.document) -> None:
        write_notes(self, self.builder.app.border_wars_works)
        super().depart_document(node)
