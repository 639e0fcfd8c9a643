"""The instants of every reading and the offsets of every clock, for arithmetic without Python.

Who adds whole seconds to them, and splits days into dates, has the answers of
`historical_time.intervals`. Instants are differences from the one before, which packs to a third;
`civil.js` of the book opens the table again.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import pairwise
from typing import Any

from historical_record.dataset import Dataset
from historical_record.short_citations import short_citations
from historical_time.clocks import Clock, ClockError
from historical_time.date_words import boundary_text
from historical_time.instants import InstantRange, second_of
from historical_time.readings import BoundaryError, Reading

__all__ = ["dated_readings", "instants_table"]

_ATTESTED = ("strong", "conventional", "weak")


def instants_table(dataset: Dataset) -> dict[str, Any]:
    """Clocks, events and readings as plain lists and numbers, ready for JSON.

    Instants are whole seconds in UTC since 1970. A clock is id, name, attestation (0 strong, 1
    conventional, 2 weak), the instants from which an offset holds, and the offsets in seconds, None
    where there is no answer; it covers the years of all readings. ``events`` (id
    and name), ``names`` (others that they have), ``lane``, ``place`` and ``readings`` have one item
    for each event, the last with how many readings each of its boundaries has; ``first``,
    ``lasting`` (from the first instant to the last), ``words``, ``standing`` and ``attestation``
    one for each reading in that
    order; ``dissents`` who says so and the works, for each with a standing. A reading that gives no
    range of instants is left out.
    """
    told = {
        event: [list(dated_readings(dataset, name)) for name in dataset.boundaries(event)]
        for event in dataset.events["id"]
    }
    readings = [one for sides in told.values() for side in sides for one, _ in side]
    ranges = [one for sides in told.values() for side in sides for _, one in side]
    events, names, short = dataset.events, _names(dataset), short_citations(dataset.references)
    lanes = list(dict.fromkeys(events["lane"]))
    places = list(dict.fromkeys(filter(None, events["place"])))
    standings = list(dict.fromkeys(one.standing for one in readings))
    label = dataset.label
    # What has words in common stands together, where a packer finds them again.
    return {
        "names": [
            _others(names.get(event, []), name)
            for event, name in zip(told, events["name"], strict=True)
        ],
        "places": [_place(dataset, place, names) for place in places],
        "events": [list(pair) for pair in zip(told, events["name"], strict=True)],
        "dissents": [
            [one.said_by, *(short[key] for key in one.sources)]
            for one in readings
            if not one.preferred
        ],
        "words": [_words(reading) for reading in readings],
        "readings": [[len(side) for side in sides] for sides in told.values()],
        "first": _differences(second_of(one.earliest) for one in ranges),
        "lasting": [second_of(one.latest) - second_of(one.earliest) for one in ranges],
        "standing": [standings.index(one.standing) for one in readings],
        "attestation": [_ATTESTED.index(one.attestation) for one in ranges],
        "lane": [lanes.index(lane) for lane in events["lane"]],
        "place": [places.index(place) if place else -1 for place in events["place"]],
        "lanes": [label("lane", lane) for lane in lanes],
        "standings": [label("reading-standing", one) if one else "" for one in standings],
        "clocks": [_clock(clock, *_span(ranges)) for clock in dataset.clocks_by_id.values()],
    }


def dated_readings(dataset: Dataset, boundary: str) -> Iterator[tuple[Reading, InstantRange]]:
    """The readings of a boundary that give a range of instants, with it, the preferred first."""
    for reading in dataset.readings_of(boundary):
        with suppress(BoundaryError, ClockError):
            yield reading, dataset.instants_of(reading)


def _words(reading: Reading) -> str:
    clock = reading.clock.name if reading.clock else ""
    return boundary_text(reading.date, reading.boundary, reading.time, clock)


def _span(ranges: list[InstantRange]) -> tuple[dt.datetime, dt.datetime]:
    """Whole years about all of these instants."""
    first = min((one.earliest.year for one in ranges), default=1970) - 1
    last = max((one.latest.year for one in ranges), default=1970) + 1
    return dt.datetime(first, 1, 1, tzinfo=dt.UTC), dt.datetime(last + 1, 1, 1, tzinfo=dt.UTC)


def _clock(clock: Clock, first: dt.datetime, last: dt.datetime) -> list[Any]:
    steps = [step for step in clock.steps(first, last) if step[0] < last] + [(last, None)]
    offsets = [None if offset is None else int(offset.total_seconds()) for _, offset in steps]
    begin = _differences(second_of(at) for at, _ in steps)
    return [clock.id, clock.name, _ATTESTED.index(clock.attestation), begin, offsets]


def _place(dataset: Dataset, place: str, names: dict[str, list[str]]) -> list[Any]:
    """Its name, longitude and latitude in hundredths of a degree, and its other names."""
    row = dataset.places.loc[place]
    at = [round(100 * float(row[axis])) for axis in ("lon", "lat")]
    return [row["name"], *at, _others(names.get(place, []), row["name"])]


def _others(names: list[str], name: str) -> list[str]:
    """The names that are no part of the one by which a thing is called, and found by it."""
    return [one for one in names if one.casefold() not in name.casefold()]


def _names(dataset: Dataset) -> dict[str, list[str]]:
    """All names of each event, and of anything else the preferred one of each language."""
    table = dataset.names
    meant = table["subject"].isin(dataset.events["id"]) | (table["rank"] == "preferred")
    names = table[meant].groupby("subject", sort=False)["name"]
    return {str(subject): list(dict.fromkeys(told)) for subject, told in names}


def _differences(numbers: Iterable[int]) -> list[int]:
    """The first number, and how far each other lies from the one before it."""
    return [after - before for before, after in pairwise([0, *numbers])]
