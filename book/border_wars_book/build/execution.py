"""Running the notebooks, and remembering what they gave.

Every notebook is executed before the book is made; the committed files are never touched.  What a
notebook gives depends on its code cells and on everything `inputs.results_fingerprint` covers, so
the outputs are kept under a key made of both: prose may be edited without running anything, while
a changed date in the record or a changed line in the library runs everything again.

A sentence's inline expressions are asked of the same kernel when the last cell has run. What they
say is kept as JupyterLab keeps it, in the Markdown cell's `user_expressions`.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import nbformat

from border_wars_book.build import kept
from command_line import CommandFailure
from plain_text.myst import expressions

if TYPE_CHECKING:
    from nbclient import NotebookClient

WORKERS = 2
CELL_TIMEOUT_SECONDS = 120
_ANSI = re.compile(r"\x1b\[[0-9;]*m")


@dataclass(frozen=True)
class Run:
    """The outputs of one notebook: where they are kept, and what they cost."""

    page: str
    key: str
    path: Path
    seconds: float
    fresh: bool


class NotebookFailure(CommandFailure):
    """A cell raised an error; the message names page, cell and error."""


class Kernels:
    """The kernels at work, so that they can be ended with the command that began them."""

    def __init__(self) -> None:
        self._clients: set[NotebookClient] = set()

    @contextlib.contextmanager
    def one(self, client: NotebookClient) -> Iterator[None]:
        """While this client executes its notebook."""
        self._clients.add(client)
        try:
            yield
        finally:
            self._clients.discard(client)

    def end(self) -> None:
        """End those that have begun; their clients then find them dead and give up."""
        for client in list(self._clients):
            process = getattr(getattr(client.km, "provisioner", None), "process", None)
            if process is not None:
                process.kill()


def code_key(notebook: nbformat.NotebookNode, results: str) -> str:
    """The name under which this notebook's outputs are kept."""
    total = hashlib.sha256(results.encode())
    for cell in notebook.cells:
        for asked in [cell.source] if cell.cell_type == "code" else expressions(cell.source):
            total.update(asked.encode() + b"\0")
    return total.hexdigest()[:24]


def run_all(
    root: Path,
    pages: Iterable[str],
    cache: Path,
    results: str,
    report: Callable[[str], None] = print,
) -> list[Run]:
    """Execute every page's notebook whose outputs are not kept yet, two at a time.

    `pages` are paths below `root` without suffix.  Raises `NotebookFailure` with every failure.
    """
    cache.mkdir(parents=True, exist_ok=True)
    runs, failures, kernels = [], [], Kernels()
    with ThreadPoolExecutor(WORKERS) as pool:
        waiting = {
            pool.submit(_run, root, page, cache, results, kernels): page
            for page in pages
            if (root / f"{page}.ipynb").exists()
        }
        try:
            for future in as_completed(waiting):
                try:
                    run = future.result()
                except NotebookFailure as failure:
                    failures.append(str(failure))
                    continue
                runs.append(run)
                if run.fresh:
                    report(f"  ran {run.page} in {run.seconds:.1f} s")
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            while not all(future.done() for future in waiting):
                kernels.end()
                time.sleep(0.05)
            raise
    if failures:
        raise NotebookFailure("\n\n".join(sorted(failures)))
    return sorted(runs, key=lambda run: run.page)


def _run(root: Path, page: str, cache: Path, results: str, kernels: Kernels) -> Run:
    notebook = nbformat.read(root / f"{page}.ipynb", as_version=4)
    key = code_key(notebook, results)
    name = page.replace("/", "--")
    if path := kept.find(cache, f"{name}.{key}", "json"):
        return Run(page, key, path, json.loads(path.read_text("utf-8"))["seconds"], False)
    started = time.perf_counter()
    sentences = _execute(notebook, page, root / Path(page).parent, kernels)
    seconds = round(time.perf_counter() - started, 2)
    cells = [
        {"execution_count": cell.execution_count, "outputs": cell.outputs}
        for cell in notebook.cells
        if cell.cell_type == "code"
    ]
    for old in cache.glob(f"{name}.*"):
        old.unlink()
    made = json.dumps({"seconds": seconds, "cells": cells, "sentences": sentences}).encode()
    return Run(page, key, kept.keep(cache, f"{name}.{key}", "json", made), seconds, True)


def _execute(
    notebook: nbformat.NotebookNode, page: str, folder: Path, kernels: Kernels
) -> list[list[dict]]:
    """Run the cells, then ask the sentences; what each Markdown cell was answered."""
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

    from border_wars_book.build.warm import HASH_SEED, WarmKernelManager

    client = NotebookClient(
        notebook,
        timeout=CELL_TIMEOUT_SECONDS,
        kernel_name="python3",
        kernel_manager_class=WarmKernelManager,
        resources={"metadata": {"path": str(folder)}},
        extra_arguments=["--IPKernelApp.log_level=ERROR"],
        shutdown_kernel="immediate",
    )
    try:
        environment = {**os.environ, **HASH_SEED}
        with kernels.one(client), client.setup_kernel(env=environment):
            client.reset_execution_trackers()
            for number, cell in enumerate(notebook.cells, 1):
                client.execute_cell(cell, number - 1, client.code_cells_executed + 1)
            return [
                _ask(client, expressions(told.source), f"{page}.ipynb: cell {at}")
                for at, told in enumerate(notebook.cells, 1)
                if told.cell_type == "markdown"
            ]
    except (CellExecutionError, CellTimeoutError, DeadKernelError) as error:
        raise NotebookFailure(_explain(cell, number, page, error)) from None


def _ask(client: NotebookClient, asked: list[str], where: str) -> list[dict]:
    """The answers of the kernel to a cell's expressions, as `jupyterlab-myst` stores them."""
    if not asked:
        return []
    named = {str(at): expression for at, expression in enumerate(asked)}
    message = client.kc.execute("", silent=True, user_expressions=named)
    answers = client.wait_for_reply(message)["content"]["user_expressions"]
    for at, result in answers.items():
        if result["status"] != "ok":
            error = _ANSI.sub("", f"{result['ename']}: {result['evalue']}")
            raise NotebookFailure(f"{where}: {named[at]}: {error}")
    return [{"expression": text, "result": answers[at]} for at, text in named.items()]


def _explain(cell: nbformat.NotebookNode, number: int, page: str, error: Exception) -> str:
    name = getattr(error, "ename", type(error).__name__)
    value = _ANSI.sub("", str(getattr(error, "evalue", error)))
    if name == "SentenceError":  # it says which cell and which expression
        folder, slash, _ = page.rpartition("/")
        return f"{folder}{slash}{value}"
    code = "\n".join(f"    {line}" for line in cell.source.strip().splitlines()[:12])
    return f"{page}.ipynb: cell {number} raised {name}: {value}\n{code}"


def with_outputs(source: str, run: Run) -> str:
    """The notebook as written, with the outputs of its last run in place of the stored ones."""
    notebook, run_of = json.loads(source), json.loads(run.path.read_text("utf-8"))
    outputs, sentences = iter(run_of["cells"]), iter(run_of["sentences"])
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            cell.update(next(outputs))
        elif cell["cell_type"] == "markdown":
            cell["metadata"].pop(kept.ANSWERS, None)
            if answers := next(sentences):
                cell["metadata"][kept.ANSWERS] = answers
    return json.dumps(notebook, ensure_ascii=False)
