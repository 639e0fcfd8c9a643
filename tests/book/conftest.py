"""A browser, a page to measure figures in, and the built book, made if it is not up to date."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import plotly
import pytest
from browser import launch
from built_book import PDF_NAME, ROOT, Book, make_small_book
from playwright.sync_api import sync_playwright

from timelines.figure import PLOTLY_MIME
from timelines.typeface import face_path


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """A test that opens Chromium is one that the typefaces of a machine can change."""
    for item in items:
        if "chromium" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)


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
    return Book(ROOT, built / "html", built / "pdf" / PDF_NAME, built / "work")


@dataclass
class Visit:
    """A page in a browser, with everything it said and asked for."""

    page: object
    said: list[str]
    asked: list[str]

    def zoom_figures(self) -> int:
        """Ask to zoom in every figure that can be; the answer is how many there are."""
        self.page.evaluate(
            "document.querySelectorAll('.plot-zoom[aria-pressed=false]').forEach(b => b.click())"
        )
        self.page.wait_for_function(
            "[...document.querySelectorAll('figure.plot.zooms')]"
            ".every(figure => figure.querySelector('.plot-live .modebar-btn'))",
            timeout=30_000,
        )
        return self.page.locator("figure.plot.zooms").count()


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


@pytest.fixture(scope="session")
def chromium():
    """The system's Chromium, one for all tests: a process can drive one Playwright at a time."""
    with sync_playwright() as playwright:
        browser = launch(playwright.chromium)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def blank_page(chromium, tmp_path_factory):
    faces = "".join(
        f"@font-face{{font-family:'Source Sans 3';font-weight:{weight};"
        f"src:url({face_path(name).as_uri()})}}"
        for name, weight in (("regular", 400), ("semibold", 600))
    )
    library = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"
    path = tmp_path_factory.mktemp("pages") / "page.html"
    path.write_text(
        f"<!doctype html><meta charset='utf-8'><style>{faces}"
        "html{text-rendering:geometricPrecision}body{margin:0;padding:16px}"
        f"#figure>svg{{width:100%;height:auto}}</style><script src='{library.as_uri()}'></script>"
        "<div id='figure'></div>",
        encoding="utf-8",
    )
    page = chromium.new_page()
    page.errors = []
    page.on("pageerror", lambda error: page.errors.append(str(error)))
    page.goto(path.as_uri())
    for weight in (400, 600):
        page.evaluate(f"document.fonts.load('{weight} 13px \"Source Sans 3\"')")
    return page


@pytest.fixture
def show(blank_page):
    """Show a figure at a width: its SVG, or its plotly in the arrangement that fits."""

    def shown(figure, medium: str, width: int):
        bundle = figure._repr_mimebundle_()
        blank_page.errors.clear()
        blank_page.set_viewport_size({"width": width, "height": 700})
        blank_page.evaluate(
            "Plotly.purge('figure'); document.getElementById('figure').innerHTML=''"
        )
        if medium == "svg":
            blank_page.evaluate(
                "svg => { document.getElementById('figure').innerHTML = svg }",
                bundle["image/svg+xml"],
            )
            return blank_page
        spec = bundle[PLOTLY_MIME]
        meta = spec["layout"]["meta"]
        if "wide" in meta and width - 32 >= meta["wide_from"]:
            layout = {"template": spec["layout"]["template"], **meta["wide"]["layout"]}
            spec = {"data": meta["wide"]["data"], "layout": layout, "config": spec["config"]}
        blank_page.evaluate("f => Plotly.newPlot('figure', f.data, f.layout, f.config)", spec)
        return blank_page

    return shown
