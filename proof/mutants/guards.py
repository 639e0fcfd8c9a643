"""Who calls a mutant wrong: the check, the unit tests, the tests of prose, the stored outputs.

Each is asked in a copy of the tree with an environment of its own, the cheapest first, and the
first to call the mutant wrong is named. That something changed is not enough: a change of the
record changes outputs, so that stored ones are asked of the code alone; checksums and fingerprints
are asked of nothing; and what fails with the mutant has to pass without it.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from benchmarks.copied import environment_of
from command_line import CommandFailure
from proof.mutants.mutant import CODE, DATA, Mutant
from proof.mutants.reach import Reach
from proof.state import HERE, files

__all__ = ["CHECK", "GUARDS", "Copy", "Running"]

CHECK, UNIT, PROSE, STORED, PAGES = GUARDS = (
    *("check", "unit test", "prose test", "stored output", "page test"),
)

_ENDS_AFTER = 900  # seconds: what runs longer with a mutant has been made to go on for ever
_NEAREST = 5  # of the test files that a module can reach
_PROSE, _BOOK = "tests/notebooks/", "tests/book/"
_HASH = re.compile(r"\b(?=[0-9a-f]*[a-f])(?=[0-9a-f]*\d)[0-9a-f]{8,}\b")
# Rooms of tests that read the real record, and in them those that say nothing of its values: they
# break a part of it themselves, try the code on it, or hold what is made of it against a copy.
_OF_THE_RECORD = ("tests/historical_record/", "tests/analysis/", _PROSE)
_OF_THE_CODE = tuple(
    f"test_{name}.py"
    for name in (
        "any_war broken_files broken_rows changes codebook command_line dates_everywhere edits "
        "hostile lines mutations schema"
    ).split()
)
# They begin processes and copies by the dozen, or try at random what the others try by name.
_LEFT_OUT = (
    "tests/fuzz/",
    "tests/book/test_kills",
    "tests/book/test_same_bytes",
    "tests/book/test_mutants",
)
_BUILT = re.compile(r"\b(?:book|visit|chromium)\b[,)]")


_PYTEST = ("-m", "pytest", "-q", "-x", "--tb=no", "--no-header", "-p", "no:cacheprovider")
_PYTEST += ("-m", "not proof and not browser")
_NBVAL = ("-p", "nbval.plugin", "--nbval")
_COLOUR = re.compile(r"\x1b\[[0-9;]*m")
_GREEN = (0, 5)  # all passed; none was there


@dataclass(frozen=True)
class Complaint:
    """What a guard says, and what pytest is asked for to hear it again; nothing for the check."""

    words: str
    again: tuple[str, ...]


class Running:
    """The processes at work, so that they and what they began can be ended at once."""

    def __init__(self) -> None:
        self._processes: set[subprocess.Popen[str]] = set()
        self._ended = False

    def call(self, command: list[str], folder: Path) -> tuple[int, str]:
        """The status and the output of a command; status 124 where it did not end.

        CommandFailure once all have been ended.
        """
        process = subprocess.Popen(
            command,
            cwd=folder,
            env=_environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            start_new_session=True,
        )
        self._processes.add(process)
        if self._ended:
            self._end(process)
        try:
            output, _ = process.communicate(timeout=_ENDS_AFTER)
        except subprocess.TimeoutExpired:
            self._end(process)
            return 124, f"did not end in {_ENDS_AFTER} s"
        finally:
            self._processes.discard(process)
        if self._ended:
            raise CommandFailure("stopped")
        return process.returncode, output

    def end(self) -> None:
        """End them all, and those that are only beginning."""
        self._ended = True
        for process in list(self._processes):
            self._end(process)

    @staticmethod
    def _end(process: subprocess.Popen[str]) -> None:
        try:
            os.killpg(process.pid, signal.SIGKILL)
        except ProcessLookupError:
            return
        process.wait()


def _environment() -> dict[str, str]:
    """The caller's, in which no path leads to another checkout."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    return kept | {
        "PYTHONHASHSEED": "0",
        "COLUMNS": "300",  # so that pytest tells what was asserted
        "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",  # to load them all takes longer than most tests
    }


