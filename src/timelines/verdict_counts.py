"""Verdicts by section: a square for each claim, so that a reader sees both share and number.

Rows are sections, columns are verdicts; a square stands for one claim and names it on the screen.
The column says the verdict in words, and the colour repeats it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from historical_time.words import count_text
from timelines.description import TimelineError
from timelines.figure import DescribedFigure
from timelines.matrix import Line, Matrix, Tile, matrix_scene
from timelines.media import Metrics
from timelines.plotly_axes import Spec
from timelines.scene import Scene
from timelines.terms import hues_of, labels_of, lanes_named


@dataclass(frozen=True, eq=False)
class VerdictCounts(DescribedFigure):
    """Claims as `analysis.claims.judge` gives them, counted by section and verdict.

    ``verdicts`` maps each verdict to its name, in the order of the columns; by default those that
    the table carries, and always in the hues that it carries (`timelines.terms`). TimelineError
    when there is no claim, or one with another verdict.
    """

    judged: pd.DataFrame
    verdicts: Mapping[str, str] | None = None
    title: str = ""
    caption: str = ""

    def __post_init__(self) -> None:
        if self.judged.empty:
            raise TimelineError("no claims: expected at least one")
        for verdict in self.judged["verdict"]:
            if verdict not in self._named:
                known = ", ".join(self._named)
                raise TimelineError(f"verdict {verdict!r}: expected one of {known}")

    def table(self) -> pd.DataFrame:
        """A row for each section, a column for each verdict, and the sums."""
        counts = pd.crosstab(self.judged["section"], self.judged["verdict"])
        counts = counts.reindex(index=self._sections, columns=list(self._named), fill_value=0)
        counts.columns = list(self._named.values())
        counts.index.name = "Section"
        counts["All"] = counts.sum(axis=1)
        counts.loc["All"] = counts.sum()
        return counts

    def alt_text(self) -> str:
        """The counts in words, the whole first."""
        table = self.table()
        parts = [f"Squares for {count_text(int(table.loc['All', 'All']), 'claim')}."]
        for section in ["All", *self._sections]:
            counts = [f"{name} {table.loc[section, name]}" for name in self._named.values()]
            where = "In all" if section == "All" else section
            parts.append(f"{where}: {', '.join(counts)}.")
        return " ".join(parts)

    @property
    def meta(self) -> Spec:
        """What it is called, and the counts as a table with the header first."""
        claims = count_text(len(self.judged), "claim")
        counted = f"Each square is one of {claims}, in the section where it stands."
        table = self.table()
        rows = zip(table.index, table.to_numpy().tolist(), strict=True)
        return {
            "kind": "verdict-counts",
            "title": self.title,
            "caption": self.caption or counted,
            "alt": self.alt_text(),
            "table": [
                ["Section", *map(str, table.columns)],
                *([str(name), *map(str, counts)] for name, counts in rows),
            ],
        }

    def scene(self, metrics: Metrics) -> Scene:
        """The squares in a medium."""
        total = self.judged["verdict"].value_counts()
        heads = ((name, str(total.get(verdict, 0))) for verdict, name in self._named.items())
        lines = tuple(
            Line(section, ruled=True, cells=tuple(self._squares(section, v) for v in self._named))
            for section in self._sections
        )
        fills = tuple(self._roles[verdict] for verdict in self._named)
        matrix = Matrix(self.title, self.alt_text(), tuple(heads), lines, fills)
        return matrix_scene(matrix, metrics)

    def _squares(self, section: str, verdict: str) -> tuple[Tile, ...]:
        named = self._named[verdict]
        chosen = self.judged[
            (self.judged["section"] == section) & (self.judged["verdict"] == verdict)
        ]
        return tuple(
            Tile(
                self._roles[verdict],
                named,
                f"{claim.position}. {claim.text}: {named.lower()}",
                about=f"claim-{claim.id}" if "id" in self.judged.columns else "",
                row=self._sections.index(section),
            )
            for claim in chosen.itertuples()
        )

    @cached_property
    def _named(self) -> Mapping[str, str]:
        return self.verdicts or labels_of(self.judged, "verdict")

    @cached_property
    def _roles(self) -> dict[str, str]:
        hues = hues_of(self.judged, "verdict")
        return {lane.id: f"full-{lane.hue}" for lane in lanes_named(self._named, {}, hues)}

    @cached_property
    def _sections(self) -> list[str]:
        return list(dict.fromkeys(self.judged["section"]))
