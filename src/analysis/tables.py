"""A small table to be read: a DataFrame shown without its index, the same on every run.

pandas' own Styler writes random ids into its HTML and a memory address into its plain text, which a
stored output cannot repeat. Cells are text: what the data holds is escaped, never markup.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

__all__ = ["ReadingTable"]


@dataclass(frozen=True, eq=False, repr=False)
class ReadingTable:
    """A frame whose columns stand as they are named; blank cells are shown blank."""

    frame: pd.DataFrame

    def __post_init__(self):
        if not len(self.frame.columns):
            raise ValueError("a table without columns: expected at least one")

    @property
    def _shown(self) -> pd.DataFrame:
        return self.frame.astype(object).where(self.frame.notna(), "")

    def _repr_html_(self) -> str:
        return self._shown.to_html(index=False, escape=True, border=0, classes="data", na_rep="")

    def __repr__(self) -> str:
        return self._shown.to_string(index=False)
