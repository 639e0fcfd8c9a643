"""`python -m tests.fuzz`: new inputs for every door until the time is up.

Every round has a seed; rounds go on from the last one, which is kept with Hypothesis's own examples
in `_build/fuzz`. What breaks a door is made small and written to `tests/fuzz/corpus`, where the
tests try it ever after.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
import time
import traceback
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, seed, settings
from hypothesis.database import DirectoryBasedExampleDatabase

from tests.fuzz.doors import DOORS, ROOT, Door

STATE = ROOT / "_build" / "fuzz"
CORPUS = Path(__file__).parent / "corpus"
SHARE = 5  # of a door's sample in one round, so that all doors have their turn


def main(arguments: list[str] | None = None) -> int:
    """Run rounds over the doors; 1 when anything was found."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("doors", nargs="*", default=[], help=", ".join(DOORS))
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--seed", type=int, help="begin here, not where the last run ended")
    chosen = parser.parse_args(arguments)
    unknown = set(chosen.doors) - set(DOORS)
    if unknown:
        parser.error(f"no such door: {', '.join(map(repr, sorted(unknown)))}")
    number = chosen.seed if chosen.seed is not None else _next_seed()
    ends = time.monotonic() + chosen.seconds
    tried, found = dict.fromkeys(chosen.doors or DOORS, 0), []
    while time.monotonic() < ends:
        for name in tried:
            count, finding = run_round(DOORS[name], number)
            tried[name] += count
            if finding:
                found.append(keep(name, number, *finding))
        number += 1
        _keep_seed(number)
    print(", ".join(f"{name} {count}" for name, count in tried.items()), f"up to seed {number - 1}")
    for path in found:
        print(f"found: {path.relative_to(ROOT)}")
    return 1 if found else 0


def run_round(door: Door, number: int) -> tuple[int, tuple[Any, str] | None]:
    """How many cases were tried, and the smallest that broke the door with what it raised."""
    tried, last = 0, None

    @settings(
        max_examples=max(door.sample // SHARE, 1),
        deadline=None,
        database=DirectoryBasedExampleDatabase(STATE / "examples"),
        suppress_health_check=list(HealthCheck),
        print_blob=False,
    )
    @seed(number)
    @given(door.cases)
    def attempt(case: Any) -> None:
        nonlocal tried, last
        tried, last = tried + 1, case
        door.try_case(case)

    try:
        attempt()
    except Exception:  # Hypothesis ends with the smallest case it found
        return tried, (last, traceback.format_exc(limit=-4))
    return tried, None


def keep(door: str, number: int, case: Any, told: str) -> Path:
    """Write a case that broke a door where the tests will try it."""
    text = json.dumps({"door": door, "case": case, "seed": number}, indent=1)
    name = hashlib.sha256(json.dumps(case).encode()).hexdigest()[:8]
    path = CORPUS / f"{door}-{name}.json"
    path.write_text(text + "\n", "utf-8")
    print(f"{door}, seed {number}: {case!r}\n{told}", file=sys.stderr)
    return path


def _next_seed() -> int:
    try:
        return int((STATE / "seed").read_text("utf-8"))
    except (OSError, ValueError):
        return 0


def _keep_seed(number: int) -> None:
    STATE.mkdir(parents=True, exist_ok=True)
    (STATE / "seed").write_text(str(number), "utf-8")


if __name__ == "__main__":
    raise SystemExit(main())
