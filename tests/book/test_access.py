"""What axe finds on every page, and what a reader with a keyboard alone can reach."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from built_book import EXTRA, PAGES, sampled

# The rows of a long table are of one make, as are the entries of a list: these many of each stand
# for all of them.
ENTRIES = 6
# What may differ between widths and colours once the page as a whole is clean.
SHOWN = {"runOnly": ["color-contrast", "target-size", "scrollable-region-focusable", "region"]}


@pytest.mark.parametrize(
    "page", sampled([*PAGES, *EXTRA], "index.html", "notebooks/three-months.html", "search.html")
)
def test_axe_finds_nothing_in_light_and_dark_on_a_phone_and_a_desk(visit, page):
    faults = []
    opened = visit(page)
    opened.zoom_figures()
    opened.page.evaluate(
        """most => {
             const all = (selector) => [...document.querySelectorAll(selector)];
             for (const list of all('tbody, main ul, main ol, main dl'))
               [...list.children].slice(list.tagName === 'DL' ? 2 * most : most)
                 .forEach(entry => entry.remove());
             all('main dl.api').slice(most).forEach(list => list.remove());
           }""",
        ENTRIES,
    )
    for width, scheme, options in (
        (1280, "light", None),
        (1280, "dark", SHOWN),
        (375, "dark", None),
        (375, "light", SHOWN),
    ):
        opened.page.set_viewport_size({"width": width, "height": 900})
        opened.page.emulate_media(color_scheme=scheme)
        opened.page.wait_for_timeout(150)
        for violation in Axe().run(opened.page, options=options).response["violations"]:
            nodes = [node["html"][:160] for node in violation["nodes"][:3]]
            faults.append(f"{width} {scheme}: {violation['id']}: {violation['help']}: {nodes}")
    assert not faults, "\n".join(faults)


def test_the_tab_key_walks_the_landing_page_in_the_order_the_eye_sees(visit):
    page = visit("index.html").page
    walked = []
    for _ in range(200):
        page.keyboard.press("Tab")
        place = page.evaluate(
            """() => {
              const at = document.activeElement;
              if (!at || at === document.body) return null;
              const box = at.getBoundingClientRect();
              const style = getComputedStyle(at);
              return {text: (at.innerText || at.getAttribute('aria-label') || at.id || at.tagName)
                        .trim().slice(0, 40),
                      seen: box.width > 0 && box.height > 0 && style.visibility !== 'hidden',
                      ring: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2};
            }"""
        )
        if place is None:
            break
        walked.append(place)
    texts = [place["text"] for place in walked]
    assert texts[0] == "Skip to the text"
    assert all(place["seen"] for place in walked), texts
    assert all(place["ring"] for place in walked), [p["text"] for p in walked if not p["ring"]]
    assert texts.index("find") < texts.index("Dark page") < len(texts) - 1


def test_the_mode_bar_of_a_plot_is_reached_named_and_seen(visit, page_with_a_plot):
    opened = visit(page_with_a_plot)
    opened.zoom_figures()
    button = opened.page.locator(".plot-live .modebar-btn").first
    button.focus()
    assert button.get_attribute("aria-label")
    shown = "getComputedStyle(document.querySelector('.plot-live .modebar-container')).opacity"
    assert opened.page.evaluate(shown) == "1"


@pytest.fixture
def page_with_a_plot(book):
    return next(page for page in PAGES[1:] if " zooms" in (book.html / page).read_text("utf-8"))
