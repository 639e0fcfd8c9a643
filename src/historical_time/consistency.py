"""What cannot all be true at once: readings, nesting and stated order as one network.

Every boundary of an event is a point in time. A reading says that the point lies in a range; a
rule says that one point is not later than another. Such a network is a simple temporal problem
without durations (R. Dechter, I. Meiri and J. Pearl, "Temporal constraint networks", Artificial
Intelligence 49, 1991), and it fails exactly where a chain of rules leads from a reading that
puts its point too late to a reading that puts its point too early. Each contradiction is
reported as that chain: leave out any one of its members and the rest can be true.
"""

from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np

Point = tuple[str, str]  # an event and "start" or "end"


@dataclass(frozen=True)
class Statement:
    """One reading of one boundary: aware instants or None where open, and a label for its row."""

    event: str
    boundary: str
    earliest: datetime | None
    latest: datetime | None
    label: str

    @property
    def point(self) -> Point:
        return self.event, self.boundary


@dataclass(frozen=True)
class Rule:
    """`before` is not later than `after`: from nesting, a stated order or an event's own span."""

    before: Point
    after: Point
    label: str


@dataclass(frozen=True)
class Contradiction:
    """A reading, the rules that lead on from it, and the reading that cannot stand with it.

    `kind` is "readings" where both readings are of one boundary, "rules" where a chain joins two,
    and "circle" where rules alone put a point before itself. `every_reading` says whether no
    choice among the readings of the two boundaries mends it.
    """

    kind: str
    late: Statement | None
    rules: tuple[Rule, ...]
    early: Statement | None
    every_reading: bool

    @property
    def labels(self) -> tuple[str, ...]:
        """The rows at odds, in the order of the chain."""
        ends = [[s.label] if s else [] for s in (self.late, self.early)]
        return (*ends[0], *(rule.label for rule in self.rules), *ends[1])

    def __str__(self) -> str:
        if self.late is None or self.early is None:
            return "these go round in a circle: " + "; ".join(self.labels)
        text = f"{_point(self.late)} is not before {self.late.earliest:%Y-%m-%d %H:%M} UTC "
        text += f"({self.late.label}), {_point(self.early)} not after "
        text += f"{self.early.latest:%Y-%m-%d %H:%M} UTC ({self.early.label})"
        if self.rules:
            text += ", but " + "; ".join(rule.label for rule in self.rules)
        return text


def span_rules(events: Iterable[str]) -> list[Rule]:
    """Each event starts no later than it ends."""
    return [Rule((e, "start"), (e, "end"), f"{e} starts before it ends") for e in events]


def nesting_rules(pairs: Iterable[tuple[str, str]]) -> list[Rule]:
    """For (child, parent): the child starts and ends inside its parent."""
    rules = []
    for child, parent in pairs:
        label = f"{child} is part of {parent}"
        rules.append(Rule((parent, "start"), (child, "start"), label))
        rules.append(Rule((child, "end"), (parent, "end"), label))
    return rules


def order_rules(pairs: Iterable[tuple[str, str]]) -> list[Rule]:
    """For (later, earlier): the earlier event ended before the later one started."""
    return [
        Rule((earlier, "end"), (later, "start"), f"{later} comes after {earlier}")
        for later, earlier in pairs
    ]


