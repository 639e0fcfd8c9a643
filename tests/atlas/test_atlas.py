"""The ten maps of the record: true to their day, within their bytes, nothing lost on the way."""

from __future__ import annotations

import dataclasses
import datetime as dt
import itertools
import re

import pytest
import shapely

import analysis
from atlas import describe
from cartography.sheet import Sheet
from historical_record.record import OPEN_END
from historical_record.short_citations import short_citations
from historical_time.edtf import parse_edtf
from timelines import Map
from timelines.map import ON_PAGE
from timelines.map_names import width_of
from timelines.map_pen import Pen
from timelines.map_sheet import DrawnSheet
from timelines.media import WIDTH, print_metrics

MAPS = [
    "theatre",
    "claims",
    "incidents",
    "khasan",
    "halha",
    "halha-1939",
    "august-1945",
    "first-front",
    "transbaikal",
    "sakhalin-kurils",
    "night",
]
MOST_BYTES = 120_000


@pytest.fixture(scope="module")
def dataset():
    return analysis.load()


@pytest.fixture(scope="module")
def maps(dataset):
    names = short_citations(dataset.references)
    return {name: Map(describe(dataset, name, names, name)) for name in MAPS}


@pytest.fixture(scope="module", params=[WIDTH, ON_PAGE])
def sheets(request, maps):
    """Every sheet of every map, drawn for print and for a page."""
    metrics, found = print_metrics(request.param), []
    for made in maps.values():
        frames = made.description.frames
        width = metrics.width if len(frames) == 1 else (metrics.width - 10) / 2
        for frame in frames:
            sheet = DrawnSheet(frame, width, Pen(metrics, 0.0, 0.0))
            sheet.items()
            found.append(sheet)
    return found


def test_the_record_has_the_ten_maps(dataset):
    assert list(dict.fromkeys(dataset.tables["frames"]["map"])) == MAPS


@pytest.mark.parametrize("name", MAPS)
def test_a_map_is_at_most_so_many_bytes(maps, name):
    assert len(maps[name].svg().encode()) <= MOST_BYTES


def test_an_unknown_map_is_named_with_those_there_are(dataset):
    with pytest.raises(LookupError, match="unknown map 'khassan': expected one of theatre, claims"):
        describe(dataset, "khassan", {}, "")


def test_no_two_labels_meet_and_each_is_on_its_sheet(sheets):
    for sheet in sheets:
        boxes = [taken for taken in sheet.lettered.taken if len(taken.exterior.coords) == 5]
        assert len(boxes) > 3
        for one, other in itertools.combinations(boxes, 2):
            assert one.intersection(other).area < 0.01, sheet.frame.id
        for box in boxes:
            assert sheet.sheet.frame.buffer(0.5).contains(box), sheet.frame.id


def test_a_label_is_nearer_to_its_own_dot_than_to_any_other(sheets):
    for sheet in sheets:
        dots = {
            f"{sheet.frame.id}-{place.id}": shapely.Point(sheet.sheet.point(place.lon, place.lat))
            for place in sheet.frame.places
        }
        named = [text for text in sheet.lettered.texts if text.answer]
        assert len(named) == len(dots) - len(sheet.lettered.dropped)
        for text in named:
            wide = max(width_of(line, text.size, sheet.metrics, text.weight) for line in text.lines)
            x, half = text.at * sheet.metrics.width, text.size / 2
            box = shapely.box(x, text.y - half, x + wide, text.y + half)
            own = box.distance(dots[text.answer.id])
            assert own <= min(box.distance(dot) for dot in dots.values()) + 0.5, text.lines


def test_the_name_of_a_state_stands_in_the_state_of_its_point(sheets):
    checked = 0
    for sheet in sheets:
        areas = [sheet.sheet.drawn(area.shape) for area in sheet.frame.areas]
        for words in sheet.frame.lettering:
            point = shapely.Point(sheet.sheet.point(words.lon, words.lat))
            home = next((area for area in areas if area.contains(point)), None)
            for text in sheet.lettered.texts:
                if home is not None and text.lines == (words.text.upper(),):
                    middle = shapely.Point(text.at * sheet.metrics.width, text.y)
                    assert home.buffer(1).contains(middle), (sheet.frame.id, words.text)
                    checked += 1
    assert checked > 20


@pytest.mark.parametrize("name", MAPS)
def test_every_place_of_the_table_is_on_the_map_or_listed_as_dropped(maps, name):
    made = maps[name]
    svg = made.svg(width=ON_PAGE)
    table = made.table()
    lost = table.loc[table["Shown"] == "in this table only", "What"]
    assert len(lost) == sum(map(len, made.dropped.values()))
    for frame in made.description.frames:
        for place in frame.places:
            assert (place.id in made.dropped[frame.id]) or f"name-{frame.id}-{place.id}" in svg


def test_few_places_have_no_room(maps):
    lost = {frame: ids for made in maps.values() for frame, ids in made.dropped.items() if ids}
    assert set(lost) <= {"august-1945"}  # eastern Manchuria, which has a map of its own
    assert set(lost.get("august-1945", ())) <= {"vladivostok", "mishan", "muling", "suifenhe"}


