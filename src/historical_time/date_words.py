"""A date expression in words: one text for each, in prose, hover, table and caption alike.

A date is told as closely as it was written: a day, a month, a year, or the first and the last that
unspecified digits leave. What is approximate has "about" before it; what is uncertain says so in
brackets, a single component by its name. Of a set up to three members are named, more are counted.
"""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

from historical_time.bounds import ONE_OF, DateBounds, EdtfDate, Member
from historical_time.edtf import parse_edtf
from historical_time.words import (
    between_text,
    count_text,
    date_text,
    dates_text,
    list_text,
    month_text,
    to_text,
    year_text,
)

__all__ = ["boundary_text", "clock_time_text", "edtf_text", "period_text", "qualified_text"]

_COMPONENTS = ("year", "month", "day")
_MOST_NAMED = 3  # members of a set
_BARE = {*"0123456789-"}
_DAY = dt.timedelta(days=1)


def edtf_text(bounds: DateBounds, *, year: bool = True) -> str:
    """Return an expression in words: ``8 August 1945``, ``about 1934``, ``May 1939 (uncertain)``.

    ``between 1930 and 1939`` for ``193X``, ``16 or 17 September 1939`` and ``29 and 31 July 1938``
    for sets, ``11 July 1938 or later`` for one with an open end, and for an interval what
    `period_text` makes of its sides. Without ``year``, days and months are told without theirs,
    but for an expression that does not lie in one year.

    >>> from historical_time.edtf import parse_edtf
    >>> edtf_text(parse_edtf("193X"))
    'between 1930 and 1939'
    """
    first, last = bounds.start_earliest, bounds.end_latest
    year = year or first is None or last is None or first.year != last.year
    if bounds.is_interval:
        return period_text(*(_side_text(side, year=year) for side in bounds.text.split("/")))
    if bounds.set_kind:
        return _set_text(bounds, year=year)
    text = _date_text(bounds.dates[0], *_known(first, last), year=year)
    if bounds.time:
        time, shift = bounds.time[:8].removesuffix(":00"), bounds.time[8:]
        text += f", {time}" + (f" UTC{shift.removeprefix('Z')}" if shift else "")
    return text


def boundary_text(bounds: DateBounds, which: str, time: str = "", clock: str = "") -> str:
    """Return one boundary, "start" or "end", with its clock time and the name of the clock.

    ``unknown`` and ``open`` for the end of an interval that is so.
    """
    text = edtf_text(bounds)
    if bounds.is_interval:
        text = _side_text(bounds.text.split("/")[which == "end"])
    if time:
        text += f", {clock_time_text(time)} {clock or '(clock not stated)'}"
    return text


def period_text(begins: str, ends: str) -> str:
    """Return a period from the words for its boundaries: ``29 July to 11 August 1938``.

    ``from 11 August 1938, end unknown`` and ``until 1860, no beginning`` for ends not given.
    """
    if begins == ends:
        return "date unknown" if begins in ("unknown", "open") else begins
    if begins in ("unknown", "open"):
        tail = "beginning unknown" if begins == "unknown" else "no beginning"
        return f"until {ends}, {tail}"
    if ends in ("unknown", "open"):
        return f"from {begins}, {'end unknown' if ends == 'unknown' else 'no end'}"
    return f"{'from ' if begins.startswith('between ') else ''}{to_text(begins, ends)}"


def clock_time_text(time: str) -> str:
    """Return a recorded clock time: ``about 17:00``, ``between 00:10 and 01:00``."""
    first, _, last = time.partition("/")
    return between_text(first, last) if last else _about(first.removesuffix("~"), "~" in first)


def _side_text(side: str, *, year: bool = True) -> str:
    if side in ("", ".."):
        return "open" if side else "unknown"
    return edtf_text(parse_edtf(side), year=year)


def qualified_text(text: str, date: EdtfDate) -> str:
    """Return the words for a date with what its qualifiers say: ``about 1934 (uncertain)``."""
    rough, doubted = _marked(date, "~"), _marked(date, "?")
    whole = len(rough) == len(date.qualifiers)
    remarks = [] if whole or not rough else [f"{list_text(rough)} approximate"]
    if doubted:
        of = "" if len(doubted) == len(date.qualifiers) else f"{list_text(doubted)} "
        remarks.append(f"{of}uncertain")
    text = _about(text, whole)
    return f"{text} ({', '.join(remarks)})" if remarks else text


