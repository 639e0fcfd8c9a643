"""Calendar differences of whole columns of dates, by the rules of `historical_time.differences`.

Columns are NumPy look-ups in tables by day and by month, over the years 0001 to 9999. Each
function takes two dates as well, and then answers as its namesake there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from functools import lru_cache
from typing import Any, TypeAlias, overload

import numpy as np
import pandas as pd

from historical_time import differences
from historical_time.differences import CalendarDifference, civil_date
from plain_text.told import NoAnswerError

__all__ = ["calendar_difference", "dateutil_difference", "inclusive_difference"]

Column: TypeAlias = pd.Series | pd.Index | np.ndarray
DAYS_TO_EPOCH = date(1970, 1, 1).toordinal() - 1  # 1970-01-01, counted from 0001-01-01
_DAYS = date.max.toordinal()  # 9999-12-31 is day _DAYS - 1; one more serves the inclusive count
_CHUNK = 1 << 14  # rows worked on at a time, so that what is in hand stays in the cache


@overload
def calendar_difference(start: date, end: date) -> CalendarDifference: ...
@overload
def calendar_difference(start: date | Column, end: date | Column) -> pd.DataFrame: ...
def calendar_difference(
    start: date | Column, end: date | Column
) -> CalendarDifference | pd.DataFrame:
    """Years, months and days from start to end, the end not counted.

    Two dates give a named tuple; where either is a column (Series, Index or array of days) the
    answer is a DataFrame. ValueError for a start after its end, or a missing or impossible date;
    TypeError for what is no civil date: a time of day, a whole month or year.
    """
    if _are_scalar(start, end):
        return differences.calendar_difference(_scalar(start), _scalar(end))
    return _difference(start, end, _temporal, 0)


@overload
def inclusive_difference(start: date, end: date) -> CalendarDifference: ...
@overload
def inclusive_difference(start: date | Column, end: date | Column) -> pd.DataFrame: ...
def inclusive_difference(
    start: date | Column, end: date | Column
) -> CalendarDifference | pd.DataFrame:
    """The same with the last day counted: until(start, end + 1 day)."""
    if _are_scalar(start, end):
        return differences.inclusive_difference(_scalar(start), _scalar(end))
    return _difference(start, end, _temporal, 1)


@overload
def dateutil_difference(start: date, end: date) -> CalendarDifference: ...
@overload
def dateutil_difference(start: date | Column, end: date | Column) -> pd.DataFrame: ...
def dateutil_difference(
    start: date | Column, end: date | Column
) -> CalendarDifference | pd.DataFrame:
    """The same by the rule of dateutil: the start's day of the month is clamped to the month."""
    if _are_scalar(start, end):
        return differences.dateutil_difference(_scalar(start), _scalar(end))
    return _difference(start, end, _dateutil, 0)


def month_starts() -> np.ndarray:
    """The first day of each month from January 0000 (index 12 is January 0001), from 0001-01-01."""
    return calendar_tables()[1]


def days_of(dates: Any) -> np.ndarray:
    """Dates (scalar or column) as int64 days from 0001-01-01; -1 where missing."""
    if np.ndim(dates) == 0:
        return np.array([_day_of(dates)], np.int64)
    values = dates.to_numpy() if hasattr(dates, "to_numpy") else np.asarray(dates)
    if values.dtype.kind != "M":
        return np.array([_day_of(value) for value in values], np.int64)
    unit = np.datetime_data(values.dtype)[0]
    if longer := {"Y": "year", "M": "month", "W": "week"}.get(unit):
        raise TypeError(f"expected days, found {values.dtype}: a {longer} is not a day")
    if np.datetime_data(values.dtype) == ("s", 1):  # the unit of this project's columns
        seconds = values.view(np.int64)
        days = seconds // 86400
        timed = days * 86400 != seconds
    else:
        whole = values.astype("datetime64[D]")
        days = whole.view(np.int64).copy()
        timed = whole != values
    if timed.any() and (timed := timed & ~np.isnat(values)).any():
        row = int(timed.argmax())
        raise TypeError(f"row {row}: expected a civil date without a time, found {values[row]}")
    days += DAYS_TO_EPOCH
    if len(days) and (days.min() < 0 or days.max() >= _DAYS):
        days[np.isnat(values)] = -1
        outside = (days < -1) | (days >= _DAYS)
        if outside.any():
            row = int(outside.argmax())
            raise ValueError(f"row {row}: expected years 0001 to 9999, found {values[row]}")
    return days


