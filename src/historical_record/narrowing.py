"""What order says of a boundary beyond its own reading, and on how weak a source that rests.

A bound is narrowed by a chain of rows: a reading of another boundary and the rules that lead from
it. The chain is as strong as its weakest row, and a row as its best source; the grades of sources
rank in the order of their vocabulary. A weak chain does not narrow a strong reading: each boundary
is narrowed only by readings and rules whose best source is graded no lower than its own.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from historical_record.dataset import Dataset
from historical_time.clocks import Clock, ClockError
from historical_time.consistency import ImpliedBound, Statement, implied_bounds
from historical_time.network import Point, Rule
from historical_time.readings import Reading

__all__ = ["Narrowed", "narrowed_bounds"]


@dataclass(frozen=True)
class Narrowed:
    """A bound that order puts closer than the boundary's own reading does.

    ``side`` is "earliest" or "latest"; ``said`` is the instant of the reading alone, None where it
    leaves that side open, and ``at`` the instant that follows from ``rules``, the chain that leads
    here from another reading. ``weakest`` is the best source of the chain's weakest row, and
    ``dropped`` are the ids of the clocks on which the reading's hour would lie beyond ``at``.
    """

    side: str
    said: dt.datetime | None
    at: dt.datetime
    rules: tuple[Rule, ...]
    weakest: str
    dropped: tuple[str, ...] = ()


def narrowed_bounds(dataset: Dataset) -> dict[Point, tuple[Narrowed, ...]]:
    """The narrowed bounds of every boundary whose preferred reading order narrows."""
    order = {grade: rank for rank, grade in enumerate(dataset.terms.labels("grade"))}
    graded = zip(dataset.sources["key"], dataset.sources["grade"], strict=True)
    ranks = {key: order[grade] for key, grade in graded}
    statements = dataset.statements("preferred")
    own = [_rank(statement.sources, ranks, len(order)) for statement in statements]
    found: dict[Point, tuple[Narrowed, ...]] = {}
    for rank in sorted(set(own)):
        strong = [of for of, its in zip(statements, own, strict=True) if its <= rank]
        rules = [rule for rule in dataset.rules if _rank(rule.sources, ranks) <= rank]
        bounds = implied_bounds(strong, rules)
        for statement, its in zip(statements, own, strict=True):
            if its == rank and (of := _narrowed(dataset, statement, bounds, ranks)):
                found[statement.point] = of
    return found


def _rank(sources: Iterable[str], ranks: Mapping[str, int], unsourced: int = -1) -> int:
    """The rank of the best of them; a span, which nobody has to state, is as strong as can be."""
    return min((ranks[key] for key in sources), default=unsourced)


def _narrowed(
    dataset: Dataset,
    statement: Statement,
    bounds: Mapping[Point, tuple[ImpliedBound, ImpliedBound]],
    ranks: Mapping[str, int],
) -> tuple[Narrowed, ...]:
    first, last = bounds[statement.point]
    sides = (("earliest", statement.earliest, first), ("latest", statement.latest, last))
    found = []
    for side, said, bound in sides:
        if bound.at is not None and bound.rules and bound.at != said:
            best = (min(keys, key=ranks.__getitem__) for _, keys in bound.links)
            weakest = max(best, key=ranks.__getitem__, default="")
            found.append(Narrowed(side, said, bound.at, bound.rules, weakest))
    dropped = _dropped(dataset, statement.point, found)
    return tuple(replace(of, dropped=dropped[of.side]) for of in found)


def _dropped(
    dataset: Dataset, point: Point, narrowed: Iterable[Narrowed]
) -> dict[str, tuple[str, ...]]:
    """By side the clocks in question on which an hour without a clock would lie out of bounds."""
    event, side = point
    boundaries = dataset.boundaries(event)
    name = boundaries[0] if len(boundaries) == 1 else f"{event}:{side}"
    (reading,) = (of for of in dataset.readings_of(name) if of.preferred)
    dropped: dict[str, tuple[str, ...]] = {}
    for of in narrowed:
        open_hour = reading.time and reading.clock is None
        clocks = dataset.clocks_in_question(event) if open_hour else ()
        dropped[of.side] = tuple(c.id for c in clocks if _beyond(reading, c, of))
    return dropped


def _beyond(reading: Reading, clock: Clock, bound: Narrowed) -> bool:
    try:
        first, last = replace(reading, clock=clock).limits()
    except ClockError:  # the clock was not kept on that day
        return False
    if bound.side == "earliest":
        return last is not None and last < bound.at
    return first is not None and first > bound.at