def test_a_dated_map_holds_no_line_that_was_not_valid_on_its_day(dataset, maps):
    frames = dataset.tables["frames"].set_index("id")
    lines = dataset.tables["lines"].set_index("id")
    checked = 0
    for made in maps.values():
        for frame in made.description.frames:
            span = parse_edtf(frames.at[frame.id, "day"])
            for line in frame.lines:
                first, last = lines.loc[line.id, ["valid_from", "valid_to"]]
                if first != OPEN_END:
                    assert parse_edtf(first).start_earliest <= span.end_latest, line.id
                if last != OPEN_END:
                    assert parse_edtf(last).end_latest >= span.start_earliest, line.id
                checked += 1
    assert checked > 200


def test_the_frontier_of_1941_is_on_no_map_of_1939(maps):
    ids = {line.id for frame in maps["halha-1939"].description.frames for line in frame.lines}
    assert {"halha-claim-japan", "halha-claim-mongolia"} <= ids
    assert "frontier-halha-1941" not in ids


def test_each_month_at_the_halha_has_the_advances_of_its_days(maps):
    may, july, august, september = maps["halha-1939"].description.frames
    assert [way.id for way in may.ways] == ["jp-1939-05-yamagata"]
    assert len(july.ways) == 2
    assert {way.group for way in august.ways} == {"USSR"}
    assert not september.ways


def test_at_the_truce_both_held_zaozernaya_to_be_theirs_and_the_ussr_the_lake(dataset, maps):
    (frame,) = maps["khasan"].description.frames
    hill = next(place for place in frame.places if place.id == "zaozernaya")
    assert hill.held == "Manchukuo and USSR"
    assert len(hill.hues) == 2
    controls = dataset.tables["controls"].set_index("id")
    assert set(controls.at["zaozernaya-1938-08-11", "held_by"]) == {"ussr", "manchukuo"}


@pytest.mark.parametrize(
    ("place", "label"),
    [
        ("hailar", "Hailar 10"),
        ("lubei", "Lubei ~12"),
        ("mukden", "Mukden ~20–21"),  # a day without a mark in its row, which is only recalled
        ("toyohara", "Toyohara 25"),
    ],
)
def test_a_place_of_august_has_its_day_and_a_tilde_where_it_is_recalled(maps, place, label):
    (frame,) = maps["august-1945"].description.frames
    assert next(one.label for one in frame.places if one.id == place) == label


def test_the_kunashir_landing_says_its_month(maps):
    (frame,) = maps["sakhalin-kurils"].description.frames
    assert "Kunashir 1 Sept" in {place.label for place in frame.places}


def test_legs_by_sea_are_broken_and_those_by_land_are_not(dataset, maps):
    axes = dataset.tables["axes"]
    ways = {way.id: way for way in maps["august-1945"].description.frames[0].ways}
    assert [sea for _, sea in ways["axis-landings-korea"].parts] == [True] * 4
    assert not any(sea for _, sea in ways["axis-6gta"].parts)
    assert set(axes.loc[axes["by"] == "sea", "axis"]) == {
        "axis-landings-korea",
        "axis-sakhalin-landings",
        "axis-sakhalin-landings-maoka",
        "axis-kurils-north",
        "axis-kurils-south",
    }


def test_one_leg_taken_away_changes_drawing_table_and_words(dataset, maps):
    axes = dataset.tables["axes"]
    less = axes[axes["axis"] != "axis-17a"]
    altered = dataclasses.replace(dataset, tables=dict(dataset.tables) | {"axes": less})
    made, whole = Map(describe(altered, "transbaikal", {}, "transbaikal")), maps["transbaikal"]
    assert "17th Army" in whole.alt_text()
    assert "17th Army" not in made.alt_text()
    assert "17th Army" not in set(made.table()["What"])
    assert not re.search("17th Army|Chifeng", made.svg())


def test_a_frame_without_a_last_day_draws_no_axis(dataset, maps):
    assert all(not frame.ways for frame in maps["theatre"].description.frames)
    assert dt.date(1939, 5, 13) == parse_edtf("1939-05-13").start_earliest


def test_no_map_shows_land_beyond_the_ground_of_the_record(dataset, maps):
    """Off the ground there is neither land nor sea: no corner of a sheet may lie there."""
    west, south, east, north = dataset.geometry.frame
    for made in maps.values():
        for frame in made.description.frames:
            lon_west, lat_south, lon_east, lat_north = Sheet(
                frame.projection, frame.box, 500.0
            )._around
            assert west <= lon_west < lon_east <= east, frame.id
            assert south <= lat_south < lat_north <= north, frame.id


def test_a_place_is_open_where_it_is_recalled_and_nowhere_else(dataset, maps):
    recalled = set(dataset.places.index[dataset.places["evidence"].eq("recalled")])
    places = [
        place
        for made in maps.values()
        for frame in made.description.frames
        for place in frame.places
    ]
    assert {place.id for place in places if place.hollow} == recalled & {one.id for one in places}
    assert {"fui-heights", "remizov-heights"} <= recalled
    assert not {"harbin", "mukden"} & recalled
