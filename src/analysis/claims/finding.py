"""What a computation is asked, and what it answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from historical_record.verdicts import CONTRADICTED, DEPENDS, NOT_SUPPORTED, SUPPORTED
from plain_text.told import ToldError

__all__ = ["Claim", "ClaimError", "Finding", "by_share", "sentence"]


class ClaimError(ToldError, ValueError):
    """A claim that cannot be judged: which one, and what the record lacks."""


@dataclass(frozen=True)
class Claim:
    """A statement of the article: the events that judge it and the value it gives."""

    id: str
    text: str
    basis: tuple[str, ...]
    claimed: str = ""


@dataclass(frozen=True)
class Finding:
    """A verdict, the sentence that gives its reason, and the numbers behind both."""

    verdict: str
    reason: str
    numbers: Mapping[str, object] = field(default_factory=dict)


def sentence(words: str) -> str:
    """A capital letter before them and a full stop after."""
    return f"{words[:1].upper()}{words[1:]}."


def by_share(held: int, of: int) -> str:
    """Supported when all combinations hold, contradicted when none does, else it depends."""
    if of == 0:
        return NOT_SUPPORTED
    return SUPPORTED if held == of else DEPENDS if held else CONTRADICTED
