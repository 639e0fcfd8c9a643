"""`events_over_time`: how many events each lane has in each quarter of a year, to scale.

No stretch of the axis is cut out, so that a silence is as long as it was.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

import pandas as pd

from historical_time.words import count_text
from timelines.description import Tick, TimelineError
from timelines.panel_figure import PanelFigure
from timelines.panels import FULL, Mark, Panel, Panels, Ribbon, Words, in_words
from timelines.scene import Answer
from timelines.terms import hues_of, labels_of, lanes_named

_QUARTERS = 4
_LINES = 1.5  # of text, a lane's highest column
_EVERY = 5  # years between two ticks
_LONGEST = 400  # years


def events_over_time(
    events: pd.DataFrame,
    lanes: Sequence[str] | Mapping[str, str | None],
    years: tuple[int, int],
    *,
    title: str,
    caption: str = "",
) -> PanelFigure:
    """Events by the quarter in which they can first have begun, a panel for each lane.

    Args:
        events: columns `lane` and `start_earliest`; those without a date or outside the years are
            left out.
        lanes: as for `Timeline`.
        years: the first and the last.
        title: the answer.
        caption: by default how the figure is read.

    Raises TimelineError for years turned about or too far apart, and where no event is left.
    """
    first, last = years
    if not 0 <= last - first <= _LONGEST:
        raise TimelineError(
            f"years: {first} to {last}; expected at most {_LONGEST}, the first first"
        )
    chosen = lanes_named(lanes, labels_of(events, "lane"), hues_of(events, "lane"))
    begun = events["start_earliest"]
    kept = events[begun.notna() & begun.dt.year.between(first, last)]
    kept = kept[kept["lane"].isin([lane.id for lane in chosen])]
    if kept.empty:
        raise TimelineError(
            f"events: none of these lanes in {first} to {last}; expected at least one"
        )
    at = kept["start_earliest"].dt.year + (kept["start_earliest"].dt.quarter - 1) / _QUARTERS
    counts = kept.groupby([kept["lane"], at]).size()
    most = float(counts.max())
    panels: list[Panel] = []
    cells: list[tuple[str, str, str]] = []
    late = at.median() > (first + last) / 2  # names stand where fewer columns are
    for lane in chosen:
        own = counts.get(lane.id, pd.Series(dtype=int))
        marks: list[Mark] = []
        for quarter, number in own.items():
            season = f"{int(quarter)}, quarter {int(quarter % 1 * _QUARTERS) + 1}"
            words = f"{lane.name}, {season}: {count_text(int(number), 'event')}"
            asked = _asked(lane.name, float(quarter))
            answer = Answer(f"{lane.id}-{quarter:g}", (words,), about=asked, row=len(cells))
            right = quarter + 1 / _QUARTERS
            ring = ((quarter, 0.0), (quarter, number), (right, number), (right, 0.0))
            marks.append(Ribbon(ring, lane.hue, answer, FULL))
            cells.append((lane.name, season, str(number)))
        side, align = (float(first), "start") if late else (float(last + 1), "end")
        name = f"{lane.name}, {int(own.sum())}"
        named = Words(side, 0.0, name, f"full-{lane.hue}", align, down=-0.62)
        levels = ((0.0, ""),)
        panels.append(Panel("", (*marks, named), 0.0, most, _LINES, levels=levels))
    caption = caption or (
        f"Each column is the number of events that began in a quarter of a year, the highest "
        f"{count_text(int(most), 'event')}; the axis is whole, so that an empty stretch is "
        "a silence of the record."
    )
    ticks = tuple(
        Tick(float(y), str(y)) for y in range(-(-first // _EVERY) * _EVERY, last + 1, _EVERY)
    )
    alt = in_words(
        title, caption, [f"{lane}: {season}, {number}" for lane, season, number in cells]
    )
    described = Panels(title, alt, tuple(panels), (float(first), float(last + 1)), ticks)
    return PanelFigure(described, "density", caption, ("Lane", "Quarter", "Events"), tuple(cells))


def _asked(lane: str, quarter: float) -> str:
    """What a chronology is asked for the events that a column counts."""
    year, month = int(quarter), int(quarter % 1 * 12) + 1
    ends = {"from": f"{year}-{month:02}", "to": f"{year}-{month + 2:02}"}
    return "?" + urlencode({"lane": lane, **ends, "begun": "yes"})
