"""What rulings.csv rules on: a class of contradictions, or a boundary that is in dispute.

Whether each contradiction has its ruling can be told only of a data set that was loaded; here each
row is held to be about one thing that the record has, and about none twice.
"""

from __future__ import annotations

from collections.abc import Iterator

from historical_record.problems import Problem
from historical_record.record import Record

__all__ = ["check_rulings"]


def check_rulings(record: Record) -> Iterator[Problem]:
    """Each ruling is of a class or of a boundary that somebody disputes, and is the only one."""
    rulings = record.tables.get("rulings")
    if rulings is None or not record.tables["readings"].whole:
        return
    disputed: dict[tuple[str, str], set[str]] = {}
    for row in record.tables["readings"].rows:
        of = row.get("event", ""), row.get("boundary", "")
        disputed.setdefault(of, set()).add(row.get("said_by", ""))
    first: dict[tuple[str, ...], int] = {}
    for index, row in enumerate(rulings.rows):
        about = tuple(row.get(column, "") for column in ("class", "event", "boundary", "said_by"))
        if about in first:
            message = f"ruled on before, in the row of line {rulings.lines[first[about]]}"
            yield rulings.problem(index, "class" if about[0] else "event", message)
        first.setdefault(about, index)
        of_class, event, boundary, said_by = about
        if bool(of_class) == bool(event and boundary) or (of_class and any(about[1:])):
            message = "expected either a class or an event with its boundary"
            yield rulings.problem(index, "class", message)
        elif event and (event, boundary) not in disputed:
            message = f"nobody dissents from the {boundary} of {event}: expected one in dispute"
            yield rulings.problem(index, "event", message)
        elif said_by and said_by not in disputed[event, boundary]:
            message = "gives no reading of that boundary: expected who does, as in readings.csv"
            yield rulings.problem(index, "said_by", message)
