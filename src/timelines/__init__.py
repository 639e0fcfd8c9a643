"""Timelines from one description: for print, for the screen, as a table and in words."""

from timelines.chronicle import Timeline
from timelines.clock_bands import Band, Told, clock_bands
from timelines.density import events_over_time
from timelines.description import Description, TimelineError
from timelines.flow import flow_chart
from timelines.forest import ReadingsForest
from timelines.losses import LossesChart
from timelines.panel_figure import PanelFigure
from timelines.statements import statements_chart
from timelines.strengths import order_of_battle
from timelines.swarm import distance_swarm
from timelines.verdict_counts import VerdictCounts
from timelines.verdict_grid import VerdictGrid

__all__ = [
    "Band",
    "Description",
    "LossesChart",
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
