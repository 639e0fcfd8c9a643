"""Where the record of the war stands, and the events on whose hours its answers turn."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd

from historical_record import dataset
from historical_record.schema import DESCRIPTOR

__all__ = [
    "CLOCKS",
    "FOLDER",
    "KEY_EVENTS",
    "OPENINGS",
    "SURRENDERS",
    "load",
    "three_months",
    "version",
]

_HERE = Path(__file__).resolve()
_INSTALLED = _HERE.parent / "data"
FOLDER = _INSTALLED if _INSTALLED.is_dir() else _HERE.parents[2] / "data"
"""The record: in the checkout's ``data/``, or beside the code where a wheel put it."""

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
    """Read and check a data folder, by default the record of this war.

    Raises DatasetError, whose ``problems`` are all that is wrong with it.
    """
    return dataset.load(FOLDER if folder is None else folder)


def version() -> str:
    """The version that the record's descriptor names; code, book and release bear the same."""
    return str(json.loads((FOLDER / DESCRIPTOR).read_text("utf-8"))["version"])


def three_months(record: dataset.Dataset, readings: str = "preferred") -> pd.DataFrame:
    """Every surrender, opening and clock, judged as `Dataset.sensitivity` does."""
    return record.sensitivity(SURRENDERS, OPENINGS, CLOCKS, months=3, readings=readings)
