"""A mark is a row of a table, and whatever a scene holds is drawn in both media."""

from __future__ import annotations

import datetime as dt
import re
import xml.etree.ElementTree as ElementTree
from dataclasses import replace
from itertools import pairwise

import drawn_marks
import pytest
from review import CASES
from timeline_figures import lake_khasan, losses, table

from timelines import Timeline, arrange, glyphs
from timelines.description import Axis, position_of
from timelines.glyphs import GLYPHS, box, lozenge
from timelines.media import print_metrics, screen_metrics
from timelines.palette import ROLES, colour
from timelines.plotly_markers import marker_of
from timelines.scale import Scale
from timelines.scene import Answer, Box, Boxes, Outline, Outlines, Scene, Style, Text, key_of
from timelines.timeline_scene import scene_of
from timelines.to_matplotlib import draw, svg_of
from timelines.to_plotly import spec_of

SVG = "{http://www.w3.org/2000/svg}"
SEA = ((0.0, 0.0), (10.0, 0.0), (10.0, 80.0), (0.0, 80.0))
ISLAND = ((4.0, 30.0), (6.0, 30.0), (6.0, 50.0), (4.0, 50.0))
FLAG = ((0.0, 0.0), (0.0, -9.0), (7.0, -6.0), (0.5, -4.0), (0.5, 0.0))
CROSS = (
    (0, 1),
    (1, 2),
    (2, 1),
    (3, 2),
    (2, 3),
    (3, 4),
    (2, 5),
    (1, 4),
    (0, 5),
    (-1, 4),
    (0, 3),
    (-1, 2),
)


def scene(*items, zooms=True) -> Scene:
    """Ten steps across and eighty units down."""
    made = Scene(
        screen_metrics(wide=False) if zooms else print_metrics(),
        Scale(Axis("number", ((0.0, 10.0),))),
        height=80.0,
        alt="A sea with an island",
    )
    made.items = list(items)
    return made


def groups(svg: str) -> dict[str, ElementTree.Element]:
    return {
        group.get("id").partition("-")[2]: group
        for group in ElementTree.fromstring(svg).iter(f"{SVG}g")
        if group.get("id")
    }


# The table


def test_every_glyph_of_a_figure_is_in_its_key_and_drawn_as_it_is_there():
    drawn = CASES["unknown ends"]().spec()
    key = [note["text"] for note in drawn["layout"]["annotations"]]
    for meaning in ("certain", "possible", "moment or day", "goes on", "end unknown"):
        assert meaning in key
    assert key.count("approximate") == 1  # two marks, one meaning


def test_a_figure_of_numbers_has_words_of_its_own_for_the_same_marks():
    key = [note["text"] for note in losses().spec()["layout"]["annotations"]]
    assert {"range given", "anything up to", "one number", "or more"} <= set(key)


@pytest.mark.parametrize("glyph", GLYPHS, ids=lambda glyph: glyph.name)
def test_the_key_has_room_for_a_glyph_with_what_it_stands_on(glyph):
    for metrics in (print_metrics(), screen_metrics(wide=False)):
        items, _ = key_of([(glyph, "means this")], 0.0, metrics)
        words = next(item for item in items if isinstance(item, Text) and len(item.lines[0]) > 1)
        shown = [item for item in items if item is not words]
        ends = [x for i in shown if isinstance(i, Boxes) for b in i.boxes for x in b.dx]
        for item in shown:
            if isinstance(item, Outlines):
                ends += [x for o in item.outlines for ring in o.rings for x, _ in ring]
        assert metrics.outdent - 0.01 <= min(ends)
        assert max(ends) < words.dx


def test_a_new_mark_is_one_row_of_the_table(monkeypatch):
    """It is drawn in both media, explained in the key, and labels keep clear of it."""
    flag = glyphs.Glyph(
        "flag",
        (glyphs.Part(((0, -0.2), (0, -2), (6, -1.5), (0.3, -1.2), (0.3, -0.2))),),
        {glyphs.ANYWHERE: "raised here"},
        lambda row, shown, axis: [(sum(shown) / 2, 1)] if row.instant and row.exact else [],
        on="diamond",
    )
    plain = labels_of(lake_khasan())
    monkeypatch.setattr(glyphs, "GLYPHS", (*GLYPHS, flag))
    monkeypatch.setitem(glyphs.BY_NAME, "flag", flag)
    figure = lake_khasan()
    svg, spec = figure.svg(), figure.spec()
    assert "flags-petrol" in groups(svg)
    assert "raised here" in svg
    assert "raised here" in [note["text"] for note in spec["layout"]["annotations"]]
    truce = [
        shape for shape in spec["layout"]["shapes"] if shape.get("xanchor") == "1938-08-10 12:00"
    ]
    assert [shape["fillcolor"] for shape in truce if shape["type"] == "path"] == [
        colour("full-petrol")
    ]
    room = print_metrics().bar / 2 * (6 - 0.95)
    assert labels_of(figure)["truce"] - plain["truce"] == pytest.approx(room)


