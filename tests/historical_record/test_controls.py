"""The map is true: what sources say of who held a place, asked of the geometry that is shipped."""

import dataclasses
import datetime as dt

import numpy as np
import pyproj
import pytest
import shapely

from cartography.partition import GapError
from historical_record.geometry import GROUND, OWN
from historical_record.situation import Situation, control_checks


def moved(dataset, line, east=0.0, north=0.0, file=GROUND):
    """The data set with one line shifted by so many degrees."""
    files = dict(dataset.geometry.files)
    features = dict(files[file])
    shape = shapely.transform(features[line].shape, lambda xy: np.add(xy, (east, north)))
    features[line] = dataclasses.replace(features[line], shape=shape)
    geometry = dataclasses.replace(dataset.geometry, files=files | {file: features})
    return dataclasses.replace(dataset, geometry=geometry)


def redrawn(dataset, line, points):
    """The data set with other points between the two ends of one of its own lines."""
    files = dict(dataset.geometry.files)
    features = dict(files[OWN])
    ends = features[line].shape.coords
    shape = shapely.LineString([ends[0], *points, ends[-1]])
    features[line] = dataclasses.replace(features[line], shape=shape)
    geometry = dataclasses.replace(dataset.geometry, files=files | {OWN: features})
    return dataclasses.replace(dataset, geometry=geometry)


def wrong(dataset):
    checks = control_checks(dataset)
    return checks[~checks["agrees"]]


def test_there_are_enough_control_checks_each_with_a_source(dataset):
    controls = dataset.controls
    assert len(controls) >= 60
    assert controls["place"].nunique() >= 60
    assert all(controls["sources"])


def test_the_map_is_true(dataset):
    """Every control check agrees with lines, territories and axes as they are shipped."""
    assert wrong(dataset).to_dict("records") == []


def test_one_wrong_line_turns_red(dataset):
    """The Halha drawn seven kilometres too far east puts the Remizov heights on the Mongolian bank,
    and the river's own junction; the hills of 1939 find it out, and nothing else moves."""
    east = [(118.66, 47.88), (118.66, 47.7), (118.72, 47.62), (119.0, 47.53)]
    assert set(wrong(redrawn(dataset, "halha-claim-japan", east))["id"]) == {
        "fui-heights-1939-08-20",
        "halha-holsten-confluence-1939-05-28",
        "remizov-heights-1939-07-02",
    }


def test_a_line_that_no_longer_meets_its_neighbour_is_a_gap(dataset):
    with pytest.raises(GapError, match="are not parted by any line"):
        Situation(moved(dataset, "frontier-amur", north=0.05), dt.date(1938, 7, 1)).held_by("heihe")


def test_a_wrong_day_turns_red(dataset):
    axes = dataset.axes.copy()
    axes.loc["axis-36a-1", "end"] = "1945-08-08"
    altered = dataclasses.replace(dataset, tables=dict(dataset.tables) | {"axes": axes})
    assert list(wrong(altered)["id"]) == ["hailar-1945-08-09"]


@pytest.mark.parametrize(
    ("place", "day", "held"),
    [
        ("mukden", (1931, 9, 18), {"china-roc"}),
        ("mukden", (1932, 6, 1), {"china-roc", "manchukuo"}),
        ("mukden", (1934, 6, 1), {"manchukuo"}),
        ("koton", (1945, 8, 18), {"japan"}),
        ("zaozernaya", (1937, 6, 1), {"ussr", "manchukuo"}),
        ("height-752", (1941, 10, 16), {"mongolia"}),
    ],
)
def test_one_place_changes_hands(dataset, place, day, held):
    assert Situation(dataset, dt.date(*day)).held_by(place) == held


def test_the_land_of_a_territory_has_the_published_size(dataset):
    """Manchukuo of 1934: 1,192,081 square kilometres were published, and its inner edge is known to
    40 km; Karafuto: 36,090."""
    held = Situation(dataset, dt.date(1934, 6, 1)).territories
    earth = pyproj.Geod(ellps="WGS84")
    for name, published in (("manchukuo", 1_192_081), ("karafuto", 36_090)):
        metres, _ = earth.geometry_area_perimeter(held.at[name, "shape"])
        assert abs(metres) / 1e6 == pytest.approx(published, rel=0.08), name


def test_an_advance_is_under_way_until_it_has_certainly_arrived(dataset):
    """On 14 August the 5th Army stood before Mudanjiang and had passed Muling; Jilin fell on the
    20th, by a leg begun when Mudanjiang can have fallen."""
    legs = Situation(dataset, dt.date(1945, 8, 14)).legs
    arrived = legs[legs["axis"] == "axis-5a"].set_index("to_place")["arrived"].to_dict()
    assert arrived == {
        "suifenhe": "certain",
        "muling": "certain",
        "mudanjiang": "possible",
        "jilin": "no",
    }
    way = legs.at["axis-landings-korea-1", "shape"].coords
    assert list(way)[1] == (131.35, 42.35)
    assert Situation(dataset, dt.date(1945, 8, 8)).legs.empty


def test_an_unknown_place_is_named(dataset):
    with pytest.raises(LookupError, match="unknown place 'atlantis'"):
        Situation(dataset, dt.date(1945, 8, 9)).held_by("atlantis")
