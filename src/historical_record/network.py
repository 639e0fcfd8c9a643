"""The record as a network of statements and rules, in which contradictions can be looked for.

Statements are the readings of every boundary; rules come from each event's own span, from
nesting (unless the row says why the event lies outside its parent) and from stated order.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from historical_time.consistency import (
    Contradiction,
    Point,
    Rule,
    Statement,
    find_contradictions,
    nesting_rules,
    order_rules,
    span_rules,
)
from historical_time.readings import BoundaryError

if TYPE_CHECKING:
    from historical_record.dataset import Dataset

__all__ = ["contradictions_in", "rules_of", "statements_of"]


def contradictions_in(dataset: Dataset, readings: str = "all") -> tuple[Contradiction, ...]:
    """Everything in the record that cannot all be true at once."""
    return find_contradictions(statements_of(dataset, readings), rules_of(dataset))


def statements_of(dataset: Dataset, readings: str = "all") -> list[Statement]:
    """Every reading of every boundary; an instant has only a start."""
    statements = []
    for event in dataset.events.itertuples():
        for side in ("start",) if event.extent == "instant" else ("start", "end"):
            name = event.id if event.extent == "instant" else f"{event.id}:{side}"
            try:
                ranges = dataset.instants(name, readings)
            except BoundaryError:  # open or unknown: nothing is stated
                continue
            statements += [
                Statement(event.id, side, instants.earliest, instants.latest, label)
                for label, instants in ranges.items()
            ]
    return statements


def rules_of(dataset: Dataset) -> list[Rule]:
    """What must come before what, by span, nesting and stated order."""
    events = dataset.events
    instants = set(events.loc[events["extent"] == "instant", "id"])
    nested = events[(events["parent"] != "") & (events["outside_parent"] == "")]
    rules = [
        *span_rules(event for event in events["id"] if event not in instants),
        *nesting_rules(zip(nested["id"], nested["parent"], strict=True)),
        *order_rules(
            (event.id, earlier) for event in events.itertuples() for earlier in event.after
        ),
    ]

    def point(of: Point) -> Point:
        return (of[0], "start") if of[0] in instants else of

    return [replace(rule, before=point(rule.before), after=point(rule.after)) for rule in rules]
