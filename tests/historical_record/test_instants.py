"""What is exported for arithmetic elsewhere: instants, clocks, words."""

import datetime as dt
import json

import pytest

from historical_record.reckoning import instants_table


@pytest.fixture(scope="module")
def table(dataset):
    return instants_table(dataset)


def readings(table, event):
    """First and last second and words of each reading of an event's first boundary."""
    at = [one for one, _ in table["events"]].index(event)
    before = sum(map(sum, table["readings"][:at]))
    firsts = [sum(table["first"][: here + 1]) for here in range(before + table["readings"][at][0])]
    return [
        (firsts[here], firsts[here] + table["lasting"][here], table["words"][here])
        for here in range(before, len(firsts))
    ]


def test_nagasaki_is_an_instant_to_the_minute(table):
    """11:02 in Tokyo, nine hours ahead."""
    noon = int(dt.datetime(1945, 8, 9, 2, 2, tzinfo=dt.UTC).timestamp())
    first, last, words = readings(table, "nagasaki")[0]
    assert (first, last) == (noon, noon)
    assert words.replace("\u00a0", " ") == "9 August 1945, 11:02 Tokyo"


def test_a_day_without_an_hour_is_the_day_on_all_clocks_of_its_parties(table, dataset):
    first, last, _ = readings(table, "tripartite-pact")[0]
    assert last - first > 24 * 3600
    assert first == int(dataset.instant("tripartite-pact").earliest.timestamp())


def test_a_clock_covers_the_years_of_all_readings_and_is_silent_beyond(table):
    tokyo = next(one for one in table["clocks"] if one[0] == "tokyo")
    begins = [sum(tokyo[3][: at + 1]) for at in range(len(tokyo[3]))]
    assert begins[0] < -7_000_000_000  # before the Qing line of 1734
    assert begins[-1] > 883_612_800  # after 1997
    assert tokyo[4][-1] is None
    assert tokyo[4][-2] == 9 * 3600


def test_what_is_exported_is_plain_and_of_a_small_record_too(small_dataset):
    table = instants_table(small_dataset)
    assert json.loads(json.dumps(table)) == table
    assert len(table["events"]) == len(table["names"]) == len(small_dataset.events)
    assert sum(map(sum, table["readings"])) == len(table["words"]) == len(table["first"])


def test_an_end_that_nobody_dates_has_no_reading(table, dataset):
    open_ends = dataset.events[
        (dataset.events["extent"] == "period") & (dataset.events["end"] == "")
    ]
    silent = [event for event in open_ends["id"] if not dataset.readings_of(f"{event}:end")]
    counts = dict(zip((one for one, _ in table["events"]), table["readings"], strict=True))
    assert silent
    assert {counts[event][1] for event in silent} == {0}
