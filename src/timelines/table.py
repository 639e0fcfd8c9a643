"""The rows as a table: a DataFrame, and the rows of the page's disclosure."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from timelines.description import Description, Row, moment_at

MOST_ROWS = 1000  # in the page; the DataFrame has them all


def table_of(description: Description) -> pd.DataFrame:
    """A row for each row, indexed by id, in the order drawn.

    Beside the columns a reader sees stand the four bounds: timestamps to the minute as text on a
    time axis, numbers on a number axis; None where the record has none.
    """
    names = {lane.id: lane.name for lane in description.lanes}
    bounds = ("earliest_start", "latest_start", "earliest_end", "latest_end")
    records = [
        dict(
            zip(
                (*description.columns, *bounds),
                (*visible(row, names), *_bounds(row, description.axis.kind)),
                strict=True,
            )
        )
        for row in description.rows
    ]
    index = pd.Index([row.id for row in description.rows], name="id", dtype="object")
    return pd.DataFrame(records, index=index, columns=[*description.columns, *bounds])


def table_rows(description: Description) -> list[list[str]]:
    """The visible table with its header first, as plain text; long ones end with a remark."""
    names = {lane.id: lane.name for lane in description.lanes}
    rows = [list(description.columns)]
    rows += [list(visible(row, names)) for row in description.rows[:MOST_ROWS]]
    left = len(description.rows) - MOST_ROWS
    if left > 0:
        rows.append([f"{left:,} more rows", *[""] * (len(description.columns) - 1)])
    return rows


def visible(row: Row, lane_names: dict[str, str]) -> tuple[str, str, str, str]:
    """What a reader sees of a row: label, lane, when, sources."""
    return row.label, lane_names.get(row.lane, row.lane), row.when, ", ".join(row.sources)


def _bounds(row: Row, kind: str) -> Iterator[float | str | None]:
    for span in (row.start, row.end):
        for position in span or (None, None):
            if position is None or kind == "number":
                yield position
            else:
                yield moment_at(position).isoformat(sep=" ", timespec="minutes")
