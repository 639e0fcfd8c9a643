"""Events inside events, and events after events."""

from __future__ import annotations

from collections.abc import Iterator

from historical_record.problems import Problem
from historical_record.record import Record
from historical_time.readings import Reading

__all__ = ["check_duplicates", "check_order", "check_parents"]


def check_parents(record: Record) -> Iterator[Problem]:
    """No event contains itself, and a child lies within its parent or says why not."""
    events = record.tables["events"]
    for index, row in enumerate(events.rows):
        parent = record.events.get(row["parent"]) if row.get("parent") else None
        if parent is None:
            if row.get("outside_parent"):
                message = "no parent to lie outside of: expected blank"
                yield events.problem(index, "outside_parent", message)
            continue
        if cycle := _cycle(record, row.get("id", "")):
            message = f"contains itself: {' in '.join(cycle)}"
            yield events.problem(index, "parent", message)
            continue
        outside = _why_outside(record, row, parent)
        if outside and not row.get("outside_parent"):
            message = f"does not contain {row.get('id')}, which {outside}"
            message += "; mend a date or say why in outside_parent"
            yield events.problem(index, "parent", message)
        elif row.get("outside_parent") and _certainly_inside(record, row, parent):
            message = f"{row.get('id')} lies inside {parent['id']}: expected blank"
            yield events.problem(index, "outside_parent", message)


def check_order(record: Record) -> Iterator[Problem]:
    """What an event is said to come after did not come later, and not after itself."""
    events = record.tables["events"]
    for index, row in enumerate(events.rows):
        start = record.boundary(row, "start")
        for item in record.items(row, "after"):
            earlier = record.events.get(item)
            if earlier is None:
                continue
            if row.get("id", "") in _reachable(record, item):
                message = f"{row['id']} comes after itself by way of {item!r}"
                yield events.problem(index, "after", message)
                continue
            bound = record.boundary(earlier, "end") or record.boundary(earlier, "start")
            if start and bound and start.certainly_before(bound):
                message = f"{row.get('id')} starts {start.said()}, before {item}, {bound.said()}"
                message = f"does not come first: {message}"
                yield events.problem(index, "after", message)


def check_duplicates(record: Record) -> Iterator[Problem]:
    """Two events of the same days, place and parties are one, unless a row says otherwise."""
    events = record.tables["events"]
    first: dict[tuple[object, ...], list[int]] = {}
    for index, row in enumerate(events.rows):
        if row.get("id", "") in record.items(row, "distinct_from"):
            yield events.problem(index, "distinct_from", "an event is not distinct from itself")
        start, end = record.boundary(row, "start"), record.boundary(row, "end")
        if start is None or not row.get("place"):
            continue
        days = (start.date.start_earliest, start.date.end_latest)
        ends = (end.date.start_earliest, end.date.end_latest) if end else row.get("end", "")
        key = (days, ends, row["place"], frozenset(record.items(row, "parties")))
        for other in first.get(key, []):
            if not _told_apart(record, row, events.rows[other]):
                name = events.rows[other].get("id", "")
                message = f"same days, place and parties as {name!r}: name it in distinct_from"
                yield events.problem(index, "distinct_from", message)
        first.setdefault(key, []).append(index)


def _told_apart(record: Record, one: dict[str, str], other: dict[str, str]) -> bool:
    ids = one.get("id", ""), other.get("id", "")
    return (
        ids[1] in record.items(one, "distinct_from")
        or ids[0] in record.items(other, "distinct_from")
        or ids[1] in _ancestors(record, ids[0])
        or ids[0] in _ancestors(record, ids[1])
    )


def _ancestors(record: Record, event: str) -> list[str]:
    found: list[str] = []
    while (event := record.events.get(event, {}).get("parent", "")) and event not in found:
        found.append(event)
    return found


def _cycle(record: Record, event: str) -> list[str]:
    ancestors = _ancestors(record, event)
    return [event, *ancestors[: ancestors.index(event) + 1]] if event in ancestors else []


def _reachable(record: Record, event: str) -> set[str]:
    found, waiting = set(), [event]
    while waiting:
        current = waiting.pop()
        if current not in found:
            found.add(current)
            waiting += record.items(record.events.get(current, {}), "after")
    return found


def _span(record: Record, row: dict[str, str]) -> tuple[Reading | None, Reading | None]:
    return record.boundary(row, "start"), record.boundary(row, "end")


def _why_outside(record: Record, child: dict[str, str], parent: dict[str, str]) -> str | None:
    starts, ends = _span(record, child)
    begins, closes = _span(record, parent)
    name = parent.get("id", "")
    if starts and begins and starts.certainly_before(begins):
        return f"starts {starts.said()}, before {name} does, {begins.said()}"
    if starts and closes and closes.certainly_before(starts):
        return f"starts {starts.said()}, after {name} ends, {closes.said()}"
    if ends and closes and closes.certainly_before(ends):
        return f"ends {ends.said()}, after {name} does, {closes.said()}"
    return None


def _certainly_inside(record: Record, child: dict[str, str], parent: dict[str, str]) -> bool:
    starts, ends = _span(record, child)
    begins, closes = _span(record, parent)
    if starts is None or begins is None or not begins.certainly_not_after(starts):
        return False
    if closes is None:
        return parent.get("end") == ".."
    return ends is not None and ends.certainly_not_after(closes)
