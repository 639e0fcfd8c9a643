"""Many intervals of the record as one table, each with all four answers of `Dataset.interval`.

Elapsed time, days, calendar form and the flag stand side by side, for a reader who wants to see
what each of them says. Where readings leave a range, the shortest and the longest form are given.
"""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from historical_record.dataset import Dataset
from historical_time.intervals import Interval
from historical_time.words import calendar_text, elapsed_text, list_text, range_text

__all__ = ["interval_table"]

COLUMNS = ("From", "To", "Clock", "Elapsed", "Days", "Inclusive", "Calendar", "Rules agree")


def interval_table(dataset: Dataset, asked: Iterable[tuple[str, str, str]]) -> pd.DataFrame:
    """A row of text for each (start, end, clock); boundaries named as for `Dataset.interval`.

    ``Days`` leaves the last day out and ``Inclusive`` counts it. ``Rules agree`` says whether the
    clamping rule of dateutil gives the same calendar form. Errors are those of the data set.
    """
    rows = []
    for start, end, clock in asked:
        interval = dataset.interval(start, end, clock)
        calendars = [calendar_text(c) for c in (interval.calendar_min, interval.calendar)]
        rows.append(
            (
                _name(dataset, start),
                _name(dataset, end),
                interval.clock.name,
                _elapsed(interval),
                range_text(interval.days_min, interval.days),
                range_text(interval.days_inclusive_min, interval.days_inclusive),
                list_text(dict.fromkeys(calendars), conjunction="to"),
                "no" if interval.convention_sensitive else "yes",
            )
        )
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _name(dataset: Dataset, boundary: str) -> str:
    event, _, side = boundary.partition(":")
    name = dataset.event(event)["name"]
    return f"{name} ({side})" if side else name


def _elapsed(interval: Interval) -> str:
    """To the minute where it is known so; whole days where the dates are all that is known."""
    shortest, longest = interval.elapsed_min, interval.elapsed_max
    if shortest == longest:
        return elapsed_text(longest)
    return f"{elapsed_text(shortest)} to {elapsed_text(longest)}"
