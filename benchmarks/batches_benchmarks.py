"""Ten million pairs of dates in batches on two cores: how long, and in how much memory.

Each of two processes makes a batch of EDTF strings, from the batch's number as the seed, reads both
columns and finds Allen's relations; only the count of each answer is kept. The memory is the sum of
the highest that each process had, this one's too, as Linux tells it. It is flat where the end is as
high as the first tenth.
"""

from __future__ import annotations

import os
import re
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any, NamedTuple

PAIRS, BATCH, CORES = 10_000_000, 20_000, 2
LIMIT = 500  # MB for all processes together
FIRST, LAST = "1931-01-01", "1946-01-01"


class Done(NamedTuple):
    """A batch: the process that did it, its highest memory so far, its processor time, answers."""

    process: int
    memory: float  # MB
    seconds: float
    relations: Counter[frozenset[str]]


def highest_memory() -> float:
    """The most memory this process has had, in MB (millions of bytes)."""
    status = Path("/proc/self/status").read_text("ascii")
    found = re.search(r"^VmHWM:\s+(\d+) kB", status, re.M)
    return int(found[1]) * 1024 / 1e6 if found else 0.0


def column(random: Any, rows: int) -> Any:
    """Years, months, days, intervals and open ends, a fifth of each, in no order."""
    import numpy as np
    import pandas as pd

    low, high = (np.datetime64(day).astype(int) for day in (FIRST, LAST))
    days = np.sort(random.integers(low, high, (2, rows)).astype("datetime64[D]"), axis=0)
    first, last = (np.array_split(side, 5) for side in np.datetime_as_string(days))
    between = np.char.add(np.char.add(first[3], "/"), last[3])
    texts = (first[0].astype("U4"), first[1].astype("U7"), first[2], between)
    mixed = np.concatenate([*texts, np.char.add(first[4], "/..")])
    return pd.Series(random.permutation(mixed), dtype=object)


def batch(number: int) -> Done:
    """One batch, in a process of its own: what reads and reckons is imported there alone."""
    import numpy as np

    from historical_time.columns.edtf import parse_edtf_column
    from historical_time.columns.relations import allen_masks, relations_in

    random = np.random.default_rng(number)
    one, other = (column(random, BATCH) for _ in range(2))
    began = time.process_time()
    masks = allen_masks(parse_edtf_column(one), parse_edtf_column(other))
    seconds = time.process_time() - began
    counted = zip(*(found.tolist() for found in np.unique(masks, return_counts=True)), strict=True)
    relations = Counter({relations_in(mask): count for mask, count in counted})
    return Done(os.getpid(), highest_memory(), seconds, relations)


def main() -> None:
    """Print time and memory, the limit and the ratios."""
    memory: dict[int, float] = {}
    relations: Counter[frozenset[str]] = Counter()
    early = seconds = 0.0
    batches = PAIRS // BATCH
    with ProcessPoolExecutor(CORES, mp_context=get_context("spawn")) as pool:
        for number, done in enumerate(pool.map(batch, range(batches)), 1):
            memory[done.process] = done.memory
            seconds += done.seconds
            relations += done.relations
            if number == batches // 10:
                early = sum(memory.values()) + highest_memory()
    total = sum(memory.values()) + highest_memory()
    (usual, times), *_ = relations.most_common(1)
    share = f"{times / relations.total():.0%} {' or '.join(sorted(usual))}"
    print(
        f"{relations.total():,} pairs in batches of {BATCH:,} on {len(memory)} processes: "
        f"{seconds:.0f} s of processor; {share}"
    )
    print(f"memory: {total:.0f} MB; limit {LIMIT} MB; ratio {total / LIMIT:.2f}")
    print(f"after a tenth: {early:.0f} MB; the end is {total / early:.2f} of it")


if __name__ == "__main__":
    main()
