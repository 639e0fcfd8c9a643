"""In a kernel: what each cell and each sentence of a notebook asks a record for.

The book knows no record: what traces one is a setting, `border_wars_traced`, a module with a
function `begin` and the folder of the record. Its trace is taken after every statement of a cell,
between which IPython lets a transformer of the code put a mark, and after every sentence's
expression. Names carry what they rest on: a statement rests on what it asked for and on what the
names that it uses rest on, and hands that to those that it binds. A cell shows what its
expressions, loops and the like rest on.
"""

from __future__ import annotations

import ast
import hashlib
import json
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

_CHANGES = frozenset("add append extend insert pop remove setdefault sort update".split())
_SHOWS = ast.Expr | ast.For | ast.If | ast.With | ast.While | ast.Try
_MARK = f"__import__({__name__!r}, fromlist=['mark']).mark({{}})"
_HERE = f"__import__({__name__!r}, fromlist=['begin'])"


class Shown(str):
    """JSON that a kernel gives back as it stands."""

    __slots__ = ()

    def __repr__(self) -> str:
        return str(self)


def asks(ask: str) -> str:
    """The expression by which a kernel is asked something of this module, without a name."""
    return f"{_HERE}.{ask}"


def begins(module: str, folder: str, *, root: Path) -> str:
    """The expression that begins a trace in a kernel, by the setting and where the book stands."""
    return asks(f"begin({module!r}, {str(root / folder)!r}, get_ipython())")


def code() -> str:
    """What traces here, as one digest: what was kept of another state is of no use."""
    return hashlib.sha256(Path(__file__).read_bytes()).hexdigest()


def names_in(source: str, mode: str = "exec") -> tuple[set[str], set[str]]:
    """The names of a notebook that a statement, or with "eval" an expression, uses and binds.

    Those that are bound inside a comprehension are its own.
    """
    tree = ast.parse(source, mode=mode)
    found = _Names()
    found.visit(tree)
    return found.used, found.bound | _changed(tree)


class _Names(ast.NodeVisitor):
    # Not `symtable`: since Python 3.12 it has the names of a comprehension among those outside.
    def __init__(self) -> None:
        self.used: set[str] = set()
        self.bound: set[str] = set()
        self._own: frozenset[str] = frozenset()

    def visit_Name(self, node: ast.Name) -> None:
        if node.id not in self._own:
            (self.used if isinstance(node.ctx, ast.Load) else self.bound).add(node.id)

    def visit_alias(self, node: ast.alias) -> None:
        self.bound.add((node.asname or node.name).partition(".")[0])

    def _visit_comprehension(self, node: Any) -> None:
        first, outer = node.generators[0], self._own
        self.visit(first.iter)  # what it goes through is named outside
        targets = [part for one in node.generators for part in ast.walk(one.target)]
        self._own |= {part.id for part in targets if isinstance(part, ast.Name)}
        for part in ast.iter_child_nodes(node):
            for inner in (first.target, *first.ifs) if part is first else (part,):
                self.visit(inner)
        self._own = outer

    visit_ListComp = visit_SetComp = visit_DictComp = visit_GeneratorExp = _visit_comprehension


def _changed(tree: ast.AST) -> set[str]:
    """The names whose values are changed in place: `x[0] = 1`, `x.y = 1`, `x.append(1)`."""
    found = set()
    for node in ast.walk(tree):
        held = None
        if isinstance(node, ast.Subscript | ast.Attribute) and isinstance(node.ctx, ast.Store):
            held = node.value
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            held = node.func.value if node.func.attr in _CHANGES else None
        while isinstance(held, ast.Subscript | ast.Attribute):
            held = held.value
        if isinstance(held, ast.Name):
            found.add(held.id)
    return found


@dataclass
class _Statement:
    used: set[str]
    bound: set[str]
    shows: bool
    rests: Any = None


class Watch:
    """What the statements of one notebook rest on, by its trace."""

    def __init__(self, trace: Any) -> None:
        self.trace = trace
        self._cells: list[list[_Statement]] = []
        self._all: list[_Statement] = []
        self._names: dict[str, Any] = {}
        self._at: _Statement | None = None

    def visit(self, tree: ast.Module) -> ast.Module:
        """The code of a cell with a mark before each of its statements: IPython asks for that."""
        marked: list[ast.stmt] = []
        cell = []
        for statement in tree.body:
            used, bound = names_in(ast.unparse(statement))
            cell.append(_Statement(used, bound, isinstance(statement, _SHOWS)))
            mark = ast.parse(_MARK.format(len(self._all) + len(cell) - 1)).body[0]
            marked += [ast.copy_location(mark, statement), statement]
        self._cells.append(cell)
        self._all += cell
        tree.body = marked
        return tree

    def mark(self, number: int) -> None:
        """Another statement begins."""
        self.close()
        self._at = self._all[number]

    def close(self, *_: object) -> None:
        """The statement that was begun has ended."""
        asked = self.trace.taken()
        if one := self._at:
            one.rests = self._resting(asked, one.used)
            for name in one.bound:
                self._names.setdefault(name, type(asked)()).add(one.rests)
        self._at = None

    def _resting(self, asked: Any, used: set[str]) -> Any:
        for name in used & self._names.keys():
            asked.add(self._names[name])
        return asked

    def sentence(self, expression: str) -> Shown:
        """What an expression rests on that has just been answered."""
        used, _ = names_in(expression, "eval")
        return Shown(json.dumps(self._told(self._resting(self.trace.taken(), used))))

    def whole(self) -> Shown:
        """What the output of each cell rests on, in their order, and each part by its names."""
        cells = []
        for cell in self._cells:
            asked = self.trace.taken()
            for one in cell:
                if one.shows and one.rests is not None:
                    asked.add(one.rests)
            cells.append(self._told(asked))
        parts = [
            {"table": table, "row": row, **self._told(asked)}
            for (table, row), asked in self.trace.parts.items()
        ]
        return Shown(json.dumps({"cells": cells, "parts": parts}))

    def _told(self, asked: Any) -> dict[str, Any]:
        return {"events": self.trace.events(asked), "rests": self.trace.told(asked)}


_watch: list[Watch] = []  # of the one notebook that a kernel runs


def begin(module: str, folder: str, shell: Any) -> None:
    """Have the cells traced that a kernel's shell is to run."""
    watch = Watch(import_module(module).begin(folder))
    _watch[:] = [watch]
    shell.ast_transformers.append(watch)
    shell.events.register("post_run_cell", watch.close)


def mark(number: int) -> None:
    """A statement begins, by its number in the notebook."""
    _watch[0].mark(number)


def sentence(expression: str) -> Shown:
    """What the expression that was answered last rests on."""
    return _watch[0].sentence(expression)


def whole() -> Shown:
    """What all cells rest on."""
    return _watch[0].whole()
