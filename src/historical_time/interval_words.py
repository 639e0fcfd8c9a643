"""The four answers between two boundaries in words, the least to the most that readings leave."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import NamedTuple

from historical_time.intervals import Interval
from historical_time.words import (
    calendar_text,
    elapsed_in_words,
    elapsed_text,
    number_text,
    to_text,
)

__all__ = ["IntervalWords", "interval_words", "lasting_text"]


class IntervalWords(NamedTuple):
    """The answers: ``elapsed`` to the minute, ``days`` without and ``inclusive`` with the last.

    ``calendar`` is years, months and days, again with the last in ``calendar_inclusive``, and
    ``clamped`` the same by the rule of dateutil.
    """

    elapsed: str
    days: str
    inclusive: str
    calendar: str
    calendar_inclusive: str
    clamped: str


def interval_words(interval: Interval) -> IntervalWords:
    """Return all answers of an interval: ``49 to 53``, ``one month and 19 days``."""
    found = interval
    calendars = (found.calendar_min, found.calendar)
    inclusive = (found.calendar_inclusive_min, found.calendar_inclusive)
    return IntervalWords(
        to_text(elapsed_text(found.elapsed_min), elapsed_text(found.elapsed_max)),
        to_text(number_text(found.days_min), number_text(found.days)),
        to_text(number_text(found.days_inclusive_min), number_text(found.days_inclusive)),
        _calendars_text(*calendars),
        _calendars_text(*inclusive),
        calendar_text(found.calendar_by_dateutil),
    )


def _calendars_text(least: Sequence[int], most: Sequence[int]) -> str:
    return to_text(calendar_text(least, beside=most), calendar_text(most, beside=least))


def lasting_text(least: timedelta, most: timedelta | None) -> str:
    """A length of time that is known to two ends: ``two hours``, ``at most one hour``."""
    if most is None:
        return f"at least {elapsed_in_words(least)}"
    if not least:
        return f"at most {elapsed_in_words(most)}"
    return elapsed_in_words(least, most)
