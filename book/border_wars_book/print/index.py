"""The index of names: which paragraphs speak of which thing, under any of its names.

The record's table of names gives each thing one preferred English name and many others, in several
scripts.  A paragraph that has any of them is an entry of the thing; the page is known once the book
has been set.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from dataclasses import dataclass, field
from html import escape
from pathlib import Path

from docutils import nodes

from border_wars_book.languages import mark_html

SHORTEST = 4
PASSED_OVER = (nodes.footnote, nodes.citation, nodes.entry, nodes.caption)


@dataclass
class NameMarks:
    """Names to look for, and the ids of the paragraphs where they were found."""

    headings: dict[str, str]
    pattern: re.Pattern[str] | None
    places: dict[str, list[str]] = field(default_factory=dict)

    def read(self, doctree: nodes.document, slug: str) -> None:
        """Mark the paragraphs of one page."""
        if self.pattern is None:
            return
        for number, paragraph in enumerate(doctree.findall(nodes.paragraph)):
            if isinstance(paragraph.parent, PASSED_OVER):
                continue
            names = {self.headings[found] for found in self.pattern.findall(paragraph.astext())}
            if not names:
                continue
            identity = f"{slug}--name-{number}"
            paragraph["ids"].append(identity)
            for name in names:
                self.places.setdefault(name, []).append(identity)

    def html(self, pages: dict[str, int]) -> str:
        """The index, with the numbers of the pages the first setting gave."""
        letters: dict[str, list[str]] = {}
        for name in sorted(self.places, key=_sorting):
            on = _first_on_each_page(self.places[name], pages)
            if not on:
                continue
            links = ", ".join(_run(run) for run in _runs(on))
            letters.setdefault(_sorting(name)[:1].upper(), []).append(
                f"<li>{mark_html(escape(name))}, {links}</li>"
            )
        groups = "".join(
            f'<h2 class="letter">{letter}</h2><ul>{"".join(items)}</ul>'
            for letter, items in letters.items()
        )
        return (
            '<section class="chapter index" id="index"><h1 class="unnumbered">Index</h1>'
            f'<div class="index-columns">{groups}</div></section>'
        )


def _sorting(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name)
    return "".join(char for char in plain if not unicodedata.combining(char)).lower()


def _first_on_each_page(identities: list[str], pages: dict[str, int]) -> list[tuple[int, str]]:
    first: dict[int, str] = {}
    for identity in identities:
        if identity in pages:
            first.setdefault(pages[identity], identity)
    return sorted(first.items())


def _runs(on: list[tuple[int, str]]) -> list[list[tuple[int, str]]]:
    """Neighbouring pages together."""
    runs: list[list[tuple[int, str]]] = []
    for page in on:
        if runs and page[0] == runs[-1][-1][0] + 1:
            runs[-1].append(page)
        else:
            runs.append([page])
    return runs


def _run(run: list[tuple[int, str]]) -> str:
    (first, identity), (last, _) = run[0], run[-1]
    label = str(first) if first == last else f"{first}–{last}"
    return f'<a href="#{identity}">{label}</a>'


def mark_names(path: Path) -> NameMarks:
    """Names from the record's table: the preferred English one heads its thing's entry."""
    if not path.exists():
        return NameMarks({}, None)
    with path.open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle))
    preferred: dict[str, str] = {}
    for row in rows:
        key = row.get("subject") or row["id"]
        if row["language"] == "en" and (row["rank"] == "preferred" or key not in preferred):
            preferred[key] = row["name"]
    headings: dict[str, str] = {}
    for row in rows:
        key = row.get("subject") or row["id"]
        heading = preferred.get(key)
        long_enough = len(row["name"]) >= SHORTEST or row["script"] in {"Hans", "Hant", "Jpan"}
        if heading and long_enough:
            headings.setdefault(row["name"], heading)
    if not headings:
        return NameMarks({}, None)
    longest_first = sorted(headings, key=len, reverse=True)
    pattern = "|".join(
        rf"\b{re.escape(name)}\b" if name[:1].isascii() else re.escape(name)
        for name in longest_first
    )
    return NameMarks(headings, re.compile(pattern))
