"""Date expressions: an EDTF string read as four bounds, to the day.

The grammar is the Extended Date/Time Format of the Library of Congress (4 February 2019),
which is also part 2 of ISO 8601: levels 0 and 1, and of level 2 the sets, unspecified digits
in any place and qualifiers on single components. Years run from 0001 to 9999. Seasons, the
other year notations and a time shift of "-00:00" are refused by name.

A date of reduced precision is an event that began and ended somewhere inside it, so `1939-05`
has the same bounds for its start and for its end. Qualifiers are kept and move no bound.
"""

from __future__ import annotations

import re
from calendar import isleap, monthrange
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from itertools import product

from historical_time.bounds import (
    ALL_OF,
    CLOSED,
    ONE_OF,
    OPEN,
    UNKNOWN,
    DateBounds,
    EdtfDate,
    Member,
    narrowed,
)
from plain_text.told import ToldError

__all__ = ["DATE", "DateBounds", "EdtfDate", "EdtfError", "parse_edtf"]

# Every repetition is of a fixed length, so matching is linear in the text.
DATE = re.compile(
    r"([?~%]?)([0-9X]{4})([?~%]?)"
    r"(?:-([?~%]?)([0-9X]{2})([?~%]?)(?:-([?~%]?)([0-9X]{2})([?~%]?))?)?"
)
# ISO 8601-1:2019, 4.3.13: a shift of nought has a plus sign, so "-00:00" is refused.
_TIME = re.compile(
    r"([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]"
    r"(Z|(?!-00(?::00)?$)[+-]([01][0-9]|2[0-3])(:[0-5][0-9])?)?"
)
_DIGITS = "0123456789"
_KINDS_OF_YEAR = {True: 2000, False: 2001}  # leap and common
_SHOWN = 40  # characters of a refused text that a message repeats


class EdtfError(ToldError, ValueError):
    """A date expression that is refused: `.text`, the `.part` at fault, what was `.expected`."""

    def __init__(self, message: str, *, text: str = "", part: str = "", expected: str = "") -> None:
        super().__init__(message)
        self.text, self.part, self.expected = text, part, expected


def parse_edtf(text: str) -> DateBounds:
    """Read one EDTF expression. EdtfError says which part is wrong; TypeError, not a string.

    >>> bounds = parse_edtf("1939-05/1939-09~")
    >>> str(bounds.start_latest), bounds.approximate
    ('1939-05-31', True)
    """
    if not isinstance(text, str):
        raise TypeError(f"expected an EDTF string, found {type(text).__name__} {text!r:.{_SHOWN}}")
    return _parsed(text)


@lru_cache(maxsize=1 << 13)  # a record's few hundred dates are asked for again and again
def _parsed(text: str) -> DateBounds:
    if not text:
        raise _error(text, "text", "a date expression, found nothing")
    bracketed = (text[0] in "[{") + (text[-1] in "]}")
    if "/" in text and bracketed < 2:
        return _interval(text)
    if bracketed:
        return _set(text)
    time = None
    written = text
    if "T" in text:
        written, time = text.split("T", 1)
        if not _TIME.fullmatch(time):
            raise _error(
                text, "time", "hh:mm:ss, then nothing, Z, ±hh or ±hh:mm (nought is +00:00)", time
            )
    parsed, earliest, latest = _date(written, text)
    if time is not None and (parsed.day is None or not written.replace("-", "").isdigit()):
        raise _error(text, "time", "a whole date, year-month-day in digits, before the time")
    return DateBounds(
        text, earliest, latest, earliest, latest, CLOSED, CLOSED, False, (parsed,), time
    )


