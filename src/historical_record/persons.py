"""Persons: who somebody was, under which names, and what in those years.

Whoever stands in the table of people, or has a name in the table of names, is a person of the
record. A person is filed by family name: it comes first in the East, and last elsewhere.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from historical_record.short_citations import folded
from historical_time.date_words import edtf_text
from historical_time.edtf import parse_edtf
from historical_time.words import EN_DASH, year_text
from plain_text.myst import address, cited, escaped, facet, on_paper, person_row
from plain_text.table import Table

if TYPE_CHECKING:
    from historical_record.dataset import Dataset

__all__ = ["Person", "is_family_first", "life_text", "persons", "persons_table"]

PERSON = "person"
_EAST = re.compile(r"[\u3005\u3400-\u9fff\uac00-\ud7a3]+")
_OF_SCRIPT = {"Cyrl": "ru", "Jpan": "ja", "Hans": "zh", "Hant": "zh", "Kore": "ko"}


@dataclass(frozen=True)
class Person:
    """``names`` are pairs of a language and a name in it, ``offices`` of words and sources.

    ``heading`` is the name as it is filed; ``party``, ``life`` and ``known_for`` are words, blank
    for somebody of whom the record has the name alone.
    """

    id: str
    heading: str
    life: str
    party: str
    known_for: str
    names: tuple[tuple[str, str], ...]
    offices: tuple[tuple[str, tuple[str, ...]], ...]
    sources: tuple[str, ...]


def is_family_first(name: str, own: Iterable[str]) -> bool:
    """Whether a family name comes first, by the names that are not in Latin letters.

    It does of whoever is written in Han or Hangul, but not where initials stand before it.
    """
    return not name.split()[0].endswith(".") and any(map(_EAST.fullmatch, own))


def life_text(row: Mapping[str, Any]) -> str:
    """The years of a row of people: ``1896–1974``, ``born 1902``; blank where none is known."""
    told = {side: _years(row[side]) for side in ("born", "died")}
    if all(told.values()):
        return EN_DASH.join(told.values())
    return " ".join(word for side, year in told.items() if year for word in (side, year))


def _years(date: str) -> str:
    """The year of a date, or the years between which it lies; nothing of a blank."""
    if not date:
        return ""
    bounds = parse_edtf(date)
    years = {side.year for side in (bounds.start_earliest, bounds.end_latest) if side}
    return year_text(years.pop()) if len(years) == 1 else edtf_text(bounds)


def persons(dataset: Dataset, languages: Mapping[str, str]) -> tuple[Person, ...]:
    """Every person, by heading without accents.

    ``languages`` is the language of own names by party, where their script does not tell it.
    """
    names: dict[str, list[Any]] = defaultdict(list)
    for row in dataset.names.itertuples(index=False):
        if row.thing == PERSON and row.rank == "preferred":
            names[row.subject or row.id].append(row)
    people = {row["id"]: row for row in dataset.people.to_dict("records")}
    offices: dict[str, list[tuple[str, tuple[str, ...]]]] = defaultdict(list)
    for row in dataset.offices.to_dict("records"):
        held = f"{row['office']}, {_held(row)}".removesuffix(", ")
        offices[row["person"]].append((held, row["sources"]))
    made = []
    for one in dict.fromkeys((*people, *names)):
        row, forms = people.get(one, {}), names[one]
        own, party = row.get("own_name", ""), row.get("party", "")
        name = row.get("name") or next(form.name for form in forms if form.language == "en")
        told = {form.language: _said(form) for form in forms if form.language != "en"}
        if own and (language := languages.get(party) or _OF_SCRIPT.get(row["script"])):
            told[language] = told.get(language) or own
        written = [own] if own else [form.name for form in forms if form.language == "ja"]
        east = is_family_first(name, written)
        rest, _, family = name.rpartition(" ")
        made.append(
            Person(
                one,
                name if east or not rest else f"{family}, {rest}",
                life_text(row) if row else "",
                dataset.label("party", party) if party else "",
                row.get("known_for", ""),
                tuple(
                    (label, told[code])
                    for code, label in dataset.terms.labels("language").items()
                    if code in told
                ),
                tuple(offices[one]),
                row.get("sources") or tuple(dict.fromkeys(k for f in forms for k in f.sources)),
            )
        )
    return tuple(sorted(made, key=lambda person: folded(person.heading)))


def _said(form: Any) -> str:
    return f"{form.name} ({form.transliteration})" if form.transliteration else form.name


def _held(row: Mapping[str, Any]) -> str:
    """The years of an office: ``1937–1940``, ``from 1942``; blank where none is known."""
    years = {"from": _years(row["start"]), "until": _years(row["end"])}
    if all(years.values()):
        return EN_DASH.join(dict.fromkeys(years.values()))
    return next((f"{word} {year}" for word, year in years.items() if year), "")


def persons_table(people: Iterable[Person]) -> Table:
    """A row to a person, each a target, that can be narrowed by party."""
    rows = []
    for one in people:
        who = [on_paper("person", address(one.heading, person_row(one.id)))]
        who += [on_paper("person", escaped(one.life))]
        who += [facet("party", one.party) if one.party else ""]
        scripts = [on_paper("scripts", escaped(f"{tongue}: {name}")) for tongue, name in one.names]
        done = [on_paper("offices", escaped(f"{one.known_for}."))] if one.known_for else []
        done += [
            on_paper("offices", f"{escaped(office)} {cited(sources)}".rstrip())
            for office, sources in one.offices
        ]
        sources = [on_paper("sources", cited(one.sources))] if one.sources else []
        rows.append([who, scripts, [*done, *sources]])
    return Table(("Person", "In other languages", "Life and offices"), rows, widths=(26, 34, 40))
