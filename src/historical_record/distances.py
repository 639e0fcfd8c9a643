"""How far the dissenting readings of a record lie from the preferred ones.

Two readings of different breadth, an hour and a day that holds it, do not disagree: their distance
is nought. Otherwise it is the lesser of the distances between their first and between their last
moments, so that two days are whole days apart and two hours so many minutes: what they disagree by
at the least, on all clocks in question.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import replace

import pandas as pd

from historical_record.dataset import Dataset
from historical_time.clocks import Clock
from historical_time.instants import InstantRange
from historical_time.readings import BoundaryError, Reading

__all__ = ["apart", "distances"]

_PLAIN = Clock.fixed("any", 0, "one calendar")
_MINUTE = dt.timedelta(minutes=1)
_COLUMNS = ["id", "event", "boundary", "said_by", "says", "preferred", "minutes", "sources"]


def distances(dataset: Dataset) -> pd.DataFrame:
    """A row for each dissent that counts (`Reading.counts`) beside a preferred reading.

    Columns ``id`` (the boundary and a number), ``event``, ``boundary``, ``said_by``, ``says``
    and ``preferred`` (the two statements in the record's words), ``minutes`` (positive where the
    dissent is the later one) and ``sources``. A reading with an open first or last day is left out.
    """
    rows = [row for event in dataset.events["id"] for row in _of(dataset, event)]
    return pd.DataFrame(rows, columns=_COLUMNS)


def apart(preferred: InstantRange, other: InstantRange) -> int:
    """The minutes by which one range lies from another; nought where one holds the other."""
    first = (other.earliest - preferred.earliest) // _MINUTE
    last = (other.latest - preferred.latest) // _MINUTE
    if first == 0 or last == 0 or (first > 0) != (last > 0):
        return 0
    return min(first, last, key=abs)


def _of(dataset: Dataset, event: str) -> Iterator[tuple[object, ...]]:
    for boundary in dataset.boundaries(event):
        preferred, *dissents = dataset.readings_of(boundary) or (None,)
        if preferred is None or not preferred.preferred:
            continue
        clocks = dataset.clocks_in_question(event)
        for at, reading in enumerate(dissents, start=1):
            if not reading.counts:
                continue
            try:
                minutes = _between(preferred, reading, clocks)
            except BoundaryError:
                continue
            yield (
                f"{boundary.replace(':', '-')}-{at}",
                event,
                boundary,
                reading.said_by,
                reading.said(),
                preferred.said(),
                minutes,
                reading.sources,
            )


def _between(preferred: Reading, other: Reading, clocks: Sequence[Clock]) -> int:
    """The minutes between two readings: of two that name only days, whole days of one calendar."""
    if not (preferred.time or other.time):
        clocks = [_PLAIN]
        preferred, other = (replace(one, clock=None) for one in (preferred, other))
    return apart(preferred.instants(clocks), other.instants(clocks))
