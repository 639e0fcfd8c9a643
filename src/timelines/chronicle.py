"""`Timeline`: events on an axis of time, from eighty years to six hours."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import pandas as pd

from historical_time.clocks import Clock
from timelines import wording
from timelines.description import (
    Axis,
    BackgroundSpan,
    Description,
    Lane,
    ReferenceLine,
    Row,
    TimelineError,
)
from timelines.figure import RowFigure
from timelines.given import given_table
from timelines.rows import Setting, cell, rows_of
from timelines.terms import hues_of, labels_of, lanes_named
from timelines.time_axis import When, covered, extent_of, limits_of, on_clocks, position, time_axis

_HOURS_SPAN = 31.0  # days; a longer axis shows no hours
_CHARACTERS_OF_LANES = 60


class Timeline(RowFigure):
    """Events as rows in lanes, with what is known of their dates and what is not.

    Args:
        events: a slice of `dataset.events`, another DataFrame, of pandas or of a library that
            narwhals knows, or a list of mappings. A `start` is needed; `id, name, lane, extent,
            start_time, end, end_time, clock, sources` are read if present. A date is text in
            EDTF, a year, or a timestamp, whose hour and zone are kept.
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
        id, name, start, end, lane: the columns of `events` that hold these, where they have
            other names.
    """

    def __init__(
        self,
        events: Any,
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
        id: str | None = None,
        name: str | None = None,
        start: str | None = None,
        end: str | None = None,
        lane: str | None = None,
    ) -> None:
        columns = {"id": id, "name": name, "start": start, "end": end, "lane": lane}
        events, zones = given_table(events, columns)
        known = zones | clocks_by_id(clocks)
        axis_clock = find_clock(clock, known, "clock")
        second = find_clock(second_clock, known, "second_clock")
        if second and not axis_clock:
            raise TimelineError("second_clock: expected a clock as well, for the axis below")
        events = _renamed(events, labels)
        setting = Setting(axis_clock, known, False, frozenset(highlight), source_names)
        limits = limits_of(span)
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
            BackgroundSpan(*extent_of(first, last, "background"), cell(label))
            for first, last, label in background
        )
        cuts = None if breaks is None else [extent_of(*stretch, "breaks") for stretch in breaks]
        axis = time_axis(rows, limits, cuts, setting.hours, [line.position for line in references])
        if axis_clock and setting.hours:
            axis = on_clocks(axis, axis_clock, second)
        shown = _shown(rows, axis, in_time=packed)
        description = Description(
            rows=shown,
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


def _shown(rows: Sequence[Row], axis: Axis, *, in_time: bool) -> tuple[Row, ...]:
    """The rows of which something is seen, in the order of time where each has no line."""
    shown = tuple(row for row in rows if not row.dated or axis.shows(*row.known))
    if not shown:
        raise TimelineError("span: no event lies in it; expected at least one")
    return tuple(sorted(shown, key=_in_time)) if in_time else shown


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
        one = f"one of {', '.join(known)}" if known else "clocks=, such as dataset.clocks_by_id"
        raise TimelineError(f"{what}: {clock!r}; expected {one}")
    return known[clock]


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
