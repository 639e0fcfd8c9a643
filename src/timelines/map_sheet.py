"""One sheet of a map, drawn.

Relief lies quiet beneath, what happened loud above: sea, land, who held it, shadows, water,
railways, frontiers and claims with the width of their doubt, ways, places, names.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping

import shapely
from shapely import affinity

from cartography.relief import shadows, webp
from cartography.sheet import Sheet
from timelines import map_names as names
from timelines.labels import wrap
from timelines.map_description import (
    BORDER,
    CLAIM,
    LAKE,
    RAILWAY,
    RIVER,
    SEA,
    STATE,
    MapFrame,
    MapLettering,
    MapLine,
    MapWay,
)
from timelines.map_pen import Pen, head
from timelines.map_signs import DOT, circled, sign_of, styles_of
from timelines.media import Metrics
from timelines.scene import Answer, Box, Boxes, Item, Outlines, Picture, Style, Text

_PIXELS = 0.7  # of relief to a unit of the sheet
_COARSE_KM = 400.0  # a sheet narrower than this is too small for the relief
_LAKE = 150.0  # square units: a smaller lake has no name
_LOCAL = 2.0  # units to a kilometre, from which a river has banks
_BANKS = 2.1  # units from its middle
_CORNER = 14.0  # units about a place that the scale keeps free
_CLEAR = 2.4  # units between the place where a way begins and its tag


def heading_of(frame: MapFrame, width: float, metrics: Metrics) -> tuple[str, ...]:
    """The lines that stand over a sheet of a width, none for one without a name."""
    return wrap(frame.name, width, metrics, "semibold") if frame.name else ()


class DrawnSheet:
    """One frame drawn at a place of the scene."""

    def __init__(
        self, frame: MapFrame, width: float, pen: Pen, rows: Mapping[str, int] | None = None
    ) -> None:
        self.frame, self.pen, self.metrics, self.rows = frame, pen, pen.metrics, rows or {}
        self.sheet = Sheet(frame.projection, frame.box, width)
        self.lettered = names.Lettered()
        self.crossed: list[shapely.Geometry] = []
        self.land = shapely.union_all([self.sheet.drawn(island) for island in frame.land])
        self.tags: set[tuple[str, int, int]] = set()

    def items(self) -> list[Item]:
        """All that is seen of it, the ground first."""
        items: list[Item] = [*self._ground()]
        lines = sorted(self.frame.lines, key=lambda line: _ORDER.get(line.kind, 9))
        for line in lines:
            items += self._band(line)
        for line in lines:
            items += self._line(line)
        items += self._circles()
        for way in self.frame.ways:
            items += self._way(way)
        items += self._scale_bar()
        items += self._places()
        items += [*self._words(), *self._edge()]
        return items

    def _answer(self, name: str, told: tuple[str, ...], event: str = "") -> Answer:
        """What a thing says, and the rows it leads to: that of an event, that of the table."""
        name = f"{self.frame.id}-{name}"
        return Answer(name, told, about=event, row=self.rows.get(name, -1))

    def _ground(self) -> Iterator[Item]:
        frame, pen, sheet = self.frame, self.pen, self.sheet
        edge = Box(pen.at(0), pen.at(sheet.width), pen.down(0), pen.down(sheet.height))
        yield Boxes("", Style("sea"), [edge])
        yield Outlines("", Style("land", "water", 0.5), pen.areas(self.land))
        for area in frame.areas:
            style = Style(f"pale-{area.hue}", alpha=0.8 if area.strong else 0.45)
            yield Outlines("", style, pen.areas(sheet.drawn(area.shape)))
        if frame.relief and sheet.width / sheet.per_km >= _COARSE_KM:
            across = round(sheet.width * _PIXELS)
            picture = webp(shadows(frame.relief, frame.extent, sheet, across))
            sides = pen.at(0), pen.at(sheet.width), pen.down(0), pen.down(sheet.height)
            yield Picture(f"relief-{frame.id}", picture, *sides)

    def _line(self, line: MapLine) -> Iterator[Item]:
        seen = self.sheet.drawn(line.shape)
        if seen.is_empty:
            return
        said = _told(line.name, line.when, line.held, line.evidence)
        pen, answer = self.pen, self._answer(line.id, said)
        if line.kind == LAKE:
            area = self.sheet.drawn(_as_area(line.shape))
            yield Outlines("", Style("sea", "water", 0.6), pen.areas(area))
            return
        if line.kind == RIVER and self.sheet.per_km > _LOCAL:
            banks = seen.buffer(_BANKS).intersection(self.sheet.frame)
            yield Outlines("", Style("water"), pen.areas(banks))
            return
        drawn = pen.lines(seen, answer if line.kind == CLAIM else None)  # the others are ground
        *under, top = styles_of(line)
        yield from (Outlines("", style, drawn, closed=False) for style in under)
        name = f"line-{self.frame.id}-{line.id}" if line.kind == CLAIM else ""
        yield Outlines(name, top, drawn, closed=False)
        self.crossed.append(seen)

    def _band(self, line: MapLine) -> Iterator[Item]:
        """How far off a line may be, on either side."""
        if line.banded and line.radius_km * self.sheet.per_km > 1.5:
            band = self.sheet.whole(line.shape).buffer(
                line.radius_km * self.sheet.per_km, quad_segs=4
            )
            band = band.simplify(0.3).intersection(self.sheet.frame)
            style = Style(f"full-{line.hue}" if line.hue else "muted", alpha=0.1)
            yield Outlines("", style, self.pen.areas(band))

    def _circles(self) -> Iterator[Item]:
        for place in circled(self.frame):
            about = shapely.Point(self.sheet.point(place.lon, place.lat))
            ring = about.buffer(place.radius_km * self.sheet.per_km, quad_segs=8)
            outlines = self.pen.areas(ring.intersection(self.sheet.frame))
            style = Style("", "muted", 0.6, (1.0, 1.8))
            yield Outlines(f"radius-{self.frame.id}", style, outlines)

    def _way(self, way: MapWay) -> Iterator[Item]:
        parts = [(self.sheet.whole(part), by_sea) for part, by_sea in way.parts]
        parts = [(part, by_sea) for part, by_sea in parts if part.intersects(self.sheet.frame)]
        if not parts:
            return
        style = Style(f"full-{way.hue}")
        for at, (part, by_sea) in enumerate(parts):
            tip = None
            if at == len(parts) - 1:
                end = shapely.get_point(part, -1)
                part, tip = head(part)
            shaft = part.intersection(self.sheet.frame)
            yield from self.pen.arrow(shaft, way.hue, dashed=by_sea)
            self.crossed.append(shaft)
            if tip and self._holds(end.x, end.y):
                yield Outlines("", style, [self.pen.about(tip, end.x, end.y)])
        yield from self._tag(way, parts[0][0])

    def _tag(self, way: MapWay, way_begins: shapely.LineString) -> Iterator[Item]:
        """What an arrow is marked with, behind the place where it begins."""
        start = shapely.get_point(way_begins, 0)
        if not way.tag or not self._holds(start.x, start.y):
            return
        size = self.metrics.small * 0.94
        wide = names.width_of(way.tag, size, self.metrics, "semibold") / 2 + 2.4
        high = size * 0.68
        first = way_begins.interpolate(1.0)
        along, across = start.x - first.x, start.y - first.y  # where it does not go
        reach = min(
            (wide + _CLEAR) / abs(along) if along else math.inf,
            (high + _CLEAR) / abs(across) if across else math.inf,
        )
        x = min(max(start.x + along * reach, wide + 1), self.sheet.width - wide - 1)
        y = min(max(start.y + across * reach, high + 1), self.sheet.height - high - 1)
        if (way.tag, round(start.x), round(start.y)) in self.tags:
            return
        self.tags.add((way.tag, round(start.x), round(start.y)))
        words = shapely.box(x - wide, y - high, x + wide, y + high)
        x, y = self._free(words, x, y)
        self.lettered.taken.append(shapely.box(x - wide, y - high, x + wide, y + high))
        pen = self.pen
        box = Box(pen.at(x - wide), pen.at(x + wide), pen.down(y - high), pen.down(y + high))
        yield Boxes("", Style(f"full-{way.hue}"), [box])
        yield Text(
            (way.tag,),
            pen.at(x),
            pen.down(y),
            size,
            "on-mark",
            align="middle",
            weight="semibold",
            name=f"way-{self.frame.id}-{way.id}",
            answer=self._answer(way.id, _told(way.name, way.when, way.evidence)),
        )

    def _free(self, words: shapely.Polygon, x: float, y: float) -> tuple[float, float]:
        """A tag moves away from another that stands there already."""
        left, top, right, bottom = words.bounds
        wide, high = right - left, bottom - top
        for across, down in ((0, 0), (0, -1), (0, 1), (1, 0), (-1, 0), (0, -2), (0, 2)):
            by = across * (wide + 2), down * (high + 1)
            box = affinity.translate(words, *by)
            free = not any(box.intersects(taken) for taken in self.lettered.taken)
            if free and self.sheet.frame.contains(box):
                return x + by[0], y + by[1]
        return x, y

    def _places(self) -> Iterator[Item]:
        shown, pen = [], self.pen
        for place in self.frame.places:
            x, y = self.sheet.point(place.lon, place.lat)
            if not self._holds(x, y):
                self.lettered.dropped.append(place.id)
                continue
            told = _told(place.name, place.when, place.held, place.evidence, *place.sources)
            answer = self._answer(place.id, told, place.event)
            shown.append((place, x, y, answer))
        crossed = shapely.union_all(self.crossed)
        names.name_places(self.lettered, shown, self.sheet.frame, crossed, pen)
        for place, x, y, answer in shown:
            lost = place.id in self.lettered.dropped  # what has a name answers by it
            for at, (style, ring) in enumerate(sign_of(place)):
                name = f"sign-{self.frame.id}-{place.id}-{at}"
                yield Outlines(name, style, [pen.about(ring, x, y, answer if lost else None)])
            self.lettered.taken.append(shapely.Point(x, y).buffer(DOT + 0.5))

    def _words(self) -> Iterator[Item]:
        frame, crossed = self.sheet.frame, shapely.union_all(self.crossed)
        inner = frame.buffer(-2)
        turned = [words for words in self.frame.lettering if words.angle]  # along what they name
        for words in turned:
            self._letter(words, inner, crossed)
        claims = {
            line.id: self.sheet.drawn(line.shape) for line in self.frame.lines if line.kind == CLAIM
        }
        lettered = {words.text for words in self.frame.lettering}
        for line in {line.label: line for line in reversed(self.frame.lines)}.values():
            if line.label in lettered:
                continue
            if line.label and line.kind == LAKE:
                self._name_lake(line, inner, crossed)
            elif line.label:
                seen = self.sheet.drawn(line.shape).intersection(inner)
                names.name_line(
                    self.lettered,
                    line,
                    shapely.line_merge(seen),
                    inner,
                    self.pen,
                    shapely.union_all([claims[one] for one in claims if one != line.id]),
                )
        for words in self.frame.lettering:
            if not words.angle:
                self._letter(words, inner, crossed)
        yield from sorted(self.lettered.texts, key=lambda text: bool(text.answer))

    def _letter(
        self, words: MapLettering, inner: shapely.Polygon, crossed: shapely.Geometry
    ) -> None:
        x, y = self.sheet.point(words.lon, words.lat)
        home = self._home(words, shapely.Point(x, y))
        if home is not None:
            names.letter(self.lettered, words, x, y, inner, crossed, self.pen, home, bound=True)
            return
        lakes = [line.shape for line in self.frame.lines if line.kind == LAKE]
        water = inner.difference(self.land).union(
            shapely.union_all([self.sheet.drawn(_as_area(lake)) for lake in lakes])
        )
        ground = water if words.kind == SEA else self.land
        names.letter(self.lettered, words, x, y, inner, crossed, self.pen, ground)

    def _home(self, words: MapLettering, point: shapely.Point) -> shapely.Geometry | None:
        """The area in which the name of a state is to stand: that of its point, if one is shown."""
        if words.kind != STATE:
            return None
        areas = (self.sheet.drawn(area.shape) for area in self.frame.areas)
        return next((area for area in areas if area.contains(point)), None)

    def _name_lake(self, line: MapLine, inner: shapely.Polygon, crossed: shapely.Geometry) -> None:
        """The name of a lake in it, where it is large enough to hold a part of it."""
        seen = self.sheet.drawn(_as_area(line.shape))
        if seen.area > _LAKE:
            words = MapLettering(line.label, SEA, 0.0, 0.0)
            at = seen.representative_point()
            names.letter(self.lettered, words, at.x, at.y, inner, crossed, self.pen, seen)

    def _edge(self) -> Iterator[Item]:
        yield Outlines("", Style("", "midnight", 0.7), self.pen.areas(self.sheet.frame))
        lines = heading_of(self.frame, self.sheet.width, self.metrics)
        if lines:
            size = self.metrics.font
            y = -size * 0.9 - (len(lines) - 1) * self.metrics.text_line / 2
            yield Text(lines, self.pen.at(0), self.pen.down(y), size, "ink", weight="semibold")

    def _scale_bar(self) -> Iterator[Item]:
        sheet, pen, size = self.sheet, self.pen, self.metrics.small
        across = sheet.width / sheet.per_km
        km = max(one for one in _ROUND if one <= across / 5)
        words = f"{km:,g} km"
        long, wide = km * sheet.per_km, names.width_of(f"{km:,g} km", size, self.metrics)
        y, whole = sheet.height - 8.0, long + wide + 4
        dots = shapely.MultiPoint(
            [sheet.point(place.lon, place.lat) for place in self.frame.places]
        ).buffer(_CORNER)
        room = {
            x: shapely.box(x - 2, y - size, x + whole, y + 4)
            for x in (9.0, sheet.width - whole - 9)
        }
        x = min(room, key=lambda x: (room[x].intersects(dots), x))
        self.lettered.taken.append(room[x])
        bar = shapely.LineString([(x, y - 2), (x, y), (x + long, y), (x + long, y - 2)])
        yield Outlines("", Style(edge="ink", line=0.8), pen.lines(bar), closed=False)
        yield Text((words,), pen.at(x + long + 4), pen.down(y - 1), size, "ink", halo="land")

    def _holds(self, x: float, y: float) -> bool:
        return 0 <= x <= self.sheet.width and 0 <= y <= self.sheet.height


_ROUND = [digit * 10.0**power for power in range(-1, 4) for digit in (1, 2, 5)]
_ORDER = {RIVER: 0, LAKE: 1, RAILWAY: 2, BORDER: 3, CLAIM: 4}


def _as_area(shape: shapely.Geometry) -> shapely.Geometry:
    return shapely.Polygon(shape) if shape.geom_type == "LineString" else shape


def _told(*parts: str) -> tuple[str, ...]:
    """What is known of a thing, in the order of its table: name, day, holder, evidence, sources."""
    return tuple(part for part in parts if part)
