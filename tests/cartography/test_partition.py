"""A square of land and an island, cut by a line: whose is what."""

import pytest
import shapely

from cartography.partition import GapError, labelled, pieces_of

LAND = [shapely.box(0, 0, 10, 10), shapely.box(11, 0, 12, 1)]
CUT = shapely.LineString([(4, -1), (4, 11)])
SEEDS = {"west": [(1, 5)], "east": [(9, 5)]}


def areas(lines, seeds=SEEDS):
    held = {}
    for piece in labelled(pieces_of(LAND, lines), seeds):
        held[piece.name] = held.get(piece.name, 0) + piece.shape.area
    return held


def test_a_line_parts_the_land_and_an_island_goes_with_the_nearest():
    assert areas([CUT]) == pytest.approx({"west": 40, "east": 60 + 1})


def test_a_line_with_a_gap_parts_nothing():
    with pytest.raises(GapError, match="'west' and 'east' are not parted by any line"):
        areas([shapely.LineString([(4, -1), (4, 9.9)])])


def test_a_point_off_the_coast_is_of_the_nearest_piece():
    assert areas([CUT], {"west": [(-0.2, 5)], "east": [(9, 5)]})["west"] == 40


def test_a_point_at_sea_is_refused():
    with pytest.raises(ValueError, match=r"'west', \(-5, 5\), lies on no land"):
        areas([CUT], {"west": [(-5, 5)]})


def test_two_lines_that_enclose_ground_make_a_third_piece():
    river = shapely.LineString([(4, 0), (2, 5), (4, 10)])
    seeds = SEEDS | {"between": [(3, 5)]}
    assert areas([CUT, river], seeds) == pytest.approx({"west": 30, "between": 10, "east": 61})


def test_without_a_name_there_is_no_territory():
    assert labelled(pieces_of(LAND, [CUT]), {}) == []
