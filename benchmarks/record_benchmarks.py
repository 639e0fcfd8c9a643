"""The record: how long it takes to be read and checked whole, and to be changed, beside a limit.

Processor time of the work itself, the best of five runs after the imports.
"""

import time
from collections.abc import Callable

import analysis
from historical_record import dataset as records

RUNS = 5
LIMIT = 0.5  # seconds


def main() -> None:
    """Print each time, the limit and the ratio of the two."""
    dataset = analysis.load()
    repr(dataset.with_event("first-crossing", start="1945-08-07"))  # the record's own, found once
    told("loading the record", _load_anew)
    told(
        "changing a date, with what then contradicts what",
        lambda: repr(dataset.with_event("first-crossing", start="1945-08-10")),
    )


def _load_anew() -> None:
    records._sound.clear()  # what was found sound once is not checked again
    analysis.load()


def told(what: str, work: Callable[[], object]) -> None:
    """Print how long the work took at best."""
    times = []
    for _ in range(RUNS):
        began = time.process_time()
        work()
        times.append(time.process_time() - began)
    best = min(times)
    print(f"{what}: {best:.2f} s; limit {LIMIT} s; ratio {best / LIMIT:.2f}")


if __name__ == "__main__":
    main()
