"""A map: one description, drawn for page and print, read as a table and in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterator
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from timelines.figure import Drawn
from timelines.map_description import CLAIM, MapDescription, MapFrame
from timelines.map_scene import head_scene, map_scene
from timelines.media import FIGURE_MIME, PAGE, Metrics, print_metrics
from timelines.palette import LIGHT
from timelines.plotly_axes import Spec
from timelines.scene import Scene
from timelines.to_matplotlib import draw, svg_of

ON_PAGE = 518.0  # points of a map in a page, where its smallest names are nine pixels
COLUMNS = (
    "Map",
    "What",
    "Kind",
    "When",
    "Held or claimed by",
    "Evidence",
    "Within km",
    "Sources",
    "Shown",
)


@dataclass(frozen=True, eq=False)
class Map(Drawn):
    """A map from its description. TimelineError for a description that cannot be drawn."""

    description: MapDescription

    @property
    def meta(self) -> Spec:
        """The description's words and table."""
        told = self.description
        rows = self.table().astype(str).to_numpy().tolist()
        columns, rows = _told_columns(list(COLUMNS), rows)
        words = {"kind": "map", "title": told.title, "caption": told.caption}
        head = {
            name: svg_of(draw(head_scene(told, print_metrics(width)), LIGHT))
            for name, width in PAGE.items()
        }
        sheet, _ = map_scene(told, print_metrics(ON_PAGE), bare=True)
        page = head | {"sheet": svg_of(draw(sheet, LIGHT))}  # a phone shows a part, and scrolls
        return words | {"alt": self.alt_text(), "table": [columns, *rows], "page": page}

    def scene(self, metrics: Metrics) -> Scene:
        """The map in a medium."""
        made, _ = map_scene(self.description, metrics)
        made.alt = self.alt_text()
        return made

    @cached_property
    def dropped(self) -> dict[str, list[str]]:
        """By frame, the places without a name in a page's map: no room for it, or outside."""
        return map_scene(self.description, print_metrics(ON_PAGE))[1]

    def table(self) -> pd.DataFrame:
        """A row for each line, way and place, in the order drawn, with how well it is known."""
        rows = [row for frame in self.description.frames for row in self._rows(frame)]
        return pd.DataFrame(rows, columns=list(COLUMNS))

    def alt_text(self) -> str:
        """What is where, who moved whither, and when."""
        told = self.description
        return " ".join(["Map.", f"{told.title}.", *(_alt(frame) for frame in told.frames)])

    def _rows(self, frame: MapFrame) -> Iterator[tuple[str, ...]]:
        for line in frame.lines:
            facts = (line.kind, line.when, line.held, line.evidence, f"{line.radius_km:g}")
            yield (frame.name, line.name, *facts, ", ".join(line.sources), "line")
        for way in frame.ways:
            facts = ("way", way.when, way.group, way.evidence, f"{way.radius_km:g}")
            yield (frame.name, way.name, *facts, ", ".join(way.sources), "arrow")
        for place in frame.places:
            facts = ("place", place.when, place.held, place.evidence, f"{place.radius_km:g}")
            shown = "in this table only" if place.id in self.dropped[frame.id] else "named"
            yield (frame.name, place.name, *facts, ", ".join(place.sources), shown)

    def _repr_mimebundle_(
        self, include: Container[str] | None = None, exclude: Container[str] | None = None
    ) -> Spec:
        bundle = {"image/svg+xml": self.svg(), FIGURE_MIME: self.meta}
        return self._chosen(bundle | {"text/plain": self.alt_text()}, include, exclude)


def _told_columns(columns: list[str], rows: list[list[str]]) -> tuple[list[str], list[list[str]]]:
    """The columns in which anything stands."""
    kept = [at for at in range(len(columns)) if any(row[at] for row in rows)]
    return [columns[at] for at in kept], [[row[at] for at in kept] for row in rows]


def _alt(frame: MapFrame) -> str:
    """A frame in words: its areas, the lines that are claimed, the ways and the places."""
    parts = [f"{frame.name}."] if frame.name else []
    if frame.areas:
        parts.append(f"Areas: {_listed(area.name for area in frame.areas)}.")
    claims = [line for line in frame.lines if line.kind == CLAIM]
    if claims:
        lines = (f"{line.name}, by {line.held}" for line in claims)
        parts.append(f"Claimed lines: {_listed(lines)}.")
    kinds = Counter(line.kind for line in frame.lines if line.kind != CLAIM)
    if kinds:
        parts.append(f"Also drawn: {_listed(f'{kind} ({n})' for kind, n in kinds.items())}.")
    if frame.ways:
        ways = (" ".join(filter(None, (way.name, _bracketed(way.when)))) for way in frame.ways)
        parts.append(f"Ways: {_listed(ways)}.")
    if frame.places:
        places = (
            " ".join(filter(None, (place.label, _bracketed(place.held)))) for place in frame.places
        )
        parts.append(f"Places: {_listed(places)}.")
    return " ".join(parts)


def _bracketed(text: str) -> str:
    return f"({text})" if text else ""


def _listed(texts: Iterator[str]) -> str:
    return "; ".join(dict.fromkeys(texts))
