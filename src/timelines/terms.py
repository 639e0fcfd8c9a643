"""The names and hues of what a table's cells hold, as they are handed in with the table.

A table may carry, for each of its columns, what a term of it is called and in which hue of the
palette it is drawn: ``frame.attrs["labels"]["lane"]["lake-khasan"]`` and the same under ``hues``,
which pandas keeps with every part of the table. A term without a label is shown by its id in
words, one without a hue takes the next of the palette.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from timelines.description import Lane, TimelineError
from timelines.palette import HUES, hue_at
from timelines.rows import cell

__all__ = ["hues_of", "in_words", "labels_of", "lanes_named", "lowered"]


def labels_of(table: pd.DataFrame | pd.Series, column: str) -> Mapping[str, str]:
    """What the terms of a column are called; empty where the table does not say."""
    labels: Mapping[str, str] = table.attrs.get("labels", {}).get(column, {})
    return labels


def hues_of(table: pd.DataFrame | pd.Series, column: str) -> Mapping[str, str]:
    """The hues of the terms of a column; empty where the table does not say."""
    hues: Mapping[str, str] = table.attrs.get("hues", {}).get(column, {})
    return hues


def in_words(term: str) -> str:
    """An id as a heading: ``khalkhin-gol`` is Khalkhin Gol; what is no id stays as it is."""
    if term != term.lower() or " " in term:
        return term[:1].upper() + term[1:]
    return " ".join(word.capitalize() for word in term.split("-"))


def lowered(label: str) -> str:
    """A label inside a phrase: Killed is killed, and USSR stays."""
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]


def lanes_named(
    lanes: Sequence[str] | Mapping[str, str | None],
    labels: Mapping[str, str],
    hues: Mapping[str, str],
) -> tuple[Lane, ...]:
    """Lanes in their order: a name given with them goes before their label."""
    if isinstance(lanes, str):
        raise TimelineError(f"lanes: {lanes!r}; expected a list of lanes or a mapping to names")
    given = lanes if isinstance(lanes, Mapping) else dict.fromkeys(lanes)
    return tuple(
        Lane(
            lane,
            cell(labels.get(lane, in_words(lane)) if name is None else name),
            _hue(lane, at, hues),
        )
        for at, (lane, name) in enumerate(given.items())
    )


def _hue(lane: str, place: int, hues: Mapping[str, str]) -> str:
    hue = hues.get(lane) or hue_at(place)
    if hue not in HUES:
        raise TimelineError(f"lane {lane!r}: the hue {hue!r}; expected one of {', '.join(HUES)}")
    return hue
