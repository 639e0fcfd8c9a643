"""The picture in the page answers by itself: to a pointer, to a finger and to the arrow keys."""

from __future__ import annotations

import html
import json
import re
from collections import Counter
from pathlib import Path

import pytest
from browser import swipe
from built_book import EACH_WITH_FIGURES, PLOTLY, ROOT, WITH_FIGURES, anchors_of, soup_of

WITH_MAPS = ["notebooks/atlas"]
SCALE = """view => { const svg = [...view.querySelectorAll('svg')].find(one => one.clientWidth);
  return svg.clientWidth / svg.viewBox.baseVal.width; }"""

# Points at the middle of every mark of every figure, or taps it, and reads what is then said there:
# [figure, mark, the words of each mark told, whether they stand whole in the window].
ASK = """(way) => {
  const tip = document.querySelector('.plot-tip'), told = [];
  const escape = () => document.dispatchEvent(new KeyboardEvent('keydown', {key: 'Escape'}));
  const send = (kind, x, y) => document.elementFromPoint(x, y).dispatchEvent(new PointerEvent(kind,
    {clientX: x, clientY: y, pointerType: way, bubbles: true, cancelable: true}));
  document.querySelectorAll('.live .plot-marks').forEach((data, figure) => {
    const svg = [...data.parentElement.querySelectorAll('.plot-static > svg')]
      .find(one => one.clientWidth);
    const which = svg.closest('.narrow') ? 2 : 1;
    JSON.parse(data.textContent).forEach((mark, at) => {
      const [left, top, wide, high] = mark[which];
      let box = svg.getBoundingClientRect();
      const scale = box.width / svg.viewBox.baseVal.width;
      scrollBy({top: box.top + top * scale - innerHeight / 2, behavior: 'instant'});
      box = svg.getBoundingClientRect();
      const x = box.left + (left + wide / 2) * scale, y = box.top + (top + high / 2) * scale;
      escape();
      for (const kind of way === 'mouse' ? ['pointermove'] : ['pointerdown', 'click']) {
        send(kind, x, y);
      }
      const seen = tip.getBoundingClientRect();
      told.push([figure, at,
        tip.hidden ? [] : [...tip.querySelectorAll('.plot-said')].map(
          said => [...said.querySelectorAll('p')].map(line => line.textContent)),
        seen.left >= 0 && seen.top >= 0 && seen.right <= document.documentElement.clientWidth
          && seen.bottom <= innerHeight]);
    });
  });
  return told;
}"""


def marks_of(tab) -> list[list[list]]:
    """Of each figure its marks, as the page has them."""
    return tab.evaluate(
        """() => [...document.querySelectorAll('.live .plot-marks')]
                 .map(marks => JSON.parse(marks.textContent))"""
    )


def run_on(words: str) -> str:
    """The words without markup and spaces: plotly's are broken into lines, at hyphens too."""
    return "".join(html.unescape(re.sub(r"<[^>]*>", "", words)).split())


def said_by_plotly(page: str) -> list[set[str]]:
    """Of each figure of a chapter what plotly says in its hovers, from the chapter's outputs."""
    notebook = json.loads((ROOT / f"{page}.ipynb").read_text("utf-8"))
    outputs = (out for cell in notebook["cells"] for out in cell.get("outputs", []))
    specs = [out["data"][PLOTLY] for out in outputs if PLOTLY in out.get("data", {})]
    return [
        {run_on(words) for trace in spec["data"] for words in trace.get("hovertext", [])}
        for spec in specs
    ]


@pytest.mark.parametrize("page", EACH_WITH_FIGURES)
def test_the_page_has_for_every_mark_the_words_of_plotly(visit, page):
    figures = marks_of(visit(f"{page}.html").page)
    assert [
        {run_on("".join(map(html.escape, lines))) for _, _, _, *lines in marks} for marks in figures
    ] == said_by_plotly(page)


