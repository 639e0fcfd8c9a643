"""Chapters and paragraphs with their numbers, in every form of the book.

A paragraph of a chapter's prose has the attribute `number`, "4.12", the class "numbered" and the id
"p12", whatever builder asks for the tree. A chapter's number goes where Sphinx keeps those of
sections, so that titles, contents and the pages before and after show it without more ado. The
copy of the notebook that a page offers has the numbers before its paragraphs.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from border_wars_book.build.toc import chapters
from border_wars_book.page.paragraphs import MAP, Prose, chapter_numbers, read_map, renumbered


def load_map(app: Sphinx) -> None:
    """Before pages are read."""
    root = Path(app.srcdir)
    app.border_wars_map = read_map(root)
    app.border_wars_chapters = chapter_numbers(app.border_wars_map, chapters(root))


def number_paragraphs(app: Sphinx, doctree: nodes.document) -> None:
    """The paragraphs that stand directly in a chapter's sections."""
    page = app.env.docname
    if page not in app.border_wars_chapters:
        return
    app.env.note_dependency(str(Path(app.srcdir) / MAP))
    told = [
        node for node in doctree.findall(nodes.paragraph) if isinstance(node.parent, nodes.section)
    ]
    held = [row for row in app.border_wars_map if row.page == page]
    sources = [node.rawsource for node in told]
    rows = renumbered(held, page, app.border_wars_chapters[page], sources)
    for node, row in zip(told, rows, strict=False):
        node["number"] = row.number
        node["ids"].append(f"p{row.place}")
        node["classes"].append("numbered")


def number_chapters(app: Sphinx, env: Any) -> list[str]:
    """Give each chapter its number and none to its sections; the answer is whose number is new."""
    known = getattr(env, "border_wars_chapters", {})
    for page, contents in env.tocs.items():
        number = app.border_wars_chapters.get(page)
        numbers: tuple[str, ...] = (number,) if number else ()
        links = list(contents.findall(nodes.reference))
        if number:
            env.toc_secnumbers[page] = {
                link["anchorname"]: () if link["anchorname"] else numbers for link in links
            }
        for held in (env.titles[page], *[link for link in links if not link["anchorname"]]):
            held["secnumber"] = numbers
    env.border_wars_chapters = dict(app.border_wars_chapters)
    return [page for page in env.tocs if known.get(page) != app.border_wars_chapters.get(page)]


def number_notebooks(app: Sphinx, failure: Exception | None) -> None:
    """The notebooks that readers download have the numbers of the pages."""
    folder = Path(app.outdir) / "_sources"
    if failure is not None or not folder.exists():
        return
    prose = Prose(app.config.myst_enable_extensions)
    for page, chapter in app.border_wars_chapters.items():
        copy, source = folder / f"{page}.ipynb", Path(app.srcdir) / f"{page}.ipynb"
        if copy.exists() and copy.read_bytes() == source.read_bytes():  # else it has them
            notebook = json.loads(source.read_text("utf-8"))
            held = [row for row in app.border_wars_map if row.page == page]
            rows = renumbered(held, page, chapter, prose.of(notebook))
            numbers = [row.number for row in rows if not row.gone]
            numbered = prose.with_numbers(notebook, numbers)
            copy.write_text(json.dumps(numbered, ensure_ascii=False, indent=1) + "\n", "utf-8")


def register(app: Sphinx) -> None:
    """Numbers of chapters come last: figures have been numbered through the book by then."""
    app.connect("builder-inited", load_map)
    app.connect("doctree-read", number_paragraphs)
    app.connect("env-get-updated", number_chapters, priority=900)
    app.connect("build-finished", number_notebooks)
