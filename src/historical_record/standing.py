"""How well the record's sources stand: a few shares, each with what it is a share of.

Counted by rules that a program can apply; whether a source is right is not among them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from historical_record.dataset import Dataset
from historical_record.references import UNDATED, Reference
from historical_record.rules.extracts import DOCUMENT
from historical_record.rules.works import UNNAMED, is_unnamed, strength
from historical_record.short_citations import is_latin, label_of
from historical_record.vocabularies import LOSS

__all__ = ["Share", "is_firm", "on_tertiary_alone", "standing"]

CHAPTER = "incollection"
BOOKS = frozenset({"book", "collection", "thesis", "report", CHAPTER})
"""The kinds of work that are long: a reader needs a page, a section or a chapter."""
_TERTIARY = "tertiary"

Thing = TypeVar("Thing")


@dataclass(frozen=True)
class Share:
    """So many of so many; ``str`` gives it as a line."""

    name: str
    held: int
    of: int

    @property
    def per_cent(self) -> str:
        """The share as text, "" of nothing."""
        return f"{self.held / self.of:.1%}" if self.of else ""

    def __str__(self) -> str:
        share = f" ({self.per_cent})" if self.of else ""
        return f"{self.name}: {self.held} of {self.of}{share}"


def standing(dataset: Dataset) -> list[Share]:
    """The shares, in the order in which a reader meets them."""
    works = dataset.references.values()
    foreign = [work for work in works if work.fields.get("langid") != "english"]
    figures, alone = dataset.figures, on_tertiary_alone(dataset)
    losses = figures.index[figures["measure"].isin(dataset.terms.labels("measure", LOSS))]
    return [
        _share("labels in Latin letters", works, lambda work: is_latin(label_of(work))),
        _share("labels with a name and a year or place", works, is_plain_label),
        _share("works in another language with a title in English", foreign, is_in_english),
        *(
            _share(f"{name} on tertiary sources alone", rows, alone[table].__contains__)
            for name, table, rows in (
                ("events", "events", dataset.events.index),
                ("figures", "figures", figures.index),
                ("losses", "figures", losses),
            )
        ),
        *(_places_and_extracts(dataset) if "extracts" in dataset.tables else ()),
    ]


def on_tertiary_alone(dataset: Dataset) -> dict[str, dict[str, list[str]]]:
    """By table, events and figures: the ids of rows that only tertiary sources bear, with these."""
    grades = dataset.sources["grade"]
    return {
        name: {
            row: cited
            for row, cited in dataset.tables[name]["sources"].items()
            if cited and {grades[key] for key in cited} == {_TERTIARY}
        }
        for name in ("events", "figures")
    }


def is_firm(dataset: Dataset, key: str) -> bool:
    """Whether a work was read, is identified and is not tertiary."""
    return strength(dataset.sources.loc[key], dataset.references[key]) < strength(
        {"grade": _TERTIARY}, None
    )


def _places_and_extracts(dataset: Dataset) -> Iterator[Share]:
    """How many citations are with a place in the work, and how many rows have an extract.

    Counted over the tables that extracts can be of. One document of a series has its place by its
    number or pages in the series, a clause by its article, and a chapter with an entry of its own
    by its title.
    """
    extracts, grades = dataset.extracts, dataset.sources["grade"]
    placed = extracts[extracts["place"] != ""]
    places = set(zip(placed["table"], placed["row"], placed["work"], strict=True))
    citations = [
        (name, row, work)
        for name in dataset.terms.labels("extract-table")
        if "sources" in dataset.tables.get(name, ())
        for row, cited in zip(
            dataset.tables[name]["id"], dataset.tables[name]["sources"], strict=True
        )
        for work in cited
    ]
    numbered = {
        key
        for key, work in dataset.references.items()
        if work.type != "book" and {"number", "pages"} & set(work.fields)
    }
    documents = [of for of in citations if grades[of[2]] == DOCUMENT]
    long = {key for key, work in dataset.references.items() if work.type in BOOKS}
    books = [of for of in citations if of[2] in long and grades[of[2]] != DOCUMENT]
    yield _share(
        "citations of treaties and document series with a place in the work",
        documents,
        lambda of: of in places or of[2] in numbered or of[0] == "clauses",
    )
    yield _share(
        "citations of books with a place in the work",
        books,
        lambda of: of in places or dataset.references[of[2]].type == CHAPTER,
    )
    borne_out = set(zip(extracts["table"], extracts["row"], strict=True))
    for name in dataset.terms.labels("extract-table"):
        if name in dataset.tables:
            rows = [(name, row) for row in dataset.tables[name]["id"]]
            yield _share(f"rows with an extract: {name}", rows, borne_out.__contains__)


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
