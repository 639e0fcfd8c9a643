"""A claim about an interval, judged over every choice that a reader could make.

The choices are what the start and the end mean, whose reading of each is taken, which clock
dates them, and the convention by which "n months" is counted. The grid has a row for each
combination; `decided_by` says how much of the outcome each choice explains. A reading that is a
range is never cut to a point: what it leaves undecided is missing (NA) in the grid.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from itertools import product
from typing import NamedTuple

import numpy as np
import pandas as pd

from historical_time.clocks import Clock
from historical_time.columns.differences import (
    calendar_difference,
    inclusive_difference,
    month_starts,
)
from historical_time.instants import InstantRange
from plain_text.told import NoAnswerError

__all__ = [
    "CONVENTIONS",
    "Choice",
    "count_outcomes",
    "decided_by",
    "sensitivity_grid",
]

CONVENTIONS = ("exact_by_date", "exact_inclusive", "exact_to_minute", "within")
_READINGS = {"start": "start_reading", "end": "end_reading"}
_MINUTE, _MINUTES_A_DAY = timedelta(minutes=1), 24 * 60


class Choice(NamedTuple):
    """One choice for an end of the interval: what is meant, who says when, and the instants."""

    definition: str
    reading: str
    instants: InstantRange


def sensitivity_grid(
    starts: Sequence[Choice], ends: Sequence[Choice], clocks: Sequence[Clock], months: int
) -> pd.DataFrame:
    """A row for each start, end and clock; ValueError where a start is certainly after its end.

    `exact_by_date` and `exact_inclusive`: the civil dates on the clock are exactly `months`
    calendar months apart, without and with the last day. `exact_to_minute`: the end is the start
    plus `months` months on the clock's wall (a day the month lacks becomes its last), to the
    minute. `within`: the end is not later than that. All four are nullable booleans. `elapsed_min`
    is negative where the readings allow the end to come first.
    """
    if not (starts and ends and clocks):
        raise NoAnswerError("expected at least one start, one end and one clock")
    for start, end in product(starts, ends):
        if start.instants.earliest > end.instants.latest:
            raise NoAnswerError(
                f"{start.definition} ({start.reading}) at {start.instants} UTC is after "
                f"{end.definition} ({end.reading}) at {end.instants} UTC"
            )
    from_ends = np.array([_walls(s.instants, c) for s, c in product(starts, clocks)])
    to_ends = np.array([_walls(e.instants, c) for e, c in product(ends, clocks)])
    i, j, k = (a.ravel() for a in np.indices((len(starts), len(ends), len(clocks))))
    walls = np.hstack([from_ends[i * len(clocks) + k], to_ends[j * len(clocks) + k]])
    instants = [[_minute(x) for x in (b.instants.earliest, b.instants.latest)] for b in starts]
    s1, s2 = np.array(instants)[i].T
    instants = [[_minute(x) for x in (b.instants.earliest, b.instants.latest)] for b in ends]
    e1, e2 = np.array(instants)[j].T
    shortest, longest = e1 - s2, e2 - s1
    days = walls // _MINUTES_A_DAY
    settled = (days[:, 0] == days[:, 1]) & (days[:, 2] == days[:, 3])
    parts, by_date = _exact(calendar_difference, days, settled, months)
    deadlines = _plus_months(walls[:, :2], months)
    (d1, d2), (w1, w2) = deadlines.T, walls[:, 2:].T
    dates = np.where(settled[:, None], days[:, [0, 3]], np.iinfo(np.int64).min)
    columns = {
        "start": np.array([b.definition for b in starts], dtype=object)[i],
        "end": np.array([b.definition for b in ends], dtype=object)[j],
        "clock": np.array([c.id for c in clocks], dtype=object)[k],
        "start_date": dates[:, 0].view("datetime64[D]").astype("datetime64[s]"),
        "end_date": dates[:, 1].view("datetime64[D]").astype("datetime64[s]"),
        **{name: pd.array(parts[name]).astype("Int64") for name in parts},
        "elapsed": _duration(np.where(shortest == longest, longest, np.iinfo(np.int64).min)),
        "exact_by_date": by_date,
        "exact_to_minute": _nullable((d1 == d2) & (w1 == w2) & (d1 == w1), (d1 > w2) | (w1 > d2)),
        "within": _nullable(w2 <= d1, w1 > d2),
        "exact_inclusive": _exact(inclusive_difference, days, settled, months)[1],
        "start_reading": np.array([b.reading for b in starts], dtype=object)[i],
        "end_reading": np.array([b.reading for b in ends], dtype=object)[j],
        "elapsed_min": _duration(shortest),
        "elapsed_max": _duration(longest),
    }
    return pd.DataFrame(columns)


def count_outcomes(grid: pd.DataFrame, conventions: Sequence[str] = CONVENTIONS) -> pd.DataFrame:
    """For each convention, the combinations that hold, fail, and are left undecided."""
    counts = {
        name: {
            "holds": int(grid[name].sum()),
            "fails": int((~grid[name]).sum()),
            "undecided": int(grid[name].isna().sum()),
            "combinations": len(grid),
        }
        for name in conventions
    }
    return pd.DataFrame.from_dict(counts, orient="index").rename_axis("convention")


def decided_by(
    grid: pd.DataFrame, conventions: Sequence[str] = ("exact_by_date", "exact_to_minute")
) -> pd.DataFrame:
    """How much of the outcome each choice explains, largest first.

    The outcome is 1 where a combination holds under a convention and 0 where it fails; undecided
    combinations are left out, all others weigh the same. `alone` is the share of the outcome's
    variance between the groups that the choice makes (eta squared, the first-order share of
    I. M. Sobol', 1993). `with_others` is the share that remains when every other choice is fixed
    (his total effect). For a reading, `alone` is what it adds to the definition it belongs to.
    Where the outcome never varies nothing decides it, and every share is 0.
    """
    rows = grid.melt(
        id_vars=["start", "start_reading", "end", "end_reading", "clock"],
        value_vars=list(conventions),
        var_name="convention",
        value_name="holds",
    ).dropna(subset="holds")
    outcome = rows["holds"].astype(float)
    total = outcome.var(ddof=0)
    choices = ["start", "start_reading", "end", "end_reading", "clock", "convention"]
    belongs_to = {reading: definition for definition, reading in _READINGS.items()}

    def between(names: list[str]) -> float:
        if not total > 0 or not names:
            return 0.0
        means = outcome.groupby([rows[name] for name in names]).transform("mean")
        return float(means.var(ddof=0) / total)

    shares = {}
    for choice in choices:
        within = [belongs_to[choice]] if choice in belongs_to else []
        others = [c for c in choices if c not in (choice, _READINGS.get(choice))]
        shares[choice] = {
            "alone": between([*within, choice]) - between(within),
            "with_others": 1.0 - between(others) if total > 0 else 0.0,
        }
    table = pd.DataFrame.from_dict(shares, orient="index").rename_axis("choice")
    return table.sort_values(["with_others", "alone"], ascending=False, kind="stable")


def _walls(instants: InstantRange, clock: Clock) -> tuple[int, int]:
    return _minute(clock.to_civil(instants.earliest)), _minute(clock.to_civil(instants.latest))


def _minute(moment: datetime) -> int:
    """Whole minutes since 1970, on a clock's wall or in UTC."""
    return (moment - datetime(1970, 1, 1, tzinfo=moment.tzinfo)) // _MINUTE


def _plus_months(walls: np.ndarray, months: int) -> np.ndarray:
    days, minutes = np.divmod(walls, _MINUTES_A_DAY)
    month = days.view("datetime64[D]").astype("datetime64[M]")
    day = days - month.astype("datetime64[D]").view(np.int64)
    target = month.view(np.int64) + months + 1970 * 12
    starts = month_starts().astype(np.int64)
    length = starts[target + 1] - starts[target]
    epoch = starts[1970 * 12]
    whole = np.asarray(starts[target] - epoch + np.minimum(day, length - 1))
    return whole * _MINUTES_A_DAY + minutes


def _exact(
    rule: Callable[[np.ndarray, np.ndarray], pd.DataFrame],
    days: np.ndarray,
    settled: np.ndarray,
    months: int,
) -> tuple[dict[str, pd.Series], pd.arrays.BooleanArray]:
    """Calendar parts where the dates are settled, and whether they are exactly `months` months."""
    first, first_latest, last_earliest, last = (c.copy().view("datetime64[D]") for c in days.T)
    longest = rule(first, last)
    shortest = rule(np.minimum(first_latest, last_earliest), last_earliest)
    low, high = ((p["years"] * 12 + p["months"]) * 32 + p["days"] for p in (shortest, longest))
    target = months * 32
    exact = _nullable(settled & (high == target), settled | (low > target) | (high < target))
    return {name: longest[name].where(settled) for name in longest}, exact


def _nullable(true: np.ndarray, false: np.ndarray) -> pd.arrays.BooleanArray:
    true, false = np.asarray(true), np.asarray(false)
    return pd.arrays.BooleanArray(true.copy(), ~(true | false))


def _duration(minutes: np.ndarray) -> np.ndarray:
    return minutes.view("timedelta64[m]").astype("timedelta64[s]")
