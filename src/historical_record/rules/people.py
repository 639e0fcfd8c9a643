"""Rules of persons: lives and offices in their order, and names in the script that the row says."""

from __future__ import annotations

from collections.abc import Iterator

from historical_record.problems import Problem
from historical_record.record import Record
from historical_record.rules.tables import LETTERS

__all__ = ["check_offices", "check_people"]


def check_people(record: Record) -> Iterator[Problem]:
    """Nobody died before birth, and a name in a person's own script is written in it."""
    people = record.tables.get("people")
    if people is None:
        return
    for index, row in enumerate(people.rows):
        if record.before(row.get("died", ""), row.get("born", "")):
            message = f"died before birth: expected not before {row['born']}"
            yield people.problem(index, "died", message)
        own, script = row.get("own_name", ""), row.get("script", "")
        if bool(own) != bool(script):
            message = "a name in a script and the script stand together: expected both or neither"
            yield people.problem(index, "own_name" if script else "script", message)
        elif script in LETTERS and not LETTERS[script].search(own):
            yield people.problem(index, "own_name", f"has no letter of the script {script}")


def check_offices(record: Record) -> Iterator[Problem]:
    """An office is held in order, and within the life of who holds it."""
    people, offices = record.tables.get("people"), record.tables.get("offices")
    if people is None or offices is None:
        return
    lives = {row.get("id", ""): row for row in people.rows}
    for index, row in enumerate(offices.rows):
        life = lives.get(row.get("person", ""), {})
        if record.before(row.get("end", ""), row.get("start", "")):
            message = f"end before start: expected not before {row['start']}"
            yield offices.problem(index, "end", message)
        for column in ("start", "end"):
            if record.before(row.get(column, ""), life.get("born", "")):
                message = f"before the person's birth on {life['born']}"
                yield offices.problem(index, column, message)
            if record.before(life.get("died", ""), row.get(column, "")):
                message = f"after the person's death on {life['died']}"
                yield offices.problem(index, column, message)
