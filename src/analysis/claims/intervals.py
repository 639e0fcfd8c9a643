"""Claims about how far apart two things were, over every pair, clock and convention in question."""

from __future__ import annotations

import pandas as pd

from analysis.claims.finding import Claim, Finding, by_share, sentence
from analysis.war import CLOCKS
from historical_record.dataset import Dataset
from historical_record.verdicts import DEPENDS
from historical_time.words import cardinal_text, count_text, list_text, number_text, share_text

__all__ = ["months_apart", "term_kept"]

_LANE_OF_STARTS = "europe"


def months_apart(dataset: Dataset, claim: Claim) -> Finding:
    """Whether the events of the basis are as many calendar months apart as claimed.

    The starts are the events of the basis in Europe, the ends the others; every pair is counted on
    every clock of `analysis.war.CLOCKS`, by date and to the minute.
    """
    months = int(claim.claimed)
    grid = _grid(dataset, claim, months)
    by_date, to_minute = int(grid["exact_by_date"].sum()), int(grid["exact_to_minute"].sum())
    numbers: dict[str, object] = {
        "months": months,
        "combinations": len(grid),
        "by_date": by_date,
        "to_minute": to_minute,
        "within": int(grid["within"].sum()),
    }
    those = share_text(by_date, len(grid), "combination")
    minute = number_text(to_minute) if to_minute else "none"
    reason = sentence(
        f"{those} of a German surrender, a Soviet opening and a clock are exactly "
        f"{count_text(months, 'month')} apart by date, {minute} to the minute"
    )
    return _finding(grid, "exact_by_date", reason, numbers)


def term_kept(dataset: Dataset, claim: Claim) -> Finding:
    """Whether the later events fall in the last of the months claimed, by their dates.

    The starts, ends and clocks are those of `months_apart`. A term of months is one of days: on
    each clock the end is later than the start's day one month fewer on, and not later than its day
    all the months on.
    """
    months = int(claim.claimed)
    grid = _grid(dataset, claim, months)
    whole = 12 * grid["years"] + grid["months"]
    kept = grid.assign(kept=((whole == months - 1) | grid["exact_by_date"]).to_numpy())
    held = int(kept["kept"].sum())
    numbers: dict[str, object] = {"combinations": len(kept), "kept": held}
    reason = sentence(
        f"{share_text(held, len(kept), 'combination')} fall after {cardinal_text(months - 1)} and "
        f"not later than {count_text(months, 'month')} from the surrender, by date"
    )
    return _finding(kept, "kept", reason, numbers)


def _finding(grid: pd.DataFrame, answer: str, reason: str, numbers: dict[str, object]) -> Finding:
    verdict = by_share(int(grid[answer].sum()), len(grid))
    if verdict == DEPENDS:
        choices = _deciding(grid, answer)
        numbers = {**numbers, "decided_by": choices}
        reason += f" The choice of {list_text(choices)} decides."
    return Finding(verdict, reason, numbers)


def _grid(dataset: Dataset, claim: Claim, months: int) -> pd.DataFrame:
    lanes = {event: dataset.event(event)["lane"] for event in claim.basis}
    return dataset.sensitivity(
        starts=[event for event, lane in lanes.items() if lane == _LANE_OF_STARTS],
        ends=[event for event, lane in lanes.items() if lane != _LANE_OF_STARTS],
        clocks=CLOCKS,
        months=months,
    )


def _deciding(grid: pd.DataFrame, answer: str) -> list[str]:
    """Which of start, end and clock changes the answer when the other two are kept."""
    columns = {"start": "surrender", "end": "opening", "clock": "clock"}
    return [
        name
        for column, name in columns.items()
        if grid.groupby([other for other in columns if other != column])[answer].nunique().max() > 1
    ]
