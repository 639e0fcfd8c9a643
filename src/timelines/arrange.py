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
from timelines.labels import ABOVE, INSIDE, LEFT, RIGHT, Placement, place, wrap
from timelines.media import Metrics
from timelines.packing import first_fit
from timelines.scale import Scale
from timelines.wording import MOST_LABELS

# Lines, placements and extents of a lane's rows.
_Pack = tuple[np.ndarray, list[Placement | None], list[tuple[float, float]]]
_DENSE_HEIGHT = 1400.0
_LEAST = 3.0  # what a bar takes of a line where its time has less
_CLEARANCE = 8.0  # between a mark or label and its neighbour on the line


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
class Header:
    """A text in the strip over the lanes, for a reference line or a background span."""

    position: float
    text: str
    align: str
    y: float
    role: str


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
    headers, header_height = _headers(description, scale, metrics)
    labelled = description.labelled and len(description.rows) <= MOST_LABELS
    y = header_height
    placed: list[PlacedRow] = []
    headings: list[tuple[Lane, float, float]] = []
    by_lane: dict[str, list[Row]] = {lane.id: [] for lane in description.lanes}
    for row in description.rows:
        by_lane[row.lane].append(row)
    packs = {
        lane.id: _pack(by_lane[lane.id], description, scale, metrics, labelled)
        for lane in description.lanes
    }
    bar, gap = metrics.bar, metrics.row_gap
    if not labelled:
        lines = sum(int(lines.max()) + 1 for lines, *_ in packs.values() if len(lines))
        step = min(metrics.bar + metrics.row_gap, _DENSE_HEIGHT / max(lines, 1))
        bar, gap = step * 0.72, step * 0.28
    for lane in description.lanes:
        rows = by_lane[lane.id]
        if not rows:
            continue
        if lane.name:
            headings.append((lane, y, y + metrics.heading * 0.62))
            y += metrics.heading
        y += gap
        y = _stack(rows, lane, packs[lane.id], y, (bar, gap), metrics, scale, placed)
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
    """Lines, placements and extents of a lane's rows."""
    if not rows:
        return np.zeros(0, dtype=int), [], []
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
    if not description.packed:
        return np.arange(len(rows)), placements, extents
    gap = _CLEARANCE if labelled else metrics.width / 2000
    return first_fit(lows, highs, gap, in_order=labelled), placements, extents


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
    lines, placements, extents = pack
    bar, gap = sizes
    tallest = np.zeros(int(lines.max()) + 1, dtype=int)
    for line, placement in zip(lines.tolist(), placements, strict=True):
        if placement is not None and placement.kind == ABOVE:
            tallest[line] = max(tallest[line], len(placement.lines))
    tops = y + np.concatenate(([0.0], np.cumsum(tallest * metrics.text_line + bar + gap)))
    for row, line, placement, extent in zip(rows, lines.tolist(), placements, extents, strict=True):
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


def _headers(
    description: Description, scale: Scale, metrics: Metrics
) -> tuple[tuple[Header, ...], float]:
    """Labels of reference lines and background spans, on as few lines as they need."""
    wanted = [(item.position, item.label, "reference") for item in description.references]
    wanted += [
        (max(item.start, description.axis.low), item.label, "muted")
        for item in description.background
    ]
    wanted = sorted(item for item in wanted if item[1])
    if not wanted:
        return (), 0.0
    lows, highs, texts = [], [], []
    for position, label, _ in wanted:
        at = float(scale.fraction(position)) * metrics.width
        align = "start"
        lines = wrap(label, metrics.width - at, metrics)
        if len(lines) > 1:
            ending = wrap(label, at, metrics)
            if len(ending) < len(lines):
                align, lines = "end", ending
        width = max(metrics.measure(line) for line in lines) + 4.0
        texts.append((align, lines))
        lows.append(at if align == "start" else at - width)
        highs.append(at + width if align == "start" else at)
    lanes = _staircase(lows, highs, [align for align, _ in texts])
    depth = np.zeros(int(lanes.max()) + 1, dtype=int)
    for line, (_, lines) in zip(lanes.tolist(), texts, strict=True):
        depth[line] = max(depth[line], len(lines))
    tops = np.concatenate(([0], np.cumsum(depth))) * metrics.text_line
    headers = []
    for (position, _, role), line, (align, lines) in zip(
        wanted, lanes.tolist(), texts, strict=True
    ):
        for at, text in enumerate(lines):
            y = float(tops[line] + (at + 0.5) * metrics.text_line)
            headers.append(Header(position, text, align, y, role))
    return tuple(headers), float(tops[-1]) + metrics.row_gap


def _staircase(lows: list[float], highs: list[float], aligns: list[str]) -> np.ndarray:
    """Lines for labels at vertical lines that begin beside them: no line runs through a label.

    A label reaches over the lines to its right, so each next one stands under all that still
    reach over it; labels at the right edge, which reach over lines to their left, stand on top.
    """
    lines = np.zeros(len(lows), dtype=np.int64)
    backward = [at for at, align in enumerate(aligns) if align == "end"]
    above = 0
    for side, sign in (
        (backward[::-1], -1),
        ([a for a in range(len(lows)) if a not in backward], 1),
    ):
        placed: list[int] = []
        for at in side:
            over = [
                lines[other] + 1
                for other in placed
                if (
                    highs[other] + _CLEARANCE > lows[at]
                    if sign > 0
                    else lows[other] - _CLEARANCE < highs[at]
                )
            ]
            lines[at] = max([above, *over])
            placed.append(at)
        if placed:
            above = int(max(lines[at] for at in placed)) + 1
    return lines
