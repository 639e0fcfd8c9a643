"""What the index lists: the persons and places of the record, its events, treaties and words.

An entry knows every form by which its thing is named, in every script. They come from the record's
tables of names, people and places, and from a table of the book, `book/index.csv`, which adds what
the record has no row for, sub-entries and cross-references. A form given there is its row's alone.

The table's columns: `part` (persons, places, subjects; namesakes, people who are not indexed but
share a family name), `heading`, `sub` (the sub-entry to which the row's forms lead), `forms`,
parted by semicolons, and `see`. How a sub-entry names a chapter, the chapter says itself.
"""

from __future__ import annotations

import csv
import functools
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from historical_record.persons import is_family_first
from historical_record.vocabularies import DESCRIBED

if TYPE_CHECKING:
    from historical_record.dataset import Dataset

PARTS = ("persons", "places", "subjects")
NAMESAKES = "namesakes"
SHORTEST = 3  # letters of a name in an alphabet
_PART_OF = {"person": "persons", "place": "places"}  # everything else is a subject
_ASIDE = re.compile(r"^(?P<name>[^,]+?) \((?P<other>[A-Z][^,)]+)\)$")
_INVERTED = re.compile(
    r"^(?P<kind>Lake(?= \S+$)|Battles? of|Convention of|Treaty of) (?P<name>[A-Z].*)$"
)
_EAST = re.compile(r"[\u3400-\u9fff\uac00-\ud7a3\u3005]+")


@dataclass(frozen=True)
class Entry:
    """A line of the index: its part, its heading, and what is looked for in the text.

    `name` is the heading as a sentence has it, `family` a name that others may share, `subs` are
    sub-entries with their own forms, `others` English forms under which a reader may look.
    """

    part: str
    heading: str
    name: str
    forms: frozenset[str]
    family: str = ""
    subs: tuple[tuple[str, frozenset[str]], ...] = ()
    others: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Vocabulary:
    """All that can be indexed, and the cross-references."""

    entries: tuple[Entry, ...]
    see: tuple[tuple[str, str, str], ...]


def vocabulary(record: Dataset, table: Path) -> Vocabulary:
    """The record's things and the table's. ValueError for a row that cannot be used."""
    rows = list(_rows(table))
    own = {form for row in rows for form in row["forms"] if not row["sub"]}
    given = _from_table(rows)
    found = {(entry.part, entry.heading): entry for entry in given}
    headed = {form: entry for entry in given for form in entry.forms}
    for entry in _from_record(record):
        same = found.get((entry.part, entry.heading)) or headed.get(entry.name)
        if same is not None:
            entry = _joined(same, entry, own)
        else:
            entry = replace(entry, forms=entry.forms - own)
        found[entry.part, entry.heading] = entry
    see = tuple((row["part"], row["heading"], row["see"]) for row in rows if row["see"])
    headings = {heading for _, heading in found}
    if lost := sorted(target for _, _, target in see if target not in headings):
        raise ValueError(f"{table.name}: see {', '.join(lost)}: expected a heading of the index")
    return Vocabulary(tuple(entry for entry in found.values() if entry.forms), see)


def _joined(given: Entry, known: Entry, own: set[str]) -> Entry:
    """A row of the table with what the record knows of the same thing."""
    forms = given.forms | (known.forms - own)
    return replace(
        given, forms=forms, family=given.family or known.family, others=given.others | known.others
    )


def _rows(table: Path) -> Iterator[dict[str, Any]]:
    if not table.exists():  # a book need not add to what its record knows
        return
    with table.open(encoding="utf-8", newline="") as handle:
        for number, row in enumerate(csv.DictReader(handle), 2):
            if row["part"] not in (*PARTS, NAMESAKES) or not row["heading"]:
                raise ValueError(f"{table.name}:{number}: expected a part and a heading")
            if bool(row["forms"]) == bool(row["see"]):
                raise ValueError(f"{table.name}:{number}: expected forms, or a heading to see")
            yield {**row, "forms": [form for form in row["forms"].split("; ") if form]}


