"""Author-year citations that a bibliography of telegrams, reports and books can bear.

The label is the short form that figures and tables use, `historical_record.short_citations`. The
entry in the bibliography begins with the same label, so that a reader finds it.
"""

from __future__ import annotations

import contextlib
import dataclasses
import functools
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from docutils import nodes
from pybtex.backends.plaintext import Backend as PlainText
from pybtex.database import Entry
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
    join2,
    node,
    post_text,
    pre_text,
    reference,
)

from border_wars_book.languages import mark_tree
from historical_record.dataset import load
from historical_record.references import Reference, plain
from historical_record.short_citations import day_of, order_of, people_of, short_citations
from historical_record.witnesses import links, reading
from historical_time.words import NO_BREAK, list_text

RECORD = Path(__file__).resolve().parents[2] / "data"
WHOLE_WORKS = {"book", "collection", "report", "thesis", "dataset", "software"}
_AUTHOR_YEAR = 2
_YEAR = re.compile(r"(\[?\d{4}\??\]?|n\.d\.)(-?[a-z]+)?")


def reference_of(entry: Entry) -> Reference:
    """An entry as the record reads it."""
    people = {role: " and ".join(map(str, named)) for role, named in entry.persons.items()}
    return Reference(entry.key, entry.type, 0, {**entry.fields, **people})


@functools.cache
def witnesses() -> dict[str, list[dict[str, Any]]]:
    """The copies of each work of the record that was read, and an empty list for an unread one."""
    record = load(RECORD)
    copies: dict[str, list[dict[str, Any]]] = {key: [] for key in record.references}
    for row in record.witnesses.to_dict("records"):
        copies[row["work"]].append(row)
    return copies


class BookSorting(BaseSortingStyle):
    """By label, then title."""

    def sorting_key(self, entry: Entry) -> tuple[str, ...]:
        """Quotation marks, brackets and accents do not count."""
        return order_of(reference_of(entry))


class BookLabels(BaseLabelStyle):
    """The short form that figures and tables use."""

    def format_labels(self, sorted_entries: Iterable[Entry]) -> list[str]:
        """One label for each entry, in their order."""
        return list(short_citations({e.key: reference_of(e) for e in sorted_entries}).values())


class BookStyle(BaseStyle):
    """One form for every type of entry, tolerant of what is missing.

    After the Chicago Manual of Style: names and titles in Latin letters, then in their own script,
    then the title's sense in English; what nobody has seen printed stands in brackets with a mark.
    The last line says what was read.
    """

    default_sorting_style = BookSorting
    default_label_style = BookLabels

    def format_entry(self, label: str, entry: Entry, bib_data: Any = None) -> FormattedEntry:
        """Label, names, title, where it stands, who published it, copies, what was read."""
        work = _Work(reference_of(entry), label)
        parts = [Text(_sentence(work.head()))]
        parts += [
            Text(" ", part) for part in (work.title(), work.container(), work.imprint()) if part
        ]
        if note := work.field("note"):
            parts.append(Text(" ", _sentence(note)))
        if "doi" in entry.fields:
            doi = entry.fields["doi"]
            parts.append(Text(" ", HRef(f"https://doi.org/{doi}", f"doi:{doi}"), "."))
        if "url" in entry.fields:
            parts.append(Text(" ", HRef(entry.fields["url"], _shown(entry.fields["url"])), "."))
        if entry.key in witnesses():
            copies = witnesses()[entry.key]
            for name, address in links(copies):
                parts.append(Text(" ", HRef(address, name), "."))
            parts.append(Text(" ", Tag("em", reading(copies))))
        return FormattedEntry(entry.key, Text(*parts), label)


