"""A table of anybody's, made into the one that a timeline reads.

A record's own table passes as it is. Of others the columns are named by the caller, and a cell may
be a timestamp: its hour goes into the column of hours and its zone becomes the row's clock, so that
nothing of it is dropped. A column of timestamps that all show midnight is one of days.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

import narwhals as nw
import numpy as np
import pandas as pd

from historical_time.clocks import Clock
from timelines.description import TimelineError

__all__ = ["given_table"]

_YEARS = range(1, 10_000)
_MIDNIGHT = dt.time()


def given_table(
    events: Any, columns: Mapping[str, str | None]
) -> tuple[pd.DataFrame, dict[str, Clock]]:
    """The table with the columns `id`, `name`, `start` and so on, and the clocks of its zones.

    ``events`` is a DataFrame of pandas or of any library that narwhals knows, or a list of
    mappings; ``columns`` says which of its columns holds what, None where it has that name. Rows
    without an id have their label in the index, or their number. TimelineError where a column is
    not there.
    """
    table = _frame(events)
    named = {role: column for role, column in columns.items() if column is not None}
    for role, column in named.items():
        if column not in table.columns:
            found = ", ".join(map(repr, table.columns)) or "no columns"
            raise TimelineError(f"{role}: no column {column!r}; expected one of {found}")
    given = table.assign(**{role: table[column] for role, column in named.items()})
    if "id" not in given.columns:
        numbered = isinstance(given.index, pd.RangeIndex)
        given = given.assign(id=[f"row-{n}" for n in range(1, len(given) + 1)])
        given = given if numbered else given.assign(id=given.index.map(str))
    if "name" not in given.columns:
        given = given.assign(name=given["id"])
    clocks: dict[str, Clock] = {}
    for side in ("start", "end"):
        if side in given.columns:
            given = _dated(given, side, clocks)
    return given, clocks


def _frame(events: Any) -> pd.DataFrame:
    if isinstance(events, pd.DataFrame):
        return events
    if isinstance(events, Sequence) and all(isinstance(row, Mapping) for row in events):
        return pd.DataFrame(list(events))
    try:
        rows = nw.from_native(events, eager_only=True).rows(named=True)
    except TypeError:
        kind = type(events).__name__
        raise TimelineError(
            f"events: expected a DataFrame or a list of mappings, found {kind}"
        ) from None
    return pd.DataFrame(rows, dtype=object)


def _dated(table: pd.DataFrame, side: str, clocks: dict[str, Clock]) -> pd.DataFrame:
    """The table with the hours and zones of a side's timestamps in columns of their own."""
    values = [_plain(value) for value in table[side]]
    moments = [value for value in values if isinstance(value, dt.datetime)]
    hours = any(moment.time() != _MIDNIGHT for moment in moments)
    if not any(year for year in map(_is_year, table[side])) and not moments:
        return table
    said = {
        name: [*table[name]] if name in table.columns else [""] * len(table)
        for name in (f"{side}_time", "clock")
    }
    for row, value in enumerate(values):
        if not isinstance(value, dt.datetime):
            continue
        values[row] = value.date().isoformat()
        if hours:
            said[f"{side}_time"][row] = value.time().isoformat("seconds").removesuffix(":00")
            if value.tzinfo is not None:
                clock = _clock_of(value)
                clocks[clock.id] = clock
                said["clock"][row] = clock.id
    return table.assign(**{side: values}, **said)


def _plain(value: Any) -> Any:
    """A cell as a text, a moment or nothing; a whole number of four digits is a year."""
    if value is None or value is pd.NA or value is pd.NaT or value != value:
        return ""
    if _is_year(value):
        return f"{int(value):04d}"
    if isinstance(value, np.datetime64):
        value = pd.Timestamp(value)
    return value.to_pydatetime() if isinstance(value, pd.Timestamp) else value


def _is_year(value: Any) -> bool:
    number = isinstance(value, (int, float, np.integer, np.floating))
    return number and not isinstance(value, bool) and value == value and value in _YEARS


def _clock_of(moment: dt.datetime) -> Clock:
    """The clock of a timestamp: its zone, or the offset it names."""
    # As `zoneinfo` names it, or pytz, from which pandas had its zones before its third version.
    zone = str(getattr(moment.tzinfo, "key", None) or getattr(moment.tzinfo, "zone", None) or "")
    if zone:
        return Clock.iana(zone, zone)
    offset = moment.utcoffset() or dt.timedelta()
    name = "UTC" if not offset else f"UTC{moment:%z}"
    return Clock.fixed(name.lower(), int(offset.total_seconds() // 60), name)