def _interval(text: str) -> DateBounds:
    sides = text.split("/", 2)
    if len(sides) > 2:
        raise _error(text, "interval", "one '/' between a start and an end")
    if sides == ["", ""]:
        raise _error(text, "interval", "a date or '..' on at least one side of '/'")
    dates: list[EdtfDate] = []
    bounds: list[date | None] = []
    kinds = []
    for side in sides:
        earliest = latest = None
        if side and (side[0] in "[{" or side[-1] in "]}"):
            raise _error(text, "interval", "a date on each side: a set cannot be inside", side)
        if side and side != "..":
            parsed, earliest, latest = _date(side, text)
            dates.append(parsed)
        kinds.append(CLOSED if latest else OPEN if side else UNKNOWN)
        bounds += [earliest, latest]
    if bounds[0] and bounds[3] and bounds[3] < bounds[0]:
        raise _error(text, "interval", f"an end not before its start, {sides[0]}", sides[1])
    first, last = narrowed((bounds[0], bounds[1]), (bounds[2], bounds[3]))
    return DateBounds(text, *first, *last, kinds[0], kinds[1], True, tuple(dates))


def _set(text: str) -> DateBounds:
    one_of = text[0] == "["
    if text[0] not in "[{" or text[-1] != "]}"[not one_of] or len(text) < 2:
        raise _error(text, "set", "'[...]' for one of, or '{...}' for all of, the dates inside")
    if "/" in text:
        raise _error(text, "set", "dates and 'first..last': an interval cannot be inside")
    written = text[1:-1].split(",")
    read = [_member(text, number, len(written), member) for number, member in enumerate(written)]
    members = tuple(member for member, _ in read)
    dated = [found for _, ends in read for found in ends]
    lows, highs = [earliest for _, earliest, _ in dated], [latest for _, _, latest in dated]
    first, last = members[0].first, members[-1].last
    if one_of:
        side = (None if first is None else min(lows), None if last is None else max(highs))
        start, end = narrowed(side, side)
    else:
        start, end = narrowed(
            (None, None) if first is None else (min(lows), min(highs)),
            (None, None) if last is None else (max(lows), max(highs)),
        )
    return DateBounds(
        text,
        *start,
        *end,
        OPEN if first is None else CLOSED,
        OPEN if last is None else CLOSED,
        False,
        tuple(parsed for parsed, _, _ in dated),
        members=members,
        set_kind=ONE_OF if one_of else ALL_OF,
    )


def _member(
    text: str, number: int, of: int, member: str
) -> tuple[Member, list[tuple[EdtfDate, date, date]]]:
    """A member of a set, and the date or the two dates it is written with."""
    first, dots, last = member.partition("..")
    part = f"set member {number + 1}"
    if not (first or last):
        raise _error(text, part, "a date", member)
    if (not first and number) or (dots and not last and number < of - 1):
        raise _error(text, part, "'..' at the set's own ends", member)
    ends = [_date(end, text) for end in (first, last) if end]
    if len(ends[0][0].qualifiers) != len(ends[-1][0].qualifiers):
        raise _error(text, part, "the same precision on both sides of ..")
    if ends[-1][2] < ends[0][1]:
        raise _error(text, part, "a last date not before its first")
    low = ends[0][1] if first else None
    high = ends[-1][2] if last or not dots else None
    return Member(low, high, bool(dots) and ends[0][0].day is not None), ends


def _date(written: str, text: str) -> tuple[EdtfDate, date, date]:
    """A single date with the first and the last day it may mean."""
    match = DATE.fullmatch(written)
    if not match:
        raise _unreadable(written, text)
    groups = match.groups()
    year, month, day = match[2], match[5], match[8]
    qualifiers = _qualifiers(groups) if any(mark in written for mark in "?~%") else ("",) * 3
    parsed = EdtfDate(year, month, day, qualifiers[: 1 + bool(month) + bool(day)])
    if "X" not in written:
        try:
            first = date(int(year), int(month or 1), int(day or 1))
        except ValueError:
            raise _no_such_day(parsed, text) from None
        last_month = int(month or 12)
        last_day = int(day) if day else monthrange(first.year, last_month)[1]
        return parsed, first, date(first.year, last_month, last_day)
    earliest, latest = (_first_day(parsed, digits) for digits in (_DIGITS, _DIGITS[::-1]))
    if earliest is None or latest is None:
        raise _no_such_day(parsed, text)
    return parsed, earliest, latest


def _qualifiers(groups: tuple[str | None, ...]) -> tuple[str, ...]:
    marks: list[set[str]] = [set(), set(), set()]
    for i in range(3):
        marks[i].update((groups[3 * i] or "").replace("%", "?~"))
        # A mark on the right of a component also qualifies everything before it.
        for earlier in marks[: i + 1]:
            earlier.update((groups[3 * i + 2] or "").replace("%", "?~"))
    return tuple("%" if len(found) == 2 else "".join(found) for found in marks)


