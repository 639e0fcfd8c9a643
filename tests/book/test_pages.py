"""Every page in a browser, opened from the file system."""

import shutil

import pytest
from built_book import EACH_PAGE, EACH_WITH_FIGURES, EXTRA, KINDS, PAGES, WITH_FIGURES, sampled


@pytest.mark.parametrize("page", sampled([*PAGES, *EXTRA], *KINDS))
def test_a_page_is_quiet_and_asks_nothing_of_another_host(visit, page):
    opened = visit(page)
    opened.zoom_figures()
    assert opened.said == []
    assert [url for url in opened.asked if not url.startswith("file://")] == []


@pytest.mark.parametrize("page", sampled([*PAGES, *EXTRA], *KINDS))
def test_a_page_never_scrolls_sideways(visit, page):
    wide = []
    opened = visit(page, 1280)
    for width in (1280, 768, 375, 320):
        opened.page.set_viewport_size({"width": width, "height": 800})
        for drawn in (False, True):
            if drawn and width == 1280:
                opened.zoom_figures()
            reach = opened.page.evaluate("document.documentElement.scrollWidth")
            if reach > width:
                wide.append((width, reach, drawn))
    assert wide == []


@pytest.mark.parametrize("page", EACH_PAGE)
def test_text_at_200_percent_loses_nothing(visit, page):
    opened = visit(page, 1280)
    opened.page.add_style_tag(content="html { font-size: 225% !important; }")
    assert opened.page.evaluate("document.documentElement.scrollWidth") <= 1280


@pytest.mark.parametrize("page", EACH_PAGE)
def test_bars_and_labels_of_each_figure_stand_in_the_page(visit, page):
    opened = visit(page)
    twins = opened.page.evaluate(
        """() => [...document.querySelectorAll('figure.plot.live')].map(figure => ({
             paths: figure.querySelectorAll('.plot-static svg path, .plot-static svg use').length,
             texts: figure.querySelectorAll('.plot-static svg text').length}))"""
    )
    assert all(twin["paths"] > 3 and twin["texts"] > 3 for twin in twins), twins
    count = opened.zoom_figures()
    live = opened.page.evaluate(
        """() => [...document.querySelectorAll('figure.plot.zooms .plot-live')].map(plot => ({
             marks: plot.querySelectorAll('.plot path, .shapelayer path').length,
             texts: [...plot.querySelectorAll('text')]
               .filter(text => text.textContent.trim()).length}))"""
    )
    assert len(live) == count <= len(twins)
    assert all(plot["marks"] > 0 and plot["texts"] > 3 for plot in live), live


@pytest.mark.parametrize("page", EACH_PAGE)
def test_without_scripts_every_figure_and_table_is_there(visit, page, book):
    opened = visit(page, java_script_enabled=False)
    for width in (1280, 375):
        opened.page.set_viewport_size({"width": width, "height": 900})
        seen = opened.page.locator("figure.plot.live .plot-static > svg:visible")
        assert seen.count() == opened.page.locator("figure.plot.live").count()


@pytest.mark.parametrize("width", [1280, 375])
@pytest.mark.parametrize("page", EACH_WITH_FIGURES)
def test_nothing_moves_as_a_reader_scrolls_past_a_figure_and_asks_its_marks(visit, page, width):
    opened = visit(f"{page}.html", width)
    # The typefaces' arrival is another matter: test_weight. They are asked for when the
    # page is first laid out, and it is laid out anew when the last of them is there.
    opened.page.evaluate(
        """async () => {
             const drawn = () => new Promise(requestAnimationFrame);
             await drawn(); await drawn();
             await document.fonts.ready;
             await drawn(); await drawn();
           }"""
    )
    opened.page.evaluate(
        """() => { window.moved = 0; new PerformanceObserver(list => {
             for (const one of list.getEntries()) window.moved += one.value;
           }).observe({type: 'layout-shift', buffered: false}); }"""
    )
    opened.page.locator("figure.plot.live").first.scroll_into_view_if_needed()
    opened.page.locator("figure.plot.live .plot-mark").first.focus()
    for _ in range(3):
        opened.page.keyboard.press("ArrowDown")
    opened.page.locator("figure.plot.live .plot-view").first.hover(force=True)
    opened.page.wait_for_timeout(200)
    assert opened.page.evaluate("window.moved") < 0.01


