"""The heat map of a sensitivity grid: a claim about an interval, one cell for each combination.

Rows are pairs of a start and an end, grouped by start; columns are clocks. A cell says in words
how far apart the two civil dates are on that clock, and is filled where the claim holds, so that
the colour repeats what the text says.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from historical_time.words import date_text
from timelines.description import TimelineError
from timelines.figure import DescribedFigure
from timelines.matrix import Line, Matrix, Tile, matrix_scene
from timelines.media import Metrics
from timelines.plotly_axes import Spec
from timelines.scene import Scene

HOLDS, FAILS, UNDECIDED = "holds", "does not hold", "undecided"
# Of each verdict the fill of its cells and the ink of their words.
_ROLES = {
    HOLDS: ("full-petrol", "on-mark"),
    FAILS: ("band", "ink"),
    UNDECIDED: ("pale-ochre", "ink"),
}


@dataclass(frozen=True, eq=False)
class VerdictGrid(DescribedFigure):
    """A grid from `Dataset.sensitivity` with one reading each, judged by one of its conventions.

    `names` gives readers' words for the ids of starts, ends and clocks; ids without one stand as
    they are. TimelineError for an empty grid, an unknown convention, or two rows for one cell.
    """

    grid: pd.DataFrame
    convention: str = "exact_by_date"
    names: Mapping[str, str] | None = None
    title: str = ""
    caption: str = ""

    def __post_init__(self) -> None:
        if self.grid.empty:
            raise TimelineError("an empty grid: expected at least one combination")
        if self.convention not in self.grid:
            raise TimelineError(f"convention {self.convention!r}: expected a column of the grid")
        repeated = self.grid.duplicated(["start", "end", "clock"])
        if repeated.any():
            row = self.grid.loc[repeated.idxmax(), ["start", "end", "clock"]]
            raise TimelineError(f"more than one row for {', '.join(row)}: choose one reading each")

    def table(self) -> pd.DataFrame:
        """A row for each pair of start and end, a column for each clock, cells as drawn."""
        frame = self.grid.assign(
            said=[" ".join(_apart(row)) for row in self.grid.itertuples()],
            start=self.grid["start"].map(self._name),
            end=self.grid["end"].map(self._name),
            clock=self.grid["clock"].map(self._name),
        )
        wide = frame.pivot(index=["start", "end"], columns="clock", values="said")
        order = list(dict.fromkeys(zip(frame["start"], frame["end"], strict=True)))
        return wide.loc[order, list(dict.fromkeys(frame["clock"]))]

    def alt_text(self) -> str:
        """How many combinations hold, and where they do not on any or hold on every clock."""
        holds = self.grid[self.convention].fillna(False).astype(bool)
        words = [f"Grid of {len(self.grid)} combinations; the claim holds in {int(holds.sum())}."]
        for column, said in (("start", "from"), ("clock", "on the clock of")):
            share = holds.groupby(self.grid[column], sort=False).agg(["sum", "size"])
            counts = [
                f"{said} {self._name(name)} {int(row['sum'])} of {int(row['size'])}"
                for name, row in share.iterrows()
            ]
            words.append("It holds " + ", ".join(counts) + ".")
        return " ".join(words)

    @property
    def meta(self) -> Spec:
        """What it is called, and what its cells say as a table with the header first."""
        frame = self.table()
        rows = zip(frame.index, frame.to_numpy().tolist(), strict=True)
        return {
            "kind": "verdict-grid",
            "title": self.title,
            "caption": self.caption,
            "alt": self.alt_text(),
            "table": [["From", "To", *frame.columns], *([*pair, *said] for pair, said in rows)],
        }

    def scene(self, metrics: Metrics) -> Scene:
        """The cells in a medium."""
        clocks = list(dict.fromkeys(self.grid["clock"]))
        lines = tuple(self._lines(clocks))
        found = {tile.group for line in lines for cell in line.cells for tile in cell}
        matrix = Matrix(
            self.title,
            self.alt_text(),
            tuple((self._name(clock),) for clock in clocks),
            lines,
            key=tuple((verdict, fill) for verdict, (fill, _) in _ROLES.items() if verdict in found),
        )
        return matrix_scene(matrix, metrics)

    def _lines(self, clocks: list[str]) -> Iterator[Line]:
        pairs = list(dict.fromkeys(zip(self.grid["start"], self.grid["end"], strict=True)))
        for start, group in self.grid.groupby("start", sort=False):
            yield Line(self._name(str(start)), strong=True)
            for end, rows in group.groupby("end", sort=False):
                at = pairs.index((start, end))
                cells = {row.clock: (self._tile(row, at),) for row in rows.itertuples()}
                row = tuple(cells.get(clock, ()) for clock in clocks)
                yield Line(f"to {self._name(str(end))}", cells=row)

    def _tile(self, row: Any, at: int) -> Tile:
        judged = getattr(row, self.convention)
        verdict = UNDECIDED if pd.isna(judged) else (HOLDS if judged else FAILS)
        hover = (
            f"{self._name(row.start)} to {self._name(row.end)}, {self._name(row.clock)}: "
            f"{_day(row.start_date)} to {_day(row.end_date)}, {verdict}"
        )
        fill, ink = _ROLES[verdict]
        return Tile(fill, verdict, hover, _apart(row), ink, strong=verdict == HOLDS, row=at)

    def _name(self, key: str) -> str:
        return (self.names or {}).get(key, key)


def _apart(row: Any) -> tuple[str, ...]:
    """The calendar difference as a cell has room for: ``3 m``, ``2 m 30 d``."""
    if pd.isna(row.months):
        return ("?",)
    months = 12 * int(row.years) + int(row.months)
    parts = [f"{months} m"] if months else []
    return (*parts, f"{int(row.days)} d") if row.days or not months else tuple(parts)


def _day(date: Any) -> str:
    return "an unsettled day" if pd.isna(date) else date_text(date, year=False)
