"""`Timeline`: events on an axis of time, from eighty years to six hours."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

import pandas as pd

from historical_time.clocks import Clock
from historical_time.edtf import EdtfError, parse_edtf
from timelines import wording
from timelines.description import (
    LAST_POSITION,
    OPEN,
    UNKNOWN,
    Axis,
    BackgroundSpan,
    Description,
    Lane,
    ReferenceLine,
    Row,
    TimelineError,
    position_of,
)
from timelines.figure import RowFigure
from timelines.rows import Setting, cell, rows_of
from timelines.scale import segments_of, shares_of
from timelines.terms import hues_of, labels_of, lanes_named
from timelines.ticks import second_ticks

_HOURS_SPAN = 31.0  # days; a longer axis shows no hours
_STUB_SHARE = 0.09  # of the axis, kept free beside an unknown end
When = str | dt.date | dt.datetime
_CHARACTERS_OF_LANES = 60


class Timeline(RowFigure):
    """Events as rows in lanes, with what is known of their dates and what is not.

    Args:
        events: a slice of `dataset.events`; `id`, `name` and `start` are required, and
            `lane, extent, start_time, end, end_time, clock, sources` are read if present.
        lanes: the lanes in order, as ids or as {id: name}, where None is a lane's own name;
            events of other lanes are left out. By default the lanes that occur, in order of first
            appearance. Their own names and hues are those that the table carries
            (`timelines.terms`).
        clock: the clock of the axis, a `Clock` or an id. With it, an axis of a month or less
            counts hours, and every date is converted.
        second_clock: another clock for a second axis above, at the scale of hours.
        clocks: the clocks by id (`dataset.clocks_by_id`), for the events' own clocks.
        span: (first, last) to show; dates are whole days, datetimes are on the clock of the axis.
            Events wholly outside are not drawn, and the caption counts them.
        reference_lines: (when, label) for each line across all lanes.
        background: (first, last, label) for each span behind all lanes.
        breaks: (first, last) of each stretch to cut out; None cuts where one empty stretch is
            most of the axis, () never cuts.
        title: by default the lanes and years.
        caption: by default computed from the data.
        alt: by default computed from the data.
        note: a line under the figure.
        highlight: ids of the events whose labels are bold.
        labels: {id: shorter name}.
        hues: {lane: hue of the palette}, before those that the table carries.
        source_names: {key: short citation}; keys without one are shown as they are.
        packed: False gives every event a line of its own, in the order of the table.
        labelled: False draws marks alone, closely; the labels are in the table.
    """

    def __init__(
        self,
        events: pd.DataFrame,
        lanes: Sequence[str] | Mapping[str, str | None] | None = None,
        clock: Clock | str | None = None,
        *,
        second_clock: Clock | str | None = None,
        clocks: Mapping[str, Clock] | Iterable[Clock] | None = None,
        span: tuple[When, When] | None = None,
        reference_lines: Iterable[tuple[When, str]] = (),
        background: Iterable[tuple[When, When, str]] = (),
        breaks: Iterable[tuple[When, When]] | None = None,
        title: str | None = None,
        caption: str | None = None,
        alt: str | None = None,
        note: str = "",
        highlight: Collection[str] = (),
        labels: Mapping[str, str] | None = None,
        hues: Mapping[str, str] | None = None,
        source_names: Mapping[str, str] | None = None,
        packed: bool = True,
        labelled: bool = True,
    ) -> None:
        known = clocks_by_id(clocks if clocks is not None else events.attrs.get("clocks"))
        axis_clock = find_clock(clock, known, "clock")
        second = find_clock(second_clock, known, "second_clock")
        if second and not axis_clock:
            raise TimelineError("second_clock: expected a clock as well, for the axis below")
        events = _renamed(events, labels)
        setting = Setting(axis_clock, known, False, frozenset(highlight), source_names)
        limits = _limits(span)
        rows = rows_of(events, setting)
        chosen = lanes_named(
            list(dict.fromkeys(row.lane for row in rows)) if lanes is None else lanes,
            labels_of(events, "lane"),
            {**hues_of(events, "lane"), **(hues or {})},
        )
        rows = _in_lanes(rows, chosen)
        low, high = limits or covered(rows)
        if axis_clock and high - low <= _HOURS_SPAN:
            setting = replace(setting, hours=True)
            rows = _in_lanes(rows_of(events, setting), chosen)
        references = tuple(
            ReferenceLine(position(when, "reference_lines"), cell(label))
            for when, label in reference_lines
        )
        spans = tuple(
            BackgroundSpan(
                position(first, "background"), position(last, "background", end=True), cell(label)
            )
            for first, last, label in background
        )
        cuts = None
        if breaks is not None:
            cuts = [
                (position(first, "breaks"), position(last, "breaks", end=True))
                for first, last in breaks
            ]
        axis = _axis(rows, limits, cuts, setting.hours, [line.position for line in references])
        shown = tuple(row for row in rows if not row.dated or axis.shows(*row.known))
        if not shown:
            raise TimelineError("span: no event lies in it; expected at least one")
        if axis_clock and setting.hours:
            axis = _on_clocks(axis, axis_clock, second)
        ordered = shown if not packed else tuple(sorted(shown, key=_in_time))
        description = Description(
            rows=ordered,
            lanes=tuple(lane for lane in chosen if any(row.lane == lane.id for row in shown)),
            axis=axis,
            note=note,
            references=tuple(line for line in references if axis.shows(*[line.position] * 2)),
            background=tuple(item for item in spans if axis.shows(item.start, item.end)),
            packed=packed,
            labelled=labelled,
            hidden=tuple(row for row in rows if row.dated and not axis.shows(*row.known)),
        )
        self.description = worded(description, title, caption, alt)


def worded(
    description: Description, title: str | None, caption: str | None, alt: str | None
) -> Description:
    """The description with its title, caption and alternative text, given or computed."""
    axis = description.axis
    drawn = [row for row in description.rows if row.dated]
    extent = _within([row.known for row in drawn], axis.low, axis.high)
    days = _within([row.days for row in drawn if row.days], *_midnights(axis))
    if not axis.hours:
        extent = days or extent
    if title is None:
        names = ", ".join(lane.name for lane in description.lanes if lane.name)
        title = names if 0 < len(names) <= _CHARACTERS_OF_LANES else "Timeline"
        if days:
            title += f", {wording.span_words(*days, hours=False)}"
    description = replace(description, title=cell(title))
    description = replace(description, caption=caption or wording.caption_of(description, extent))
    return replace(description, alt=alt or wording.alt_of(description))


def _within(
    extents: Sequence[tuple[float, float]], low: float, high: float
) -> tuple[float, float] | None:
    """The outermost of the extents, within an axis."""
    if not extents:
        return None
    return max(min(start for start, _ in extents), low), min(max(end for _, end in extents), high)


def _midnights(axis: Axis) -> tuple[float, float]:
    return float(math.floor(axis.low)), float(math.ceil(axis.high))


def clocks_by_id(clocks: Mapping[str, Clock] | Iterable[Clock] | None) -> dict[str, Clock]:
    """Clocks by id, from a mapping or from the clocks themselves."""
    if clocks is None:
        return {}
    if isinstance(clocks, Mapping):
        return dict(clocks)
    return {clock.id: clock for clock in clocks}


def find_clock(clock: Clock | str | None, known: Mapping[str, Clock], what: str) -> Clock | None:
    """A clock itself or by its id."""
    if clock is None or isinstance(clock, Clock):
        return clock
    if clock not in known:
        raise TimelineError(f"{what}: {clock!r}; expected one of {', '.join(known) or 'no clocks'}")
    return known[clock]


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


def covered(rows: Sequence[Row]) -> tuple[float, float]:
    """The outermost known positions."""
    extents = [row.known for row in rows if row.dated]
    if not extents:
        raise TimelineError(
            "events: no row has a date, so there is no axis; expected at least one dated event"
        )
    return min(low for low, _ in extents), max(high for _, high in extents)


def _on_clocks(axis: Axis, clock: Clock, second: Clock | None) -> Axis:
    """The axis with the names of its clocks, and the ticks of the second one."""
    if second is not None:
        ticks = second_ticks(axis, clock, second)
        axis = replace(axis, second_ticks=ticks, second_clock=second.name)
    return replace(axis, clock=clock.name)


def _axis(
    rows: Sequence[Row],
    limits: tuple[float, float] | None,
    cuts: Sequence[tuple[float, float]] | None,
    hours: bool,
    reference_positions: Iterable[float],
) -> Axis:
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


def _cut(
    limits: tuple[float, float], cuts: Iterable[tuple[float, float]]
) -> tuple[tuple[float, float], ...]:
    edges = [limits[0], *(edge for cut in sorted(cuts) for edge in cut), limits[1]]
    if edges != sorted(edges):
        raise TimelineError("breaks: expected stretches inside the span that do not overlap")
    return tuple((edges[at], edges[at + 1]) for at in range(0, len(edges), 2))


def _limits(span: tuple[When, When] | None) -> tuple[float, float] | None:
    if span is None:
        return None
    low, high = position(span[0], "span"), position(span[1], "span", end=True)
    if not low < high:
        raise TimelineError(f"span: {span[0]} to {span[1]}; expected a first day before a last")
    return low, high


def _in_lanes(rows: Sequence[Row], lanes: Sequence[Lane]) -> tuple[Row, ...]:
    if not rows:
        raise TimelineError("events: no rows; expected at least one event")
    wanted = {lane.id for lane in lanes}
    kept = tuple(row for row in rows if row.lane in wanted)
    if not kept:
        raise TimelineError(f"lanes: no event is in {', '.join(sorted(wanted)) or 'any'}")
    return kept


def _in_time(row: Row) -> tuple[float, float]:
    return row.known if row.dated else (math.inf, math.inf)


def _renamed(events: pd.DataFrame, labels: Mapping[str, str] | None) -> pd.DataFrame:
    if not labels:
        return events
    unknown = set(labels) - set(events["id"])
    if unknown:
        raise TimelineError(f"labels: no event has the id {', '.join(sorted(unknown))}")
    return events.assign(
        name=[labels.get(key, name) for key, name in zip(events["id"], events["name"], strict=True)]
    )