@pytest.mark.parametrize(("width", "way"), [(1280, "mouse"), (375, "touch")])
@pytest.mark.parametrize("page", EACH_WITH_FIGURES)
def test_every_mark_answers_with_its_words_which_stand_whole_in_the_window(visit, page, width, way):
    tab = visit(f"{page}.html", width=width, has_touch=way == "touch").page
    figures = marks_of(tab)
    silent, cut = [], []
    asked = tab.evaluate(ASK, way)
    assert len(asked) == sum(map(len, figures)) > 0
    for figure, at, told, whole in asked:
        if figures[figure][at][3:] not in told:
            silent.append((figure, figures[figure][at][3:], told))
        if not whole:
            cut.append((figure, figures[figure][at][3:]))
    assert silent == []
    assert cut == []


def name_of(lines: list[str]) -> str:
    return " ".join(line if line[-1] in ".!?" else f"{line}." for line in lines)


@pytest.mark.parametrize("page", EACH_WITH_FIGURES)
def test_the_arrows_walk_every_mark_of_a_figure_and_read_it_aloud(visit, page):
    tab = visit(f"{page}.html").page
    for figure, marks in enumerate(marks_of(tab)):
        group = tab.locator(".live .plot-group").nth(figure)
        group.locator(".plot-mark").focus()
        tab.keyboard.press("Home")
        heard = group.evaluate(
            """(group, steps) => Array.from({length: steps}, (_, at) => {
                 if (at) document.activeElement.dispatchEvent(new KeyboardEvent('keydown',
                   {key: at % 2 ? 'ArrowRight' : 'ArrowDown', bubbles: true, cancelable: true}));
                 const one = document.activeElement;
                 return [one.getAttribute('aria-label'), one.getAttribute('href') || '',
                         one.getAttribute('role') || one.localName, group.contains(one)];
               })""",
            len(marks),
        )
        assert heard == [
            [name_of(lines), address, "a" if address else "img", True]
            for address, _, _, *lines in marks
        ]
        assert group.locator("[tabindex]").count() == 1


def test_a_figure_is_one_stop_of_the_tab_key_and_escape_leaves_it(visit):
    tab = visit("notebooks/overview.html").page
    stop = tab.locator("figure.plot .plot-mark").first
    stop.focus()
    tab.keyboard.press("End")
    last = marks_of(tab)[0][-1]
    assert tab.evaluate("document.activeElement.getAttribute('aria-label')") == name_of(last[3:])
    tab.keyboard.press("ArrowRight")
    assert tab.evaluate("document.activeElement.getAttribute('aria-label')") == name_of(last[3:])
    tab.keyboard.press("PageUp")
    tenth = marks_of(tab)[0][-11]
    assert tab.evaluate("document.activeElement.getAttribute('aria-label')") == name_of(tenth[3:])
    assert tab.locator(".plot-tip").is_visible()
    tab.keyboard.press("Escape")
    assert not tab.locator(".plot-tip").is_visible()
    assert tab.evaluate("document.activeElement === document.body")
    stop.focus()
    tab.keyboard.press("Tab")
    inside = "document.activeElement.closest('.plot-frame, .plot-tools').className"
    assert tab.evaluate(inside) == "plot-tools"
    tab.keyboard.press("Shift+Tab")
    assert tab.evaluate(inside) == "plot-frame"


def test_every_mark_leads_to_a_row_that_is_there(book):
    led = Counter()
    for page in [*WITH_FIGURES, *WITH_MAPS, "index"]:
        here = book.html / f"{page}.html"
        marks = [
            one for told in soup_of(here).select(".plot-marks") for one in json.loads(told.string)
        ]
        assert marks
        for address, _, _, *lines in marks:
            place, _, identity = address.partition("#")
            if address.startswith("?"):
                led["rows of a query"] += 1
                assert soup_of(here).select_one("table.filterable .facet-lane")
                continue
            there = (here.parent / place).resolve() if place else here
            row = anchors_of(there).get(identity)
            assert row is not None, (page, lines, address)
            if row.name == "tr":  # of the figure's own table: no other has more of what is said
                assert row.find_parent(class_="plot-table")
                led["rows of its table"] += 1
                said = " ".join(lines).replace("\u2068", "").replace("\u2069", "")
                common = [overlap(one, said) for one in row.parent.find_all("tr")]
                assert overlap(row, said) == max(common) > 0, (page, lines, row.get_text(" "))
            else:
                assert row.find_parent("tr").find_parent("table", class_="filterable")
                led["rows of a record"] += 1
    assert led["rows of a record"] >= 700
    assert led["rows of its table"] >= 450
    assert led["rows of a query"] >= 120


