"""Which tests a module can reach, the nearest first: a test imports it, or what imports it.

What is not imported cannot be called wrong; of what is, the test that names the module itself most
likely says so, and it is asked first. A file is also taken to import what it names in a text of its
own ("-m", "analysis") and the fixtures beside it that it asks for.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path

__all__ = ["Reach"]

_ROOTS = ("src", "book", "tests/book", "tests/historical_record", "tests/timelines", "")
_FOLDERS = ("src", "book", "tests", "benchmarks", "publishing")


class Reach:
    """The imports of a tree, read once."""

    def __init__(self, root: Path) -> None:
        self.root = root

    @cached_property
    def _modules(self) -> dict[str, str]:
        """The path of every module, by each name under which it can be imported."""
        named = {}
        for path in self._files():
            for base in _ROOTS:
                if path.startswith(f"{base}/" if base else ""):
                    name = path.removeprefix(f"{base}/").removesuffix(".py").replace("/", ".")
                    named.setdefault(name.removesuffix(".__init__"), path)
        return named

    def _files(self) -> list[str]:
        return [
            path.relative_to(self.root).as_posix()
            for folder in _FOLDERS
            for path in sorted((self.root / folder).rglob("*.py"))
        ]

    @cached_property
    def _imported_by(self) -> dict[str, set[str]]:
        by: dict[str, set[str]] = {}
        for path in self._files():
            for name in self._named_in(path):
                by.setdefault(name, set()).add(path)
        return by

    def _named_in(self, path: str) -> Iterator[str]:
        source = (self.root / path).read_text("utf-8")
        for node in ast.walk(ast.parse(source)):
            match node:
                case ast.Import():
                    yield from self._packages(alias.name for alias in node.names)
                case ast.ImportFrom(module=str(module)):
                    yield from self._packages([module])
                    yield from self._packages(f"{module}.{alias.name}" for alias in node.names)
                case ast.Constant(value=str(text)) if text.isidentifier():
                    yield from self._packages([text, f"{text}.__main__"])
        for folder in Path(path).parents:
            conftest = (folder / "conftest.py").as_posix()
            if any(name in source for name in self._fixtures(conftest)) and conftest != path:
                yield conftest

    def _packages(self, names: Iterable[str]) -> Iterator[str]:
        """What is run when something is imported: the module, and every package above it."""
        for name in names:
            parts = name.split(".")
            for end in range(1, len(parts) + 1):
                if path := self._modules.get(".".join(parts[:end])):
                    yield path

    def _fixtures(self, conftest: str) -> list[str]:
        if not (self.root / conftest).exists():
            return []
        tree = ast.parse((self.root / conftest).read_text("utf-8"))
        return [
            node.name
            for node in tree.body
            if isinstance(node, ast.FunctionDef) and "fixture" in ast.dump(node)
        ]

    def tests_of(self, path: str) -> list[str]:
        """The test files that a file can reach, nearest first, the one of its name foremost."""
        far = {path: 0}
        waiting = [path]
        for one in waiting:
            for by in sorted(self._imported_by.get(one, ())):
                if by not in far:
                    far[by] = far[one] + 1
                    waiting.append(by)
        name = f"test_{Path(path).stem}"

        def order(test: str) -> tuple[int, bool, int]:
            return far[test], name not in test, (self.root / test).stat().st_size

        return sorted((one for one in far if Path(one).name.startswith("test_")), key=order)
