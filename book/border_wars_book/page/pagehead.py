"""What stands above a chapter and in its metadata.

A page may say in its metadata what it answers (`question`) and what it is about (`description`);
the reading time is counted from its prose and its tables. A page that is mostly a table is one to
look things up in as well: its prose is timed, and its records, or else its rows, are counted.
"""

from __future__ import annotations

import json
import re
from html import escape, unescape
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from border_wars_book.build.publish import CARD, asleep
from border_wars_book.page.doors import doors_html
from border_wars_book.page.edition import cite_html, cited
from border_wars_book.page.exported import downloads, linked_data
from border_wars_book.page.languages import mark_html
from border_wars_book.page.pdf import opening

WORDS_PER_MINUTE = 220
DESCRIPTION_LENGTH = 200
_NUMBER = re.compile(r'<span class="section-number">.*?</span>')  # no part of a chapter's name
# Shown by the script that obeys it, `theme/static/reading.js`.
DEPTHS = (
    '<fieldset class="depth" hidden><legend>Read</legend>'
    + "".join(
        f'<label><input type="radio" name="depth" value="{depth}">{words}</label>'
        for depth, words in (
            ("story", "the story"),
            ("evidence", "with its evidence"),
            ("code", "with the code"),
        )
    )
    + "</fieldset>\n"
)
# Nothing but what lies beside the page. Two things keep the styles from being as strict: drawings
# carry their lines' colours in style attributes, and plotly adds its rules to an empty style
# element, whose digest is here. The first line of the styles is for browsers that know no other.
CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self' 'unsafe-inline'",
        "style-src-elem 'self' 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='",
        "style-src-attr 'unsafe-inline'",
        "img-src 'self' data:",
        "font-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
    )
)


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
        if not isinstance(node.parent, nodes.entry | nodes.footnote)
    ]
    words = sum(len(paragraph.split()) for paragraph in paragraphs)
    bodies = [row for body in doctree.findall(nodes.tbody) for row in body.children]
    records = [
        row
        for body in doctree.findall(nodes.tbody)
        if any(map(_is_facet, body.findall(nodes.inline)))
        for row in body.children
    ]
    rows = [row.astext() for row in bodies]
    for table in doctree.findall(lambda n: isinstance(n, nodes.table) and "html" in n):
        rows += re.findall(r"<tr>.*?</tr>", table["html"].partition("<tbody>")[2], re.DOTALL)
    # Beside records stand small tables that are no entries, beside long tables a few records.
    entries = records if 2 * len(records) > len(rows) else rows
    listed = sum(len(_plain(row).split()) for row in rows)
    _store(app.env)[app.env.docname] = {
        "minutes": max(1, round((words if listed > words else words + listed) / WORDS_PER_MINUTE)),
        "entries": len(entries) if listed > words else 0,
        "words": words,
        "first": _shortened(paragraphs[0] if paragraphs else ""),
        "plots": any(
            True
            for node in doctree.findall(
                lambda n: bool(isinstance(n, nodes.Element) and n.get("views"))
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
    }


def head_html(builder: Any, docname: str) -> str:
    """The lines under a chapter's title."""
    page = describe(builder.env, docname)
    title = builder.env.titles[docname].astext() if docname in builder.env.titles else docname
    doors = doors_html(builder, docname, title)
    if not page["question"]:
        return doors
    question = f'<p class="question">{mark_html(escape(page["question"]))}</p>\n'
    minutes = page["minutes"]
    length = "1 minute to read" if minutes == 1 else f"{minutes} minutes to read"
    if page["entries"]:
        length += f", {page['entries']} entries to look things up in"
    return f'{question}<p class="reading-time">{length}</p>\n{doors}{DEPTHS}'


def context(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any
) -> None:
    """What the page's template needs beyond Sphinx's own."""
    page = describe(app.env, pagename)
    base = app.config.html_baseurl.rstrip("/")
    # A page of the book, not one beside it such as the search.
    chapter = pagename in app.env.all_docs
    words = _plain(_NUMBER.sub("", context.get("title", "")))
    context.update(
        page=page,
        about=app.config.border_wars_about,
        has_plots=_has_plots(app.env, pagename),
        described=_described(app, pagename, words, page, base),
        json_ld=_json_ld(app, pagename, words, page, base) if chapter else "",
        pdf_link=asleep(f'<p class="pdf">{opening(app, pagename)}The whole book as a PDF</a></p>'),
        cite=cite_html(app, words) if chapter else "",
        content_security_policy=CONTENT_SECURITY_POLICY,
        edition=cited(app) if "filterable" in context.get("body", "") else "",
        traced=bool(app.config.border_wars_traced),
    )


def _has_plots(env: Any, pagename: str) -> bool:
    """Whether a page shows a live plot, its own or a borrowed one."""
    borrowers = getattr(env, "border_wars_borrowers", set())
    return describe(env, pagename)["plots"] or pagename in borrowers


def _described(
    app: Sphinx, pagename: str, words: str, page: dict[str, Any], base: str
) -> list[tuple[str, str]]:
    """The head's names and values; a value that is not known is left out, not left empty.

    Addresses are read far from the page, so they are whole, or left out where `html_baseurl` does
    not say where the book lives.
    """
    about, book, root = app.config.border_wars_about, app.config.html_title, app.config.root_doc
    card = f"{base}/_static/{CARD}" if base and _has_plots(app.env, root) else ""
    found = [
        ("description", page["description"]),
        ("og:description", page["description"]),
        ("og:type", "book" if pagename == root else "article"),
        ("og:site_name", book),
        ("og:locale", "en_GB"),
        ("og:url", f"{base}/{app.builder.get_target_uri(pagename)}" if base else ""),
        ("og:image", card),
        ("og:image:alt", about.get("card_alt", "") if card else ""),
        ("twitter:card", "summary_large_image" if card else "summary"),
    ]
    if pagename in app.env.all_docs:
        found += [
            ("citation_title", words),
            ("citation_author", app.config.author),
            ("citation_publication_date", about.get("year", "")),
            ("citation_inbook_title", book if pagename != root else ""),
            ("citation_language", "en"),
        ]
    return [(name, str(value)) for name, value in found if str(value).strip()]


def _json_ld(app: Sphinx, pagename: str, words: str, page: dict[str, Any], base: str) -> str:
    about = app.config.border_wars_about
    authors = [{"@type": "Organization", "name": app.config.author}]
    book = _known(
        {
            "@type": "Book",
            "name": app.config.html_title,
            "author": authors,
            "inLanguage": "en-GB",
            "license": about.get("text_license"),
            "description": about.get("description"),
            "bookFormat": "https://schema.org/EBook",
            "url": f"{base}/" if base else None,
        }
    )
    if pagename != app.config.root_doc:
        chapter = {"@type": "Chapter", "name": words, "description": page["description"]}
        graph = [_known({**chapter, "isPartOf": book})]
        graph += linked_data(app, pagename)
    else:
        graph = [book]
        if described := about.get("data_package"):
            package = json.loads((Path(app.srcdir) / described).read_text("utf-8"))
            data = {"creator": authors, "temporalCoverage": about.get("temporal_coverage")}
            told = _dataset(package, base)
            told["distribution"] += downloads(app, base)
            graph.append(_known({**told, **data}))
    return json.dumps({"@context": "https://schema.org", "@graph": graph}, ensure_ascii=False)


def _dataset(package: dict[str, Any], base: str) -> dict[str, Any]:
    """What a Frictionless Data Package says of itself, in the words of schema.org."""
    return {
        "@type": "Dataset",
        "name": package.get("title"),
        "description": package.get("description"),
        "license": next((known.get("path") for known in package.get("licenses", [])), None),
        "distribution": [
            {
                "@type": "DataDownload",
                "encodingFormat": table.get("mediatype"),
                # JSON-LD, unlike a card, takes an address from the page's own.
                "contentUrl": f"{base}/data/{table['path']}" if base else f"data/{table['path']}",
            }
            for table in package["resources"]
        ],
    }


def _known(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value}


def _plain(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())
