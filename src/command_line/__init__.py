"""The door of every command: what the machine refuses is told in one line.

A disk that is full, a folder nobody may write to, a wish to stop, an environment made in another
folder: none of them is a fault of the code, and a traceback says nothing a person could act on.
Every command is run by `run`, and nothing else turns such an error into words.
`python -X dev -m ...` shows the traceback all the same.
"""

from __future__ import annotations

import errno
import io
import os
import re
import shutil
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

from plain_text import plain_output

FAILED = 1
_ROOM = "free some room there"
_RIGHT = "make it yours to read and write, or work in a copy that is"
_FILES = "allow more open files (ulimit -n)"
# What a person can do about each refusal of the machine.
ADVICE = {
    errno.ENOSPC: _ROOM,
    errno.EDQUOT: _ROOM,
    errno.EACCES: _RIGHT,
    errno.EPERM: _RIGHT,
    errno.EROFS: _RIGHT,
    errno.EMFILE: _FILES,
    errno.ENFILE: _FILES,
    errno.EIO: "look to the disk",
}


class CommandFailure(Exception):
    """The command cannot be carried out; the message says why, to whoever typed it."""


class Stopped(KeyboardInterrupt):
    """Somebody asked the command to stop; `signal` is how."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.signal = number


def run(name: str, main: Callable[[], int]) -> int:
    """Run a command on whatever terminal or pipe it was typed into; the answer is its status."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _stop_once)
    with plain_output():
        return _run(name, main)


def _run(name: str, main: Callable[[], int]) -> int:
    try:
        if foreign := foreign_checkout():
            print(f"{name}: {foreign}", file=sys.stderr)
            return FAILED
        status = main()
        sys.stdout.flush()
    except BrokenPipeError:  # the reader, such as `head`, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED
    except CommandFailure as failure:
        print(f"\n{failure}", file=sys.stderr)
        return FAILED
    except Stopped as stop:
        print(f"\n{name}: stopped.", file=sys.stderr)
        sys.stderr.flush()
        # What libraries have to do at exit for the work that was stopped has nothing to act on.
        os._exit(128 + stop.signal)
    except MemoryError:
        print(f"{name}: the machine has too little memory for this.", file=sys.stderr)
        return FAILED
    except OSError as error:
        if sys.flags.dev_mode:
            raise
        print(f"{name}: {in_words(error)}", file=sys.stderr)
        return FAILED
    return status


def _stop_once(number: int, frame: object) -> NoReturn:
    """Stop in good order; a second Ctrl-C, while that is being done, changes nothing."""
    for each in (signal.SIGINT, signal.SIGTERM):
        signal.signal(each, signal.SIG_IGN)
    raise Stopped(number)


def in_words(error: OSError) -> str:
    """What was refused, where, and what to do: `/a/lock: Permission denied; make it yours ...`."""
    if isinstance(error, shutil.Error):
        error = _first(error)
    # Of two files, the one that was to be written.
    place = error.filename2 or error.filename or Path.cwd()
    if isinstance(place, bytes | str | os.PathLike):
        place = Path(os.fsdecode(place)).absolute()
    words = f"{place}: {error.strerror or error}"
    advice = ADVICE.get(error.errno or 0)
    return f"{words}; {advice}, then run it again." if advice else f"{words}."


def _first(error: shutil.Error) -> OSError:
    """The first of the errors `shutil.copytree` collects, of which it keeps only the words."""
    _, target, words = error.args[0][0]
    code = re.search(r"\[Errno (\d+)\]", words)
    return OSError(int(code[1]), os.strerror(int(code[1])), target) if code else OSError(words)


def foreign_checkout() -> str:
    """Why this environment is not that of the folder at hand; empty when it is.

    An environment is bound to the folder it was made in, so in a copy of that folder it would run
    the code of the first one.  An installed wheel has no folder and serves any.
    """
    module = Path(__file__).resolve()
    home = module.parents[2]
    if not (home / "pyproject.toml").exists():
        return ""
    for folder in (Path.cwd(), Path(sys.prefix).parent):
        twin = folder / "src" / module.relative_to(module.parents[1])
        if twin.exists() and not twin.samefile(module):
            return (
                f"{sys.prefix} runs the code of {home}, not that of {folder}; "
                f"run `make setup` in {folder} and use the .venv it makes there."
            )
    return ""
