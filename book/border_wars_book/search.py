"""A search that reads four scripts and works from a folder.

Sphinx's own index is made of stemmed English words; it cuts Chinese and Japanese nowhere and knows
nothing of the fact that Хасан, 張鼓峰 and Changkufeng are one place.  The book is small enough to
carry its text, taken from the built pages as readers see them: the search page loads it as a script
(so that it works from `file://`), folds case and accents, reads dates in any form, and widens a
query by the other names of the thing that was asked for, taken from the record's table of names.
"""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path
from typing import Any

from bs4 import BeautifulSoup, SoupStrainer, Tag
from sphinx.application import Sphinx

from border_wars_book.toc import pages

MAX_FORMS = 40
NOT_TEXT = (
    "script, style, svg, pre, thead, .method, .plot-table, .plot-tools, .headerlink, .turn, "
    ".bibtex-citation, .reading-time, .citation > .label, .citation > .backrefs, .filter-place"
)
BLOCKS = ["p", "li", "dt", "dd", "caption", "figcaption", "td", "th", "div", "aside", "br"]


def register(app: Sphinx) -> None:
    """Write the data when the pages are written."""
    app.connect("build-finished", write)


def replace_index(app: Sphinx) -> None:
    """Sphinx's own index is not made: nothing would read it."""
    app.builder.search = False


def sections(html: str) -> list[dict[str, Any]]:
    """The sections of a built page: anchor `a`, heading `h`, prose `x` and rows `r`.

    A row of a table or of the bibliography has its text and the anchor in it, or "".  What a reader
    does not see on the page, code and the sources that citations carry, is not text of the page.
    """
    article = BeautifulSoup(html, "html.parser", parse_only=SoupStrainer("article"))
    for hidden in article.select(NOT_TEXT):
        hidden.decompose()
    found = []
    # The inner sections are taken out of the outer ones, so that no text is counted twice.
    for section in reversed(article.select("section[id]")):
        heading = section.find(["h1", "h2", "h3", "h4", "h5", "h6"], recursive=False)
        rows = []
        for row in section.select("tbody tr, .citation"):
            rows.append([_anchor(row), _row_text(row)])
            row.extract()
        title = _text(heading.extract()) if heading else ""
        found.append({"a": section["id"], "h": title, "x": _text(section), "r": rows})
        section.extract()
    return found[::-1]


def _anchor(row: Tag) -> str:
    named = row if row.get("id") else row.find(id=True)
    return named["id"] if named else ""


def _row_text(row: Tag) -> str:
    cells = row.find_all(["td", "th"]) or [row]
    return " · ".join(filter(None, map(_text, cells)))


def _text(tag: Tag) -> str:
    for block in tag.find_all(BLOCKS):
        block.append(" ")
    return re.sub(r"\s+([,.;:])(?=\s|$)", r"\1", " ".join(tag.get_text().split()))


def name_groups(path: Path) -> list[list[str]]:
    """All names of each thing in the record's table of names, in all scripts."""
    if not path.exists():
        return []
    groups: dict[str, list[str]] = {}
    with path.open(encoding="utf-8", newline="") as handle:
        for row in csv.DictReader(handle):
            key = row.get("subject") or row.get("id") or ""
            forms = groups.setdefault(key, [])
            for form in (row.get("name"), row.get("transliteration")):
                if form and form not in forms:
                    forms.append(form)
    return [forms[:MAX_FORMS] for forms in groups.values() if len(forms) > 1]


def write(app: Sphinx, exception: Exception | None) -> None:
    """`search-data.js`, read by the search page alone."""
    if exception or app.builder.name != "html":
        return
    out, builder = Path(app.outdir), app.builder
    data = {
        "pages": [
            {
                "t": app.env.titles[name].astext(),
                "u": builder.get_target_uri(name),
                "s": sections(Path(builder.get_outfilename(name)).read_text("utf-8")),
            }
            for name in pages(Path(app.srcdir))
        ],
        "names": name_groups(Path(app.srcdir) / app.config.border_wars_names),
    }
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    target = out / "_static" / "search-data.js"
    target.write_text(f"window.bookSearchData={text};\n", "utf-8")
