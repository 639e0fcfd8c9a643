"""Timelines from one description: for print, for the screen, as a table and in words."""

from timelines.chronicle import Timeline
from timelines.description import Description, TimelineError
from timelines.forest import ReadingsForest
from timelines.losses import LossesChart
from timelines.map import Map
from timelines.verdict_counts import VerdictCounts
from timelines.verdict_grid import VerdictGrid

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
