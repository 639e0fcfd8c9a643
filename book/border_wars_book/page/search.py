"""A search that reads four scripts and works from a folder.

Sphinx's own index is made of stemmed English words; it cuts Chinese and Japanese nowhere and knows
nothing of the fact that Хасан, 張鼓峰 and Changkufeng are one place.  The book is small enough to
carry its text, taken from the built pages as readers see them: the search page loads it as a script
(so that it works from `file://`), folds case and accents, reads dates in any form, and widens a
query by the other names of the thing that was asked for, taken from the record's table of names.
A day is looked for also where a page leaves its year unsaid, since it is about that year.
"""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from functools import partial
from pathlib import Path
from typing import Any

from bs4 import BeautifulSoup, SoupStrainer, Tag
from sphinx.application import Sphinx

from border_wars_book.build import kept
from border_wars_book.build.toc import pages
from historical_time.words import month_name

MAX_FORMS = 40
NOT_TEXT = (
    "script, style, svg, pre, thead, .method, .plot-table, .plot-tools, .headerlink, .turn, "
    ".note-call, .reading-time, .works, .notes:not(:has(.own-words)), .cited, .paragraph-number, "
    ".section-number, .depth, .filter-place, "
    # Beside a date in words, the same date as the record writes it.
    "tr:has(.facet-year) > td:first-child code, "
    # The examples in what a library says of itself are of no event.
    "dl.api dd code"
)
MONTH = re.compile(rf"\b(?:{'|'.join(map(month_name, range(1, 13)))})\s([12]\d{{3}})\b")
BLOCKS = ["p", "li", "dt", "dd", "caption", "figcaption", "td", "th", "div", "aside", "br"]


def register(app: Sphinx) -> None:
    """Write the data when the pages are written."""
    app.connect("build-finished", write)


def replace_index(app: Sphinx) -> None:
    """Sphinx's own index is not made: nothing would read it."""
    app.builder.search = False


def sections(html: str) -> list[dict[str, Any]]:
    """The sections of a built page: anchor `a`, heading `h`, prose `x` and rows `r`.

    A row of a table or of the bibliography has the anchor in it, or of its table, and its text; one
    of a record also the date of an event, or "", and its name.  What a reader does not see on the
    page, code and the sources that citations carry, is not text of the page.
    """
    article = BeautifulSoup(html, "html.parser", parse_only=SoupStrainer("article"))
    for hidden in article.select(NOT_TEXT):
        hidden.decompose()
    for note in article.select(".notes li"):  # of a note, what the author says in it
        own = note.select_one(".own-words")
        note.clear()
        note.extend([own] if own else [])
    found = []
    # The inner sections are taken out of the outer ones, so that no text is counted twice.
    for section in reversed(article.select("section[id]")):
        heading = section.find(["h1", "h2", "h3", "h4", "h5", "h6"], recursive=False)
        rows = []
        for row in section.select("tbody tr, .sources > li"):
            rows.append([_anchor(row, section), _row_text(row), *_record(row)])
        for row in section.select("tbody tr, .sources > li"):
            row.extract()
        title = _text(heading.extract()) if heading else ""
        found.append({"a": section["id"], "h": title, "x": _text(section), "r": rows})
        section.extract()
    return found[::-1]


def leading_year(told: list[dict[str, Any]]) -> str:
    """The year of most dates in the prose of a page, of equals the first told; "" for one date.

    A page of records tells of all years, and of none more than of the others.
    """
    if any(len(row) > 2 for section in told for row in section["r"]):
        return ""
    years = Counter(MONTH.findall(" ".join(section["x"] for section in told)))
    year, often = max(years.items(), key=lambda pair: pair[1], default=("", 0))
    return year if often > 1 else ""


def _anchor(row: Tag, section: Tag) -> str:
    named = row if row.get("id") else row.find(id=True) or row.find_parent(id=True)
    return "" if named is None or named is section else named["id"]


def _record(row: Tag) -> list[str]:
    when, name = row.select_one(".facet-year"), row.select_one(".entry-name")
    return [_text(when) if when else "", _text(name)] if name else []


def _row_text(row: Tag) -> str:
    return " · ".join(filter(None, map(_cell_text, row.find_all(["td", "th"]) or [row])))


def _cell_text(cell: Tag) -> str:
    day = cell.get("data-day")
    return _text(cell) + (f", {day}" if day else "")


def _text(tag: Tag) -> str:
    for block in tag.find_all(BLOCKS):
        block.append(" ")
    return re.sub(r"\s+([,.;:])(?=\s|$)", r"\1", " ".join(tag.get_text().split()))


def name_groups(data: Path) -> list[list[str]]:
    """All names of each thing in the record's tables of names and of people, in all scripts."""
    groups: dict[str, list[str]] = {}
    for path in filter(Path.exists, (data / "names.csv", data / "people.csv")):
        with path.open(encoding="utf-8", newline="") as handle:
            for row in csv.DictReader(handle):
                forms = groups.setdefault(row.get("subject") or row.get("id") or "", [])
                for name in ("name", "transliteration", "own_name"):
                    if (form := row.get(name)) and form not in forms:
                        forms.append(form)
    return [forms[:MAX_FORMS] for forms in groups.values() if len(forms) > 1]


def write(app: Sphinx, exception: Exception | None) -> None:
    """`search-data.js`, read by the search page alone, and `names.js`, which long tables read too.

    A page whose metadata has Sphinx's `nosearch` is left out: it repeats what stands elsewhere.
    """
    if exception or app.builder.name != "html":
        return
    out, builder = Path(app.outdir), app.builder
    kept_in, code = Path(app.srcdir) / "_build" / "search", Path(__file__).read_bytes()
    told = {}
    for name in pages(Path(app.srcdir)):
        if "nosearch" not in app.env.metadata[name]:
            html = Path(builder.get_outfilename(name)).read_text("utf-8")
            told[name] = kept.once(kept_in, [code, html], partial(sections, html))
    data = {
        "pages": [
            {
                "t": app.env.titles[name].astext(),
                "u": builder.get_target_uri(name),
                "y": leading_year(found),
                "s": found,
            }
            for name, found in told.items()
        ],
    }
    names = name_groups(Path(app.srcdir) / app.config.border_wars_data)
    for file, name, value in (("search-data", "SearchData", data), ("names", "Names", names)):
        text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
        (out / "_static" / f"{file}.js").write_text(f"window.book{name}={text};\n", "utf-8")
