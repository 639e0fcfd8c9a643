"""Kernels that begin with their libraries at hand.

Every notebook imports the same, and that takes longer than most take to run.  So one process
imports it (`python -m border_wars_book.build.warm`), and a kernel is a fork of it: it shares
modules, what a function of the settings found beforehand, and nothing that a run has made.  The
process reads from its standard input, a line of JSON for a kernel or a function, and answers with
the kernel's number or what the function raised; it ends with whoever began it, and its kernels with
it.  Where a process cannot be forked safely, a kernel begins as always.
"""

from __future__ import annotations

import contextlib
import json
import os
import select
import signal
import subprocess
import sys
import threading
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import resolve_name, walk_packages
from typing import Any

from jupyter_client.manager import AsyncKernelManager
from jupyter_client.provisioning import LocalProvisioner

FORKS = sys.platform == "linux"
OF_OTHERS = ("ipykernel.kernelapp", "pandas", "matplotlib.figure", "plotly.graph_objects")
OURS = ("analysis", "cartography", "historical_record", "historical_time", "timelines")
HASH_SEED = {"PYTHONHASHSEED": "0"}


class WarmKernelManager(AsyncKernelManager):
    """What begins and ends one kernel, for nbclient."""

    def __init__(self, **named: Any) -> None:
        super().__init__(**named)
        if FORKS:
            self.provisioner = _Forking(parent=self, kernel_spec=self.kernel_spec, kernel_id="")


class _Forking(LocalProvisioner):
    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> dict[str, Any]:
        """Fork a kernel in place of running a command, whose last part is the kernel's own.

        Where nobody answers, as when memory was short and the warm process ended, it is run.
        """
        asked = [cmd[cmd.index("-f") :], str(kwargs.get("cwd") or Path.cwd()), dict(kwargs["env"])]
        try:
            self.process = _warm.fork(asked)
        except (OSError, ValueError):
            return await super().launch_kernel(cmd, **kwargs)
        self.pid = self.process.pid
        return self.connection_info


class _Kernel:
    """A process that another has begun, as `subprocess.Popen` tells of one's own."""

    stdin = stdout = stderr = None

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self._handle = os.pidfd_open(pid)

    def poll(self) -> int | None:
        return 1 if select.select([self._handle], [], [], 0)[0] else None

    def wait(self) -> int:
        select.select([self._handle], [], [])
        os.close(self._handle)
        return 1

    def send_signal(self, number: int) -> None:
        with contextlib.suppress(ProcessLookupError):  # it has ended
            signal.pidfd_send_signal(self._handle, number)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)

    def terminate(self) -> None:
        self.send_signal(signal.SIGTERM)


class _Warm:
    """The process that kernels are forked from, begun with the first of them."""

    def __init__(self) -> None:
        self._turn = threading.Lock()
        self._process: subprocess.Popen[str] | None = None

    def fork(self, asked: list[Any]) -> _Kernel:
        """A kernel with these arguments, folder and environment; ValueError without an answer."""
        return _Kernel(int(self.ask(asked)))

    def ask(self, asked: Any) -> str:
        """Its answer, "" where it has ended."""
        with self._turn:
            if self._process is None or self._process.poll() is not None:
                self._process = subprocess.Popen(
                    [sys.executable, "-m", __name__],
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    text=True,
                    env={**os.environ, **HASH_SEED},
                    start_new_session=True,
                )
            assert self._process.stdin is not None
            assert self._process.stdout is not None
            self._process.stdin.write(json.dumps(asked) + "\n")
            self._process.stdin.flush()
            return self._process.stdout.readline()


_warm = _Warm()


def prepare(function: str) -> str:
    """Have kernels from now on begin with what a function (`package.module:name`) has found.

    Returns what it raised, "" where it did not. It is called once.
    """
    try:
        return json.loads(_warm.ask(function)) if FORKS else ""
    except (OSError, ValueError):
        return ""  # nobody answers: kernels begin as always


def _serve() -> None:
    # As `ipykernel_launcher`: nothing is imported from the folder that the build stands in.
    if sys.path[0] == "" or Path(sys.path[0]) == Path.cwd():
        del sys.path[0]
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    for name in (*OF_OTHERS, *OURS):
        # What cannot be imported is a notebook's to tell, with the cell that asks for it.
        with contextlib.suppress(Exception):
            package = import_module(name)
            if name in OURS:
                for module in walk_packages(package.__path__, f"{name}."):
                    import_module(module.name)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # no kernel that has ended waits to be asked
    for line in sys.stdin:
        asked = json.loads(line)
        if isinstance(asked, str):
            answer: object = json.dumps(_call(asked))
        elif not (answer := os.fork()):
            answers.close()
            _be_kernel(*asked)
        print(answer, file=answers, flush=True)


@cache
def _call(function: str) -> str:
    try:
        resolve_name(function)()
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    return ""


def _be_kernel(arguments: list[str], folder: str, environment: dict[str, str]) -> None:
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.setsid()
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    from ipykernel.kernelapp import launch_new_instance

    try:
        launch_new_instance([*arguments, f"--IPKernelApp.parent_handle={os.getppid()}"])
    finally:
        os._exit(0)


if __name__ == "__main__":
    _serve()
