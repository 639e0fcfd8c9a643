"""Which of two moments came first, asked of every reading of the one and of the other.

A pair of readings puts its two moments in an order, on one minute, or leaves it open because the
hour or the clock is not stated. An order is certain where every pair of readings says the same;
it depends where pairs contradict each other; it is undecided where none contradicts but some
leave it open. A clock has no part in it: the order of two instants is the same on all of them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations

import pandas as pd

from historical_record.dataset import Dataset
from historical_time.instants import AFTER, BEFORE, OPEN, SAME
from historical_time.words import range_text

__all__ = ["certain_orders", "order_table", "orders_against"]

CERTAIN, DEPENDS, UNDECIDED = "certain", "depends", "undecided"
_TOLD = ("Certainly before", "Same minute", "Certainly after", "Depends", "Undecided")
_COLUMNS = ["one", "other", "verdict", BEFORE, SAME, AFTER, OPEN]


def certain_orders(
    dataset: Dataset, boundaries: Sequence[str], readings: str = "read"
) -> pd.DataFrame:
    """For each pair of boundaries, in the order given, how many pairs of readings say what.

    Columns ``one, other, verdict, before, same, after, open``. The verdict is `certain` where all
    pairs of readings agree, `depends` where two contradict, else `undecided`. ``readings`` is as
    for `Dataset.instants`.
    """
    ranges = {name: dataset.instants(name, readings).values() for name in boundaries}
    rows = []
    for one, other in combinations(boundaries, 2):
        said = [a.order(b) for a in ranges[one] for b in ranges[other]]
        counts = [said.count(order) for order in (BEFORE, SAME, AFTER, OPEN)]
        rows.append([one, other, _verdict(said), *counts])
    return pd.DataFrame(rows, columns=_COLUMNS)


def orders_against(
    dataset: Dataset, one: str, other: str, expected: str = BEFORE, readings: str = "read"
) -> list[tuple[str, str, str]]:
    """The pairs of readings that do not say ``expected``: both labels, and what they say."""
    return [
        (a, b, said)
        for a, first in dataset.instants(one, readings).items()
        for b, second in dataset.instants(other, readings).items()
        if (said := first.order(second)) != expected
    ]


def order_table(orders: pd.DataFrame, names: Mapping[str, str]) -> pd.DataFrame:
    """The verdicts as a table: for each event the numbers of the later ones, by verdict.

    Columns ``Event`` and, of ``Certainly before, Same minute, Certainly after, Depends,
    Undecided``, those that have an entry; the events are numbered in the order given.
    """
    boundaries = list(dict.fromkeys([*orders["one"], *orders["other"]]))
    numbers = {boundary: i for i, boundary in enumerate(boundaries, 1)}
    held: dict[tuple[str, str], list[int]] = {}
    for row in orders.to_dict("records"):
        held.setdefault((row["one"], _column(row)), []).append(numbers[row["other"]])
    cells = {"Event": [f"{numbers[b]}. {names.get(b, b)}" for b in boundaries]}
    cells |= {
        column: [_runs(held.get((boundary, column), [])) for boundary in boundaries]
        for column in _TOLD
        if any(told == column for _, told in held)
    }
    return pd.DataFrame(cells)


def _verdict(said: Sequence[str]) -> str:
    kinds = set(said)
    if len(kinds) == 1 and OPEN not in kinds:
        return CERTAIN
    return DEPENDS if len(kinds - {OPEN}) > 1 else UNDECIDED


def _column(row: Mapping[str, object]) -> str:
    if row["verdict"] != CERTAIN:
        return str(row["verdict"]).capitalize()
    return _TOLD[0 if row[BEFORE] else 1 if row[SAME] else 2]


def _runs(numbers: Sequence[int]) -> str:
    """Ascending numbers as ``2–4, 6``."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(range_text(run[0], run[-1]) for run in runs)
