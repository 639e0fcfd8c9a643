"""A map from its description: what is drawn, told and listed is one, and bad input is one error."""

from __future__ import annotations

import io
import itertools
import math
import re
import xml.etree.ElementTree as ElementTree
from dataclasses import replace

import numpy as np
import pytest
import shapely
from contrast_ratio import contrast
from drawn_marks import answers
from PIL import Image

from cartography.relief import STRENGTH
from timelines import Map, TimelineError
from timelines.map_description import (
    MapArea,
    MapDescription,
    MapFrame,
    MapLettering,
    MapLine,
    MapPlace,
    MapWay,
)
from timelines.map_signs import sign_of
from timelines.media import FIGURE_MIME, PLOTLY_MIME, print_metrics
from timelines.palette import DARK, LIGHT, ROLES, colour

SVG = "{http://www.w3.org/2000/svg}"
BOX = (130.53, 42.395, 130.69, 42.478)
HILL = MapPlace("zaozernaya", "Zaozernaya (Changkufeng)", "Zaozernaya", 130.611, 42.4359, 0.5)
PILLAR = MapPlace("pillar-t", "Boundary pillar T", "Pillar T", 130.639275, 42.419787, 1.5)
CREST = MapLine(
    "crest",
    "Watershed of 1886",
    "claimed line",
    shapely.LineString([(130.597, 42.451), (130.611, 42.4359), (130.639275, 42.419787)]),
    1.5,
    "claimed by the USSR",
    "petrol",
    held="USSR",
    banded=True,
)
LAKE = MapLine("lake", "Lake Khasan", "lake", shapely.box(130.607, 42.44, 130.615, 42.46), 0.8)
WAY = MapWay(
    "attack",
    "40th Rifle Division",
    "40",
    ((shapely.LineString([(130.66, 42.45), (130.63, 42.44)]), False),),
    1.0,
    "rust",
    "Soviet attack",
    "6 August 1938",
)
GROUND = MapArea("slope", "Western slope", shapely.box(130.56, 42.40, 130.6, 42.47), "amber")
KHASAN = MapFrame(
    "khasan",
    "",
    "transverse mercator",
    BOX,
    land=(shapely.box(130, 42, 131, 43),),
    areas=(GROUND,),
    lines=(CREST, LAKE),
    ways=(WAY,),
    places=(HILL, PILLAR),
    lettering=(MapLettering("USSR", "state", 130.66, 42.46),),
)


def drawn(**parts) -> Map:
    frame = replace(KHASAN, **parts)
    return Map(MapDescription((frame,), "The crest or the shore", "Read it so", "Own drawing."))


def words(svg: str) -> list[str]:
    return [text.text for text in ElementTree.fromstring(svg).iter(f"{SVG}text")]


def place(at: int, label: str = "", lon: float = 130.61, lat: float = 42.44) -> MapPlace:
    return MapPlace(f"p{at}", label or f"Height {at}", label or f"Height {at}", lon, lat, 0.2)


def test_a_map_is_a_drawing_with_its_words_and_no_plot():
    bundle = drawn()._repr_mimebundle_()
    assert set(bundle) == {"image/svg+xml", FIGURE_MIME, "text/plain"}
    assert PLOTLY_MIME not in bundle
    assert bundle[FIGURE_MIME]["kind"] == "map"
    assert bundle[FIGURE_MIME]["title"] == "The crest or the shore"
    assert set(drawn()._repr_mimebundle_(include=["text/plain"])) == {"text/plain"}


def test_names_are_text_over_a_halo_of_their_own():
    svg = drawn().svg()
    assert words(svg).count("Zaozernaya") == 2
    halo = re.search(r'<g stroke="(#\w+)"[^>]*><text[^>]*fill="(#\w+)">Zaozernaya', svg)
    assert halo
    assert halo[1] == halo[2] == colour("land")
    assert "paint-order" not in svg
    assert "var(" not in svg


def test_a_state_is_in_spaced_capitals():
    assert re.search(r'<g letter-spacing="3.2"><text[^>]*>USSR', drawn().svg())


@pytest.mark.parametrize(
    ("part", "kept", "named"),
    [
        ("places", (HILL,), "Boundary pillar T"),
        ("lines", (LAKE,), "Watershed of 1886"),
        ("ways", (), "40th Rifle Division"),
    ],
)
def test_what_is_taken_away_is_gone_from_drawing_table_and_words(part, kept, named):
    whole, less = drawn(), drawn(**{part: kept})
    assert named in set(whole.table()["What"])
    assert named not in set(less.table()["What"])
    assert named not in less.svg()
    assert less.alt_text() != whole.alt_text()
    assert less.svg() != whole.svg()


def test_a_place_without_room_is_in_the_table_and_said_to_be_there_only():
    crowd = tuple(place(at, f"A height with a long name {at}") for at in range(40))
    made = drawn(places=crowd)
    lost = set(made.dropped["khasan"])
    shown = dict(zip(made.table()["What"], made.table()["Shown"], strict=True))
    assert 0 < len(lost) < 40
    named = set(words(made.svg()))
    for one in crowd:
        assert shown[one.name] == ("in this table only" if one.id in lost else "named")
        assert (one.label in named) == (one.id not in lost)


