"""Which edition a page belongs to, in the words of its foot and of the printed imprint.

A citation that was copied from a page says by them what its reader had: the edition, the version
and the day of the record, and the fingerprint, which no other state of the record has.
"""

from __future__ import annotations

from html import escape
from pathlib import Path

from sphinx.application import Sphinx

from border_wars_book.build.inputs import Edition, edition


def cited(app: Sphinx) -> str:
    """The edition of all pages as a citation names it."""
    record: Edition = app.border_wars_edition
    return record.cited(app.config.border_wars_about.get("edition", ""))


def cite_html(app: Sphinx, title: str) -> str:
    """How a page is cited, but for a paragraph's number and the address, which a script adds."""
    book = app.config.html_title
    chapter = f" “{escape(title)}”," if title != book else ""
    author = escape(app.config.author)
    return f"{author},{chapter} <cite>{escape(book)}</cite>, {escape(cited(app))}"


def read(app: Sphinx) -> None:
    """The record's edition, once for all pages."""
    app.border_wars_edition = edition(Path(app.srcdir))


def register(app: Sphinx) -> None:
    """Before pages are written."""
    app.connect("builder-inited", read)
