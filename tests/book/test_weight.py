"""What a page costs the reader: bytes as a static host sends them; and that its text stays put."""

import pytest
from built_book import EXTRA, PAGES

from benchmarks.serving import load, served

WITHOUT_PLOT, WITH_PLOT = 350_000, 450_000
MOST_CHANGE = 0.02  # of a page's height, when the book's faces take the place of the stand-ins


@pytest.fixture(scope="module")
def host(book):
    with served(book.html) as address:
        yield address


@pytest.mark.parametrize("page", [*PAGES, *EXTRA])
def test_a_page_is_light_until_a_plot_comes_into_view(chromium, host, book, page):
    cost = load(chromium, f"{host}/{page}")
    has_plot = "plot-spec" in (book.html / page).read_text("utf-8")
    assert cost.sent > 20_000  # fonts and styles alone are more
    assert cost.sent <= (WITH_PLOT if has_plot else WITHOUT_PLOT)
    assert cost.foreign == 0


@pytest.mark.parametrize(
    "page", ["notebooks/overview.html", "notebooks/august-storm.html", "notebooks/data.html"]
)
def test_the_text_keeps_its_place_when_the_typefaces_arrive(chromium, host, page):
    heights = []
    for arrived in (True, False):
        context = chromium.new_context(viewport={"width": 1280, "height": 800})
        tab = context.new_page()
        if not arrived:
            tab.route("**/*.woff2", lambda route: route.abort())
        tab.goto(f"{host}/{page}", wait_until="load")
        tab.evaluate("document.fonts.ready.then(() => undefined)")
        heights.append(tab.evaluate("document.querySelector('main').scrollHeight"))
        context.close()
    assert heights[0] > 1000
    assert abs(heights[1] / heights[0] - 1) < MOST_CHANGE
