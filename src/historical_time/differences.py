"""Calendar differences: years, months and days between two civil dates.

The rule is that of Temporal's `PlainDate.until` with `largestUnit: "year"`, which is also
`java.time.Period.between` for ordered dates: the most whole months for which the start's day of
the month, carried over unclamped, does not pass the end, then the days that remain from the
clamped date. The clamping rule of dateutil's `relativedelta` stands beside it for comparison.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, datetime, time
from typing import NamedTuple

from plain_text.told import NoAnswerError

__all__ = [
    "CalendarDifference",
    "calendar_difference",
    "civil_date",
    "convention_sensitive",
    "dateutil_difference",
    "inclusive_difference",
]


class CalendarDifference(NamedTuple):
    """Whole years, whole months beyond them, and the days that remain."""

    years: int
    months: int
    days: int


def calendar_difference(start: date, end: date) -> CalendarDifference:
    """Years, months and days from start to end, the end not counted.

    ValueError for a start after its end; TypeError for what is no civil date: a time of day.

    >>> calendar_difference(date(1945, 5, 9), date(1945, 8, 8))
    CalendarDifference(years=0, months=2, days=30)
    """
    first, last = _ordered(start, end)
    return _counted(first, last.year, last.month, last.day, last.day < first.day)


def inclusive_difference(start: date, end: date) -> CalendarDifference:
    """The same with the last day counted: until(start, end + 1 day)."""
    first, last = _ordered(start, end)
    year, month, day = last.year, last.month, last.day + 1
    if day > monthrange(year, month)[1]:
        year, month, day = year + month // 12, month % 12 + 1, 1
    return _counted(first, year, month, day, day < first.day)


def dateutil_difference(start: date, end: date) -> CalendarDifference:
    """The same by the rule of dateutil: the start's day of the month is clamped to the month."""
    first, last = _ordered(start, end)
    carried = min(first.day, monthrange(last.year, last.month)[1])
    return _counted(first, last.year, last.month, last.day, last.day < carried)


def convention_sensitive(start: date, end: date) -> bool:
    """Whether the dateutil rule gives another answer.

    It does where the end is the last day of its month and the start's day is a later one.
    """
    first, last = _ordered(start, end)
    return last.day < first.day and last.day == monthrange(last.year, last.month)[1]


def civil_date(value: object) -> date:
    """The date, or that of a midnight without a zone; TypeError for anything else."""
    if type(value) is date:
        return value
    if isinstance(value, datetime):
        if value.tzinfo is not None or value.time() != time():
            raise TypeError(f"expected a civil date without a time, found {value!r}")
        return value.date()
    if not isinstance(value, date):
        raise TypeError(f"expected a date, found {type(value).__name__} {value!r:.60}")
    return value


def _ordered(start: date, end: date) -> tuple[date, date]:
    first, last = civil_date(start), civil_date(end)
    if first > last:
        raise NoAnswerError(f"the start {first} is after the end {last}")
    return first, last


def _counted(start: date, year: int, month: int, day: int, short: bool) -> CalendarDifference:
    """From a date to a day of a month, of which the last month is not whole where it is `short`."""
    months = 12 * (year - start.year) + month - start.month - short
    if not short:
        return CalendarDifference(months // 12, months % 12, max(day - start.day, 0))
    # What the month before has left after the clamped day, then the days of the last month.
    before = monthrange(year - (month == 1), (month - 2) % 12 + 1)[1]
    return CalendarDifference(months // 12, months % 12, max(before - start.day, 0) + day)
