"""Where the record of this war stands."""

from __future__ import annotations

from pathlib import Path

from historical_record import dataset
from historical_record.problems import DatasetError, Problem

__all__ = ["FOLDER", "load"]

FOLDER = Path(__file__).resolve().parents[2] / "data"


def load(folder: str | Path | None = None) -> dataset.Dataset:
    """Read and check a data folder, by default the repository's ``data/``.

    Raises DatasetError, whose ``problems`` are all that is wrong with it.
    """
    if folder is None and not FOLDER.is_dir():
        message = "no such folder: the package is not installed in place, so name it: load(FOLDER)"
        raise DatasetError([Problem(str(FOLDER), 0, "", "", message)])
    return dataset.load(FOLDER if folder is None else folder)
