"""Which rows of the record an answer rests on, traced where tables are handed out."""

import shutil

import numpy as np
import pandas as pd
import pytest

import analysis
from historical_record import tracing
from historical_record.dataset import load
from historical_record.traced_frames import TracedFrame, untraced
from historical_record.tracing import begin, trace_of
from tests.records import copy_small_record


@pytest.fixture(scope="module")
def traced(data_folder, tmp_path_factory):
    """A copy of the record, so that only its data sets are traced."""
    folder = tmp_path_factory.mktemp("traced") / "data"
    shutil.copytree(data_folder, folder)
    trace = begin(folder)
    return load(folder), trace


@pytest.fixture
def asked(traced):
    """What an answer of the data set rests on, by table, rows and columns."""
    dataset, trace = traced

    def ask(question):
        trace.taken()
        question(dataset)
        return [
            (one["table"], one.get("rows", "all"), one.get("columns", "all"))
            for one in trace.told(trace.taken())
        ]

    return ask


def test_a_cell_rests_on_itself(asked):
    name = ("events", ["lake-khasan"], ["name"])
    assert asked(lambda d: d.events.at["lake-khasan", "name"]) == [name]
    assert asked(lambda d: d.events["name"]["lake-khasan"]) == [name]
    assert asked(lambda d: d.events.loc["lake-khasan"]["name"]) == [
        ("events", ["lake-khasan"], "all")
    ]


def test_what_is_chosen_rests_on_the_column_of_all_and_on_the_rows_kept(asked):
    def pacts(dataset):
        events = dataset.events
        return list(events[events["kind"] == "war"]["name"])

    wars = ["russo-japanese-war", "cer-conflict-1929", "soviet-japanese-war"]
    assert asked(pacts) == [("events", "all", ["kind"]), ("events", wars, ["name"])]
    assert asked(lambda d: d.events.loc[d.events["kind"] == "war", "name"].tolist()) == [
        ("events", "all", ["kind"]),
        ("events", wars, ["name"]),
    ]


def test_the_first_of_an_order_rests_on_the_column_of_the_order(asked):
    def first(dataset):
        return dataset.places.sort_values("lat")["name"].iloc[0]

    assert asked(first)[0] == ("places", "all", ["lat"])
    assert asked(first)[1][2] == ["name"]


def test_pandas_own_ways_of_choosing_tell_as_well(asked):
    assert asked(lambda d: d.places.drop_duplicates("kind")) == [("places", "all", ["kind"])]
    first = ("places", ["aihui", "amugulang"], ["name"])
    assert asked(lambda d: list(d.places.head(2)["name"])) == [first]


def test_a_count_rests_on_the_rows_there_are(asked):
    assert asked(lambda d: len(d.figures)) == [("figures", "all", ["id"])]


@pytest.mark.parametrize(
    "whole",
    [
        lambda places: places.to_dict("records"),
        lambda places: places.merge(places, on="id"),
        lambda places: places.groupby("kind").size(),
        lambda places: np.asarray(places),
        lambda places: pd.concat([places, places]),
        lambda places: [row.name for row in places.itertuples()],
        lambda places: places.reset_index(),
        lambda places: places.drop(columns="lat"),
        lambda places: places.to_csv(),
    ],
)
def test_any_other_use_of_a_table_rests_on_all_of_it(asked, whole):
    assert asked(lambda d: whole(d.places)) == [("places", "all", "all")]


@pytest.mark.parametrize(
    "read",
    [
        lambda low: low.sum(),
        lambda low: low.map(str),
        lambda low: (low > 3).any(),
        lambda low: low.to_numpy(),
        lambda low: dict(low.items()),
        lambda low: np.asarray(low),
        lambda low: sorted(low.dropna()),
    ],
)
def test_any_other_use_of_a_column_rests_on_all_of_it(asked, read):
    assert asked(lambda d: read(d.figures["low"])) == [("figures", "all", ["low"])]


def test_what_is_written_to_a_table_of_ones_own_rests_on_what_it_was(asked):
    def shown(dataset):
        two = dataset.figures.loc[dataset.figures.index[:2], ["low", "high"]]
        two["both"] = two["low"] + two["high"]
        two.columns = ["Least", "Most", "Both"]
        return two.to_dict()

    (one,) = asked(shown)
    assert one == ("figures", one[1], ["low", "high"])
    assert len(one[1]) == 2


