"""`distance_swarm`: every dissenting reading as a dot, by how far it lies from the preferred one.

Across is time, earlier to the left and later to the right, and a step is ten times the one before
(a logarithmic axis with a place for nought in the middle). Dots of about one distance are piled up,
so that a pile is as high as there are readings in it.
"""

from __future__ import annotations

import datetime as dt
import math
from collections import Counter, defaultdict
from collections.abc import Mapping

import pandas as pd

from historical_time.words import elapsed_text
from timelines.description import Tick, TimelineError
from timelines.panel_figure import PanelFigure
from timelines.panels import Dot, Mark, Panel, Panels, Stroke, Words, in_words
from timelines.rows import cell, items
from timelines.scene import Answer

_NEEDED = ("id", "name", "minutes", "said_by", "says", "preferred")
_PILE = 0.34  # of a power of ten, the width of a pile
_MIDDLE = 0.85  # the half of the place for nought
_SIZE, _PITCH = 0.62, 0.36  # of a dot, and from one to the next of a pile in lines
_MARKS = ((60, "hour"), (1440, "day"), (525_600, "year"))
_SAME, _APART = "slate", "petrol"


def distance_swarm(
    readings: pd.DataFrame,
    *,
    title: str,
    caption: str = "",
    source_names: Mapping[str, str] | None = None,
) -> PanelFigure:
    """Readings as dots by their distance.

    Args:
        readings: columns `id, name, minutes, said_by, says, preferred` and, if present, `event` and
            `sources`; minutes are positive for a later reading and nought for one that agrees.
        title: the answer.
        caption: by default how the figure is read.
        source_names: {key: short citation}.

    Raises TimelineError for a missing column, no reading, or a distance that is no number.
    """
    missing = [name for name in _NEEDED if name not in readings.columns]
    if missing:
        raise TimelineError(
            f"readings: no column {', '.join(missing)}; expected {', '.join(_NEEDED)}"
        )
    if readings.empty:
        raise TimelineError("readings: no rows; expected at least one dissenting reading")
    if readings["minutes"].isna().any():
        row = readings.loc[readings["minutes"].isna(), "id"].iloc[0]
        raise TimelineError(f"readings: {row} has no distance; expected minutes")
    names = source_names or {}
    ordered = readings.sort_values(["minutes", "id"], key=lambda column: _ranked(column))
    records = ordered.to_dict("records")
    piles: dict[float, int] = defaultdict(int)
    nought = Counter(record["minutes"] == 0 for record in records)[True]
    marks: list[Mark] = []
    cells = []
    for number, record in enumerate(records):
        at = place_of(record["minutes"])
        if not record["minutes"]:
            at = _in_middle(number, nought)
        words, row = _told(record, names)
        hue = _APART if record["minutes"] else _SAME
        told = (words, *filter(None, row[-1:]))
        answer = Answer(cell(record["id"]), told, about=cell(record.get("event")), row=number)
        marks.append(Dot(at, piles[at] + 0.5, hue, answer, size=_SIZE))
        piles[at] += 1
        cells.append(row)
    most = float(max(piles.values()))
    low, high = (limit(place_of(m) for m in readings["minutes"]) for limit in (min, max))
    axis = (min(low, -4.6) - 0.5, max(high, 4.6) + 0.5)
    ticks = [Tick(0.0, "agree")]
    for minutes, name in _MARKS:
        for way in (-1, 1):
            if axis[0] < (at := place_of(way * minutes)) < axis[1]:
                ticks.append(Tick(at, name))
    rules = [
        Stroke(((tick.position, 0.0), (tick.position, most)), "hairline", width=1.0)
        for tick in ticks[1:]
    ]
    sides = (
        Words(axis[0], most, "earlier", "muted", down=-1.0),
        Words(axis[1], most, "later", "muted", "end", down=-1.0),
    )
    panel = Panel("", (*rules, *marks, *sides), 0.0, most + 3.2, (most + 3.2) * _PITCH)
    caption = caption or (
        "Each dot is a reading that says otherwise than the preferred one, at its least distance "
        "from it; each step across is ten times as long as the one before. In the middle stand "
        "readings that are only closer or wider than the preferred one."
    )
    said = [f"{name}: {who} {apart}" for name, who, *_, apart, _ in reversed(cells)]
    alt = in_words(title, caption, said)
    key = (("dot", _APART, "another time"),) + (
        (("dot", _SAME, "one holds the other"),) * bool(nought)
    )
    described = Panels(
        title, alt, (panel,), axis, tuple(sorted(ticks, key=lambda t: t.position)), key=key
    )
    columns = ("Event", "Said by", "Says", "Preferred", "Apart", "Sources")
    return PanelFigure(described, "distances", caption, columns, tuple(cells))


def place_of(minutes: float) -> float:
    """Where a distance stands: nought in the middle, a minute beside it, then powers of ten."""
    if not minutes:
        return 0.0
    at = math.log10(abs(minutes)) + _MIDDLE + _PILE
    return math.copysign(round(at / _PILE) * _PILE, minutes)


def _in_middle(number: int, among: int) -> float:
    """Readings that agree fill the middle from side to side."""
    columns = int(2 * _MIDDLE / _PILE) | 1
    return (number % columns - columns // 2) * _PILE if among > 1 else 0.0


def _ranked(column: pd.Series) -> pd.Series:
    return column.abs() if column.name == "minutes" else column


def _told(record: Mapping[object, object], names: Mapping[str, str]) -> tuple[str, tuple[str, ...]]:
    keys = items(record.get("sources"))
    sources = ", ".join(names.get(key, key) for key in keys)
    name, minutes = cell(record["name"]), int(str(record["minutes"]))
    who = cell(record["said_by"]) or sources
    apart = "agrees"
    if minutes:
        way = "later" if minutes > 0 else "earlier"
        apart = f"{elapsed_text(dt.timedelta(minutes=abs(minutes)))} {way}"
    says, preferred = cell(record["says"]), cell(record["preferred"])
    return f"{name}: {who} has {says}, {apart}", (name, who, says, preferred, apart, sources)
