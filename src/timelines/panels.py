"""A figure of panels one below the other on one axis: bars, dots, lines and ribbons at heights.

A panel has a measure of its own downwards, from a number at its foot to one at its top; across,
all panels share an axis, so that what stands in one may be compared with what stands in the next.
Colour says one thing throughout a figure, and the key explains what occurs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from timelines.description import Tick
from timelines.scene import Answer

FULL, PALE, HOLLOW = "full", "pale", "hollow"  # how a mark stands in its hue


@dataclass(frozen=True, slots=True)
class Dot:
    """One number at a place; ``looks`` is FULL or HOLLOW, ``size`` a factor."""

    at: float
    height: float
    hue: str
    answer: Answer | None = None
    looks: str = FULL
    size: float = 1.0


@dataclass(frozen=True, slots=True)
class Stem:
    """A range at a place, from one height to another: an upright in the paler colour."""

    at: float
    low: float
    high: float
    hue: str
    answer: Answer | None = None


@dataclass(frozen=True, slots=True)
class Bar:
    """A level stretch from one place to another, ``thick`` letters high about its height."""

    left: float
    right: float
    height: float
    hue: str
    answer: Answer | None = None
    looks: str = FULL
    thick: float = 1.0


@dataclass(frozen=True, slots=True)
class Field:
    """A stretch from one place and height to others, in a role of the palette."""

    left: float
    right: float
    low: float
    high: float
    role: str


@dataclass(frozen=True, slots=True)
class Ribbon:
    """A closed outline through places and heights."""

    points: tuple[tuple[float, float], ...]
    hue: str
    answer: Answer | None = None
    looks: str = PALE


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line through places and heights; dashed where what lies between is not one count."""

    points: tuple[tuple[float, float], ...]
    role: str
    dashed: bool = False
    width: float = 2.0  # hairs


@dataclass(frozen=True, slots=True)
class Words:
    """A text beside a place: ``dx`` in letters, ``down`` in lines from the height.

    It is broken where it would take more than ``room``, a part of the width.
    """

    at: float
    height: float
    text: str
    role: str = "ink"
    align: str = "start"
    dx: float = 0.0
    down: float = 0.0
    strong: bool = False
    room: float = 1.0


Mark = Dot | Stem | Bar | Field | Ribbon | Stroke | Words


@dataclass(frozen=True, slots=True)
class Panel:
    """What stands under one heading: marks between two numbers, so many ``lines`` of text high.

    ``levels`` are the numbers that a line runs at, with their words.
    """

    heading: str
    marks: tuple[Mark, ...]
    low: float
    high: float
    lines: float
    hue: str = ""
    levels: tuple[tuple[float, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Panels:
    """A whole figure. ``references`` are lines through all panels; ``key`` (look, hue, words)."""

    title: str
    alt: str
    panels: tuple[Panel, ...]
    axis: tuple[float, float]
    ticks: tuple[Tick, ...] = ()
    references: tuple[tuple[float, str], ...] = ()
    key: tuple[tuple[str, str, str], ...] = ()
    note: str = ""


def in_words(title: str, caption: str, said: Sequence[str], most: int = 12) -> str:
    """The alternative text of a figure: its title, how it is read, and its first rows."""
    parts = [f"{title.rstrip('.')}.", caption, *(f"{words}." for words in said[:most])]
    left = len(said) - most
    return " ".join([*parts, *([f"And {left:,} more, all of them in the table."] * (left > 0))])
