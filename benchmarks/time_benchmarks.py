"""Historical time: how fast, beside whom, and how it grows.

Each figure is the median of five runs on one thread. Peers that work row by row are timed on a
sample and counted per row. What is measured is made here, from a fixed seed.
"""

import statistics
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import numpy as np
import pandas as pd
from dateutil.relativedelta import relativedelta

from historical_time.clocks import Clock
from historical_time.columns import differences as civil
from historical_time.columns.differences import calendar_difference
from historical_time.columns.edtf import BOUNDS, parse_edtf_column
from historical_time.columns.relations import allen_masks
from historical_time.columns.sensitivity import Choice, sensitivity_grid
from historical_time.consistency import Statement, find_contradictions
from historical_time.instants import InstantRange
from historical_time.intervals import interval_between
from historical_time.network import nesting_rules, order_rules, span_rules

SIZES = (10**3, 10**4, 10**5, 10**6)
RUNS = 5
SEED = 1939
FIRST, LAST = "1931-01-01", "1946-01-01"
JAVASCRIPT_PER_SECOND = 84_000  # the fastest JavaScript EDTF parser, on a like machine


def median_seconds(work: Callable[[], object], runs: int = RUNS) -> float:
    times = []
    for _ in range(runs):
        began = time.perf_counter()
        work()
        times.append(time.perf_counter() - began)
    return statistics.median(times)


def random_days(
    random: np.random.Generator,
    shape: int | tuple[int, ...],
    first: str = FIRST,
    last: str = LAST,
) -> np.ndarray:
    low, high = (np.datetime64(day).astype("datetime64[D]").astype(int) for day in (first, last))
    return random.integers(low, high, shape).astype("datetime64[D]")


def edtf_strings(rows: int) -> pd.Series:
    """Eight forms in turn: year, month, day, intervals of both, open end, mark, open digits."""
    random = np.random.default_rng(SEED)
    pairs = np.sort(random_days(random, (2, rows), "0001-01-01", "9999-12-31"), axis=0)
    texts = []
    for i, (a, b) in enumerate(pairs.astype(str).T.tolist()):
        forms = (a[:4], a[:7], a, f"{a}/{b}", f"{a[:7]}/{b[:7]}", f"{a}/..", a[:7] + "~")
        texts.append(forms[i % 8] if i % 8 < 7 else a[:8] + "XX")
    return pd.Series(texts)


def day_pairs(rows: int) -> tuple[pd.Series, pd.Series]:
    days = np.sort(random_days(np.random.default_rng(SEED), (2, rows)), axis=0)
    return tuple(pd.Series(side.astype("datetime64[s]")) for side in days)


def bounds(rows: int, seed: int) -> pd.DataFrame:
    days = random_days(np.random.default_rng(seed), (4, rows))
    columns = np.sort(days, axis=0).astype("datetime64[s]")
    columns[3, ::7] = "NaT"  # every seventh end is open
    return pd.DataFrame(dict(zip(BOUNDS, columns, strict=True)))


def look_ups(start: pd.Series, end: pd.Series) -> np.ndarray:
    """What no implementation by tables can avoid: read both columns, look up, write three."""
    table, _ = civil.calendar_tables()
    first, last = civil.days_of(start), civil.days_of(end)
    parts = np.empty((3, len(first)), np.int32)
    parts[0], parts[1] = table[first], table[last]
    parts[2] = table[last]
    return parts


def one_pair_by_days(a: tuple, b: tuple) -> int:
    """The relations of one pair, by trying every day of bounds a few days wide."""
    found = set()
    for s in range(a[0], a[1] + 1):
        for e in range(max(s, a[2]), a[3] + 1):
            for t in range(b[0], b[1] + 1):
                for f in range(max(t, b[2]), b[3] + 1):
                    found.add(((s > t) - (s < t), (e > f) - (e < f), s > f, t > e))
    return len(found)


def grid_choices(count: int) -> tuple[list[Choice], list[Choice], list[Clock]]:
    zones = ("Europe/Moscow", "Asia/Chita", "Asia/Tokyo", "Europe/Berlin", "Europe/London")
    clocks = [Clock.iana(zone, zone) for zone in zones]
    sides = []
    for first in (datetime(1945, 5, 7, tzinfo=UTC), datetime(1945, 8, 8, tzinfo=UTC)):
        moments = (first + timedelta(hours=i) for i in range(count))
        sides.append([Choice(f"{m}", "preferred", InstantRange(m, m)) for m in moments])
    return *sides, clocks


def network(events: int) -> tuple[list[Statement], list]:
    """A record of nested events, a third with a dissenting reading and some of those at odds."""
    random = np.random.default_rng(SEED)
    first = datetime(1938, 7, 29, tzinfo=UTC)
    statements, parents, orders = [], [], []
    spans: list[tuple[datetime, datetime]] = []
    for i in range(events):
        parent = (i - 1) // 8
        low, high = spans[parent] if i else (first, first + timedelta(days=3000))
        start, end = sorted(low + (high - low) * float(x) for x in random.random(2))
        spans.append((start, end))
        said = [(start, end, f"events.csv row {i + 2}")]
        if i % 3 == 0:
            shift = timedelta(days=float(random.normal(0, 2)))
            said.append((start + shift, end + shift, f"readings.csv row {i + 2}"))
        for at, until, label in said:
            statements.append(Statement(f"e{i}", "start", at, at + timedelta(days=1), label))
            statements.append(Statement(f"e{i}", "end", until, until + timedelta(days=1), label))
        if i:
            parents.append((f"e{i}", f"e{parent}"))
        if i % 10 == 9 and spans[i - 1][1] <= start:
            orders.append((f"e{i}", f"e{i - 1}"))
    rules = span_rules(f"e{i}" for i in range(events))
    return statements, rules + nesting_rules(parents) + order_rules(orders)


