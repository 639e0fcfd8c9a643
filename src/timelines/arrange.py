"""From a description to places: the line of each row, the place of its label, the height of all.

Heights are exact in the medium's unit. Across, a place is a position on the axis plus a distance
in the unit, so that plotly may stretch what matplotlib fixes; see `labels` for why that is safe.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from timelines.description import CLOSED, OPEN, Axis, Description, Lane, Row
from timelines.glyphs import signs_at
from timelines.headers import CLEARANCE, Header, headers_of
from timelines.labels import ABOVE, INSIDE, LEFT, RIGHT, Placement, place
from timelines.media import Metrics
from timelines.packing import first_fit
from timelines.scale import Scale
from timelines.wording import MOST_LABELS

_LEAST = 3.0  # what a bar takes of a line where its time has less


@dataclass(frozen=True, slots=True)
class _Pack:
    """Of a lane's rows the lines, placements and extents; of its first line what is left free."""

    lines: np.ndarray
    placements: list[Placement | None]
    extents: list[tuple[float, float]]
    free: float

    @property
    def deep(self) -> int:
        """How many lines it has."""
        return int(self.lines.max()) + 1


@dataclass(frozen=True, slots=True)
class PlacedRow:
    """A row with the height of its bar's centre and its label."""

    row: Row
    lane: Lane
    y: float
    shown: tuple[float, float]  # the extent that is drawn, within the axis
    placement: Placement | None
    anchor: float  # the position on the axis that the label hangs on
    dx: float  # and the distance from there
    label_y: float  # the centre of the label's last line

    @property
    def label(self) -> Placement:
        """Where its label goes; a `ValueError` in a figure without labels."""
        if self.placement is None:
            raise ValueError(f"{self.row.id}: a row without a label")
        return self.placement


@dataclass(frozen=True, slots=True)
class Arrangement:
    """Everything placed, in a plot of `metrics.width` by `height`."""

    description: Description
    metrics: Metrics
    scale: Scale
    rows: tuple[PlacedRow, ...]
    headings: tuple[tuple[Lane, float, float], ...]  # lane, y of its rule, y of its text
    headers: tuple[Header, ...]
    header_height: float
    height: float
    bar: float
    labelled: bool


def arrange(description: Description, metrics: Metrics) -> Arrangement:
    """Place everything for a medium."""
    scale = Scale(description.axis)
    headers, header_height = headers_of(description, scale, metrics)
    labelled = description.labelled and len(description.rows) <= MOST_LABELS
    y = header_height
    placed: list[PlacedRow] = []
    headings: list[tuple[Lane, float, float]] = []
    by_lane: dict[str, list[Row]] = {lane.id: [] for lane in description.lanes}
    for row in description.rows:
        by_lane[row.lane].append(row)
    packs = {
        lane: _pack(rows, description, scale, metrics, labelled)
        for lane, rows in by_lane.items()
        if rows
    }
    bar, gap = metrics.bar, metrics.row_gap
    if not labelled:
        lines = sum(pack.deep for pack in packs.values())
        step = min(metrics.bar + metrics.row_gap, metrics.dense / lines)
        bar, gap = step * 0.72, step * 0.28
    for lane in description.lanes:
        if lane.id not in packs:
            continue
        rows, pack = by_lane[lane.id], packs[lane.id]
        if lane.name and _stands_beside(lane, pack, metrics):
            headings.append((lane, y, y + gap + bar / 2))
        elif lane.name:
            headings.append((lane, y, y + metrics.heading * 0.62))
            y += metrics.heading
        y += gap
        y = _stack(rows, lane, pack, y, (bar, gap), metrics, scale, placed)
        y += metrics.row_gap
    return Arrangement(
        description,
        metrics,
        scale,
        tuple(placed),
        tuple(headings),
        headers,
        header_height,
        y,
        bar,
        labelled,
    )


def _stands_beside(lane: Lane, pack: _Pack, metrics: Metrics) -> bool:
    """Whether the first line leaves the heading room, and will: an axis that zooms moves it."""
    return not metrics.zooms and metrics.measure(lane.name, "semibold") + CLEARANCE <= pack.free


def shown_extent(row: Row, axis: Axis) -> tuple[float, float]:
    """The extent of the possible, within the axis: an open end runs to the axis's end."""
    if not row.dated:
        return axis.low, axis.high
    low, high = row.known
    if row.start_kind == OPEN:
        low = axis.low
    if row.end_kind == OPEN:
        high = axis.high
    return float(np.clip(low, axis.low, axis.high)), float(np.clip(high, axis.low, axis.high))


