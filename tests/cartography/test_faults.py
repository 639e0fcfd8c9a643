"""What a line on a map must not do, and distances that a person can check."""

import numpy as np
import pytest
import shapely

from cartography.faults import faults_of
from cartography.measure import distance_to, length_km

THEATRE = (102.0, 34.0, 162.0, 58.0)


def found(*points, radius=None, frame=THEATRE):
    return list(faults_of(shapely.LineString(points), frame, radius))


def test_a_sound_line_has_no_fault():
    assert found((130.0, 45.0), (131.0, 45.5), radius=6) == []


def test_a_line_that_crosses_itself():
    eight = [(130, 45), (131, 46), (131, 45), (130, 46)]
    assert found(*eight) == ["crosses or touches itself"]
    assert list(faults_of(shapely.Polygon(eight), THEATRE, None)) == ["crosses or touches itself"]


def test_a_line_that_crosses_the_antimeridian_is_told_so_and_nothing_else():
    assert found((179.5, 52.0), (-179.5, 52.0)) == [
        "crosses the antimeridian: expected longitudes that run on"
    ]


def test_a_line_outside_the_frame_says_where_it_runs():
    assert found((37.6, 55.7), (49.1, 55.8)) == [
        "runs from 37.6 to 49.1 E and 55.7 to 55.8 N: expected within 102 to 162 E and 34 to 58 N"
    ]


def test_a_line_drawn_as_surer_than_its_radius():
    """Two corners 0.79 km apart on a line that is known to within 40 km."""
    message = (
        "is drawn as surer than its radius: two corners lie 0.79 km apart, expected at least 4"
    )
    assert found((130.0, 45.0), (130.01, 45.0), (131.0, 45.0), radius=40) == [message]
    assert found((130.0, 45.0), (130.01, 45.0), (131.0, 45.0), radius=6) == []


def test_a_degree_of_longitude_on_the_equator_is_111_kilometres():
    assert length_km(np.array([[0.0, 0.0], [1.0, 0.0]])) == pytest.approx([111.32], abs=0.01)


def test_a_point_a_degree_north_of_a_parallel():
    """A degree of latitude around 45 N is 111.13 km, and an area is 0 km from what lies in it."""
    line = shapely.LineString([(129.99, 45.0), (130.01, 45.0)])
    assert distance_to(line, 130.0, 46.0) == pytest.approx(111.14, abs=0.02)
    assert distance_to(line.buffer(0.1), 130.0, 45.0) == 0
