"""Allen's thirteen relations between spans of which only bounds are known.

A span is half-open in whole days, so that neighbours meet. Each relation is a chain of
comparisons between four ends; it is possible when the chain can be satisfied inside the bounds,
which is decided by giving every end the value that constrains the next one least. The answer is
therefore exactly what trying every allowed day would find. Relations: J. F. Allen, "Maintaining
knowledge about temporal intervals", Communications of the ACM 26 (1983), 832-843.
"""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from itertools import combinations, product

import numpy as np
import pandas as pd

from historical_time.columns.differences import days_of
from historical_time.edtf import DateBounds
from historical_time.instants import InstantRange

RELATIONS = (
    *("before", "meets", "overlaps", "starts", "during", "finishes", "equals"),
    *("after", "met-by", "overlapped-by", "started-by", "contains", "finished-by"),
)
_CONVERSE = {r: RELATIONS[i if i == 6 else (i + 7) % 14] for i, r in enumerate(RELATIONS)}
_BOUNDS = ("start_earliest", "start_latest", "end_earliest", "end_latest")
_FAR = 10**12  # further than any day or minute; the sign says on which side a bound is missing
_CHUNK = 1 << 14


def allen_relations(a: DateBounds, b: DateBounds) -> frozenset[str]:
    """The relations of a to b that the bounds leave possible."""
    return relations_in(int(_masks(_days(a), _days(b))))


def allen_relations_of_readings(a: Iterable[DateBounds], b: Iterable[DateBounds]) -> frozenset[str]:
    """The relations possible under any reading of the one and any reading of the other."""
    return frozenset().union(*(allen_relations(x, y) for x, y in product(tuple(a), tuple(b))))


def allen_relations_of_instants(
    a: tuple[InstantRange | None, InstantRange | None],
    b: tuple[InstantRange | None, InstantRange | None],
) -> frozenset[str]:
    """The same to the minute, for (start, end) in UTC; None where an end is open or unknown."""
    return relations_in(int(_masks(_minutes(a), _minutes(b))))


def allen_masks(a: pd.DataFrame, b: pd.DataFrame) -> np.ndarray:
    """Row by row, a uint16 with bit i set where RELATIONS[i] is possible.

    The columns are those of `parse_edtf_column`; a missing date is an open or unknown end.
    """
    if len(a) != len(b):
        raise ValueError(f"expected as many rows on both sides, found {len(a)} and {len(b)}")
    sides = [[_column(frame[name], i) for i, name in enumerate(_BOUNDS)] for frame in (a, b)]
    masks = np.empty(len(a), np.uint16)
    for i in range(0, len(a), _CHUNK):
        rows = slice(i, i + _CHUNK)
        masks[rows] = _masks(*([bound[rows] for bound in side] for side in sides))
    return masks


def relations_in(mask: int) -> frozenset[str]:
    """The names that a mask stands for."""
    return frozenset(name for i, name in enumerate(RELATIONS) if mask >> i & 1)


def status(possible: frozenset[str], relation: str) -> str:
    """`certain` when this is the one relation left, `impossible` when it is not among them."""
    if relation not in RELATIONS:
        raise ValueError(f"expected one of {', '.join(RELATIONS)}, found {relation!r}")
    if relation not in possible:
        return "impossible"
    return "certain" if len(possible) == 1 else "possible"


def converse(relations: Iterable[str]) -> frozenset[str]:
    """The relations of b to a, given those of a to b."""
    return frozenset(_CONVERSE[relation] for relation in relations)


def compose(first: Iterable[str], second: Iterable[str]) -> frozenset[str]:
    """The relations of a to c that are left by those of a to b and of b to c."""
    table = composition_table()
    return frozenset().union(*(table[pair] for pair in product(tuple(first), tuple(second))))


@lru_cache(maxsize=1)
def composition_table() -> dict[tuple[str, str], frozenset[str]]:
    """Allen's table of 13 by 13: three spans have six ends, so six points show every case."""
    spans = list(combinations(range(6), 2))
    relation = {}
    for a, b in product(spans, spans):
        (name,) = relations_in(int(_masks(*((s, s, e - 1, e - 1) for s, e in (a, b)))))
        relation[a, b] = name
    table: dict[tuple[str, str], set[str]] = {}
    for a, b, c in product(spans, repeat=3):
        table.setdefault((relation[a, b], relation[b, c]), set()).add(relation[a, c])
    return {pair: frozenset(names) for pair, names in table.items()}


def _days(bounds: DateBounds) -> list[int]:
    days = (getattr(bounds, name) for name in _BOUNDS)
    return [_missing(i) if day is None else day.toordinal() for i, day in enumerate(days)]


def _minutes(ends: tuple[InstantRange | None, InstantRange | None]) -> list[int]:
    moments = [m for end in ends for m in ((end.earliest, end.latest) if end else (None, None))]
    epoch = date.min.toordinal()
    return [
        _missing(i) if m is None else (m.toordinal() - epoch) * 1440 + m.hour * 60 + m.minute
        for i, m in enumerate(moments)
    ]


def _column(dates: pd.Series, position: int) -> np.ndarray:
    days = days_of(dates)
    return np.where(days < 0, _missing(position), days)


def _missing(position: int) -> int:
    return _FAR if position % 2 else -_FAR


def _masks(a, b):
    """The bits for bounds (start low, start high, last day low, last day high) of a and of b."""
    (s1, s2, e1, e2), (t1, t2, f1, f2) = _half_open(*a), _half_open(*b)
    low, high = np.maximum, np.minimum
    same_start = (low(s1, t1) <= high(s2, t2), low(s1, t1))
    same_end = (low(e1, f1) <= high(e2, f2), high(e2, f2))
    found = (
        e1 < t2,
        low(e1, t1) <= high(e2, t2),
        _overlaps(s1, t1, t2, e1, e2, f1, f2),
        same_start[0] & (low(e1, same_start[1] + 1) < f2),
        _within(s1, s2, e1, e2, t1, f2),
        same_end[0] & (t1 < high(s2, same_end[1] - 1)),
        same_start[0] & same_end[0],
        f1 < s2,
        low(f1, s1) <= high(f2, s2),
        _overlaps(t1, s1, s2, f1, f2, e1, e2),
        same_start[0] & (low(f1, same_start[1] + 1) < e2),
        _within(t1, t2, f1, f2, s1, e2),
        same_end[0] & (s1 < high(t2, same_end[1] - 1)),
    )
    return sum(np.left_shift(bit, i, dtype=np.uint16) for i, bit in enumerate(found))


def _half_open(s1, s2, e1, e2):
    """Bounds with the end after the last day, narrowed so that the span is never empty."""
    e1, e2 = np.add(e1, 1), np.add(e2, 1)
    return s1, np.minimum(s2, e2 - 1), np.maximum(e1, np.add(s1, 1)), e2


def _overlaps(s1, t1, t2, e1, e2, f1, f2):
    """Some start < other start < end < other end: each as early as the one before it lets it."""
    t = np.maximum(t1, np.add(s1, 1))
    e = np.maximum(e1, t + 1)
    return (t <= t2) & (e <= e2) & (np.maximum(f1, e + 1) <= f2)


def _within(s1, s2, e1, e2, t1, f2):
    """Start and end inside the widest span that the other may have."""
    s, e = np.maximum(s1, np.add(t1, 1)), np.minimum(e2, np.subtract(f2, 1))
    return (s <= s2) & (e1 <= e) & (s < e)
