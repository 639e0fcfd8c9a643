"""How far a dissent lies from the preferred reading: rows of the record, counted by hand."""

import datetime as dt

import pytest

from historical_record.distances import apart, distances
from historical_time.instants import InstantRange


@pytest.fixture(scope="module")
def found(dataset):
    return distances(dataset).set_index("id")


def of(found, event, said_by):
    rows = found[(found["event"] == event) & found["said_by"].str.contains(said_by, regex=False)]
    assert len(rows) == 1
    return rows.iloc[0]


def test_an_hour_is_counted_in_minutes_on_the_clocks_that_are_named(found):
    row = of(found, "first-crossing", "Lenta")
    assert (row["says"], row["minutes"]) == ("1945-08-09 00:00 chita", -10)
    assert of(found, "state-of-war", "Associated Press")["minutes"] == 6 * 60


def test_two_days_are_whole_days_apart_whatever_their_clocks(found):
    assert of(found, "khalkhin-gol", "Dooman")["minutes"] == -3 * 1440
    row = of(found, "august-storm", "the article audited here")
    assert (row["says"], row["preferred"]) == ("1945-08-08", "1945-08-09 chita")
    assert row["minutes"] == -1440
    row = of(found, "khalkhin-gol", "Nipponica")
    assert (row["says"], row["preferred"]) == ("1939-05-12", "1939-05-11")
    assert row["minutes"] == 1440


def test_an_hour_and_the_day_that_holds_it_do_not_disagree(found):
    row = of(found, "mukden-incident", "Fan and Hu")
    assert (row["says"], row["preferred"]) == ("1931-09-18 22:20", "1931-09-18")
    assert row["minutes"] == 0


def test_recalled_and_less_likely_readings_and_other_matters_are_left_out(found, dataset):
    counted = sum(
        reading.counts and not reading.preferred
        for event in dataset.events["id"]
        for boundary in dataset.boundaries(event)
        for reading in dataset.readings_of(boundary)
    )
    assert 0 < len(found) <= counted < len(dataset.readings)
    assert not found["said_by"].str.contains("Glantz, recalled").any()


def moments(first, last):
    day = dt.datetime(1945, 8, 9, tzinfo=dt.UTC)
    return InstantRange(*(day + dt.timedelta(minutes=at) for at in (first, last)))


@pytest.mark.parametrize(
    ("preferred", "other", "minutes"),
    [
        ((0, 0), (10, 10), 10),
        ((10, 10), (0, 0), -10),
        ((0, 1439), (600, 600), 0),
        ((600, 600), (0, 1439), 0),
        ((0, 1439), (1440, 2879), 1440),
        ((0, 100), (50, 120), 20),
        ((0, 100), (0, 60), 0),
    ],
)
def test_the_distance_is_the_lesser_of_those_between_first_and_last(preferred, other, minutes):
    assert apart(moments(*preferred), moments(*other)) == minutes
