"""A small record to begin with: five events, three clocks, one work, and what the columns mean."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

__all__ = ["begin"]


def begin(folder: str | Path) -> Path:
    """Write the starter into a folder, which is made if need be; returns the folder.

    FileExistsError where something stands in it: nothing is written over.
    """
    place = Path(folder)
    if place.exists() and (not place.is_dir() or any(place.iterdir())):
        raise FileExistsError(f"{place}: there already: expected a new folder or an empty one")
    place.mkdir(parents=True, exist_ok=True)
    for file in resources.files(__name__).iterdir():
        if not file.name.startswith("__"):
            text = file.read_text("utf-8").replace("FOLDER", str(folder))
            (place / file.name).write_text(text, "utf-8")
    return place
