"""A moment: the same instant on several clocks, what had happened by it, and what each place knew.

`Moments` is an instrument for a stretch of time: its page moves an instant through it. `panel` is
the picture of one instant, on paper and where no script runs. What is only possible by then is open
or broken, what is certain is full; nothing is drawn at a midpoint.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Container, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import pairwise
from typing import Any, Protocol

import pandas as pd
import shapely

from cartography.faults import Box
from cartography.sheet import Sheet
from historical_time.clocks import Clock
from historical_time.daylight import DAY, NIGHT, TWILIGHT, spells
from historical_time.instants import HAS, MAY, NOT, InstantRange, second_of
from historical_time.words import date_text, moment_text, time_text, timed_text
from timelines.description import Axis, TimelineError
from timelines.figure import Drawn
from timelines.labels import wrap
from timelines.map import ON_PAGE
from timelines.map_description import MapDescription, MapFrame, MapPlace, MapWay
from timelines.map_pen import Pen
from timelines.map_sheet import DrawnSheet
from timelines.media import FIGURE_MIME, Metrics, print_metrics
from timelines.palette import LIGHT
from timelines.plotly_axes import Spec
from timelines.scale import Scale
from timelines.scene import Item, Scene, Text
from timelines.to_matplotlib import draw, svg_of

__all__ = ["Face", "Moments", "Panel"]

COLUMNS = ("What", "When", "Not before", "Certainly by", "Sources")
_LIGHTS = (DAY, TWILIGHT, NIGHT)
_LIT = dt.timedelta(days=4)  # in a longer stretch days and nights are too many to be told
_NEWS = "*"
_MAP = 0.56  # of a panel's width
_GAP = 9.0  # points between map and clocks
_LEADING, _BETWEEN = 1.22, 0.3  # of the size of letters, from line to line and between clocks
_APART = 4.0  # points from a mark, within which a place has no sign of its own
_RECENT = dt.timedelta(days=7)  # a movement that was over before is drawn no more


class Happened(Protocol):
    """A boundary of an event, within its instants; longitude and latitude, if it has a place."""

    @property
    def boundary(self) -> str: ...

    @property
    def name(self) -> str: ...

    @property
    def when(self) -> InstantRange: ...

    @property
    def words(self) -> str: ...

    @property
    def point(self) -> tuple[float, float] | None: ...

    @property
    def sources(self) -> tuple[str, ...]: ...


class Gone(Protocol):
    """A way: its line and hue, within the instants between which it may have been gone."""

    @property
    def id(self) -> str: ...

    @property
    def name(self) -> str: ...

    @property
    def hue(self) -> str: ...

    @property
    def shape(self) -> shapely.LineString: ...

    @property
    def radius_km(self) -> float: ...

    @property
    def when(self) -> InstantRange: ...


@dataclass(frozen=True, slots=True)
class Face:
    """A clock: a name, where its light is looked at, and what that place knew.

    ``told`` holds the words for what was known by a boundary, in order; a star before the
    words marks the news.
    """

    name: str
    clock: Clock
    latitude: float
    longitude: float
    told: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class Moments(Drawn):
    """An instrument: clocks, what happened and a map of one sheet through a stretch of time.

    TimelineError for a stretch turned about, a clock without an answer, a map of several sheets,
    and words of a clock for what is not among what happened.
    """

    span: tuple[dt.datetime, dt.datetime]
    faces: tuple[Face, ...]
    happened: tuple[Happened, ...]
    map: MapDescription
    ways: tuple[Gone, ...] = ()
    source_names: Mapping[str, str] = field(default_factory=dict)
    title: str = ""
    caption: str = ""
    home: str = ""  # the name of the clock by which moments are told, by default the first
    steps: tuple[int, int] = (1, 60)  # minutes that the keys move by, and with Shift

    def __post_init__(self) -> None:
        if not self.span[0] < self.span[1]:
            raise TimelineError(f"span: {self.span[0]} to {self.span[1]}; expected an end after")
        if len(self.map.frames) != 1:
            raise TimelineError(f"map: {len(self.map.frames)} sheets; expected one")
        for face in self.faces:
            for boundary in face.told:
                if boundary not in self.by_name:
                    raise TimelineError(f"{face.name}: {boundary!r} is not in the span")

    @cached_property
    def by_name(self) -> dict[str, Happened]:
        """What happened, by its boundary."""
        return {one.boundary: one for one in self.happened}

    def panel(
        self, moment: dt.datetime, shown: Mapping[str, str] | None = None, box: Box | None = None
    ) -> Panel:
        """The picture of one moment: the sheet or a box of it, with boundaries and their labels."""
        labels = dict(shown or {})
        unknown = set(labels) - set(self.by_name)
        if unknown or not self.span[0] <= moment <= self.span[1]:
            raise TimelineError(f"a panel at {moment} with {labels}: not in the span")
        return Panel(self, moment, labels, box or self.ground.box)

    @property
    def meta(self) -> Spec:
        """Words and table, and what the page's script moves through."""
        words = {"kind": "moment", "title": self.title, "caption": self.caption}
        table = [list(COLUMNS), *self.table().astype(str).to_numpy().tolist()]
        keys = dict.fromkeys(key for one in self.happened for key in one.sources)
        told = words | {"alt": self.alt_text(), "table": table, "page": {"sheet": self._sheet[0]}}
        return told | {
            "sources": [self.source_names.get(key, key) for key in keys],
            "moment": self._data(),
        }

    def scene(self, metrics: Metrics) -> Scene:
        """The last moment of the stretch, for print."""
        return self.panel(self.span[1]).scene(metrics)

    def alt_text(self) -> str:
        """What can be moved, and over what."""
        names = ", ".join(face.name for face in self.faces)
        first, last = (moment_text(one) for one in self.span)
        told = f"{self.title}. The clocks of {names} and a map, from {first} to {last}, UTC."
        return f"Map and clocks. {told}"

    def table(self) -> pd.DataFrame:
        """A row for each boundary: between which moments it lies, in universal time."""
        rows = [
            (
                one.name,
                one.words,
                *(timed_text(end) for end in (one.when.earliest, one.when.latest)),
                ", ".join(self.source_names.get(key, key) for key in one.sources),
            )
            for one in self.happened
        ]
        return pd.DataFrame(rows, columns=list(COLUMNS))

    @cached_property
    def ground(self) -> MapFrame:
        """The sheet, whose places are full: an open sign is what may have happened."""
        frame = self.map.frames[0]
        return replace(frame, places=tuple(replace(one, hollow=False) for one in frame.places))

    @cached_property
    def _sheet(self) -> tuple[str, Scene, Sheet]:
        """The map without words as it stands in a page, its scene and its sheet."""
        metrics = print_metrics(ON_PAGE)
        made = Scene(metrics, Scale(Axis("number", ((0.0, 1.0),))), grows=False)
        drawn = DrawnSheet(self.ground, metrics.width, Pen(metrics, 0.0, 0.0))
        made.items += [item for item in drawn.items() if not isinstance(item, Text)]
        made.height = drawn.sheet.height
        return svg_of(draw(made, LIGHT)), made, drawn.sheet

    def _data(self) -> dict[str, Any]:
        """Instants as seconds of 1970, places as units of the sheet."""
        _, made, sheet = self._sheet
        at = {one.boundary: number for number, one in enumerate(self.happened)}

        def placed(lon: float, lat: float) -> list[float]:
            x, y = sheet.point(lon, lat)
            inside = 0 <= x <= sheet.width and 0 <= y <= sheet.height
            return [_unit(x + made.metrics.margin), _unit(y)] if inside else []

        return {
            "span": [second_of(one) for one in self.span],
            "home": self.home,
            "steps": [60 * step for step in self.steps],
            "size": [_unit(made.metrics.width + 2 * made.metrics.margin), _unit(made.height)],
            "words": self._words(),
            "clocks": [self._clock(face, at) for face in self.faces],
            "events": [
                [
                    one.boundary,
                    one.name,
                    second_of(one.when.earliest),
                    second_of(one.when.latest),
                    one.words,
                    placed(*one.point) if one.point else [],
                ]
                for one in self.happened
            ],
            "ways": [
                [
                    one.name,
                    one.hue,
                    second_of(one.when.earliest),
                    second_of(one.when.latest),
                    second_of(one.when.latest + _RECENT),
                    [
                        _unit(number)
                        for x, y in shapely.get_coordinates(sheet.whole(one.shape))
                        for number in (x + made.metrics.margin, y)
                    ],
                ]
                for one in self.ways
            ],
        }

    def _words(self) -> list[list[Any]]:
        """The words of the sheet, for a page sets them in one size however near it looks.

        Words, place, which end stands there, the turn in degrees and the role; names first.
        """
        metrics = print_metrics(ON_PAGE)
        drawn = DrawnSheet(self.ground, metrics.width, Pen(metrics, 0.0, 0.0))
        texts = [item for item in drawn.items() if isinstance(item, Text)]
        return [
            [
                " ".join(text.lines),
                _unit(metrics.margin + text.at * metrics.width + text.dx),
                _unit(text.y),
                text.align,
                _unit(text.angle),
                text.role,
            ]
            for text in sorted(texts, key=lambda text: not text.answer)
        ]

    def _clock(self, face: Face, at: dict[str, int]) -> dict[str, Any]:
        steps = face.clock.steps(*self.span)
        light = []
        if self.span[1] - self.span[0] <= _LIT:
            light = [
                [second_of(start), _LIGHTS.index(kind)]
                for start, _, kind in spells(*self.span, face.latitude, face.longitude)
            ]
        return {
            "name": face.name,
            "id": face.clock.id,
            "from": [second_of(start) for start, _ in steps],
            "offset": [None if one is None else int(one.total_seconds()) for _, one in steps],
            "light": light,
            "told": [
                [at[one], words.removeprefix(_NEWS), int(words.startswith(_NEWS))]
                for one, words in face.told.items()
            ],
        }

    def box(self, box: Box) -> list[float]:
        """A box of degrees as left, top, width and height on the page's sheet."""
        _, made, sheet = self._sheet
        west, south, east, north = box
        edges = [(west, south), (west, north), (east, north), (east, south)]
        along = [((a + c) / 2, (b + d) / 2) for (a, b), (c, d) in pairwise([*edges, edges[0]])]
        across, down = zip(*(sheet.point(*one) for one in [*edges, *along]), strict=True)
        left, top = max(min(across), 0.0), max(min(down), 0.0)
        right, foot = min(max(across), sheet.width), min(max(down), sheet.height)
        left += made.metrics.margin
        right += made.metrics.margin
        return [_unit(one) for one in (left, top, right - left, foot - top)]

    def _repr_mimebundle_(
        self, include: Container[str] | None = None, exclude: Container[str] | None = None
    ) -> Spec:
        bundle = {"image/svg+xml": self.svg(), FIGURE_MIME: self.meta}
        return self._chosen(bundle | {"text/plain": self.alt_text()}, include, exclude)


