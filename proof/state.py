"""A name for the state of the tree, under which the results of long checks are kept."""

from __future__ import annotations

import hashlib
import os
import subprocess
from collections.abc import Collection
from pathlib import Path

__all__ = ["HERE", "files", "state"]

HERE = Path(__file__).resolve().parents[1]


def files() -> list[str]:
    """The paths of all files of the tree, committed or not, from its root."""
    listed = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(listed, cwd=HERE, capture_output=True, check=True).stdout.split(b"\0")
    paths = (os.fsdecode(name) for name in sorted(filter(None, set(names))))
    return [path for path in paths if (HERE / path).is_file()]


def state(under: Collection[str] = ("",), but: Collection[str] = ()) -> str:
    """A name for the contents of the files under these paths, committed or not, but for some."""
    total = hashlib.sha256()
    for path in files():
        if path.startswith(tuple(under)) and path not in but:
            total.update(os.fsencode(path) + b"\0" + (HERE / path).read_bytes())
    return total.hexdigest()[:16]
