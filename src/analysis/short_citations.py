"""Sources in brief, author and year, as the pages cite them and as figures and tables name them.

After the author-date form of the Chicago Manual of Style. Many of the sources have no person for an
author, some have no year, and one series of documents has dozens of entries in a year. The name is
therefore made from what there is: an author's family name, an institution's first words, a series'
usual short form, or the title; the year or "n.d."; and a letter where two would be the same.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING

from analysis.bibliography import Reference
from analysis.prose import NO_BREAK

if TYPE_CHECKING:
    from pybtex.database import Person

__all__ = ["family_name", "is_body", "order_of", "plain", "short_citations"]

_SERIES = {
    "Foreign Relations of the United States": "FRUS",
    "Documents on German Foreign Policy": "DGFP",
}
_TITLE_WORDS = 4
_UNDATED = "n.d."


def short_citations(references: Mapping[str, Reference]) -> dict[str, str]:
    """Return ``{key: "Kotkin 2017"}`` for every reference; a no-break space holds the year.

    Letters follow the order of the bibliography: FRUS 1938a, FRUS 1938b.
    """
    bare = {key: (_who(reference), _year(reference)) for key, reference in references.items()}
    often, used = Counter(bare.values()), Counter()
    named = {}
    for key in sorted(references, key=lambda key: _order(*bare[key], references[key])):
        who, year = bare[key]
        if often[who, year] > 1:
            joint = "-" if year == _UNDATED else ""
            year = f"{year}{joint}{_letter(used[bare[key]])}"
            used[bare[key]] += 1
        named[key] = f"{who}{NO_BREAK}{year}"
    return {key: named[key] for key in references}


def order_of(reference: Reference) -> tuple[str, ...]:
    """Where a reference stands in the bibliography; quotation marks and brackets do not count."""
    return _order(_who(reference), _year(reference), reference)


def plain(text: str) -> str:
    """A field without the braces that protect capitals and the strokes that protect signs."""
    return re.sub(r"\\([&%$#_])", r"\1", re.sub(r"[{}]", "", text)).replace("--", "–").strip()


def family_name(person: Person) -> str:
    """The part of a name that an index sorts by."""
    return plain(" ".join([*person.prelast_names, *person.last_names]) or str(person))


def is_body(person: Person) -> bool:
    """Whether an author is an institution: its name stands in braces, or cannot be divided."""
    return "{" in str(person) or (not person.first_names and len(person.last_names) > 1)


def _order(who: str, year: str, reference: Reference) -> tuple[str, ...]:
    title = plain(reference.fields.get("title", ""))
    return (who.strip("“”‘’'()[] ").lower(), year, title.lower(), reference.key)


def _who(reference: Reference) -> str:
    fields = reference.fields
    where = plain(fields.get("booktitle", "") + " " + fields.get("title", ""))
    if short := plain(fields.get("shorthand", "")):
        return short
    for series, abbreviation in _SERIES.items():
        if series in where:
            return abbreviation
    named = _people(fields.get("author") or fields.get("editor") or "")
    if len(named) > 2:
        return f"{named[0]} et al."
    if named:
        return " and ".join(named)
    for key in ("organization", "institution"):
        if key in fields:
            return _first_words(plain(fields[key]))
    return f"“{_first_words(plain(fields.get('title', reference.key)))}”"


def _people(names: str) -> list[str]:
    from pybtex.bibtex.utils import split_name_list
    from pybtex.database import Person

    people = [Person(name) for name in split_name_list(names)] if names else []
    return [
        _first_words(plain(str(person)).split(",")[0]) if is_body(person) else family_name(person)
        for person in people
    ]


def _year(reference: Reference) -> str:
    return plain(reference.year) or _UNDATED


def _first_words(text: str) -> str:
    words = text.split()
    short = " ".join(words[:_TITLE_WORDS]).rstrip(" ,.;:(")
    return short + (" …" if len(words) > _TITLE_WORDS else "")


def _letter(number: int) -> str:
    letters = ""
    while number >= 0:
        letters = chr(ord("a") + number % 26) + letters
        number = number // 26 - 1
    return letters
