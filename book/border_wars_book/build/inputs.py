"""Fingerprints of what a build depends on.

A build may be skipped only when nothing it reads has changed, so the fingerprints are taken over
the contents of files, never over their times.  Two sets matter: what a notebook's results rest on
(the library, the record, the locked stack, the Python that runs them), and what the book rests on
(the same, with the pages, `book/` itself, the typefaces and the libraries that set the PDF).
"""

from __future__ import annotations

import hashlib
import json
import platform
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from importlib import resources
from pathlib import Path

from border_wars_book.build.fonts import cjk_faces, latin_faces
from historical_time.words import date_text

PAGE_SUFFIXES = {".ipynb", ".md"}
SKIPPED_FOLDERS = {"__pycache__", ".ipynb_checkpoints"}
LIBRARIES = (
    "analysis atlas cartography command_line historical_record historical_time plain_text timelines"
).split()
STATUS = "book/status.csv"  # the numbers of the status page, which are no code
NO_DATE = date(1980, 1, 1)  # the earliest that every archive format can hold


def _files(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not SKIPPED_FOLDERS.intersection(path.parts):
            yield path


def digest(root: Path, paths: Iterable[Path], *extra: str) -> str:
    """SHA-256 over the names and contents of files below `root`, and over further strings."""
    total = hashlib.sha256()
    for path in sorted(set(paths)):
        total.update(path.relative_to(root).as_posix().encode())
        total.update(hashlib.sha256(path.read_bytes()).digest())
    for text in extra:
        total.update(text.encode())
        total.update(b"\0")
    return total.hexdigest()


def results_fingerprint(root: Path) -> str:
    """What every notebook's results rest on, beside its own code."""
    paths = [path for path in _files(root / "src") if path.suffix == ".py"]
    paths += _files(root / "data")
    if (lock := root / "requirements.txt").exists():
        paths.append(lock)
    return digest(root, paths, platform.python_version(), *_borrowed(root))


def _borrowed(root: Path) -> Iterator[str]:
    """The libraries of a book that stands elsewhere than they do, as one digest each."""
    if not (root / "src").is_dir():
        for name in (*LIBRARIES, __package__.partition(".")[0]):
            folder = Path(str(resources.files(name)))
            yield digest(folder, (path for path in _files(folder) if path.suffix != ".pyc"))


def machinery_fingerprint(root: Path) -> str:
    """What turns pages into a book: a change here makes Sphinx read every page anew."""
    paths = [path for name in ("book", "src", "data") for path in _files(root / name)]
    paths += [root / "_config.yml", root / "requirements.txt"]
    return digest(
        root,
        [path for path in paths if path.exists()],
        platform.python_version(),
        *_borrowed(root),
        *(f"{face.name} {face.digest}" for face in [*latin_faces(), *cjk_faces()]),
    )


def book_fingerprint(root: Path) -> str:
    """Everything the built book depends on."""
    paths = [root / "_toc.yml"]
    paths += [path for path in root.iterdir() if path.suffix in PAGE_SUFFIXES]
    paths += [path for path in _files(root / "notebooks") if path.suffix in PAGE_SUFFIXES]
    return digest(
        root,
        paths,
        results_fingerprint(root),
        machinery_fingerprint(root),
    )


def state(root: Path) -> str:
    """A name for record and code, on whatever machine: stored numbers belong to one."""
    paths = [path for name in ("book", "src", "data") for path in _files(root / name)]
    return digest(root, [path for path in paths if path != root / STATUS])[:16]


@dataclass(frozen=True)
class Edition:
    """Which state of the record a book was made from, as the record itself says it."""

    version: str
    date: date | None
    fingerprint: str

    @property
    def epoch(self) -> int:
        """Seconds since 1970 at the beginning of the record's day: the time of all that is made."""
        day = self.date or NO_DATE
        return int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp())

    def told(self, edition: str) -> str:
        """`First edition, version 1.0.0, 26 November 2026`, as far as each is known."""
        version = f"version {self.version}" if self.version else ""
        day = date_text(self.date) if self.date else ""
        return ", ".join(filter(None, [edition, version, day]))

    def cited(self, edition: str) -> str:
        """The same inside a citation, with what no other state of the record has."""
        told = self.told(edition)
        before = f"{told[:1].lower()}{told[1:]}, " if told else ""
        return f"{before}fingerprint {self.fingerprint}"


def edition(root: Path) -> Edition:
    """The version and date in the record's descriptor, and a digest of all its files.

    Nothing of the checkout enters: a clone cut short, an archive and a full history give one book.
    """
    try:
        descriptor = json.loads((root / "data" / "datapackage.json").read_text("utf-8"))
    except FileNotFoundError:
        descriptor = {}
    created = descriptor.get("created", "")
    return Edition(
        descriptor.get("version", ""),
        datetime.fromisoformat(created).date() if created else None,
        digest(root, _files(root / "data"))[:12],
    )
