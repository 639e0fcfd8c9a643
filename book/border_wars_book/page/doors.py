"""What a page's head leads to: where it runs, the PDF, the repository, a report, an edit.

The addresses follow from one setting (`border_wars_book.build.repository`); without it the line is
not there.
"""

from __future__ import annotations

from html import escape
from typing import Any

from sphinx.application import Sphinx

from border_wars_book.build.publish import asleep
from border_wars_book.build.repository import SETTING, Repository
from border_wars_book.page.pdf import opening


def doors_html(builder: Any, docname: str, title: str) -> str:
    """The links of a page as a list, "" where the project has no address."""
    repository = Repository.of(getattr(builder.config, SETTING))
    path = str(builder.env.doc2path(docname, base=False))
    links = [
        f'<li><a href="{escape(address)}">{escape(words)}</a></li>'
        for words, address in repository.doors(path, title)
    ]
    if not links:
        return ""
    # In its place behind the launches, and only where there is one.
    links.insert(len(links) - 3, asleep(f"<li>{opening(builder.app, docname)}PDF</a></li>"))
    return f'<ul class="doors" aria-label="This page elsewhere">{"".join(links)}</ul>\n'


def register(app: Sphinx) -> None:
    """The setting."""
    app.add_config_value(SETTING, {}, "env", dict)
