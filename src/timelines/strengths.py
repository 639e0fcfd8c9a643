"""`order_of_battle`: two sides' strength in each battle, one against the other, arm by arm.

Each line is one arm in one battle: the two sides' bars run from the middle outwards, the certain
part to the least number that a source gives and the paler part to the most. The longer side of a
line has its whole width, so that a line compares two sides and no two lines; its numbers stand on
it. A side for which no source gives a number says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from historical_time.words import range_text
from timelines.description import Lane, TimelineError
from timelines.losses import bounds_of
from timelines.panel_figure import PanelFigure
from timelines.panels import FULL, PALE, Bar, Mark, Panel, Panels, Words, in_words
from timelines.rows import cell, items
from timelines.scene import Answer
from timelines.terms import hues_of, labels_of, lanes_named, lowered

_GAP = 0.012  # of half the width, between the middle and a bar
_NEEDED = ("battle", "arm", "side", "low", "high")
_PITCH = 2.4  # lines of text that a line of the figure takes


@dataclass(frozen=True, slots=True)
class Strength:
    """What the sources together give one side of one arm: the least, the most, and how many."""

    low: float
    high: float
    statements: int
    sources: tuple[str, ...]


def order_of_battle(
    figures: pd.DataFrame,
    sides: Sequence[str],
    *,
    title: str,
    caption: str = "",
    note: str = "",
    source_names: Mapping[str, str] | None = None,
) -> PanelFigure:
    """Strengths as facing bars, a panel for each battle and a line for each arm.

    Args:
        figures: a row for each statement: `battle` and `arm` as they are to be called, `side`,
            `low`, `high` and, if present, `sources`. Their order is that of the figure.
        sides: the two ids of `side`, the left one first.
        title: the answer.
        caption: by default how the figure is read.
        note: a line under the figure.
        source_names: {key: short citation}.

    Raises TimelineError for a missing column, no row of either side, or not two sides.
    """
    missing = [name for name in _NEEDED if name not in figures.columns]
    if missing:
        shown = f"figures: no column {', '.join(missing)}; expected {', '.join(_NEEDED)}"
        raise TimelineError(shown)
    if len(set(sides)) != 2:
        raise TimelineError(f"sides: {', '.join(sides)}; expected two of them")
    chosen = figures[figures["side"].isin(sides)]
    if chosen.empty:
        raise TimelineError(f"figures: none of {' or '.join(sides)}; expected at least one")
    lanes = lanes_named(sides, labels_of(figures, "side"), hues_of(figures, "side"))
    names = source_names or {}
    rows: list[_Told] = []
    panels: list[Panel] = []
    for battle, group in chosen.groupby("battle", sort=False):
        marks: list[Mark] = []
        arms = list(dict.fromkeys(group["arm"]))
        for at, arm in enumerate(arms):
            found = {
                lane.id: _strength(group[(group["arm"] == arm) & (group["side"] == lane.id)])
                for lane in lanes
            }
            told = _told(str(battle), str(arm), lanes, found, names, len(rows))
            rows += told
            marks += _line(float(len(arms) - at), str(arm), lanes, found, told)
        high = len(arms) + 0.62
        panels.append(Panel(str(battle), tuple(marks), 0.62, high, _PITCH * len(arms)))
    caption = caption or (
        "Each line compares the two sides in one arm; the longer side has the whole width. The "
        "dark part of a bar is the least that a source gives, the pale part reaches to the most."
    )
    cells = tuple(row.details for row in rows)
    said = [f"{battle}, {arm}: {side} {figure}" for battle, side, arm, figure, *_ in cells]
    key = tuple(("full", lane.hue, lane.name) for lane in lanes)
    ranged = any(one.low < one.high for one in map(_strength_of, rows) if one)
    if ranged:
        key = (*key, ("pale", lanes[1].hue, "up to the most"))
    alt = in_words(title, caption, said, most=24)
    described = Panels(title, alt, tuple(panels), (-1.0, 1.0), key=key, note=note)
    columns = ("Battle", "Side", "Arm", "Figure", "Statements", "Sources")
    return PanelFigure(described, "strengths", caption, columns, cells)


@dataclass(frozen=True, slots=True)
class _Told:
    """One side of one line: its cells in the table and its answer."""

    side: str
    strength: Strength | None
    details: tuple[str, ...]
    answer: Answer


def _strength_of(told: _Told) -> Strength | None:
    return told.strength


def _strength(rows: pd.DataFrame) -> Strength | None:
    """The least and the most of all statements, or None where there is none."""
    if rows.empty:
        return None
    pairs = [bounds_of(row, cell(row.get("id"))) for row in rows.to_dict("records")]
    lows = [low if low is not None else high for low, high in pairs]
    highs = [high if high is not None else low for low, high in pairs]
    keys = dict.fromkeys(key for keys in rows.get("sources", ()) for key in items(keys))
    least, most = min(filter(None, lows)), max(filter(None, highs))
    return Strength(least, most, len(rows), tuple(keys))


def _told(
    battle: str,
    arm: str,
    lanes: Sequence[Lane],
    found: Mapping[str, Strength | None],
    names: Mapping[str, str],
    first: int,
) -> list[_Told]:
    told = []
    for at, lane in enumerate(lanes, first):
        strength = found[lane.id]
        figure, count, sources = "no number found", "0", ""
        if strength:
            figure = range_text(strength.low, strength.high)
            count = str(strength.statements)
            sources = ", ".join(names.get(key, key) for key in strength.sources)
        words = f"{battle}, {lane.name}: {lowered(arm)} {figure}"
        hover = tuple(filter(None, (words, f"Statements: {count}", sources)))
        answer = Answer(f"{battle}-{arm}-{lane.id}".lower().replace(" ", "-"), hover, row=at)
        details = (battle, lane.name, arm, figure, count, sources)
        told.append(_Told(lane.id, strength, details, answer))
    return told


def _line(
    height: float,
    arm: str,
    lanes: Sequence[Lane],
    found: Mapping[str, Strength | None],
    told: Sequence[_Told],
) -> Iterator[Mark]:
    """One arm of one battle: its name in the middle, a number and a bar on both sides."""
    longest = max(one.high for one in found.values() if one)
    yield Words(0.0, height, arm, "muted", "middle", down=-0.75)
    for way, lane, one in zip((-1, 1), lanes, told, strict=True):
        align, edge = ("start", -1.0) if way < 0 else ("end", 1.0)
        strength = found[lane.id]
        if strength is None:
            yield Words(edge, height, "no number found", "muted", align, down=-0.75)
            yield _bar(way, 0.0, 0.004, height - 0.14, lane.hue, FULL, one.answer)
            continue
        words = range_text(strength.low, strength.high)
        yield Words(edge, height, words, "ink", align, down=-0.75, strong=True)
        low, high = strength.low / longest, strength.high / longest
        if high > low:
            yield _bar(way, low, high, height - 0.14, lane.hue, PALE, one.answer)
        yield _bar(way, 0.0, low, height - 0.14, lane.hue, FULL, one.answer)


def _bar(
    way: int, low: float, high: float, height: float, hue: str, looks: str, answer: Answer
) -> Bar:
    ends = sorted(way * (_GAP + part * (1 - _GAP)) for part in (low, high))
    return Bar(ends[0], ends[1], height, hue, answer, looks, 0.9)