def find_contradictions(
    statements: Sequence[Statement], rules: Sequence[Rule]
) -> tuple[Contradiction, ...]:
    """Every minimal contradiction, those that no reading mends first.

    Of a chain that runs through a shorter one to or from the same reading only the shorter one
    is reported. A circle is reported once for each rule that closes it.
    """
    network = _Network(statements, rules)
    low = np.array([_seconds(s.earliest, -np.inf) for s in statements])
    high = np.array([_seconds(s.latest, np.inf) for s in statements])
    at = np.array([network.number[s.point] for s in statements], int)
    reach = network.reach[np.ix_(at, at)] if len(at) else np.zeros((0, 0), bool)
    found: list[Contradiction] = []
    chains: dict[tuple[int, int], tuple[Rule, ...]] = {}
    for i, j in np.argwhere(reach & (low[:, None] > high[None, :])).tolist():
        chains[i, j] = network.chain(statements[i].point, statements[j].point)
    for (i, j), chain in chains.items():
        points = {rule.after for rule in chain[:-1]}
        shorter = any(
            (a == i and statements[b].point in points) or (b == j and statements[a].point in points)
            for a, b in chains
            if a == i or b == j
        )
        if shorter:
            continue
        late, early = at == at[i], at == at[j]
        always = bool(low[late].min() > high[early].max())
        kind = "rules" if chain else "readings"
        found.append(Contradiction(kind, statements[i], chain, statements[j], always))
    circles = [Contradiction("circle", None, chain, None, True) for chain in network.circles()]
    return tuple(circles + sorted(found, key=lambda c: (not c.every_reading, c.kind != "rules")))


def implied_bounds(
    statements: Sequence[Statement], rules: Sequence[Rule]
) -> dict[Point, tuple[datetime | None, datetime | None]]:
    """The earliest and latest instant of each point once every rule has been followed.

    Several readings of one boundary count as any of them. Where the network contradicts itself
    the earliest instant of some point is after its latest.
    """
    network = _Network(statements, rules)
    own: dict[Point, list[Statement]] = {}
    for statement in statements:
        own.setdefault(statement.point, []).append(statement)
    lows, highs = {}, {}
    for point, said in own.items():
        if all(s.earliest for s in said):
            lows[point] = min(s.earliest for s in said)
        if all(s.latest for s in said):
            highs[point] = max(s.latest for s in said)
    bounds = {}
    for point, number in network.number.items():
        before, after = network.reach[:, number], network.reach[number]
        bounds[point] = (
            max(
                (lows[p] for p, n in network.number.items() if before[n] and p in lows),
                default=None,
            ),
            min(
                (highs[p] for p, n in network.number.items() if after[n] and p in highs),
                default=None,
            ),
        )
    return bounds


class _Network:
    """Points, the rules that leave each, and which points lie on a chain from which."""

    def __init__(self, statements: Sequence[Statement], rules: Sequence[Rule]):
        points = [s.point for s in statements] + [p for r in rules for p in (r.before, r.after)]
        self.number = {point: i for i, point in enumerate(dict.fromkeys(points))}
        self.leaving: dict[Point, list[Rule]] = {}
        for rule in rules:
            self.leaving.setdefault(rule.before, []).append(rule)
        self.reach = np.eye(len(self.number), dtype=bool)
        for point, i in self.number.items():
            for other in self._chains_from(point):
                self.reach[i, self.number[other]] = True

    def chain(self, start: Point, end: Point) -> tuple[Rule, ...]:
        """The fewest rules that lead from one point to another."""
        return () if start == end else self._chains_from(start)[end]

    def circles(self) -> list[tuple[Rule, ...]]:
        """The shortest circle through each rule that lies on one, each circle once."""
        found = {}
        for rule in (rule for rules in self.leaving.values() for rule in rules):
            if self.reach[self.number[rule.after], self.number[rule.before]]:
                circle = (rule, *self.chain(rule.after, rule.before))
                found.setdefault(frozenset(circle), circle)
        return list(found.values())

    def _chains_from(self, start: Point) -> dict[Point, tuple[Rule, ...]]:
        chains: dict[Point, tuple[Rule, ...]] = {}
        waiting = deque([(start, ())])
        while waiting:
            point, chain = waiting.popleft()
            for rule in self.leaving.get(point, ()):
                if rule.after != start and rule.after not in chains:
                    chains[rule.after] = (*chain, rule)
                    waiting.append((rule.after, chains[rule.after]))
        return chains


def _seconds(moment: datetime | None, otherwise: float) -> float:
    return otherwise if moment is None else moment.timestamp()


def _point(statement: Statement) -> str:
    return f"the {statement.boundary} of {statement.event}"
