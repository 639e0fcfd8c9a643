"""What must come before what in the record: spans, nesting, stated order, stated durations.

A row that says why it lies outside its parent is not held to lie inside it. Of the durations only
those that a source states are rules: what this record has counted from two dates says nothing of
either, and is checked against them instead (`historical_record.rules.durations`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import pandas as pd

from historical_record.durations import duration
from historical_time.network import (
    DURATION,
    Point,
    Rule,
    nesting_rules,
    order_rules,
    span_rules,
)
from historical_time.readings import named_boundary
from historical_time.words import lasting_text

__all__ = ["rules_of"]


def rules_of(
    events: pd.DataFrame, boundaries: Mapping[str, Sequence[str]], durations: pd.DataFrame | None
) -> list[Rule]:
    """The rules of the record's rows, each with the sources of the row that states it.

    ``boundaries`` has the boundaries of each event; one that has but one begins and ends with it.
    ``durations`` are the rows of durations.csv, None for a record without them.
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
    stated = [
        replace(rule, sources=sources[rule.stated_by]) if rule.stated_by else rule
        for rule in placed
    ]
    timed = [] if durations is None else _duration_rules(durations, boundaries)
    return [*stated, *timed]


def _duration_rules(
    durations: pd.DataFrame, boundaries: Mapping[str, Sequence[str]]
) -> Iterator[Rule]:
    for row in durations[durations["evidence"] == "read"].to_dict("records"):
        least = duration(row["least"])
        most = duration(row["most"]) if row["most"] else None
        yield Rule(
            before=named_boundary(row["before"], boundaries),
            after=named_boundary(row["after"], boundaries),
            label=f"{row['after']} is {lasting_text(least, most)} after {row['before']}",
            kind=DURATION,
            least=least,
            most=most,
            stated_by=row["id"],
            sources=row["sources"],
            gave=frozenset(named_boundary(name, boundaries) for name in row["gave"]),
        )
