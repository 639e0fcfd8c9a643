"""One build from beginning to end: run the notebooks, make the book, put it in place.

The book is made in a working folder and put where readers look only when it is whole, so a build
that fails leaves the last good pages and the last good PDF as they were.  Nothing is believed
because it is there: published files and what Sphinx remembers are used again only if they are those
that a build which ended well has listed.
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
from multiprocessing import active_children, get_context
from pathlib import Path

from border_wars_book.build import inputs, slow_import
from border_wars_book.build.fonts import cjk_faces
from border_wars_book.build.publish import (
    manifest,
    publish_pages,
    publish_pdf,
    recover,
    stands,
    write_whole,
)
from border_wars_book.build.sources import check_record, look_over, pdf_name
from border_wars_book.build.system import CJK, message
from command_line import CommandFailure

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
        self.stamp = self.built / "stamp.json"

    @property
    def pdf(self) -> Path:
        """Where the PDF is put, by the name that the settings give it."""
        return self.built / "pdf" / pdf_name(self.root)

    def run(self, formats: tuple[str, ...]) -> None:
        """Make what is missing or out of date among `html` and `pdf`; say where they are."""
        started = time.perf_counter()
        look_over(self.root)
        fingerprint = inputs.book_fingerprint(self.root)

        def stale() -> tuple[str, ...]:
            return tuple(name for name in formats if not self._current(name, fingerprint))

        if stale():
            check_record(self.root)
            with self.lock():
                recover(self.html)
                if waiting := stale():  # another build may have made them meanwhile
                    self._make(waiting, fingerprint)
        else:
            print("Nothing changed since the last build.")
        if "html" in formats and not cjk_faces():
            print(f"The pages lack a face for their Chinese and Japanese.\n{message([CJK])}")
        seconds = time.perf_counter() - started
        for name in formats:
            print(f"{name.upper():5} {self._target(name).relative_to(self.root)}")
        print(f"Done in {seconds:.1f} s.")

    def _target(self, name: str) -> Path:
        return self.pdf if name == "pdf" else self.html / "index.html"

    def _stamps(self) -> dict[str, dict]:
        """For each format, what it was made from and the list of its files."""
        try:
            stamps = json.loads(self.stamp.read_text("utf-8"))
            return stamps if isinstance(stamps, dict) else {}
        except (OSError, ValueError):
            return {}

    def _current(self, name: str, fingerprint: str) -> bool:
        match self._stamps().get(name):
            case {"made_from": made_from, "files": dict(listed)}:
                return made_from == fingerprint and stands(self._target(name).parent, listed)
        return False

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

                    try:
                        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    except BlockingIOError:
                        print("Waiting for another build in this folder ...", flush=True)
                        fcntl.flock(handle, fcntl.LOCK_EX)
                yield
        except OSError as error:
            if error.errno and error.filename is None:
                error.filename = str(self.built)
            raise

    def _make(self, formats: tuple[str, ...], fingerprint: str) -> None:
        from border_wars_book.build.execution import run_all
        from border_wars_book.build.toc import pages

        print("Running the notebooks ...", flush=True)
        results = inputs.results_fingerprint(self.root)
        runs = run_all(self.root, pages(self.root), self.built / "executed", results)
        self._ready()
        print(f"Making the {' and the '.join(map(str.upper, formats))} ...", flush=True)
        made, failed = [], []
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
                    self._end(name)
                    made.append(name)
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
        if made:
            self._publish(made, fingerprint)
        if failed:
            names = " and the ".join(map(str.upper, failed))
            raise BuildFailure(f"The {names} could not be made; the last good one is kept.")
        fresh = sorted((run for run in runs if run.fresh), key=lambda run: -run.seconds)
        if fresh:
            slowest = ", ".join(f"{run.page} {run.seconds:.1f} s" for run in fresh[:SLOWEST_NAMED])
            print(f"Slowest pages: {slowest}")

    def _ready(self) -> None:
        """A working folder fit for what the machinery is now, and the time of the record."""
        machinery = inputs.machinery_fingerprint(self.root)
        marker = self.work / "machinery"
        if not marker.exists() or marker.read_text() != machinery:
            shutil.rmtree(self.work, ignore_errors=True)
            self.work.mkdir(parents=True)
            marker.write_text(machinery)
        # The record's, not the caller's: the book says when its record was, not when it was made.
        os.environ["SOURCE_DATE_EPOCH"] = str(inputs.edition(self.root).epoch)

    def _remembered(self, name: str) -> tuple[Path, Path]:
        return self.work / name, self.work / f"doctrees-{name}"

    def _begin(self, name: str) -> Path:
        """The working folder, with what a good build left there of this format and nothing else."""
        seal = self.work / f"{name}.json"
        try:
            sealed = json.loads(seal.read_text("utf-8"))
            whole = all(stands(folder, sealed[folder.name]) for folder in self._remembered(name))
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            whole = False
        seal.unlink(missing_ok=True)
        if not whole:
            for folder in self._remembered(name):
                shutil.rmtree(folder, ignore_errors=True)
        return self.work

    def _end(self, name: str) -> None:
        sealed = {folder.name: manifest(folder) for folder in self._remembered(name)}
        write_whole(self.work / f"{name}.json", json.dumps(sealed).encode())

    def _publish(self, made: list[str], fingerprint: str) -> None:
        """Put in place what was made, the PDF among the pages too, and list it."""
        from border_wars_book.build.toc import pages

        stamps = self._stamps()
        pdf = self.work / "pdf" / self.pdf.name if "pdf" in made else self.pdf
        from_pages, made_from = self.work / "html", fingerprint
        if "html" not in made:
            from_pages, made_from = self.html, stamps.get("html", {}).get("made_from", "")
            if not self._current("html", made_from):
                made_from = ""  # damaged pages are not blessed by a new PDF among them
        if from_pages.exists():
            files = publish_pages(from_pages, pdf, self.html, pages(self.root))
            stamps["html"] = {"made_from": made_from, "files": files}
        if "pdf" in made:
            publish_pdf(pdf, self.pdf)
            stamps["pdf"] = {"made_from": fingerprint, "files": manifest(self.pdf.parent)}
        write_whole(self.stamp, json.dumps(stamps).encode())


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
    from plain_text import plain_output

    with plain_output():
        return _make_format(root, work, name, results)


def _make_format(root: Path, work: Path, name: str, results: str) -> tuple[int, float]:
    # The process ends with the format, and looking for unreachable objects among tens of millions
    # takes a quarter of its time.
    gc.disable()
    slow_import.pass_over()
    from jupyter_book.sphinx import build_sphinx
    from sphinx.util.console import nocolor

    nocolor()  # a colour would be shown as signs
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
    gc.freeze()  # nor does it look for any when it ends
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
