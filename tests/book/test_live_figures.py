"""Figures that are zoomed: buttons move them and no axis comes apart."""

from __future__ import annotations

import pytest
from browser import swipe
from built_book import EACH_WITH_FIGURES

# Of each live figure: what its axes of time or number show, and where.
AXES = """() => [...document.querySelectorAll('figure.plot.zooms .plot-live')].map(live =>
  Object.values(live._fullLayout).filter(axis => axis && axis._id && axis._id[0] === 'x')
    .map(axis => ({id: axis._id, over: axis.overlaying || null, left: axis._offset,
                   right: axis._offset + axis._length,
                   low: axis.r2l(axis.range[0]), high: axis.r2l(axis.range[1])})))"""
TOP = "f => f.getBoundingClientRect().top + scrollY"


def in_order(axes: list[dict]) -> bool:
    """Panels from left to right show time from left to right, and a second clock the same time."""
    panels = sorted((axis for axis in axes if not axis["over"]), key=lambda axis: axis["left"])
    edges = [axis[end] for axis in panels for end in ("low", "high")]
    places = ("left", "right", "low", "high")
    same = all(axis[at] == panels[0][at] for axis in axes if axis["over"] for at in places)
    return edges == sorted(edges) and len(set(edges)) == len(edges) and same


@pytest.mark.parametrize("page", EACH_WITH_FIGURES)
def test_a_swipe_on_a_zoomed_figure_scrolls_the_page_and_moves_no_axis(visit, page):
    opened = visit(f"{page}.html", width=375, has_touch=True, is_mobile=True)
    tab = opened.page
    count = opened.zoom_figures()
    finger = tab.context.new_cdp_session(tab)
    before = tab.evaluate(AXES)
    for at in range(count):
        figure = tab.locator("figure.plot.zooms .plot-live").nth(at)
        tab.evaluate("top => scrollTo(0, top - 250)", figure.evaluate(TOP))
        box = figure.bounding_box()
        start = tab.evaluate("scrollY")
        swipe(finger, box["x"] + box["width"] / 2, box["y"] + min(300, box["height"] - 100))
        tab.wait_for_function("start => scrollY - start > 100", arg=start, timeout=5000)
    assert tab.evaluate(AXES) == before


@pytest.mark.parametrize("page", EACH_WITH_FIGURES)
def test_after_a_drag_a_wheel_and_each_button_an_axis_is_still_one_axis(visit, page):
    opened = visit(f"{page}.html")
    tab = opened.page
    count = opened.zoom_figures()
    first = tab.evaluate(AXES)
    assert all(in_order(axes) for axes in first)
    for at in range(count):
        figure = tab.locator("figure.plot.zooms .plot-live").nth(at)
        tab.evaluate("top => scrollTo(0, top - 100)", figure.evaluate(TOP))
        box = figure.bounding_box()
        for y in (min(150, box["height"] / 2), min(box["height"], 700) - 90):  # rows, and an axis
            tab.mouse.move(box["x"] + 120, box["y"] + y)
            tab.mouse.down()
            tab.mouse.move(box["x"] + 420, box["y"] + y + 30, steps=4)
            tab.mouse.up()
        tab.mouse.wheel(0, 40)
    assert tab.evaluate(AXES) == first
    for at in range(count):
        figure = tab.locator("figure.plot.zooms .plot-live").nth(at)
        buttons = figure.locator(".modebar-btn")
        assert len([axis for axis in first[at] if not axis["over"]]) == 1
        for step in (0, 0, 3, 3, 3, 3, 2, 1, 0, 1, 1):
            buttons.nth(step).click()
            axes = tab.evaluate(AXES)[at]
            assert in_order(axes)
            assert first[at][0]["low"] <= axes[0]["low"] < axes[0]["high"]
            assert axes[0]["high"] <= first[at][0]["high"]
        buttons.last.click()
    assert tab.evaluate(AXES) == first


def test_the_buttons_say_what_they_do_stand_clear_of_the_figure_and_answer_the_keyboard(visit):
    opened = visit("notebooks/losses.html", width=375, has_touch=True)
    tab = opened.page
    opened.zoom_figures()
    figure = tab.locator("figure.plot.zooms .plot-live").first
    buttons = figure.locator(".modebar-btn")
    assert [button.get_attribute("data-title") for button in buttons.all()] == [
        "Zoom in",
        "Zoom out",
        "Move to the left",
        "Move to the right",
        "Reset axes",
    ]
    plot = figure.bounding_box()
    for button in buttons.all():
        box = button.bounding_box()
        assert button.evaluate("b => b.ariaLabel || b.textContent")
        assert box["y"] >= plot["y"] + plot["height"]
        assert min(box["width"], box["height"]) >= 24
    whole = tab.evaluate(AXES)[0][0]
    buttons.first.focus()
    tab.keyboard.press("Enter")
    zoomed = tab.evaluate(AXES)[0][0]
    assert whole["low"] < zoomed["low"] < zoomed["high"] < whole["high"]
    buttons.nth(3).focus()
    tab.keyboard.press("Enter")
    assert tab.evaluate(AXES)[0][0]["low"] > zoomed["low"]


# The heights of the lines under the ticks of a live figure, and of its plot's edges.
EDGES = """() => [...document.querySelectorAll('figure.plot.zooms .plot-live')].map(live => {
  const own = live.getBoundingClientRect().top, size = live._fullLayout._size;
  return {top: size.t, bottom: size.t + size.h,
    ticks: [...live.querySelectorAll('path[class$="tick ticks crisp"]')].map(
      tick => tick.getBoundingClientRect()).map(box => [box.top - own, box.bottom - own])}; })"""


