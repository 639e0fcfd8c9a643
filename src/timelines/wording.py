"""Dates and figures in words: what a row says of itself in the hover, the table and the caption."""

from __future__ import annotations

import calendar
import datetime as dt
import math
import unicodedata

from historical_time.edtf import DateBounds
from historical_time.words import (
    count_text,
    date_text,
    list_text,
    month_text,
    span_text,
    time_text,
    year_text,
)
from timelines.description import OPEN, UNKNOWN, Description, Row, moment_at

_ALT_ROWS = 12  # a listener who wants more has the table
MOST_LABELS = 400  # rows; beyond this a label is in the hover and in the table


def date_words(earliest: dt.date, latest: dt.date) -> str:
    """A range of days as a reader would say it: a day, a month, a year, or "between"."""
    if earliest == latest:
        return date_text(earliest)
    month_end = calendar.monthrange(latest.year, latest.month)[1]
    if earliest.day == 1 and latest.day == month_end:
        if (earliest.year, earliest.month) == (latest.year, latest.month):
            return month_text(earliest)
        if earliest.month == 1 and latest.month == 12:
            if earliest.year == latest.year:
                return year_text(earliest.year)
            return f"between {year_text(earliest.year)} and {year_text(latest.year)}"
        return f"between {month_text(earliest)} and {month_text(latest)}"
    return "between " + span_text(earliest, latest).replace(" to ", " and ")


def bounds_words(bounds: DateBounds, which: str, time: str = "", clock: str = "") -> str:
    """One boundary in words, with its qualifiers, its clock time and whose clock it was."""
    if which == "start":
        earliest, latest, kind = bounds.start_earliest, bounds.start_latest, bounds.start_kind
    else:
        earliest, latest, kind = bounds.end_earliest, bounds.end_latest, bounds.end_kind
    if kind == OPEN:
        return "open"
    if kind == UNKNOWN or earliest is None or latest is None:
        return "unknown"
    words = date_words(earliest, latest)
    if bounds.approximate:
        words = f"about {words}"
    if time:
        words += f", {time_words(time)}"
        words += f" {clock}" if clock else " (clock not stated)"
    return f"{words} (uncertain)" if bounds.uncertain else words


def time_words(time: str) -> str:
    """A recorded clock time: ``about 17:00``, ``between 00:10 and 01:00``."""
    if "/" in time:
        first, last = time.split("/", 1)
        return f"between {first} and {last}"
    return f"about {time[:-1]}" if time.endswith("~") else time


def period_words(begins: str, ends: str) -> str:
    """A period from the words for its two boundaries."""
    if begins == "unknown" and ends == "unknown":
        return "date unknown"
    if begins in ("unknown", "open"):
        tail = "beginning unknown" if begins == "unknown" else "no beginning"
        return f"until {ends}, {tail}"
    if ends == "unknown":
        return f"from {begins}, end unknown"
    if ends == "open":
        return f"from {begins}, no end"
    return begins if begins == ends else f"{begins} to {ends}"


def moment_words(position: float, *, hours: bool) -> str:
    """A position on a time axis as a date, or as a date and time at the scale of hours."""
    moment = moment_at(position)
    day = date_text(moment.date())
    return f"{day}, {time_text(moment)}" if hours else day


def span_words(low: float, high: float, *, hours: bool) -> str:
    """The stretch of a time axis: years for decades, days, or moments at the scale of hours.

    Days are those that lie whole between the two positions, so that the room an axis has at its
    ends adds none.
    """
    if hours:
        first, last = moment_at(low), moment_at(high)
        until = moment_words(high, hours=True)
        if first == last:
            return until
        if first.date() == last.date():
            until = time_text(last)
        return f"{moment_words(low, hours=True)} to {until}"
    begins = math.ceil(low)
    ends = max(begins, math.floor(high + 1 / 1440) - 1)  # the last day of all ends a minute early
    first, last = moment_at(begins).date(), moment_at(ends).date()
    if high - low > 5 * 365:
        years = [year_text(day.year) for day in (first, last)]
        return " to ".join(dict.fromkeys(years))
    return span_text(first, last)


def caption_of(description: Description, covered: tuple[float, float] | None) -> str:
    """What is shown, over which time, on whose clock, and what the axis does."""
    count = count_text(len(description.rows), *_nouns(description))
    sentence = count[0].upper() + count[1:]
    axis = description.axis
    if covered and axis.kind == "time":
        sentence += f", {span_words(*covered, hours=axis.hours)}"
    sentence += "."
    if axis.clock:
        sentence += f" Times are by the clock of {axis.clock}"
        sentence += f", with {axis.second_clock} above." if axis.second_clock else "."
    if len(axis.segments) > 1:
        parts = [
            span_words(low, high, hours=axis.hours)
            if axis.kind == "time"
            else f"{low:g} to {high:g}"
            for low, high in axis.segments
        ]
        sentence += f" The axis is broken: {list_text(parts)}, each at its own scale."
    if not description.labelled or len(description.rows) > MOST_LABELS:
        sentence += " The labels are in the table."
    if description.hidden:
        outside = count_text(len(description.hidden), *_nouns(description))
        sentence += f" Outside this span: {outside}."
    return sentence


def alt_of(description: Description) -> str:
    """The figure for someone who does not see it: its caption, then its rows, lane by lane."""
    parts = [f"{_capital(_KINDS[description.kind])}."]
    if description.title:
        parts = [f"{_KINDS[description.kind].capitalize()}: {description.title}."]
    parts.append(description.caption)
    shown = 0
    for lane in description.lanes:
        rows = [row for row in description.rows if row.lane == lane.id]
        listed = rows[: max(0, _ALT_ROWS - shown)]
        shown += len(listed)
        if listed:
            heading = f"{lane.name}: " if lane.name else ""
            parts.append(heading + "; ".join(row_words(row) for row in listed) + ".")
    left = len(description.rows) - shown
    if left:
        parts.append(f"And {count_text(left, 'more row')}, all of them in the table.")
    return " ".join(parts)


def row_words(row: Row) -> str:
    """A row's label and date."""
    return f"{isolated(row.label)}, {row.when}" if row.when else row.label


def isolated(text: str) -> str:
    """The text in a Unicode isolate if any of it runs from right to left, else as it is.

    What follows a Hebrew or an Arabic name then still reads forwards (UAX 9, 6.4).
    """
    if any(unicodedata.bidirectional(character) in ("R", "AL") for character in text):
        return f"\N{FIRST STRONG ISOLATE}{text}\N{POP DIRECTIONAL ISOLATE}"
    return text


_KINDS = {
    "timeline": "timeline",
    "losses": "chart of figures by source",
    "readings": "chart of the readings of one event",
}


def _nouns(description: Description) -> tuple[str, str]:
    return {
        "losses": ("figure", "figures"),
        "readings": ("reading", "readings"),
    }.get(description.kind, ("event", "events"))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