def overlap(row, said) -> int:
    """How many cells of a row are among the words, each once and none as a part of another."""
    texts = {
        cell.get_text().replace("\u2068", "").replace("\u2069", "").lower()
        for cell in row.find_all(["td", "th"])
    }
    found = {text for text in texts if len(text) > 1 and text in said.lower()}
    return sum(not any(text in other for other in found - {text}) for text in found)


def test_enter_on_a_mark_that_is_no_event_opens_its_row_under_the_figure(visit):
    tab = visit("notebooks/three-months.html").page
    stop = tab.locator("figure.verdict-grid .plot-mark")
    stop.focus()
    tab.keyboard.press("End")
    address = tab.evaluate("document.activeElement.getAttribute('href')")
    tab.keyboard.press("Enter")
    row = tab.locator(f"[id='{address[1:]}']")
    row.wait_for(state="visible")
    top = row.evaluate("one => one.getBoundingClientRect().top")
    assert 0 <= top < 900


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("notebooks/overview", "Its row in the chronology"),
        ("notebooks/losses", "Its row in the figure's table"),
        ("notebooks/article-audit", "Its row below"),
        ("notebooks/chronology", "Its row below"),
    ],
)
def test_a_finger_has_a_link_large_enough_which_says_where_the_row_is(visit, page, words):
    tab = visit(f"{page}.html", width=375, has_touch=True, is_mobile=True).page
    view = tab.locator(".live .plot-view").first
    view.evaluate("view => scrollTo(0, view.getBoundingClientRect().top + scrollY - 200)")
    left, top, wide, high = marks_of(tab)[0][0][2][:4]
    box, scale = view.bounding_box(), view.evaluate(SCALE)
    tab.touchscreen.tap(box["x"] + (left + wide / 2) * scale, box["y"] + (top + high / 2) * scale)
    link = tab.locator(".plot-tip .plot-row").first
    assert link.inner_text() == words
    assert link.bounding_box()["height"] >= 40
    address = link.get_attribute("href")
    link.tap()
    tab.wait_for_url(f"**{address.partition('/')[2] or address}")


def test_a_click_and_the_enter_key_open_the_row(visit):
    tab = visit("notebooks/overview.html").page
    start = tab.url
    tab.locator("figure.plot .plot-mark").first.focus()
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/chronology.html#*")
    by_key = tab.url
    tab.goto(start)
    view = tab.locator("figure.plot .plot-view").first
    view.scroll_into_view_if_needed()
    left, top, wide, high = marks_of(tab)[0][0][1][:4]
    scale = view.evaluate("v => v.clientWidth / v.querySelector('svg').viewBox.baseVal.width")
    place = {"x": (left + wide / 2) * scale, "y": (top + high / 2) * scale}
    view.hover(position=place)
    view.click(position=place)
    tab.wait_for_url("**/chronology.html#*")
    assert tab.url == by_key
    row = tab.locator(f"[id='{by_key.partition('#')[2]}']")
    assert row.locator("xpath=ancestor::tr").is_visible()


