"""The mutants, a hundred that are drawn and those that a person listed, and which may survive."""

from __future__ import annotations

import csv
from collections.abc import Collection
from pathlib import Path

from command_line import CommandFailure
from proof.mutants import of_code, of_data
from proof.mutants.mutant import Mutant

__all__ = ["BY_HAND", "SURVIVORS", "asked_in_every_run", "by_hand", "mutants", "reasons", "settled"]

DRAWN_EACH = 50
BY_HAND = Path(__file__).with_name("by_hand.csv")
SURVIVORS = Path(__file__).with_name("survivors.csv")


def mutants(root: Path) -> list[Mutant]:
    """All of them: of the record, of the code, by hand."""
    drawn = [*of_data.sample(root, DRAWN_EACH), *of_code.sample(root, DRAWN_EACH)]
    return [*drawn, *by_hand(root)]


def by_hand(root: Path) -> list[Mutant]:
    """Those that are listed; CommandFailure where what is changed does not stand there once."""
    listed = []
    for row in _rows(BY_HAND):
        text = (root / row["path"]).read_text("utf-8")
        if text.count(row["was"]) != 1:
            found = text.count(row["was"])
            raise CommandFailure(
                f"{BY_HAND.name}: {row['name']}: {row['was']!r} stands {found} times in "
                f"{row['path']}: expected once"
            )
        made = text.replace(row["was"], row["now"])
        listed.append(Mutant(row["name"], row["path"], row["fear"], made, by_hand=True))
    return listed


def asked_in_every_run() -> dict[str, str]:
    """By the name of a mutant, the test that has to call it wrong in every run, or `check`."""
    return {row["name"]: row["guard"] for row in _rows(BY_HAND) if row["guard"]}


def reasons() -> dict[str, str]:
    """Why a mutant may survive, by its name."""
    return {row["mutant"]: row["reason"] for row in _rows(SURVIVORS)}


def settled(survivors: Collection[str], called_wrong: Collection[str]) -> list[str]:
    """What is wrong with the list of survivors, a line each, given who survived and who did not."""
    listed = reasons()
    told = [f"{name}: survives without a reason" for name in survivors if not listed.get(name)]
    told += [f"{name}: is listed, and does not survive" for name in called_wrong if name in listed]
    asked = {*survivors, *called_wrong}
    return told + [
        f"{name}: is listed, and no such mutant is there" for name in listed.keys() - asked
    ]


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
