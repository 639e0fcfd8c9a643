"""What a map says, before it is drawn: frames of the Earth with areas, lines, ways and places.

Drawing, table and alternative text are readings of one `MapDescription`. Coordinates are longitude
and latitude in degrees. Everything has a radius, the kilometres by which it may be off, for a map
shows its doubts.
"""

from __future__ import annotations

from dataclasses import dataclass

import shapely

from cartography.faults import Box
from timelines.description import TimelineError

RIVER, LAKE, RAILWAY, BORDER, CLAIM = "river", "lake", "railway", "border", "claimed line"
STATE, SEA, RANGE = "state", "sea", "range"
TOWN, HEIGHT = "town", "height"


@dataclass(frozen=True, slots=True)
class MapPlace:
    """A place: its name in the table and on the map, what was so there, and how well it is known.

    `hue` is that of who held it, "" where nobody asks; `hollow` is a place that is only recalled,
    `event` the id of what it is shown for, "" for none.
    """

    id: str
    name: str
    label: str
    lon: float
    lat: float
    radius_km: float
    when: str = ""
    held: str = ""
    evidence: str = ""
    sources: tuple[str, ...] = ()
    hues: tuple[str, ...] = ()
    symbol: str = TOWN
    strong: bool = False
    hollow: bool = False
    event: str = ""

    def __post_init__(self) -> None:
        if not (abs(self.lon) <= 180 and abs(self.lat) <= 90):  # nor is what is no number
            raise TimelineError(
                f"place {self.id!r}: coordinates {self.lat}, {self.lon}; expected degrees"
            )


@dataclass(frozen=True, slots=True)
class MapLine:
    """A line of a kind, with its name on the map, "" for none; `banded` shows its radius."""

    id: str
    name: str
    kind: str
    shape: shapely.Geometry
    radius_km: float
    label: str = ""
    hue: str = ""
    when: str = ""
    held: str = ""
    evidence: str = ""
    sources: tuple[str, ...] = ()
    banded: bool = False


@dataclass(frozen=True, slots=True)
class MapWay:
    """The way of a formation from place to place: an arrow, with a tag where it begins.

    `parts` are its legs; of each whether it went by sea.
    """

    id: str
    name: str
    tag: str
    parts: tuple[tuple[shapely.LineString, bool], ...]
    radius_km: float
    hue: str
    group: str = ""
    when: str = ""
    evidence: str = ""
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MapArea:
    """An area in a hue: what a state held, or ground between two lines; `strong` for that."""

    id: str
    name: str
    shape: shapely.Geometry
    hue: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class MapLettering:
    """Words that belong to no dot: a state, a sea, a range; turned by so many degrees."""

    text: str
    kind: str
    lon: float
    lat: float
    angle: float = 0.0


@dataclass(frozen=True, slots=True)
class MapFrame:
    """One sheet: a box of west, south, east and north in a projection, and what it shows."""

    id: str
    name: str
    projection: str
    box: Box
    land: tuple[shapely.Polygon, ...] = ()
    areas: tuple[MapArea, ...] = ()
    lines: tuple[MapLine, ...] = ()
    ways: tuple[MapWay, ...] = ()
    places: tuple[MapPlace, ...] = ()
    lettering: tuple[MapLettering, ...] = ()
    relief: bytes = b""
    extent: Box = (-180.0, -90.0, 180.0, 90.0)  # of the relief

    def __post_init__(self) -> None:
        for line in self.lines:
            for part in shapely.get_parts(line.shape):
                across = shapely.get_coordinates(part)[:, 0]
                if len(across) > 1 and abs(across[1:] - across[:-1]).max() > 180:
                    raise TimelineError(
                        f"line {line.id!r}: crosses the antimeridian; expected longitudes that "
                        "run on"
                    )
            if line.shape.geom_type == "LineString" and not line.shape.is_simple:
                raise TimelineError(f"line {line.id!r}: crosses itself")


@dataclass(frozen=True, slots=True)
class MapDescription:
    """A whole map of one frame or several.

    `groups` are what hues of ways mean, `holders` what those of areas and places do, each with its
    hue; `credit` is printed under the map.
    """

    frames: tuple[MapFrame, ...]
    title: str = ""
    caption: str = ""
    credit: str = ""
    groups: tuple[tuple[str, str], ...] = ()
    holders: tuple[tuple[str, str], ...] = ()

    def __post_init__(self) -> None:
        if not self.frames:
            raise TimelineError("a map without a frame: expected at least one")

    @property
    def rows(self) -> dict[str, int]:
        """Where in the table each thing stands, by frame and id: lines, ways, places."""
        names: list[str] = []
        things: tuple[MapLine | MapWay | MapPlace, ...]
        for frame in self.frames:
            things = (*frame.lines, *frame.ways, *frame.places)
            names += [f"{frame.id}-{one.id}" for one in things]
        return {name: at for at, name in enumerate(names)}
