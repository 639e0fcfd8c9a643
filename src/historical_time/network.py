"""Rules that put one point in time after another, and the longest ways along them.

A rule puts one boundary a least and perhaps a most time after another: an event starts before it
ends, a part lies inside its whole, one event comes after another, one came two to three hours
after another. Together they are a simple temporal network (R. Dechter, I. Meiri and J. Pearl,
"Temporal constraint networks", Artificial Intelligence 49 (1991), 61-95), in which the longest
way from one point to another is the least time that must lie between them.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from operator import attrgetter

__all__ = [
    "DURATION",
    "ORDER",
    "PART",
    "SPAN",
    "Network",
    "Path",
    "Point",
    "Rule",
    "nesting_rules",
    "order_rules",
    "span_rules",
]

Point = tuple[str, str]  # an event and "start" or "end"
ORDER, PART, SPAN, DURATION = "order", "part", "span", "duration"
NO_TIME = timedelta(0)


@dataclass(frozen=True)
class Rule:
    """``after`` is at least ``least`` later than ``before``, and at most ``most`` if that is given.

    ``kind`` says where it comes from: "span", "part", "order" or "duration". ``stated_by`` is the
    id of the row that states it, blank for a span, which nobody has to state. ``gave`` are points
    whose readings were themselves worked out by this rule, so that it says nothing new of them.
    """

    before: Point
    after: Point
    label: str
    kind: str = ORDER
    least: timedelta = NO_TIME
    most: timedelta | None = None
    stated_by: str = ""
    sources: tuple[str, ...] = ()
    gave: frozenset[Point] = frozenset()


def span_rules(events: Iterable[str]) -> list[Rule]:
    """Each event starts no later than it ends."""
    return [Rule((e, "start"), (e, "end"), f"{e} starts before it ends", SPAN) for e in events]


def nesting_rules(pairs: Iterable[tuple[str, str]]) -> list[Rule]:
    """For (child, parent): the child starts and ends inside its parent."""
    rules = []
    for child, parent in pairs:
        label = f"{child} is part of {parent}"
        for before, after in ((parent, child), (child, parent)):
            side = "start" if before == parent else "end"
            rules.append(Rule((before, side), (after, side), label, PART, stated_by=child))
    return rules


def order_rules(pairs: Iterable[tuple[str, str]]) -> list[Rule]:
    """For (later, earlier): the earlier event ended before the later one started."""
    return [
        Rule((earlier, "end"), (later, "start"), f"{later} comes after {earlier}", stated_by=later)
        for later, earlier in pairs
    ]


@dataclass(frozen=True)
class Step:
    """A rule read in one direction: ``to`` is at least ``length`` later than ``start``."""

    start: Point
    to: Point
    length: timedelta
    rule: Rule


@dataclass(frozen=True)
class Path:
    """Steps from one point to another, and by how much they put the other later at the least."""

    steps: tuple[Step, ...] = ()
    length: timedelta = NO_TIME

    @property
    def rules(self) -> tuple[Rule, ...]:
        """The rules of its steps."""
        return tuple(step.rule for step in self.steps)

    def beats(self, other: Path | None) -> bool:
        """Whether it is longer than the other, or as long with fewer rules."""
        if other is None:
            return True
        return (self.length, -len(self.steps)) > (other.length, -len(other.steps))


class Network:
    """The steps that leave and reach each point, and the longest ways along them."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self.leaving: dict[Point, list[Step]] = {}
        self.reaching: dict[Point, list[Step]] = {}
        self.steps = list(_steps(rules))
        for step in self.steps:
            self.leaving.setdefault(step.start, []).append(step)
            self.reaching.setdefault(step.to, []).append(step)

    def paths_from(self, start: Point) -> dict[Point, Path]:
        """The longest path to each point, of the fewest rules; the empty one to the start."""
        return self._paths(start, self.leaving, attrgetter("to"), lambda way, step: (*way, step))

    def paths_to(self, end: Point) -> dict[Point, Path]:
        """The longest path from each point, of the fewest rules; the empty one from the end."""
        return self._paths(end, self.reaching, attrgetter("start"), lambda way, step: (step, *way))

    def _paths(
        self,
        origin: Point,
        beside: Mapping[Point, Sequence[Step]],
        other: Callable[[Step], Point],
        joined: Callable[[tuple[Step, ...], Step], tuple[Step, ...]],
    ) -> dict[Point, Path]:
        paths = {origin: Path()}
        waiting = deque([origin])
        while waiting:
            point = waiting.popleft()
            path = paths[point]
            for step in beside.get(point, ()):
                reached = other(step)
                if reached == origin or any(reached in (s.start, s.to) for s in path.steps):
                    continue
                longer = Path(joined(path.steps, step), path.length + step.length)
                if longer.beats(paths.get(reached)):
                    paths[reached] = longer
                    waiting.append(reached)
        return paths

    def circles(self) -> list[tuple[Rule, ...]]:
        """The shortest circle through each step on one that puts a point before itself, each once.

        A circle with a stated order counts too, for what comes after comes later; parts of each
        other may well be at one time.
        """
        found: dict[frozenset[Rule], tuple[Rule, ...]] = {}
        for step in self.steps:
            back = self.paths_from(step.to).get(step.start)
            if back is None or step.to == step.start:
                continue
            length = step.length + back.length
            around = (step, *back.steps)
            after = any(one.rule.kind == ORDER for one in around)
            if length > NO_TIME or (length == NO_TIME and after):
                circle = (step.rule, *(one.rule for one in back.steps))
                found.setdefault(frozenset(circle), circle)
        return list(found.values())


def _steps(rules: Iterable[Rule]) -> Iterator[Step]:
    for rule in rules:
        yield Step(rule.before, rule.after, rule.least, rule)
        if rule.most is not None:
            yield Step(rule.after, rule.before, -rule.most, rule)
