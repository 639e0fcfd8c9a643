"""Links from the pages to the PDF that lies among them.

In prose `` {pdf}`a PDF` `` is a link where the PDF is there, and its words alone where it is not
and on paper; `publish` wakes the links.
"""

from __future__ import annotations

from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxRole
from sphinx.writers.html5 import HTML5Translator

from border_wars_book.build.publish import asleep
from border_wars_book.build.sources import pdf_name


class pdf_link(nodes.Inline, nodes.TextElement):
    """Words that lead to the PDF."""


class PdfRole(SphinxRole):
    """`pdf`: the words of the link."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """The words, in a node of their own."""
        return [pdf_link(self.rawtext, self.text)], []


def opening(app: Sphinx, pagename: str) -> str:
    """The start of a link from this page."""
    address = "../" * pagename.count("/") + pdf_name(Path(app.srcdir))
    return f'<a class="pdf" href="{address}" type="application/pdf">'


def visit_pdf_link(self: HTML5Translator, node: pdf_link) -> None:
    """Begin the link."""
    self.body.append(asleep(opening(self.builder.app, self.builder.current_docname)))


def depart_pdf_link(self: HTML5Translator, node: pdf_link) -> None:
    """End it."""
    self.body.append(asleep("</a>"))


def register(app: Sphinx) -> None:
    """Node and role."""
    app.add_node(pdf_link, html=(visit_pdf_link, depart_pdf_link))
    app.add_role("pdf", PdfRole())
