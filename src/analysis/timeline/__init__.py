"""Timelines from one description: for print, for the screen, as a table and in words."""

from analysis.timeline.chronicle import Timeline
from analysis.timeline.description import Description, TimelineError

__all__ = ["Description", "Timeline", "TimelineError"]
