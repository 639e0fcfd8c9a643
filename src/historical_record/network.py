"""What must come before what in the record: an event's own span, nesting, and stated order.

A row that says why it lies outside its parent is not held to lie inside it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pandas as pd

from historical_time.network import Point, Rule, nesting_rules, order_rules, span_rules

__all__ = ["rules_of"]


def rules_of(events: pd.DataFrame, boundaries: Mapping[str, Sequence[str]]) -> list[Rule]:
    """The rules of the events' rows, each with the sources of the row that states it.

    ``boundaries`` has the boundaries of each event; one that has but one begins and ends with it.
    """
    nested = events[(events["parent"] != "") & (events["outside_parent"] == "")]
    spans = span_rules(event for event in events["id"] if len(boundaries[event]) > 1)
    parts = nesting_rules(zip(nested["id"], nested["parent"], strict=True))
    orders = order_rules(
        (event, earlier)
        for event, afters in zip(events["id"], events["after"], strict=True)
        for earlier in afters
    )
    sources = events["sources"]

    def point(of: Point) -> Point:
        return of if of[1] in boundaries[of[0]] else (of[0], "start")

    placed = [
        replace(rule, before=point(rule.before), after=point(rule.after))
        for rule in [*spans, *parts, *orders]
    ]
    return [
        replace(rule, sources=sources[rule.stated_by]) if rule.stated_by else rule
        for rule in placed
    ]