def _day_of(value: Any) -> int:
    if value is None or value is pd.NaT:
        return -1
    if isinstance(value, np.datetime64):
        return int(days_of(np.array([value]))[0])
    return civil_date(value).toordinal() - 1


def _scalar(value: Any) -> date:
    if type(value) is date:
        return value
    day = _day_of(value)
    if day < 0:
        raise ValueError("expected a date, found none")
    return date.fromordinal(day + 1)


def _are_scalar(start: Any, end: Any) -> bool:
    return type(start) is type(end) is date or np.ndim(start) == np.ndim(end) == 0


def _ordered_days(start: Any, end: Any) -> tuple[np.ndarray, np.ndarray, pd.Index | None]:
    indexes = [side.index for side in (start, end) if isinstance(side, pd.Series)]
    if len(indexes) == 2 and not indexes[0].equals(indexes[1]):
        raise ValueError("start and end: expected columns with the same index")
    first, last = np.broadcast_arrays(days_of(start), days_of(end))
    if len(first) and (first.min() < 0 or last.min() < 0):
        raise ValueError(
            f"row {int(np.minimum(first, last).argmin())}: expected a date, found none"
        )
    if (first > last).any():
        row = int((first > last).argmax())
        days = [date.fromordinal(int(side[row]) + 1) for side in (first, last)]
        raise NoAnswerError(f"row {row}: the start {days[0]} is after the end {days[1]}")
    return first, last, indexes[0] if indexes else None


def _difference(
    start: date | Column,
    end: date | Column,
    rule: Callable[[np.ndarray, np.ndarray, np.ndarray], None],
    more: int,
) -> pd.DataFrame:
    first, last, index = _ordered_days(start, end)
    packed = calendar_tables()[0]
    parts = np.empty((3, len(first)), np.int32)
    for rows in _chunks(first):
        rule(packed[first[rows]], packed[last[rows] + more], parts[:, rows])
    return pd.DataFrame(parts.T, columns=CalendarDifference._fields, index=index, copy=False)


def _temporal(a: np.ndarray, b: np.ndarray, parts: np.ndarray) -> None:
    _count(a, b, (b & 31) < (a & 31), parts)


def _dateutil(a: np.ndarray, b: np.ndarray, parts: np.ndarray) -> None:
    starts, month = month_starts(), b >> 10
    length = starts[month + 1] - starts[month]
    _count(a, b, (b & 31) < np.minimum(a & 31, length), parts)


def _count(a: np.ndarray, b: np.ndarray, short: np.ndarray, parts: np.ndarray) -> None:
    """Years, months and days between packed dates; `short` where b's own month is not whole."""
    day = a & 31
    months = (b >> 10) - (a >> 10) - short
    years = np.floor_divide(months, 12, out=parts[0])
    np.subtract(months, 12 * years, out=parts[1])
    # Where short: what the month before has left after the clamped day, then b's own days.
    # Written as sums, since choosing row by row costs more than all the rest.
    before = b >> 5 & 31
    np.maximum((b & 31) - day + short * np.maximum(before, day), 0, out=parts[2])


def _chunks(rows: np.ndarray) -> Iterator[slice]:
    return (slice(i, i + _CHUNK) for i in range(0, len(rows), _CHUNK))


@lru_cache(maxsize=1)
def calendar_tables() -> tuple[np.ndarray, np.ndarray]:
    """By day: months from 0000-01 (17 bits), length of the month before (5), day (5). By month."""
    firsts = np.arange("0000-01", "10000-03", dtype="datetime64[M]").astype("datetime64[D]")
    starts = (firsts.astype(np.int64) + DAYS_TO_EPOCH).astype(np.int32)
    lengths = np.diff(starts)
    months = np.arange(12, len(lengths), dtype=np.int32)
    coded = months << 10 | lengths[11:-1] << 5
    packed = np.repeat(coded + 1 - starts[12:-1], lengths[12:])
    packed += np.arange(len(packed), dtype=np.int32)
    return packed[: _DAYS + 1], starts
