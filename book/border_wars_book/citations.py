"""Author-year citations that a bibliography of telegrams, reports and books can bear.

The label is the short form that figures and tables use, `analysis.short_citations`.  The entry in
the bibliography begins with the same label, so that a reader finds it.
"""

from __future__ import annotations

import contextlib
import dataclasses
import re
from collections.abc import Iterable
from typing import Any
from urllib.parse import unquote

from docutils import nodes
from pybtex.backends.plaintext import Backend as PlainText
from pybtex.database import Entry, Person
from pybtex.plugin import register_plugin
from pybtex.richtext import HRef, Tag, Text
from pybtex.style import FormattedEntry
from pybtex.style.formatting import BaseStyle
from pybtex.style.labels import BaseLabelStyle
from pybtex.style.sorting import BaseSortingStyle
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinxcontrib.bibtex.plugin import register_plugin as register_reference_style
from sphinxcontrib.bibtex.style.referencing import BaseReferenceStyle, BracketStyle
from sphinxcontrib.bibtex.style.template import (
    entry_label,
    join,
    join2,
    node,
    post_text,
    pre_text,
    reference,
)

from analysis.bibliography import Reference
from analysis.prose import NO_BREAK
from analysis.short_citations import family_name, is_body, order_of, plain, short_citations
from border_wars_book.languages import mark_tree

WHOLE_WORKS = {"book", "booklet", "manual", "proceedings", "phdthesis", "mastersthesis"}


def people(entry: Entry) -> list[Person]:
    """Authors, or editors where there are none."""
    return entry.persons.get("author") or entry.persons.get("editor") or []


def reference_of(entry: Entry) -> Reference:
    """An entry as the record reads it."""
    people = {role: " and ".join(map(str, named)) for role, named in entry.persons.items()}
    return Reference(entry.key, entry.type, 0, {**entry.fields, **people})


class BookSorting(BaseSortingStyle):
    """By label, then title."""

    def sorting_key(self, entry: Entry) -> tuple[str, ...]:
        """Quotation marks and brackets do not count."""
        return order_of(reference_of(entry))


class BookLabels(BaseLabelStyle):
    """Author and year, with a letter where they would not be unique."""

    def format_labels(self, sorted_entries: Iterable[Entry]) -> list[str]:
        """One label for each entry, in their order."""
        return list(short_citations({e.key: reference_of(e) for e in sorted_entries}).values())


class BookStyle(BaseStyle):
    """One form for every type of entry, tolerant of what is missing."""

    default_sorting_style = BookSorting
    default_label_style = BookLabels

    def format_entry(self, label: str, entry: Entry, bib_data: Any = None) -> FormattedEntry:
        """Author, year, title, where it stands, who published it, address."""
        author, year = label.rsplit(NO_BREAK, 1)
        field = {key: plain(value) for key, value in entry.fields.items()}
        whole = ", ".join(_full(person) for person in people(entry))
        title = field.get("title", "")
        quoted = entry.type.lower() not in WHOLE_WORKS
        titled = Text("“", title, "”.") if quoted else Text(Tag("em", title), ".")
        if author.startswith("“"):
            parts = [titled, Text(" ", _sentence(year))]
        elif whole and not whole.startswith(author.removesuffix(" et al.").split(" and ")[0]):
            parts = [Text(f"{author} {year}: ", _sentence(whole), " "), titled]
        else:
            parts = [Text(_sentence(whole or author), " ", _sentence(year), " "), titled]
        container = field.get("booktitle") or field.get("journal")
        if container:
            place = ", ".join(filter(None, (field.get("volume"), field.get("number"))))
            pages = f", {field['pages']}" if "pages" in field else ""
            place = f", {place}" if place else ""
            parts.append(Text(" ", Tag("em", container), place, pages, "."))
        for key in ("publisher", "school", "institution", "howpublished"):
            if field.get(key) and field[key] not in (whole, container):
                if not field[key].startswith("\\url"):
                    parts.append(Text(" ", _sentence(field[key])))
                break
        if url := field.get("url"):
            parts.append(Text(" ", HRef(url, _shown(url))))
        return FormattedEntry(entry.key, Text(*parts), label)


def _shown(url: str) -> str:
    """An address as a browser's bar shows it: letters of other scripts in place of their bytes."""
    address = re.sub(r"^https?://(www\.)?", "", url).rstrip("/")
    with contextlib.suppress(UnicodeDecodeError):
        decoded = unquote(address, errors="strict")
        if decoded.isprintable() and " " not in decoded:
            return decoded
    return address


def _full(person: Person) -> str:
    if is_body(person):
        return plain(str(person))
    given = plain(" ".join([*person.first_names, *person.middle_names]))
    return f"{family_name(person)}, {given}" if given else family_name(person)


def _sentence(text: str) -> str:
    return text if text.endswith((".", "?", "!")) else text + "."


@node
def label_author(children: Any, data: dict[str, Any]) -> Text:
    """The part of the label before the year."""
    return Text(data["formatted_entry"].label.rsplit(NO_BREAK, 1)[0])


@node
def label_year(children: Any, data: dict[str, Any]) -> Text:
    """The year of the label, with its letter."""
    return Text(data["formatted_entry"].label.rsplit(NO_BREAK, 1)[1])


def _brackets() -> BracketStyle:
    return BracketStyle(left="(", right=")", sep="; ", last_sep="; ", sep2="; ")


@dataclasses.dataclass
class BookReferences(BaseReferenceStyle):
    """`{cite:p}` gives (Coox 1985), `{cite:t}` gives Coox (1985)."""

    bracket: BracketStyle = dataclasses.field(default_factory=_brackets)

    def role_names(self) -> Iterable[str]:
        """Parenthetical and textual."""
        return ["p", "ps", "alp", "alps", "t", "ts", "ct", "cts"]

    def outer(self, role_name: str, children: list[Any]) -> Any:
        """Brackets around the whole only where it is parenthetical."""
        return self.bracket.outer(
            children, brackets=role_name in {"p", "ps"}, capfirst=role_name.startswith("c")
        )

    def inner(self, role_name: str) -> Any:
        """One source of the citation."""
        if "p" in role_name:
            return join2(sep1=" ", sep2=", ")[pre_text, reference[entry_label], post_text]
        year = join2(sep1=" ", sep2=", ")[pre_text, reference[label_year], post_text]
        return join(sep=" ")[label_author, join["(", year, ")"]]


class MarkBibliography(SphinxPostTransform):
    """Names and titles in other scripts are marked once they stand in text and bibliography."""

    default_priority = 20

    def run(self, **kwargs: object) -> None:
        """Runs after the references have been resolved."""
        for marked in (nodes.citation, nodes.reference):
            for element in self.document.findall(marked):
                mark_tree(element)


def register(app: Sphinx) -> None:
    """The styles under the name the configuration uses."""
    register_plugin("pybtex.style.formatting", "border_wars", BookStyle)
    # Every citation asks for this by name, and pybtex then reads all installed packages' entry
    # points; registered at run time it is found at once, which halves the time of the build.
    register_plugin("pybtex.backends", "plaintext", PlainText, force=True)
    register_reference_style(
        "sphinxcontrib.bibtex.style.referencing", "border_wars", BookReferences, force=True
    )
    app.add_post_transform(MarkBibliography)
