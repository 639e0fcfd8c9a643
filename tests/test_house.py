"""The plan of the house, where no linter draws it: which tests need what, and what is typed."""

import ast
from pathlib import Path

import pytest

pytestmark = pytest.mark.checkout
ROOT = Path(__file__).resolve().parents[1]
LIBRARIES = sorted(path.parent for path in (ROOT / "src").glob("*/__init__.py"))
# What a borrower of a library need not have: a browser, what drives it, and the book.
OF_THE_BOOK = {"playwright", "axe_playwright_python", "pikepdf", "pypdfium2", "border_wars_book"}
# `fuzz` tries the doors of the book too.
WITH_THE_BOOK = ("book", "fuzz")


def imported(path):
    """The top-level names a file imports, wherever in it they stand."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield (node.module or "").partition(".")[0]


def library_tests():
    tests = ROOT / "tests"
    return sorted(
        path
        for path in tests.rglob("*.py")
        if path.relative_to(tests).parts[0] not in WITH_THE_BOOK
    )


@pytest.mark.parametrize("path", library_tests(), ids=lambda path: str(path.relative_to(ROOT)))
def test_no_library_test_needs_a_browser_or_the_book(path):
    assert not OF_THE_BOOK & set(imported(path))


@pytest.mark.parametrize("library", LIBRARIES, ids=lambda library: library.name)
def test_each_library_tells_its_borrowers_that_it_is_typed(library):
    assert (library / "py.typed").exists()