class Copy:
    """A copy of the tree as it stands, committed or not, in which one mutant at a time is put."""

    def __init__(self, root: Path, running: Running) -> None:
        self.root = root
        self._running = running
        self._passed: set[tuple[str, ...]] = set()
        self._second = int(time.time())
        # What asks for history finds it; the files are those of the tree, committed or not.
        clone = ["git", "clone", "--quiet", "--no-checkout", HERE.as_uri(), str(root)]
        subprocess.run(clone, check=True)
        for path in files():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(HERE / path, root / path)  # with its mode: some are run
        subprocess.run(["git", "add", "--all"], cwd=root, check=True)
        self.python = environment_of(root)

    @cached_property
    def reach(self) -> Reach:
        """Its imports."""
        return Reach(self.root)

    def verdict(self, mutant: Mutant) -> tuple[str, str]:
        """Which guard calls a mutant wrong, and in which words; two blanks where none does."""
        for guard, ask in self._guards(mutant):
            with self.with_change(mutant):
                complaint = ask()
            if complaint:
                self._must_pass(complaint)
                return guard, complaint.words
        return "", ""

    @contextlib.contextmanager
    def with_change(self, mutant: Mutant) -> Iterator[None]:
        """While the mutant stands in the copy."""
        changed = self.root / mutant.path
        sound = changed.read_bytes()
        self._put(changed, mutant.text.encode())
        try:
            yield
        finally:
            self._put(changed, sound)

    def _put(self, path: Path, content: bytes) -> None:
        """Write a file, at a second of its own: Python tells compiled code by second and size."""
        self._second += 1
        path.write_bytes(content)
        os.utime(path, (self._second, self._second))

    def _guards(self, mutant: Mutant) -> Iterator[tuple[str, Callable[[], Complaint | None]]]:
        tests = self._tests_of(mutant)
        prose = [test for test in tests if test.startswith(_PROSE)]
        pages = [test for test in tests if self._asks_for_pages(test)]
        units = [test for test in tests if test not in {*prose, *pages}]
        examples = (mutant.path, "--doctest-modules") if mutant.path.startswith("src/") else ()
        yield CHECK, self.check
        if mutant.kind == DATA:
            yield PROSE, lambda: self.tested(*prose)
            yield UNIT, lambda: self.tested(*units)
            return
        yield UNIT, lambda: self.tested(*examples, *units[:_NEAREST])
        yield PROSE, lambda: self.tested(*prose)
        yield STORED, lambda: self.tested(*_NBVAL, *self._notebooks)
        yield UNIT, lambda: self.tested(*units[_NEAREST:])
        if mutant.path.startswith("book/"):
            yield PAGES, lambda: self.tested(*pages)

    def _tests_of(self, mutant: Mutant) -> list[str]:
        """The test files to ask, nearest first: none that leads to what is changed is missing."""
        if mutant.kind == CODE:
            tests = self.reach.tests_of(mutant.path)
            tests += [
                test for test in self._tests_in(_PROSE) if test not in tests
            ]  # they run cells
            return [test for test in tests if not test.startswith(_LEFT_OUT)]
        tests = [test for folder in _OF_THE_RECORD for test in self._tests_in(folder)]
        return [test for test in tests if not test.endswith(_OF_THE_CODE)]

    def _tests_in(self, folder: str) -> list[str]:
        paths = sorted((self.root / folder).rglob("test_*.py"))
        return [path.relative_to(self.root).as_posix() for path in paths]

    def _asks_for_pages(self, test: str) -> bool:
        text = (self.root / test).read_text("utf-8")
        return test.startswith(_BOOK) and _BUILT.search(text) is not None

    @cached_property
    def _notebooks(self) -> list[str]:
        """The notebooks, and which of their cells not to ask: those that show a checksum."""
        asked, left_out = [], []
        for path in [*sorted((self.root / "notebooks").glob("*.ipynb")), self.root / "index.ipynb"]:
            name = path.relative_to(self.root).as_posix()
            asked.append(name)
            cells = json.loads(path.read_text("utf-8"))["cells"]
            code = [cell["outputs"] for cell in cells if cell["cell_type"] == "code"]
            for at, outputs in enumerate(code):
                data = [output.get("data", {}) for output in outputs]
                text = json.dumps([{k: d[k] for k in d if k.startswith("text/")} for d in data])
                if _HASH.search(text):
                    left_out += ["--deselect", f"{name}::Cell {at}"]
        return asked + left_out

    def check(self) -> Complaint | None:
        """What `analysis check` says of the record, with the code as it is."""
        command = [self.python, "-m", "analysis", "check"]
        status, output = self._running.call(command, self.root)
        if not status:
            return None
        told = [line for line in output.splitlines() if line.strip()]
        # A problem is on the first line, what an exception says on the last.
        at = -1 if any(line.startswith("Traceback") for line in told) else 0
        return Complaint(told[at] if told else f"status {status}", ())

    def tested(self, *chosen: str) -> Complaint | None:
        """What the first test says that fails, of those that pytest is asked for."""
        if not any(one for one in chosen if not one.startswith("-")):
            return None
        status, output = self._running.call([self.python, *_PYTEST, *chosen], self.root)
        output = _COLOUR.sub("", output)
        if status in _GREEN:
            return None
        failed = re.search(r"^(?:FAILED|ERROR) (\S+?\.(?:py|ipynb))(::.*)?$", output, re.M)
        if failed is None:
            return Complaint(output.strip().splitlines()[-1], ("--collect-only", *chosen))
        name = failed[1] + (failed[2] or "").partition(" - ")[0]
        # A cell needs those before it.
        again = (*_NBVAL, failed[1]) if "--nbval" in chosen else ("--doctest-modules", name)
        return Complaint(failed[0].partition(" ")[2], again)

    def _must_pass(self, complaint: Complaint) -> None:
        """CommandFailure if what was said of a mutant is said without it."""
        if complaint.again in self._passed:
            return
        again = self.tested(*complaint.again) if complaint.again else self.check()
        if again:
            raise CommandFailure(f"fails without any mutant, so that it is no guard: {again.words}")
        self._passed.add(complaint.again)
