"""Notes beside the text: in the margin of a wide page, between the paragraphs of a narrow one.

    ```{margin}
    What a reader may like to know here, and may pass over.
    ```

Footnotes are Markdown's own, `[^name]`; their text is shown where they are called, on hover, on
focus and when they are touched, and stands below the chapter for those who jump to it.
"""

from __future__ import annotations

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective
from sphinx.writers.html5 import HTML5Translator


class margin_note(nodes.General, nodes.Element):
    """A short text beside the paragraph that follows it."""


class MarginNote(SphinxDirective):
    """`margin`: its content, and nothing else."""

    has_content = True

    def run(self) -> list[nodes.Node]:
        """One node with the parsed content."""
        self.assert_has_content()
        note = margin_note()
        self.set_source_info(note)
        self.state.nested_parse(self.content, self.content_offset, note)
        return [note]


def visit_note(translator: HTML5Translator, node: margin_note) -> None:
    """`<aside>` with the role of a note, which a screen reader names."""
    translator.body.append('<aside class="margin" role="note">')


def depart_note(translator: HTML5Translator, node: margin_note) -> None:
    """Close it."""
    translator.body.append("</aside>\n")


def note_of(document: nodes.document, reference: nodes.footnote_reference) -> nodes.footnote | None:
    """The footnote that is called here."""
    called = reference.get("refid")
    return next((note for note in document.findall(nodes.footnote) if called in note["ids"]), None)


def text_of(note: nodes.footnote) -> str:
    """The words of a footnote, without its number."""
    parts = [child.astext() for child in note.children if not isinstance(child, nodes.label)]
    return " ".join(" ".join(parts).split())


def register(app: Sphinx) -> None:
    """The node and its directive."""
    app.add_node(margin_note, html=(visit_note, depart_note))
    app.add_directive("margin", MarginNote)
