"""The axis of a timeline: from dates to positions, which stretches are kept, on whose clock."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Sequence
from dataclasses import replace

from historical_time.clocks import Clock
from historical_time.edtf import EdtfError, parse_edtf
from timelines.description import (
    LAST_POSITION,
    OPEN,
    UNKNOWN,
    Axis,
    Row,
    TimelineError,
    position_of,
)
from timelines.scale import segments_of, shares_of
from timelines.ticks import second_ticks

When = str | dt.date | dt.datetime
_STUB_SHARE = 0.09  # of the axis, kept free beside an unknown end


def position(when: When, what: str, *, end: bool = False) -> float:
    """A position from EDTF, a date or a datetime; a whole day as an end is its last moment."""
    if isinstance(when, dt.datetime):
        if when.tzinfo is not None:
            raise TimelineError(f"{what}: {when}: an offset; expected the clock of the axis")
        return position_of(when)
    if isinstance(when, dt.date):
        return position_of(when) + float(end)
    try:
        if "T" in when or (" " in when and ":" in when):
            return position(dt.datetime.fromisoformat(when), what)
        bounds = parse_edtf(when)
    except TimelineError:
        raise
    except (EdtfError, TypeError, ValueError) as error:
        raise TimelineError(f"{what}: {when!r}: {error}") from error
    day = bounds.end_latest if end else bounds.start_earliest
    if day is None:
        raise TimelineError(f"{what}: {when!r} has no {'last' if end else 'first'} day")
    return position_of(day) + float(end)


def extent_of(first: When, last: When, what: str) -> tuple[float, float]:
    """From a first day or moment to a last one, both included."""
    return position(first, what), position(last, what, end=True)


def covered(rows: Sequence[Row]) -> tuple[float, float]:
    """The outermost known positions."""
    extents = [row.known for row in rows if row.dated]
    if not extents:
        raise TimelineError(
            "events: no row has a date, so there is no axis; expected at least one dated event"
        )
    return min(low for low, _ in extents), max(high for _, high in extents)


def limits_of(span: tuple[When, When] | None) -> tuple[float, float] | None:
    """The ends of the span asked for, if one is."""
    if span is None:
        return None
    low, high = extent_of(*span, "span")
    if not low < high:
        raise TimelineError(f"span: {span[0]} to {span[1]}; expected a first day before a last")
    return low, high


def time_axis(
    rows: Sequence[Row],
    limits: tuple[float, float] | None,
    cuts: Sequence[tuple[float, float]] | None,
    hours: bool,
    reference_positions: Iterable[float],
) -> Axis:
    """The axis that shows the rows, or the limits asked for; `cuts` are left out of it."""
    least = 1 / 24 if hours else 1.0
    if limits is not None:
        segments = _cut(limits, cuts or ())
    else:
        low, high = covered(rows)
        stub = max(high - low, least) * _STUB_SHARE
        extents = [
            (
                row.known[0] - (stub if row.start_kind == UNKNOWN else 0.0),
                row.known[1] + (stub if row.end_kind == UNKNOWN else 0.0),
            )
            for row in rows
            if row.dated
        ]
        if any(OPEN in (row.start_kind, row.end_kind) for row in rows):
            extents.append((high, high))
        extents += [(at, at) for at in reference_positions if math.isfinite(at)]
        segments = segments_of(extents, cuts, least * 2)
    lows = [row.known[0] for row in rows if row.dated]
    segments = tuple((low, min(high, LAST_POSITION)) for low, high in segments)
    return Axis("time", segments, shares_of(segments, lows), hours=hours)


def on_clocks(axis: Axis, clock: Clock, second: Clock | None) -> Axis:
    """The axis with the names of its clocks, and the ticks of the second one."""
    if second is not None:
        ticks = second_ticks(axis, clock, second)
        axis = replace(axis, second_ticks=ticks, second_clock=second.name)
    return replace(axis, clock=clock.name)


def _cut(
    limits: tuple[float, float], cuts: Iterable[tuple[float, float]]
) -> tuple[tuple[float, float], ...]:
    edges = [limits[0], *(edge for cut in sorted(cuts) for edge in cut), limits[1]]
    if edges != sorted(edges):
        raise TimelineError("breaks: expected stretches inside the span that do not overlap")
    return tuple((edges[at], edges[at + 1]) for at in range(0, len(edges), 2))
