"""What the record says, in words: the strings that the book's sentences are made with.

A `Narrator` asks the data set and answers with text from `historical_time`. It adds no judgement,
and what a reading leaves open or marks as uncertain is told with it.
"""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Concatenate, ParamSpec, TypeVar

import pandas as pd

from historical_record.dataset import Dataset
from historical_record.persons import life_text
from historical_record.places import distance_between
from historical_time.date_words import clock_time_text, edtf_text, qualified_text
from historical_time.instants import InstantRange
from historical_time.intervals import Interval
from historical_time.readings import Reading
from historical_time.words import (
    EN_DASH,
    between_text,
    calendar_text,
    count_text,
    date_text,
    dates_text,
    elapsed_in_words,
    month_name,
    number_text,
    range_text,
    time_text,
    year_text,
)
from plain_text.told import NoAnswerError, ToldError, UnknownNameError

__all__ = ["Narrator", "Said", "said"]

_P = ParamSpec("_P")
_N = TypeVar("_N", bound="Narrator")

_ANSWERS = tuple("calendar date day days distance elapsed life month span time year years".split())


class Said(str):
    """Text that a notebook shows as it is, where Python would show it quoted and escaped.

    In a sentence JupyterLab prints what Python shows of a value, so that a plain string with a
    no-break space would be read with its escape.
    """

    __slots__ = ()

    def __repr__(self) -> str:
        return str(self)


def said(ask: Callable[Concatenate[_N, _P], str]) -> Callable[Concatenate[_N, _P], Said]:
    """A method whose text stands in sentences as it is.

    What a changed record has no answer to is told in brackets where the answer would stand.
    """

    @functools.wraps(ask)
    def answer(self: _N, /, *args: _P.args, **kwargs: _P.kwargs) -> Said:
        try:
            return Said(ask(self, *args, **kwargs))
        except ToldError as error:
            if not self.dataset.changes:
                raise
            return Said(f"[{error}]")

    return answer


