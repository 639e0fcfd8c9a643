"""Names stand beside their own dot, on no other, in the frame; or they are dropped."""

from __future__ import annotations

import itertools

import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from cartography.lettering import Name, placed

FRAME = shapely.box(0, 0, 200, 120)


def name(key: str, x: float, y: float, width: float = 30.0, rank: int = 0) -> Name:
    return Name(key, x, y, 1.6, width, 8.0, rank)


def test_the_first_choice_is_above_on_the_right():
    stand = placed([name("harbin", 100, 60)], FRAME)["harbin"]
    assert stand.x > 100
    assert stand.y < 60


def test_at_the_right_edge_a_name_stands_on_the_left():
    assert placed([name("toyohara", 195, 60)], FRAME)["toyohara"].box.bounds[2] < 195


def test_a_name_goes_out_of_the_way_of_what_is_solid():
    tag = shapely.box(101, 40, 140, 60)
    assert not placed([name("rajin", 100, 60)], FRAME, [tag])["rajin"].box.intersects(tag)


def test_a_name_crosses_a_line_only_where_nothing_else_is_free():
    axis = shapely.LineString([(100, 60), (140, 48)])
    assert not placed([name("muling", 100, 60)], FRAME, crossed=axis)["muling"].box.crosses(axis)


def test_of_two_places_on_one_spot_both_are_named():
    found = placed([name("lushun", 100, 60), name("port-arthur", 100, 60, rank=1)], FRAME)
    assert len(found) == 2
    assert not found["lushun"].box.intersects(found["port-arthur"].box)


def test_a_name_longer_than_the_frame_is_dropped():
    assert placed([name("long", 100, 60, width=300.0)], FRAME) == {}


def test_of_names_without_room_the_first_in_rank_stay():
    crowd = [name(str(at), 100 + at % 3, 60 + at // 3, 60, rank=at) for at in range(30)]
    found = placed(crowd, FRAME)
    assert "0" in found
    assert len(found) < 30


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(0, 200), st.integers(0, 120), st.integers(4, 70)),
        max_size=14,
    )
)
def test_no_two_names_meet_each_is_in_the_frame_and_nearest_to_its_own_dot(points):
    names = [name(str(at), x, y, width, at) for at, (x, y, width) in enumerate(points)]
    found = placed(names, FRAME)
    for one, other in itertools.combinations(found.values(), 2):
        assert not one.box.intersects(other.box)
    for key, stand in found.items():
        own = points[int(key)]
        away = stand.box.distance(shapely.Point(own[:2]))
        assert FRAME.contains(stand.box)
        assert all(stand.box.distance(shapely.Point(x, y)) >= away for x, y, _ in points)