@pytest.mark.parametrize("page", EACH_WITH_FIGURES)
def test_a_swipe_on_a_picture_scrolls_the_page_and_says_nothing(visit, page):
    tab = visit(f"{page}.html", width=375, has_touch=True, is_mobile=True).page
    finger = tab.context.new_cdp_session(tab)
    pictures = tab.locator("figure.plot.live .plot-view")
    assert pictures.count() > 0
    for at in range(pictures.count()):
        top = pictures.nth(at).evaluate("f => f.getBoundingClientRect().top + scrollY")
        tab.evaluate("top => scrollTo(0, top - 250)", top)
        box = pictures.nth(at).bounding_box()
        start = tab.evaluate("scrollY")
        swipe(finger, box["x"] + box["width"] / 2, box["y"] + min(300, box["height"] - 100))
        tab.wait_for_function("start => scrollY - start > 100", arg=start, timeout=5000)
        assert not tab.locator(".plot-tip").is_visible()


def for_plots(asked: list[str]) -> set[str]:
    fetched = {Path(url).name for url in asked if "plotly" in url or "/figures/" in url}
    return {name for name in fetched if not name.endswith("-sheet.js")}  # a map's, when it is near


@pytest.mark.parametrize("page", EACH_WITH_FIGURES)
def test_plotly_is_asked_for_by_the_button_alone(visit, page):
    opened = visit(f"{page}.html")
    tab = opened.page
    for figure in tab.locator("figure.plot.live").all():
        figure.scroll_into_view_if_needed()
        figure.locator(".plot-mark").focus()
        figure.locator(".plot-view").hover(force=True)
    tab.wait_for_timeout(200)
    assert for_plots(opened.asked) == set()
    if tab.locator(".plot-zoom").count():
        tab.locator(".plot-zoom").first.focus()
        tab.keyboard.press("Enter")
        tab.wait_for_selector(".plot-live .modebar-btn")
        spec = tab.locator("figure.plot.zooms").first.get_attribute("data-spec")
        assert for_plots(opened.asked) == {"plotly.min.js", Path(spec).name}


def test_the_button_shows_the_same_figure_to_be_zoomed_and_the_picture_again(visit):
    tab = visit("notebooks/losses.html").page
    figure = tab.locator("figure.plot.zooms").first
    button, view, live = (figure.locator(f".plot-{part}") for part in ("zoom", "view", "live"))
    for pressed in ("true", "false", "true"):
        button.click()
        figure.locator(".modebar-btn").first.wait_for(state="attached")
        assert button.get_attribute("aria-pressed") == pressed
        assert live.is_visible() == (pressed == "true")
        assert view.is_visible() == (pressed == "false")


def test_a_figure_whose_axis_is_cut_or_counts_nothing_has_no_button_to_zoom(visit):
    tab = visit("notebooks/article-audit.html").page
    assert tab.locator("figure.plot.live").count() == 1
    assert tab.locator(".plot-zoom").count() == 0


def test_a_picture_is_had_as_pixels_in_the_colours_of_the_page(visit, tmp_path):
    from PIL import Image

    from timelines.palette import DARK, LIGHT, ROLES

    for dark, mode in ((False, LIGHT), (True, DARK)):
        tab = visit("notebooks/order-of-events.html", dark=dark).page
        with tab.expect_download() as got:
            tab.locator(".plot-png").first.click()
        assert got.value.suggested_filename.endswith(".png")
        got.value.save_as(tmp_path / "picture.png")
        picture = Image.open(tmp_path / "picture.png").convert("RGB")
        paper = ROLES[mode]["paper"]
        assert picture.width == 1600
        assert picture.getpixel((3, 3)) == tuple(int(paper[at : at + 2], 16) for at in (1, 3, 5))
        assert len(picture.getcolors(1 << 20)) > 50  # lines, signs and letters


def test_the_sources_of_a_figure_are_links_to_works_that_are_listed(book):
    listed = anchors_of(book.html / "notebooks" / "bibliography.html")
    found = 0
    for page in WITH_FIGURES:
        for link in soup_of(book.html / f"{page}.html").select(".plot-sources li > a"):
            assert link["href"].partition("#")[2] in listed
            found += 1
    assert found > 200
