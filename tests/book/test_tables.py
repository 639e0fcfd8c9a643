"""Tables on the screen: no column out of sight, no word broken, and what a cell is always said."""

import pytest
from border_wars_book.page.tables import shown_table
from built_book import EACH_PAGE

# Every cell of every table against the frame it stands in and the window, figures' tables included.
OUT_OF_SIGHT = """() => {
  const out = [];
  for (const frame of document.querySelectorAll('.table-scroll')) {
    const room = frame.getBoundingClientRect();
    const right = Math.min(room.right, document.documentElement.clientWidth);
    const name = frame.innerText.trim().slice(0, 40);
    if (!room.width) out.push(name + ': no width');
    for (const cell of frame.querySelectorAll('caption, tbody th, tbody td')) {
      const box = cell.getBoundingClientRect();
      const reach = Math.max(box.right, box.left + cell.scrollWidth);
      if (box.width && (box.left < room.left - 1 || reach > right + 1)) {
        out.push(name + ': ' + cell.textContent.trim().slice(0, 30)); break;
      }
    }
  }
  return out;
}"""

# Words on two lines although their cell is as wide as they are; Han and kana break anywhere.
BROKEN = """() => {
  const broken = [], range = document.createRange();
  for (const cell of document.querySelectorAll('.table-scroll :is(td, th)')) {
    if (!cell.offsetWidth || cell.closest('.records')) continue;
    const walk = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
    for (let text = walk.nextNode(); text; text = walk.nextNode()) {
      for (const found of text.data.matchAll(/[\\p{L}\\p{M}\\d]+/gu)) {
        if (/[\\u2e80-\\u9fff\\uac00-\\ud7af]/.test(found[0])) continue;
        range.setStart(text, found.index);
        range.setEnd(text, found.index + found[0].length);
        const boxes = [...range.getClientRects()].filter(box => box.width > 0);
        const lines = new Set(boxes.map(box => Math.round(box.top)));
        const wide = boxes.reduce((sum, box) => sum + box.width, 0);
        if (lines.size > 1 && wide <= cell.clientWidth) broken.push(found[0]);
      }
    }
  }
  return broken;
}"""
OPEN = "document.querySelectorAll('details').forEach(one => { one.open = true; })"


def opened(visit, page, width, **options):
    tab = visit(page, width, **options).page
    tab.evaluate(OPEN)
    tab.evaluate("document.fonts.ready.then(() => undefined)")
    tab.wait_for_timeout(100)
    return tab


@pytest.mark.parametrize("page", EACH_PAGE)
def test_no_column_is_out_of_sight_and_no_word_is_broken(visit, page):
    tab = opened(visit, page, 1280)
    for width in (1280, 768, 375, 320):
        tab.set_viewport_size({"width": width, "height": 900})
        tab.wait_for_timeout(150)
        assert tab.evaluate(OUT_OF_SIGHT) == [], width
        assert tab.evaluate(BROKEN) == [], width


def test_a_wide_table_stands_in_the_empty_margin_and_the_contents_make_room(visit):
    tab = opened(visit, "notebooks/intervals.html", 1280)
    table = tab.locator("table", has=tab.locator("th", has_text="Rules agree"))
    table.scroll_into_view_if_needed()
    tab.wait_for_selector(".here.covered", state="hidden")
    box, text = table.locator("..").bounding_box(), tab.locator("main").bounding_box()
    assert text["x"] + text["width"] < box["x"] + box["width"] <= 1280
    assert not table.evaluate("one => one.classList.contains('stacked')")
    tab.evaluate("scrollTo(0, 0)")
    tab.wait_for_selector(".here:not(.covered)")


def test_a_stacked_row_has_a_title_and_its_cells_say_what_they_are(visit):
    tab = opened(visit, "notebooks/khalkhin-gol.html", 375)
    cell = tab.locator("table.stacked td[data-label='New Zealand']").first
    assert cell.evaluate("c => getComputedStyle(c, '::before').content") == '"New Zealand: "'
    assert cell.bounding_box()["width"] > 300
    title = cell.locator("xpath=../*[1]")
    assert title.evaluate("c => getComputedStyle(c).fontWeight") == "600"


def test_of_another_librarys_table_the_cells_are_kept_and_not_its_looks():
    foreign = (
        '<style>td {color: red}</style><table border="1"><caption>Said <b>by</b></caption>'
        '<tr style="text-align: right"><th onclick="x()">A</th><td colspan="2">1</td></tr></table>'
    )
    shown = shown_table(foreign)
    assert shown.html == '<tr><th>A</th><td colspan="2">1</td></tr>'
    assert (shown.caption, shown.columns) == ("Said by", 2)


@pytest.mark.parametrize("page", ["notebooks/august-storm.html", "notebooks/order-of-events.html"])
def test_every_hour_of_a_stacked_row_says_its_day(visit, page):
    tab = opened(visit, page, 375)
    hours = tab.locator("table.stacked td").evaluate_all(
        """all => all.filter(one => /^(about\\s)?\\d\\d:\\d\\d$/.test(one.textContent.trim()))
          .map(one => getComputedStyle(one, '::after').content)"""
    )
    assert len(hours) >= 20
    assert set(hours) <= {f'", {day}\N{NO-BREAK SPACE}August"' for day in range(6, 13)}
    wide = opened(visit, page, 1280).locator("td[data-day]").first
    assert wide.evaluate("c => getComputedStyle(c, '::after').content") == "none"


@pytest.mark.parametrize("page", ["article-audit", "chronology", "frontier"])
def test_every_cell_of_a_record_that_is_stacked_says_what_it_is(visit, page):
    tab = opened(visit, f"notebooks/{page}.html", 375)
    cells = tab.locator("table.filterable.stacked tbody :is(td, th)").evaluate_all(
        "all => all.filter(one => one.textContent.trim()).map(one => one.dataset.label || '')"
    )
    assert len(cells) > 20
    assert "" not in cells


def test_a_table_that_fits_a_phone_stays_a_table(visit):
    tab = opened(visit, "notebooks/data.html", 375)
    kinds = tab.locator("table", has_text="Kinds of event").first
    assert not kinds.evaluate("one => one.classList.contains('stacked')")


def test_without_scripts_a_table_that_is_cut_says_so_and_is_reached_by_the_keyboard(visit):
    tab = visit("notebooks/intervals.html", 375, java_script_enabled=False).page
    frame = tab.locator(".table-scroll").last
    assert frame.get_attribute("tabindex") == "0"
    layers = frame.evaluate("f => getComputedStyle(f).backgroundAttachment")
    assert layers.split(", ")[:4] == ["local", "local", "scroll", "scroll"]


def test_a_long_table_under_a_figure_is_reached_by_the_keyboard(visit):
    tab = opened(visit, "notebooks/chronology.html", 1280)
    frame = tab.locator(".plot-table .table-scroll").nth(1)
    assert frame.evaluate("f => f.scrollHeight > f.clientHeight")
    assert frame.get_attribute("tabindex") == "0"
