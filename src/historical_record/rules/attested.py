"""An event's parties and its place stand in its words too: a second witness within the row.

A party is named by a word that the vocabulary gives for it or by a person of no other party, in the
event's own words or by being a party of an event that holds it. A place is named itself, or another
that it touches; or it is the capital of a party, or lies where an event above it does. A row that
has no summary says nothing of them, and a record that does not say by which words its parties are
known (``known_by`` of their terms) is not asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from historical_record.places import distance_km
from historical_record.problems import Problem
from historical_record.record import Record
from historical_record.short_citations import folded

__all__ = ["check_matters", "check_parties", "check_seats"]

_WORDS = ("name", "summary", "date_note", "note")
_NAMES = ("own_name", "name", "transliteration")
_YEARS = 2
"""An order is told of events that dates leave near each other: years apart it is no news."""
_PARTS = re.compile(r"[(),;/-]")
_SHORTEST = 4  # letters of a name in an alphabet; a Chinese or Japanese one may have two signs
_KM_OF_A_DEGREE = 111.0  # of latitude, at the least
_UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]{2}")


def check_parties(record: Record) -> Iterator[Problem]:
    """Each party of an event was there, and is named in its words or a party of one above it."""
    events, known = record.tables["events"], _known_by(record)
    for index, row in enumerate(events.rows):
        words = _words(row)
        for party in record.items(row, "parties"):
            if years := _outlived(record, row, party):
                yield events.problem(index, "parties", f"{party} is of {years}: expected another")
            if not row.get("summary") or party not in known or known[party].search(words):
                continue
            if not any(party in record.items(event, "parties") for event in _above(record, row)):
                message = f"nothing in the row's words names {party}: expected a word for it, or "
                message += "that an event above has it"
                yield events.problem(index, "parties", message)


def _outlived(record: Record, row: dict[str, str], party: str) -> str:
    """The years of a party, its term's box, if the event lies outside of them; "" otherwise."""
    term = record.terms.get("party", {}).get(party, {})
    years = [year for year in record.items(term, "box") if year.isdigit()]
    start, end = (record.date(row.get(column, "")) for column in ("start", "end"))
    first = start.start_earliest if start else None
    last = (end or start).end_latest if start else None
    late = first is not None and years and first.year > int(years[-1])
    early = last is not None and years and last.year < int(years[0])
    return " to ".join(years) if late or early else ""


def _known_by(record: Record) -> dict[str, re.Pattern[str]]:
    """What names a party in a text: of those for which the vocabulary gives words."""
    of_names: dict[str, set[str]] = {}
    people = record.tables.get("people")
    for person in people.rows if people else ():
        for part in person.get("name", "").split():
            of_names.setdefault(part, set()).add(person.get("party", ""))
    words = {
        term: record.items(row, "known_by")
        for term, row in record.terms.get("party", {}).items()
        if row.get("known_by")
    }
    for name, parties in of_names.items():
        if len(parties) == 1 and len(name) >= _SHORTEST and (party := min(parties)) in words:
            words[party].append(name)
    return {party: _any_of(found) for party, found in words.items()}


def check_matters(record: Record) -> Iterator[Problem]:
    """An event and one it is said to come after share a party, a place or an event above."""
    events, known = record.tables["events"], _known_by(record)
    for index, row in enumerate(events.rows if _says_words(record) else ()):
        for item in record.items(row, "after"):
            if (earlier := record.events.get(item)) is None:
                continue
            if _years_apart(record, earlier, row) > _YEARS:
                message = f"{item!r} is more than {_YEARS} years before it, as the dates say: blank"
                yield events.problem(index, "after", message)
            elif not _share(record, known, row, earlier):
                message = f"{item!r} has no party, no place and no event above in common with it"
                yield events.problem(index, "after", message)


def _years_apart(record: Record, one: dict[str, str], other: dict[str, str]) -> float:
    """The years that lie between two events at the least; 0 where an end is open."""
    first = record.date(one.get("end") or one.get("start", ""))
    then = record.date(other.get("start", ""))
    if not (first and then and first.end_latest and then.start_earliest):
        return 0
    return (then.start_earliest - first.end_latest).days / 365.25


