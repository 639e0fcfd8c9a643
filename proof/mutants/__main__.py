"""`python -m proof.mutants`: ask of each mutant who calls it wrong, from where it stopped.

Two at a time, each in a copy that is gone when the command ends, however it ends. The answers are
kept for this state of record, code, notebooks and tests in `_build/mutants`.
"""

from __future__ import annotations

import argparse
import json
import queue
import sys
import tempfile
import threading
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import FIRST_EXCEPTION, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic

from command_line import run
from proof.mutants.guards import CHECK, GUARDS, Copy, Running
from proof.mutants.mutant import CODE, DATA, Mutant
from proof.mutants.sample import SURVIVORS, mutants, settled
from proof.state import HERE, state

KEPT = HERE / "_build" / "mutants"
WANTED = 80  # per cent of the mutants in rows with a witness are called wrong by a rule
_ASKED = (
    "src/",
    "book/",
    "data/",
    "notebooks/",
    "tests/",
    "proof/",
    "index.ipynb",
    "pyproject.toml",
)
_ASKED += ("requirements.txt", "_config.yml", "_toc.yml")


def state_asked() -> str:
    """A name for all that an answer rests on: not for the reasons of survivors."""
    return state(_ASKED, but=(SURVIVORS.relative_to(HERE).as_posix(),))


@dataclass
class Answers:
    """Which guard called a mutant wrong, and in which words, by the mutant's name."""

    path: Path
    given: dict[str, list[str]] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @classmethod
    def kept(cls) -> Answers:
        """Those that were given for the present state."""
        path = KEPT / f"{state_asked()}.json"
        return cls(path, json.loads(path.read_text("utf-8")) if path.exists() else {})

    def add(self, mutant: Mutant, guard: str, words: str, seconds: float) -> None:
        """Keep one, and print it."""
        with self._lock:
            self.given[mutant.name] = [guard, words]
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self.path.write_text(json.dumps(self.given, ensure_ascii=False, indent=1), "utf-8")
            said = f"wrong, by {guard}: {words}" if guard else "SURVIVES"
            print(f"{mutant.name}\n  {mutant.told}\n  {said} ({seconds:.0f} s)", flush=True)


def ask(waiting: list[Mutant], answers: Answers, workers: int) -> None:
    """Ask of these mutants, as many at a time as there are workers."""
    left: queue.SimpleQueue[Mutant] = queue.SimpleQueue()
    for mutant in waiting:
        left.put(mutant)
    running = Running()

    def work(folder: Path) -> None:
        copy = Copy(folder, running)
        while True:
            try:
                mutant = left.get_nowait()
            except queue.Empty:
                return
            began = monotonic()
            answers.add(mutant, *copy.verdict(mutant), monotonic() - began)

    with (
        tempfile.TemporaryDirectory(prefix="mutants-") as folder,
        ThreadPoolExecutor(workers) as pool,
    ):
        at_work = [pool.submit(work, Path(folder) / f"copy {n}") for n in range(workers)]
        try:
            wait(at_work, return_when=FIRST_EXCEPTION)
        finally:
            running.end()
        for one in at_work:
            one.result()


def figures(asked: list[Mutant], answers: Answers) -> Iterator[tuple[str, str]]:
    """What is counted of the answers: what, and the number in words."""
    given = {mutant: answers.given[mutant.name] for mutant in asked if mutant.name in answers.given}
    wrong = {mutant for mutant, (guard, _) in given.items() if guard}
    by = Counter(guard for guard, _ in given.values() if guard)
    yield "mutants asked of", f"{len(given)} of {len(asked)}"
    for what, chosen in {
        "called wrong": list(given),
        "of the record": [one for one in given if one.kind == DATA and not one.by_hand],
        "of the code": [one for one in given if one.kind == CODE and not one.by_hand],
        "by hand": [one for one in given if one.by_hand],
    }.items():
        yield what, f"{len(wrong.intersection(chosen))} of {len(chosen)}"
    for guard in GUARDS:
        yield f"by {guard}", str(by[guard])
    rows = [guard == CHECK for mutant, (guard, _) in given.items() if mutant.witness]
    share = f" ({100 * sum(rows) / len(rows):.0f} %; wanted: {WANTED} %)" if rows else ""
    yield "in rows with a witness, by a rule", f"{sum(rows)} of {len(rows)}{share}"


def problems(asked: list[Mutant], answers: Answers) -> list[str]:
    """What is wrong with the list of survivors, once all were asked of."""
    if any(mutant.name not in answers.given for mutant in asked):
        return []
    wrong = [mutant.name for mutant in asked if answers.given[mutant.name][0]]
    survivors = [mutant.name for mutant in asked if not answers.given[mutant.name][0]]
    return settled(survivors, wrong)


def main() -> int:
    """Ask what has not been asked of this state; the answer is the exit status."""
    parser = argparse.ArgumentParser(prog="python -m proof.mutants", description=__doc__)
    parser.add_argument(
        "names", nargs="*", help="mutants to ask of alone; otherwise all that are left"
    )
    parser.add_argument("--list", action="store_true", help="name them and what they change")
    parser.add_argument("--workers", type=int, default=2)
    chosen = parser.parse_args()
    every, answers = mutants(HERE), Answers.kept()
    unknown = set(chosen.names) - {mutant.name for mutant in every}
    if unknown:
        parser.error(f"no such mutant: {', '.join(sorted(unknown))}; --list names them")
    if chosen.list:
        for mutant in every:
            print(f"{mutant.name}\n  {mutant.told}")
        return 0
    waiting = [mutant for mutant in every if mutant.name not in answers.given]
    if chosen.names:
        waiting = [mutant for mutant in every if mutant.name in chosen.names]
    ask(waiting, answers, chosen.workers)
    for what, number in figures(every, answers):
        print(f"{what}: {number}")
    found = problems(every, answers)
    for problem in found:
        print(f"{SURVIVORS.relative_to(HERE)}: {problem}", file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(run("mutants", main))
