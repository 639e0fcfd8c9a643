"""One build from beginning to end: run the notebooks, make the book, put it in place.

The book is made in a working folder and copied to where readers look only when it is whole, so a
build that fails leaves the last good pages and the last good PDF as they were.  What Sphinx
remembers of a build that did not end well is thrown away: a warning must not vanish because Sphinx
believes the page that caused it to be done.
"""

from __future__ import annotations

import contextlib
import gc
import io
import json
import os
import shutil
import signal
import sys
import time
from collections.abc import Iterator
from concurrent.futures import BrokenExecutor, ProcessPoolExecutor, as_completed
from datetime import datetime
from multiprocessing import active_children, get_context
from pathlib import Path

from analysis.command_line import CommandFailure
from border_wars_book import inputs
from border_wars_book.publish import PDF_NAME, publish_pages, publish_pdf, write_whole

BUILT = "_build"
SLOWEST_NAMED = 3


class BuildFailure(CommandFailure):
    """The build stopped; the message says why."""


class Build:
    """The folders of a build, and the steps over them."""

    def __init__(self, root: Path) -> None:
        self.root = root.resolve()
        self.built = self.root / BUILT
        self.work = self.built / "work"
        self.html = self.built / "html"
        self.pdf = self.built / "pdf" / PDF_NAME
        self.stamp = self.built / "stamp.json"

    def run(self, formats: tuple[str, ...]) -> None:
        """Make what is missing or out of date among `html` and `pdf`; say where they are."""
        started = time.perf_counter()
        fingerprint = inputs.book_fingerprint(self.root)
        stale = [name for name in formats if not self._current(name, fingerprint)]
        if stale:
            with self.lock():
                self._make(tuple(stale), fingerprint)
        else:
            print("Nothing changed since the last build.")
        seconds = time.perf_counter() - started
        for name in formats:
            print(f"{name.upper():5} {self._target(name).relative_to(self.root)}")
        print(f"Done in {seconds:.1f} s.")

    def _target(self, name: str) -> Path:
        return self.pdf if name == "pdf" else self.html / "index.html"

    def _stamps(self) -> dict[str, str]:
        try:
            return json.loads(self.stamp.read_text("utf-8"))
        except (OSError, ValueError):
            return {}

    def _current(self, name: str, fingerprint: str) -> bool:
        return self._stamps().get(name) == fingerprint and self._target(name).exists()

    @contextlib.contextmanager
    def lock(self) -> Iterator[None]:
        """Two builds in one working folder would spoil each other.

        An `OSError` inside that names no file, as of a full disk, is given the folder's name.
        """
        try:
            self.built.mkdir(exist_ok=True)
            with (self.built / "lock").open("w") as handle:
                with contextlib.suppress(ImportError):
                    import fcntl

                    fcntl.flock(handle, fcntl.LOCK_EX)
                yield
        except OSError as error:
            if error.errno and error.filename is None:
                error.filename = str(self.built)
            raise

    def _make(self, formats: tuple[str, ...], fingerprint: str) -> None:
        from border_wars_book.execution import run_all
        from border_wars_book.toc import pages

        print("Running the notebooks ...", flush=True)
        results = inputs.results_fingerprint(self.root)
        runs = run_all(self.root, pages(self.root), self.built / "executed", results)
        self._ready()
        print(f"Making the {' and the '.join(map(str.upper, formats))} ...", flush=True)
        failed = []
        with ProcessPoolExecutor(len(formats), get_context("spawn")) as pool:
            with _deaf_to_interrupts():
                tasks = {
                    pool.submit(make_format, self.root, self._begin(name), name, results): name
                    for name in formats
                }
            try:
                for task in as_completed(tasks):
                    name = tasks[task]
                    status, seconds = task.result()
                    if status:
                        failed.append(name)
                        continue
                    self._publish(name)
                    self._end(name, fingerprint)
                    print(f"  {name.upper()} in {seconds:.1f} s", flush=True)
            except BrokenExecutor:
                raise BuildFailure(
                    "A process of the build was ended from outside, as happens where memory is "
                    "short; the last good book is kept."
                ) from None
            except BaseException:
                for process in active_children():
                    process.terminate()
                raise
        if failed:
            names = " and the ".join(map(str.upper, failed))
            raise BuildFailure(f"The {names} could not be made; the last good one is kept.")
        fresh = sorted((run for run in runs if run.fresh), key=lambda run: -run.seconds)
        if fresh:
            slowest = ", ".join(f"{run.page} {run.seconds:.1f} s" for run in fresh[:SLOWEST_NAMED])
            print(f"Slowest pages: {slowest}")

    def _ready(self) -> None:
        """A working folder fit for what the machinery is now, and the date of the record."""
        machinery = inputs.machinery_fingerprint(self.root)
        marker = self.work / "machinery"
        if not marker.exists() or marker.read_text() != machinery:
            shutil.rmtree(self.work, ignore_errors=True)
            self.work.mkdir(parents=True)
            marker.write_text(machinery)
        _, date = inputs.data_commit(self.root)
        if date:
            seconds = int(datetime.fromisoformat(date).timestamp())
            os.environ.setdefault("SOURCE_DATE_EPOCH", str(seconds))

    def _begin(self, name: str) -> Path:
        """The working folder; without what is remembered of a build that did not end well."""
        begun = self.work / f"begun-{name}"
        if begun.exists():
            shutil.rmtree(self.work / f"doctrees-{name}", ignore_errors=True)
        begun.touch()
        return self.work

    def _end(self, name: str, fingerprint: str) -> None:
        (self.work / f"begun-{name}").unlink()
        write_whole(self.stamp, json.dumps({**self._stamps(), name: fingerprint}).encode())

    def _publish(self, name: str) -> None:
        made = self.work / name
        if name == "pdf":
            publish_pdf(made / PDF_NAME, self.pdf, self.html)
        else:
            publish_pages(made, self.html, self.pdf)


@contextlib.contextmanager
def _deaf_to_interrupts() -> Iterator[None]:
    """Processes begun here pay no heed to Ctrl-C: the one that began them ends them."""
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def make_format(root: Path, work: Path, name: str, results: str) -> tuple[int, float]:
    """Sphinx with Jupyter Book's configuration, in a process of its own: status and seconds.

    Raises the `OSError` that ended it, if one did.
    """
    from border_wars_book.__main__ import pass_over_slow_import

    # The process ends with the format, and looking for unreachable objects among tens of millions
    # took a quarter of its time.
    gc.disable()
    pass_over_slow_import()
    from jupyter_book.sphinx import build_sphinx

    began = time.perf_counter()
    said = io.StringIO()
    with contextlib.redirect_stderr(said):
        result = build_sphinx(
            str(root),
            str(work / name),
            path_config=str(root / "_config.yml"),
            noconfig=True,
            doctreedir=str(work / f"doctrees-{name}"),
            builder="border-wars-pdf" if name == "pdf" else "html",
            confoverrides={
                "nitpicky": True,
                "latex_individualpages": False,
                "border_wars_results": results,
            },
            warningiserror=True,
            keep_going=True,
            quiet=True,
        )
    if refused := _refusal(result):
        raise refused
    sys.stderr.write(said.getvalue())
    sys.stderr.flush()
    return (result if isinstance(result, int) else 1), time.perf_counter() - began


def _refusal(error: object) -> OSError | None:
    """The error of the machine that ended a build, out of those Sphinx wrapped it in."""
    while isinstance(error, BaseException) and not isinstance(error, OSError):
        error = error.__cause__
    return error if isinstance(error, OSError) else None
