"""What stands above a chapter and in its metadata.

A page may say in its metadata what it answers (`question`) and what it is about (`description`);
the reading time is counted from its prose and its tables. A page that is mostly a table is one to
look things up in as well: its prose is timed, and its records, or else its rows, are counted.
"""

from __future__ import annotations

import json
import re
from html import escape, unescape
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from border_wars_book.languages import mark_html

WORDS_PER_MINUTE = 220
DESCRIPTION_LENGTH = 200


def register(app: Sphinx) -> None:
    """Listen to pages being read and written."""
    app.connect("doctree-read", count)
    app.connect("env-purge-doc", forget)
    app.connect("env-merge-info", merge)
    app.connect("html-page-context", context)


def _store(env: Any) -> dict[str, dict[str, Any]]:
    if not hasattr(env, "border_wars_heads"):
        env.border_wars_heads = {}
    return env.border_wars_heads


def count(app: Sphinx, doctree: nodes.document) -> None:
    """Count a page's words and take its first sentences."""
    paragraphs = [
        node.astext()
        for node in doctree.findall(nodes.paragraph)
        if not isinstance(node.parent, nodes.entry | nodes.footnote | nodes.citation)
    ]
    words = sum(len(paragraph.split()) for paragraph in paragraphs)
    bodies = [row for body in doctree.findall(nodes.tbody) for row in body.children]
    records = [row for row in bodies if any(map(_is_facet, row.findall(nodes.inline)))]
    rows = [row.astext() for row in bodies]
    for table in doctree.findall(lambda n: isinstance(n, nodes.table) and "html" in n):
        rows += re.findall(r"<tr>.*?</tr>", table["html"].partition("<tbody>")[2], re.DOTALL)
    listed = sum(len(_plain(row).split()) for row in rows)
    _store(app.env)[app.env.docname] = {
        "minutes": max(1, round((words if listed > words else words + listed) / WORDS_PER_MINUTE)),
        "entries": (len(records) or len(rows)) if listed > words else 0,
        "words": words,
        "first": _shortened(paragraphs[0] if paragraphs else ""),
        "plots": any(
            True
            for node in doctree.findall(
                lambda n: bool(isinstance(n, nodes.Element) and n.get("spec"))
            )
        ),
    }


def _is_facet(mark: nodes.inline) -> bool:
    """Whether a word is one by which a record is found in its table."""
    return any(name.startswith("facet-") for name in mark["classes"])


def _shortened(text: str) -> str:
    text = " ".join(text.split())
    if len(text) <= DESCRIPTION_LENGTH:
        return text
    return text[:DESCRIPTION_LENGTH].rsplit(" ", 1)[0] + " …"


def forget(app: Sphinx, env: Any, docname: str) -> None:
    """A page is about to be read anew."""
    _store(env).pop(docname, None)


def merge(app: Sphinx, env: Any, docnames: set[str], other: Any) -> None:
    """Pages read by another process."""
    _store(env).update({name: _store(other)[name] for name in docnames if name in _store(other)})


def describe(env: Any, docname: str) -> dict[str, Any]:
    """Question, description, reading time and whether there is a live plot."""
    meta = env.metadata.get(docname, {})
    head = _store(env).get(
        docname, {"minutes": 1, "entries": 0, "words": 0, "first": "", "plots": False}
    )
    return {
        **head,
        "question": meta.get("question", ""),
        "description": meta.get("description", head["first"]),
        "chapter": env.doc2path(docname).endswith(".ipynb") if docname in env.all_docs else False,
    }


def head_html(builder: Any, docname: str) -> str:
    """The lines under a chapter's title."""
    page = describe(builder.env, docname)
    if not page["chapter"]:
        return ""
    question = (
        f'<p class="question">{mark_html(escape(page["question"]))}</p>\n'
        if page["question"]
        else ""
    )
    minutes = page["minutes"]
    length = "1 minute to read" if minutes == 1 else f"{minutes} minutes to read"
    if page["entries"]:
        length += f", {page['entries']} entries to look things up in"
    return f'{question}<p class="reading-time">{length}</p>\n'


def context(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any
) -> None:
    """What the page's template needs beyond Sphinx's own."""
    page = describe(app.env, pagename)
    about = app.config.border_wars_about
    base = app.config.html_baseurl.rstrip("/")
    context.update(
        page=page,
        about=about,
        has_plots=page["plots"] or pagename in getattr(app.env, "border_wars_borrowers", set()),
        json_ld=_json_ld(app, pagename, context, page, base),
        site=base,
    )


def _json_ld(
    app: Sphinx, pagename: str, context: dict[str, Any], page: dict[str, Any], base: str
) -> str:
    about = app.config.border_wars_about
    authors = [{"@type": "Organization", "name": app.config.author}]
    book: dict[str, Any] = {
        "@type": "Book",
        "name": app.config.html_title,
        "author": authors,
        "inLanguage": "en-GB",
        "license": about.get("text_license", ""),
        "description": about.get("description", ""),
        "bookFormat": "https://schema.org/EBook",
    }
    if pagename == app.config.root_doc:
        data: dict[str, Any] = {
            "@type": "Dataset",
            "name": about.get("dataset_title", app.config.html_title),
            "description": about.get("dataset_description", about.get("description", "")),
            "license": about.get("data_license", ""),
            "creator": authors,
            "temporalCoverage": about.get("temporal_coverage", ""),
            "distribution": [
                {
                    "@type": "DataDownload",
                    "encodingFormat": "text/csv",
                    "contentUrl": f"{base}/data/{name}" if base else f"data/{name}",
                }
                for name in about.get("tables", [])
            ],
        }
        graph = [book, data]
    else:
        graph = [
            {
                "@type": "Chapter",
                "name": nodes.unescape(_plain(context.get("title", ""))),
                "description": page["description"],
                "isPartOf": book,
            }
        ]
    return json.dumps({"@context": "https://schema.org", "@graph": graph}, ensure_ascii=False)


def _plain(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())