def _pack(
    rows: Sequence[Row], description: Description, scale: Scale, metrics: Metrics, labelled: bool
) -> _Pack:
    extents = [shown_extent(row, description.axis) for row in rows]
    edges = scale.fraction(np.array(extents)) * metrics.width
    lows, highs = edges[:, 0].copy(), edges[:, 1].copy()
    placements: list[Placement | None] = [None] * len(rows)
    if labelled:
        for at, row in enumerate(rows):
            if row.instant and row.exact:
                lows[at] = highs[at] = (lows[at] + highs[at]) / 2
            low, high = _mark_room(row, (lows[at], highs[at]), extents[at], scale, metrics)
            placement = place(
                row.label,
                (low, high),
                (lows[at], highs[at]),
                _inside(row, scale, metrics),
                metrics,
                "semibold" if row.emphasis else "regular",
            )
            placements[at] = placement
            lows[at], highs[at] = min(low, placement.low), max(high, placement.high)
    lines = np.arange(len(rows))
    if description.packed:
        gap = CLEARANCE if labelled else metrics.width / 2000
        lines = first_fit(lows, highs, gap, in_order=labelled)
    signs = 0.0 if labelled else metrics.bar  # which labels have kept clear of
    return _Pack(lines, placements, extents, float(lows[lines == 0].min()) - signs)


def _mark_room(
    row: Row,
    edges: tuple[float, float],
    shown: tuple[float, float],
    scale: Scale,
    metrics: Metrics,
) -> tuple[float, float]:
    """The left and right edge of what is drawn, with the signs, which do not scale."""
    if not row.dated:
        return 0.0, metrics.width
    least = 0.0 if row.instant else max(0.0, _LEAST - (edges[1] - edges[0])) / 2
    low, high = edges[0] - least, edges[1] + least
    for position, glyph, way in signs_at(row, shown, scale.axis):
        at = float(scale.fraction(scale.kept(position))) * metrics.width
        before, after = (part * metrics.bar / 2 for part in glyph.reach[::way])
        low, high = min(low, at - before), max(high, at + after)
    return max(low, 0.0), min(high, metrics.width)


def _inside(row: Row, scale: Scale, metrics: Metrics) -> tuple[float, float] | None:
    """The room inside the certain core, where a whole core lies in one segment."""
    core = row.core
    if core is None or row.start_kind != CLOSED or row.end_kind != CLOSED:
        return None
    for start, end in scale.axis.segments:
        low, high = max(core[0], start), min(core[1], end)
        if core[0] <= end and core[1] >= start:
            if low > core[0] or high < core[1]:
                continue
            left, right = scale.fraction(np.array([low, high])) * metrics.width
            return float(left), float(right)
    return None


def _stack(
    rows: Sequence[Row],
    lane: Lane,
    pack: _Pack,
    y: float,
    sizes: tuple[float, float],
    metrics: Metrics,
    scale: Scale,
    placed: list[PlacedRow],
) -> float:
    """Give each line its height and each row its place; the y under the lane."""
    bar, gap = sizes
    lines, tallest = pack.lines.tolist(), np.zeros(pack.deep, dtype=int)
    for line, placement in zip(lines, pack.placements, strict=True):
        if placement is not None and placement.kind == ABOVE:
            tallest[line] = max(tallest[line], len(placement.lines))
    tops = y + np.concatenate(([0.0], np.cumsum(tallest * metrics.text_line + bar + gap)))
    for row, line, placement, extent in zip(
        rows, lines, pack.placements, pack.extents, strict=True
    ):
        centre = float(tops[line] + tallest[line] * metrics.text_line + bar / 2)
        anchor, dx, label_y = extent[0], 0.0, centre
        if placement is not None:
            anchor = _anchor(row, placement, extent)
            if placement.kind == ABOVE:
                label_y = centre - bar / 2 - metrics.text_line / 2
            else:
                edge = placement.high if placement.kind == LEFT else placement.low
                dx = edge - float(scale.fraction(anchor)) * metrics.width
        placed.append(PlacedRow(row, lane, centre, extent, placement, anchor, dx, label_y))
    return float(tops[-1])


def _anchor(row: Row, placement: Placement, extent: tuple[float, float]) -> float:
    middle = (extent[0] + extent[1]) / 2
    if placement.kind == INSIDE:
        return (row.core or extent)[0]
    if row.instant and row.exact:
        return middle
    if placement.kind == ABOVE:
        return {"start": extent[0], "end": extent[1], "middle": middle}[placement.align]
    return extent[1] if placement.kind == RIGHT else extent[0]
