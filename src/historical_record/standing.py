"""How well the record's sources stand: a few shares, each with what it is a share of.

Counted by rules that a program can apply; whether a source is right is not among them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

from historical_record.dataset import Dataset
from historical_record.references import UNDATED, Reference
from historical_record.rules.works import UNNAMED, is_unnamed
from historical_record.short_citations import is_latin, label_of
from historical_record.vocabularies import LOSS

__all__ = ["Share", "standing"]

Thing = TypeVar("Thing")


@dataclass(frozen=True)
class Share:
    """So many of so many; ``str`` gives it as a line."""

    name: str
    held: int
    of: int

    def __str__(self) -> str:
        share = f" ({self.held / self.of:.1%})" if self.of else ""
        return f"{self.name}: {self.held} of {self.of}{share}"


def standing(dataset: Dataset) -> list[Share]:
    """The shares, in the order in which a reader meets them."""
    works = dataset.references.values()
    foreign = [work for work in works if work.fields.get("langid") != "english"]
    figures = dataset.figures
    grades = dict(zip(dataset.sources["key"], dataset.sources["grade"], strict=True))
    losses = figures[figures["measure"].isin(dataset.terms.labels("measure", LOSS))]
    return [
        _share("labels in Latin letters", works, lambda work: is_latin(label_of(work))),
        _share("labels with a name and a year or place", works, is_plain_label),
        _share("works in another language with a title in English", foreign, is_in_english),
        *(
            _share(
                f"{name} on tertiary sources alone",
                table["sources"],
                lambda cited: bool(cited) and {grades[key] for key in cited} == {"tertiary"},
            )
            for name, table in (
                ("events", dataset.events),
                ("figures", figures),
                ("losses", losses),
            )
        ),
    ]


def is_plain_label(work: Reference) -> bool:
    """Whether the label names who or what, and says when or where: no quoted title, no "n.d."."""
    label = label_of(work)
    return is_latin(label) and not label.startswith(("“", *UNNAMED)) and UNDATED not in label


def is_in_english(work: Reference) -> bool:
    """Whether the title is given in English, or is our own description in it."""
    return "titleaddon" in work.fields or is_unnamed(work)


def _share(name: str, things: Iterable[Thing], holds: Callable[[Thing], bool]) -> Share:
    judged = [bool(holds(thing)) for thing in things]
    return Share(name, sum(judged), len(judged))
