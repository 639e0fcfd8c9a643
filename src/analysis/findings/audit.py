"""The claims as a table: what was said, how it was judged, and what it ought to say.

One row for each claim, its name an address, its reason followed by the events and sources it rests
on. The verdicts come from `analysis.claims.judge`; nothing is judged here.
"""

from __future__ import annotations

from typing import Any

import pandas as pd

from historical_record.dataset import Dataset
from plain_text.myst import address, cited, escaped, event_link, facet, on_paper
from plain_text.table import Table

__all__ = ["claims_table", "computations_table"]


def claims_table(dataset: Dataset, judged: pd.DataFrame, section: str) -> Table:
    """The claims of one section of the article, from `judge`, in their order.

    Each row is addressed as ``claim-<id>``. ValueError for a section without claims.
    """
    found = judged[judged["section"] == section]
    if found.empty:
        known = ", ".join(judged["section"].unique())
        raise ValueError(f"no claim stands in section {section!r}: expected {known}")
    columns = ("The statement, restated", "The verdict, and on what", "As it ought to read")
    return Table(columns, [_cells(dataset, c) for c in found.itertuples()], widths=(27, 46, 27))


def _cells(dataset: Dataset, claim: Any) -> list[list[str]]:
    number = address(str(claim.position), f"claim-{claim.id}")
    said = [on_paper("claim", f"{number} {escaped(claim.text)}."), facet("kind", claim.kind)]
    verdict = facet("verdict", dataset.label("verdict", claim.verdict))
    if claim.computed:
        how = f"[{claim.computation}](#computation-{claim.computation})"
        how = f"[computed]{{.facet-basis}}: {how}"
    else:
        how = facet("basis", "argued")
    why = [escaped(claim.reason)]
    if claim.computed and claim.argument and claim.argument != claim.reason:
        why.append(escaped(claim.argument))
    why = [on_paper("why", part) for part in (*why, _evidence(dataset, claim))]
    verdict = on_paper("verdict", f"**{verdict}**, {how}")
    return [said, [verdict, *why], [on_paper("ought", escaped(claim.rewrite))]]


def _evidence(dataset: Dataset, claim: Any) -> str:
    ids = dict.fromkeys(boundary.partition(":")[0] for boundary in claim.basis)
    links = ", ".join(event_link(dataset.events.at[event, "name"], event) for event in ids)
    return " ".join(filter(None, (f"Events: {links}." if links else "", cited(claim.sources))))


def computations_table(dataset: Dataset, judged: pd.DataFrame) -> Table:
    """What each computation used by the claims asks, in the order of their first use."""
    used = judged.loc[judged["computed"], "computation"]
    terms = dataset.terms.rows("computation").set_index("term")["definition"]
    rows = [
        ([f"[{name}]{{#computation-{name} .entry-name}}"], f"{terms[name]}.", (used == name).sum())
        for name in dict.fromkeys(used)
    ]
    return Table(("Computation", "What it asks", "Claims"), rows, widths=(26, 60, 14))
