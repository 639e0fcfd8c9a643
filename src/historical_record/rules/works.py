"""The bibliography holds works and the witnesses what was read of them: what both promise."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import pairwise

from historical_record.problems import Problem
from historical_record.record import Record
from historical_record.references import FILE, Reference
from historical_record.short_citations import family_name, is_latin, label_of, people_of
from historical_record.witnesses import MIRROR, TRANSCRIPTION, domain_of

__all__ = [
    "UNNAMED",
    "check_best_first",
    "check_entries",
    "check_grades",
    "check_same_page",
    "check_same_work",
    "check_scripts",
    "check_volumes",
    "check_witnesses",
    "strength",
    "strengths",
]

REFERENCE = "reference"
UNNAMED = ("Untitled", "Unidentified")
"""How a title begins that is our own description."""
_IDENTITY = ("booktitle", "journaltitle", "volume", "number", "eventdate")
_BESIDE = frozenset("journaltitle booktitle series publisher location".split())
_IN_BRACKETS = re.compile(r"\[[^]]*\]")
_SUBTITLE = re.compile(r"[.:(\u2013\u2014]")


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
            yield Problem(
                FILE,
                entry.line,
                "langid",
                entry.key,
                "has no language: expected langid, such as english",
            )
        elif not (fields["langid"] == "english" or "titleaddon" in fields or is_unnamed(entry)):
            message = "a title in another language without its sense in English"
            yield Problem(FILE, entry.line, "titleaddon", entry.key, message)
        for role in ("author", "editor"):
            for name in people_of(fields.get(role, "")):
                if " " in name and "," not in name and not name.startswith("{"):
                    message = f"expected 'Family, Given', or a body's name in braces: {name!r}"
                    yield Problem(FILE, entry.line, role, fields[role], message)


def check_scripts(record: Record) -> Iterator[Problem]:
    """Whatever stands in another script has a form in Latin letters."""
    for entry in record.bibliography.references.values():
        fields = entry.fields
        if not (is_latin(entry.title) or "titleromanised" in fields or is_unnamed(entry)):
            message = "a title in another script without its romanised form"
            yield Problem(FILE, entry.line, "titleromanised", entry.key, message)
        for name in _BESIDE & set(fields):
            if not is_latin(_IN_BRACKETS.sub("", fields[name])):
                message = "romanise the name, and let its own script follow in square brackets"
                yield Problem(FILE, entry.line, name, fields[name], message)
        if not is_latin(label := label_of(entry)):
            message = f"its label {label!r} is not in Latin letters: romanise the name"
            yield Problem(FILE, entry.line, "author", entry.key, message)


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
        if _repeats(row.get("read", "")):
            yield witnesses.problem(index, "read", "says a thing twice: expected it once")


def _repeats(told: str) -> bool:
    """Whether three words in a row, or a whole part, stand in it twice."""
    words = re.findall(r"\w+", told.casefold())
    runs, parts = list(zip(words, words[1:], words[2:], strict=False)), re.split("[:;] ", told)
    return len(set(runs)) < len(runs) or len(set(parts)) < len(parts)


def check_grades(record: Record) -> Iterator[Problem]:
    """A work is of the years of its grade: press, of the time of the events.

    The years are the box of the grade's term, ``1904; 1946``; a grade without one has none.
    """
    references, sources = record.bibliography.references, record.tables["sources"]
    grades = record.terms.get("grade", {})
    for index, row in enumerate(sources.rows):
        entry, grade = references.get(row.get("key", "")), row.get("grade", "")
        box = [year for year in record.items(grades.get(grade, {}), "box") if year.isdigit()]
        if len(box) == 2 and entry is not None:
            year = entry.fields.get("date", "")[:4]
            if not year.isdigit() or not int(box[0]) <= int(year) <= int(box[1]):
                when = year or "no known year"
                message = f"{grade} is of the time, {box[0]} to {box[1]}: this is of {when}"
                yield sources.problem(index, "grade", message)


def check_best_first(record: Record) -> Iterator[Problem]:
    """No weaker source of a row stands before a better one: of a kind, the author chooses."""
    ranks = strengths(record)
    for cells in record.tables.values():
        if "sources" not in cells.table.column_names:
            continue
        for index, row in enumerate(cells.rows):
            cited = record.items(row, "sources")
            for one, other in pairwise(cited):
                if ranks.get(one, 0) > ranks.get(other, 0):
                    message = f"{one!r} is the weaker source: expected {other!r} before it"
                    yield cells.problem(index, "sources", message)


def strengths(record: Record) -> dict[str, int]:
    """The `strength` of each work."""
    return {
        row.get("key", ""): strength(row, record.bibliography.references.get(row.get("key", "")))
        for row in record.tables["sources"].rows
    }


def strength(source: Mapping[str, str], entry: Reference | None) -> int:
    """How far a source stands behind others: 0 for one that was read, names itself and is of the
    time or by somebody who answers for it, 1 for an encyclopaedia, 2 for a tertiary page and 3 for
    what nobody has read or identified.
    """
    if source.get("evidence") == "recalled" or (entry is not None and is_unnamed(entry)):
        return 3
    return {"reference": 1, "tertiary": 2}.get(source.get("grade", ""), 0)


def check_same_work(record: Record) -> Iterator[Problem]:
    """One work has one entry, however many copies of it were read.

    Two entries are of one work that share an identifier, and where nothing that both of them state
    tells them apart; a short form of its own says that an entry is another's.
    """
    alike: dict[str, list[Reference]] = {}
    identified: dict[str, Reference] = {}
    for entry in record.bibliography.references.values():
        earlier = alike.setdefault(_bare(entry.title)[:6], [])
        same = [one for one in earlier if _are_one(one, entry)]
        if entry.type != "incollection":  # the chapters of a book share its number
            codes = [_bare(entry.fields[name]) for name in ("doi", "isbn") if name in entry.fields]
            same += [identified[code] for code in codes if code in identified]
            identified |= dict.fromkeys(codes, entry)
        if same:
            message = f"the work of line {same[0].line}, {same[0].key!r}, under a second key"
            yield Problem(FILE, entry.line, "key", entry.key, message)
        earlier.append(entry)


def check_same_page(record: Record) -> Iterator[Problem]:
    """No page was read as two works of a grade, but where it gathers documents or dictionaries."""
    grades = {row.get("key", ""): row.get("grade") for row in record.tables["sources"].rows}
    read: dict[tuple[str, str | None], str] = {}
    witnesses = record.tables["witnesses"]
    for index, row in enumerate(witnesses.rows):
        work, grade = row.get("work", ""), grades.get(row.get("work", ""))
        if row.get("address") and row.get("kind") != TRANSCRIPTION and grade != REFERENCE:
            other = read.setdefault((row["address"].casefold().rstrip("/"), grade), work)
            if other != work:
                message = f"the page of {other!r}, of the same grade: expected one key for both"
                yield witnesses.problem(index, "work", message)


def _are_one(one: Reference, other: Reference) -> bool:
    short, long = sorted((_parts(one), _parts(other)), key=len)
    alike = [(_who(one), _who(other))]
    if not (one.fields.get("author") and other.fields.get("author")):
        alike.append((_stated(one, "date"), _stated(other, "date")))
    equal = ((_stated(one, name), _stated(other, name)) for name in _IDENTITY)
    return (
        (long[: len(short)] == short or "".join(long) == "".join(short))
        and all(a.startswith(b) or b.startswith(a) for a, b in alike)
        and all(not a or not b or a == b for a, b in equal)
        and one.fields.get("shorthand") == other.fields.get("shorthand")
    )


def _parts(entry: Reference) -> tuple[str, ...]:
    """The title and its subtitles."""
    return tuple(filter(None, map(_bare, _SUBTITLE.split(entry.title))))


def _who(entry: Reference) -> str:
    """The first person that it names, by family, or the body; "" for none."""
    people = people_of(entry.fields.get("author") or entry.fields.get("editor", ""))
    return _bare(family_name(people[0]) if people else entry.fields.get("organization", ""))


def _stated(entry: Reference, name: str) -> str:
    value = entry.fields.get(name, "")
    return "" if value.endswith(("?", "~")) else _bare(value)


def check_volumes(record: Record) -> Iterator[Problem]:
    """A volume of documents appeared in one year, whichever of them is cited."""
    first: dict[str, Reference] = {}
    for entry in record.bibliography.references.values():
        if {"booktitle", "eventdate"} <= entry.fields.keys():
            known = first.setdefault(entry.fields["booktitle"], entry)
            if known.fields.get("date") != (year := entry.fields.get("date")):
                message = f"{year}, but {known.fields.get('date')} in the entry of {known.key!r}"
                yield Problem(FILE, entry.line, "date", entry.key, message)


@lru_cache(maxsize=4096)
def _bare(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(character for character in folded if character.isalnum())