def _date_text(date: EdtfDate, first: dt.date, last: dt.date, *, year: bool) -> str:
    """A single date that lies between two days, with its qualifiers."""
    parts = [part for part in (date.year, date.month, date.day) if part is not None]
    return qualified_text(_bare_text(parts, first, last, year=year), date)


def _marked(date: EdtfDate, mark: str) -> list[str]:
    """The components with a qualifier, by name."""
    marks = zip(_COMPONENTS, date.qualifiers, strict=False)
    return [name for name, found in marks if found in (mark, "%")]


def _bare_text(parts: list[str], first: dt.date, last: dt.date, *, year: bool) -> str:
    """Components as written; those at the end that are wholly unspecified are as if not written."""
    while len(parts) > 1 and parts[-1] == "XX":
        parts = parts[:-1]
    if "X" not in parts[0] or first == last:
        return between_text(*(_told(day, len(parts), year=year) for day in (first, last)))
    years = between_text(year_text(first.year), year_text(last.year))
    one_of_them = f"a year {years}"
    if parts[0] == "XXXX":
        years = one_of_them = "an unknown year"
    if len(parts) == 1:
        return years
    days = (_told(day, len(parts), year=False) for day in (first, last))
    return f"{between_text(*days)} of {one_of_them}"


def _told(day: dt.date, precision: int, *, year: bool) -> str:
    """The day, its month or its year, by the number of components."""
    if precision == 1:
        return year_text(day.year)
    return (month_text if precision == 2 else date_text)(day, year=year)


def _known(first: dt.date | None, last: dt.date | None) -> tuple[dt.date, dt.date]:
    """The two ends of a stretch, the one for both where it goes on beyond the other."""
    known = [day for day in (first, last) if day is not None]
    return known[0], known[-1]


def _about(text: str, rough: bool) -> str:
    if not rough:
        return text
    between = "between " if text.startswith("between ") else ""
    return f"{between}about {text.removeprefix(between)}"


def _set_text(bounds: DateBounds, *, year: bool) -> str:
    """All of several dates, or one of them."""
    written = bounds.text[1:-1].split(",")
    bare = all(set(member) <= _BARE for member in written)
    if len(written) > _MOST_NAMED and bare and len({len(member) for member in written}) == 1:
        return _counted(bounds, written[0].count("-") + 1, year=year)
    one_of, dates = bounds.set_kind == ONE_OF, iter(bounds.dates)
    told = []
    for member, text in zip(bounds.members, written, strict=True):
        low, high = _known(member.first, member.last)
        if ".." not in text:
            told.append(_date_text(next(dates), low, high, year=year))
            continue
        ends = [
            _date_text(next(dates), day, day, year=year)
            for day, end in zip((low, high), text.split(".."), strict=True)
            if end
        ]
        told.append(_stretch_text(member, ends, one_of=one_of))
    return dates_text(told, conjunction="or" if one_of else "and")


def _stretch_text(member: Member, ends: list[str], *, one_of: bool) -> str:
    """The dates between two, or a date and all on one side of it."""
    if len(ends) == 1:
        side = "earlier" if member.first is None else "later"
        return f"{ends[0]} {'or' if one_of else 'and'} {side}"
    return between_text(*ends) if one_of else to_text(*ends)


def _counted(bounds: DateBounds, precision: int, *, year: bool) -> str:
    """``five days, 8 to 19 June 1938``, and of them one unless they are a run without a gap."""
    members = sorted({_known(member.first, member.last) for member in bounds.members})
    extent = [_told(day, precision, year=year) for day in (members[0][0], members[-1][1])]
    count = f"{count_text(len(members), _COMPONENTS[precision - 1])}, {to_text(*extent)}"
    if bounds.set_kind != ONE_OF:
        return count
    run = all(other - one == _DAY for (_, one), (other, _) in pairwise(members))
    return between_text(*extent) if run else f"one of {count}"
