"""Distances on the sphere."""

import pandas as pd
import pytest

from historical_record.places import distance_between, distance_km


def test_a_degree_of_latitude_is_111_kilometres():
    assert distance_km((49.9, 143.0), (50.9, 143.0)) == pytest.approx(111.195, abs=0.001)


def test_half_way_round_the_earth():
    assert distance_km((0, 0), (0, 180)) == pytest.approx(20015.1, abs=0.1)


def test_moscow_and_vladivostok_are_about_6420_kilometres_apart():
    assert distance_km((55.7558, 37.6173), (43.1155, 131.8855)) == pytest.approx(6420, abs=15)


def test_places_are_named_by_their_ids():
    places = pd.DataFrame({"lat": [49.9, 50.9], "lon": [143.0, 143.0]}, index=["one", "other"])
    assert distance_between(places, "one", "other") == pytest.approx(111.195, abs=0.001)
    with pytest.raises(LookupError, match="unknown place 'third'"):
        distance_between(places, "one", "third")
