"""Sources in brief, as the pages cite them and as figures and tables name them.

After the author-date form of the Chicago Manual of Style (17th edition, chapter 15), in Latin
letters throughout. A person is named by family and year, the author of a page that names none is
whoever keeps the site, a newspaper is cited by its title and day, or its number where that is all
that is known, and what the field knows by a short form (a volume of documents with its number, an
encyclopedia with its article) has it as ``shorthand``, which is then the whole of the label. A
supposed year stands in brackets with a mark, "[1969?]"; a page that states none has the year in
which it was read, in brackets, "[2026]"; a book whose year is not known has "n.d."; and a letter is
added where two would be the same.
"""

from __future__ import annotations

import contextlib
import re
import unicodedata
from collections import Counter
from collections.abc import Mapping
from functools import lru_cache

from historical_record.references import UNDATED, Reference, plain
from historical_time.date_words import edtf_text
from historical_time.edtf import EdtfError, parse_edtf
from historical_time.words import NO_BREAK

__all__ = [
    "day_of",
    "family_name",
    "folded",
    "is_latin",
    "order_of",
    "people_of",
    "short_citations",
]

_AND = re.compile(r"\s+and\s+(?![^{]*\})")
_NUMBER = re.compile(r"\d+")
_MANY = 3


def short_citations(references: Mapping[str, Reference]) -> dict[str, str]:
    """Return ``{key: "Kotkin 2017"}`` for every reference; a no-break space holds the year.

    Letters follow the order of the bibliography: Shirokorad 2004a, Shirokorad 2004b.
    """
    bare = {key: label_of(reference) for key, reference in references.items()}
    often = Counter(bare.values())
    used: Counter[str] = Counter()
    named = {}
    for key in sorted(references, key=lambda key: order_of(references[key])):
        label = bare[key]
        named[key] = label
        if often[label] > 1:
            joint = "-" if label.endswith((UNDATED, "]", "”", ")")) else ""
            named[key] += joint + _letter(used[label])
            used[label] += 1
    return {key: named[key] for key in references}


def label_of(reference: Reference) -> str:
    """The short form of one reference, without a letter."""
    fields = reference.fields
    if short := plain(fields.get("shorthand", "")):
        return short
    if fields.get("entrysubtype") == "newspaper" and "author" not in fields:
        return f"{plain(fields.get('journaltitle', ''))}, {_issue(reference)}"
    return f"{_who(reference)}{NO_BREAK}{_year(reference)}"


def day_of(reference: Reference, field: str = "date") -> str:
    """The date of a field, as precise as it stands: ``9 August 1938``, ``August 1938``.

    A supposed one is told as if it were known: the label has the mark.
    """
    text = reference.fields.get(field, "").rstrip("?~")
    with contextlib.suppress(EdtfError):
        return edtf_text(parse_edtf(text)) if text else ""
    return text


def order_of(reference: Reference) -> tuple[str, ...]:
    """Where a reference stands in the bibliography: by its label, then its title.

    A newspaper's by day, and a series by the number of the document, not by their digits; an
    article at the head of a name counts for nothing.
    """
    fields = reference.fields
    label, title = label_of(reference), plain(fields.get("title", ""))
    if fields.get("entrysubtype") == "newspaper" and "author" not in fields:
        label = f"{plain(fields.get('journaltitle', ''))}, {fields.get('date', '')}"
    numbered = _NUMBER.sub(lambda number: number[0].zfill(6), _sorted_by(label))
    return (folded(numbered), folded(title), reference.key)


def _sorted_by(label: str) -> str:
    return label.strip("“”‘’'()[] ").removeprefix("The ")


def people_of(names: str) -> list[str]:
    """The names of an author field, each "Family, Given", or a body's whole name in braces."""
    return [name for name in _AND.split(names.strip()) if name]


def family_name(name: str) -> str:
    """The part of a name that an index sorts by; a body's whole name."""
    return plain(name) if name.startswith("{") else plain(name.split(",")[0])


def is_latin(text: str) -> bool:
    """Whether every letter is a Latin one."""
    return all("LATIN" in unicodedata.name(c, "") for c in text if c.isalpha() and c > "\x7f")


def _who(reference: Reference) -> str:
    fields = reference.fields
    people = people_of(fields.get("author") or fields.get("editor", ""))
    named = [family_name(name) for name in people]
    if len(named) >= _MANY or "others" in named:
        return f"{named[0]} et al."
    if named:
        return " and ".join(named)
    for key in ("organization", "institution"):
        if key in fields:
            return plain(fields[key])
    return f"“{plain(fields.get('titleromanised') or fields.get('title', reference.key))}”"


def _issue(reference: Reference) -> str:
    """A newspaper's day, or its number where the day is not known."""
    number = reference.fields.get("number", "")
    return day_of(reference) or (f"no.{NO_BREAK}{number}" if number else _year(reference))


def _year(reference: Reference) -> str:
    if reference.year:
        return reference.year
    read = reference.fields.get("urldate", "")
    return f"[{read[:4]}]" if read else UNDATED


@lru_cache(maxsize=8192)
def folded(text: str) -> str:
    """Small letters without accents, as an index sorts."""
    if text.isascii():
        return text.lower()
    bare = unicodedata.normalize("NFKD", text)
    marks = {ord(letter): None for letter in set(bare) if unicodedata.combining(letter)}
    return bare.translate(marks).lower()


def _letter(number: int) -> str:
    letters = ""
    while number >= 0:
        letters = chr(ord("a") + number % 26) + letters
        number = number // 26 - 1
    return letters
