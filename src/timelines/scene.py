"""All that is seen of a figure, before any medium: boxes, outlines, lines and texts.

Down, a place is a distance from the top of the plot in the medium's unit: what stands over the
plot is negative. Across, it is a position on the axis and a distance from there, so that a plot
may be stretched: `labels` says why words then still stand free. `LEFT` and `RIGHT` are the edges
of the plot. Colours are roles of the palette.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from timelines.description import Axis, Tick
from timelines.glyphs import BY_NAME, Glyph, Part, Ring
from timelines.labels import wrap
from timelines.media import Metrics
from timelines.scale import Scale

LEFT, RIGHT = -math.inf, math.inf


@dataclass(frozen=True, slots=True)
class Style:
    """Fill and edge as roles, "" for none; the width of the edge in units, dashes in units."""

    fill: str = ""
    edge: str = ""
    line: float = 0.0
    dashes: tuple[float, ...] = ()
    alpha: float = 1.0


@dataclass(frozen=True, slots=True)
class Answer:
    """What a thing says when it is pointed at: its row, and lines of words.

    `told` is what a label is the label of: its whole text, its date, its lane. `about` says whose
    row elsewhere tells more: the id of an event or a claim, what a chronology is asked for several
    (`?lane=Diplomacy`), or "" for none. `row` is that of the figure's own table, from nought.
    """

    id: str
    hover: tuple[str, ...]
    told: tuple[str, ...] = ()
    about: str = ""
    row: int = -1


@dataclass(frozen=True, slots=True)
class Box:
    """From one position to another; of a box at one position the distances say how wide it is."""

    left: float
    right: float
    top: float
    bottom: float
    dx: tuple[float, float] = (0.0, 0.0)
    answer: Answer | None = None


@dataclass(frozen=True, slots=True)
class Outline:
    """A polygon about a place, in units: its ring, and the rings of its holes.

    Without a place (`at` is None) the points of the rings are positions and heights.
    """

    rings: tuple[Ring, ...]
    at: float | None = None
    y: float = 0.0
    answer: Answer | None = None


@dataclass(frozen=True, slots=True)
class Boxes:
    """Boxes of one style; `name` names them in a drawing, `group` in a legend and a hover.

    Their edge lies within their height, and on their ends: it keeps a day in sight on decades.
    """

    name: str
    style: Style
    boxes: Sequence[Box]
    group: str = ""


@dataclass(frozen=True, slots=True)
class Outlines:
    """Outlines of one style, or, where they are open, lines."""

    name: str
    style: Style
    outlines: Sequence[Outline]
    group: str = ""
    closed: bool = True


@dataclass(frozen=True, slots=True)
class Text:
    """Lines of words about the height `y`; `align` says which of their ends stands at the place.

    `ground` names the ground that keeps lines off them, "" for none; `halo` is the role of a rim
    that keeps them legible over whatever they stand on. Words may be turned about their place
    (`angle`, degrees, to the left), in italics and `spaced` by so much between letters.
    """

    lines: tuple[str, ...]
    at: float
    y: float
    size: float
    role: str
    dx: float = 0.0
    align: str = "start"
    weight: str = "regular"
    ground: str = ""
    halo: str = ""
    name: str = ""
    group: str = ""
    answer: Answer | None = None
    angle: float = 0.0
    italic: bool = False
    spaced: float = 0.0

    def __post_init__(self) -> None:
        """Apostrophes as the text around a figure has them."""
        object.__setattr__(self, "lines", tuple(line.replace("'", "’") for line in self.lines))


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture in WebP from one position to another, drawn on paper alone; `name` is unique."""

    name: str
    data: bytes
    left: float
    right: float
    top: float
    bottom: float


Item = Boxes | Outlines | Text | Picture


