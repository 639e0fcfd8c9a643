"""Where the record of the war stands, and the events on whose hours its answers turn."""

from __future__ import annotations

from pathlib import Path

from historical_record import dataset
from historical_record.problems import DatasetError, Problem

__all__ = ["FOLDER", "KEY_EVENTS", "load"]

FOLDER = Path(__file__).resolve().parents[2] / "data"

KEY_EVENTS = tuple(
    "lake-khasan khalkhin-gol khalkhin-gol-ceasefire neutrality-pact barbarossa yalta-agreement "
    "pact-denunciation reims-signing surrender-effective karlshorst-signing moscow-announcement "
    "hiroshima declaration-read state-of-war first-crossing nagasaki imperial-broadcast "
    "instrument-of-surrender august-storm".split()
)
"""The events on whose hours the book's answers turn."""


def load(folder: str | Path | None = None) -> dataset.Dataset:
    """Read and check a data folder, by default the repository's ``data/``.

    Raises DatasetError, whose ``problems`` are all that is wrong with it.
    """
    if folder is None and not FOLDER.is_dir():
        message = "no such folder: the package is not installed in place, so name it: load(FOLDER)"
        raise DatasetError([Problem(str(FOLDER), 0, "", "", message)])
    return dataset.load(FOLDER if folder is None else folder)
