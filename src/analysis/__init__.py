"""The Soviet-Japanese border wars: the record, its timelines, and what follows from them.

>>> import analysis
>>> dataset = analysis.load()
>>> dataset.interval("surrender-effective", "first-crossing", clock="moscow").days
91
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from analysis.claims import judge
    from analysis.page import Page
    from analysis.war import FOLDER, load
    from historical_record.dataset import Dataset
    from historical_record.problems import DatasetError, Problem
    from historical_time.clocks import Clock, ClockError
    from historical_time.columns.differences import calendar_difference, dateutil_difference
    from historical_time.columns.edtf import parse_edtf_column
    from historical_time.edtf import DateBounds, EdtfError, parse_edtf
    from historical_time.instants import InstantRange
    from historical_time.intervals import Interval
    from historical_time.readings import BoundaryError
    from historical_time.relations import allen_relations
    from timelines import Timeline

# Names are imported when they are first used, so that checking the record does not wait for the
# drawing libraries (PEP 562).
_HOME = {
    "FOLDER": "analysis.war",
    "BoundaryError": "historical_time.readings",
    "Clock": "historical_time.clocks",
    "ClockError": "historical_time.clocks",
    "Dataset": "historical_record.dataset",
    "DatasetError": "historical_record.problems",
    "DateBounds": "historical_time.edtf",
    "EdtfError": "historical_time.edtf",
    "InstantRange": "historical_time.instants",
    "Interval": "historical_time.intervals",
    "Page": "analysis.page",
    "Problem": "historical_record.problems",
    "Timeline": "timelines",
    "allen_relations": "historical_time.relations",
    "calendar_difference": "historical_time.columns.differences",
    "dateutil_difference": "historical_time.columns.differences",
    "judge": "analysis.claims",
    "load": "analysis.war",
    "parse_edtf": "historical_time.edtf",
    "parse_edtf_column": "historical_time.columns.edtf",
}

__all__ = [
    "FOLDER",
    "BoundaryError",
    "Clock",
    "ClockError",
    "Dataset",
    "DatasetError",
    "DateBounds",
    "EdtfError",
    "InstantRange",
    "Interval",
    "Page",
    "Problem",
    "Timeline",
    "allen_relations",
    "calendar_difference",
    "dateutil_difference",
    "judge",
    "load",
    "parse_edtf",
    "parse_edtf_column",
]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'analysis' has no attribute {name!r}")
    value = getattr(import_module(_HOME[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
