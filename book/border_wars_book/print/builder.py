"""A Sphinx builder that makes one PDF of all pages.

The pages share their parsed trees with the HTML; each is resolved for print, its ids are given its
page's name (chapters may both have a section "sources"), and the whole is set by WeasyPrint over a
small style of its own.  The theme's style is never used: WeasyPrint would run for minutes over it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from docutils import nodes
from docutils.io import StringOutput
from sphinx import addnodes
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.util import logging

from border_wars_book.print.document import (
    Chapter,
    PrintError,
    Typesetter,
    assemble,
    chapter_of,
    write_pdf,
)
from border_wars_book.print.index import NameMarks, mark_names
from border_wars_book.print.placing import (
    blocks_of,
    carry_out,
    figures_in,
    measure,
    moves,
    rows_in,
    unmark,
)
from border_wars_book.print.translator import PrintTranslator
from border_wars_book.publish import PDF_NAME
from border_wars_book.toc import pages

logger = logging.getLogger(__name__)
PASSES = 2  # the second mends what the first, which only reckons, got wrong
MOST_ROWS = 60  # of tables, in a chapter that is set twice


def page_slug(docname: str) -> str:
    """A page's name in ids of the one document."""
    return re.sub(r"[^a-z0-9]+", "-", docname.removeprefix("notebooks/").lower())


class PrintBuilder(StandaloneHTMLBuilder):
    """`border-wars-pdf`: the book on paper."""

    name = "border-wars-pdf"
    epilog = "The PDF is in %(outdir)s."
    search = False
    copysource = False
    default_translator_class = PrintTranslator
    allow_parallel = False

    def get_outdated_docs(self) -> str:
        """The book is one file, so all of it is made anew."""
        return "all documents"

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        """Everything is in one document; `_unique` turns this into an id of it."""
        return f"#document-{docname}"

    def get_relative_uri(self, from_: str, to: str, typ: str | None = None) -> str:
        """From wherever, the same."""
        return self.get_target_uri(to, typ)

    def write(
        self, build_docnames: Iterable[str] | None, updated_docnames: Any, method: str = "update"
    ) -> None:
        """Render every page in the order of the contents and set the whole."""
        order = [name for name in pages(Path(self.srcdir)) if not self._for_screens(name)]
        self.prepare_writing(set(order))
        marks = mark_names(Path(self.srcdir) / self.config.border_wars_names)
        try:
            typesetter = Typesetter(Path(self.outdir))
            chapters = [self._chapter(docname, marks, typesetter) for docname in order]
            self.copy_image_files()
            source = assemble(self, chapters)
            write_pdf(source, Path(self.outdir) / PDF_NAME, marks, typesetter)
        except PrintError as error:
            logger.warning("%s", error)

    def _for_screens(self, docname: str) -> bool:
        """Whether a page says of itself, with `print: false`, that it is none of the book's."""
        return str(self.env.metadata[docname].get("print")).lower() == "false"

    def _chapter(self, docname: str, marks: NameMarks, typesetter: Typesetter) -> Chapter:
        slug = page_slug(docname)
        doctree = self.env.get_and_resolve_doctree(docname, self)
        self._unique(doctree, slug)
        _on_one_line(doctree)
        self.post_process_images(doctree)
        marks.read(doctree, slug)
        is_root = docname == self.config.root_doc
        if not is_root:
            self._place_figures(docname, doctree, typesetter)
        return chapter_of(docname, slug, self._html(docname, doctree), self.env, is_root=is_root)

    def _place_figures(self, docname: str, doctree: nodes.document, typesetter: Typesetter) -> None:
        """Let text fill the pages that figures would leave empty.

        Not in chapters of long lists, which cost more to set twice than a gap or two is worth.
        """
        if not figures_in(doctree) or rows_in(doctree) > MOST_ROWS:
            return
        for _ in range(PASSES):
            blocks = blocks_of(doctree)
            room = measure(typesetter.set_chapter(self._html(docname, doctree.deepcopy())), blocks)
            unmark(blocks)
            wanted = moves(blocks, room)
            if not wanted:
                break
            carry_out(wanted)

    def finish(self) -> None:
        """Nothing beside the one file; MyST-NB insists on a place for its style sheet."""
        (Path(self.outdir) / "_static").mkdir(exist_ok=True)

    def _html(self, docname: str, doctree: nodes.document) -> str:
        slug = page_slug(docname)
        doctree.settings = self.docsettings
        self.current_docname = docname
        self.imgpath, self.dlpath = "_images", "_downloads"
        self.secnumbers = {
            f"#{slug}--{anchor[1:]}" if anchor else anchor: number
            for anchor, number in self.env.toc_secnumbers.get(docname, {}).items()
        }
        self.fignumbers = {
            kind: {f"{slug}--{identity}": number for identity, number in numbers.items()}
            for kind, numbers in self.env.toc_fignumbers.get(docname, {}).items()
        }
        destination = StringOutput(encoding="utf-8")
        self.docwriter.write(doctree, destination)
        self.docwriter.assemble_parts()
        return self.docwriter.parts["fragment"]

    def _unique(self, doctree: nodes.document, slug: str) -> None:
        """Ids that hold in the one document, and references that lead to them."""
        for node in list(doctree.findall(addnodes.toctree)) + [
            node
            for node in doctree.findall(nodes.Element)
            if "toctree-wrapper" in node.get("classes", [])
        ]:
            if node.parent is not None:
                node.parent.remove(node)
        for node in doctree.findall(nodes.Element):
            if node.get("ids"):
                node["ids"] = [f"{slug}--{identity}" for identity in node["ids"]]
            if node.get("backrefs"):
                node["backrefs"] = [f"{slug}--{identity}" for identity in node["backrefs"]]
            if node.get("refid"):
                node["refid"] = f"{slug}--{node['refid']}"
            uri = node.get("refuri", "")
            if uri.startswith("#document-"):
                docname, _, anchor = uri.removeprefix("#document-").partition("#")
                if self._for_screens(docname):
                    node.replace_self(node.children)
                    continue
                name = page_slug(docname)
                node["refuri"] = f"#{name}--{anchor}" if anchor else f"#{name}"


def _on_one_line(doctree: nodes.document) -> None:
    """Spaces where the source has line breaks: WeasyPrint 70 ends some printed lines at them."""
    for text in list(doctree.findall(nodes.Text)):
        if "\n" in text and not isinstance(text.parent, nodes.FixedTextElement | nodes.raw):
            text.parent.replace(text, nodes.Text(text.replace("\n", " ")))
