"""Maps in the built pages: under a title and a key that stay, and fetched when a reader is near."""

from __future__ import annotations

import json

import pytest

from timelines.media import FIGURE_MIME

ATLAS = "notebooks/atlas.html"
DRAWN = """() => [...document.querySelectorAll('.map .sheet > svg')]
  .map(svg => svg.querySelectorAll('path').length > 20)"""


def words(drawing: str) -> str:
    return " ".join(drawing.split())


def test_the_atlas_borrows_the_ten_maps_of_the_chapters(book):
    of_chapters = [
        output["data"][FIGURE_MIME]["title"]
        for path in sorted((book.root / "notebooks").glob("*.ipynb"))
        for cell in json.loads(path.read_text("utf-8"))["cells"]
        for output in cell.get("outputs", [])
        if output.get("data", {}).get(FIGURE_MIME, {}).get("kind") == "map"
    ]
    shown = (book.html / ATLAS).read_text("utf-8")
    assert len(of_chapters) == len(set(of_chapters)) == 10
    assert shown.count('<figure class="figure plot map"') == 10
    for title in of_chapters:
        assert title in shown


def test_a_map_farther_down_is_fetched_when_it_comes_near(visit):
    opened = visit(ATLAS)
    tab = opened.page
    assert tab.evaluate(DRAWN)[0]
    assert not any(tab.evaluate(DRAWN)[4:])
    fetched = [address for address in opened.asked if address.endswith("-sheet.js")]
    assert len(fetched) < 4
    last = tab.locator(".map .sheet").last
    before = last.bounding_box()["height"]
    last.scroll_into_view_if_needed()
    tab.wait_for_function(f"({DRAWN})()[8]")
    assert last.bounding_box()["height"] == before  # nothing shifts
    tab.evaluate("dispatchEvent(new Event('beforeprint'))")
    tab.wait_for_function(f"({DRAWN})().every(Boolean)")
    assert opened.said == []


def test_a_map_that_came_later_answers_like_the_first(visit):
    tab = visit(ATLAS).page
    figure = tab.locator("figure.map").last
    figure.locator(".sheet").scroll_into_view_if_needed()
    tab.wait_for_function(f"({DRAWN})()[8]")
    figure.locator(".plot-mark").focus()
    tab.keyboard.press("End")
    said = tab.locator(".plot-tip p").first.inner_text()
    assert said in figure.locator(".plot-mark").get_attribute("aria-label")


def test_without_scripts_every_map_is_a_picture(visit):
    tab = visit(ATLAS, java_script_enabled=False).page
    pictures = tab.locator(".map .sheet img")
    assert pictures.count() == 9
    for at in range(9):
        pictures.nth(at).scroll_into_view_if_needed()
        box = pictures.nth(at).bounding_box()
        assert box["width"] > 300
        assert box["height"] > 200
        assert pictures.nth(at).get_attribute("alt").startswith("Map.")


@pytest.mark.parametrize("width", [375, 1280])
def test_the_title_and_the_key_of_a_map_stay_where_the_sheet_scrolls(visit, width):
    tab = visit("notebooks/khalkhin-gol.html", width=width).page
    for figure in tab.locator("figure.map").all():
        head = figure.locator(".plot-static:not(.sheet) > svg:visible")
        assert head.count() == 1
        box, sheet = head.bounding_box(), figure.locator(".sheet")
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
        assert box["y"] + box["height"] <= sheet.bounding_box()["y"] + 1
        assert "band: how far off the line may be" in words(head.text_content())
        assert "band: how far off" not in sheet.locator("svg").text_content()
        scrolls = sheet.evaluate("one => one.scrollWidth > one.clientWidth")
        assert scrolls == (width == 375)
        beside = sheet.evaluate("one => [one.scrollLeft, one.scrollWidth - one.clientWidth]")
        assert abs(2 * beside[0] - beside[1]) <= 2  # the middle is seen first
