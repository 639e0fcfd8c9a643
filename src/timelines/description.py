"""What a figure says, before anything is drawn: rows, lanes, lines, spans, an axis and its words.

matplotlib, plotly, the table and the alternative text are four readings of one `Description`.
Positions are floats: on a time axis days since 1 January 1970 on the clock of the axis (so that
9 August 1945, 00:10 is -8910.993), on a number axis the number itself.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping
from dataclasses import dataclass, field

from plain_text.told import ToldError

CLOSED, OPEN, UNKNOWN = "closed", "open", "unknown"
_EPOCH = dt.date(1970, 1, 1).toordinal()
# The last moment both matplotlib's and plotly's calendars know.
LAST_POSITION = dt.date.max.toordinal() + 1 - _EPOCH - 1 / 1440


class TimelineError(ToldError, ValueError):
    """A timeline that cannot be drawn: which row or argument, what it holds, what was expected."""


@dataclass(frozen=True, slots=True)
class Row:
    """One event: an instant or a period, each boundary a range of positions or unknown.

    `start` and `end` are (earliest, latest) or None where the kind is open or unknown. Of an
    instant both are the same range. Between them a period is certain from the latest start to the
    earliest end and possible from the earliest start to the latest end.
    """

    id: str
    label: str
    lane: str
    instant: bool
    start: tuple[float, float] | None
    end: tuple[float, float] | None
    start_kind: str = CLOSED
    end_kind: str = CLOSED
    circa_start: bool = False
    circa_end: bool = False
    exact: bool = True  # an instant known as closely as the axis can show
    moments: tuple[
        tuple[float, float, bool], ...
    ] = ()  # of days that all count: low, high, run of days
    days: tuple[float, float] | None = None  # midnights about the days it may touch, on a time axis
    emphasis: bool = False
    when: str = ""
    details: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    about: str = ""  # the event that it tells of, by its id
    # What else its table says of it, by column: a mark may stand by that.
    event: Mapping[str, object] = field(default_factory=dict, compare=False, repr=False)

    @property
    def dated(self) -> bool:
        """Whether the row has any place on the axis."""
        return self.start is not None or self.end is not None

    @property
    def known(self) -> tuple[float, float]:
        """The outermost positions the record gives; a `ValueError` for an undated row."""
        ends = [position for pair in (self.start, self.end) if pair for position in pair]
        return min(ends), max(ends)

    @property
    def core(self) -> tuple[float, float] | None:
        """The certain extent of a period, or None where no moment is certain."""
        if self.instant or self.moments or self.start is None or self.end is None:
            return None
        return (self.start[1], self.end[0]) if self.start[1] < self.end[0] else None


@dataclass(frozen=True, slots=True)
class Lane:
    """A named band of rows; `hue` names its colours in the palette."""

    id: str
    name: str
    hue: str


@dataclass(frozen=True, slots=True)
class ReferenceLine:
    """A moment across all lanes."""

    position: float
    label: str


@dataclass(frozen=True, slots=True)
class BackgroundSpan:
    """A period behind all lanes: a war, a conference."""

    start: float
    end: float
    label: str


@dataclass(frozen=True, slots=True)
class Tick:
    """A label on an axis; `context` is the second line (the month, the year, the day)."""

    position: float
    label: str
    context: str = ""
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Axis:
    """The scale: one segment, or several with a break between.

    `shares` are the segments' parts of the width. `clock` names the clock of a time axis at the
    scale of hours, `second` the ticks of another clock at positions on this axis.
    """

    kind: str  # "time" or "number"
    segments: tuple[tuple[float, float], ...]
    shares: tuple[float, ...] = (1.0,)
    clock: str = ""
    second_clock: str = ""
    second_ticks: tuple[Tick, ...] = ()
    hours: bool = False
    name: str = ""

    @property
    def low(self) -> float:
        """The leftmost position."""
        return self.segments[0][0]

    @property
    def high(self) -> float:
        """The rightmost position."""
        return self.segments[-1][1]

    def shows(self, low: float, high: float) -> bool:
        """Whether anything of a range lies in a segment."""
        return any(low <= end and high >= start for start, end in self.segments)


@dataclass(frozen=True, slots=True)
class Description:
    """A whole figure. `note` is printed under it, `caption` and `alt` stand beside it."""

    rows: tuple[Row, ...]
    lanes: tuple[Lane, ...]
    axis: Axis
    title: str = ""
    caption: str = ""
    alt: str = ""
    note: str = ""
    references: tuple[ReferenceLine, ...] = ()
    background: tuple[BackgroundSpan, ...] = ()
    packed: bool = True
    labelled: bool = True
    kind: str = "timeline"
    columns: tuple[str, ...] = ("Event", "Lane", "When", "Sources")
    hidden: tuple[Row, ...] = field(default=())  # rows wholly outside the span asked for


def position_of(moment: dt.date | dt.datetime) -> float:
    """Days since 1 January 1970 of a civil date or date and time."""
    days = float(moment.toordinal() - _EPOCH)
    if isinstance(moment, dt.datetime):
        days += (moment.hour * 3600 + moment.minute * 60 + moment.second) / 86400
    return days


def moment_at(position: float) -> dt.datetime:
    """The civil date and time at a position, to the minute, within the years 1 to 9999."""
    position = min(max(position, float(1 - _EPOCH)), LAST_POSITION)
    minutes = round(position * 1440)
    day, minute = divmod(minutes, 1440)
    midnight = dt.datetime.fromordinal(day + _EPOCH)
    return midnight + dt.timedelta(minutes=minute)


def finite(value: float, what: str) -> float:
    """The value, or an error that says what was not a number."""
    if not math.isfinite(value):
        raise TimelineError(f"{what}: expected a finite number, found {value}")
    return float(value)