@dataclass(frozen=True)
class Narrator:
    """The record's answers as strings. Boundaries are named as for `Dataset.interval`.

    Unknown names raise as the data set's own methods do; asking for the one time or the one day of
    a reading that leaves several raises ValueError.
    """

    dataset: Dataset

    def answer(self, asked: str) -> str:
        """What a text of the record asks for: ``date first-crossing chita``, ``year yalta``.

        The first word is the name of a method, the others are its arguments.
        """
        name, *arguments = asked.split(" ")
        if name not in _ANSWERS:
            raise NoAnswerError(f"{name!r}: expected one of {', '.join(_ANSWERS)}")
        try:
            return str(getattr(self, name)(*arguments))
        except TypeError as error:
            raise NoAnswerError(f"{asked!r}: {error}") from error

    @said
    def name(self, boundary: str) -> str:
        """The event's name, and which of its boundaries where one is named: ``... (end)``."""
        event, _, side = boundary.partition(":")
        name = self.dataset.event(event)["name"]
        return f"{name} ({side})" if side else name

    @said
    def date(self, boundary: str, clock: str | None = None, *, year: bool = True) -> str:
        """The date: as the preferred reading has it, or the civil date on a clock."""
        reading = self._preferred(boundary)
        if clock is None and not reading.date.has_several_days:
            return edtf_text(reading.date, year=year)
        first, last = reading.days
        if clock is not None:
            first, last = (wall.date() for wall in self._walls(boundary, clock))
        if first is None or last is None:
            raise NoAnswerError(f"{boundary}: {reading.date} has no first or no last day")
        told = [date_text(day, year=year or first.year != last.year) for day in (first, last)]
        next_day = last - first == dt.timedelta(days=1)
        text = dates_text(told, conjunction="or") if next_day else between_text(*told)
        return qualified_text(text, reading.date.dates[0]) if len(reading.date.dates) == 1 else text

    def day(self, boundary: str, clock: str | None = None) -> str:
        """The date without its year."""
        return self.date(boundary, clock, year=False)

    @said
    def month(self, boundary: str) -> str:
        """The name of the month of a boundary."""
        return month_name(self._one(boundary, "month"))

    @said
    def year(self, boundary: str) -> str:
        """The year of a boundary."""
        return year_text(self._one(boundary, "year"))

    @said
    def years(self, start: str, end: str) -> str:
        """The years of two boundaries: ``1931–32``, or the one year."""
        first, last = self._one(start, "year"), self._one(end, "year")
        if first == last:
            return year_text(first)
        short = first // 100 == last // 100
        return f"{year_text(first)}{EN_DASH}{f'{last % 100:02}' if short else year_text(last)}"

    @said
    def time(self, boundary: str, clock: str | None = None) -> str:
        """The clock time: on the reading's own clock, or on another."""
        reading = self._preferred(boundary)
        if not reading.time:
            raise NoAnswerError(f"{boundary}: the preferred reading has no time")
        if clock is None:
            return clock_time_text(reading.time)
        first, last = self._walls(boundary, clock)
        if first.date() != last.date():
            raise NoAnswerError(f"{boundary}: on the clock {clock} it may fall on two dates")
        about = "~" if reading.time.endswith("~") else ""
        times = dict.fromkeys(time_text(wall) + about for wall in (first, last))
        return clock_time_text("/".join(times))

    @said
    def moment(self, boundary: str, clock: str | None = None, *, year: bool = True) -> str:
        """Time and date: ``17:00 on 8 August 1945``."""
        return f"{self.time(boundary, clock)} on {self.date(boundary, clock, year=year)}"

    @said
    def span(self, event: str, *, year: bool = True) -> str:
        """From the start of an event to its end: ``29 July to 11 August 1938``."""
        return edtf_text(self.dataset.bounds(event), year=year)

    @said
    def elapsed(self, start: str, end: str) -> str:
        """Elapsed time to the minute; where readings leave a range, its shortest and longest."""
        found = self.dataset.interval(start, end)
        return elapsed_in_words(found.elapsed_min, found.elapsed_max)

    @said
    def calendar(self, start: str, end: str, clock: str = "utc") -> str:
        """Years, months and days between the civil dates on a clock."""
        return calendar_text(self._settled(start, end, clock).calendar)

    @said
    def days(self, start: str, end: str, clock: str = "utc", *, inclusive: bool = False) -> str:
        """Days between the civil dates on a clock, the last counted only if ``inclusive``."""
        interval = self._settled(start, end, clock)
        return count_text(interval.days_inclusive if inclusive else interval.days, "day")

    @said
    def life(self, person: str) -> str:
        """The years of a person of the record: ``1896–1974``, ``born 1902``, ``died 1941``."""
        people = self.dataset.people
        if person not in people.index:
            raise UnknownNameError(f"unknown person {person!r}")
        told = life_text(people.loc[person])
        if not told:
            raise NoAnswerError(f"{person}: neither birth nor death is known")
        return told

    @said
    def distance(self, place: str, other: str) -> str:
        """Whole kilometres between two places, without the unit."""
        return number_text(round(distance_between(self.dataset.places, place, other)))

    @said
    def figure(self, figure_id: str) -> str:
        """A figure's number or range, without its unit."""
        figures = self.dataset.figures
        if figure_id not in figures.index:
            raise UnknownNameError(f"unknown figure {figure_id!r}")
        low, high = figures.loc[figure_id, ["low", "high"]]
        return range_text(*(None if pd.isna(bound) else bound for bound in (low, high)))

    def _preferred(self, boundary: str) -> Reading:
        readings = self.dataset.readings_of(boundary)
        if not readings or not readings[0].preferred:
            raise NoAnswerError(f"{boundary}: no preferred reading")
        return readings[0]

    def _one(self, boundary: str, part: str) -> int:
        """The year or the month of a boundary, where it has one."""
        bounds = self._preferred(boundary).date
        first, last = bounds.start_earliest, bounds.end_latest
        if first and last and first.year == last.year:
            if part == "year":
                return first.year
            if first.month == last.month:
                return first.month
        raise NoAnswerError(f"{boundary}: {bounds} may lie in more than one {part}")

    def _walls(self, boundary: str, clock: str) -> tuple[dt.datetime, dt.datetime]:
        instant: InstantRange = self.dataset.instant(boundary)
        wall = self.dataset.clock(clock)
        return wall.to_civil(instant.earliest), wall.to_civil(instant.latest)

    def _settled(self, start: str, end: str, clock: str) -> Interval:
        interval = self.dataset.interval(start, end, clock)
        if not interval.is_one_pair_of_dates:
            raise NoAnswerError(f"{start} to {end}: the dates on the clock {clock} are not settled")
        return interval
