"""Allen's relations for whole columns of dates, by `historical_time.relations`."""

from __future__ import annotations

import numpy as np
import pandas as pd

from historical_time.columns.differences import days_of
from historical_time.relations import RELATIONS, far, possible_relations

__all__ = ["allen_masks", "relations_in"]

_BOUNDS = ("start_earliest", "start_latest", "end_earliest", "end_latest")
_CHUNK = 1 << 14  # rows worked on at a time, so that what is in hand stays in the cache


def allen_masks(a: pd.DataFrame, b: pd.DataFrame) -> np.ndarray:
    """Row by row, a uint16 with bit i set where RELATIONS[i] is possible.

    The columns are those of `parse_edtf_column`; a missing date is an open or unknown end.
    """
    if len(a) != len(b):
        raise ValueError(f"expected as many rows on both sides, found {len(a)} and {len(b)}")
    sides = [[_column(frame[name], i) for i, name in enumerate(_BOUNDS)] for frame in (a, b)]
    masks = np.empty(len(a), np.uint16)
    for i in range(0, len(a), _CHUNK):
        rows = slice(i, i + _CHUNK)
        one, other = ([bound[rows] for bound in side] for side in sides)
        held = possible_relations(one, other, np.maximum, np.minimum)
        masks[rows] = sum(np.left_shift(bit, i, dtype=np.uint16) for i, bit in enumerate(held))
    return masks


def relations_in(mask: int) -> frozenset[str]:
    """The names that a mask stands for."""
    return frozenset(name for i, name in enumerate(RELATIONS) if mask >> i & 1)


def _column(dates: pd.Series, position: int) -> np.ndarray:
    days = days_of(dates)
    return np.where(days < 0, far(position), days)
