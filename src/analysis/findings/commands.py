"""What the commands of a terminal say, as a value that a notebook can show and keep."""

from __future__ import annotations

import io
import shlex
from contextlib import chdir, redirect_stderr, redirect_stdout
from pathlib import Path

from analysis.__main__ import main

__all__ = ["Spoken", "spoken"]


class Spoken(str):
    """Lines as a terminal shows them."""

    __slots__ = ()

    def __repr__(self) -> str:
        return str(self)


def spoken(folder: str | Path, *commands: str) -> Spoken:
    """Run ``python -m analysis`` with each of these in a folder; what was written, errors too.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     spoken(folder, "new my-war")
    $ python -m analysis new my-war
    my-war
    """
    written = io.StringIO()
    with chdir(folder), redirect_stdout(written), redirect_stderr(written):
        for command in commands:
            print(f"$ python -m analysis {command}")
            main(shlex.split(command))
    return Spoken(written.getvalue().rstrip("\n"))
