"""Which tests a module can reach, the nearest first: a test imports it, or what imports it.

What is not imported cannot be called wrong; of what is, the test that names the module itself most
likely says so, and it is asked first. A file is also taken to import what it names in a text of its
own ("-m", "analysis") and the fixtures beside it that it asks for. Fixtures load everything, so
what may import what is asked too: a test of historical time says nothing of a drawing.
"""

from __future__ import annotations

import ast
import tomllib
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

        def hears(test: str) -> bool:
            """Whether the room of a test is that of the file, or one that may import it."""
            room, of = self._room(path), self._room(test)
            above = self._layers.get(of, -1) < self._layers[room]
            return Path(test).name.startswith("test_") and (of == room or above)

        def order(test: str) -> tuple[int, bool, int]:
            return far[test], name not in test, (self.root / test).stat().st_size

        return sorted(filter(hears, far), key=order)

    @staticmethod
    def _room(path: str) -> str:
        """The package of a module, or the one that a folder of tests is named after."""
        folder = Path(path).parts[1]
        return "border_wars_book" if folder == "book" else folder

    @cached_property
    def _layers(self) -> dict[str, int]:
        """How far below the uppermost each package stands, by the contract that lint holds."""
        settings = tomllib.loads((self.root / "pyproject.toml").read_text("utf-8"))
        (contract,) = (
            one
            for one in settings["tool"]["importlinter"]["contracts"]
            if "containers" not in one and one["type"] == "layers"
        )
        return {
            name: depth
            for depth, layer in enumerate(contract["layers"])
            for name in layer.split(" | ")
        }
