"""The vocabulary of marks, the same in every medium, and the key that explains those that occur.

A bar is certain, its paler part possible. An arrow runs on, a fading edge with a question mark is
unknown, a perforated edge or a dotted diamond is approximate. A diamond is an instant; a hollow
one lies somewhere in its pale bar.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from timelines.arrange import Arrangement, PlacedRow
from timelines.description import OPEN, UNKNOWN, Axis

CORE, POSSIBLE = "core", "possible"


@dataclass(frozen=True, slots=True)
class Bar:
    """A rectangle of one row in one segment of the axis, at the height `y` of its centre."""

    at: int  # which placed row
    kind: str
    low: float
    high: float
    y: float
    segment: int


@dataclass(frozen=True, slots=True)
class Sign:
    """A mark of fixed size at a position; `way` is -1 to the left, 1 to the right, 0 neither."""

    at: int
    kind: str  # "diamond", "hollow", "arrow", "fade", "perforation", "circa"
    position: float
    y: float
    way: int = 0


@dataclass(slots=True)
class Marks:
    """All bars and signs of an arrangement."""

    bars: list[Bar] = field(default_factory=list)
    signs: list[Sign] = field(default_factory=list)

    def kinds(self) -> set[str]:
        """The kinds of mark that occur."""
        return {bar.kind for bar in self.bars} | {sign.kind for sign in self.signs}


_KEY = (
    (CORE, {"timeline": "certain", "readings": "certain", "losses": "range given"}),
    (POSSIBLE, {"timeline": "possible", "readings": "possible", "losses": "anything up to"}),
    ("diamond", {"timeline": "moment or day", "readings": "moment or day", "losses": "one number"}),
    ("hollow", {"timeline": "some time in the pale bar", "readings": "some time in the pale bar"}),
    ("arrow", {"timeline": "goes on", "readings": "goes on", "losses": "or more"}),
    ("fade", {"timeline": "end unknown", "readings": "end unknown", "losses": "unknown"}),
    ("perforation", {"timeline": "approximate", "readings": "approximate"}),
    ("circa", {"timeline": "approximate", "readings": "approximate"}),
)


def key_entries(marks: Marks, kind: str) -> tuple[tuple[str, str], ...]:
    """(kind of mark, its meaning) for the marks that occur, each meaning once."""
    kinds = marks.kinds()
    entries: list[tuple[str, str]] = []
    for mark, words in _KEY:
        meaning = words.get(kind, words["timeline"])
        if mark in kinds and meaning not in (known for _, known in entries):
            entries.append((mark, meaning))
    # A single kind of full mark explains itself.
    return tuple(entries) if kinds - {CORE, "diamond"} or len(kinds) > 1 else ()


def marks_of(arrangement: Arrangement) -> Marks:
    """Every mark of every row, in the order of the rows."""
    axis = arrangement.description.axis
    marks = Marks()
    for at, placed in enumerate(arrangement.rows):
        row = placed.row
        if not row.dated:
            marks.signs.append(Sign(at, "fade", axis.low, placed.y, 1))
            marks.signs.append(Sign(at, "fade", axis.high, placed.y, -1))
            continue
        if row.moments:
            _several(marks, at, placed, axis)
        elif row.instant:
            _instant(marks, at, placed, axis)
        else:
            _period(marks, at, placed, axis)
    # A day whose other half is in a break stands at the edge of its panel, in every medium.
    kept = arrangement.scale.kept
    marks.signs = [replace(sign, position=kept(sign.position)) for sign in marks.signs]
    return marks


def _instant(marks: Marks, at: int, placed: PlacedRow, axis: Axis) -> None:
    row = placed.row
    low, high = placed.shown
    middle = (low + high) / 2
    if not row.exact:
        marks.bars.extend(_bars(at, POSSIBLE, (low, high), placed.y, axis))
    marks.signs.append(Sign(at, "diamond" if row.exact else "hollow", middle, placed.y))
    if row.circa_start or row.circa_end:
        marks.signs.append(Sign(at, "circa", middle, placed.y))


def _several(marks: Marks, at: int, placed: PlacedRow, axis: Axis) -> None:
    """Of days that all count each has its mark, and nothing is drawn between them.

    A run of days is certain, a month holds its day somewhere.
    """
    for low, high, whole in placed.row.moments:
        one_day = high - low <= 1
        if not one_day:
            kind = CORE if whole else POSSIBLE
            marks.bars.extend(_bars(at, kind, (low, high), placed.y, axis))
        middle = (low + high) / 2
        if not whole and axis.shows(middle, middle):
            marks.signs.append(Sign(at, "diamond" if one_day else "hollow", middle, placed.y))


def _period(marks: Marks, at: int, placed: PlacedRow, axis: Axis) -> None:
    row = placed.row
    low, high = placed.shown
    # Of an unknown or open side, what is certain ends with what is known of the other.
    core_low = row.start[1] if row.start else (low if row.start_kind == OPEN else row.known[0])
    core_high = row.end[0] if row.end else (high if row.end_kind == OPEN else row.known[1])
    outer = (low, high)
    if core_low < core_high:
        core = (max(core_low, axis.low), min(core_high, axis.high))
        for part in ((outer[0], core[0]), (core[1], outer[1])):
            if part[0] < part[1]:
                marks.bars.extend(_bars(at, POSSIBLE, part, placed.y, axis))
        if core[0] < core[1]:
            marks.bars.extend(_bars(at, CORE, core, placed.y, axis))
    elif outer[0] < outer[1]:
        marks.bars.extend(_bars(at, POSSIBLE, outer, placed.y, axis))
    for kind, circa, position, span, way in (
        (row.start_kind, row.circa_start, low, row.start, -1),
        (row.end_kind, row.circa_end, high, row.end, 1),
    ):
        if kind == OPEN:
            marks.signs.append(Sign(at, "arrow", position, placed.y, way))
        elif kind == UNKNOWN:
            marks.signs.append(Sign(at, "fade", position, placed.y, way))
        elif circa and span and axis.low <= position <= axis.high:
            marks.signs.append(Sign(at, "perforation", position, placed.y, way))


def _bars(at: int, kind: str, extent: tuple[float, float], y: float, axis: Axis) -> Iterator[Bar]:
    for segment, (start, end) in enumerate(axis.segments):
        low, high = max(extent[0], start), min(extent[1], end)
        if low < high or (low == high and extent[0] == extent[1]):
            yield Bar(at, kind, low, high, y, segment)
