"""`LossesChart`: the figures that sources give for one thing, side by side, on an axis of numbers.

A source that gives a range is a bar, one that gives a number a diamond, "at least" an arrow. The
chart puts claims next to each other; it averages nothing and prefers nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import pandas as pd

from historical_time.words import list_text, range_text
from timelines.chronicle import worded
from timelines.description import (
    CLOSED,
    OPEN,
    Axis,
    Description,
    ReferenceLine,
    Row,
    TimelineError,
    finite,
)
from timelines.figure import RowFigure
from timelines.rows import cell, items
from timelines.scale import segments_of, shares_of
from timelines.terms import hues_of, in_words, labels_of, lanes_named, lowered
from timelines.wording import isolated

_HEADS = {"men": "people"}  # soldiers are counted in heads as others are


class LossesChart(RowFigure):
    """Figures by source as rows in lanes, one lane for each side and thing counted.

    Args:
        figures: a slice of `dataset.figures`; `low` or `high` and one of `said_by` and `sources`
            are required, `id, party, measure, unit, year, scope, definition` are read if present.
        lanes: the lanes in order, as "party" or "party measure" ids or as {id: name}, where None
            is a lane's own name; by default those that occur. Names and hues of sides and things
            are those that the table carries (`timelines.terms`).
        by: the columns that make a lane.
        reference_lines: (number, label).
        breaks: (low, high) of each stretch to cut out; None cuts where most of the axis is empty.
            Only figures of one thing are cut: across a break no distance means anything, so that
            dead and prisoners share an unbroken axis or none.
        from_zero: start the axis at zero, unless it is cut.
        title: by default what is counted; `caption` and `alt` are computed likewise.
        caption: see `title`.
        alt: see `title`.
        note: a line under the figure.
        highlight: ids of rows whose labels are bold.
        hues: {lane: hue of the palette}, before those that the table carries.
        source_names: {key: short citation}.
    """

    def __init__(
        self,
        figures: pd.DataFrame,
        lanes: Sequence[str] | Mapping[str, str | None] | None = None,
        *,
        by: Sequence[str] = ("party", "measure"),
        reference_lines: Sequence[tuple[float, str]] = (),
        breaks: Sequence[tuple[float, float]] | None = None,
        from_zero: bool = True,
        title: str | None = None,
        caption: str | None = None,
        alt: str | None = None,
        note: str = "",
        highlight: Collection[str] = (),
        hues: Mapping[str, str] | None = None,
        source_names: Mapping[str, str] | None = None,
    ) -> None:
        _checked(figures)
        by = [column for column in by if column in figures.columns]
        records, units = figures.to_dict("records"), labels_of(figures, "unit")
        bold, names = frozenset(highlight), source_names or {}
        rows = tuple(_row(record, at, by, units, bold, names) for at, record in enumerate(records))
        counted = {row.id: _quantity(record, by) for row, record in zip(rows, records, strict=True)}
        kept = [row.lane for row in rows]
        chosen = lanes_named(
            list(dict.fromkeys(kept)) if lanes is None else lanes,
            _headings(figures, kept, by),
            {**_hues(figures, kept, by), **(hues or {})},
        )
        wanted = {lane.id for lane in chosen}
        rows = tuple(sorted((row for row in rows if row.lane in wanted), key=lambda row: row.known))
        if not rows:
            raise TimelineError(f"lanes: no figure is in {', '.join(sorted(wanted))}")
        quantities = {counted[row.id] for row in rows}
        references = tuple(ReferenceLine(float(at), cell(text)) for at, text in reference_lines)
        breaks = _breaks_for(quantities, breaks)
        unit = _unit(quantities, labels_of(figures, "unit"))
        description = Description(
            rows=rows,
            lanes=tuple(lane for lane in chosen if any(row.lane == lane.id for row in rows)),
            axis=_axis(rows, references, breaks, from_zero, unit),
            note=note,
            references=references,
            packed=False,
            kind="losses",
            columns=("Source", "Counted", "Figure", "Sources"),
        )
        if title is None:
            heads = [lane.name for lane in description.lanes]
            title = "Figures by source" if len(heads) > 2 else list_text(heads)
        self.description = worded(description, title, caption, alt)


def _checked(figures: pd.DataFrame) -> None:
    """A `TimelineError` for what a table of figures must hold and does not."""
    missing = [name for name in ("low", "high") if name not in figures.columns]
    if missing:
        raise TimelineError(f"figures: no column {', '.join(missing)}; expected low and high")
    if figures.empty:
        raise TimelineError("figures: no rows; expected at least one figure")


def _axis(
    rows: Sequence[Row],
    references: Sequence[ReferenceLine],
    breaks: Sequence[tuple[float, float]] | None,
    from_zero: bool,
    unit: str,
) -> Axis:
    extents = [row.known for row in rows]
    if from_zero and not breaks:
        extents.append((0.0, 0.0))
    extents += [(line.position, line.position) for line in references]
    largest = max(high for _, high in extents)
    segments = segments_of(extents, breaks, max(abs(largest), 1.0) / 50)
    if from_zero and min(low for low, _ in extents) >= 0:
        segments = ((max(segments[0][0], -0.012 * largest), segments[0][1]), *segments[1:])
    return Axis("number", segments, shares_of(segments, [row.known[0] for row in rows]), name=unit)


def _unit(quantities: set[tuple[str, ...]], labels: Mapping[str, str]) -> str:
    """The unit of an axis: the one there is, or what units of the same thing share."""
    units = {unit for *_, unit in quantities} - {""}
    unit = "".join(units if len(units) == 1 else {_HEADS.get(unit, unit) for unit in units})
    return lowered(labels.get(unit, unit))


def _quantity(record: Mapping[str, object], by: Sequence[str]) -> tuple[str, ...]:
    """What a figure counts, whoever's it is; its unit comes last."""
    columns = dict.fromkeys(["measure", *by, "unit"])
    return tuple(cell(record.get(column)) for column in columns if column != "party")


