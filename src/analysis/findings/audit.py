"""The claims as a table: what was said, how it was judged, and what it ought to say.

One row for each claim, its name an address, its reason followed by the events and sources it rests
on. The verdicts come from `analysis.claims.judge`; nothing is judged here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from plain_text.myst import cited, escaped, event_link, facet, list_table, on_paper

if TYPE_CHECKING:
    from historical_record.dataset import Dataset

__all__ = ["ClaimsTable", "ComputationsTable"]


@dataclass(frozen=True, eq=False)
class ClaimsTable:
    """The claims of one section of the article, from `judge`, in their order.

    Each row is addressed as ``claim-<id>``. ValueError for a section without claims.
    """

    dataset: Dataset
    judged: pd.DataFrame
    section: str

    def rows(self) -> pd.DataFrame:
        """The rows of `judge` that the table shows."""
        found = self.judged[self.judged["section"] == self.section]
        if found.empty:
            known = ", ".join(self.judged["section"].unique())
            raise ValueError(f"no claim stands in section {self.section!r}: expected {known}")
        return found

    def __repr__(self) -> str:
        return f"<ClaimsTable: {self.section}, {len(self.rows())} claims>"

    def _repr_markdown_(self) -> str:
        rows = (self._cells(claim) for claim in self.rows().itertuples())
        columns = ("The statement, restated", "The verdict, and on what", "As it ought to read")
        return list_table(columns, (27, 46, 27), rows)

    def _cells(self, claim: Any) -> list[list[str]]:
        target = f"claim-{claim.id}"
        number = f"[[{claim.position}](#{target})]{{#{target} .entry-name}}"
        said = [on_paper("claim", f"{number} {escaped(claim.text)}."), facet("kind", claim.kind)]
        verdict = facet("verdict", self.dataset.label("verdict", claim.verdict))
        if claim.computed:
            how = f"[{claim.computation}](#computation-{claim.computation})"
            how = f"[computed]{{.facet-basis}}: {how}"
        else:
            how = facet("basis", "argued")
        why = [escaped(claim.reason)]
        if claim.computed and claim.argument and claim.argument != claim.reason:
            why.append(escaped(claim.argument))
        why = [on_paper("why", part) for part in (*why, self._evidence(claim))]
        verdict = on_paper("verdict", f"**{verdict}**, {how}")
        return [said, [verdict, *why], [on_paper("ought", escaped(claim.rewrite))]]

    def _evidence(self, claim: Any) -> str:
        ids = dict.fromkeys(boundary.partition(":")[0] for boundary in claim.basis)
        names = self.dataset.events["name"]
        links = ", ".join(event_link(names[event], event) for event in ids)
        return " ".join(filter(None, (f"Events: {links}." if links else "", cited(claim.sources))))


@dataclass(frozen=True, eq=False)
class ComputationsTable:
    """What each computation used by the claims asks, in the order of their first use."""

    dataset: Dataset
    judged: pd.DataFrame

    def rows(self) -> pd.DataFrame:
        """``computation``, ``asks`` and the number of ``claims``."""
        used = self.judged.loc[self.judged["computed"], "computation"]
        terms = self.dataset.terms.rows("computation").set_index("term")["definition"]
        names = list(dict.fromkeys(used))
        return pd.DataFrame(
            {
                "computation": names,
                "asks": [terms[name] for name in names],
                "claims": [int((used == name).sum()) for name in names],
            }
        )

    def __repr__(self) -> str:
        return f"<ComputationsTable: {len(self.rows())} computations>"

    def _repr_markdown_(self) -> str:
        rows = [
            [
                [f"[{row.computation}]{{#computation-{row.computation} .entry-name}}"],
                [escaped(row.asks) + "."],
                [str(row.claims)],
            ]
            for row in self.rows().itertuples()
        ]
        return list_table(("Computation", "What it asks", "Claims"), (26, 60, 14), rows)
