"""Text to typed tables: one DataFrame for each table of the record.

Text columns hold strings, a blank cell being the empty string; lists are tuples; numbers are
``Float64``, whole numbers ``Int64`` and days ``datetime64[s]``, with the missing value of each for
a blank. Nothing is dropped or reordered: row n of a frame is row n of the file.
"""

from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd
from pandas.api.extensions import ExtensionArray

from historical_record.cells import Cells
from historical_record.schema import SEPARATOR, Column

_TEXT = "str" if pd.__version__ >= "3" else object

__all__ = ["BOUND_COLUMNS", "days", "frame"]

BOUND_COLUMNS = ("start_earliest", "start_latest", "end_earliest", "end_latest")


def frame(cells: Cells) -> pd.DataFrame:
    """The typed DataFrame of one checked table, indexed by its one-column key where it has one.

    The key stays a column as well.
    """
    columns = {
        column.name: _typed([row[column.name] for row in cells.rows], column)
        for column in cells.table.columns
    }
    table = pd.DataFrame(columns, copy=False)
    if len(cells.table.key) == 1:
        key = cells.table.key[0]
        table.index = pd.Index(table[key].to_numpy(dtype=object), name=None)
    return table


def days(values: list[dt.date | None]) -> np.ndarray:
    """Days as ``datetime64[s]``, NaT for None."""
    return np.array(values, dtype="datetime64[D]").astype("datetime64[s]")


def _typed(values: list[str], column: Column) -> np.ndarray | ExtensionArray:
    if column.is_list:
        cells = np.empty(len(values), dtype=object)
        cells[:] = [tuple(value.split(SEPARATOR)) if value else () for value in values]
        return cells
    if column.type == "integer":
        return pd.array([int(value) if value else None for value in values], dtype="Int64")
    if column.type == "number":
        return pd.array([float(value) if value else None for value in values], dtype="Float64")
    if column.type == "date":
        return days([dt.date.fromisoformat(value) if value else None for value in values])
    return pd.array(values, dtype=_TEXT)
