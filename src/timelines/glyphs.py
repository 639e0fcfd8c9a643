"""Every mark, once: what it looks like, what it means, and when it stands.

A bar is certain, its paler part possible. An arrow runs on, a fading edge with a question mark is
unknown, a perforated edge or a dotted diamond is approximate. A diamond is an instant; a hollow
one lies somewhere in its pale bar.

Outlines are in halves of a bar, from the place where the mark stands, to the right and downwards;
a mark that looks to the left is mirrored. Print, screen, key and the room that labels leave are
all read from here.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from timelines.description import OPEN, UNKNOWN, Axis, Row

Ring = tuple[tuple[float, float], ...]
Extent = tuple[float, float]
# From a row, what of it is drawn, and the axis: of a bar its extents, of a sign its places, each
# with the way it looks, -1 to the left, 1 to the right.
Stands = Callable[[Row, Extent, Axis], Iterable[tuple[float, float]]]
ANYWHERE = "timeline"  # the kind of figure whose words stand for every kind without its own


@dataclass(frozen=True, slots=True)
class Part:
    """An outline of one colour: `full` and `pale` are its lane's, others roles of the palette."""

    outline: Ring
    fill: str = "full"
    edge: str = ""
    line: float = 0.0
    alpha: float = 1.0


@dataclass(frozen=True, slots=True, eq=False)
class Glyph:
    """One kind of mark: its parts, its words in the key by kind of figure, and when it stands.

    A `bar` is as long as its extent. What stands `on` another glyph, at the end of a bar or about
    a diamond, is shown so in the key; `letter` is a sign of the alphabet and its distance from the
    place.
    """

    name: str
    parts: tuple[Part, ...]
    meaning: Mapping[str, str]
    stands: Stands
    bar: bool = False
    on: str = ""
    letter: tuple[str, float] | None = None

    @property
    def reach(self) -> Extent:
        """How far it goes to the left and to the right of its place, in halves of a bar."""
        across = [x for part in self.parts for x, _ in part.outline]
        if self.letter:
            across.append(self.letter[1] + 0.5)
        return -min(0.0, *across), max(0.0, *across)


def box(left: float, right: float, half: float = 1.0, middle: float = 0.0) -> Ring:
    """A rectangle."""
    top, bottom = middle - half, middle + half
    return ((left, top), (right, top), (right, bottom), (left, bottom))


def lozenge(radius: float) -> Ring:
    """A square on its corner."""
    return ((0.0, -radius), (radius, 0.0), (0.0, radius), (-radius, 0.0))


def dot(at: float, radius: float) -> Ring:
    """A round dot, as twelve corners."""
    turns = (step * math.pi / 6 for step in range(12))
    return tuple((at + radius * math.cos(t), radius * math.sin(t)) for t in turns)


def _certain(row: Row, shown: Extent, axis: Axis) -> Extent | None:
    """What is certain of a period: of a side unknown or open, it ends with what is known."""
    low, high = shown
    first = row.start[1] if row.start else (low if row.start_kind == OPEN else row.known[0])
    last = row.end[0] if row.end else (high if row.end_kind == OPEN else row.known[1])
    return (max(first, axis.low), min(last, axis.high)) if first < last else None


def _is_period(row: Row) -> bool:
    return row.dated and not (row.instant or row.moments)


def _members(row: Row, axis: Axis, *, run: bool, day: bool) -> Iterator[Extent]:
    """Of days that all count, each: a run of them, one day, or a month that holds it."""
    for low, high, whole in row.moments:
        if whole == run and (high - low <= 1) == day:
            yield low, high


def _core(row: Row, shown: Extent, axis: Axis) -> Iterator[Extent]:
    yield from _members(row, axis, run=True, day=False)
    certain = _certain(row, shown, axis) if _is_period(row) else None
    if certain and certain[0] < certain[1]:
        yield certain


def _possible(row: Row, shown: Extent, axis: Axis) -> Iterator[Extent]:
    yield from _members(row, axis, run=False, day=False)
    if row.instant and not row.exact:
        yield shown
    elif _is_period(row):
        certain = _certain(row, shown, axis)
        parts = ((shown[0], certain[0]), (certain[1], shown[1])) if certain else (shown,)
        yield from (part for part in parts if part[0] < part[1])


