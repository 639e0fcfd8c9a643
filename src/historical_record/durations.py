"""Durations between boundaries, as durations.csv has them: ISO 8601 in days and smaller units.

A month or a year is no length of time, so that neither can stand in one.
"""

from __future__ import annotations

import re
from datetime import timedelta

__all__ = ["duration", "is_duration"]

_FORM = re.compile(
    r"P(?=.)(?:(?P<days>\d{1,5})D)?"
    r"(?:T(?=.)(?:(?P<hours>\d{1,3})H)?(?:(?P<minutes>\d{1,4})M)?(?:(?P<seconds>\d{1,5})S)?)?"
)


def is_duration(text: str) -> bool:
    """Whether the text is such a duration: ``P2D``, ``PT1H30M``."""
    return _FORM.fullmatch(text) is not None


def duration(text: str) -> timedelta:
    """The length of time of ``P1DT12H``; ValueError for anything else."""
    found = _FORM.fullmatch(text)
    if found is None:
        raise ValueError(f"{text!r} is no duration: expected days, hours, minutes, as in P1DT12H")
    return timedelta(**{unit: int(number) for unit, number in found.groupdict("0").items()})
