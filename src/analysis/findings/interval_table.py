"""Many intervals of the record as one table, each with all four answers of `Dataset.interval`.

Elapsed time, days, calendar form and the flag stand side by side, for a reader who wants to see
what each of them says. Where readings leave a range, the shortest and the longest form are given.
"""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from historical_record.dataset import Dataset
from historical_record.narrator import Narrator
from historical_time.intervals import Interval, interval_words
from plain_text.told import NoAnswerError

__all__ = ["answered", "interval_table"]

COLUMNS = ("From", "To", "Clock", "Elapsed", "Days", "Inclusive", "Calendar", "Rules agree")


def interval_table(dataset: Dataset, asked: Iterable[tuple[str, str, str]]) -> pd.DataFrame:
    """A row of text for each (start, end, clock); boundaries named as for `Dataset.interval`.

    ``Days`` leaves the last day out and ``Inclusive`` counts it. ``Rules agree`` says whether the
    clamping rule of dateutil gives the same calendar form. Errors are those of the data set.
    """
    tell, rows = Narrator(dataset), []
    for start, end, clock in asked:
        interval = _found(dataset, start, end, clock)
        if isinstance(interval, str):
            named = (tell.name(start), tell.name(end), dataset.clock(clock).name)
            rows.append((*named, interval, "", "", "", ""))
            continue
        told = interval_words(interval)
        rows.append(
            (
                tell.name(start),
                tell.name(end),
                interval.clock.name,
                told.elapsed,
                told.days,
                told.inclusive,
                told.calendar,
                "no" if interval.convention_sensitive else "yes",
            )
        )
    return pd.DataFrame(rows, columns=list(COLUMNS))


def answered(dataset: Dataset, asked: Iterable[tuple[str, str, str]]) -> list[Interval]:
    """The intervals themselves, without those that a change of the record has turned round."""
    found = (_found(dataset, *each) for each in asked)
    return [interval for interval in found if not isinstance(interval, str)]


def _found(dataset: Dataset, start: str, end: str, clock: str) -> Interval | str:
    try:
        return dataset.interval(start, end, clock)
    except NoAnswerError as error:
        if not dataset.changes:
            raise
        return f"[{error}]"
