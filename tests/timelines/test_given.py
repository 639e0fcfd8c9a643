"""Tables that were not made for a timeline: whose columns have other names, and other cells."""

import datetime as dt

import narwhals
import pandas as pd
import pytest

from timelines import Timeline
from timelines.description import TimelineError
from timelines.given import given_table

WIKIDATA = pd.DataFrame(
    {
        "item": ["Q38789", "Q207318"],
        "itemLabel": ["Khalkhin Gol", "Lake Khasan"],
        "startTime": [1939, 1938],
        "endTime": [1939, None],
    }
)
NAMED = {"id": "item", "name": "itemLabel", "start": "startTime", "end": "endTime"}


def told(figure):
    table = figure.table()
    return {
        name: when.replace("\u00a0", " ")
        for name, when in zip(table["Event"], table["When"], strict=True)
    }


def test_the_columns_of_another_table_are_named():
    figure = Timeline(WIKIDATA, **NAMED)
    assert told(figure) == {"Lake Khasan": "1938", "Khalkhin Gol": "1939"}
    assert figure.table().index.tolist() == ["Q207318", "Q38789"]
    assert WIKIDATA.columns.tolist() == list(NAMED.values())


def test_a_lane_is_a_column_like_any():
    frame = WIKIDATA.assign(front=["halha", "tyumen"])
    lanes = [lane.id for lane in Timeline(frame, lane="front", **NAMED).description.lanes]
    assert sorted(lanes) == ["halha", "tyumen"]


def test_a_list_of_mappings_is_a_table():
    rows = [{"name": "a", "start": 1939}, {"name": "b", "start": "1940-05", "end": "1940-06"}]
    assert told(Timeline(rows)) == {"a": "1939", "b": "May to June 1940"}


def test_ids_may_stand_in_the_index():
    frame = pd.DataFrame({"start": ["1939", "1940"]}, index=["first", "second"])
    assert told(Timeline(frame)) == {"first": "1939", "second": "1940"}


def test_a_frame_of_another_library_is_read_through_narwhals():
    frame = narwhals.from_native(pd.DataFrame({"name": ["a"], "start": [dt.date(1939, 5, 11)]}))
    assert told(Timeline(frame)) == {"a": "11 May 1939"}


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        (1939, "1939"),
        (45, "0045"),
        (1940.0, "1940"),
        (None, ""),
        (float("nan"), ""),
        (pd.NaT, ""),
        (True, True),
        ("1939-05", "1939-05"),
    ],
)
def test_a_whole_number_is_a_year_and_nothing_is_blank(value, cell):
    frame = pd.DataFrame({"start": pd.Series([1939, value], dtype=object)})
    assert given_table(frame, {})[0]["start"].tolist() == ["1939", cell]


def test_midnights_alone_are_days_and_beside_an_hour_they_are_hours():
    days = pd.to_datetime(["1939-05-11", "1939-09-16"], utc=True)
    table, clocks = given_table(pd.DataFrame({"start": days}), {})
    assert (table["start"].tolist(), clocks) == (["1939-05-11", "1939-09-16"], {})
    hours = pd.to_datetime(["1945-08-09 00:00", "1945-08-09 02:02"], utc=True)
    table, clocks = given_table(pd.DataFrame({"start": hours}), {})
    assert table["start_time"].tolist() == ["00:00", "02:02"]
    assert (table["clock"].tolist(), [*clocks]) == (["utc", "utc"], ["utc"])


def test_an_offset_without_a_zone_is_a_clock():
    moment = dt.datetime(1945, 8, 9, 11, 2, tzinfo=dt.timezone(dt.timedelta(hours=9)))
    table, clocks = given_table(pd.DataFrame({"start": [moment]}, dtype=object), {})
    assert table["clock"].tolist() == ["utc+0900"]
    assert str(clocks["utc+0900"].to_utc(dt.datetime(1945, 8, 9, 11, 2))) == "1945-08-09 02:02"


@pytest.mark.parametrize(
    ("events", "options", "message"),
    [
        ({"a": 1}, {}, "expected a DataFrame or a list of mappings, found dict"),
        ("events.csv", {}, "expected a DataFrame or a list of mappings, found str"),
        (pd.DataFrame({"a": [1]}), {}, "no column 'start'"),
        (WIKIDATA, {"id": "itm"}, "id: no column 'itm'; expected one of 'item', 'itemLabel'"),
    ],
)
def test_what_is_no_table_of_events_is_said(events, options, message):
    with pytest.raises(TimelineError, match=message):
        Timeline(events, **options)
