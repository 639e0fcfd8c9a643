"""The geometry of a record: its own lines, and the ground on which maps are drawn.

Lines of the table ``lines`` have their geometry under the same id, in ``lines.geojson`` where the
record drew them or in ``ground.geojson`` where they are cut from a published frontier. The ground
also has the land, and its extent is the frame of every map.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import shapely

from cartography.features import Feature, read_features
from historical_record.problems import Problem

__all__ = ["GROUND", "LAND", "OWN", "Geometry", "read_geometry"]

OWN, GROUND, RELIEF = "lines.geojson", "ground.geojson", "relief.webp"
LAND = "land"


@dataclass(frozen=True)
class Geometry:
    """Features by file and id, and the relief as an image in equal degrees over the frame."""

    files: Mapping[str, Mapping[str, Feature]] = field(default_factory=dict)
    relief: bytes = b""

    @property
    def land(self) -> tuple[shapely.Polygon, ...]:
        """The islands, largest first."""
        ground = self.files.get(GROUND, {}).values()
        return tuple(feature.shape for feature in ground if feature.layer == LAND)

    @property
    def frame(self) -> tuple[float, float, float, float]:
        """West, south, east and north of the land, degrees; the whole Earth where there is none."""
        if not self.land:
            return (-180.0, -90.0, 180.0, 90.0)
        west, south, east, north = shapely.total_bounds(list(self.land))
        return (float(west), float(south), float(east), float(north))

    def shape(self, line: str) -> shapely.Geometry:
        """The shape of a line by its id; LookupError for one that has none."""
        for features in self.files.values():
            if line in features:
                return features[line].shape
        raise LookupError(f"no geometry has the id {line!r}")


def read_geometry(folder: Path) -> tuple[Geometry, list[Problem]]:
    """Read the geometry of a folder that has a table of lines, with the problems of its files."""
    files, problems = {}, []
    for name in (OWN, GROUND):
        try:
            text = (folder / name).read_text(encoding="utf-8")
        except FileNotFoundError:
            message = "missing file: the lines have their geometry here"
            problems.append(Problem(name, 0, "", "", message))
            continue
        except (OSError, UnicodeDecodeError):
            problems.append(Problem(name, 0, "", "", "cannot be read as UTF-8"))
            continue
        files[name], faults = read_features(text)
        problems += [Problem(name, fault.line, "", fault.id, fault.message) for fault in faults]
    path = folder / RELIEF
    return Geometry(files, path.read_bytes() if path.is_file() else b""), problems
