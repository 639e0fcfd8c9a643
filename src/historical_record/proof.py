"""A proof as a value: what is asked of a boundary, all that is said of it, and what is held.

Shown as MyST markdown, because its sources are citations and its event a link: tables for the
readings and the rulings, lists for what is lacking, what order says and what was looked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from historical_time.words import count_text
from plain_text.myst import cited, escaped, event_link
from plain_text.table import Table

__all__ = ["Conflict", "Exhibit", "Proof"]

_READINGS = ("What is said", "How it stands", "Sources")


@dataclass(frozen=True)
class Exhibit:
    """One reading as evidence: what it says, who says so, how it stands and on what it rests.

    ``against`` is how it lies to the preferred reading, ``note`` what its own row says of it;
    ``sources`` are keys, each with the label of its grade and what was read of it.
    """

    when: str
    said_by: str
    standing: str
    evidence: str
    against: str
    note: str
    sources: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class Conflict:
    """The contradictions in which this boundary stands and on which one ruling was given.

    ``dissents`` are those that the ruling is about, or the name of their class where it is about
    any two.
    """

    count: int
    dissents: tuple[str, ...]
    ruling: str
    argument: str


@dataclass(frozen=True)
class Proof:
    """All that the record has on one boundary; the book reads it as markdown.

    ``searches`` are pairs of what was sought and what was found instead, ``order`` the rules that
    touch the boundary, ``reasons`` what the event's row says of its date.
    """

    boundary: str
    name: str
    question: str
    evidence: tuple[Exhibit, ...]
    gaps: tuple[str, ...]
    order: tuple[str, ...]
    conflicts: tuple[Conflict, ...]
    searches: tuple[tuple[str, str], ...]
    ruling: str
    reasons: tuple[str, ...]

    def __repr__(self) -> str:
        return f"<Proof of {self.boundary}: {count_text(len(self.evidence), 'reading')}>"

    def _repr_markdown_(self) -> str:
        parts = [
            f"**{escaped(self.question)}** {event_link(self.name, self.boundary.split(':')[0])}",
            Table(_READINGS, tuple(self._rows()), widths=(26, 32, 42)).myst,
            _listed("What is lacking", self.gaps),
            _listed("What order says", self.order),
        ]
        if self.conflicts:
            table = Table(("Ruling", "On", "Why"), tuple(self._rulings()), widths=(18, 32, 50))
            parts += ["**What cannot be true together.**", table.myst]
        else:
            parts.append("**What cannot be true together.** Nothing.")
        sought = (f"{what} Found: {found or 'nothing'}." for what, found in self.searches)
        parts.append(_listed("Looked for in vain", sought))
        parts.append(f"**Ruling.** {escaped(' '.join((self.ruling, *self.reasons)))}")
        return "\n\n".join(part for part in parts if part) + "\n"

    def _rows(self) -> Iterator[list[list[str]]]:
        """A row for each reading; what was read of a source stands with its first citation."""
        told: set[str] = set()
        for exhibit in self.evidence:
            sources = [
                f"{cited((key,))} {'' if key in told else escaped(f'{grade}. {read}')}".rstrip()
                for key, grade, read in exhibit.sources
            ]
            told.update(key for key, _, _ in exhibit.sources)
            how = [exhibit.standing, exhibit.evidence, exhibit.against]
            said = [escaped(exhibit.when), escaped(exhibit.said_by)]
            stands = [escaped(" · ".join(filter(None, how))), escaped(exhibit.note)]
            yield [said, stands, sources or ["None."]]

    def _rulings(self) -> Iterator[list[list[str]]]:
        for conflict in self.conflicts:
            how = f"{conflict.ruling}, {count_text(conflict.count, 'contradiction')}"
            dissents = [escaped(label) for label in conflict.dissents]
            yield [[escaped(how)], dissents, [escaped(conflict.argument)]]


def _listed(title: str, items: Iterable[str]) -> str:
    lines = [f"- {escaped(item)}" for item in items]
    return f"**{title}.**\n\n" + "\n".join(lines) if lines else ""
