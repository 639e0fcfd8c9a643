"""`StatementsChart`: numbers by the year in which they were said, a line for each count of a side.

A number is a dot, a range the lightest mark there is; a dot that the other side claimed is hollow.
Numbers of one measure, told by one side, are joined, so that the eye sees how a count moved. What
nobody dated stands apart at the right. Nothing is averaged, and no line joins two things counted.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import pandas as pd

from historical_time.words import number_text, range_text
from timelines.description import Tick, TimelineError
from timelines.losses import bounds_of
from timelines.panel_figure import PanelFigure
from timelines.panels import (
    FULL,
    HOLLOW,
    Dot,
    Mark,
    Panel,
    Panels,
    Stem,
    Stroke,
    Words,
    in_words,
)
from timelines.rows import cell, items
from timelines.scene import Answer
from timelines.terms import hues_of, labels_of, lanes_named, lowered
from timelines.wording import isolated

_NEEDED = ("low", "high", "year", "party", "measure")
_LEVELS = 4  # lines across a panel, about
_UNDATED = 0.24  # of the years shown, between the last of them and what nobody dated
_MOST_YEARS = 2000
_ALONE, _AMONG = 13.0, 9.0  # lines of text, the height of a panel by itself and of one of several
_ROOM = 0.24  # of the years shown, for the numbers of the levels at the left


def statements_chart(
    figures: pd.DataFrame,
    panels: Mapping[str, Collection[str]],
    *,
    title: str,
    caption: str = "",
    claims: Collection[str] = (),
    named: Mapping[str, str] | None = None,
    source_names: Mapping[str, str] | None = None,
) -> PanelFigure:
    """Figures as dots over the years in which they were stated, a panel for each kind of count.

    Args:
        figures: a slice of `dataset.figures`: `low, high, year, party, measure`, and if present
            `id, said_by, sources, definition, scope`. Sides have the names and hues it carries.
        panels: {heading: measures}, one below the other; figures of other measures are left out.
        title: the answer.
        caption: by default how the figure is read.
        claims: ids of figures that the other side claimed: hollow, and joined apart.
        named: {id: a few words beside its dot}.
        source_names: {key: short citation}.

    Raises TimelineError for a table without a needed column, no figure left, a figure without a
    number or with its range turned about, and years so far apart that no line is legible.
    """
    chosen = _chosen(figures, panels)
    hues = {lane.id: lane.hue for lane in _sides(chosen)}
    years = [int(year) for year in chosen["year"].dropna()]
    first, last = _span(years)
    undated = last + (last - first) * _UNDATED
    told = [
        _Statement(row, at, claims, labels_of(figures, "measure"), source_names or {})
        for at, row in enumerate(chosen.to_dict("records"))
    ]
    ordered = sorted(told, key=lambda one: (one.year or 9999, one.low or 0))
    for at, one in enumerate(ordered):
        one.answer = replace(one.answer, row=at)
    middle = (first + last) / 2
    lines = _ALONE if len(panels) == 1 else _AMONG
    drawn = tuple(
        _panel(
            heading,
            [one for one in told if one.measure in measures],
            hues,
            undated,
            named,
            lines,
            middle,
        )
        for heading, measures in panels.items()
    )
    missing = any(one.year is None for one in told)
    ticks = [Tick(float(year), str(year)) for year in _decades(first, last)]
    if missing:
        ticks.append(Tick(undated, "no year"))
    caption = caption or (
        "Each dot is a number at the year in which it was stated; lines join one count of one "
        "side. Pale uprights are ranges."
    )
    sides = _sides(chosen)
    described = Panels(
        title,
        in_words(title, caption, [one.words for one in ordered]),
        drawn,
        (first - (last - first) * _ROOM, (undated if missing else last) + (last - first) * 0.03),
        tuple(ticks),
        key=_key(told, sides),
    )
    names = {lane.id: lane.name for lane in sides}
    rows = tuple(one.cells(names) for one in ordered)
    columns = ("Year", "Said by", "Side", "Counted", "Figure", "Sources")
    return PanelFigure(described, "statements", caption, columns, rows)


class _Statement:
    """One figure: what it says, when, of which side, and whose claim it is."""

    def __init__(
        self,
        record: Mapping[Any, Any],
        at: int,
        claims: Collection[str],
        labels: Mapping[str, str],
        names: Mapping[str, str],
    ) -> None:
        self.id = cell(record.get("id")) or f"figure-{at + 1}"
        self.low, self.high = bounds_of(record, self.id)
        self.measure, self.party = cell(record["measure"]), cell(record["party"])
        self.year = None if pd.isna(record["year"]) else int(record["year"])
        self.claimed = self.id in claims
        keys = items(record.get("sources"))
        self.sources = ", ".join(names.get(key, key) for key in keys)
        self.said_by = cell(record.get("said_by")) or self.sources or self.id
        self.counted = lowered(labels.get(self.measure, self.measure.replace("-", " ")))
        self.number = range_text(self.low, self.high)
        self.words = (
            f"{self.year or 'No year'}: {isolated(self.said_by)}, {self.number} {self.counted}"
        )
        more = (cell(record.get(column)) for column in ("definition", "scope"))
        details = (self.words, *(text for text in more if text), self.sources)
        self.answer = Answer(self.id, tuple(filter(None, details)))

    def cells(self, names: Mapping[str, str]) -> tuple[str, ...]:
        year, side = str(self.year or "no year"), names[self.party]
        return year, self.said_by, side, self.counted, self.number, self.sources

    @property
    def single(self) -> float | None:
        """The number, of one that gives no range."""
        return self.low if self.low == self.high else None


def _chosen(figures: pd.DataFrame, panels: Mapping[str, Collection[str]]) -> pd.DataFrame:
    missing = [name for name in _NEEDED if name not in figures.columns]
    if missing:
        raise TimelineError(
            f"figures: no column {', '.join(missing)}; expected {', '.join(_NEEDED)}"
        )
    wanted = {measure for measures in panels.values() for measure in measures}
    chosen = figures[figures["measure"].isin(wanted)]
    if chosen.empty:
        raise TimelineError(
            f"figures: none counts {', '.join(sorted(wanted))}; expected at least one"
        )
    return chosen


def _sides(figures: pd.DataFrame) -> Any:
    parties = list(dict.fromkeys(map(cell, figures["party"])))
    return lanes_named(parties, labels_of(figures, "party"), hues_of(figures, "party"))


def _span(years: Sequence[int]) -> tuple[float, float]:
    """The first and last year of the axis: at least a decade, and no more than can be read."""
    if not years:
        raise TimelineError("figures: none has a year; expected at least one that has")
    first, last = min(years), max(years)
    if last - first > _MOST_YEARS:
        shown = (
            f"figures: the years {first} and {last}; expected at most {_MOST_YEARS:,} years apart"
        )
        raise TimelineError(shown)
    spare = max(10 - (last - first), 0) / 2
    return first - spare, last + spare


def _decades(first: float, last: float) -> Iterator[int]:
    """Round years of the axis, no more than five."""
    step = next(step for step in (2, 5, 10, 20, 25, 50, 100, 250, 500) if (last - first) / step < 5)
    at = -int(-first // step) * step
    while at <= last:
        yield at
        at += step


def _panel(
    heading: str,
    told: Sequence[_Statement],
    hues: Mapping[str, str],
    undated: float,
    named: Mapping[str, str] | None,
    lines: float,
    middle: float,
) -> Panel:
    numbers = [number for one in told for number in (one.low, one.high) if number is not None]
    if not numbers:
        raise TimelineError(f"panel {heading!r}: no figure; expected at least one")
    levels = _levels(max(numbers))
    marks: list[Mark] = list(_lines(told, hues))
    marks += [mark for one in told for mark in _marks(one, hues[one.party], undated)]
    for one in told:
        if words := (named or {}).get(one.id):
            marks.append(_label(one, words, undated, middle))
    worded = tuple((level, number_text(level) if level else "") for level in levels)
    return Panel(heading, tuple(marks), 0.0, max(*numbers, 1.0) * 1.1, lines, levels=worded)


def _marks(one: _Statement, hue: str, undated: float) -> Iterator[Mark]:
    at = undated if one.year is None else float(one.year)
    if one.single is not None:
        yield Dot(at, one.single, hue, one.answer, HOLLOW if one.claimed else FULL)
    elif one.low is None or one.high is None:  # at least, or at most: a small dot at the bound
        known = one.low if one.high is None else one.high
        yield Dot(at, known or 0.0, hue, one.answer, HOLLOW if one.claimed else FULL, size=0.7)
    else:
        yield Stem(at, one.low, one.high, hue, one.answer)


def _lines(told: Sequence[_Statement], hues: Mapping[str, str]) -> Iterator[Stroke]:
    """A line for each measure of each side, those that the other side claimed apart."""
    series: dict[tuple[str, str, bool], list[tuple[float, float]]] = defaultdict(list)
    for one in told:
        if one.year is not None and one.single is not None:
            series[one.party, one.measure, one.claimed].append((float(one.year), one.single))
    for (party, _, claimed), points in series.items():
        if len(points) > 1:
            yield Stroke(tuple(sorted(points)), f"full-{hues[party]}", claimed, 1.4)


def _label(one: _Statement, words: str, undated: float, middle: float) -> Words:
    """Words over a dot, towards the middle of the panel."""
    at = undated if one.year is None else float(one.year)
    height = one.high if one.high is not None else one.low or 0.0
    side = "end" if at > middle else "start"
    return Words(
        at, height, f"{words}, {one.number}", "ink", side, 0.6 if side == "start" else -0.6, -0.8
    )


def _levels(most: float) -> list[float]:
    """Round numbers from nought up to the highest, no more than four beside it."""
    power = 10.0 ** (len(str(int(most))) - 1)
    steps = (power * part for part in (0.1, 0.2, 0.25, 0.5, 1.0, 2.0, 2.5))
    step = max(next(step for step in steps if most < step * (_LEVELS + 1)), 1.0)
    return [step * at for at in range(int(most // step) + 1)]


def _key(told: Sequence[_Statement], sides: Any) -> tuple[tuple[str, str, str], ...]:
    key = [("dot", side.hue, side.name) for side in sides]
    if any(one.claimed for one in told):
        claimed = next(one for one in told if one.claimed)
        hue = next(side.hue for side in sides if side.id == claimed.party)
        key.append(("ring", hue, "as the other side claimed"))
    ranged = next((one for one in told if one.low is not None and one.low != one.high), None)
    if ranged:
        hue = next(side.hue for side in sides if side.id == ranged.party)
        key.append(("pale", hue, "a range"))
    return tuple(key)
