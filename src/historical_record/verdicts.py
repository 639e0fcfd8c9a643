"""The verdicts on a statement, and the one rule by which evidence for and against gives one.

A row of claims.csv says which of its sources bear the statement out and which speak against it,
on which choice of definition it turns, and what it says beyond what was read. The verdict follows;
typing another is a problem of the record.
"""

from __future__ import annotations

from collections.abc import Collection

__all__ = [
    "COMPUTED",
    "CONTRADICTED",
    "DEPENDS",
    "IMPRECISE",
    "NOT_SUPPORTED",
    "SUPPORTED",
    "weighed",
]

COMPUTED = "computed"  # in place of a verdict: a computation will find it
SUPPORTED, CONTRADICTED = "supported", "contradicted"
DEPENDS, IMPRECISE, NOT_SUPPORTED = "depends", "imprecise", "not-supported"


def weighed(
    bears_out: Collection[str],
    speaks_against: Collection[str],
    turns_on: str = "",
    short_of: str = "",
) -> str:
    """The verdict on a statement with this evidence.

    Where nothing read bears it out, it is contradicted by what speaks against it, or else not
    supported. Where something does, it depends when it turns on a choice that the evidence stands
    on both sides of; it is imprecise when something speaks against it or the words fall short of
    what was read; and otherwise it is supported.
    """
    if not bears_out:
        return CONTRADICTED if speaks_against else NOT_SUPPORTED
    if turns_on and speaks_against:
        return DEPENDS
    return IMPRECISE if speaks_against or short_of else SUPPORTED