@dataclass(slots=True)
class Scene:
    """A figure in one medium, in the order it is drawn.

    `grid` and `ruler` are the lines and the words of the axis: a medium that zooms draws its own.
    `ticks` are those of every panel, `second` those of another clock.
    """

    metrics: Metrics
    scale: Scale
    top: float = 0.0
    height: float = 0.0
    bottom: float = 0.0
    alt: str = ""
    ticks: tuple[tuple[Tick, ...], ...] = ()
    second: tuple[Tick, ...] = ()
    grid: list[Item] = field(default_factory=list)
    ruler: list[Item] = field(default_factory=list)
    ground: list[Item] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    grows: bool = True  # a wider page has room for another arrangement

    @property
    def axis(self) -> Axis:
        """The axis, of one panel or several."""
        return self.scale.axis

    @property
    def zooms(self) -> bool:
        """Whether a reader may zoom: there is an axis, and it is whole."""
        return len(self.ticks) == 1


def line(*points: tuple[float, float]) -> Outline:
    """A line through positions and heights."""
    return Outline((points,))


def lines_of(text: str, size: float, metrics: Metrics, weight: str = "regular") -> tuple[str, ...]:
    """A text in lines that fit the plot."""
    return wrap(text, metrics.width, metrics, weight, size) if text else ()


def title_of(title: str, metrics: Metrics) -> tuple[list[Text], float]:
    """The title, placed under the top of the figure, and the height it takes; to be moved up."""
    lines = lines_of(title, metrics.title, metrics, "semibold")
    leading = metrics.title * 1.3
    height = metrics.pad + len(lines) * leading + (metrics.pad if lines else 0.0)
    y = metrics.pad + len(lines) * leading / 2
    text = Text(lines, LEFT, y, metrics.title, "ink", dx=metrics.outdent, weight="semibold")
    return ([text] if lines else []), height


def sign(
    glyph: Glyph, at: float, y: float, way: int, unit: float, dx: float = 0.0
) -> Iterator[tuple[Part, Outline]]:
    """The parts of a glyph as outlines at a place, `unit` being half a bar."""
    for part in glyph.parts:
        ring = tuple((dx + way * x * unit, down * unit) for x, down in part.outline)
        yield part, Outline((ring,), at, y)


def key_of(
    entries: Sequence[tuple[Glyph, str]], y: float, metrics: Metrics
) -> tuple[list[Item], float]:
    """The key in lines from a height, and the height it takes: each glyph in a grey of no lane."""
    small, mark = metrics.small, metrics.small * 2.25
    items: list[Item] = []
    used, at = metrics.width, y - metrics.small_line
    for glyph, meaning in entries:
        need = mark + small * 0.5 + metrics.measure_small(meaning)
        if used + need > metrics.width:
            used, at = 0.0, at + metrics.small_line
        left, middle = used + metrics.outdent, at + metrics.small_line / 2
        items += _swatch(glyph, left, mark, middle, metrics)
        words = left + mark + small * 0.5
        items.append(Text((meaning,), LEFT, middle, small, "muted", dx=words))
        used += need + small * 1.3
    return items, at + metrics.small_line - y


def _swatch(glyph: Glyph, left: float, width: float, y: float, metrics: Metrics) -> Iterator[Item]:
    """A glyph with what it stands on: a bar with its sign at the end, or signs in the middle."""
    unit, carrier = metrics.small * 0.55, BY_NAME.get(glyph.on, glyph)
    before, after = (part * unit for part in glyph.reach)
    at = left + (width + before - after) / 2
    if carrier.bar:
        at = left + width - (0.0 if glyph.bar else after)
        bar = Box(LEFT, LEFT, y - unit, y + unit, (left, at))
        yield Boxes("", style_of(carrier.parts[0], "", unit), [bar])
    for one in dict.fromkeys((carrier, glyph)):
        for part, outline in () if one.bar else sign(one, LEFT, y, 1, unit, at):
            yield Outlines("", style_of(part, "", unit), [outline])
    if glyph.letter:
        letter, distance = glyph.letter
        dx = at + distance * unit
        yield Text((letter,), LEFT, y, metrics.small, "muted", dx=dx, align="middle")


def style_of(part: Part, hue: str, unit: float) -> Style:
    """The style of a part in a lane's hue, or in the greys of the key."""
    keyed = {"full": "muted", "pale": "midnight"}
    roles = {name: f"{name}-{hue}" for name in keyed} if hue else keyed
    fill, edge = roles.get(part.fill, part.fill), roles.get(part.edge, part.edge)
    return Style(fill, edge, part.line * unit, alpha=part.alpha)
