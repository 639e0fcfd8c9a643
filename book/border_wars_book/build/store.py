"""Storing outputs in the committed notebooks: the one command that writes to them.

A reader on a code host sees a notebook as it is committed, and nbval compares against what is
stored, so the stored outputs have to be those of the present record.  Everything that differs from
run to run and says nothing (times, ids of cells' runs) is left out.  Code that the page folds, by
the tag `hide-input`, is folded in JupyterLab too, which goes by another mark.
"""

from __future__ import annotations

import json
from pathlib import Path

import nbformat

from border_wars_book.build import inputs
from border_wars_book.build.build import Build
from border_wars_book.build.execution import run_all, with_outputs
from border_wars_book.build.publish import write_whole
from border_wars_book.build.repository import SETTING, Repository, with_colab_cell
from border_wars_book.build.sources import setting
from border_wars_book.build.toc import pages


def store_outputs(root: Path) -> None:
    """Run every notebook of the book and write its outputs into its file."""
    with Build(root).lock():
        results = inputs.results_fingerprint(root)
        put_colab_cells(root)
        for run in run_all(root, pages(root), root / "_build" / "executed", results):
            path = root / f"{run.page}.ipynb"
            before = path.read_text("utf-8")
            notebook = nbformat.reads(with_outputs(before, run), as_version=4)
            for count, cell in enumerate((c for c in notebook.cells if c.cell_type == "code"), 1):
                cell.metadata.pop("execution", None)
                fold(cell)
                cell.execution_count = count
                for output in cell.outputs:
                    if "execution_count" in output:
                        output.execution_count = count
            after = nbformat.writes(notebook) + "\n"
            if after != before:
                write_whole(path, after.encode())
                print(f"  stored {run.page}.ipynb")


def fold(cell: nbformat.NotebookNode) -> None:
    """Have JupyterLab hide the code of a cell where the page does, and nowhere else."""
    ours = cell.metadata.pop("jupyter", {})
    ours.pop("source_hidden", None)
    if "hide-input" in cell.metadata.get("tags", ()):
        ours["source_hidden"] = True
    if ours:
        cell.metadata["jupyter"] = ours


def put_colab_cells(root: Path) -> None:
    """Give each notebook the cell by which Colab finds the rest, or take it away."""
    repository = Repository.of(setting(root, SETTING))
    for path in (root / f"{page}.ipynb" for page in pages(root)):
        if path.exists():
            notebook = json.loads(before := path.read_text("utf-8"))
            source = repository.colab_cell(path.relative_to(root).as_posix())
            notebook["cells"] = with_colab_cell(notebook["cells"], source)
            after = nbformat.writes(nbformat.from_dict(notebook)) + "\n"
            if nbformat.reads(before, as_version=4) != nbformat.reads(after, as_version=4):
                write_whole(path, after.encode())
