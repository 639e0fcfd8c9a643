"""Allen's thirteen relations between spans of which only bounds are known.

A span is half-open in whole days, so that neighbours meet. Each relation is a chain of
comparisons between four ends; it is possible when the chain can be satisfied inside the bounds,
which is decided by giving every end the value that constrains the next one least. Where the two
ends of a span hang together, as those of an instant do, every day is tried on which the answer
can change. The answer is therefore exactly what trying every allowed day would find. Relations:
J. F. Allen, "Maintaining knowledge about temporal intervals", Communications of the ACM 26
(1983), 832-843.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import product
from typing import Any

from historical_time.bounds import Box, DateBounds

__all__ = [
    "RELATIONS",
    "allen_relations",
    "allen_relations_of_readings",
    "far",
    "possible_relations",
    "status",
]

RELATIONS = (
    *("before", "meets", "overlaps", "starts", "during", "finishes", "equals"),
    *("after", "met-by", "overlapped-by", "started-by", "contains", "finished-by"),
)
_FAR = 10**12  # further than any day; the sign says on which side a bound is missing

Extreme = Callable[..., Any]
"""The larger or the smaller of two numbers, or of each two of two columns."""
Days = tuple[int, int, int, int]
"""Start low and high, last day low and high, as ordinals of days."""


def allen_relations(a: DateBounds, b: DateBounds) -> frozenset[str]:
    """The relations of a to b that are possible between a span of the one and one of the other.

    >>> from historical_time.edtf import parse_edtf
    >>> sorted(allen_relations(parse_edtf("1938-07/1938-08-11"), parse_edtf("1939-05/1939-09")))
    ['before']
    """
    found: set[str] = set()
    for one, other in product(a.boxes(), b.boxes()):
        for days, others in product(*_free(one, other)):
            held = possible_relations(days, others, max, min)
            found.update(name for name, holds in zip(RELATIONS, held, strict=True) if holds)
    return frozenset(found)


def allen_relations_of_readings(a: Iterable[DateBounds], b: Iterable[DateBounds]) -> frozenset[str]:
    """The relations possible under any reading of the one and any reading of the other."""
    return frozenset().union(*(allen_relations(x, y) for x, y in product(tuple(a), tuple(b))))


def status(possible: frozenset[str], relation: str) -> str:
    """`certain` when this is the one relation left, `impossible` when it is not among them."""
    if relation not in RELATIONS:
        raise ValueError(f"expected one of {', '.join(RELATIONS)}, found {relation!r}")
    if relation not in possible:
        return "impossible"
    return "certain" if len(possible) == 1 else "possible"


def far(position: int) -> int:
    """What stands for a missing bound, the first to the fourth of a span's four."""
    return _FAR if position % 2 else -_FAR


def possible_relations(
    a: Sequence[Any], b: Sequence[Any], later: Extreme, earlier: Extreme
) -> tuple[Any, ...]:
    """Whether each of RELATIONS is possible, for the four bounds (`Days`) of a and of b.

    ``later`` and ``earlier`` are max and min for numbers, or their namesakes for columns.
    """
    (s1, s2, e1, e2), (t1, t2, f1, f2) = (
        _half_open(a, later, earlier),
        _half_open(b, later, earlier),
    )
    same_start, latest_start = later(s1, t1) <= earlier(s2, t2), later(s1, t1)
    same_end, first_end = later(e1, f1) <= earlier(e2, f2), earlier(e2, f2)

    def overlaps(s1: Any, t1: Any, t2: Any, e1: Any, e2: Any, f1: Any, f2: Any) -> Any:
        # Start < other start < end < other end: each as early as the one before it lets it.
        t = later(t1, s1 + 1)
        e = later(e1, t + 1)
        return (t <= t2) & (e <= e2) & (later(f1, e + 1) <= f2)

    def within(s1: Any, s2: Any, e1: Any, e2: Any, t1: Any, f2: Any) -> Any:
        # Start and end inside the widest span that the other may have.
        s, e = later(s1, t1 + 1), earlier(e2, f2 - 1)
        return (s <= s2) & (e1 <= e) & (s < e)

    return (
        e1 < t2,
        later(e1, t1) <= earlier(e2, t2),
        overlaps(s1, t1, t2, e1, e2, f1, f2),
        same_start & (later(e1, latest_start + 1) < f2),
        within(s1, s2, e1, e2, t1, f2),
        same_end & (t1 < earlier(s2, first_end - 1)),
        same_start & same_end,
        f1 < s2,
        later(f1, s1) <= earlier(f2, s2),
        overlaps(t1, s1, s2, f1, f2, e1, e2),
        same_start & (later(f1, latest_start + 1) < e2),
        within(t1, t2, f1, f2, s1, e2),
        same_end & (s1 < earlier(t2, first_end - 1)),
    )


def _half_open(bounds: Sequence[Any], later: Extreme, earlier: Extreme) -> Any:
    """Bounds with the end after the last day, narrowed so that the span is never empty."""
    s1, s2, e1, e2 = bounds
    return s1, earlier(s2, e2), later(e1, s1) + 1, e2 + 1


def _free(one: Box, other: Box) -> tuple[list[Days], list[Days]]:
    """Both boxes with start and end free of each other, an instant as the days that may matter."""
    turns = sorted({day + step for day in (*_days(one), *_days(other)) for step in (-1, 0, 1)})

    def free(box: Box) -> list[Days]:
        return [(d, d, d, d) for d in _between(box, turns)] if box.one_day else [_days(box)]

    return free(one), free(other)


def _between(box: Box, days: Iterable[int]) -> Iterator[int]:
    first, last, *_ = _days(box)
    return (day for day in days if first <= day <= last)


def _days(box: Box) -> Days:
    s1, s2, e1, e2 = (
        far(i) if day is None else day.toordinal() for i, day in enumerate((*box.start, *box.end))
    )
    return s1, s2, e1, e2
