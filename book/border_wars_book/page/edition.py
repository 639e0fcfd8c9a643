"""Which edition a page belongs to, in the words of its foot and of the printed imprint.

A citation that was copied from a page says by them what its reader had: the edition, the version
and the day of the record, and the fingerprint, which no other state of the record has.
"""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

from border_wars_book.build.inputs import Edition, edition
from historical_time.words import date_text

FINGERPRINT = "fingerprint"


def edition_text(about: Mapping[str, Any], record: Edition) -> str:
    """`First edition, version 1.0.0, 26 November 2026`, as far as each is known."""
    version = f"version {record.version}" if record.version else ""
    day = date_text(record.date) if record.date else ""
    return ", ".join(filter(None, [about.get("edition", ""), version, day]))


def cite_html(app: Sphinx, title: str) -> str:
    """How a page is cited, but for a paragraph's number and the address, which a script adds."""
    config, record = app.config, app.border_wars_edition
    told = edition_text(config.border_wars_about, record)
    chapter = f" “{escape(title)}”," if title != config.html_title else ""
    return (
        f"{escape(config.author)},{chapter} <cite>{escape(config.html_title)}</cite>, "
        f"{escape(told[:1].lower() + told[1:])}, {FINGERPRINT} {record.fingerprint}"
    )


def read(app: Sphinx) -> None:
    """The record's edition, once for all pages."""
    app.border_wars_edition = edition(Path(app.srcdir))


def register(app: Sphinx) -> None:
    """Before pages are written."""
    app.connect("builder-inited", read)
