"""The bibliography holds works and the witnesses what was read of them: what both promise."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from itertools import pairwise

from historical_record.problems import Problem
from historical_record.record import Record
from historical_record.references import FILE, Reference
from historical_record.short_citations import is_latin, label_of, people_of
from historical_record.witnesses import MIRROR, domain_of

__all__ = [
    "UNNAMED",
    "check_best_first",
    "check_entries",
    "check_grades",
    "check_same_work",
    "check_witnesses",
    "strength",
]

LAST_PRESS = 1946
"""The year of the last report that is press of the time: the trials and the first returns."""
UNNAMED = ("Untitled", "Unidentified")
"""How a title begins that is our own description."""
_IDENTITY = ("shorthand", "editor", "booktitle", "journaltitle", "number", "eventdate", "series")


def is_unnamed(entry: Reference) -> bool:
    """Whether the title is our own description, because nobody has seen the work's."""
    return entry.title.startswith(UNNAMED)


def check_entries(record: Record) -> Iterator[Problem]:
    """Each entry has a date or says that it has none, its language, and its words in English."""
    for entry in record.bibliography.references.values():
        fields = entry.fields
        if not {"date", "year", "urldate"} & set(fields):
            message = (
                "has no date: expected date; urldate for a page that states none; or year n.d."
            )
            yield Problem(FILE, entry.line, "date", entry.key, message)
        if "langid" not in fields:
            yield Problem(FILE, entry.line, "langid", entry.key, "has no language: expected langid")
        elif not (fields["langid"] == "english" or "titleaddon" in fields or is_unnamed(entry)):
            message = "a title in another language without its sense in English"
            yield Problem(FILE, entry.line, "titleaddon", entry.key, message)
        if not is_latin(label := label_of(entry)):
            message = f"its label {label!r} is not in Latin letters: romanise the name"
            yield Problem(FILE, entry.line, "author", entry.key, message)
        for role in ("author", "editor"):
            for name in people_of(fields.get(role, "")):
                if " " in name and "," not in name and not name.startswith("{"):
                    message = f"expected 'Family, Given', or a body's name in braces: {name!r}"
                    yield Problem(FILE, entry.line, role, fields[role], message)


def check_witnesses(record: Record) -> Iterator[Problem]:
    """What was read has a witness, what was not has none, and no mirror passes for more."""
    witnesses, sources = record.tables["witnesses"], record.tables["sources"]
    if not (witnesses.whole and sources.whole):
        return
    seen = {row.get("work", "") for row in witnesses.rows}
    unread = {row.get("key", "") for row in sources.rows if row.get("evidence") == "recalled"}
    for index, row in enumerate(sources.rows):
        if row.get("evidence") == "read" and row.get("key", "") not in seen:
            message = "says read, but witnesses.csv has no copy that was read"
            yield sources.problem(index, "evidence", message)
    mirrors = {
        domain_of(row.get("address", "")) for row in witnesses.rows if row.get("kind") == MIRROR
    } - {""}
    for index, row in enumerate(witnesses.rows):
        if row.get("work") in unread:
            message = "a copy was read, but sources.csv has the work as recalled"
            yield witnesses.problem(index, "work", message)
        domain = domain_of(row.get("address", ""))
        if row.get("kind") != MIRROR and domain in mirrors:
            message = f"{domain} is a mirror in another row: a reader would be sent to it"
            yield witnesses.problem(index, "kind", message)


def check_grades(record: Record) -> Iterator[Problem]:
    """What is graded as press is of its time."""
    references, sources = record.bibliography.references, record.tables["sources"]
    for index, row in enumerate(sources.rows):
        entry = references.get(row.get("key", ""))
        if row.get("grade") == "press" and entry is not None:
            year = entry.fields.get("date", "")[:4]
            if not year.isdigit() or int(year) > LAST_PRESS:
                when = year or "no known year"
                message = f"press is of the time, until {LAST_PRESS}: this is of {when}"
                yield sources.problem(index, "grade", message)


def check_best_first(record: Record) -> Iterator[Problem]:
    """No weaker source of a row stands before a better one: of a kind, the author chooses."""
    ranks = {
        row.get("key", ""): strength(row, record.bibliography.references.get(row.get("key", "")))
        for row in record.tables["sources"].rows
    }
    for cells in record.tables.values():
        if "sources" not in cells.table.column_names:
            continue
        for index, row in enumerate(cells.rows):
            cited = record.items(row, "sources")
            for one, other in pairwise(cited):
                if ranks.get(one, 0) > ranks.get(other, 0):
                    message = f"{one!r} is the weaker source: expected {other!r} before it"
                    yield cells.problem(index, "sources", message)


def strength(source: Mapping[str, str], entry: Reference | None) -> int:
    """How far a source stands behind others: 0 for one that was read, names itself and is of the
    time or by somebody who answers for it, 1 for an encyclopaedia, 2 for a tertiary page and 3 for
    what nobody has read or identified.
    """
    if source.get("evidence") == "recalled" or (entry is not None and is_unnamed(entry)):
        return 3
    return {"reference": 1, "tertiary": 2}.get(source.get("grade", ""), 0)


def check_same_work(record: Record) -> Iterator[Problem]:
    """One work has one entry, however many copies of it were read."""
    first: dict[tuple[str, ...], Reference] = {}
    for entry in record.bibliography.references.values():
        known = first.setdefault(_identity(entry), entry)
        if known is not entry:
            message = f"the work of line {known.line}, {known.key!r}, under a second key"
            yield Problem(FILE, entry.line, "key", entry.key, message)


def _identity(entry: Reference) -> tuple[str, ...]:
    fields = entry.fields
    who = fields.get("author") or fields.get("organization", "")
    when = fields.get("date", "").rstrip("?~") if "author" not in fields else ""
    rest = (fields.get(name, "") for name in _IDENTITY)
    return tuple(_bare(text) for text in (entry.title, who, when, *rest))


def _bare(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(character for character in folded if character.isalnum())
