"""`ReadingsForest`: what each source says of one event, the preferred reading first.

A forest of alternatives: one line for each reading of a boundary, its day or its minute, over a
pale span of the preferred reading, so that the eye sees at once who agrees with whom.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

import pandas as pd

from historical_time.clocks import Clock
from timelines.chronicle import Timeline, worded
from timelines.description import BackgroundSpan, ReferenceLine, TimelineError
from timelines.palette import hue_at
from timelines.rows import cell, items
from timelines.terms import hues_of

_BOUNDARIES = ("start", "end")
_HEADINGS = {"start": "When it began", "end": "When it ended"}


class ReadingsForest(Timeline):
    """The readings of one event's boundaries as rows.

    Args:
        event: the event's row of `dataset.events` (a Series, or a DataFrame of one row).
        readings: `dataset.readings`; rows of other events are left out.
        boundary: "start" or "end"; by default each that has a dissenting reading.
        clock: the clock of the axis, as in `Timeline`; with it readings with clock times compare
            as moments.
        clocks: the clocks by id.
        source_names: {key: short citation}.
        title: by default the event's name.
        options: `span`, `second_clock`, `reference_lines`, `background`, `breaks`, `caption`,
            `alt` and `note`, as in `Timeline`.
    """

    def __init__(
        self,
        event: pd.Series | pd.DataFrame,
        readings: pd.DataFrame,
        *,
        boundary: str | None = None,
        clock: Clock | str | None = None,
        clocks: Mapping[str, Clock] | Iterable[Clock] | None = None,
        source_names: Mapping[str, str] | None = None,
        title: str | None = None,
        **options: Any,
    ) -> None:
        event = _one(event)
        own = readings[readings["event"] == cell(event["id"])]
        wanted = _sides(own, boundary)
        names = source_names or {}
        records = []
        for side in wanted:
            records.append(_preferred(event, side, names))
            same = own[own["boundary"] == side].to_dict("records")
            records += [_dissenting(row, at, side, names) for at, row in enumerate(same, start=1)]
        instant = cell(event.get("extent")) != "period"
        heading = {"start": "When it happened"} if instant else _HEADINGS
        caption, alt = options.pop("caption", None), options.pop("alt", None)
        highlight = [f"{side}-preferred" for side in wanted]
        super().__init__(
            pd.DataFrame(records),
            {side: heading[side] if len(wanted) > 1 else "" for side in wanted},
            clock,
            clocks=clocks,
            packed=False,
            highlight=highlight,
            source_names=names,
            title=title or f"{cell(event['name'])}: what the sources say",
            **options,
        )
        hue = hues_of(event, "lane").get(cell(event.get("lane")), hue_at(0))
        preferred = [row for row in self.description.rows if row.emphasis and row.dated]
        spans = [BackgroundSpan(*row.known, "") for row in preferred if row.known[0] < row.known[1]]
        lines = [ReferenceLine(row.known[0], "") for row in preferred if row.instant and row.exact]
        description = replace(
            self.description,
            kind="readings",
            columns=("Said by", "Boundary", "When", "Sources"),
            lanes=tuple(replace(lane, hue=hue) for lane in self.description.lanes),
            background=(*self.description.background, *spans),
            references=(
                *self.description.references,
                *(line for line in lines if self.description.axis.hours),
            ),
        )
        self.description = worded(description, description.title, caption, alt)


def _one(event: pd.Series | pd.DataFrame) -> pd.Series:
    if isinstance(event, pd.DataFrame):
        if len(event) != 1:
            raise TimelineError(f"event: {len(event)} rows; expected one")
        return event.iloc[0]
    return event


def _sides(readings: pd.DataFrame, boundary: str | None) -> list[str]:
    """The boundary asked for, or those that have a reading, or else the start."""
    if boundary not in (None, *_BOUNDARIES):
        raise TimelineError(f"boundary: {boundary!r}; expected 'start' or 'end'")
    if boundary:
        return [boundary]
    return [side for side in _BOUNDARIES if (readings["boundary"] == side).any()] or ["start"]


def _preferred(event: pd.Series, side: str, names: Mapping[str, str]) -> dict[str, object]:
    instant = cell(event.get("extent")) != "period"
    column = "start" if instant else side
    keys = items(event.get("sources"))
    label = names.get(keys[0], keys[0]) if keys else cell(event["name"])
    return {
        "id": f"{side}-preferred",
        "event": event["id"],
        "name": f"Preferred: {label}",
        "lane": side,
        "extent": "instant",
        "start": event.get(column),
        "start_time": event.get(f"{column}_time"),
        "clock": event.get("clock"),
        "sources": keys,
    }


def _dissenting(
    row: Mapping[str, object], at: int, side: str, names: Mapping[str, str]
) -> dict[str, object]:
    keys = items(row.get("sources"))
    said_by = cell(row.get("said_by")) or (names.get(keys[0], keys[0]) if keys else f"Reading {at}")
    return {
        "id": f"{side}-{at}",
        "event": row.get("event"),
        "name": said_by,
        "lane": side,
        "extent": "instant",
        "start": row.get("date"),
        "start_time": row.get("time"),
        "clock": row.get("clock"),
        "sources": keys,
    }
