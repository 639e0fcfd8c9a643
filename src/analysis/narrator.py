"""What the record says, in words: the strings that the book's sentences are made with.

A `Narrator` asks the data set and answers with text from `prose`. It adds no judgement. A date is
told as closely as its reading has it: a day, a month, a year, or a first and last possible day.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from historical_record.dataset import Dataset
from historical_time.edtf import DateBounds, EdtfDate
from historical_time.instants import InstantRange
from historical_time.intervals import Interval
from historical_time.readings import Reading
from historical_time.words import (
    EN_DASH,
    calendar_text,
    count_text,
    date_text,
    elapsed_text,
    month_text,
    range_text,
    span_text,
    time_text,
    year_text,
)

__all__ = ["Narrator", "bounds_text"]


def bounds_text(bounds: DateBounds, *, year: bool = True) -> str:
    """Return a single date expression in words: ``8 August 1945``, ``May 1939``, ``about 1934``."""
    first, last = bounds.start_earliest, bounds.end_latest
    if first is None or last is None:
        raise ValueError(f"{bounds}: an open or unknown date has no text")
    about = "about " if bounds.approximate else ""
    if len(bounds.dates) == 1 and not bounds.is_interval:
        return about + _one_date(bounds.dates[0], first, last, year=year)
    return f"{about}{span_text(first, last, year=year)}"


def _one_date(date: EdtfDate, first: dt.date, last: dt.date, *, year: bool) -> str:
    if first == last:
        return date_text(first, year=year)
    if date.day is None and "X" not in date.year + (date.month or ""):
        return year_text(first.year) if date.month is None else month_text(first)
    return span_text(first, last, year=year)


@dataclass(frozen=True)
class Narrator:
    """The record's answers as strings. Boundaries are named as for `Dataset.interval`.

    Unknown names raise as the data set's own methods do; asking for the one time or the one day of
    a reading that leaves several raises ValueError.
    """

    dataset: Dataset

    def date(self, boundary: str, clock: str | None = None, *, year: bool = True) -> str:
        """The date: as the preferred reading has it, or the civil date on a clock."""
        if clock is None:
            return bounds_text(self._preferred(boundary).date, year=year)
        first, last = self._walls(boundary, clock)
        return span_text(first.date(), last.date(), year=year)

    def year(self, boundary: str) -> str:
        """The year of a boundary."""
        bounds = self._preferred(boundary).date
        if bounds.start_earliest.year != bounds.end_latest.year:
            raise ValueError(f"{boundary}: {bounds} may lie in more than one year")
        return year_text(bounds.start_earliest.year)

    def time(self, boundary: str, clock: str | None = None) -> str:
        """The clock time: on the reading's own clock, or on another."""
        reading = self._preferred(boundary)
        if not reading.time:
            raise ValueError(f"{boundary}: the preferred reading has no time")
        if clock is None:
            return reading.time.replace("/", EN_DASH).removesuffix("~")
        first, last = self._walls(boundary, clock)
        if first.date() != last.date():
            raise ValueError(f"{boundary}: on the clock {clock} it may fall on two dates")
        if first == last:
            return time_text(first)
        return f"{time_text(first)}{EN_DASH}{time_text(last)}"

    def moment(self, boundary: str, clock: str | None = None, *, year: bool = True) -> str:
        """Time and date: ``17:00 on 8 August 1945``."""
        return f"{self.time(boundary, clock)} on {self.date(boundary, clock, year=year)}"

    def span(self, event: str, *, year: bool = True) -> str:
        """First to last day of an event: ``29 July to 11 August 1938``."""
        bounds = self.dataset.bounds(event)
        first, last = bounds.start_earliest, bounds.end_latest
        if first is None or last is None:
            raise ValueError(f"{event}: {bounds} has an open or unknown end")
        days_known = first == bounds.start_latest and last == bounds.end_earliest
        if days_known or not bounds.is_interval:
            return span_text(first, last, year=year)
        start, end = self._preferred(f"{event}:start").date, self._preferred(f"{event}:end").date
        return f"{bounds_text(start)} to {bounds_text(end)}"

    def elapsed(self, start: str, end: str) -> str:
        """Elapsed time to the minute; where readings leave a range, its shortest and longest."""
        interval = self.dataset.interval(start, end)
        if interval.elapsed_min == interval.elapsed_max:
            return elapsed_text(interval.elapsed_min)
        shortest, longest = interval.elapsed_min, interval.elapsed_max
        return f"{elapsed_text(shortest)} to {elapsed_text(longest)}"

    def calendar(self, start: str, end: str, clock: str = "utc") -> str:
        """Years, months and days between the civil dates on a clock."""
        return calendar_text(self._settled(start, end, clock).calendar)

    def days(self, start: str, end: str, clock: str = "utc", *, inclusive: bool = False) -> str:
        """Days between the civil dates on a clock, the last counted only if ``inclusive``."""
        interval = self._settled(start, end, clock)
        return count_text(interval.days_inclusive if inclusive else interval.days, "day")

    def figure(self, figure_id: str) -> str:
        """A figure's number or range, without its unit."""
        figures = self.dataset.figures
        if figure_id not in figures.index:
            raise LookupError(f"unknown figure {figure_id!r}")
        low, high = figures.loc[figure_id, ["low", "high"]]
        return range_text(low, high)

    def _preferred(self, boundary: str) -> Reading:
        readings = self.dataset.readings_of(boundary)
        if not readings or not readings[0].preferred:
            raise ValueError(f"{boundary}: no preferred reading")
        return readings[0]

    def _walls(self, boundary: str, clock: str) -> tuple[dt.datetime, dt.datetime]:
        instant: InstantRange = self.dataset.instant(boundary)
        wall = self.dataset.clock(clock)
        return wall.to_civil(instant.earliest), wall.to_civil(instant.latest)

    def _settled(self, start: str, end: str, clock: str) -> Interval:
        interval = self.dataset.interval(start, end, clock)
        if not interval.is_one_pair_of_dates:
            raise ValueError(f"{start} to {end}: the dates on the clock {clock} are not settled")
        return interval
