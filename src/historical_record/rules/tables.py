"""Rules of single tables: clocks, places, figures, names, vocabularies, clauses."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

from historical_record.clock_table import build_clocks
from historical_record.problems import Problem
from historical_record.record import Record
from historical_record.schema import DESCRIPTOR

__all__ = ["check_clocks", "check_figures", "check_names", "check_places", "check_vocabularies"]

# South, north, west and east of the mainland and islands where an event of this history can lie,
# in whole degrees, by the modern country; generous by a degree or two. A place of another country
# is named here when it enters the record.
_THEATRE = {
    "Belarus": (51, 57, 23, 33),
    "China": (18, 54, 73, 136),
    "France": (42, 52, -5, 9),
    "Germany": (47, 56, 5, 16),
    "Iran": (25, 40, 44, 64),
    "Japan": (24, 46, 122, 147),
    "Mongolia": (41, 53, 87, 120),
    "North Korea": (37, 44, 124, 131),
    "Northern Mariana Islands": (14, 21, 144, 147),
    "Poland": (48, 56, 14, 25),
    "Russia": (41, 82, 19, 180),
    "South Korea": (33, 39, 124, 132),
    "Switzerland": (45, 48, 5, 11),
    "Ukraine": (44, 53, 22, 41),
    "United Kingdom": (49, 61, -9, 2),
    "United States of America": (18, 72, -180, -66),
    "Vietnam": (8, 24, 102, 110),
}
_WHOLE_UNITS = frozenset(
    "men tanks armoured-vehicles aircraft guns vehicles ships people horses incidents sorties "
    "companies".split()
)
_SCRIPTS = {
    "en": ("Latn",),
    "ru": ("Cyrl", "Latn"),
    "ja": ("Jpan", "Latn"),
    "zh": ("Hans", "Hant", "Latn"),
    "mn": ("Cyrl", "Mong", "Latn"),
    "ko": ("Kore", "Latn"),
}
_LETTERS = {
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
    """A place's point lies in the country it is said to lie in, give or take its radius."""
    places = record.tables["places"]
    for index, row in enumerate(places.rows):
        country = row.get("modern_country", "")
        lat, lon = _number(row.get("lat", "")), _number(row.get("lon", ""))
        radius = _number(row.get("radius_km", ""))
        if country and country not in _THEATRE:
            message = f"outside the theatre: expected one of {', '.join(_THEATRE)}"
            yield places.problem(index, "modern_country", message)
        elif country and lat is not None and lon is not None:
            south, north, west, east = _THEATRE[country]
            for column, value, least, most in (
                ("lat", lat, south, north),
                ("lon", lon, west, east),
            ):
                if not least <= value <= most:
                    message = f"outside {country}: expected {least} to {most} degrees"
                    yield places.problem(index, column, message)
        if radius == 0:
            yield places.problem(index, "radius_km", "no place is a point: expected above 0")


def check_figures(record: Record) -> Iterator[Problem]:
    """Low and high are two ends of one number, whole where the unit is."""
    figures = record.tables["figures"]
    for index, row in enumerate(figures.rows):
        low, high = _number(row.get("low", "")), _number(row.get("high", ""))
        if not row.get("low") and not row.get("high"):
            yield figures.problem(index, "low", "blank, and high too: expected a number in one")
        if low is not None and high is not None and high < low:
            yield figures.problem(index, "high", f"less than low: expected at least {row['low']}")
        if row.get("unit") in _WHOLE_UNITS:
            for column, value in (("low", low), ("high", high)):
                if value is not None and value != math.floor(value):
                    message = f"a part of one of the {row['unit']}: expected a whole number"
                    yield figures.problem(index, column, message)


def check_names(record: Record) -> Iterator[Problem]:
    """A name is written in the script its row says, and one form is preferred."""
    names = record.tables["names"]
    preferred: dict[tuple[str, ...], int] = {}
    things: dict[str, int] = {}
    for index, row in enumerate(names.rows):
        language, script, name = row.get("language", ""), row.get("script", ""), row.get("name", "")
        if script in _LETTERS and script not in _SCRIPTS.get(language, (script,)):
            expected = ", ".join(_SCRIPTS[language])
            message = f"not a script of {language} here: expected one of {expected}"
            yield names.problem(index, "script", message)
        elif script in _LETTERS and name and not _LETTERS[script].search(name):
            yield names.problem(index, "name", f"has no letter of the script {script}")
        elif script == "Cyrl" and (latin := _LETTERS["Latn"].search(name)):
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
            elif column.enum is not None and set(column.enum) != terms:
                odd = ", ".join(sorted(terms.symmetric_difference(column.enum)))
                message = f"enum and vocabularies.csv differ by {odd}"
                yield Problem(DESCRIPTOR, 0, where, column.vocabulary, message)


def _number(text: str) -> float | None:
    try:
        number = float(text)
    except ValueError:
        return None
    return number if math.isfinite(number) else None
