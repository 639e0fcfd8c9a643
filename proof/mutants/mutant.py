"""One change of one file, and how a sample of such changes is drawn."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

__all__ = ["CODE", "DATA", "SEED", "Mutant", "drawn"]

SEED = 19380729  # any number would do; it is fixed so that the sample is
DATA, CODE = "data", "code"


@dataclass(frozen=True)
class Mutant:
    """A file of the tree, ``path``, as ``text`` instead of as it is.

    ``name`` stays the same while the place that is changed does: a row and its column, a function
    and the number of the operator in it. ``witness`` says that something prints what the row holds.
    """

    name: str
    path: str
    told: str
    text: str
    witness: bool = False
    by_hand: bool = False

    @property
    def kind(self) -> str:
        """Whether the record is changed, or the code."""
        return DATA if self.path.startswith("data/") else CODE


def drawn(names: Iterable[str], count: int) -> list[str]:
    """As many of the names, by the seed; a further name displaces one of the sample at most."""
    return sorted(names, key=lambda name: hashlib.sha256(f"{SEED} {name}".encode()).digest())[
        :count
    ]