def _moment(*, exact: bool) -> Stands:
    def stands(row: Row, shown: Extent, axis: Axis) -> Iterator[tuple[float, float]]:
        for low, high in _members(row, axis, run=False, day=exact):
            if axis.shows(*[(low + high) / 2] * 2):
                yield (low + high) / 2, 1
        if row.instant and row.exact == exact:
            yield sum(shown) / 2, 1

    return stands


def _side(*kinds: str) -> Stands:
    """At the sides of a period that are of a kind."""

    def stands(row: Row, shown: Extent, axis: Axis) -> Iterator[tuple[float, float]]:
        if _is_period(row):
            sides = ((row.start_kind, shown[0], -1), (row.end_kind, shown[1], 1))
            yield from ((at, way) for kind, at, way in sides if kind in kinds)
        elif not row.dated and UNKNOWN in kinds:
            yield from ((axis.low, 1), (axis.high, -1))

    return stands


def _perforation(row: Row, shown: Extent, axis: Axis) -> Iterator[tuple[float, float]]:
    if not _is_period(row):
        return
    for circa, kind, span, way in (
        (row.circa_start, row.start_kind, row.start, -1),
        (row.circa_end, row.end_kind, row.end, 1),
    ):
        if circa and span and kind not in (OPEN, UNKNOWN):
            yield shown[way > 0], way


def _circa(row: Row, shown: Extent, axis: Axis) -> Iterator[tuple[float, float]]:
    if row.instant and (row.circa_start or row.circa_end):
        yield sum(shown) / 2, 1


GLYPHS: tuple[Glyph, ...] = (
    Glyph(
        "core",
        (Part(box(0, 3)),),
        {ANYWHERE: "certain", "losses": "range given"},
        _core,
        bar=True,
    ),
    Glyph(
        "possible",
        (Part(box(0, 3), "pale", "full", 0.1),),
        {ANYWHERE: "possible", "losses": "anything up to"},
        _possible,
        bar=True,
    ),
    Glyph(
        "diamond",
        (Part(lozenge(0.95)),),
        {ANYWHERE: "moment or day", "losses": "one number"},
        _moment(exact=True),
    ),
    Glyph(
        "hollow",
        (Part(lozenge(0.88), "paper", "full", 0.18),),
        {ANYWHERE: "some time in the pale bar"},
        _moment(exact=False),
    ),
    Glyph(
        "arrow",
        (Part(((0, -1), (1.3, 0), (0, 1))),),
        {ANYWHERE: "goes on", "losses": "or more"},
        _side(OPEN),
        on="core",
    ),
    Glyph(
        "fade",
        tuple(
            Part(box(0.1 + 0.65 * step, 0.55 + 0.65 * step), alpha=alpha)
            for step, alpha in enumerate((0.6, 0.42, 0.26, 0.12))
        ),
        {ANYWHERE: "end unknown", "losses": "unknown"},
        _side(UNKNOWN),
        on="core",
        letter=("?", 2.95),
    ),
    Glyph(
        "perforation",
        tuple(Part(box(-0.42, 0.42, 0.16, -0.75 + 0.5 * at), "paper") for at in range(4)),
        {ANYWHERE: "approximate"},
        _perforation,
        on="core",
    ),
    Glyph(
        "circa",
        tuple(Part(dot(at, 0.16)) for at in (-1.85, -1.3, 1.3, 1.85)),
        {ANYWHERE: "approximate"},
        _circa,
        on="diamond",
    ),
)
BY_NAME: Mapping[str, Glyph] = {glyph.name: glyph for glyph in GLYPHS}


def signs_at(row: Row, shown: Extent, axis: Axis) -> list[tuple[float, Glyph, int]]:
    """The signs of a row from left to right: where each stands, which it is, the way it looks."""
    found = [
        (at, glyph, int(way))
        for glyph in GLYPHS
        if not glyph.bar
        for at, way in glyph.stands(row, shown, axis)
    ]
    return sorted(found, key=lambda sign: sign[0])


def meanings(names: Iterable[str], kind: str) -> tuple[tuple[Glyph, str], ...]:
    """The glyphs that occur with their words in a kind of figure, each meaning once.

    A figure with nothing but full marks of one kind explains itself.
    """
    occurring = set(names)
    if len(occurring) < 2 and occurring <= {"core", "diamond"}:
        return ()
    entries: dict[str, Glyph] = {}
    for glyph in GLYPHS:
        if glyph.name in occurring:
            entries.setdefault(glyph.meaning.get(kind, glyph.meaning[ANYWHERE]), glyph)
    return tuple((glyph, meaning) for meaning, glyph in entries.items())
