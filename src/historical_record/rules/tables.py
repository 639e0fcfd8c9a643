"""Rules of single tables: clocks, places, names, vocabularies."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

from historical_record.clock_table import build_clocks
from historical_record.problems import Problem
from historical_record.record import Record
from historical_record.schema import DESCRIPTOR
from historical_time.bounds import DateBounds

__all__ = [
    "LETTERS",
    "check_clauses",
    "check_clocks",
    "check_names",
    "check_places",
    "check_vocabularies",
    "number_in",
]

_ANYWHERE = (-90.0, 90.0, -180.0, 180.0)  # south, north, west and east
_SCRIPTS = {
    "en": ("Latn",),
    "ru": ("Cyrl", "Latn"),
    "ja": ("Jpan", "Latn"),
    "zh": ("Hans", "Hant", "Latn"),
    "mn": ("Cyrl", "Mong", "Latn"),
    "ko": ("Kore", "Latn"),
}
LETTERS = {
    "Latn": re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]"),
    "Cyrl": re.compile("[\u0400-\u04ff]"),
    "Jpan": re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]"),
    "Hans": re.compile("[\u3400-\u4dbf\u4e00-\u9fff]"),
    "Hant": re.compile("[\u3400-\u4dbf\u4e00-\u9fff]"),
    "Mong": re.compile("[\u1800-\u18af]"),
    "Kore": re.compile("[\uac00-\ud7a3\u1100-\u11ff\u4e00-\u9fff]"),
}


def check_clocks(record: Record) -> Iterator[Problem]:
    """Each clock's rows make a clock."""
    yield from build_clocks(record.tables["clocks"])[1]


def check_places(record: Record) -> Iterator[Problem]:
    """A place's point lies in the country it is said to lie in, where the country has bounds."""
    places = record.tables["places"]
    for index, row in enumerate(places.rows):
        country = row.get("modern_country", "")
        south, north, west, east = _box(record, country)
        for column, least, most in (("lat", south, north), ("lon", west, east)):
            value = number_in(row.get(column, ""))
            if value is not None and not least <= value <= most:
                message = f"outside {country}: expected {least:g} to {most:g} degrees"
                yield places.problem(index, column, message)
        if number_in(row.get("radius_km", "")) == 0:
            yield places.problem(index, "radius_km", "no place is a point: expected above 0")


def _box(record: Record, country: str) -> tuple[float, ...]:
    bounds = record.items(record.terms.get("country", {}).get(country, {}), "box")
    box = tuple(number for bound in bounds if (number := number_in(bound)) is not None)
    return box if len(box) == len(_ANYWHERE) else _ANYWHERE


def check_names(record: Record) -> Iterator[Problem]:
    """A name is written in the script its row says, and one form is preferred."""
    names = record.tables["names"]
    preferred: dict[tuple[str, ...], int] = {}
    things: dict[str, int] = {}
    for index, row in enumerate(names.rows):
        language, script, name = row.get("language", ""), row.get("script", ""), row.get("name", "")
        if script in LETTERS and script not in _SCRIPTS.get(language, (script,)):
            expected = ", ".join(_SCRIPTS[language])
            message = f"not a script of {language} here: expected one of {expected}"
            yield names.problem(index, "script", message)
        elif script in LETTERS and name and not LETTERS[script].search(name):
            yield names.problem(index, "name", f"has no letter of the script {script}")
        elif script == "Cyrl" and (latin := LETTERS["Latn"].search(name)):
            message = f"has the Latin letter {latin[0]!r} in a Cyrillic name"
            yield names.problem(index, "name", message)
        if row.get("scheme") and not row.get("transliteration"):
            yield names.problem(index, "scheme", "a scheme without a transliteration")
        key = (row.get("id", ""), language, script)
        if row.get("rank") == "preferred":
            if key in preferred:
                message = f"a second preferred form: the first is in line {preferred[key]}"
                yield names.problem(index, "rank", message)
            preferred.setdefault(key, names.lines[index])
        first = things.setdefault(row.get("id", ""), index)
        if row.get("thing") != names.rows[first].get("thing"):
            message = f"differs from line {names.lines[first]} of the same id"
            yield names.problem(index, "thing", message)


def check_clauses(record: Record) -> Iterator[Problem]:
    """A clause is of a day of the event by which it was agreed or said, on one of its readings."""
    if (clauses := record.tables.get("clauses")) is None:
        return
    said: dict[str, list[str]] = {}
    for row in record.tables["readings"].rows:
        said.setdefault(row.get("event", ""), []).append(row.get("date", ""))
    for index, row in enumerate(clauses.rows):
        event, date = record.events.get(row.get("event", "")), record.date(row.get("date", ""))
        if event is None or date is None:
            continue
        span = record.date("/".join(filter(None, (event["start"], event.get("end")))))
        days = [span or record.date(event["start"]), *map(record.date, said.get(event["id"], ()))]
        if not any(_meet(date, other) for other in days if other):
            message = f"{row['event']} is of {event.get('start')}: expected a day of it"
            yield clauses.problem(index, "date", message)


def _meet(one: DateBounds, other: DateBounds) -> bool:
    """Whether two dates share a day, as far as both say so."""
    sides = (one.start_earliest, one.end_latest, other.start_earliest, other.end_latest)
    first, last, begins, ends = sides
    return (not last or not begins or begins <= last) and (not ends or not first or first <= ends)


def check_vocabularies(record: Record) -> Iterator[Problem]:
    """The lists of terms in datapackage.json, for other tools, are those of vocabularies.csv."""
    if not record.tables["vocabularies"].whole:
        return
    for name, cells in record.tables.items():
        for column in cells.table.columns:
            if not column.vocabulary:
                continue
            terms = record.terms.get(column.vocabulary)
            where = f"{name}.{column.name}"
            if terms is None:
                message = f"no term of the vocabulary {column.vocabulary!r} in vocabularies.csv"
                yield Problem(DESCRIPTOR, 0, where, column.vocabulary, message)
            elif column.enum is not None and set(column.enum) != terms.keys():
                odd = ", ".join(sorted(terms.keys() ^ set(column.enum)))
                message = f"enum and vocabularies.csv differ by {odd}"
                yield Problem(DESCRIPTOR, 0, where, column.vocabulary, message)


def number_in(text: str) -> float | None:
    """The number that a cell holds, None where it holds none."""
    try:
        number = float(text)
    except ValueError:
        return None
    return number if math.isfinite(number) else None