def _breaks_for(
    quantities: set[tuple[str, ...]], breaks: Sequence[tuple[float, float]] | None
) -> Sequence[tuple[float, float]] | None:
    """The breaks of an axis for these quantities; a `TimelineError` where none may be."""
    units = {unit for *_, unit in quantities}
    if len({_HEADS.get(unit, unit) for unit in units}) > 1:
        shown = list_text(sorted(unit or "none" for unit in units))
        raise TimelineError(f"figures: the units {shown}; expected one unit on one axis")
    if len(quantities) == 1:
        return breaks
    if breaks:
        shown = list_text(sorted(" ".join(filter(None, names)) for names in quantities))
        raise TimelineError(f"breaks: an axis for {shown}; expected one thing on a broken axis")
    return ()


def _row(
    record: Mapping[str, object],
    at: int,
    by: Sequence[str],
    units: Mapping[str, str],
    highlight: Collection[str],
    source_names: Mapping[str, str],
) -> Row:
    name = cell(record.get("id")) or f"figure-{at + 1}"
    low, high = bounds_of(record, name)
    keys = items(record.get("sources"))
    shown = tuple(source_names.get(key, key) for key in keys)
    said_by = cell(record.get("said_by")) or (shown[0] if shown else name)
    year = cell(record.get("year")).removesuffix(".0")
    words = range_text(low, high)
    label = f"{isolated(said_by)}{f' ({year})' if year and year not in said_by else ''}: {words}"
    unit = cell(record.get("unit"))
    details = [f"{words} {lowered(units.get(unit, unit))}" if unit else words]
    details += [cell(record.get(column)) for column in ("definition", "scope", "note")]
    if shown:
        details.append(f"Sources: {', '.join(shown)}")
    return Row(
        id=name,
        label=label,
        lane=" ".join(cell(record.get(column)) for column in by),
        instant=low == high,
        # "Up to" is anything from nothing to there, and none of it certain.
        start=(0.0, high or 0.0) if low is None else (low, low),
        end=None if high is None else (high, high),
        end_kind=CLOSED if high is not None else OPEN,
        emphasis=name in highlight,
        when=words,
        details=tuple(line for line in details if line),
        sources=shown,
    )


def bounds_of(record: Mapping[Any, Any], name: str) -> tuple[float | None, float | None]:
    """The least and the most a source gives; a `TimelineError` for neither, or turned about."""
    low, high = (_number(record.get(column), f"{name}: {column}") for column in ("low", "high"))
    if low is None and high is None:
        raise TimelineError(f"{name}: neither low nor high; expected at least one number")
    if low is not None and high is not None and high < low:
        raise TimelineError(f"{name}: high {high:g} is below low {low:g}")
    return low, high


def _number(value: Any, what: str) -> float | None:
    if value is None or value is pd.NA or value == "" or value != value:
        return None
    try:
        return finite(float(value), what)
    except TypeError as error:
        raise TimelineError(f"{what}: expected a number, found {value!r}") from error


def _headings(figures: pd.DataFrame, lanes: Sequence[str], by: Sequence[str]) -> dict[str, str]:
    """Each lane's heading from the labels of its columns: ``ussr killed`` is USSR, killed."""
    labels = [labels_of(figures, column) for column in by]
    cells = [figures[column].map(cell) for column in by]
    headings = {}
    for lane, *terms in zip(lanes, *cells, strict=True):
        said = [(term, known.get(term)) for term, known in zip(terms, labels, strict=True) if term]
        parts = [lowered(label or term.replace("-", " ")) for term, label in said]
        if said:
            parts[0] = said[0][1] or in_words(said[0][0])
        headings[lane] = ", ".join(parts)
    return headings


def _hues(figures: pd.DataFrame, lanes: Sequence[str], by: Sequence[str]) -> dict[str, str]:
    """The hue of each lane: that of what all its figures have in common, the side before all."""
    found: dict[str, str] = {}
    for column in dict.fromkeys([*by, "party"]):
        if column in figures.columns:
            hues = hues_of(figures, column)
            shared = figures[column].map(cell).groupby(list(lanes)).agg(set)
            for lane, terms in shared.items():
                if len(terms) == 1 and (hue := hues.get(*terms)):
                    found.setdefault(lane, hue)
    return found
