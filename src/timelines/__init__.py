"""Timelines from one description: for print, for the screen, as a table and in words."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from timelines.chronicle import Timeline
    from timelines.daylight_bands import Band, Told, clock_bands
    from timelines.density import events_over_time
    from timelines.description import Description, TimelineError
    from timelines.flow import flow_chart
    from timelines.forest import ReadingsForest
    from timelines.losses import LossesChart
    from timelines.map import Map
    from timelines.moment import Face, Moments
    from timelines.panel_figure import PanelFigure
    from timelines.statements import statements_chart
    from timelines.strengths import order_of_battle
    from timelines.swarm import distance_swarm
    from timelines.verdict_counts import VerdictCounts
    from timelines.verdict_grid import VerdictGrid

# Names are imported when they are first used, so that whoever asks for a colour or a width does not
# wait for the drawing libraries (PEP 562).
_HOME = {
    "Band": "daylight_bands",
    "Description": "description",
    "Face": "moment",
    "LossesChart": "losses",
    "Map": "map",
    "Moments": "moment",
    "PanelFigure": "panel_figure",
    "ReadingsForest": "forest",
    "Timeline": "chronicle",
    "TimelineError": "description",
    "Told": "daylight_bands",
    "VerdictCounts": "verdict_counts",
    "VerdictGrid": "verdict_grid",
    "clock_bands": "daylight_bands",
    "distance_swarm": "swarm",
    "events_over_time": "density",
    "flow_chart": "flow",
    "order_of_battle": "strengths",
    "statements_chart": "statements",
}

__all__ = [
    "Band",
    "Description",
    "Face",
    "LossesChart",
    "Map",
    "Moments",
    "PanelFigure",
    "ReadingsForest",
    "Timeline",
    "TimelineError",
    "Told",
    "VerdictCounts",
    "VerdictGrid",
    "clock_bands",
    "distance_swarm",
    "events_over_time",
    "flow_chart",
    "order_of_battle",
    "statements_chart",
]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'timelines' has no attribute {name!r}")
    return getattr(import_module(f"timelines.{_HOME[name]}"), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
