"""The record: how long it takes to be read and checked whole, beside its limit.

Processor time of the work itself, the best of five runs after the imports.
"""

import time

import analysis

RUNS = 5
LIMIT = 0.5  # seconds


def main() -> None:
    """Print the time, the limit and the ratio of the two."""
    analysis.load()
    times = []
    for _ in range(RUNS):
        began = time.process_time()
        analysis.load()
        times.append(time.process_time() - began)
    best = min(times)
    print(f"loading the record: {best:.2f} s; limit {LIMIT} s; ratio {best / LIMIT:.2f}")


if __name__ == "__main__":
    main()
