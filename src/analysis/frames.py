"""Text to typed tables: one DataFrame for each table of the record.

Text columns hold strings, a blank cell being the empty string; lists are tuples; numbers are
``Float64``, whole numbers ``Int64`` and days ``datetime64[s]``, with the missing value of each for
a blank. Nothing is dropped or reordered: row n of a frame is row n of the file.
"""

from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd

from analysis.csv_files import Cells
from analysis.schema import SEPARATOR, Column

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
    table = pd.DataFrame(columns)
    if len(cells.table.key) == 1:
        key = cells.table.key[0]
        table.index = pd.Index(table[key].to_numpy(dtype=object), name=None)
    return table


def days(values: list[dt.date | None]) -> pd.Series:
    """Days as ``datetime64[s]``, NaT for None."""
    return pd.Series(np.array(values, dtype="datetime64[s]"))


def _typed(values: list[str], column: Column) -> pd.Series:
    if column.is_list:
        return pd.Series(
            [tuple(value.split(SEPARATOR)) if value else () for value in values], dtype=object
        )
    if column.type == "integer":
        return pd.Series([int(value) if value else None for value in values], dtype="Int64")
    if column.type == "number":
        return pd.Series([float(value) if value else None for value in values], dtype="Float64")
    if column.type == "date":
        return days([dt.date.fromisoformat(value) if value else None for value in values])
    return pd.Series(values, dtype=object if pd.__version__ < "3" else "str")
