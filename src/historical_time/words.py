"""Values as a reader should meet them: days, spans, intervals and counts as plain strings.

A number in the book's prose is computed where it stands. What a sentence is told is one of
these strings, so that a date never breaks over a line (its spaces are no-break
spaces), a range has an en dash and thousands are grouped. Nothing here computes, and nothing here
knows the record. What an EDTF expression says is put into words by `historical_time.date_words`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from itertools import pairwise

from plain_text.told import NoAnswerError

__all__ = [
    "ARROW",
    "EN_DASH",
    "MINUS",
    "NO_BREAK",
    "between_text",
    "calendar_text",
    "cardinal_text",
    "count_text",
    "date_text",
    "dates_text",
    "elapsed_in_words",
    "elapsed_text",
    "lasting_text",
    "list_text",
    "moment_text",
    "month_name",
    "month_text",
    "number_text",
    "percent_text",
    "range_text",
    "share_text",
    "span_text",
    "time_text",
    "timed_text",
    "times_by_day",
    "to_text",
    "year_text",
]

NO_BREAK = "\u00a0"
EN_DASH = "\u2013"
MINUS = "\u2212"
ARROW = "\N{RIGHTWARDS ARROW}"
_MONTHS = (
    "January February March April May June July August September October November December".split()
)
_NUMBERS = "no one two three four five six seven eight nine ten eleven twelve".split()


def month_name(month: int) -> str:
    """Return the English name of month 1 to 12."""
    return _MONTHS[month - 1]


def year_text(year: int) -> str:
    """Return ``1945``; a year of three digits or fewer as ``AD 45``, since it looks like a day."""
    return str(year) if year > 999 else f"AD{NO_BREAK}{year}"


def date_text(day: dt.date, *, year: bool = True) -> str:
    """Return ``8 August 1945``, or ``8 August`` without the year, unbreakable."""
    parts = [str(day.day), month_name(day.month)] + ([year_text(day.year)] if year else [])
    return NO_BREAK.join(parts)


def month_text(day: dt.date, *, year: bool = True) -> str:
    """Return ``August 1945``, or ``August`` without the year."""
    return month_name(day.month) + (f"{NO_BREAK}{year_text(day.year)}" if year else "")


def time_text(moment: dt.datetime | dt.time) -> str:
    """Return the wall time as ``17:00``; seconds only where there are any."""
    return moment.strftime("%H:%M:%S" if moment.second else "%H:%M")


def moment_text(moment: dt.datetime, *, year: bool = True) -> str:
    """Return ``17:00 on 8 August 1945``."""
    return f"{time_text(moment)} on {date_text(moment.date(), year=year)}"


def times_by_day(moments: Sequence[dt.datetime], hedges: Sequence[str] = ()) -> list[str]:
    """Wall times of one clock in order, the date only at the first and where the day changes.

    ``23:00, 8 August``, then ``23:50``, then after an arrow ``00:10, 9 August``; a hedge, as
    ``about``, stands before its time.
    """
    told, day = [], None
    for at, moment in enumerate(moments):
        words = [*hedges[at : at + 1], time_text(moment)]
        text = NO_BREAK.join(filter(None, words))
        if moment.date() != day:
            arrow = f"{ARROW}{NO_BREAK}" if day else ""
            text = f"{arrow}{text}, {date_text(moment.date(), year=False)}"
        told.append(text)
        day = moment.date()
    return told


def timed_text(moment: dt.datetime) -> str:
    """Return ``8 August 1945, 17:00``, as labels and captions have it."""
    return f"{date_text(moment.date())}, {time_text(moment)}"


def span_text(first: dt.date, last: dt.date, *, year: bool = True) -> str:
    """Return ``29 July to 11 August 1938``, the year once where both ends share it.

    Ends of two years have them whether asked for or not.
    """
    year = year or first.year != last.year
    return to_text(date_text(first, year=year), date_text(last, year=year))


def to_text(least: str, most: str) -> str:
    """Return ``29 July`` to ``11 August 1938``, or the one text where both are the same."""
    return least if least == most else f"{_before(least, most)} to {most}"


def between_text(first: str, last: str) -> str:
    """Return ``between 16 and 19 May 1939``, or the one text where both are the same."""
    return first if first == last else f"between {_before(first, last)} and {last}"


def dates_text(dates: Sequence[str], *, conjunction: str = "and") -> str:
    """Return ``29 July, 1 and 3 August 1938``: month and year once where neighbours share them."""
    told = [_before(one, other) for one, other in pairwise(dates)]
    return list_text([*told, *dates[-1:]], conjunction=conjunction)


def _before(date: str, other: str) -> str:
    """A date without the month and year that the date told after it has as well.

    Only two bare dates of one precision are shortened, or two counts both in words or in figures:
    anything more has a space.
    """
    parts, others = date.split(NO_BREAK), other.split(NO_BREAK)
    alike = len(parts) == len(others) and parts[0].isdigit() == others[0].isdigit()
    if date == other or " " in date + other or not alike:
        return date
    while parts[-1] == others[-1]:
        parts.pop()
        others.pop()
    return NO_BREAK.join(parts)


def number_text(value: float) -> str:
    """Return a number with its thousands grouped: ``22,950``; whole floats without a point.

    A negative number has a minus sign and no hyphen.
    """
    whole = float(value).is_integer()
    text = f"{int(value):,}" if whole else f"{float(value):,.2f}".rstrip("0")
    return text.replace("-", MINUS)


def count_text(value: int, singular: str, plural: str | None = None, *, beside: int = 0) -> str:
    """Return ``three days``, ``one day``, ``19 days``: words to twelve, then figures.

    Figures as well beside a count that has them.
    """
    noun = singular if value == 1 else (plural or singular + "s")
    in_words = 0 <= value < len(_NUMBERS) and beside < len(_NUMBERS)
    return f"{_NUMBERS[value] if in_words else number_text(value)}{NO_BREAK}{noun}"


def cardinal_text(value: int) -> str:
    """Return a cardinal in words to twelve (``three``), in figures beyond."""
    return _NUMBERS[value] if 0 < value < len(_NUMBERS) else number_text(value)


def share_text(part: int, whole: int, singular: str, plural: str | None = None) -> str:
    """Return how many of all: ``all seven days``, ``none of eleven days``, ``7 of 22 days``.

    Two numbers that are set against each other are both in words or both in figures.
    """
    things = singular if whole == 1 else (plural or singular + "s")
    told = cardinal_text if whole < len(_NUMBERS) else number_text
    if part == whole:
        every = {1: "the one", 2: "both"}.get(whole, f"all {told(whole)}")
        return f"{every} {things}"
    return f"{told(part) if part else 'none'} of {told(whole)} {things}"


def range_text(low: float | None, high: float | None) -> str:
    """Return ``1,200``\N{EN DASH}``1,300``, or the one number where both are the same.

    ``up to 1,300`` and ``1,200 or more`` where one is not known; ValueError where neither is.
    """
    if low is None:
        if high is None:
            raise NoAnswerError("neither end of the range is known")
        return f"up to {number_text(high)}"
    if high is None:
        return f"{number_text(low)} or more"
    if low == high:
        return number_text(low)
    return f"{number_text(low)}{EN_DASH}{number_text(high)}"


def percent_text(share: float) -> str:
    """Return a share of one as ``31 per cent``, whole, never rounded to 0 or 100."""
    if not 0 <= share <= 1:
        raise NoAnswerError(f"a share lies between 0 and 1, not {share}")
    if 0 < share < 0.005:
        return f"under{NO_BREAK}1 per{NO_BREAK}cent"
    if 0.995 < share < 1:
        return f"over{NO_BREAK}99 per{NO_BREAK}cent"
    return f"{round(share * 100)}{NO_BREAK}per{NO_BREAK}cent"


def calendar_text(difference: Sequence[int], *, beside: Sequence[int] = (0, 0, 0)) -> str:
    """Return years, months and days as ``three months and one day``; zero parts are left out.

    Where an end lies before its start, "minus" stands before the whole. ``beside`` is the other
    end of a range: what has figures there has them here, ``12`` beside ``14 days``.
    """
    units = zip(difference, beside, ("year", "month", "day"), strict=True)
    parts = [count_text(abs(int(n)), unit, beside=abs(int(m))) for n, m, unit in units if n]
    sign = "minus " if any(n < 0 for n in difference) else ""
    return sign + (list_text(parts) if parts else f"no{NO_BREAK}days")


def elapsed_text(elapsed: dt.timedelta) -> str:
    """Return an elapsed time as ``91 days, 16 hours and 9 minutes``; seconds are dropped.

    Where an end lies before its start a minus sign stands before the whole.
    """
    minutes = int(abs(elapsed).total_seconds() // 60)
    days, rest = divmod(minutes, 24 * 60)
    hours, minutes = divmod(rest, 60)
    units = ((days, "day"), (hours, "hour"), (minutes, "minute"))
    parts = [f"{n:,}{NO_BREAK}{unit}{'' if n == 1 else 's'}" for n, unit in units if n]
    sign = MINUS if parts and elapsed < dt.timedelta() else ""
    return sign + (list_text(parts) if parts else f"0{NO_BREAK}minutes")


def elapsed_in_words(least: dt.timedelta, most: dt.timedelta | None = None) -> str:
    """Return an elapsed time for a sentence: ``two hours``, ``two to three hours``.

    Where one is told in several units, as ``1 hour and 30 minutes``, numbers stay in figures.
    """
    told = [elapsed_text(one) for one in (least, least if most is None else most)]
    counted = [text.split(NO_BREAK) for text in told]
    if not all(len(parts) == 2 and parts[0].isdecimal() and int(parts[0]) for parts in counted):
        return to_text(*told)
    (few, unit), (many, units) = counted
    unit = units if unit.rstrip("s") == units.rstrip("s") else unit
    told = [cardinal_text(int(few)) + NO_BREAK + unit, cardinal_text(int(many)) + NO_BREAK + units]
    return to_text(*told) if few != many or unit != units else told[1]


def list_text(items: Iterable[str], *, conjunction: str = "and") -> str:
    """Return ``a``, ``a and b`` or ``a, b and c``."""
    items = list(items)
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {conjunction} {items[-1]}"


def lasting_text(least: dt.timedelta, most: dt.timedelta | None) -> str:
    """A length of time that is known to two ends: ``two hours``, ``at most one hour``."""
    if most is None:
        return f"at least {elapsed_in_words(least)}"
    if not least:
        return f"at most {elapsed_in_words(most)}"
    return elapsed_in_words(least, most)