@pytest.mark.parametrize("page", ["notebooks/august-storm", "notebooks/order-of-events"])
def test_the_axes_stand_at_the_plot_whatever_widths_it_had_before(visit, page):
    opened = visit(f"{page}.html")
    tab = opened.page
    opened.zoom_figures()
    first = tab.evaluate(EDGES)
    for width in (1000, 375, 1280):
        tab.set_viewport_size({"width": width, "height": 900})
        tab.wait_for_timeout(500)
        seen = tab.evaluate(EDGES)
        assert any(figure["ticks"] for figure in seen)
        for figure in seen:
            for top, bottom in figure["ticks"]:
                ends = (bottom - figure["top"], top - figure["bottom"])
                assert min(abs(end) for end in ends) <= 1.5, (width, figure)
    assert seen == first


# Of a live figure: where each ground of words is drawn, and the words of its labels and headings.
GROUNDS = """() => {
  const live = document.querySelector('figure.plot.zooms .plot-live');
  const box = e => { const b = e.getBoundingClientRect();
    return [b.left, b.right, b.top, b.bottom]; };
  const named = (name) => live.layout.shapes.flatMap((shape, at) =>
    shape.name === name ? [...live.querySelectorAll(`[data-index="${at}"]`)] : []).map(box);
  return {words: named('words'), heading: named('heading'),
    texts: [...live.querySelectorAll('.textpoint text, .annotation-text')].map(box)}; }"""


def under_words(ground: list[float], texts: list[list[float]]) -> bool:
    return any(
        abs(ground[0] - text[0]) < 16 and ground[2] - 2 < text[2] and text[3] < ground[3] + 4
        for text in texts
    )


def test_after_a_zoom_no_ground_stays_where_words_were_and_another_width_keeps_the_zoom(visit):
    opened = visit("notebooks/data-sets-compared.html")
    tab = opened.page
    opened.zoom_figures()
    figure = tab.locator("figure.plot.zooms .plot-live").first
    before = tab.evaluate(GROUNDS)
    figure.locator(".modebar-btn").first.click()
    figure.locator(".modebar-btn").first.click()
    zoomed = tab.evaluate(AXES)
    after = tab.evaluate(GROUNDS)
    assert 0 < len(after["words"]) < len(before["words"])
    assert len(after["heading"]) == len(before["heading"])
    for ground in after["words"] + after["heading"]:
        assert under_words(ground, after["texts"]), ground
    tab.set_viewport_size({"width": 375, "height": 900})
    tab.wait_for_timeout(500)
    narrow = tab.evaluate(AXES)
    ends = [[(axis["low"], axis["high"]) for axis in axes] for axes in narrow]
    assert ends == [[(axis["low"], axis["high"]) for axis in axes] for axes in zoomed]
    figure.locator(".modebar-btn").last.click()
    assert tab.evaluate(AXES)[0][0]["high"] > zoomed[0][0]["high"]


def test_a_mark_of_a_live_figure_opens_its_row_by_a_click_and_by_the_keyboard(visit):
    opened = visit("notebooks/losses.html")
    tab = opened.page
    opened.zoom_figures()
    live = tab.locator("figure.plot.zooms .plot-live").first
    live.focus()
    tab.keyboard.press("End")
    said = tab.locator(".plot-asked").first
    last = tab.evaluate(
        "() => JSON.parse(document.querySelector('.zooms .plot-marks').textContent).pop()"
    )
    assert said.inner_text().startswith(last[3])
    assert live.locator(".hovertext").count() >= 1
    tab.keyboard.press("Enter")
    row = tab.locator(f"[id='{last[0][1:]}']")
    row.wait_for(state="visible")
    tab.evaluate("history.back()")
    tab.wait_for_function("!location.hash")
    live.scroll_into_view_if_needed()
    point = tab.evaluate(POINT)
    tab.mouse.move(point["x"], point["y"])
    tab.mouse.click(point["x"], point["y"])
    tab.wait_for_function("hash => location.hash === hash", arg=point["address"])
    assert tab.locator(f"[id='{point['address'][1:]}']").is_visible()


def test_a_finger_on_a_live_figure_is_told_and_shown_the_way(visit):
    opened = visit("notebooks/losses.html", width=375, has_touch=True, is_mobile=True)
    tab = opened.page
    opened.zoom_figures()
    tab.locator("figure.plot.zooms .plot-live").first.scroll_into_view_if_needed()
    point = tab.evaluate(POINT)
    tab.touchscreen.tap(point["x"], point["y"])
    link = tab.locator(".plot-asked a").first
    link.wait_for(state="visible")
    assert link.get_attribute("href") == point["address"]
    assert tab.evaluate("location.hash") == ""
    assert link.bounding_box()["height"] >= 24


# The place of the first point of the first live figure in the window, and where its mark leads.
POINT = """() => {
  const live = document.querySelector('figure.plot.zooms .plot-live');
  const bare = text => text.replace(/\\s+/g, '');
  const marks = JSON.parse(live.closest('figure').querySelector('.plot-marks').textContent);
  const trace = live.data.find(one => (one.hovertext || []).length);
  const words = document.createElement('div');
  words.innerHTML = trace.hovertext[0];
  const axis = live._fullLayout.xaxis, down = live._fullLayout.yaxis;
  const box = live.getBoundingClientRect();
  const found = marks.find(mark => bare(mark.slice(3).join('')) === bare(words.textContent));
  return {x: box.left + axis._offset + axis.d2p(trace.x[0]),
          y: box.top + down._offset + down.d2p(trace.y[0]), address: found[0]};
}"""
