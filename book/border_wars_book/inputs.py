"""Fingerprints of what a build depends on.

A build may be skipped only when nothing it reads has changed, so the fingerprints are taken over
the contents of files, never over their times.  Two sets matter: what a notebook's results rest on
(the library, the record, the locked stack, the Python that runs them), and what the book rests on
(the same, with the pages and `book/` itself).
"""

from __future__ import annotations

import hashlib
import platform
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path

PAGE_SUFFIXES = {".ipynb", ".md"}
SKIPPED_FOLDERS = {"__pycache__", ".ipynb_checkpoints"}


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
    return digest(root, paths, platform.python_version())


def machinery_fingerprint(root: Path) -> str:
    """What turns pages into a book: a change here makes Sphinx read every page anew."""
    paths = [*_files(root / "book"), root / "_config.yml", *_files(root / "data")]
    paths += [root / "src" / "analysis" / "palette.py", root / "requirements.txt"]
    return digest(root, [path for path in paths if path.exists()], platform.python_version())


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
        " ".join(data_commit(root)),
    )


def data_commit(root: Path) -> tuple[str, str]:
    """The commit that last changed the record, and its date; of the whole tree if it has none."""
    for paths in (["data"], []):
        command = ["git", "-C", str(root), "log", "-1", "--format=%H %cI", "--", *paths]
        try:
            answer = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        except (OSError, subprocess.CalledProcessError):
            break
        if answer.strip():
            commit, date = answer.split()
            return commit, date
    return "", ""
