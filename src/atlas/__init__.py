"""The maps of the record: the rows of ``frames`` made into the description of a map."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from atlas.frame import FrameOfRecord
from historical_record.dataset import Dataset
from historical_time import words
from plain_text.told import UnknownNameError
from timelines.map_description import MapDescription

__all__ = ["describe"]


def describe(
    dataset: Dataset, name: str, source_names: Mapping[str, str], title: str, caption: str = ""
) -> MapDescription:
    """The map of a name, with its title; LookupError for one that has no frame."""
    table = dataset.tables["frames"]
    rows = table[table["map"] == name]
    if rows.empty:
        known = ", ".join(dict.fromkeys(table["map"]))
        raise UnknownNameError(f"unknown map {name!r}: expected one of {known}")
    sheets = [FrameOfRecord(dataset, row, source_names) for _, row in rows.iterrows()]
    frames = tuple(sheet.frame() for sheet in sheets)
    ways = {way.group: way.hue for frame in frames for way in frame.ways}
    holders = {label: hue for sheet in sheets for label, hue in sheet.holders.items()}
    credit = _credit(dataset, source_names, rows)
    return MapDescription(
        frames, title, caption, credit, tuple(ways.items()), tuple(holders.items())
    )


def _credit(dataset: Dataset, source_names: Mapping[str, str], rows: pd.DataFrame) -> str:
    keys = dict.fromkeys(key for keys in dataset.tables["layers"]["sources"] for key in keys)
    drawn = words.list_text(source_names.get(key, key) for key in keys)
    dated = any(rows["until"])
    told = (
        ["A number is the day of August on which a place was reached, ~ a day only recalled."]
        if dated
        else []
    )
    projections = dict.fromkeys(rows["projection"])
    labels = words.list_text(dataset.terms.label("projection", one) for one in projections)
    return " ".join([*told, f"Drawn from {drawn}. Projection: {labels}."])
