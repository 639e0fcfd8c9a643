"""`flow_chart`: what passes from one side to the other, each stream as broad as it is strong.

On the left stand those who hand a thing on, on the right those it comes from; a stream that ends
where it began is nobody's copy and keeps a colour of its own. After the diagrams of Sankey (1898),
with streams that neither split nor join on the way.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from historical_time.words import NO_BREAK, count_text
from timelines.description import TimelineError
from timelines.panel_figure import PanelFigure
from timelines.panels import Field, Mark, Panel, Panels, Ribbon, Words, in_words
from timelines.scene import Answer

_COLUMNS = ("source", "root", "figures")
_STEPS = 12  # of a stream's bend
_BLOCK = 0.025  # of the width, what stands at the ends of streams
_BEND = (0.5, 0.62)  # of the width, where streams bend: to the right of the longer names
_ROOM = 0.44  # of the width, for a name
_LEAST_LINES, _LINES = 1.2, 16.0  # of text: the height of the least block, and of the figure
_GAP = 0.012  # of all that flows, between two blocks
OWN, PASSED = "slate", "rust"  # hues: of what nobody is known to have copied, and of copies


@dataclass(frozen=True, slots=True)
class _Block:
    """One name on one side, from a height downwards."""

    name: str
    top: float
    size: float


def flow_chart(
    streams: pd.DataFrame,
    *,
    title: str,
    heads: tuple[str, str],
    unit: str = "statement",
    least: int = 1,
    names: Mapping[str, str] | None = None,
    caption: str = "",
) -> PanelFigure:
    """Streams from sources to their roots.

    Args:
        streams: columns `source, root, figures`: how many go from a source to a root.
        title: the answer.
        heads: what stands on the left and on the right.
        unit: what is counted.
        least: a source or root with fewer is one of the others.
        names: {key: name}.
        caption: by default how the figure is read.

    Raises TimelineError for a missing column, no stream, or a stream of nothing.
    """
    missing = [name for name in _COLUMNS if name not in streams.columns]
    if missing:
        raise TimelineError(
            f"streams: no column {', '.join(missing)}; expected {', '.join(_COLUMNS)}"
        )
    if streams.empty or (streams["figures"] <= 0).any():
        raise TimelineError("streams: expected at least one, and none of nothing")
    told = names or {}
    named = streams.assign(
        left=_gathered(streams, "source", least, told),
        right=_gathered(streams, "root", least, told),
        own=streams["source"] == streams["root"],
    )
    drawn = named.groupby(["left", "right", "own"], sort=False)["figures"].sum().reset_index()
    left, right = (_blocks(drawn, side) for side in ("left", "right"))
    depth = max(side[-1].top + side[-1].size for side in (left, right))
    scale = max(_LEAST_LINES / min(block.size for block in (*left, *right)), _LINES / depth)
    marks = [
        *(_named(block, 0, depth) for block in left),
        *(_named(block, 1, depth) for block in right),
    ]
    fields = [
        Field(x, x + _BLOCK, depth - block.top - block.size, depth - block.top, "muted")
        for x, side in ((0.0, left), (1 - _BLOCK, right))
        for block in side
    ]
    ribbons = list(_ribbons(drawn, left, right, depth, unit))
    rows = tuple(_cells(row) for row in drawn.itertuples())
    caption = caption or (
        f"{heads[0]} on the left, {heads[1][:1].lower()}{heads[1][1:]} on the right; a stream "
        f"is as broad as its number of {unit}s. A {unit} that cites several works is in "
        "several streams."
    )
    said = [f"{source} from {root}: {number}" for source, root, number in rows]
    key = (("pale", PASSED, "taken over from another work"), ("pale", OWN, "traced no further"))
    heading = (
        Words(0.0, depth, heads[0], "muted", down=-0.75, room=0.48),
        Words(1.0, depth, heads[1], "muted", "end", down=-0.75, room=0.48),
    )
    panel = Panel(
        "", (*ribbons, *fields, *marks, *heading), 0.0, depth * 1.06, scale * depth * 1.06
    )
    found = tuple(entry for entry in key if any(r.hue == entry[1] for r in ribbons))
    described = Panels(title, in_words(title, caption, said), (panel,), (0.0, 1.0), key=found)
    return PanelFigure(described, "flow", caption, (*heads, f"{unit}s".capitalize()), rows)


def _gathered(
    streams: pd.DataFrame, column: str, least: int, names: Mapping[str, str]
) -> pd.Series:
    """The names of a side; those with too few are counted together."""
    totals = streams.groupby(column)["figures"].sum()
    small = set(totals.index[totals < least])
    others = count_text(len(small), "other work")
    words = {key: others if key in small else names.get(key, key) for key in totals.index}
    return streams[column].map(words)


def _gathers(name: str) -> bool:
    """Whether a name is that of all others together."""
    return name.replace(NO_BREAK, " ").endswith((" other work", " other works"))


def _blocks(drawn: pd.DataFrame, side: str) -> list[_Block]:
    """The names of a side, the heaviest first and the others last, one below the other."""
    totals = drawn.groupby(side, sort=False)["figures"].sum()
    order = sorted(totals.index, key=lambda name: (_gathers(name), -totals[name], name))
    gap = totals.sum() * _GAP
    blocks, top = [], 0.0
    for name in order:
        blocks.append(_Block(name, top, float(totals[name])))
        top += totals[name] + gap
    return blocks


def _named(block: _Block, right: int, depth: float) -> Mark:
    at, align, dx = (1 - _BLOCK, "end", -0.4) if right else (_BLOCK, "start", 0.4)
    height = depth - block.top - block.size / 2
    text = f"{block.name}, {block.size:g}"
    return Words(at, height, text, "ink", align, dx, room=_ROOM)


def _ribbons(
    drawn: pd.DataFrame, left: Sequence[_Block], right: Sequence[_Block], depth: float, unit: str
) -> Iterator[Ribbon]:
    """Each stream, packed in the order of the blocks at its other end."""
    rank = {block.name: at for at, block in enumerate(right)}
    begin = {block.name: at for at, block in enumerate(left)}
    used = {
        (side, block.name): block.top
        for side, blocks in enumerate((left, right))
        for block in blocks
    }
    order = sorted(drawn.itertuples(), key=lambda row: (begin[row.left], rank[row.right], row.own))
    for at, row in enumerate(order):
        size = float(row.figures)
        tops = used[0, row.left], used[1, row.right]
        used[0, row.left] += size
        used[1, row.right] += size
        words = f"{row.left} from {row.right}: {count_text(int(size), unit)}"
        answer = Answer(f"stream-{at}", (words,), row=row.Index)
        yield Ribbon(_ring(tops, size, depth), OWN if row.own else PASSED, answer)


def _ring(tops: tuple[float, float], size: float, depth: float) -> tuple[tuple[float, float], ...]:
    """The outline of a stream: level at its ends, and bent between."""
    upper = [(_BLOCK, tops[0]), *_bend(*tops), (1 - _BLOCK, tops[1])]
    lower = [(x, y + size) for x, y in reversed(upper)]
    return tuple((x, depth - y) for x, y in [*upper, *lower])


def _bend(top: float, end: float) -> Iterator[tuple[float, float]]:
    first, last = _BEND
    for step in range(_STEPS + 1):
        part = step / _STEPS
        yield (
            round(first - 0.12 + (last - first + 0.24) * part, 4),
            top + (end - top) * (1 - math.cos(math.pi * part)) / 2,
        )


def _cells(row: object) -> tuple[str, ...]:
    left, right, number = (getattr(row, name) for name in ("left", "right", "figures"))
    return left, right, str(number)
