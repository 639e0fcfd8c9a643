"""What a page costs the reader: bytes as a static host sends them; and that its text stays put."""

import os

import pytest
from browser import launch
from built_book import EXTRA, KINDS, PAGES, sampled

from benchmarks.serving import SETTLED_MS, load, served
from proof.faces import MACHINES, configuration

WITHOUT_PLOT, WITH_PLOT = 350_000, 450_000
# The list of a thousand works, with its Chinese and Japanese titles, and the words of the search.
OF_ALL_WORKS = {"notebooks/bibliography.html": 400_000, "search.html": 450_000}
OURS = "Book Serif Pro"  # as a cut of Source Serif Pro has to be called
MOST_CHANGE = 0.02  # of a page's height, when the book's faces take the place of the stand-ins
TYPICAL = ["notebooks/overview.html", "notebooks/august-storm.html", "notebooks/data.html"]


@pytest.fixture(scope="module")
def host(book):
    with served(book.html) as address:
        yield address


@pytest.mark.parametrize("page", sampled([*PAGES, *EXTRA], *KINDS, *OF_ALL_WORKS))
def test_a_page_is_light_until_a_reader_asks_to_zoom(chromium, host, book, page):
    cost = load(chromium, f"{host}/{page}")
    has_plot = "plot-marks" in (book.html / page).read_text("utf-8")
    assert cost.sent > 20_000  # fonts and styles alone are more
    assert cost.sent <= OF_ALL_WORKS.get(page, WITH_PLOT if has_plot else WITHOUT_PLOT)
    assert cost.sent_for_plots == cost.foreign == 0


@pytest.fixture(scope="module")
def reader(chromium, tmp_path_factory):
    """A Chromium on a machine with one family of typefaces alone."""
    opened = {}

    def open_on(machine):
        if machine not in opened:
            fonts = configuration(machine, tmp_path_factory.mktemp("fonts"))
            environment = {**os.environ, "FONTCONFIG_FILE": str(fonts)}
            opened[machine] = launch(chromium.browser_type, env=environment)
        return opened[machine]

    yield open_on
    for browser in opened.values():
        browser.close()


def face_of_the_text(tab):
    wire = tab.context.new_cdp_session(tab)
    wire.send("DOM.enable")
    wire.send("CSS.enable")
    root = wire.send("DOM.getDocument")["root"]["nodeId"]
    text = wire.send("DOM.querySelector", {"nodeId": root, "selector": "main p"})
    fonts = wire.send("CSS.getPlatformFontsForNode", text)["fonts"]
    return max(fonts, key=lambda font: font["glyphCount"])["familyName"]


def settled(tab):
    """The height of the text, once it has kept it for a while."""
    before, height = -1, 0
    while before != height:
        before = height
        tab.wait_for_timeout(SETTLED_MS)
        height = tab.evaluate("document.querySelector('main').scrollHeight")
    return height


@pytest.mark.parametrize("width", [375, 1280])
@pytest.mark.parametrize("page", sampled(TYPICAL, TYPICAL[1]))
@pytest.mark.parametrize("machine", sampled(MACHINES, "DejaVu", "none we know"))
def test_the_text_keeps_its_place_when_the_typefaces_arrive(reader, host, machine, page, width):
    context = reader(machine).new_context(viewport={"width": width, "height": 800})
    tab, held, heights = context.new_page(), [], []
    tab.route("**/*.woff2", lambda route: held.append(route))
    tab.goto(f"{host}/{page}", wait_until="domcontentloaded")
    wire = context.new_cdp_session(tab)
    for _ in range(2):
        heights.append(settled(tab))
        # What was laid out and never painted did not jump: a browser may still exchange its face.
        wire.send("Page.captureScreenshot", {"format": "jpeg"})
        while held:
            held.pop().continue_()
        tab.unroute("**/*.woff2")
        tab.evaluate("document.fonts.ready.then(() => undefined)")
    context.close()
    assert heights[1] > 1000
    assert abs(heights[0] / heights[1] - 1) < MOST_CHANGE


@pytest.mark.parametrize("machine", sampled(MACHINES, "DejaVu", "none we know"))
def test_the_text_stands_in_the_typefaces_of_the_book(reader, host, machine):
    context = reader(machine).new_context()
    tab = context.new_page()
    visits = 5 if machine == "none we know" else 1  # there, those that came too late wait for one
    seen = []
    while OURS not in seen and len(seen) < visits:
        tab.goto(f"{host}/{TYPICAL[0]}", wait_until="load")
        tab.evaluate("document.fonts.ready.then(() => undefined)")
        seen.append(face_of_the_text(tab))
    context.close()
    assert seen[-1] == OURS