def test_a_place_off_the_sheet_is_listed_and_not_drawn():
    far = place(1, "Harbin", 126.65, 45.75)
    made = drawn(places=(HILL, far))
    assert made.dropped == {"khasan": ["p1"]}
    assert "Harbin" not in words(made.svg())


def test_two_places_on_one_spot_both_have_their_name():
    made = drawn(places=(place(1, "Changkufeng"), place(2, "Zaozernaya")), lines=(), ways=())
    assert {"Changkufeng", "Zaozernaya"} <= set(words(made.svg()))


@pytest.mark.parametrize(
    "name",
    ["張鼓峰事件の高地", "حسن بحيرة", "Хасан", "<b>&amp;", "A" * 200, "height " * 30],
    ids=["Chinese", "right to left", "Cyrillic", "markup", "200 letters", "200 in words"],
)
def test_any_name_is_drawn_as_it_is_within_the_sheet(name):
    made = drawn(places=(place(1, name.strip()),), lines=(), ways=())
    if made.dropped["khasan"]:
        assert name.strip() in set(made.table()["What"])
    else:
        assert "".join(dict.fromkeys(words(made.svg()))).replace(" ", "").count(name[:4].strip())
    assert "<b>" not in made.svg()


@pytest.mark.parametrize(
    ("lon", "lat"), [(math.nan, 42.4), (130.6, math.nan), (200.0, 42.4), (130.6, 91.0)]
)
def test_a_place_without_coordinates_is_one_clear_error(lon, lat):
    with pytest.raises(TimelineError, match=r"place 'p1': coordinates .*; expected degrees"):
        place(1, lon=lon, lat=lat)


@pytest.mark.parametrize(
    ("points", "expected"),
    [
        ([(179, 50), (-179, 51)], "line 'x': crosses the antimeridian"),
        ([(130, 42), (131, 43), (131, 42), (130, 43)], "line 'x': crosses itself"),
    ],
)
def test_a_line_that_cannot_be_is_one_clear_error(points, expected):
    line = MapLine("x", "X", "river", shapely.LineString(points), 1.0)
    with pytest.raises(TimelineError, match=expected):
        replace(KHASAN, lines=(line,))


def test_an_empty_map_is_a_sheet_and_one_without_a_sheet_an_error():
    empty = Map(
        MapDescription((MapFrame("e", "", "lambert", (111.0, 38.0, 145.0, 53.0)),), "Empty")
    )
    assert empty.table().empty
    assert words(empty.svg())[0] == "Empty"
    with pytest.raises(TimelineError, match="expected at least one"):
        MapDescription((), "None")


def test_the_doubt_of_a_line_is_drawn_as_wide_as_it_is():
    """1.5 km on either side of the crest, at 500 units to the width of the sheet."""
    from timelines.map_pen import Pen
    from timelines.map_sheet import DrawnSheet
    from timelines.media import print_metrics

    metrics = print_metrics()
    sheet = DrawnSheet(KHASAN, metrics.width, Pen(metrics, 0.0, 0.0))
    (band,) = sheet._band(CREST)
    ring = np.array(band.outlines[0].rings[0]) * (metrics.width, 1.0)
    middle = shapely.Point(sheet.sheet.point(HILL.lon, HILL.lat))
    away = shapely.Polygon(ring).exterior.distance(middle) / sheet.sheet.per_km
    assert away == pytest.approx(1.5, rel=0.05)


@pytest.mark.parametrize(
    ("place", "explained"),
    [
        (replace(HILL, radius_km=0.05), set()),
        (replace(HILL, radius_km=1.0), {"the place lies in here"}),
        (replace(HILL, radius_km=0.05, hollow=True), {"hollow: placed from memory, no source"}),
        (
            replace(HILL, radius_km=0.05, hollow=True, hues=("petrol",)),
            {"hollow: placed from memory, no source"},
        ),
        (replace(HILL, radius_km=1.0, lon=131.5), set()),
    ],
)
def test_the_key_explains_the_signs_of_places_that_are_there_and_no_other(place, explained):
    signs = {"the place lies in here", "hollow: placed from memory, no source"}
    made = drawn(places=(place,), ways=())
    assert signs & set(words(made.svg())) == explained
    assert signs & set(words(made.meta["page"]["narrow"])) == explained
    circles = [
        item
        for item in made.scene(print_metrics()).items
        if getattr(item, "name", "") == "radius-khasan"
    ]
    assert len(circles) == ("the place lies in here" in explained)