def _share(
    record: Record, known: dict[str, re.Pattern[str]], one: dict[str, str], other: dict[str, str]
) -> bool:
    """Whether two events share a matter or a party that is named; so do they where one has none."""
    if not (one.get("parties") and other.get("parties")):
        return True
    if not _matters(record, one).isdisjoint(_matters(record, other)):
        return True
    return not _named(known, one).isdisjoint(_named(known, other))


def _named(known: dict[str, re.Pattern[str]], row: dict[str, str]) -> set[str]:
    """The parties of an event, and those that its words name."""
    words, parties = _words(row), Record.items(row, "parties")
    return {party for party, word in known.items() if party in parties or word.search(words)}


def _matters(record: Record, row: dict[str, str]) -> set[str]:
    """What an event is of: its parties, its place, itself and the events that hold it."""
    above = (event.get("id", "") for event in (row, *_above(record, row)))
    return {*record.items(row, "parties"), row.get("place", ""), *above} - {""}


def _says_words(record: Record) -> bool:
    return any(term.get("known_by") for term in record.terms.get("party", {}).values())


def _any_of(words: list[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})")


def _words(row: dict[str, str]) -> str:
    return "\n".join(row.get(column, "") for column in _WORDS)


def _above(record: Record, row: dict[str, str]) -> list[dict[str, str]]:
    """The events that hold an event, the nearest first; each once, were they to go in a circle."""
    found: list[dict[str, str]] = []
    while (row := record.events.get(row.get("parent", ""), {})) and row not in found:
        found.append(row)
    return found


class _Places:
    """The places of a record, and what names them in a text."""

    def __init__(self, record: Record) -> None:
        self.grounds: dict[str, tuple[float, float, float]] = {}
        self._names: dict[str, set[str]] = {}
        self._near: dict[str, set[str]] = {}
        for row in record.tables["places"].rows:
            try:
                lat, lon, radius = (float(row[column]) for column in ("lat", "lon", "radius_km"))
            except (KeyError, ValueError):
                continue
            self.grounds[row.get("id", "")] = (lat, lon, radius)
        for row in (*record.tables["places"].rows, *record.tables["names"].rows):
            if row.get("id", "") in self.grounds:
                cells = [row.get(column, "") for column in _NAMES]
                names = {name.strip() for cell in cells for name in _PARTS.split(cell)}
                names = {folded(name) for name in names if not name[:1].islower()}  # but "(south)"
                held = self._names.setdefault(row["id"], set())
                held |= {one for one in names if len(one) >= _SHORTEST or _UNSPACED.match(one)}

    def touch(self, one: str, other: str) -> bool:
        """Whether two places share ground, within the radii they are known to."""
        if not {one, other} <= self.grounds.keys():
            return False
        (lat, lon, radius), (to_lat, to_lon, to_radius) = self.grounds[one], self.grounds[other]
        north = abs(to_lat - lat) * _KM_OF_A_DEGREE  # most are too far without a look at the rest
        return (
            north <= radius + to_radius
            and distance_km((lat, lon), (to_lat, to_lon)) <= radius + to_radius
        )

    def named(self, place: str, text: str) -> bool:
        """Whether a text names a place, or one that it touches."""
        if place not in self._near:
            near = (self._names[other] for other in self.grounds if self.touch(place, other))
            self._near[place] = set().union(*near)
        plain = folded(text)
        return any(name in plain for name in self._near[place])


def check_seats(record: Record) -> Iterator[Problem]:
    """The place of an event is named in its words, is a party's capital or lies where others do."""
    parties = record.terms.get("party", {})
    if not _says_words(record):
        return
    places, events = _Places(record), record.tables["events"]
    printed: dict[str, list[str]] = {}
    extracts = record.tables.get("extracts")
    for row in extracts.rows if extracts else ():
        if row.get("table") == "events":
            printed.setdefault(row.get("row", ""), []).append(row.get("words", ""))
    for index, row in enumerate(events.rows):
        place, above = row.get("place", ""), _above(record, row)
        if not row.get("summary") or place not in places.grounds:
            continue
        if any(places.touch(place, event.get("place", "")) for event in above):
            continue
        known_by = [
            parties.get(party, {}).get("known_by", "") for party in record.items(row, "parties")
        ]
        words = [*map(_words, [row, *above]), *printed.get(row.get("id", ""), ()), *known_by]
        if not places.named(place, "\n".join(words)):
            message = "not named in the row's words, nor near a place that is: expected its name"
            yield events.problem(index, "place", message)