def test_a_new_mark_stands_by_a_column_of_its_own(monkeypatch):
    """Nothing but the row of the table is written: not the event's row, nor what reads marks."""
    probe = glyphs.Glyph(
        "probe",
        (glyphs.Part(tuple(((x + 1) / 2, (y - 3) / 2) for x, y in CROSS)),),
        {glyphs.ANYWHERE: "of this test"},
        lambda row, shown, axis: [(shown[1], 1)] if row.event.get("probed") else [],
        on="core",
    )
    monkeypatch.setattr(glyphs, "GLYPHS", (*GLYPHS, probe))
    monkeypatch.setitem(glyphs.BY_NAME, "probe", probe)
    monkeypatch.setitem(drawn_marks.SIGNS, "probes", probe)
    events = table(
        ("survey", "Survey", "korea", "period", "1935-04-01", "", "1936-09-30"),
        ("talks", "Talks", "korea", "period", "1937-01-01", "", "1938-03-31"),
    ).assign(probed=[True, False])
    figure = Timeline(events, span=(dt.date(1935, 1, 1), dt.date(1938, 12, 31)))
    at = 639 / 1461  # the midnight after 30 September 1936, of four years
    for marks in (drawn_marks.of_svg(figure.svg()), drawn_marks.of_plotly(figure.spec())):
        (found,) = (mark for mark in marks if mark[0] == "probes")
        assert found[1:] == ("ochre", pytest.approx(at, abs=0.003), pytest.approx(at, abs=0.003))


def labels_of(figure) -> dict[str, float]:
    arranged = arrange.arrange(figure.description, print_metrics())
    return {placed.row.id: placed.dx for placed in arranged.rows}


# One geometry


@pytest.mark.parametrize("name", ["unknown ends", "one instant", "long label"])
def test_a_mark_has_the_same_proportions_in_print_and_on_the_screen(name):
    description = CASES[name]().description
    shapes = []
    for metrics in (print_metrics(), screen_metrics(wide=True)):
        rings = {}
        for item in scene_of(description, metrics).items:
            if isinstance(item, Outlines) and item.group:
                for at, outline in enumerate(item.outlines):
                    rings[item.name, at] = [
                        (x / metrics.bar, y / metrics.bar) for x, y in outline.rings[0]
                    ]
        shapes.append(rings)
    assert shapes[0]
    assert shapes[0].keys() == shapes[1].keys()
    for name, ring in shapes[0].items():
        assert [x for point in ring for x in point] == pytest.approx(
            [x for point in shapes[1][name] for x in point]
        )


@pytest.mark.parametrize(
    ("ring", "symbol", "size"),
    [
        (lozenge(6.5), "diamond", 10.0),
        (box(-4, 4, 4), "square", 8.0),
        (glyphs.dot(20.0, 1.5), "circle", 3.0),
        (((0, -10), (13, 0), (0, 10)), "triangle-down", 17.33),
        (box(1, 5, 9), "line-ew", 18.0),
    ],
)
def test_an_outline_that_the_library_has_a_marker_for_is_that_marker(ring, symbol, size):
    marker = marker_of((ring,))
    assert (marker["symbol"], marker["size"]) == (symbol, size)


@pytest.mark.parametrize(
    "ring",
    [
        CROSS,  # as many corners as a circle
        ((-2, -6), (6, -2), (2, 6), (-6, 2)),  # a square that is turned a little
        ((0, 10), (13, 0), (13, 20)),  # an arrowhead's proportions, the wrong way round
        ((6.5, -10), (0, 10), (13, 10)),  # and one that looks upwards
        tuple((2 * x, y) for x, y in glyphs.dot(0.0, 1.5)),  # an ellipse
        ((0, 0), (0, 5)),
    ],
)
def test_an_outline_that_only_resembles_a_marker_is_none(ring):
    assert marker_of((ring,)) is None


def test_an_outline_that_is_no_marker_is_drawn_in_pixels_and_still_answers():
    answer = Answer("here", ("Here", "now"))
    flag = Outlines("flags", Style("ink"), [Outline((FLAG,), 5.0, 40.0, answer)], "Flags")
    spec = spec_of(scene(flag), "light")
    (shape,) = spec["layout"]["shapes"]
    assert shape["path"].startswith("M0.00,0.00L0.00,9.00L7.00,6.00")  # a screen counts upwards
    assert (shape["xanchor"], shape["yanchor"], shape["xsizemode"]) == (5.0, 40.0, "pixel")
    (trace,) = spec["data"]
    assert (trace["x"], trace["y"], trace["hovertext"]) == ([5.0], [35.5], ["<b>Here</b><br>now"])


# What a map needs


