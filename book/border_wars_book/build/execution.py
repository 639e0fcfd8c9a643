"""Running the notebooks, and remembering what they gave.

Every notebook is executed before the book is made; the committed files are never touched.  What a
notebook gives depends on its code cells and on everything `inputs.results_fingerprint` covers, so
the outputs are kept under a key made of both: prose may be edited without running anything, while
a changed date in the record or a changed line in the library runs everything again.

A sentence's inline expressions are asked of the same kernel when the last cell has run. What they
say is kept as JupyterLab keeps it, in the Markdown cell's `user_expressions`. Beside it is kept
what each cell and each expression asked the record for, where a setting says what traces it.
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
from typing import TYPE_CHECKING, Any

import nbformat

from border_wars_book.build import kept, tracing
from border_wars_book.build.sources import BEFOREHAND, CONFIG, TRACED, setting
from command_line import CommandFailure
from plain_text.myst import expressions

if TYPE_CHECKING:
    from nbclient import NotebookClient

WORKERS = 2
CELL_TIMEOUT_SECONDS = 120
RESTS = "rests.json"
_ANSI = re.compile(r"\x1b\[[0-9;]*m")


@dataclass(frozen=True)
class Run:
    """The outputs of one notebook: where they are kept, and what they cost."""

    page: str
    key: str
    path: Path
    seconds: float
    fresh: bool

    def rests(self) -> dict[str, Any]:
        """What its cells, sentences and parts rest on; nothing where no record is traced."""
        name = f"{self.page.replace('/', '--')}.{self.key}"
        path = kept.find(self.path.parent, name, RESTS)
        return json.loads(path.read_text("utf-8")) if path else {}


class NotebookFailure(CommandFailure):
    """A cell raised an error; the message names page, cell and error."""


class Kernels:
    """The kernels at work, so that they can be ended with the command that began them."""

    def __init__(self, beforehand: str = "") -> None:
        self._clients: set[NotebookClient] = set()
        self._beforehand = beforehand

    @contextlib.contextmanager
    def one(self, client: NotebookClient) -> Iterator[None]:
        """While this client executes its notebook."""
        from border_wars_book.build.warm import prepare

        if self._beforehand and (raised := prepare(self._beforehand)):
            where = f"{CONFIG}: {BEFOREHAND}: {self._beforehand!r}"
            raise NotebookFailure(f"{where}: {raised}")
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
    told = {name: setting(root, name) for name in (TRACED, BEFOREHAND) if (root / CONFIG).exists()}
    traced = told.get(TRACED) or []
    runs, failures, kernels = [], [], Kernels(told.get(BEFOREHAND) or "")
    with ThreadPoolExecutor(WORKERS) as pool:
        waiting = {
            pool.submit(_run, root, page, cache, results, kernels, traced): page
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


def _run(
    root: Path, page: str, cache: Path, results: str, kernels: Kernels, traced: list[str]
) -> Run:
    notebook = nbformat.read(root / f"{page}.ipynb", as_version=4)
    begin = tracing.begins(*traced, root=root) if traced else ""
    key = code_key(notebook, results + (f"{traced} {tracing.code()}" if traced else ""))
    name = page.replace("/", "--")
    path = kept.find(cache, f"{name}.{key}", "json")
    if path and (not begin or kept.find(cache, f"{name}.{key}", RESTS)):
        return Run(page, key, path, json.loads(path.read_text("utf-8"))["seconds"], False)
    started = time.perf_counter()
    sentences, rests = _execute(notebook, page, root / Path(page).parent, kernels, begin)
    seconds = round(time.perf_counter() - started, 2)
    cells = [
        {"execution_count": cell.execution_count, "outputs": cell.outputs}
        for cell in notebook.cells
        if cell.cell_type == "code"
    ]
    for old in cache.glob(f"{name}.*"):
        old.unlink()
    if begin:
        kept.keep(cache, f"{name}.{key}", RESTS, json.dumps(rests).encode())
    made = json.dumps({"seconds": seconds, "cells": cells, "sentences": sentences}).encode()
    return Run(page, key, kept.keep(cache, f"{name}.{key}", "json", made), seconds, True)


def _execute(
    notebook: nbformat.NotebookNode, page: str, folder: Path, kernels: Kernels, begin: str
) -> tuple[list[list[dict]], dict[str, Any]]:
    """Run the cells, then ask the sentences: what each Markdown cell was answered.

    And, where ``begin`` begins a trace, what all rests on.
    """
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
            if begin:
                _asked(client, {"begin": begin}, f"{page}.ipynb")
            for number, cell in enumerate(notebook.cells, 1):
                client.execute_cell(cell, number - 1, client.code_cells_executed + 1)
            sentences = [
                _ask(client, expressions(told.source), f"{page}.ipynb: cell {at}", bool(begin))
                for at, told in enumerate(notebook.cells, 1)
                if told.cell_type == "markdown"
            ]
            answers, rests = [answered for answered, _ in sentences], {}
            if begin:
                whole = _asked(client, {"whole": tracing.asks("whole()")}, f"{page}.ipynb")
                rests = {"sentences": [of for _, of in sentences], **_json(whole["whole"])}
            return answers, rests
    except (CellExecutionError, CellTimeoutError, DeadKernelError) as error:
        raise NotebookFailure(_explain(cell, number, page, error)) from None


def _ask(
    client: NotebookClient, expressions: list[str], where: str, traced: bool
) -> tuple[list[dict], list[dict]]:
    """The answers of the kernel to a cell's expressions, as `jupyterlab-myst` stores them.

    And what each rests on, where that is traced.
    """
    if not expressions:
        return [], []
    asked = {}
    for at, expression in enumerate(expressions):
        asked[str(at)] = expression
        if traced:
            asked[f"{at} rests"] = tracing.asks(f"sentence({expression!r})")
    found = _asked(client, asked, where)
    numbered = [(str(at), expression) for at, expression in enumerate(expressions)]
    answers = [{"expression": text, "result": found[at]} for at, text in numbered]
    return answers, [_json(found[f"{at} rests"]) for at, _ in numbered] if traced else []


def _asked(client: NotebookClient, named: dict[str, str], where: str) -> dict[str, Any]:
    """What the kernel answers to each expression, asked in their order."""
    message = client.kc.execute("", silent=True, user_expressions=named)
    answers = client.wait_for_reply(message)["content"]["user_expressions"]
    for at, result in answers.items():
        if result["status"] != "ok":
            error = _ANSI.sub("", f"{result['ename']}: {result['evalue']}")
            raise NotebookFailure(f"{where}: {named[at]}: {error}")
    return answers


def _json(answer: dict[str, Any]) -> Any:
    return json.loads(answer["data"]["text/plain"])


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