class _Work:
    """The parts of an entry as they are printed."""

    def __init__(self, reference: Reference, label: str) -> None:
        self.reference, self.label = reference, label
        self.unverified = set(reference.fields.get("unverified", "").split(", "))

    def field(self, name: str) -> str:
        """A field as it is printed: in brackets with a mark where nobody has seen it."""
        value = plain(self.reference.fields.get(name, ""))
        return f"[{value}?]" if value and name in self.unverified else value

    def unsaid(self, name: str) -> str:
        """A field, unless the label begins with it."""
        value = self.field(name)
        return "" if self.label.startswith(value) else value

    def head(self) -> str:
        """The label, completed by the names it shortens and their own script."""
        label = self.label
        names = self.names()
        own = self.field("nameaddon")
        full = " ".join(filter(None, (names, f"[{own}]" if own else "")))
        parts = label.split(NO_BREAK)
        if not full or full == parts[0]:
            return label
        if len(parts) == _AUTHOR_YEAR and _YEAR.fullmatch(parts[1]):
            return f"{_sentence(full)} {parts[1]}"
        return f"{label}: {full}"

    def names(self) -> str:
        """Authors, or editors where there are none: the first as an index has it."""
        fields = self.reference.fields
        role = "author" if "author" in fields else "editor"
        people = [plain(name) for name in people_of(fields.get(role, "")) if name != "others"]
        if not people:
            return ""
        rest = [" ".join(reversed(name.split(", ", 1))) for name in people[1:]]
        joined = list_text([people[0], *rest])
        joined += " and others" if fields.get(role, "").endswith("and others") else ""
        joined = f"[{joined}?]" if role in self.unverified else joined
        several = "eds." if rest else "ed."
        return f"{joined}, {several}" if role == "editor" else joined

    def title(self) -> Text:
        """Romanised, in its own script, and in English; a whole work's in italics."""
        own, latin, english = map(self.field, ("title", "titleromanised", "titleaddon"))
        whole = self.reference.type in WHOLE_WORKS
        first = latin or own
        named = f"“{first}”" in self.label
        shown = [] if named else [Tag("em", first) if whole else Text("“", first, "”")]
        if latin and latin != own:
            shown.append(Text(own))
        if english and english != first:
            shown.append(Text(f"[{english}]"))
        return Text(Text(" ").join(shown), ".") if shown else Text()

    def container(self) -> Text:
        """The journal or book it stands in, with the place there and the day of a document."""
        name = self.unsaid("journaltitle") or self.field("booktitle")
        place = ", ".join(filter(None, map(self.field, ("series", "volume", "number", "pages"))))
        day = day_of(self.reference, "eventdate")
        if not (name or place or day):
            return Text()
        after = ", ".join(filter(None, (place, day)))
        joint = ", " if name and after else ""
        return Text(*([Tag("em", name)] if name else []), joint, _sentence(after) if after else ".")

    def imprint(self) -> str:
        """Place and publisher, day, translator and what the original was."""
        field = self.field
        publisher = field("publisher") or field("institution") or self.unsaid("organization")
        place = field("location")
        parts = [": ".join(filter(None, (place, publisher)))]
        day = day_of(self.reference)
        if day not in self.label and (NO_BREAK not in self.label or NO_BREAK in day):
            parts.append(day)
        if self.reference.type == "thesis" and field("type"):
            parts.insert(0, field("type"))
        said = [_sentence(", ".join(filter(None, parts)))] if any(parts) else []
        if translator := field("translator"):
            given = " ".join(reversed(translator.split(", ", 1)))
            said.append(f"Translated by {given}.")
        if original := field("origtitle") or field("origdate"):
            dated = f" ({field('origdate')})" if field("origtitle") and field("origdate") else ""
            said.append(f"Original: {original}{dated}.")
        said += [f"{name.upper()} {field(name)}." for name in ("isbn",) if field(name)]
        said += [_sentence(field(name)) for name in ("eprint",) if field(name)]
        return " ".join(said)


def _shown(url: str) -> str:
    """An address as a browser's bar shows it: letters of other scripts in place of their bytes."""
    address = re.sub(r"^https?://(www\.)?", "", url).rstrip("/")
    with contextlib.suppress(UnicodeDecodeError):
        decoded = unquote(address, errors="strict")
        if decoded.isprintable() and " " not in decoded:
            return decoded
    return address


def _sentence(text: str) -> str:
    return text if text.endswith((".", "?", "!")) else text + "."


@node
def label_in_text(children: Any, data: dict[str, Any]) -> Text:
    """The label as part of a sentence: its year, where it has one, in brackets."""
    who, year = _divided(data["formatted_entry"].label)
    return Text(f"{who} ({year})" if year else who)


def _divided(label: str) -> tuple[str, str]:
    who, _, year = label.partition(NO_BREAK)
    return (who, year) if _YEAR.fullmatch(year) else (label, "")


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
        return join2(sep1=" ", sep2=", ")[pre_text, reference[label_in_text], post_text]


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