def row(work: str, ours: float, peer: str, theirs: float, wanted: str) -> None:
    ratio = f"{theirs / ours:,.1f}" if theirs else ""
    shown = f"{theirs:,.4f}" if theirs else ""
    print(f"{work:<44}{ours:>10.4f}  {peer:<28}{shown:>12}{ratio:>12}  {wanted}")


def main() -> None:
    print(f"{'work':<44}{'ours, s':>10}  {'peer':<28}{'peer, s':>12}{'ratio':>12}  wanted")
    texts = edtf_strings(SIZES[-1])
    ours = median_seconds(lambda: parse_edtf_column(texts))
    row(f"{len(texts):,} EDTF strings", ours, "python-edtf", python_edtf(texts), ">= 2,000")
    seconds = len(texts) / JAVASCRIPT_PER_SECOND
    row("", ours, "JavaScript, 84,000 a second", seconds, ">= 3")
    start, end = day_pairs(SIZES[-1])
    ours = median_seconds(lambda: calendar_difference(start, end))
    sample = list(zip(start[:5000].dt.date, end[:5000].dt.date, strict=True))
    each = median_seconds(lambda: [relativedelta(b, a) for a, b in sample]) / len(sample)
    row(f"{len(start):,} calendar differences", ours, "dateutil", each * len(start), ">= 200")
    limit = median_seconds(lambda: look_ups(start, end))
    row("", ours, "table look-ups alone", limit, ">= 0.33")
    ours = median_seconds(lambda: [calendar_difference(a, b) for a, b in sample])
    row("5,000 differences, one by one", ours, "dateutil", each * len(sample), ">= 3")
    a, b = bounds(SIZES[-1], SEED), bounds(SIZES[-1], SEED + 1)
    ours = median_seconds(lambda: allen_masks(a, b))
    narrow = [
        tuple(sorted(r)) for r in np.random.default_rng(SEED).integers(0, 6, (400, 4)).tolist()
    ]
    each = median_seconds(lambda: [one_pair_by_days(narrow[i], narrow[i - 1]) for i in range(400)])
    row(f"{len(a):,} Allen sets", ours, "every day of 6-day bounds", each / 400 * len(a), "< 1.5 s")
    starts, ends, clocks = grid_choices(10)
    ours = median_seconds(lambda: sensitivity_grid(starts, ends, clocks, 3))
    loop = median_seconds(lambda: [
        (found.calendar, found.calendar_inclusive)
        for s in starts for e in ends for c in clocks
        for found in [interval_between(s.instants, e.instants, c)]
    ])  # fmt: skip
    row("500 combinations", ours, "interval by interval", loop, "< 0.05 s")
    statements, rules = network(300)
    ours = median_seconds(lambda: find_contradictions(statements, rules))
    found = len(find_contradictions(statements, rules))
    row(f"300 events, {found} contradictions", ours, "", 0, "< 1 s")
    print()
    growth()


def python_edtf(texts: pd.Series, sample: int = 80) -> float:
    """Seconds for all of them, from what the peer takes for some, bounds included."""
    from edtf import parse_edtf

    def work() -> None:
        for text in texts[:sample]:
            found = parse_edtf(text)
            found.lower_strict(), found.upper_strict()

    return median_seconds(work, 3) / sample * len(texts)


def growth() -> None:
    """Nanoseconds a row as the rows grow a thousandfold."""
    print(f"{'nanoseconds a row':<44}" + "".join(f"{size:>12,}" for size in SIZES))
    texts = edtf_strings(SIZES[-1])
    start, end = day_pairs(SIZES[-1])
    a, b = bounds(SIZES[-1], SEED), bounds(SIZES[-1], SEED + 1)
    works = {
        "EDTF strings": lambda n: parse_edtf_column(texts[:n]),
        "EDTF strings, each a hundred times": lambda n: parse_edtf_column(repeated[:n]),
        "calendar differences": lambda n: calendar_difference(start[:n], end[:n]),
        "Allen sets": lambda n: allen_masks(a[:n], b[:n]),
    }
    repeated = pd.Series(np.tile(texts[: SIZES[-1] // 100].to_numpy(dtype=object), 100))
    for name, work in works.items():
        times = (median_seconds(lambda n=n, w=work: w(n)) / n * 1e9 for n in SIZES)
        print(f"{name:<44}" + "".join(f"{t:>12,.0f}" for t in times))
    for events in (100, 300, 1000):
        statements, rules = network(events)
        seconds = median_seconds(lambda s=statements, r=rules: find_contradictions(s, r))
        print(f"{f'consistency of {events:,} events':<44}{seconds:>11.3f}s")


if __name__ == "__main__":
    main()