def test_what_is_said_of_a_table_goes_with_its_parts(traced):
    dataset, _ = traced
    two = dataset.people.loc[["zhukov", "puyi"]].assign(lane="front")
    two.attrs = {"hues": {"lane": {"front": "rust"}}}
    assert two[["id", "lane"]].attrs == two.copy().attrs == {"hues": {"lane": {"front": "rust"}}}
    assert dataset.people.attrs != two.attrs
    assert dataset.events["kind"].attrs == dataset.events.attrs


@pytest.mark.filterwarnings("ignore:.*inplace")  # of pandas, which will drop that way of writing
@pytest.mark.parametrize(
    "write",
    [
        lambda two: two.pop("lat"),
        lambda two: two.drop(index="aihui", inplace=True),
        lambda two: two.sort_values("name", inplace=True),
        lambda two: two.insert(0, "one", 1),
        lambda two: two.rename(columns={"lat": "North"}, inplace=True),
        lambda two: two.reset_index(),
    ],
)
def test_a_table_that_was_written_to_leaves_the_record_as_it_is(traced, asked, write):
    dataset, _ = traced
    before = untraced(dataset.places).copy()
    two = dataset.places.loc[["aihui", "amugulang"], ["name", "lat"]]
    asked(lambda _: write(two))
    rests = asked(lambda _: two["name"].to_list())
    assert rests[0][:2] == ("places", ["aihui", "amugulang"])
    assert "name" in rests[0][2]
    pd.testing.assert_frame_equal(untraced(dataset.places), before)


def test_an_interval_rests_on_its_two_events_and_their_readings(asked):
    rests = asked(lambda d: d.interval("reims-signing", "first-crossing", clock="moscow"))
    events, told, readings = rests
    assert events[:2] == ("events", ["reims-signing", "first-crossing"])
    assert "start_time" in events[2]
    assert "summary" not in events[2]
    assert told == ("readings", "all", ["event"])
    assert len(readings[1]) == 17


def test_what_was_worked_out_before_is_asked_for_anew(asked):
    def when(dataset):
        return analysis.Page("overview", dataset=dataset).date("hiroshima")

    assert asked(when) == asked(when) != []


def test_a_claim_rests_on_its_own_events_and_the_table_of_claims_on_all(traced, asked):
    dataset, trace = traced
    rests = asked(lambda d: analysis.judge(d).at["hiroshima-date", "verdict"])
    by_table = {table: rows for table, rows, _ in rests if rows != "all"}
    assert by_table["events"] == ["hiroshima"]
    assert by_table["claims"] == ["hiroshima-date"]
    assert asked(lambda d: list(analysis.judge(d)["section"])) == [
        ("claims", "all", ["id", "section"])
    ]
    trace.taken()
    analysis.judge(dataset)["verdict"].value_counts()
    counted = trace.taken()
    assert counted["claims"].all()
    assert {"hiroshima", "nagasaki", "reims-signing"} <= set(trace.events(counted))


def test_a_figure_is_of_its_event(traced):
    dataset, trace = traced
    trace.taken()
    dataset.figures.at["khalkhin-gol-japan-killed-coox-1", "low"]
    assert trace.events(trace.taken()) == ["khalkhin-gol"]
    dataset.figures["low"].max()
    assert trace.events(trace.taken()) == []  # of all figures, so of no event


def test_a_changed_data_set_rests_on_the_whole_record(traced):
    dataset, trace = traced
    trace.taken()
    dataset.with_event("first-crossing", start="1945-08-10")
    assert all(cells.all() for cells in trace.taken().values())


def test_only_the_record_that_is_asked_of_is_traced(data_folder, tmp_path):
    assert trace_of(data_folder) is None
    dataset = load(copy_small_record(tmp_path))
    assert type(dataset.events) is pd.DataFrame
    assert untraced(dataset.events) is dataset.events


def test_a_traced_table_says_what_the_plain_one_says(traced):
    dataset, _ = traced
    for name, table in dataset.tables.items():
        plain = untraced(table)
        assert isinstance(table, TracedFrame) == (name not in tracing._GROUND)
        assert table.equals(plain)
        assert repr(table) == repr(plain)
        assert list(table.columns) == list(plain.columns)
        assert table.attrs == plain.attrs
    assert dataset.events.loc["hiroshima", "name"] == "Atomic bombing of Hiroshima"
