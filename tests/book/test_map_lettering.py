"""Names of the ten maps as a browser draws them: none on another, none out of the drawing."""

from __future__ import annotations

import pytest
from built_book import sampled
from lettering_geometry import overlapping

import analysis

MAPS = tuple(dict.fromkeys(analysis.load().tables["frames"]["map"]))
# Words that stand level; each once, for its halo is drawn beneath it. Letters, not line boxes.
LEVEL = """() => [...document.querySelectorAll('#figure svg text')]
  .filter(e => !e.getAttribute('transform') && !e.closest('[stroke]'))
  .map(e => { const b = e.getBoundingClientRect(), cut = b.height * 0.22;
    return {text: e.textContent, x0: b.left, x1: b.right,
            y0: b.top + cut, y1: b.bottom - cut}; })"""
FRAME = """() => { const b = document.querySelector('#figure svg').getBoundingClientRect();
  return [b.left, b.top, b.right, b.bottom]; }"""


@pytest.fixture(scope="module")
def page():
    return analysis.Page("atlas")


@pytest.mark.parametrize("name", sampled(MAPS, *list(MAPS)[::4]))
def test_names_stand_free_at_375_and_at_1280(name, page, show):
    made = page.map(name, title="Where it was")
    for width in (375, 1280):
        shown = show(made, "svg", width)
        shown.evaluate("document.querySelector('#figure svg').style.minWidth = '640px'")
        words = shown.evaluate(LEVEL)
        left, top, right, bottom = shown.evaluate(FRAME)
        assert len(words) > 8
        assert overlapping(words) == []
        for one in words:
            assert left <= one["x0"] <= one["x1"] <= right, one["text"]
            assert top <= one["y0"] <= one["y1"] <= bottom, one["text"]
        assert not shown.errors
