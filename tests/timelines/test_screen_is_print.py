"""Every figure of the book, as its notebook stores it: the screen shows what print shows."""

from __future__ import annotations

import html
import json
import re
from pathlib import Path

import pytest
from contrast_ratio import contrast
from drawn_marks import answers, of_plotly, of_svg

from timelines.figure import PLOTLY_MIME

pytestmark = pytest.mark.checkout  # where the notebooks are
NOTEBOOKS = sorted((Path(__file__).parents[2] / "notebooks").glob("*.ipynb"))
PANEL = 640  # pixels; what two pixels are a part of


def stored() -> dict[str, dict]:
    """Each figure's bundle by page and cell."""
    found = {}
    for path in NOTEBOOKS:
        for at, cell in enumerate(json.loads(path.read_text("utf-8"))["cells"]):
            for output in cell.get("outputs", []):
                if PLOTLY_MIME in output.get("data", {}):
                    found[f"{path.stem}-{at}"] = output["data"]
    return found


FIGURES = stored()


@pytest.fixture(params=FIGURES)
def bundle(request):
    return FIGURES[request.param]


def arrangements(bundle: dict) -> list[dict]:
    """The narrow figure, and the wide one where there is one."""
    spec = bundle[PLOTLY_MIME]
    wide = spec["layout"]["meta"].get("wide")
    return [spec, wide] if wide else [spec]


def counted(bundle: dict) -> bool:
    """Whether the table holds counts, not a row for each mark."""
    return bundle[PLOTLY_MIME]["layout"]["meta"]["kind"].startswith("verdict")


def svg_of(bundle: dict) -> str:
    return "".join(bundle["image/svg+xml"])


def texts_of(spec: dict) -> list[str]:
    """All that a live figure letters, without its markup."""
    texts = [note["text"] for note in spec["layout"]["annotations"]]
    texts += [text for trace in spec["data"] for text in trace.get("text", [])]
    return [html.unescape(re.sub(r"<[^>]*>", " ", text)) for text in texts]


def test_every_kind_of_figure_is_among_them():
    kinds = {bundle[PLOTLY_MIME]["layout"]["meta"]["kind"] for bundle in FIGURES.values()}
    assert kinds >= {"timeline", "readings", "losses", "verdict-grid", "verdict-counts"}
    assert kinds >= {"statements", "strengths", "flow", "distances", "density", "clock-bands"}


def pictures(bundle: dict) -> list[str]:
    """The drawing for print, and those for a page, wide and narrow."""
    return [svg_of(bundle), *bundle[PLOTLY_MIME]["layout"]["meta"]["page"].values()]


def hovers(spec: dict) -> dict[str, str]:
    """What plotly says of each mark, by its id, without markup, lines and spaces."""
    said = {}
    for trace in spec["data"]:
        for one, words in zip(trace.get("customdata", []), trace.get("hovertext", []), strict=True):
            plain = html.unescape(re.sub(r"<[^>]*>", "", words))
            said[one[0] if isinstance(one, list) else one] = "".join(plain.split())
    return said


def test_each_picture_says_of_every_mark_what_plotly_says_of_it(bundle):
    for svg in pictures(bundle):
        said = {one: "".join("".join(lines).split()) for one, _, _, _, *lines in answers(svg)}
        assert said
        for spec in arrangements(bundle):
            assert hovers(spec) == said


def test_each_mark_begins_and_ends_where_it_does_in_print(bundle):
    printed = of_svg(svg_of(bundle))
    assert printed
    for live in [*map(of_plotly, arrangements(bundle)), *map(of_svg, pictures(bundle)[1:])]:
        assert [mark[:2] for mark in live] == [mark[:2] for mark in printed]
        for seen, drawn in zip(live, printed, strict=True):
            assert seen[2:] == pytest.approx(drawn[2:], abs=2 / PANEL), (seen, drawn)


def shapes_of_bars(spec: dict) -> list[dict]:
    shapes = spec["layout"]["shapes"]
    bars = [shape for shape in shapes if shape["type"] == "path" and "name" not in shape]
    return [shape for shape in bars if shape["xref"] != "paper"]


def test_a_mark_is_seen_however_short_its_time(bundle):
    for spec in arrangements(bundle):
        for shape in shapes_of_bars(spec):
            assert shape["line"] == {"width": 2, "color": shape["fillcolor"]}
        for trace in spec["data"]:
            if trace["type"] == "bar":
                assert trace["marker"]["line"]["width"] >= 1
            elif trace.get("marker", {}).get("symbol") in ("diamond", "square", "triangle-down"):
                assert trace["marker"]["size"] >= 5


@pytest.mark.parametrize("name", [name for name in FIGURES if not counted(FIGURES[name])])
def test_every_row_of_the_table_answers_the_pointer(name):
    for spec in arrangements(FIGURES[name]):
        ids = {
            one[0] if isinstance(one, list) else one
            for trace in spec["data"]
            for one in trace.get("customdata", [])
        }
        assert len(ids) == len(FIGURES[name][PLOTLY_MIME]["layout"]["meta"]["table"]) - 1


def test_the_screen_says_what_print_says(bundle):
    texts = re.findall(r"<text[^>]*>([^<]*)</text>", svg_of(bundle))
    said = {word for text in texts for word in html.unescape(text).split()}
    ticks = re.compile(r"[\d,.:]+|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec")
    title = bundle[PLOTLY_MIME]["layout"]["meta"]["title"]
    for spec in arrangements(bundle):
        texts = [text.split() for text in texts_of(spec)]
        assert title.split() in texts
        missing = said - {word for text in texts for word in text}
        assert not {word for word in missing if not ticks.fullmatch(word)}


def test_no_letters_of_the_screen_are_small(bundle):
    for spec in arrangements(bundle):
        sizes = [note["font"]["size"] for note in spec["layout"]["annotations"]]
        sizes += [t["textfont"]["size"] for t in spec["data"] if "textfont" in t]
        assert min(sizes) >= 12


def test_a_figure_brings_its_paper_wherever_it_is_shown(bundle):
    template = bundle[PLOTLY_MIME]["layout"]["template"]["layout"]
    paper = template["paper_bgcolor"]
    assert contrast(template["font"]["color"], paper) >= 4.5
    assert contrast(template["xaxis"]["tickfont"]["color"], paper) >= 4.5
    assert contrast(template["xaxis"]["linecolor"], paper) >= 3
    for spec in arrangements(bundle):
        assert not {"paper_bgcolor", "font"} & set(spec["layout"])
        for note in spec["layout"]["annotations"]:
            assert contrast(note["font"].get("color", template["font"]["color"]), paper) >= 4.5
    first = re.search(
        r'<g id="[^"]*patch_1">\s*<path d="M 0 [^"]*"\s*fill="([^"]*)"', svg_of(bundle)
    )
    assert first[1] == paper


def test_an_axis_that_is_broken_is_not_zoomed_and_a_whole_one_keeps_its_bounds(bundle):
    spec = bundle[PLOTLY_MIME]
    assert spec["layout"]["template"]["layout"]["dragmode"] is False
    for each in arrangements(bundle):
        axes = [axis for name, axis in each["layout"].items() if name.startswith("xaxis")]
        own = [axis for axis in axes if "matches" not in axis]
        assert all(axis["matches"] == axis["overlaying"] == "x" for axis in axes if axis not in own)
        if spec["config"]["displayModeBar"]:
            assert len(own) == 1
            assert [own[0]["minallowed"], own[0]["maxallowed"]] == own[0]["range"]
        else:
            assert all(axis["fixedrange"] for axis in own)
