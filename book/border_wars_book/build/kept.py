"""What a build keeps for the next one: files whose names hold a digest of their bytes.

A file that was cut short, or that another hand changed, no longer answers to its name; it is thrown
away and made anew, as if it had never been kept.
"""

from __future__ import annotations

import glob
import hashlib
import json
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

from border_wars_book.build.publish import write_whole

ANSWERS = "user_expressions"  # under which JupyterLab keeps what the sentences of a cell say
DIGEST = 16  # hexadecimal digits: enough to tell damage, not to resist malice


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:DIGEST]


def find(folder: Path, name: str, suffix: str) -> Path | None:
    """The file kept under this name, if it is whole."""
    for path in folder.glob(f"{glob.escape(name)}.{'?' * DIGEST}.{suffix}"):
        with suppress(FileNotFoundError):  # another process threw it away first
            if path.name == f"{name}.{_digest(path.read_bytes())}.{suffix}":
                return path
            path.unlink()
    return None


def keep(folder: Path, name: str, suffix: str, data: bytes) -> Path:
    """Keep these bytes under this name; a reader sees the whole file or none."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.{_digest(data)}.{suffix}"
    write_whole(path, data)
    return path


def once(
    folder: Path, made_of: Iterable[str | bytes], make: Callable[[], Any], *, alone: bool = False
) -> Any:
    """What `make` answers, as JSON has it, asked once for what it is made of.

    With `alone`, nothing else stays in the folder.
    """
    total = hashlib.sha256()
    for part in made_of:
        total.update(part.encode() if isinstance(part, str) else part)
        total.update(b"\0")
    name = total.hexdigest()[:24]
    path = find(folder, name, "json")
    if path is None:
        path = keep(folder, name, "json", json.dumps(make(), ensure_ascii=False).encode())
    for old in folder.glob("*.json") if alone else ():
        if old != path:  # another process may be making the same, and clearing up
            old.unlink(missing_ok=True)
    return json.loads(path.read_text("utf-8"))
