"""Mutants of the code: one operator, number or condition is another one.

The operators are those that the common tools share: a relation, an arithmetic operator or a
connective is exchanged, a condition negated, a number or a truth value changed, an error not
raised. Annotations and texts are left as they are, and so is what stands in the braces of a text.
"""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from proof.mutants.mutant import Mutant, drawn

__all__ = ["sample"]

_FOLDERS = ("src", "book")
_RELATIONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}
_ARITHMETIC: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult,
}
_PLAIN = (ast.Name, ast.Attribute, ast.Call, ast.Subscript)  # a condition without an operator
_Place = tuple[str, ast.AST, str]  # the operator, what is replaced, by what


def sample(root: Path, count: int) -> list[Mutant]:
    """As many mutants of the code, each place of it being as likely as any other."""
    places: dict[str, tuple[Path, ast.AST, str]] = {}
    for folder in _FOLDERS:
        for path in sorted((root / folder).rglob("*.py")):
            for name, node, made in _places(ast.parse(path.read_text("utf-8"))):
                places[f"{path.relative_to(root).as_posix()}:{name}"] = (path, node, made)
    return [_changed(root, name, *places[name]) for name in drawn(places, count)]


def _changed(root: Path, name: str, path: Path, node: ast.AST, made: str) -> Mutant:
    source = path.read_text("utf-8")
    was = ast.get_source_segment(source, node) or ""
    lines = source.encode().splitlines(keepends=True)
    start, end = (
        sum(map(len, lines[: line - 1])) + column
        for line, column in (
            (node.lineno, node.col_offset),
            (node.end_lineno, node.end_col_offset),
        )
    )
    whole = source.encode()
    text = (whole[:start] + made.encode() + whole[end:]).decode()
    told = f"line {node.lineno}: {' '.join(was.split())} -> {made}"
    return Mutant(name, path.relative_to(root).as_posix(), told, text)


def _places(tree: ast.Module) -> Iterator[_Place]:
    """What can be changed, named by its function, the operator, and the how manyeth it is there."""
    seen: Counter[tuple[str, str]] = Counter()
    for function, node in _code(tree, ""):
        for operator, of, made in _replacements(node):
            seen[function, operator] += 1
            yield f"{function or 'module'}:{operator}:{seen[function, operator]}", of, made


def _code(node: ast.AST, function: str) -> Iterator[tuple[str, ast.AST]]:
    """Every node that does something, with the name of the function or class it stands in."""
    for name, value in ast.iter_fields(node):
        if name in ("annotation", "returns", "type_params"):
            continue
        for child in value if isinstance(value, list) else [value]:
            if not isinstance(child, ast.AST) or _is_left_out(child):
                continue
            inner = function
            if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
                inner = f"{function}.{child.name}".lstrip(".")
            yield inner, child
            yield from _code(child, inner)


def _is_left_out(node: ast.AST) -> bool:
    """Text with values in it, whose places Python 3.11 does not know, and what typing reads."""
    if isinstance(node, ast.If):
        return ast.unparse(node.test) in ("TYPE_CHECKING", "__name__ == '__main__'")
    return isinstance(node, ast.JoinedStr)


def _replacements(node: ast.AST) -> Iterator[_Place]:
    match node:
        case ast.Compare(ops=[first, *rest]):
            ops = [_RELATIONS[type(first)](), *rest]
            yield "relation", node, _made(ast.Compare(node.left, ops, node.comparators))
        case ast.BinOp(op=operator) if type(operator) in _ARITHMETIC:
            other = _ARITHMETIC[type(operator)]()
            yield "arithmetic", node, _made(ast.BinOp(node.left, other, node.right))
        case ast.BoolOp(op=connective):
            exchanged = ast.Or() if isinstance(connective, ast.And) else ast.And()
            yield "connective", node, _made(ast.BoolOp(exchanged, node.values))
        case ast.UnaryOp(op=ast.Not()):
            yield "negation", node, _made(node.operand)
        case ast.If(test=test) | ast.IfExp(test=test) if isinstance(test, _PLAIN):
            yield "condition", test, _made(ast.UnaryOp(ast.Not(), test))
        case ast.Constant(value=bool()):
            yield "truth", node, str(not node.value)
        case ast.Constant(value=int() | float()):
            yield "number", node, _made(ast.Constant(node.value + 1))
        case ast.Raise():
            yield "error", node, "pass"
        case ast.Continue():
            yield "jump", node, "break"


def _made(node: ast.expr) -> str:
    """The code of an expression, in brackets, so that it binds as what it stands for."""
    text = ast.unparse(node)
    return text if isinstance(node, ast.Constant) else f"({text})"
