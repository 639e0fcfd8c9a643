"""Labels neither overlap nor leave the figure: measured in Chromium, in both media."""

from __future__ import annotations

import pytest
from built_book import sampled
from lettering_geometry import overlapping
from review import CASES
from timeline_figures import FIGURES

# Letters, not line boxes: the room above capitals and below the line is shared by neighbours.
MEASURE = """(selector) => [...document.querySelectorAll(selector)].map(e => {
  const b = e.getBoundingClientRect();
  return {text: e.textContent, x0: b.left, x1: b.right,
          y0: b.top + b.height * 0.15, y1: b.bottom - b.height * 0.15};
}).filter(b => b.text && b.x1 > b.x0)"""
PLOTLY_LABELS = ".textpoint text, .annotation-text"
BAD = ["one row", "one instant", "long label", "other scripts", "markup", "unknown ends"]


@pytest.mark.parametrize("width", sampled([320, 375, 768, 1280], 320, 1280))
@pytest.mark.parametrize("name", [*FIGURES, *BAD, "year 9999"])
def test_plotly_labels_stand_free_and_inside(show, name, width):
    figure = FIGURES[name]() if name in FIGURES else CASES[name]()
    page = show(figure, "plotly", width)
    found = page.evaluate(MEASURE, PLOTLY_LABELS)
    assert page.errors == []
    assert len(page.query_selector_all(".textpoint text")) >= len(figure.table())
    assert overlapping(found) == []
    frame = page.evaluate("document.querySelector('.main-svg').getBoundingClientRect().toJSON()")
    outside = [b["text"] for b in found if b["x0"] < frame["left"] or b["x1"] > frame["right"]]
    assert outside == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("name", [*FIGURES, *BAD, "year 9999"])
def test_svg_labels_stand_free_and_inside(show, name):
    figure = FIGURES[name]() if name in FIGURES else CASES[name]()
    page = show(figure, "svg", 800)
    found = page.evaluate(MEASURE, "g[id*='-row-'] text")
    assert len(found) >= len(figure.table())
    assert overlapping(found) == []
    frame = page.evaluate(
        "document.querySelector('#figure > svg').getBoundingClientRect().toJSON()"
    )
    every = page.evaluate(MEASURE, "svg text")
    outside = [b["text"] for b in every if b["x0"] < frame["left"] or b["x1"] > frame["right"]]
    assert outside == []


def test_text_from_the_data_is_shown_as_typed_by_plotly(show):
    page = show(CASES["markup"](), "plotly", 768)
    shown = page.evaluate(
        "[...document.querySelectorAll('.textpoint text, .annotation-text')].map(e=>e.textContent)"
    )
    for text in ("<script>alert(1)</script>", "%{y} and %{meta.title}", "$x^2$ & <b>bold</b> &lt;"):
        assert text in shown
    assert "<i>Title</i> %{y} $a$" in shown
    assert "$line$ <b>%{x}</b>" in shown
    box = page.locator(".textpoint text", has_text="$x^2$").bounding_box()
    page.mouse.move(box["x"] + 1, box["y"] + box["height"] / 2)
    page.wait_for_timeout(300)
    hover = page.evaluate("document.querySelector('.hoverlayer').textContent")
    assert "$x^2$ & <b>bold</b> &lt;" in hover


@pytest.mark.proof
def test_ten_thousand_rows_answer_the_pointer(show):
    page = show(CASES["ten thousand rows"](), "plotly", 768)
    assert page.evaluate("document.querySelectorAll('#figure *').length") < 1000
    page.mouse.move(380, 200)
    page.mouse.move(384, 204)
    page.wait_for_timeout(400)
    assert "Event " in page.evaluate("document.querySelector('.hoverlayer').textContent")