def test_dark_figures_use_the_dark_palette(visit, book):
    from timelines.palette import DARK, ROLES

    opened = visit(f"{WITH_FIGURES[0]}.html", dark=True)
    ink = opened.page.evaluate(
        "getComputedStyle(document.documentElement).getPropertyValue('--figure-ink').trim()"
    )
    assert ink == ROLES[DARK]["ink"]


def test_a_drawing_takes_the_colours_of_the_paper_it_is_on(visit):
    from timelines.palette import DARK, LIGHT, ROLES

    used = """() => [...document.querySelectorAll('.plot-static svg :is(text, path)')]
      .flatMap(e => [getComputedStyle(e).fill, getComputedStyle(e).stroke])"""
    for dark, mode in ((False, LIGHT), (True, DARK)):
        colours = {
            f"rgb({', '.join(str(int(value[at : at + 2], 16)) for at in (1, 3, 5))})"
            for value in ROLES[mode].values()
        }
        found = set(visit("notebooks/lake-khasan.html", dark=dark).page.evaluate(used))
        assert len(found) > 5
        assert found - {"none"} <= colours


@pytest.mark.parametrize(("width", "beside"), [(375, False), (1280, False), (1700, True)])
def test_a_margin_note_stands_beside_the_text_only_where_there_is_room(visit, width, beside):
    opened = visit("notebooks/khalkhin-gol.html", width).page
    note = opened.locator("aside.margin").first
    text = note.locator("xpath=following-sibling::p[1]")
    one, other = note.bounding_box(), text.bounding_box()
    assert (one["x"] >= other["x"] + other["width"]) == beside
    assert (one["y"] + one["height"] <= other["y"]) != beside


def test_a_figure_has_its_wide_arrangement_on_a_desk_and_the_narrow_one_on_a_phone(visit):
    for width, units in ((1280, "470"), (375, "204"), (320, "204")):
        shown = visit("notebooks/overview.html", width).page.locator(".plot-static > svg:visible")
        assert shown.first.get_attribute("width") == units
        assert shown.first.bounding_box()["width"] <= width


def test_the_form_counts_only_the_rows_it_narrows(visit):
    told = visit("notebooks/article-audit.html").page.locator(".narrowing p")
    assert told.inner_text() == "All 72 rows"


def test_cells_of_a_list_on_a_phone_say_what_they_are(visit):
    cell = visit("notebooks/frontier.html", 375).page.locator("td[data-label='Count']").first
    assert cell.evaluate("c => getComputedStyle(c, '::before').content") == '"Count: "'
    caption = visit("notebooks/frontier.html", 375).page.locator(".filterable caption").first
    assert caption.bounding_box()["width"] > 250


def test_the_book_works_zipped_and_unzipped_elsewhere(chromium, book, tmp_path):
    packed = shutil.make_archive(str(tmp_path / "book"), "zip", book.html)
    shutil.unpack_archive(packed, tmp_path / "elsewhere")
    tab = chromium.new_page()
    asked = []
    tab.on("request", lambda request: asked.append(request.url))
    tab.goto((tmp_path / "elsewhere" / "index.html").as_uri())
    tab.get_by_role("link", name="The wars at a glance", exact=True).click()
    tab.locator("figure.plot.live .plot-mark").first.focus()
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/chronology.html#*")
    tab.go_back()
    tab.get_by_role("searchbox").fill("Хасан")
    tab.keyboard.press("Enter")
    tab.locator("#search-results a").first.click()
    assert "Хасан" in tab.locator("main").inner_text()
    tab.close()
    here = (tmp_path / "elsewhere").as_uri()
    assert [url for url in asked if not url.startswith((here, "data:", "blob:"))] == []
