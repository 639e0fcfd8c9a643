"""What a page costs the reader: bytes as a static host sends them, and how far the text moves."""

import pytest
from built_book import EXTRA, PAGES

from benchmarks.serving import load, served

WITHOUT_PLOT, WITH_PLOT = 350_000, 450_000
MOST_SHIFT = 0.1  # what Chromium's makers call good


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
    assert cost.shift <= MOST_SHIFT
