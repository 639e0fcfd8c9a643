"""Verdicts on the article this book starts from, worked out from the record.

A row of claims.csv either argues from sources for and against the statement, and
`historical_record.verdicts` weighs them, or names a computation. The computation is a pure function
of the data set and the claim: it looks at every reading and definition in question and says
whether the statement is supported, contradicted, depends on a choice, is imprecise or not
supported, with the numbers it used and a sentence built from them.

Both kinds keep one rule of evidence and one of clocks. What is only recalled, held to be less
likely, or said of another event does not count. A date is read on the event's own clock; the time
between two places on every clock in question; an order on none, between instants.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

import pandas as pd

from analysis.claims import counts, dates, intervals, orders
from analysis.claims.finding import Claim, ClaimError, Finding
from historical_record.dataset import Dataset
from historical_record.narrator import Narrator
from historical_record.verdicts import COMPUTED
from historical_time.words import cardinal_text

__all__ = ["COMPUTATIONS", "Claim", "ClaimError", "Finding", "judge", "judge_claim"]

_ASKED: tuple[Callable[[Dataset, Claim], Finding], ...] = (
    *(counts.actions_of_the_war, counts.area_reached, counts.clashes_on_the_frontier),
    *(counts.earlier_battles, counts.earlier_deaths, counts.incidents_a_month),
    *(counts.names_in_record, counts.no_declaration, counts.treaty_similarity),
    *(dates.date_against_readings, dates.date_on_own_clock),
    *(intervals.months_apart, intervals.term_kept),
    *(orders.after_the_first, orders.before_the_last, orders.between),
)
COMPUTATIONS = {ask.__name__.replace("_", "-"): ask for ask in _ASKED}
"""Every computation that a claim may name; the vocabulary ``computation`` defines each."""

_WORKED_OUT = ("verdict", "computed", "reason", "numbers", "rewrite")
_IN_WORDS = 12
_FIELD = re.compile(r"\{([^{}]*)\}")


def judge(dataset: Dataset) -> pd.DataFrame:
    """All claims in their order, each with its verdict, reason, numbers and rewritten text.

    Columns: those of the claims, with the verdict found (never "computed") and the placeholders of
    ``rewrite`` filled; computed (bool), reason, numbers (dict). The table carries the names and
    hues of the verdicts that a judgement can end in.
    """
    rows = []
    for claim_id in dataset.claims["id"]:
        with dataset.part("claims", claim_id):
            rows.append(judge_claim(dataset, claim_id))
    table = pd.DataFrame(rows).sort_values("position", kind="stable")
    names = dataset.terms.labels("verdict")
    del names[COMPUTED]
    hues = dataset.terms.hues("verdict")
    table.attrs.update(labels={"verdict": names}, hues={"verdict": hues})
    judged = table.set_index(table["id"].to_numpy(dtype=object))
    return dataset.of_parts("claims", judged, _WORKED_OUT)


def judge_claim(dataset: Dataset, claim_id: str) -> dict[str, object]:
    """One row of `judge`. ClaimError when the record lacks what a computation needs."""
    row = dataset.claims.loc[claim_id]
    claim = Claim(row["id"], row["text"], row["basis"], row["claimed"])
    finding = Finding(row["verdict"], row["argument"], {})
    if row["verdict"] == COMPUTED:
        try:
            finding = COMPUTATIONS[row["computation"]](dataset, claim)
        except (ValueError, LookupError) as error:
            raise ClaimError(f"{claim_id}: {row['computation']}: {error}") from error
    return dict(row) | {
        "verdict": finding.verdict,
        "computed": row["verdict"] == COMPUTED,
        "reason": finding.reason,
        "numbers": finding.numbers,
        "rewrite": _filled(dataset, claim_id, row["rewrite"], finding.numbers),
    }


def _told(number: object) -> str:
    """A small number in words; one that may be a year is not grouped."""
    if isinstance(number, int) and number <= _IN_WORDS:
        return cardinal_text(number) if number else "none"
    return str(number)


def _filled(dataset: Dataset, claim_id: str, rewrite: str, numbers: Mapping[str, object]) -> str:
    """The text with its fields filled: a number of the finding, or an answer of the record."""
    tell = Narrator(dataset)

    def value(field: re.Match[str]) -> str:
        asked = field[1]
        if asked in numbers:
            return _told(numbers[asked])
        try:
            return tell.answer(asked)
        except (ValueError, LookupError) as error:
            raise ClaimError(f"{claim_id}: rewrite: {{{asked}}}: {error}") from error

    return _FIELD.sub(value, rewrite)
