"""A figure in words: its caption, its alternative text, and what an axis covers."""

from __future__ import annotations

import math
import unicodedata

from historical_time.words import (
    count_text,
    date_text,
    list_text,
    span_text,
    time_text,
    timed_text,
    to_text,
    year_text,
)
from timelines.description import Description, Row, moment_at

_ALT_ROWS = 12  # a listener who wants more has the table
MOST_LABELS = 400  # rows; beyond this a label is in the hover and in the table


def moment_words(position: float, *, hours: bool) -> str:
    """A position on a time axis as a date, or as a date and time at the scale of hours."""
    moment = moment_at(position)
    return timed_text(moment) if hours else date_text(moment.date())


def span_words(low: float, high: float, *, hours: bool) -> str:
    """The stretch of a time axis: years for decades, days, or moments at the scale of hours.

    Days are those that lie whole between the two positions, so that the room an axis has at its
    ends adds none.
    """
    if hours:
        begins, ends = moment_at(low), moment_at(high)
        same_day = begins != ends and begins.date() == ends.date()
        return to_text(timed_text(begins), time_text(ends) if same_day else timed_text(ends))
    day = math.ceil(low)
    last_day = max(day, math.floor(high + 1 / 1440) - 1)  # the last of all ends a minute early
    first, last = moment_at(day).date(), moment_at(last_day).date()
    if high - low > 5 * 365:
        return to_text(year_text(first.year), year_text(last.year))
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
