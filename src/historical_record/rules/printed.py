"""What extracts print beside what their rows say: a day, an hour or a point, and of which source.

The words are a text's own, so that a day in them that is no day of the row is a slip of one of the
two; where it is the day of something else, or on another clock, the extract's note says so.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from historical_record.places import distance_km
from historical_record.problems import Problem
from historical_record.record import Record
from historical_record.rules.works import strengths
from historical_time.bounds import Side

__all__ = [
    "check_days_of_ids",
    "check_days_printed",
    "check_first_sources",
    "check_points_printed",
    "days_in",
    "hours_in",
    "point_in",
]

_MONTHS = (
    *("january|янв", "february|феврал", "march|март", "april|апрел", "may|мая|май", "june|июн"),
    *("july|июл", "august|август", "september|сентябр", "october|октябр", "november|ноябр"),
    "december|декабр",
)
_MONTH = "|".join(f"(?P<m{number}>{word})" for number, word in enumerate(_MONTHS, 1))
_DAY_FIRST = re.compile(
    rf"\b(?P<day>\d{{1,2}})(?:-?(?:го|st|nd|rd|th))? (?:of )?(?:{_MONTH})", re.I
)
_MONTH_FIRST = re.compile(rf"\b(?:{_MONTH}) (?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b(?![:.]\d)", re.I)
_HALF_DAY = 12
_HOUR = re.compile(
    r"\b(?P<h1>\d{1,2})(?:[:.](?P<m1>[0-5]\d))? ?(?:a\. ?m\.|p\. ?m\.|noon|midnight|o[’']clock)"
    r"|\b(?P<h2>[0-2]\d)(?P<m2>[0-5]\d)[A-Z]? hours\b"
    r"|\b[вк] (?P<h3>\d{1,2})[.,:-](?P<m3>[0-5]\d)\b"
    r"|\b(?P<h4>\d{1,2}) час\w*\.?(?: (?P<m4>[0-5]?\d) мин)?"
    r"|(?P<h5>\d{1,2})[時时点](?P<m5>[0-5]?\d)?"
    r"|\d{2}T(?P<h6>[0-2]\d):(?P<m6>[0-5]\d)",
    re.I,
)
_MOST = 0.75  # of the words of the shorter text: what has fewer is another part of the clause
_WORD = re.compile(r"\w+")
_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")
_SIGNS = re.compile(r"(?P<month>\d{1,2}) ?月 ?(?P<day>\d{1,2}) ?日")
_DECIMAL = re.compile(r"(-?\d+(?:\.\d+)?), (-?\d+(?:\.\d+)?)")
_ISO_6709 = re.compile(r"(?:[A-Z]{2} )?([+-])(\d\d)(\d\d)(\d\d)?([+-])(\d{3})(\d\d)(\d\d)?")
_ISO = re.compile(r"\b\d{4}-(?P<month>\d{2})-(?P<day>\d{2})")


def days_in(text: str) -> set[tuple[int, int]]:
    """The days that a text names, as (month, day), in English, Russian, Chinese or Japanese.

    >>> sorted(days_in("signed on July 31, before the 1st of August"))
    [(7, 31), (8, 1)]
    >>> days_in("31 июля 1938 г.") == days_in("七月ではなく7月31日") == {(7, 31)}
    True
    """
    found = set()
    for pattern in (_DAY_FIRST, _MONTH_FIRST):
        for match in pattern.finditer(text):
            named = match.groupdict()
            month = next(number for number in range(1, 13) if named[f"m{number}"])
            found.add((month, int(named["day"])))
    for pattern in (_SIGNS, _ISO):
        found |= {(int(match["month"]), int(match["day"])) for match in pattern.finditer(text)}
    return found


def hours_in(text: str) -> set[tuple[int, int]]:
    """The hours of half a day and the minutes that a text names, in the same languages.

    >>> sorted(hours_in("at 7 a.m., by others 0930 hours; в 15.30")), hours_in("十二時、12時5分")
    ([(3, 30), (7, 0), (9, 30)], {(0, 5)})
    """
    found = set()
    for match in _HOUR.finditer(text):
        hour, minute = (
            next(filter(None, map(match.group, f"{c}1 {c}2 {c}3 {c}4 {c}5 {c}6".split())), "0")
            for c in "hm"
        )
        found.add((int(hour) % _HALF_DAY, int(minute)))
    return found


def check_days_printed(record: Record) -> Iterator[Problem]:
    """A day or an hour in an extract of an event is the event's, or the note says whose it is."""
    if (extracts := record.tables.get("extracts")) is None:
        return
    for index, row in enumerate(extracts.rows):
        event = record.events.get(row.get("row", "")) if row.get("table") == "events" else None
        if event is None or row.get("note"):
            continue
        days, hours = days_in(row.get("words", "")), hours_in(row.get("words", ""))
        own = hours_in(f"{event.get('start_time')} o'clock {event.get('end_time')} o'clock")
        other_day = days and not any(_lie_in(days, side) for side in _boundaries(record, event))
        if other_day or (hours and own and hours.isdisjoint(own)):
            columns = ("start", "start_time", "end", "end_time")
            said = " ".join(filter(None, map(event.get, columns)))
            message = (
                f"another {'day' if other_day else 'hour'} than the row's, {said}: expected it, "
            )
            yield extracts.problem(index, "words", f"{message}or a note that says whose it is")


def _boundaries(record: Record, event: dict[str, str]) -> list[Side]:
    """Between which days an event begins, and between which it ends, as far as its row says so."""
    dates = [record.date(event.get(column, "")) for column in ("start", "end")]
    return [date.as_instant().side("start") for date in dates if date and not date.is_interval]


