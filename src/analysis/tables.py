"""A small table to be read: a DataFrame shown without its index, the same on every run.

pandas' own Styler writes random ids into its HTML and a memory address into its plain text, which a
stored output cannot repeat. Cells are text: what the data holds is escaped, never markup.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape

import pandas as pd

__all__ = ["ReadingTable"]


@dataclass(frozen=True, eq=False, repr=False)
class ReadingTable:
    """A frame whose heads begin with a capital; blank cells are shown blank.

    ``languages`` gives the language (BCP 47) of the columns that are not in English.
    """

    frame: pd.DataFrame
    languages: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not len(self.frame.columns):
            raise ValueError("a table without columns: expected at least one")
        unknown = set(self.languages) - set(self.frame.columns)
        if unknown:
            raise ValueError(f"languages of columns that are not there: {', '.join(unknown)}")

    @property
    def _shown(self) -> pd.DataFrame:
        shown = self.frame.astype(object).where(self.frame.notna(), "")
        return shown.rename(columns=lambda name: str(name)[:1].upper() + str(name)[1:])

    def _repr_html_(self) -> str:
        shown = self._shown
        marks = [self.languages.get(name) for name in self.frame.columns]
        opens = [f'<td lang="{escape(mark)}">' if mark else "<td>" for mark in marks]
        head = "".join(f"<th>{escape(str(name))}</th>" for name in shown.columns)
        body = "\n".join(
            "<tr>"
            + "".join(f"{o}{escape(str(v))}</td>" for o, v in zip(opens, row, strict=True))
            + "</tr>"
            for row in shown.to_numpy().tolist()
        )
        return (
            f'<table class="data">\n<thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody>\n'
            "</table>"
        )

    def __repr__(self) -> str:
        return str(self._shown.to_string(index=False))