@pytest.mark.parametrize(
    ("hollow", "hues", "fills"),
    [
        (False, (), ["ink"]),
        (True, (), ["land"]),
        (False, ("petrol", "crimson"), ["full-petrol", "full-crimson"]),
        (True, ("petrol",), ["full-petrol", "land"]),
        (True, ("petrol", "crimson"), ["full-petrol", "full-crimson", "land"]),
    ],
)
def test_the_sign_of_a_recalled_place_is_open_whoever_held_it(hollow, hues, fills):
    signs = list(sign_of(replace(HILL, hollow=hollow, hues=hues)))
    assert [style.fill for style, _ in signs] == fills


def test_the_sheet_of_a_page_has_neither_the_title_nor_the_key_that_stand_over_it():
    views = drawn().meta["page"]
    assert "The crest or the shore" in " ".join(words(views["wide"]))
    assert "Soviet attack" not in words(views["sheet"])
    assert {"Zaozernaya", "Own drawing."} <= set(words(views["sheet"]))
    assert not {"Zaozernaya", "Own drawing."} & set(words(views["narrow"]))


def test_a_place_of_two_holders_is_in_two_colours():
    svg = drawn(places=(replace(HILL, hues=("petrol", "amber")),)).svg()
    signs = re.findall(r'<g id="\w+-sign-khasan-[\w-]+">\s*<path[^>]*fill="(#\w+)"', svg)
    assert signs == [colour("full-petrol"), colour("full-amber")]


def test_relief_is_one_picture_of_black_that_serves_light_and_dark():
    picture = Image.new("RGBA", (80, 60), (0, 0, 0, 120))
    out = io.BytesIO()
    picture.save(out, "WEBP")
    theatre = replace(
        KHASAN,
        projection="lambert",
        box=(111.0, 38.0, 145.0, 53.0),
        relief=out.getvalue(),
        extent=(105.0, 35.0, 150.0, 57.0),
    )
    made = Map(MapDescription((theatre,), "Theatre"))
    light, dark = (re.search(r"<image[^>]*/>", made.svg(mode=mode)) for mode in (LIGHT, DARK))
    assert light
    assert dark
    href = re.compile(r'href="data:image/webp;base64,[^"]*"')
    assert href.search(light[0])[0] == href.search(dark[0])[0]
    assert " href=" in light[0]  # a page knows no xlink


@pytest.mark.parametrize("mode", [LIGHT, DARK])
def test_names_are_legible_on_the_darkest_relief_and_every_tint(mode):
    """4.5:1 without their halo: ink and the ink of water, on land in each tint, in full shadow."""
    land, shadow = (np.array(_channels(colour("land", mode))), 1 - STRENGTH)
    tints = [np.array(_channels(value)) for role, value in ROLES[mode].items() if "pale-" in role]
    for part, tint in itertools.product((0.0, 0.45), tints):
        lit = land * (1 - part) + tint * part
        for ground in (lit, lit * shadow):
            for role in ("ink", "water-ink"):
                assert contrast(colour(role, mode), _hex(ground)) >= 4.5, (role, part, tint)


def _channels(value: str) -> list[int]:
    return [int(value[at : at + 2], 16) for at in (1, 3, 5)]


def _hex(channels) -> str:
    return "#" + "".join(f"{round(one):02x}" for one in channels)


def test_a_name_tells_what_its_row_has_and_leads_to_it_and_to_that_of_its_event():
    told = replace(HILL, when="29 July 1938", held="USSR", evidence="read", sources=("Wikidata",))
    told = replace(told, event="lake-khasan")
    figure = drawn(places=(told,))
    svg = figure.svg()
    (answer,) = (one for one in answers(svg) if one[0] == "khasan-zaozernaya")
    said = ["Zaozernaya (Changkufeng)", "29 July 1938", "USSR", "read", "Wikidata"]
    assert (answer[1], answer[4:]) == ("lake-khasan", said)
    assert figure.table().iloc[answer[2]]["What"] == said[0]


def tag_of_an_arrow_from(lon: float, lat: float) -> tuple[float, float, float]:
    """Where the words stand that an arrow to the middle begins with, and their size."""
    middle = np.array([130.61, 42.43])
    begins = np.array([lon, lat]) + 0.002 * np.sign(middle - [lon, lat])  # just inside
    way = replace(WAY, parts=((shapely.LineString([begins, middle]), False),))
    svg = drawn(ways=(way,), places=(), lines=()).svg()
    texts = ElementTree.fromstring(svg).iter(f"{SVG}text")
    (tag,) = (text for text in texts if text.text == way.tag)
    x, y, size = (float(tag.get(name).removesuffix("px")) for name in ("x", "y", "font-size"))
    return x, y, size


def test_what_an_arrow_begins_with_stands_at_the_edge_and_as_far_from_each():
    (west, *_), (east, *_) = (tag_of_an_arrow_from(lon, 42.43) for lon in BOX[::2])
    assert (west - 11, 360 - east) == (7, 7)  # the sheet reaches from 11 to 360
    (_, south, size), (_, north, _) = (tag_of_an_arrow_from(130.61, lat) for lat in BOX[1::2])
    assert south - north == pytest.approx(266.8 - 22.4 - 2 * (0.68 * size + 1), abs=0.01)