@dataclass(frozen=True, eq=False)
class Panel(Drawn):
    """One moment of an instrument: map and clocks as a picture."""

    of: Moments
    moment: dt.datetime
    shown: Mapping[str, str]
    extent: Box

    @property
    def meta(self) -> Spec:
        """What a page's script needs to go there."""
        whole = self.extent == self.of.ground.box
        step = {
            "at": second_of(self.moment),
            "box": [] if whole else self.of.box(self.extent),
            "shown": [list(one) for one in self.shown.items()],
        }
        return {"kind": "panel", "alt": self.alt_text(), "step": step}

    def table(self) -> pd.DataFrame:
        """The clocks: the date and the time, and what was known."""
        rows = [(face.name, *self._face(face)) for face in self.of.faces]
        return pd.DataFrame(rows, columns=["Where", "Time", "Date", "What was known"])

    def alt_text(self) -> str:
        """The clocks in words, and what of what is shown had happened."""
        clocks = [
            f"{name}: {time} on {date}" + (f", {known}" if known else "")
            for name, time, date, known in self.table().itertuples(index=False)
        ]
        words = {HAS: "has happened", MAY: "may have happened", NOT: "not yet"}
        marks = [f"{label} ({words[one.when.by(self.moment)]})" for one, label in self._marks]
        return (
            "Map and clocks. "
            + "; ".join(clocks)
            + "."
            + (f" On the map: {'; '.join(marks)}." if marks else "")
        )

    @property
    def _marks(self) -> list[tuple[Happened, str]]:
        return [(self.of.by_name[one], label) for one, label in self.shown.items()]

    def _face(self, face: Face) -> tuple[str, str, str]:
        """The time and the date of a clock; the last its place knew, and what it perhaps knew."""
        civil = face.clock.to_civil(self.moment)
        known: list[str] = []
        for one, words in face.told.items():
            state = self.of.by_name[one].when.by(self.moment)
            if state == HAS:
                known = [words.removeprefix(_NEWS)]
            elif state == MAY:
                known.append(_perhaps(words.removeprefix(_NEWS)))
        return time_text(civil), date_text(civil.date(), year=False), "; ".join(known)

    def scene(self, metrics: Metrics) -> Scene:
        """The map at the left and the clocks at the right."""
        made = Scene(
            metrics, Scale(Axis("number", ((0.0, 1.0),))), alt=self.alt_text(), grows=False
        )
        sheet = DrawnSheet(self._frame(), metrics.width * _MAP, Pen(metrics, 0.0, 0.0))
        made.items += sheet.items()
        rows, foot = self._clocks(metrics)
        made.items += rows
        made.height = max(sheet.sheet.height, foot)
        made.top = made.bottom = metrics.pad / 2
        return made

    @property
    def _lately(self) -> tuple[dt.datetime, dt.datetime]:
        return self.moment - _RECENT, self.moment

    def _frame(self) -> MapFrame:
        frame = self.of.ground
        marks = [(one, label) for one, label in self._marks if one.when.by(self.moment) != NOT]
        sheet = Sheet(frame.projection, self.extent, print_metrics().width * _MAP)
        points = [sheet.point(*one.point) for one, _ in marks if one.point]
        places = [
            one
            for one in frame.places
            if all(math.dist(sheet.point(one.lon, one.lat), point) > _APART for point in points)
        ]
        shown = tuple(_place(one, label, self.moment) for one, label in marks if one.point)
        gone = [one for one in self.of.ways if one.when.within(*self._lately) != NOT]
        ways = tuple(_way(one, self.moment) for one in gone)
        # In so little room a name without an area of its own would stand on another's.
        named = tuple(
            words
            for words in frame.lettering
            if any(area.shape.contains(shapely.Point(words.lon, words.lat)) for area in frame.areas)
        )
        return replace(frame, box=self.extent, places=(*shown, *places), ways=ways, lettering=named)

    def _clocks(self, metrics: Metrics) -> tuple[list[Item], float]:
        """Of each clock its name, the time and the date, and under them what was known."""
        left, size = metrics.width * _MAP + _GAP, metrics.small
        items: list[Item] = []
        y = 0.0
        for face in self.of.faces:
            time, date, known = self._face(face)
            lines = wrap(known, metrics.width - left, metrics, size=size) if known else ()
            told = [
                (f"{time}, {date}", 1.0, "end", "ink", "regular"),
                (face.name, 0.0, "start", "ink", "semibold"),
            ]
            told += [(line, 0.0, "start", "muted", "regular") for line in lines]
            for number, (words, at, align, role, weight) in enumerate(told):
                x = at or left / metrics.width
                down = y + size * (0.6 + max(number - 1, 0) * _LEADING)
                items.append(Text((words,), x, down, size, role, align=align, weight=weight))
            y += size * (_LEADING * (1 + max(len(lines), 1)) + _BETWEEN)
        return items, y

    def _repr_mimebundle_(
        self, include: Container[str] | None = None, exclude: Container[str] | None = None
    ) -> Spec:
        bundle = {"image/svg+xml": self.svg(), FIGURE_MIME: self.meta}
        return self._chosen(bundle | {"text/plain": self.alt_text()}, include, exclude)


def _perhaps(words: str) -> str:
    """What was perhaps known: the adverb stands behind the auxiliary that opens the words."""
    opens = "has " if words.startswith("has ") else ""
    return f"{opens}perhaps {words.removeprefix(opens)}"


def _place(one: Happened, label: str, moment: dt.datetime) -> MapPlace:
    """What happened at its place: open where it may not have yet."""
    lon, lat = one.point or (0.0, 0.0)
    possible = one.when.by(moment) == MAY
    return MapPlace(one.boundary, one.name, label, lon, lat, 0.0, strong=True, hollow=possible)


def _way(one: Gone, moment: dt.datetime) -> MapWay:
    """A way that has begun: broken until it had certainly been gone."""
    parts = ((one.shape, one.when.by(moment) == MAY),)
    return MapWay(one.id, one.name, "", parts, one.radius_km, one.hue)


def _unit(number: float) -> float:
    return round(float(number), 1)
