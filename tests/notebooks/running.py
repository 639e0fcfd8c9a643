"""Notebooks' code run in this process, with a cell edited as a reader of JupyterLab would.

Each cell is run as IPython runs it, its last expression shown, so that figures are drawn. What a
notebook had named before the edited cell is kept from one plain run, for the edits are many.
"""

from __future__ import annotations

import ast
import os
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


def run(
    sources: dict[str, str], names: dict[str, Any] | None = None
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Run cells one after another; each cell's id with the names there are before it."""
    names = {"__name__": "__main__"} if names is None else names
    for cell, source in sources.items():
        yield cell, dict(names)
        value = execute(source, names, cell)
        getattr(value, "_repr_mimebundle_", value.__repr__)()


def execute(source: str, names: dict[str, Any], cell: str = "cell") -> Any:
    """The value of a cell's last expression; None where it has none, or shows none."""
    tree = ast.parse(source)
    last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, cell, "exec"), names)
    if isinstance(last, ast.Expr):
        return eval(compile(ast.Expression(last.value), cell, "eval"), names)
    return None


def outcome(sources: dict[str, str], folder: Path, names: dict[str, Any] | None = None) -> str:
    """What a reader gets who runs these cells: nothing to complain of, one line, or a traceback."""
    before, cell = Path.cwd(), ""
    os.chdir(folder)
    try:
        for cell, _ in run(sources, names):  # noqa: B007  the last cell begun is told
            pass
    except Exception as error:
        kind = "one line" if hasattr(error, "_render_traceback_") else "traceback"
        return f"{kind}: {cell}: {type(error).__name__}: {error}"
    finally:
        os.chdir(before)
    return ""


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