def _from_table(rows: list[dict[str, Any]]) -> list[Entry]:
    made: dict[tuple[str, str], Entry] = {}
    for row in rows:
        if row["see"]:
            continue
        key, forms = (row["part"], row["heading"]), frozenset(row["forms"])
        if row["sub"]:
            made[key] = replace(made[key], subs=(*made[key].subs, (row["sub"], forms)))
        else:
            person = row["part"] in ("persons", NAMESAKES)
            family = row["heading"].split(", ")[0].split(" ")[0] if person else ""
            name = row["forms"][0] if ", " in row["heading"] else row["heading"]
            made[key] = Entry(*key, name, forms, family)
    return list(made.values())


def _from_record(record: Dataset) -> Iterator[Entry]:
    """One entry for each person, place and other thing that has a name."""
    names = record.names.assign(
        part=record.names["thing"].map(_PART_OF).fillna("subjects"),
        key=record.names["subject"].where(record.names["subject"] != "", record.names["id"]),
    )
    held = dict(list(names.groupby(["part", "key"])))
    people = record.people.set_index("id")
    keys = [*held, *(("persons", one) for one in people.index if ("persons", one) not in held)]
    described = record.terms.labels("place-kind", DESCRIBED)
    towns = Counter(str(name).split(", ")[0] for name in record.places["name"])
    for part, key in keys:
        rows = held.get((part, key))
        forms = set(rows["name"]) if rows is not None else set()
        if part == "persons":
            yield _person(people.loc[key] if key in people.index else None, rows, forms)
        elif part == "places" and key in record.places.index:
            if record.places.at[key, "kind"] not in described:
                name = str(record.places.at[key, "name"])
                town = name.split(", ")[0]
                yield _thing(part, town if towns[town] == 1 else name, rows, {name, *forms})
        elif english := _english(rows):
            yield _thing(part, english, rows, forms)


def _english(rows: Any) -> str:
    """The preferred English form, or the first English one."""
    english = rows[rows["language"] == "en"].sort_values("rank", kind="stable")
    return str(english["name"].iloc[0]) if len(english) else ""


def _person(known: Any, rows: Any, forms: set[str]) -> Entry:
    """Filed by family name: it comes first in the East, and last elsewhere."""
    held = [] if rows is None else rows.itertuples(index=False)
    own = [str(row.name) for row in held if row.language == "ja"]
    if known is not None:
        name = str(known["name"])
        own = [str(known["own_name"])] if known["own_name"] else own
        forms |= {name, *own}
    else:
        name = _english(rows) or str(rows["name"].iloc[0])
    words, eastern = name.split(), is_family_first(name, own)
    family = words[0] if eastern else words[-1]
    rest = " ".join(words[:-1])
    heading = name if eastern or not rest else f"{family}, {rest}"
    return Entry("persons", heading, name, frozenset(_long(forms)), family)


def _thing(part: str, name: str, rows: Any, forms: set[str]) -> Entry:
    """Filed by its proper name: `Khasan, Lake`; `Aihui (Aigun)` is found by either name."""
    forms.add(name)
    if aside := _ASIDE.match(name):
        forms |= {aside["name"], aside["other"]}
    english = set(rows.loc[rows["language"] == "en", "name"]) if rows is not None else set()
    others = english | ({aside["other"]} if aside else set())
    inverted = _INVERTED.match(name)
    heading = f"{inverted['name']}, {inverted['kind']}" if inverted else name
    return Entry(part, heading, name, frozenset(_long(forms)), others=frozenset(others - {name}))


def _long(forms: Iterable[str]) -> set[str]:
    """Names that cannot be met by chance."""
    return {form for form in forms if len(form) >= SHORTEST or _EAST.fullmatch(form)}


def folded(text: str) -> str:
    """Text without accents on its letters, with plain spaces, hyphens and apostrophes."""
    return "".join(map(folded_sign, text))


@functools.cache
def folded_sign(sign: str) -> str:
    """One sign of a text as `folded` has it: one, several, or none."""
    if sign.isspace():
        return " "
    plain = unicodedata.normalize("NFKD", sign).translate(_SIGNS)
    return "".join(part for part in plain if not "\u0300" <= part <= "\u036f")


_SIGNS = dict.fromkeys((0x2019, 0x02BC), "'") | dict.fromkeys((0x2010, 0x2011, 0x2013), "-")


def filed(heading: str) -> tuple[str, str]:
    """The order of headings: letter by letter, without accents, signs and small words."""
    letters = folded(heading).casefold()
    return re.sub(r"[^\w ]", "", letters), heading
