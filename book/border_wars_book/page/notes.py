"""Notes: numbers in the text that lead to what stands behind it, and words in the margin.

A `source_note` is one raised number. Its children are the note itself, ready to be set: on paper
at the foot of the page where it is called, on the screen in a list below the chapter, out of which
the page's script takes the card that it shows. An author's own footnote, `[^name]` in Markdown, is
a note of the same kind, so a chapter has one series of numbers.

    ```{margin}
    What a reader may like to know here, and may pass over.
    ```
"""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective
from sphinx.writers.html5 import HTML5Translator

from border_wars_book.page.languages import mark_tree
from border_wars_book.page.works import Work

MOST_WORKS = 250  # they and the letters of their scripts come to some 100 kB


class margin_note(nodes.General, nodes.Element):
    """A short text beside the paragraph that follows it."""


class source_note(nodes.Inline, nodes.TextElement):
    """One note of a chapter: the place in the text where it is called, and what it says.

    It stands inside a paragraph, behind the sentence's point or at the clause it belongs to, and no
    space is before it. `citations.PlaceNotes` makes it, a post-transform, so that it is in the tree
    which `env.get_and_resolve_doctree` hands to any builder.

    Attributes: `number`, an int that runs from 1 through the page; `ids`, one, "call-3"; `works`,
    the keys of the works that it cites, in the order of the note, "" when it cites none.

    Children: inline nodes, the whole text of the note with its closing point. A source is a
    `reference` of class "source" to its entry on the page of sources, whose text is the short form
    ("Goldman 2012", "FRUS 1939, 3: doc. 40"), then the place in the work, then "; ". Where sources
    of one sentence belong to different words of it, these words lead, in an `inline` of class
    "lemma". An author's footnote follows as text with its own marks. A builder that sets notes at
    the foot of a page needs the children alone, and counts for itself.
    """


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


def visit_margin(translator: HTML5Translator, node: margin_note) -> None:
    """`<aside>` with the role of a note, which a screen reader names."""
    translator.body.append('<aside class="margin" role="note">')


def depart_margin(translator: HTML5Translator, node: margin_note) -> None:
    """Close it."""
    translator.body.append("</aside>\n")


def visit_source_note(translator: HTML5Translator, node: source_note) -> None:
    """The number; the note itself is written below the page, by `notes_html`."""
    number = node["number"]
    translator.body.append(
        f'<sup class="note-call"><a id="call-{number}" href="#note-{number}" role="doc-noteref" '
        f'aria-label="Note {number}">{number}</a></sup>'
    )
    raise nodes.SkipNode


def write_notes(translator: HTML5Translator, works: Mapping[str, Work]) -> None:
    """The notes of a page as a list, each with the way back to where it is called.

    Then, folded, the works that notes and tables of the page cite, each as a full note has it: out
    of these the page's script makes the cards. Where tables cite more than a reader could load, as
    in the chronology, their short forms only lead to the list of sources.
    """
    notes = list(translator.document.findall(source_note))
    if notes:
        translator.body.append(
            '<section class="notes" id="notes" role="doc-endnotes" aria-labelledby="notes-title">\n'
            '<h2 id="notes-title">Notes</h2>\n<ol>\n'
        )
        for note in notes:
            number = note["number"]
            translator.body.append(f'<li id="note-{number}"><p>')
            for child in note.children:
                child.walkabout(translator)
            translator.body.append(
                f' <a class="back" href="#call-{number}" role="doc-backlink" '
                f'aria-label="Back to note {number} in the text">↩</a></p></li>\n'
            )
        translator.body.append("</ol>\n</section>\n")
    cited = _cited(translator.document)
    if len(cited) > MOST_WORKS:
        cited = set().union(*map(_cited, notes))
    if cited:
        translator.body.append(
            '<details class="works" id="works">\n'
            "<summary>What this page cites, in full</summary>\n<ul>\n"
        )
        for key, work in works.items():
            if key in cited:
                paragraph = work.as_note()
                mark_tree(paragraph)
                translator.body.append(f'<li id="work-{escape(key)}">')
                paragraph.walkabout(translator)
                translator.body.append("</li>\n")
        translator.body.append("</ul>\n</details>\n")


def _cited(tree: nodes.Element) -> set[str]:
    return {node["work"] for node in tree.findall(nodes.reference) if "work" in node}


def register(app: Sphinx) -> None:
    """The nodes and the directive."""
    app.add_node(margin_note, html=(visit_margin, depart_margin))
    app.add_node(source_note)
    app.add_directive("margin", MarginNote)
