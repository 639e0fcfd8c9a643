"""Historical time, the record of the Soviet-Japanese border wars, and its timelines.

>>> import analysis
>>> dataset = analysis.load()
>>> dataset.interval("surrender-effective", "first-crossing", clock="moscow").days
91
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from analysis.civil import calendar_difference, dateutil_difference
    from analysis.claims import judge
    from analysis.clocks import Clock, ClockError
    from analysis.dataset import Dataset, load
    from analysis.edtf import DateBounds, EdtfError, parse_edtf
    from analysis.edtf_column import parse_edtf_column
    from analysis.instants import InstantRange
    from analysis.intervals import Interval
    from analysis.problems import DatasetError, Problem
    from analysis.readings import BoundaryError
    from analysis.relations import allen_relations
    from analysis.timeline import Timeline

# Names are imported when they are first used, so that checking the record does not wait for the
# drawing libraries (PEP 562).
_HOME = {
    "BoundaryError": "readings",
    "Clock": "clocks",
    "ClockError": "clocks",
    "Dataset": "dataset",
    "DatasetError": "problems",
    "DateBounds": "edtf",
    "EdtfError": "edtf",
    "InstantRange": "instants",
    "Interval": "intervals",
    "Problem": "problems",
    "Timeline": "timeline",
    "allen_relations": "relations",
    "calendar_difference": "civil",
    "dateutil_difference": "civil",
    "judge": "claims",
    "load": "dataset",
    "parse_edtf": "edtf",
    "parse_edtf_column": "edtf_column",
}

__all__ = [
    "BoundaryError",
    "Clock",
    "ClockError",
    "Dataset",
    "DatasetError",
    "DateBounds",
    "EdtfError",
    "InstantRange",
    "Interval",
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
    value = getattr(import_module(f"analysis.{_HOME[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
