"""Whether what is said of times can all be true, and what follows from it.

Statements give a boundary of an event a first and a last instant; rules (`historical_time.network`)
put one boundary after another. A contradiction is a chain of rules that leads from a reading that
puts its point too late to a reading that puts its point too early. Each is reported as that chain:
leave out any one of its members and the rest can be true. Where there is none, each statement
narrows what the others left open, and each bound narrowed knows the rows that it comes from.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from historical_time.network import NO_TIME, Network, Path, Point, Rule

__all__ = ["Contradiction", "ImpliedBound", "Statement", "find_contradictions", "implied_bounds"]


@dataclass(frozen=True)
class Statement:
    """One reading of one boundary: aware instants or None where open, and a label for its row."""

    event: str
    boundary: str
    earliest: datetime | None
    latest: datetime | None
    label: str
    sources: tuple[str, ...] = ()

    @property
    def point(self) -> Point:
        """The event and the boundary."""
        return self.event, self.boundary


@dataclass(frozen=True)
class Contradiction:
    """A reading, the rules that lead on from it, and the reading that cannot stand with it.

    `kind` is "readings" where both readings are of one boundary, "rules" where a chain joins two,
    and "circle" where rules alone put a point before itself. `every_reading` says whether no
    choice among the readings of the two boundaries mends it, and `length` is the least time that
    the rules put between the two.
    """

    kind: str
    late: Statement | None
    rules: tuple[Rule, ...]
    early: Statement | None
    every_reading: bool
    length: timedelta = NO_TIME

    @property
    def apart(self) -> timedelta:
        """The least time by which the two readings miss each other; none for a circle."""
        if self.late is None or self.early is None:
            return NO_TIME
        if self.late.earliest is None or self.early.latest is None:
            return NO_TIME
        return self.late.earliest + self.length - self.early.latest

    @property
    def labels(self) -> tuple[str, ...]:
        """The rows at odds, in the order of the chain."""
        ends = [[s.label] if s else [] for s in (self.late, self.early)]
        return (*ends[0], *(rule.label for rule in self.rules), *ends[1])

    def __str__(self) -> str:
        if self.late is None or self.early is None:
            return "these go round in a circle: " + "; ".join(self.labels)
        text = f"{_told(self.late)} is not before {self.late.earliest:%Y-%m-%d %H:%M} UTC "
        text += f"({self.late.label}), {_told(self.early)} not after "
        text += f"{self.early.latest:%Y-%m-%d %H:%M} UTC ({self.early.label})"
        if self.rules:
            text += ", but " + "; ".join(rule.label for rule in self.rules)
        return text


@dataclass(frozen=True)
class ImpliedBound:
    """The first or last instant of a point, and why: a statement and the rules that lead from it.

    ``at`` is None, and ``statement`` with it, where nothing bounds the point on that side. Without
    rules the statement is one of the point itself.
    """

    at: datetime | None
    statement: Statement | None = None
    rules: tuple[Rule, ...] = ()

    @property
    def links(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Each row that the bound rests on, with its sources; a span rests on none."""
        rows: list[Statement | Rule] = [*([self.statement] if self.statement else []), *self.rules]
        return tuple((row.label, row.sources) for row in rows if row.sources)


def find_contradictions(
    statements: Sequence[Statement], rules: Sequence[Rule]
) -> tuple[Contradiction, ...]:
    """Every minimal contradiction, those that no reading mends first.

    Of a chain that runs through a shorter one to or from the same reading only the shorter one
    is reported. A circle is reported once for each rule that closes it.
    """
    network = Network(rules)
    said = _by_point(statements)
    chains: dict[tuple[int, int], Path] = {}
    for i, late in enumerate(statements):
        if late.earliest is None:
            continue
        for point, path in network.paths_from(late.point).items():
            for j, early in said.get(point, ()):
                if early.latest is not None and _later(late.earliest, path.length) > early.latest:
                    chains[i, j] = path
    found = []
    for (i, j), path in chains.items():
        through = {step.to for step in path.steps[:-1]}
        if not any(
            (a == i and statements[b].point in through)
            or (b == j and statements[a].point in through)
            for a, b in chains
            if a == i or b == j
        ):
            late, early = statements[i], statements[j]
            always = _every_reading(said[late.point], said[early.point], path.length)
            kind = "rules" if path.rules else "readings"
            found.append(Contradiction(kind, late, path.rules, early, always, path.length))
    circles = [Contradiction("circle", None, rows, None, True) for rows in network.circles()]
    return tuple(circles + sorted(found, key=lambda c: (not c.every_reading, c.kind != "rules")))


def implied_bounds(
    statements: Sequence[Statement], rules: Sequence[Rule]
) -> dict[Point, tuple[ImpliedBound, ImpliedBound]]:
    """The earliest and latest instant of each point once every rule has been followed, and why.

    Several readings of one boundary count as any of them. A rule is not used on a point that it
    `gave`. Where the network contradicts itself the earliest instant of some point is after its
    latest.
    """
    said = _by_point(statements)
    lows = {point: _first(of) for point, of in said.items()}
    highs = {point: _last(of) for point, of in said.items()}
    points = dict.fromkeys([*said, *(p for rule in rules for p in (rule.before, rule.after))])
    giving = {point for rule in rules for point in rule.gave}
    whole = Network(rules)
    bounds = {}
    for point in points:
        usable = [rule for rule in rules if point not in rule.gave]
        network = Network(usable) if point in giving else whole
        low, high = ImpliedBound(None), ImpliedBound(None)
        for other, path in network.paths_to(point).items():
            of = lows.get(other)
            if of is not None and of.earliest is not None:
                at = _later(of.earliest, path.length)
                if low.at is None or at > low.at:
                    low = ImpliedBound(at, of, path.rules)
        for other, path in network.paths_from(point).items():
            of = highs.get(other)
            if of is not None and of.latest is not None:
                at = _later(of.latest, -path.length)
                if high.at is None or at < high.at:
                    high = ImpliedBound(at, of, path.rules)
        bounds[point] = low, high
    return bounds


def _by_point(statements: Sequence[Statement]) -> dict[Point, list[tuple[int, Statement]]]:
    said: dict[Point, list[tuple[int, Statement]]] = {}
    for i, statement in enumerate(statements):
        said.setdefault(statement.point, []).append((i, statement))
    return said


def _first(of: list[tuple[int, Statement]]) -> Statement | None:
    """The statement that puts the point earliest, None where one of them leaves it open."""
    dated = [(statement.earliest, i, statement) for i, statement in of if statement.earliest]
    return min(dated)[2] if len(dated) == len(of) else None


def _last(of: list[tuple[int, Statement]]) -> Statement | None:
    dated = [(statement.latest, -i, statement) for i, statement in of if statement.latest]
    return max(dated)[2] if len(dated) == len(of) else None


def _every_reading(
    late: list[tuple[int, Statement]], early: list[tuple[int, Statement]], length: timedelta
) -> bool:
    """Whether even the earliest reading of the one is too late for the latest of the other."""
    first, last = _first(late), _last(early)
    if first is None or last is None or first.earliest is None or last.latest is None:
        return False
    return _later(first.earliest, length) > last.latest


def _later(moment: datetime, length: timedelta) -> datetime:
    """So much later, and never past the first or last moment that there is."""
    try:
        return moment + length
    except OverflowError:
        farthest = datetime.min if length < NO_TIME else datetime.max
        return farthest.replace(tzinfo=moment.tzinfo)


def _told(statement: Statement) -> str:
    return f"the {statement.boundary} of {statement.event}"
