"""Timelines from one description: for print, for the screen, as a table and in words."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from timelines.chronicle import Timeline
    from timelines.description import Description, TimelineError
    from timelines.forest import ReadingsForest
    from timelines.losses import LossesChart
    from timelines.map import Map
    from timelines.verdict_counts import VerdictCounts
    from timelines.verdict_grid import VerdictGrid

# Names are imported when they are first used, so that whoever asks for a colour or a width does not
# wait for the drawing libraries (PEP 562).
_HOME = {
    "Description": "description",
    "LossesChart": "losses",
    "Map": "map",
    "ReadingsForest": "forest",
    "Timeline": "chronicle",
    "TimelineError": "description",
    "VerdictCounts": "verdict_counts",
    "VerdictGrid": "verdict_grid",
}

__all__ = [
    "Description",
    "LossesChart",
    "Map",
    "ReadingsForest",
    "Timeline",
    "TimelineError",
    "VerdictCounts",
    "VerdictGrid",
]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'timelines' has no attribute {name!r}")
    return getattr(import_module(f"timelines.{_HOME[name]}"), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
