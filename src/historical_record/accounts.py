"""One happening told by two sides: each side's readings as rows, and what the zones leave over.

Two witnesses who look at different clocks may print different hours and mean the same minute. The
hour between their zones comes off first; what remains is a disagreement, or a different moment.
Readings without a time or without a clock have no place here, for nothing can be taken off them.
"""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from historical_record.dataset import Dataset
from historical_record.narrator import Narrator
from historical_time.clocks import Clock
from historical_time.readings import Reading

__all__ = ["compared_hours", "told_on_clocks"]


def told_on_clocks(
    dataset: Dataset, boundaries: Iterable[str], clocks: Iterable[str]
) -> pd.DataFrame:
    """The readings of boundaries as rows of a `Timeline`, in lanes by whose clock they are on.

    Columns ``id, event, name, lane, extent, start, start_time, clock, sources``; the lane is the
    clock's id. Only readings with a time on one of ``clocks`` are rows, in the boundaries' order.
    """
    wanted = list(clocks)
    rows = []
    for boundary in boundaries:
        name = Narrator(dataset).name(boundary)
        for number, (reading, clock) in enumerate(_timed(dataset, boundary, wanted)):
            when = (str(reading.date), reading.time, clock.id, reading.sources)
            row_id = f"{boundary.replace(':', '-')}-{number}"
            rows.append((row_id, boundary.partition(":")[0], name, clock.id, "instant", *when))
    columns = "id event name lane extent start start_time clock sources".split()
    return pd.DataFrame(rows, columns=columns)


def compared_hours(
    dataset: Dataset, boundaries: Iterable[str], one: str, other: str
) -> pd.DataFrame:
    """Every pair of readings of a boundary on two clocks, in minutes that ``other`` is later.

    Columns ``boundary, one, other`` (the times as told), ``faces`` (minutes between the clock
    faces, each taken with its date) and ``remains`` (minutes between the instants, the zones
    taken off). A reading that gives a range of times is compared by its earliest minute.
    """
    rows = []
    for boundary in boundaries:
        for first, own in _timed(dataset, boundary, [one]):
            for second, clock in _timed(dataset, boundary, [other]):
                start, end = first.instants([]).earliest, second.instants([]).earliest
                face = clock.to_civil(end) - own.to_civil(start)
                minutes = (int(took.total_seconds() // 60) for took in (face, end - start))
                rows.append((boundary, first.time, second.time, *minutes))
    return pd.DataFrame(rows, columns=["boundary", "one", "other", "faces", "remains"])


def _timed(dataset: Dataset, boundary: str, clocks: list[str]) -> list[tuple[Reading, Clock]]:
    return [
        (reading, reading.clock)
        for reading in dataset.readings_of(boundary)
        if reading.time and reading.clock is not None and reading.clock.id in clocks
    ]
