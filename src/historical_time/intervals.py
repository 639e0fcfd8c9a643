"""The interval between two boundaries, on one clock: elapsed, by days, by the calendar.

Elapsed time comes from the instants in UTC, days and calendar form from the civil dates that
the clock showed. Where a boundary is a range, every answer has a shortest and a longest form:
from plain_text.told import NoAnswerError
from the last possible start to the first possible end, and from the first to the last. The
shortest form is negative where the ranges overlap, for then the end can come before the start.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from historical_time.clocks import Clock
from historical_time.differences import (
    CalendarDifference,
    calendar_difference,
    convention_sensitive,
    dateutil_difference,
    inclusive_difference,
)
from historical_time.instants import InstantRange
from historical_time.words import (
    NO_BREAK,
    calendar_text,
    elapsed_text,
    number_text,
    to_text,
)
from plain_text.told import NoAnswerError

__all__ = ["Interval", "IntervalWords", "interval_between", "interval_lines", "interval_words"]


@dataclass(frozen=True, repr=False)
class Interval:
    """What `interval_between` found, printed as its four answers.

    Names without a suffix are the longest form.

    `shortest_dates` are the civil dates behind `days_min` and `calendar_min`; they are those of
    `start_date` and `end_date` where both boundaries fall on one civil date each.
    """

    start: InstantRange
    end: InstantRange
    clock: Clock
    elapsed_min: timedelta
    elapsed_max: timedelta
    start_date: date
    end_date: date
    shortest_dates: tuple[date, date]

    def __repr__(self) -> str:
        return "\n".join(interval_lines(self))

    @property
    def order(self) -> str:
        """Whether the end follows the start by every choice, "certain", or may not, "possible".

        Two ranges that share but their last and first minute are in order.
        """
        return "certain" if self.elapsed_min >= timedelta(0) else "possible"

    @property
    def is_one_pair_of_dates(self) -> bool:
        """Whether the civil dates on this clock are settled, so that both forms are the same."""
        return self.shortest_dates == (self.start_date, self.end_date)

    @property
    def days(self) -> int:
        """Whole days between the civil dates, the last not counted: 9 to 11 May is 2."""
        return (self.end_date - self.start_date).days

    @property
    def days_min(self) -> int:
        """The same in the shortest form; negative where the end may come first."""
        return (self.shortest_dates[1] - self.shortest_dates[0]).days

    @property
    def days_inclusive(self) -> int:
        """The same with the last day counted: 9 to 11 May is 3."""
        return self.days + 1

    @property
    def days_inclusive_min(self) -> int:
        """The same in the shortest form, counted outwards from the start either way."""
        return self.days_min + (1 if self.days_min >= 0 else -1)

    @property
    def calendar(self) -> CalendarDifference:
        """Years, months and days between the civil dates, the last not counted."""
        return calendar_difference(self.start_date, self.end_date)

    @property
    def calendar_min(self) -> CalendarDifference:
        """The same in the shortest form; of dates in the other order all parts are negative."""
        return _signed(calendar_difference, *self.shortest_dates)

    @property
    def calendar_inclusive(self) -> CalendarDifference:
        """The same with the last day counted."""
        return inclusive_difference(self.start_date, self.end_date)

    @property
    def calendar_inclusive_min(self) -> CalendarDifference:
        """The same with the last day counted, in the shortest form."""
        return _signed(inclusive_difference, *self.shortest_dates)

    @property
    def calendar_by_dateutil(self) -> CalendarDifference:
        """The calendar form by the clamping rule of dateutil."""
        return dateutil_difference(self.start_date, self.end_date)

    @property
    def convention_sensitive(self) -> bool:
        """Whether the clamping rule of dateutil gives another answer, in either form."""
        return convention_sensitive(self.start_date, self.end_date) or convention_sensitive(
            *sorted(self.shortest_dates)
        )

    @property
    def attestation(self) -> str:
        """The weakest attestation among the clocks of both boundaries and this one."""
        return self.start.union(self.end).on(self.clock).attestation


def interval_between(
    start: InstantRange, end: InstantRange, clock: Clock, named: str = "the start is after the end"
) -> Interval:
    """All answers for two boundaries on one clock.

    ValueError, which begins with ``named``, when the start is after the end however the ranges are
    read. Where the ranges overlap the order is only possible, and the shortest form is negative.
    """
    if start.earliest > end.latest:
        raise NoAnswerError(f"{named}: {start} UTC, and {end} UTC")
    longest = clock.to_civil(start.earliest).date(), clock.to_civil(end.latest).date()
    shortest = clock.to_civil(start.latest).date(), clock.to_civil(end.earliest).date()
    elapsed = end.earliest - start.latest, end.latest - start.earliest
    return Interval(start, end, clock, *elapsed, *longest, shortest)


def _signed(
    difference: Callable[[date, date], CalendarDifference], start: date, end: date
) -> CalendarDifference:
    if start <= end:
        return difference(start, end)
    return CalendarDifference(*(-part for part in difference(end, start)))


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


def interval_lines(found: Interval, start: str = "", end: str = "") -> list[str]:
    """The four answers as lines, each the least to the most that the readings leave.

    ``start`` and ``end`` are what the boundaries are called.
    """
    named = [
        f"{name}, {range} UTC" if name else f"{range} UTC"
        for name, range in ((start, found.start), (end, found.end))
    ]
    about = f"on the clock {found.clock.id}"
    if found.clock.attestation != "strong":
        about += f" ({found.clock.attestation} attestation)"
    dates = [(found.start_date, found.end_date)]
    if not found.is_one_pair_of_dates:
        dates.insert(0, found.shortest_dates)
    told = interval_words(found)
    order = "" if found.order == "certain" else "; the order is possible, not certain"
    clamping = f"yes: dateutil gives {told.clamped}" if found.convention_sensitive else "no"
    answers = [
        f"1. elapsed            {told.elapsed}{order}",
        f"2. days               {told.days} exclusive, {told.inclusive} inclusive",
        f"3. calendar           {told.calendar} (inclusive {told.calendar_inclusive})",
        f"4. clamping matters   {clamping}",
    ]
    return [
        f"from {named[0]}",
        f"to   {named[1]}",
        f"{about}: " + " or ".join(f"{first} to {last}" for first, last in dates),
        *(answer.replace(NO_BREAK, " ") for answer in answers),
    ]
