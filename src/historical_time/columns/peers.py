"""One pair of dates, five answers: how calendars are subtracted elsewhere.

Temporal's rule is ours. dateutil, pendulum and whenever are asked themselves, each installed
version for what it does today. PostgreSQL is not a library, so its `age()` is restated: fields
are subtracted one by one, and a lack of days is made up from the length of the start's month
(`timestamp_age` in its source, src/backend/utils/adt/timestamp.c).
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Iterable
from datetime import date
from importlib import import_module
from types import ModuleType

import numpy as np
import pandas as pd

from historical_time.columns.differences import calendar_difference, dateutil_difference
from historical_time.differences import CalendarDifference

__all__ = ["compare_rules", "pairs_that_differ", "postgresql_age", "share_that_differ"]

_BLOCK = 200  # starting days compared with all later days at a time


def compare_rules(pairs: Iterable[tuple[date, date]]) -> pd.DataFrame:
    """A row for each (start, end), a column of CalendarDifference for each rule, and `agree`.

    ImportError names a library that is not installed.
    """
    pairs = list(pairs)
    rules: dict[str, Callable[[date, date], CalendarDifference]] = {
        "temporal": calendar_difference,
        "dateutil": _dateutil(),
        "pendulum": _pendulum(),
        "whenever": _whenever(),
        "postgresql": postgresql_age,
    }
    index = pd.MultiIndex.from_tuples(pairs, names=["start", "end"]) if pairs else None
    answers = {name: [rule(*pair) for pair in pairs] for name, rule in rules.items()}
    columns = {name: pd.Series(given, index, dtype=object) for name, given in answers.items()}
    agree = [len(set(given)) == 1 for given in zip(*answers.values(), strict=True)]
    return pd.DataFrame({**columns, "agree": pd.Series(agree, index, dtype=bool)})


def pairs_that_differ(dates: Iterable[date]) -> pd.DataFrame:
    """Of all pairs of the dates, in order, those on which the rules do not all agree."""
    ordered = sorted(set(dates))
    table = compare_rules((a, b) for i, a in enumerate(ordered) for b in ordered[i + 1 :])
    return table[~table["agree"]].drop(columns="agree")


def share_that_differ(first: date, last: date) -> pd.Series:
    """Over all pairs of days from first to last, how many differ from Temporal's rule."""
    ends = (np.datetime64(day, "D") for day in (first, last))
    days = np.arange(*ends, dtype="datetime64[D]").astype("datetime64[s]")
    differ, total = {"dateutil": 0, "postgresql": 0}, 0
    for i in range(0, len(days), _BLOCK):
        start, end = (side.ravel() for side in np.meshgrid(days[i : i + _BLOCK], days[i:]))
        start, end = start[start < end], end[start < end]
        ours = calendar_difference(start, end)
        dateutil = dateutil_difference(start, end)
        # Short of a month, PostgreSQL borrows from the start's month, Temporal from another.
        age = ours["days"].where(_day(start) <= _day(end), _borrowed(start, end))
        differ["dateutil"] += int((ours != dateutil).any(axis=1).sum())
        differ["postgresql"] += int((ours["days"] != age).sum())
        total += len(start)
    return pd.Series(differ) / max(total, 1)


def postgresql_age(start: date, end: date) -> CalendarDifference:
    """What `age(end, start)` answers in PostgreSQL, for start not after end."""
    months, days = (end.year - start.year) * 12 + end.month - start.month, end.day - start.day
    if days < 0:
        months, days = months - 1, days + monthrange(start.year, start.month)[1]
    return CalendarDifference(*divmod(months, 12), days)


def _day(days: np.ndarray) -> np.ndarray:
    return np.asarray(days.astype("datetime64[D]") - days.astype("datetime64[M]")).astype(int) + 1


def _borrowed(start: np.ndarray, end: np.ndarray) -> np.ndarray:
    month = start.astype("datetime64[M]")
    following = np.asarray(month + np.timedelta64(1, "M"))
    length = (following.astype("datetime64[D]") - month.astype("datetime64[D]")).astype(int)
    return np.asarray(_day(end) - _day(start) + length)


def _dateutil() -> Callable[[date, date], CalendarDifference]:
    relativedelta = _library("dateutil.relativedelta", "python-dateutil").relativedelta

    def rule(start: date, end: date) -> CalendarDifference:
        found = relativedelta(end, start)
        return CalendarDifference(found.years, found.months, found.days)

    return rule


def _pendulum() -> Callable[[date, date], CalendarDifference]:
    pendulum = _library("pendulum", "pendulum")

    def rule(start: date, end: date) -> CalendarDifference:
        sides = (pendulum.date(day.year, day.month, day.day) for day in (end, start))
        found = next(sides) - next(sides)
        return CalendarDifference(found.years, found.months, found.weeks * 7 + found.remaining_days)

    return rule


def _whenever() -> Callable[[date, date], CalendarDifference]:
    whenever = _library("whenever", "whenever")

    def rule(start: date, end: date) -> CalendarDifference:
        first, last = (whenever.Date(day.year, day.month, day.day) for day in (start, end))
        found = first.until(last, in_units=list(CalendarDifference._fields))
        return CalendarDifference(*(found[unit] for unit in CalendarDifference._fields))

    return rule


def _library(module: str, package: str) -> ModuleType:
    try:
        return import_module(module)
    except ImportError:
        raise ImportError(
            f"comparing calendar rules needs {package}, one of the project's peers extra"
        ) from None
