"""A small table whose last column cites: a DataFrame written as markdown for the book to read.

A notebook shows the markdown with ``mystnb: {"markdown_format": "myst"}`` in the cell's metadata,
so that citations lead to the bibliography. Cells are text: what the data holds is escaped.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from plain_text.myst import cited, escaped, list_table

__all__ = ["CitedTable"]


@dataclass(frozen=True, eq=False, repr=False)
class CitedTable:
    """A frame with a column ``Sources`` of source keys; ``widths`` are shares, one a column."""

    frame: pd.DataFrame
    caption: str = ""
    widths: Sequence[int] = ()

    def __post_init__(self) -> None:
        if "Sources" not in self.frame.columns:
            raise ValueError(f"no column Sources in {', '.join(map(str, self.frame.columns))}")
        if self.widths and len(self.widths) != len(self.frame.columns):
            raise ValueError(f"{len(self.widths)} widths for {len(self.frame.columns)} columns")

    def __repr__(self) -> str:
        keys = self.frame["Sources"].map("; ".join)
        return str(self.frame.assign(Sources=keys).to_string(index=False))

    def _repr_markdown_(self) -> str:
        columns = [str(name) for name in self.frame.columns]
        rows = [
            [
                [cited(value) if name == "Sources" else escaped(str(value))]
                for name, value in zip(columns, row, strict=True)
            ]
            for row in self.frame.to_numpy().tolist()
        ]
        table = list_table(columns, self.widths or [1] * len(columns), rows)
        head, rest = table.split("\n", 1)
        return f"{head} {self.caption}".rstrip() + "\n" + rest
