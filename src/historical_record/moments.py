"""What happened in a stretch of time, and the ways that were gone in it, each within its doubt."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator
from dataclasses import dataclass

import shapely

from historical_record.dataset import Dataset
from historical_record.situation import Situation
from historical_time.clocks import Clock, ClockError
from historical_time.edtf import parse_edtf
from historical_time.instants import InstantRange
from historical_time.readings import BoundaryError

__all__ = ["Gone", "Happening", "happenings", "ways_gone"]

_ROUGH = dt.timedelta(days=40)  # what is known to no more than this is on no clock
_ADVANCE = "advance"

Span = tuple[dt.datetime, dt.datetime]


@dataclass(frozen=True, slots=True)
class Happening:
    """A boundary of an event, within the instants of its preferred reading.

    ``about`` is whether its hour is about; ``point`` is longitude and latitude, None where it has
    no place.
    """

    boundary: str
    name: str
    when: InstantRange
    about: bool
    point: tuple[float, float] | None
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Gone:
    """A way from place to place: between its first day and its last it may have been gone."""

    id: str
    name: str
    hue: str
    shape: shapely.LineString
    radius_km: float
    when: InstantRange


def happenings(dataset: Dataset, span: Span, lanes: Collection[str]) -> tuple[Happening, ...]:
    """The boundaries of events of some lanes that may fall into a span, in order.

    Order is that of their first instants, then of their last. What is open, or known only to more
    than a month, is left out.
    """
    events = dataset.events[dataset.events["lane"].isin(lanes)]
    found = [one for event in events["id"] for one in _boundaries(dataset, event)]
    kept = [one for one in found if one.when.earliest <= span[1] and span[0] <= one.when.latest]
    return tuple(sorted(kept, key=lambda one: (one.when.earliest, one.when.latest)))


def _boundaries(dataset: Dataset, event: str) -> Iterator[Happening]:
    row = dataset.event(event)
    for boundary in dataset.boundaries(event):
        try:
            when = dataset.instant(boundary)
        except (BoundaryError, ClockError):
            continue  # open, unknown, or before any clock of the record
        if when.latest - when.earliest <= _ROUGH:
            side = boundary.partition(":")[2]
            reading = dataset.readings_of(boundary)[0]
            yield Happening(
                boundary,
                f"{row['name']} ({side})" if side else row["name"],
                when,
                reading.time.endswith("~"),
                _point(dataset, row["place"]),
                reading.sources,
            )


def _point(dataset: Dataset, place: str) -> tuple[float, float] | None:
    if not place:
        return None
    return float(dataset.places.at[place, "lon"]), float(dataset.places.at[place, "lat"])


def ways_gone(dataset: Dataset, span: Span, clock: Clock) -> tuple[Gone, ...]:
    """The advances that may have begun in a span, their days being those of a clock."""
    first, last = (clock.to_civil(end).date() for end in span)
    terms = dataset.terms
    lines = Situation(dataset, first, last).lines
    drawn = [
        (
            row.id,
            row.name,
            terms.hues("party")[row.claimed_by[0]],
            row.valid_from,
            row.valid_to,
            row,
        )
        for row in lines[lines["kind"] == _ADVANCE].itertuples()
    ]
    legs = Situation(dataset, last).legs
    drawn += [
        (row.id, row.unit, terms.hues("front")[row.front], row.start, row.end, row)
        for row in legs.itertuples()
    ]
    found = []
    for identity, name, hue, start, end, row in drawn:
        begun, over = parse_edtf(start).start_earliest, parse_edtf(end).end_latest
        if begun is not None and over is not None:
            when = InstantRange(clock.day_range(begun).earliest, clock.day_range(over).latest)
            if when.earliest <= span[1] and span[0] <= when.latest:
                found.append(Gone(identity, name, hue, row.shape, float(row.radius_km), when))
    return tuple(found)
