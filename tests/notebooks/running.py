"""Notebooks' code run in this process, with a cell edited as a reader of JupyterLab would.

Each cell is run as IPython runs it, its last expression shown, so that figures are drawn. What the
edited cell does not reach has its names from one plain run, for the edits are many.
"""

from __future__ import annotations

import ast
import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.notebooks.reading import cells

ANOTHER_CLOCK, ANOTHER_BOUNDARY = "paris", "khalkhin-gol:end"


def code(path: Path) -> dict[str, str]:
    """The source of each code cell, by the cell's id."""
    return {
        cell["id"]: "".join(cell["source"]) for cell in cells(path) if cell["cell_type"] == "code"
    }


def execute(source: str, names: dict[str, Any], cell: str = "cell") -> Any:
    """The value of a cell's last expression; None where it has none, or shows none."""
    tree = ast.parse(source)
    last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, cell, "exec"), names)
    if isinstance(last, ast.Expr):
        return eval(compile(ast.Expression(last.value), cell, "eval"), names)
    return None


def run(sources: dict[str, str], names: dict[str, Any]) -> Iterator[str]:
    """Run cells one after another among these names; each cell's id before it is run."""
    for cell, source in sources.items():
        yield cell
        value = execute(source, names, cell)
        getattr(value, "_repr_mimebundle_", value.__repr__)()


def names_of(sources: dict[str, str], folder: Path) -> dict[str, Any]:
    """What is named when all cells have run."""
    names: dict[str, Any] = {}
    with contextlib.chdir(folder):
        for _ in run(sources, names):
            pass
    return names


def outcome(sources: dict[str, str], folder: Path, names: dict[str, Any]) -> str:
    """What a reader gets who runs these cells: nothing to complain of, one line, or a traceback."""
    cell = ""
    with contextlib.chdir(folder):
        try:
            for cell in run(sources, dict(names)):  # noqa: B007  the last cell begun is told
                pass
        except Exception as error:
            kind = "one line" if hasattr(error, "_render_traceback_") else "traceback"
            return f"{kind}: {cell}: {type(error).__name__}: {error}"
    return ""


def touched(sources: dict[str, str], edited: str) -> dict[str, str]:
    """Of the cells from the edited one on, those that what it names can reach."""
    reached: set[str] = set()
    kept = {}
    for cell, source in sources.items():
        names = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Name)]
        asked = {node.id for node in names if isinstance(node.ctx, ast.Load)}
        if cell == edited or (kept and (asked & reached or "globals" in asked)):
            kept[cell] = source
            reached |= {node.id for node in names if isinstance(node.ctx, ast.Store)}
    return kept


def edits(source: str, clocks: set[str], boundaries: set[str]) -> Iterator[tuple[str, str]]:
    """Edits of the lists of clocks, boundaries and pairs in a cell: what was done, the source."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.List | ast.Tuple):
            continue
        try:
            items = list(ast.literal_eval(node))
        except ValueError:
            continue
        flat = [x for item in items for x in (item if isinstance(item, tuple) else (item,))]
        if len(items) < 2 or not all(isinstance(x, str) for x in flat):
            continue
        if set(flat) <= clocks:
            another: object = ANOTHER_CLOCK
        elif isinstance(node, ast.List) and set(flat) <= clocks | boundaries:
            pair = (ANOTHER_BOUNDARY, "neutrality-pact", "moscow")
            another = pair[: len(items[0])] if isinstance(items[0], tuple) else ANOTHER_BOUNDARY
        else:
            continue
        for done, new in {
            "without the first": items[1:],
            "the last alone": items[-1:],
            "turned round": items[::-1],
            "with another": [*items, another],
        }.items():
            text = repr(new if isinstance(node, ast.List) else tuple(new))
            yield f"line {node.lineno} {done}", _replaced(source, node, text)


def _replaced(source: str, node: ast.expr, text: str) -> str:
    lines = source.encode().splitlines(keepends=True)
    start = sum(map(len, lines[: node.lineno - 1])) + node.col_offset
    end = sum(map(len, lines[: node.end_lineno - 1])) + node.end_col_offset
    whole = source.encode()
    return (whole[:start] + text.encode() + whole[end:]).decode()
