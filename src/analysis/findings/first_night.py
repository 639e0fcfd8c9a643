"""The night of 8 to 9 August 1945 on seven clocks: what happened, and when each had the news."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from historical_record.dataset import Dataset
from timelines.daylight_bands import Band, Told

__all__ = ["SPAN", "places"]

SPAN = (
    dt.datetime(1945, 8, 8, 12, tzinfo=dt.UTC),
    dt.datetime(1945, 8, 9, 4, tzinfo=dt.UTC),
)

# From the east to the west: a name, the clock, the place; its events, the news marked with a star.
_PLACES = (
    ("Khabarovsk", "khabarovsk", "khabarovsk", ("first-far-eastern-crossing Eastern crossing",)),
    (
        "Tokyo",
        "tokyo",
        "tokyo",
        ("*tokyo-hears-radio Radio news", "supreme-war-council War council"),
    ),
    (
        "Hsinking",
        "manchukuo",
        "hsinking",
        ("*kwantung-order-east First army order", "puyi-told-of-war Puyi is told"),
    ),
    (
        "Chita",
        "chita",
        "chita",
        ("state-of-war State of war begins", "first-crossing Western crossing"),
    ),
    (
        "Moscow",
        "moscow",
        "moscow",
        (
            "*declaration-read Declaration read to Satō",
            "allies-informed Allies told",
            "moscow-war-announcement Made public",
        ),
    ),
    ("London", "london", "london", ("*addison-cable Dominions told",)),
    ("Washington", "washington", "washington", ("*white-house-announcement Truman tells it",)),
)


def places(dataset: Dataset, source_names: Mapping[str, str]) -> list[Band]:
    """The seven clocks with their events, by the preferred readings, for `clock_bands`."""
    return [
        Band(
            name,
            dataset.clock(clock),
            float(dataset.places.at[where, "lat"]),
            float(dataset.places.at[where, "lon"]),
            tuple(
                _told(dataset, event, source_names) for event in events if _drawn(dataset, event)
            ),
        )
        for name, clock, where, events in _PLACES
    ]


def _drawn(dataset: Dataset, told: str) -> bool:
    """Whether an event is that night's: all are, but where a change of the record moved one."""
    event = told.removeprefix("*").partition(" ")[0]
    since, until = SPAN
    return not dataset.changes or since <= dataset.instant(event).earliest <= until


def _told(dataset: Dataset, told: str, source_names: Mapping[str, str]) -> Told:
    event, _, label = told.removeprefix("*").partition(" ")
    reading = dataset.readings_of(event)[0]
    sources = tuple(source_names[key] for key in reading.sources)
    moment = dataset.instant(event).earliest
    return Told(event, moment, label, sources, told.startswith("*"), reading.time.endswith("~"))
