"""Claims of order: certain by every reading that counts, by some, or by none.

Order is decided between instants in UTC, so that no clock can change it; a day without an hour is
the whole day on every clock in question.
"""

from __future__ import annotations

from itertools import groupby, product

from analysis.claims.finding import Claim, Finding, by_share
from historical_record.dataset import Dataset
from historical_record.verdicts import CONTRADICTED, DEPENDS, IMPRECISE, NOT_SUPPORTED, SUPPORTED
from historical_time.instants import AFTER, BEFORE, InstantRange
from historical_time.readings import BoundaryError
from historical_time.words import list_text, share_text

__all__ = ["after_the_first", "before_the_last", "between", "order_verdict"]

_WEAKEST_FIRST = (CONTRADICTED, NOT_SUPPORTED, DEPENDS, IMPRECISE, SUPPORTED)


def before_the_last(dataset: Dataset, claim: Claim) -> Finding:
    """Whether every event of the basis but the last came before the last."""
    *earlier, last = claim.basis
    return _pairs(dataset, [(event, last) for event in earlier])


def after_the_first(dataset: Dataset, claim: Claim) -> Finding:
    """Whether every event of the basis but the first came after the first."""
    first, *later = claim.basis
    return _pairs(dataset, [(first, event) for event in later])


def between(dataset: Dataset, claim: Claim) -> Finding:
    """Whether the middle events of the basis lie between the first and the last of it."""
    first, *middle, last = claim.basis
    combinations = held = 0
    for event in middle:
        for low, inner, high in product(
            _instants(dataset, first, "start"),
            _instants(dataset, event, "start"),
            _instants(dataset, last, "start"),
        ):
            combinations += 1
            held += low.order(inner) == inner.order(high) == BEFORE
    names = list_text(_name(dataset, event) for event in middle)
    reason = (
        f"{names}: {share_text(held, combinations, 'combination')} of readings lie certainly after "
        f"{_name(dataset, first)} and before {_name(dataset, last)}."
    )
    numbers = {"combinations": combinations, "between": held}
    return Finding(by_share(held, combinations), reason, numbers)


def order_verdict(dataset: Dataset, earlier: str, later: str) -> str:
    """Whether one event came before another.

    Supported when the earlier ended before the later began, by those readings;
    imprecise when it only began before; it depends when readings disagree.
    """
    ends, starts = _instants(dataset, earlier, "end"), _instants(dataset, later, "start")
    if _all(BEFORE, ends, starts):
        return SUPPORTED
    begins = _instants(dataset, earlier, "start")
    if _all(BEFORE, begins, starts):
        return IMPRECISE
    if _all(AFTER, begins, starts):
        return CONTRADICTED
    return DEPENDS


def _all(order: str, ones: list[InstantRange], others: list[InstantRange]) -> bool:
    return all(one.order(other) == order for one, other in product(ones, others))


def _pairs(dataset: Dataset, pairs: list[tuple[str, str]]) -> Finding:
    """The verdict on pairs of which one event is in all: those with one answer are told at once."""
    verdicts = {pair: order_verdict(dataset, *pair) for pair in pairs}
    verdict = min(verdicts.values(), key=_WEAKEST_FIRST.index)
    words = {
        SUPPORTED: "came before",
        IMPRECISE: "began before, but had not certainly ended at the start of,",
        DEPENDS: "came before, by some readings only,",
        CONTRADICTED: "came after",
    }
    reason = "; ".join(
        f"{_named(dataset, [one for one, _ in alike])} {words[found]} "
        f"{_named(dataset, [other for _, other in alike])}"
        for found, pairs_alike in groupby(verdicts, key=lambda pair: verdicts[pair])
        for alike in [list(pairs_alike)]
    )
    certain = sum(found == SUPPORTED for found in verdicts.values())
    return Finding(verdict, f"{reason}.", {"pairs": len(pairs), "certain": certain})


def _named(dataset: Dataset, boundaries: list[str]) -> str:
    return list_text(dict.fromkeys(_name(dataset, boundary) for boundary in boundaries))


def _name(dataset: Dataset, boundary: str) -> str:
    return f"“{dataset.event(boundary.partition(':')[0])['name']}”"


def _instants(dataset: Dataset, name: str, side: str) -> list[InstantRange]:
    """The ranges of a boundary by the readings that count.

    The start stands for an end that is open or unknown.
    """
    event, colon, _ = name.partition(":")
    boundaries = dataset.boundaries(event)
    boundary = name if colon else boundaries[-1 if side == "end" else 0]
    try:
        readings = dataset.instants(boundary, "read")
    except BoundaryError:
        readings = dataset.instants(boundaries[0], "read")
    return list(readings.values())
