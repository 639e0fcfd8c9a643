"""The built book, made once for all tests and only if it is not up to date."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass

import pytest
from built_book import ROOT, Book, make_small_book


@pytest.fixture(scope="session")
def book() -> Book:
    made = subprocess.run(
        [sys.executable, "-m", "border_wars_book", "build", "all"],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert made.returncode == 0, made.stdout + made.stderr
    built = ROOT / "_build"
    return Book(
        ROOT, built / "html", built / "pdf" / "soviet-japanese-border-wars.pdf", built / "work"
    )


@dataclass
class Visit:
    """A page in a browser, with everything it said and asked for."""

    page: object
    said: list[str]
    asked: list[str]

    def draw_plots(self) -> int:
        """Bring every live figure into being; the answer is how many there are."""
        self.page.evaluate(
            "document.querySelectorAll('figure.plot.live').forEach(f => bookPlots.show(f))"
        )
        count = self.page.locator("figure.plot.live").count()
        if count:
            self.page.wait_for_function(
                "[...document.querySelectorAll('figure.plot.live')]"
                ".every(f => f.classList.contains('drawn'))",
                timeout=30_000,
            )
        return count


@pytest.fixture
def visit(chromium, book):
    contexts = []

    def open_page(page: str, width: int = 1280, dark: bool = False, **options) -> Visit:
        context = chromium.new_context(
            viewport={"width": width, "height": 900},
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce",
            bypass_csp=True,  # for the tools that look at a page; test_policy.py holds the policy
            **options,
        )
        contexts.append(context)
        tab = context.new_page()
        said: list[str] = []
        asked: list[str] = []
        tab.on("console", lambda one: said.append(f"{one.type}: {one.text}"))
        tab.on("pageerror", lambda error: said.append(f"error: {error}"))
        tab.on("request", lambda request: asked.append(request.url))
        tab.goto(book.address(page))
        return Visit(tab, said, asked)

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture
def small_book(tmp_path):
    return make_small_book(tmp_path)
