"""Timelines from one description: for print, for the screen, as a table and in words."""

from analysis.timeline.chronicle import Timeline
from analysis.timeline.description import Description, TimelineError
from analysis.timeline.forest import ReadingsForest
from analysis.timeline.losses import LossesChart

__all__ = ["Description", "LossesChart", "ReadingsForest", "Timeline", "TimelineError"]
