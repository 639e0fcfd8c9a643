"""Where the record of the war stands, and the events on whose hours its answers turn."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from historical_record import dataset
from historical_record.problems import DatasetError, Problem

__all__ = ["CLOCKS", "FOLDER", "KEY_EVENTS", "OPENINGS", "SURRENDERS", "load", "three_months"]

FOLDER = Path(__file__).resolve().parents[2] / "data"

KEY_EVENTS = tuple(
    "lake-khasan khalkhin-gol khalkhin-gol-ceasefire neutrality-pact barbarossa yalta-agreement "
    "pact-denunciation reims-signing surrender-effective karlshorst-signing moscow-announcement "
    "hiroshima declaration-read state-of-war first-crossing nagasaki imperial-broadcast "
    "instrument-of-surrender august-storm".split()
)
"""The events on whose hours the book's answers turn."""

SURRENDERS = ("reims-signing", "karlshorst-signing", "surrender-effective", "moscow-announcement")
"""From what the three months may be counted: each is somewhere called the German surrender."""
OPENINGS = ("declaration-read", "state-of-war", "first-crossing")
"""To what: each is somewhere called the opening of the Soviet-Japanese war."""
CLOCKS = ("berlin", "london", "moscow", "washington", "tokyo", "chita")
"""On which clocks: those of the capitals that spoke, and of the front."""


def load(folder: str | Path | None = None) -> dataset.Dataset:
    """Read and check a data folder, by default the repository's ``data/``.

    Raises DatasetError, whose ``problems`` are all that is wrong with it.
    """
    if folder is None and not FOLDER.is_dir():
        message = "no such folder: the package is not installed in place, so name it: load(FOLDER)"
        raise DatasetError([Problem(str(FOLDER), 0, "", "", message)])
    return dataset.load(FOLDER if folder is None else folder)


def three_months(record: dataset.Dataset, readings: str = "preferred") -> pd.DataFrame:
    """Every surrender, opening and clock, judged as `Dataset.sensitivity` does."""
    return record.sensitivity(SURRENDERS, OPENINGS, CLOCKS, months=3, readings=readings)