def _first_day(parsed: EdtfDate, digits: str) -> date | None:
    """The first day the date may mean, in the order of the digits tried for each `X`.

    Two kinds of year hold all the days there are, so days are looked for in one of each, and the
    years only for one of a kind that has such a day.
    """
    in_year = {leap: _first_in_year(parsed, year, digits) for leap, year in _KINDS_OF_YEAR.items()}
    if not any(in_year.values()):
        return None
    for year in _numbers(parsed.year, 1, 9999, digits):
        if found := in_year[isleap(year)]:
            return date(year, *found)
    return None


def _first_in_year(parsed: EdtfDate, year: int, digits: str) -> tuple[int, int] | None:
    for month in _numbers(parsed.month or "XX", 1, 12, digits):
        for day in _numbers(parsed.day or "XX", 1, monthrange(year, month)[1], digits):
            return month, day
    return None


def _numbers(pattern: str, low: int, high: int, digits: str) -> Iterator[int]:
    if "X" not in pattern:
        return (n for n in (int(pattern),) if low <= n <= high)
    filled = product(*(digits if place == "X" else place for place in pattern))
    return (n for n in map(int, map("".join, filled)) if low <= n <= high)


def _no_such_day(parsed: EdtfDate, text: str) -> EdtfError:
    if not any(_numbers(parsed.year, 1, 9999, _DIGITS)):
        return _error(text, "year", "0001 to 9999", parsed.year)
    if parsed.month and not any(_numbers(parsed.month, 1, 12, _DIGITS)):
        if parsed.month.isdigit() and 21 <= int(parsed.month) <= 24:
            return _error(text, "season", "months 01 to 12: seasons are not read", parsed.month)
        if parsed.month.isdigit() and 25 <= int(parsed.month) <= 41:
            return _error(
                text, "sub-year grouping", "months 01 to 12: groupings are not read", parsed.month
            )
        return _error(text, "month", "01 to 12", parsed.month)
    month = parsed.month or "12"
    if "X" in parsed.year + month:
        return _error(text, "day", "a day that some such month has", parsed.day)
    last = monthrange(int(parsed.year), int(month))[1]
    return _error(text, "day", f"01 to {last} in {parsed.year}-{month}", parsed.day)


def _unreadable(written: str, text: str) -> EdtfError:
    """Say which part of a date is not of the grammar, and name what is left out on purpose."""
    if not written.isascii():
        return _error(text, "text", "ASCII digits and signs only", written)
    if written.strip() != written or " " in written:
        return _error(text, "text", "no white space, as in 1945-08-09", written)
    if "T" in written:
        return _error(text, "time", "days only: no clock time in an interval or a set", written)
    if re.match("Y?-?[0-9]+E", written):
        return _error(text, "exponential year", "a year of four digits", written)
    if re.match("Y?-?[0-9]+S", written):
        return _error(text, "significant digits", "a year of four digits", written)
    if written.startswith("Y"):
        return _error(text, "prefixed year", "a year of four digits, 0001 to 9999", written)
    if re.match("-[0-9X]", written):
        return _error(text, "negative year", "a year from 0001 to 9999", written)
    parts = written.split("-", 3)
    for name, width, part in zip(("year", "month", "day"), (4, 2, 2), parts, strict=False):
        if not re.fullmatch(rf"[?~%]?[0-9X]{{{width}}}[?~%]?", part):
            return _error(text, name, f"{width} digits (X where unspecified)", part)
    return _error(text, "date", "year, year-month or year-month-day", written)


def _error(text: str, part: str, expected: str, found: str | None = None) -> EdtfError:
    shown = text if len(text) <= _SHOWN else text[:_SHOWN] + "…"
    message = f"{shown!r}: {part}: expected {expected}"
    if found is not None and found != text:
        message += f", found {found if len(found) <= _SHOWN else found[:_SHOWN] + '…'!r}"
    return EdtfError(message, text=text, part=part, expected=expected)
