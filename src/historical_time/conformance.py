"""Which features of the Extended Date/Time Format are read: the statement that it asks for.

The specification (Library of Congress, 4 February 2019) has a program say which levels it supports,
and of a level that it supports in part, which features. The features are those of its headings,
each with an example of its own. Whether one is read is not typed here: the parser is asked.
"""

from __future__ import annotations

from typing import NamedTuple

from historical_time.edtf import EdtfError, parse_edtf

__all__ = ["FEATURES", "Feature", "conformance"]


class Feature(NamedTuple):
    """A feature of the format: its level, what the specification calls it, an example of it."""

    level: int
    name: str
    example: str


FEATURES = tuple(
    Feature(level, name, example)
    for level, features in (
        (0, "Date: 1985-04-12; Date and time: 1985-04-12T23:20:30Z; Time interval: 1964/2008"),
        (
            1,
            "Letter-prefixed calendar year: Y170000002; Seasons: 2001-21; "
            "Qualification of a date (complete): 2004-06~; "
            "Unspecified digits from the right: 201X; "
            "Extended interval, open: 1985-04-12/..; Extended interval, unknown: 1985-04-12/; "
            "Negative calendar year: -1985",
        ),
        (
            2,
            "Exponential year: Y-17E7; Significant digits: 1950S2; Sub-year groupings: 2001-34; "
            "Set representation, one of: [1667,1760-12]; "
            "Set representation, all of: {1960,1961-12}; "
            "Qualification, group: 2004-06~-11; Qualification, individual component: ?2004-06-~11; "
            "Unspecified digit anywhere: 1XXX-12; Interval of level 2: 2004-06-~01/2004-06-~20",
        ),
    )
    for name, example in (feature.split(": ") for feature in features.split("; "))
)
"""Every feature of the specification, by level, in its order."""


def conformance() -> tuple[tuple[Feature, bool], ...]:
    """Each feature with whether it is read; one that is not is refused by name."""
    return tuple((feature, _is_read(feature.example)) for feature in FEATURES)


def _is_read(text: str) -> bool:
    try:
        parse_edtf(text)
    except EdtfError:
        return False
    return True
