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
    from analysis.claims import judge as judge
    from analysis.page import Page as Page
    from analysis.war import FOLDER as FOLDER
    from analysis.war import load as load
    from historical_record.changes import ChangeError as ChangeError
    from historical_record.dataset import Dataset as Dataset
    from historical_record.problems import DatasetError as DatasetError
    from historical_record.problems import Problem as Problem
    from historical_time.clocks import Clock as Clock
    from historical_time.clocks import ClockError as ClockError
    from historical_time.columns.differences import calendar_difference as calendar_difference
    from historical_time.columns.differences import dateutil_difference as dateutil_difference
    from historical_time.columns.edtf import parse_edtf_column as parse_edtf_column
    from historical_time.edtf import DateBounds as DateBounds
    from historical_time.edtf import EdtfError as EdtfError
    from historical_time.edtf import parse_edtf as parse_edtf
    from historical_time.instants import InstantRange as InstantRange
    from historical_time.intervals import Interval as Interval
    from historical_time.readings import BoundaryError as BoundaryError
    from historical_time.relations import allen_relations as allen_relations
    from timelines import Timeline as Timeline

    __version__: str

# Names are imported when they are first used, so that checking the record does not wait for the
# drawing libraries (PEP 562).
_OFFERED = {
    "analysis.claims": "judge",
    "analysis.page": "Page",
    "analysis.war": "FOLDER load",
    "historical_record.changes": "ChangeError",
    "historical_record.dataset": "Dataset",
    "historical_record.problems": "DatasetError Problem",
    "historical_time.clocks": "Clock ClockError",
    "historical_time.columns.differences": "calendar_difference dateutil_difference",
    "historical_time.columns.edtf": "parse_edtf_column",
    "historical_time.edtf": "DateBounds EdtfError parse_edtf",
    "historical_time.instants": "InstantRange",
    "historical_time.intervals": "Interval",
    "historical_time.readings": "BoundaryError",
    "historical_time.relations": "allen_relations",
    "timelines": "Timeline",
}
_HOME = {name: home for home, names in _OFFERED.items() for name in names.split()}
__all__ = sorted(_HOME, key=lambda name: (not name.isupper(), name))


def __getattr__(name: str) -> Any:
    if name == "__version__":
        return import_module("analysis.war").version()
    if name not in _HOME:
        raise AttributeError(f"module 'analysis' has no attribute {name!r}")
    value = getattr(import_module(_HOME[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
