"""One build from beginning to end: run the notebooks, make the book, put it in place.

The book is made in a working folder and copied to where readers look only when it is whole, so a
build that fails leaves the last good pages and the last good PDF as they were.  After a failure
the working folder is thrown away: a warning must not vanish because Sphinx believes the page that
caused it to be done.
"""

from __future__ import annotations

import contextlib
import gc
import json
import os
import shutil
import time
from concurrent.futures import ProcessPoolExecutor, as_completed
from datetime import datetime
from multiprocessing import get_context
from pathlib import Path

from border_wars_book import inputs

BUILT = "_build"
PDF_NAME = "soviet-japanese-border-wars.pdf"
SLOWEST_NAMED = 3


class BuildFailure(Exception):
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
        from border_wars_book.sources import SourceFailure, check_record, look_over

        started = time.perf_counter()
        try:
            look_over(self.root)
        except SourceFailure as failure:
            raise BuildFailure(str(failure)) from None
        fingerprint = inputs.book_fingerprint(self.root)
        stale = [name for name in formats if not self._current(name, fingerprint)]
        if stale:
            try:
                check_record(self.root)
            except SourceFailure as failure:
                raise BuildFailure(str(failure)) from None
            with self._lock():
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
    def _lock(self):
        """Two builds in one working folder would spoil each other."""
        self.built.mkdir(exist_ok=True)
        with (self.built / "lock").open("w") as handle:
            with contextlib.suppress(ImportError):
                import fcntl

                fcntl.flock(handle, fcntl.LOCK_EX)
            yield

    def _make(self, formats: tuple[str, ...], fingerprint: str) -> None:
        from border_wars_book.execution import NotebookFailure, run_all
        from border_wars_book.toc import pages

        print("Running the notebooks ...", flush=True)
        results = inputs.results_fingerprint(self.root)
        try:
            runs = run_all(self.root, pages(self.root), self.built / "executed", results)
        except NotebookFailure as failure:
            raise BuildFailure(str(failure)) from None
        self._ready()
        failed = []
        with ProcessPoolExecutor(len(formats), get_context("spawn")) as pool:
            tasks = {
                pool.submit(make_format, self.root, self.work, name, results): name
                for name in formats
            }
            print(f"Making the {' and the '.join(map(str.upper, formats))} ...", flush=True)
            for task in as_completed(tasks):
                name = tasks[task]
                status, seconds = task.result()
                if status:
                    shutil.rmtree(self.work / f"doctrees-{name}", ignore_errors=True)
                    failed.append(name)
                    continue
                self._publish(name)
                self.stamp.write_text(json.dumps({**self._stamps(), name: fingerprint}), "utf-8")
                print(f"  {name.upper()} in {seconds:.1f} s", flush=True)
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

    def _publish(self, name: str) -> None:
        made = self.work / name
        if name == "pdf":
            self.pdf.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(made / PDF_NAME, self.pdf.with_suffix(".part"))
            self.pdf.with_suffix(".part").replace(self.pdf)
            return
        new, old = self.html.with_name("html.new"), self.html.with_name("html.old")
        for folder in (new, old):
            shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(made, new, ignore=shutil.ignore_patterns(".buildinfo", "objects.inv"))
        if self.html.exists():
            self.html.rename(old)
        new.rename(self.html)
        shutil.rmtree(old, ignore_errors=True)


def make_format(root: Path, work: Path, name: str, results: str) -> tuple[int, float]:
    """Sphinx with Jupyter Book's configuration, in a process of its own: status and seconds."""
    from plain_text import plain_output

    with plain_output():
        return _make_format(root, work, name, results)


def _make_format(root: Path, work: Path, name: str, results: str) -> tuple[int, float]:
    from border_wars_book.__main__ import pass_over_slow_import

    # The process ends with the format, and looking for unreachable objects among tens of millions
    # took a quarter of its time.
    gc.disable()
    pass_over_slow_import()
    from jupyter_book.sphinx import build_sphinx
    from sphinx.util.console import nocolor

    nocolor()  # a colour would be shown as signs
    began = time.perf_counter()
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
    status = result if isinstance(result, int) else 1
    return status, time.perf_counter() - began