def test_a_polygon_with_a_hole_is_a_hole_in_both_media():
    sea = Outlines("sea", Style("full-petrol"), [Outline((SEA, ISLAND))])
    (shape,) = spec_of(scene(sea), "light")["layout"]["shapes"]
    assert (shape["fillrule"], shape["path"].count("M"), shape["path"].count("Z")) == (
        "evenodd",
        2,
        2,
    )
    assert "M4.0,30.00L6.0,30.00L6.0,50.00L4.0,50.00Z" in shape["path"]
    path = groups(svg_of(draw(scene(sea, zooms=False), "light")))["sea"][0]
    assert path.get("d").count("M") == 2
    turns = [area(ring) for ring in path.get("d").split("M")[1:]]
    assert turns[0] * turns[1] < 0  # the hole runs the other way: no rule of filling fills it


def area(ring: str) -> float:
    """Twice the area, signed by the way the ring runs."""
    numbers = [float(n) for n in re.findall(r"-?[\d.]+", ring)]
    points = list(zip(numbers[::2], numbers[1::2], strict=True))
    return sum(
        a[0] * b[1] - b[0] * a[1] for a, b in zip(points, [*points[1:], points[0]], strict=True)
    )


def test_words_over_a_map_have_a_halo_of_their_own_beneath():
    name = Text(("Halha",), 5.0, 40.0, 10.0, "ink", halo="paper")
    texts = list(ElementTree.fromstring(svg_of(draw(scene(name, zooms=False), "light"))).iter())
    halo, words = (element for element in texts if element.tag == f"{SVG}text")
    parent = next(group for group in texts if halo in list(group))
    assert (halo.text, halo.get("fill")) == ("Halha", colour("paper"))
    assert (parent.get("stroke"), parent.get("stroke-width")) == (colour("paper"), "2.80")
    assert (words.text, words.get("fill")) == ("Halha", colour("ink"))
    (note,) = spec_of(scene(name), "light")["layout"]["annotations"]
    assert note["font"]["shadow"].count(colour("paper")) == 4


# An SVG fit for a page


def test_colours_of_a_drawing_are_attributes_of_the_palette_and_nothing_is_a_style():
    for figure in (lake_khasan(), losses(), CASES["unknown ends"]()):
        svg = figure.svg()
        assert "style" not in svg
        used = set(re.findall(r' (?:fill|stroke)="(#[^"]*)"', svg))
        assert used <= set(ROLES["light"].values())
        assert {colour("paper"), colour("ink"), colour("muted")} <= used


def test_a_drawing_has_no_id_twice():
    for figure in (lake_khasan(), losses(), CASES["unknown ends"](), two_lanes_of_a_hue()):
        ids = re.findall(r' id="([^"]+)"', figure.svg())
        assert len(ids) == len(set(ids))


def two_lanes_of_a_hue() -> Timeline:
    rows = (
        ("a", "A", "x", "period", "1938", "", "1939"),
        ("b", "B", "y", "period", "1938", "", "1939"),
    )
    return Timeline(table(*rows), hues={"x": "blue", "y": "blue"})


def test_no_stroke_is_left_between_the_grounds_of_labels_on_neighbouring_lines():
    metrics = print_metrics()
    made = scene_of(CASES["one instant"]().description, metrics)
    (grounds,) = (item for item in made.ground if isinstance(item, Boxes) and item.name == "words")
    boxes = sorted(grounds.boxes, key=lambda one: one.top)
    assert len(boxes) == 12
    for above, below in pairwise(boxes):
        assert below.top - above.bottom == pytest.approx(0.0, abs=1e-9)


def test_many_bars_are_one_path_and_a_box_is_as_high_as_it_is_said():
    boxes = [Box(at / 40, at / 40, 0.0, 12.0, answer=Answer(str(at), ("x",))) for at in range(200)]
    bars = Boxes("bars", Style("ink", "ink", 2.0), boxes, "Many")
    spec = spec_of(scene(bars), "light")
    assert len(spec["layout"]["shapes"]) == 1
    assert spec["layout"]["shapes"][0]["path"].startswith("M0.0,1.00L0.0,1.00L0.0,11.00")
    assert spec["data"][0]["mode"] == "none"
    few = spec_of(scene(replace(bars, boxes=boxes[:5])), "light")["data"][0]
    assert (few["type"], few["width"], few["marker"]["line"]["width"]) == ("bar", 10.0, 2.0)


@pytest.mark.parametrize(
    ("second", "bounds"), [("1936-01-01", [dt.date(1936, 1, 1)]), ("1936-03-01", [])]
)
def test_there_is_a_line_where_one_field_ends_and_the_next_begins(second, bounds):
    figure = Timeline(
        table(("x", "X", "korea", "period", "1935-02-01", "", "1937-02-01")),
        background=[("1935-01-01", "1935-12-31", "Small"), (second, "1937-12-31", "Medium")],
    )
    ground = scene_of(figure.description, print_metrics()).ground
    drawn = [one for made in ground if made.name == "bounds" for one in made.outlines]
    assert [one.rings[0][0][0] for one in drawn] == [position_of(day) for day in bounds]