def _lie_in(printed: set[tuple[int, int]], side: Side) -> bool:
    """Whether one of the days, of whatever year, lies on a side; on an open one all do."""
    first, last = side
    if first is None or last is None:
        return True
    days = (first + dt.timedelta(days=n) for n in range((last - first).days + 1))
    return any((day.month, day.day) in printed for day in days)


def check_quotes_printed(record: Record) -> Iterator[Problem]:
    """A clause's quotation and an extract that has most of its words have them all in one order."""
    clauses, extracts = record.tables.get("clauses"), record.tables.get("extracts")
    if clauses is None or extracts is None:
        return
    quotes = {row.get("id", ""): (at, row.get("quote", "")) for at, row in enumerate(clauses.rows)}
    for row in extracts.rows:
        if row.get("table") != "clauses" or row.get("note") or row.get("row") not in quotes:
            continue
        index, quote = quotes[row["row"]]
        two = [_WORD.findall(text.lower()) for text in (quote, row.get("words", ""))]
        least = min(map(len, two))
        alike = SequenceMatcher(None, two[0], two[1], autojunk=False)
        common = sum(block.size for block in alike.get_matching_blocks())
        if common >= _MOST * least > 0 and alike.find_longest_match().size < least:
            message = f"not the words of {row['work']}: expected {row['words']!r}, or a note there"
            yield clauses.problem(index, "quote", message)


def check_days_of_ids(record: Record) -> Iterator[Problem]:
    """A day or a year that an event's id names is a day or a year of the event."""
    events = record.tables["events"]
    for index, row in enumerate(events.rows):
        words = row.get("id", "").replace("-", " ")
        days, years = days_in(words), set(map(int, _YEAR.findall(words)))
        sides = _boundaries(record, row) if days or years else []
        if days and not any(_lie_in(days, side) for side in sides):
            yield events.problem(index, "start", "not the day in the id: expected that")
        if years and sides and not any(_years_of(side) & years for side in sides):
            yield events.problem(index, "start", "not of the year in the id: expected that")


def _years_of(side: Side) -> set[int]:
    first, last = side
    return set(range(first.year, last.year + 1)) if first and last else set()


def check_points_printed(record: Record) -> Iterator[Problem]:
    """A point in an extract of a place is near it, and to the digit where the row is from there."""
    extracts, places = record.tables.get("extracts"), record.tables["places"]
    by_id = {row.get("id", ""): (index, row) for index, row in enumerate(places.rows)}
    for row in extracts.rows if extracts else ():
        point = point_in(row.get("words", ""))
        if row.get("table") != "places" or point is None or row.get("note"):
            continue
        index, place = by_id[row["row"]]
        own, radius = (float(place["lat"]), float(place["lon"])), float(place["radius_km"])
        if row["place"] and row["place"] in place.get("coordinate_source", ""):
            for column, printed in zip(("lat", "lon"), point, strict=True):
                digits = len(place[column].partition(".")[2])
                if abs(float(place[column]) - printed) > 0.501 * 10**-digits:
                    message = f"{row['work']} prints {printed}: expected that, rounded or not"
                    yield places.problem(index, column, message)
        elif (far := distance_km(own, point)) > radius:
            message = f"{far:.0f} km from it in {row['work']}: expected no more than the radius"
            yield places.problem(index, "lat", f"{message}, or a note on that extract")


def point_in(text: str) -> tuple[float, float] | None:
    """Latitude and longitude in degrees, as decimals or by ISO 6709; None where a text has none.

    >>> point_in("49.97946, 127.48119"), point_in("FK -5142-05751")
    ((49.97946, 127.48119), (-51.7, -57.85))
    """
    if found := _DECIMAL.fullmatch(text):
        return float(found[1]), float(found[2])
    if not (found := _ISO_6709.fullmatch(text)):
        return None
    lat, lon = (
        math.copysign(
            int(degrees) + int(minutes) / 60 + int(seconds or 0) / 3600, float(sign + "1")
        )
        for sign, degrees, minutes, seconds in (found.groups()[:4], found.groups()[4:])
    )
    return lat, lon


def check_first_sources(record: Record) -> Iterator[Problem]:
    """Of a row's sources the first, on which it rests, has an extract where one as good has."""
    seen: dict[tuple[str, str], set[str]] = {}
    printed: set[tuple[str, str]] = set()
    extracts = record.tables.get("extracts")
    for row in extracts.rows if extracts else ():
        of = (row.get("table", ""), row.get("row", ""))
        seen.setdefault(of, set()).add(row.get("work", ""))
        if row.get("words") or row.get("low") or row.get("high"):
            printed.add(of)
    ranks = strengths(record)
    for name in dict.fromkeys(table for table, _ in printed):
        cells = record.tables.get(name)
        if cells is None or "sources" not in cells.table.column_names:
            continue
        for index, row in enumerate(cells.rows):
            of, sources = (name, row.get("id", "")), record.items(row, "sources")
            first, *others = sources or [""]
            rank = ranks.get(first, 0)
            as_good = [
                one for one in others if one in seen.get(of, ()) and ranks.get(one, 0) <= rank
            ]
            if (
                of in printed
                and first not in seen[of]
                and (as_good or seen[of].isdisjoint(sources))
            ):
                message = f"{first} stands first and has no extract: put one first that has, of "
                message += f"{', '.join(as_good or sorted(seen[of]))}, or enter one"
                yield cells.problem(index, "sources", message)
