import dataclasses
import datetime as dt
import pickle
import subprocess
import sys

import pandas as pd
import pytest

import analysis
from analysis.findings.chronology import entries
from historical_record import dataset as dataset_of
from historical_time import edtf
from historical_time.readings import BoundaryError
from tests.records import copy_small_record

EARLIEST = ["start_earliest", "start_latest", "end_earliest", "end_latest"]


def test_every_table_is_a_frame_of_typed_columns(small_dataset):
    assert set(small_dataset.tables) == set(small_dataset.schema)
    assert small_dataset.figures["low"].dtype == "Float64"
    assert small_dataset.figures["year"].dtype == "Int64"
    assert small_dataset.places.at["hiroshima", "lat"] == pytest.approx(34.39, abs=0.01)
    assert small_dataset.clocks["valid_from"].dtype == "datetime64[s]"
    assert small_dataset.events.at["hiroshima", "parties"] == ("usa", "japan")


def test_a_blank_cell_is_an_empty_string_an_empty_list_or_a_missing_number(small_dataset):
    assert small_dataset.events.at["hiroshima", "end"] == ""
    assert small_dataset.events.at["hiroshima", "after"] == ()
    assert pd.isna(small_dataset.figures.at["khasan-ussr-killed-cow", "year"])


def test_events_carry_the_days_of_their_bounds(small_dataset):
    days = small_dataset.events.loc["khalkhin-gol", EARLIEST]
    assert [f"{day:%m-%d}" for day in days] == ["05-08", "05-12", "09-16", "09-16"]
    assert pd.isna(small_dataset.events.at["august-storm", "end_latest"])


def test_bounds_of_a_period_join_those_of_its_two_dates(small_dataset):
    bounds = small_dataset.bounds("lake-khasan")
    assert str(bounds) == "1938-07-29/1938-08-11"
    assert bounds.end_latest == dt.date(1938, 8, 11)
    open_end = small_dataset.bounds("august-storm")
    assert (open_end.end_latest, open_end.end_kind) == (None, "open")


def test_a_start_that_is_one_of_several_days_keeps_them_in_its_bounds(small_dataset):
    bounds = small_dataset.bounds("khalkhin-gol")
    assert (bounds.start_earliest.day, bounds.start_latest.day) == (8, 12)
    assert bounds.end_latest == dt.date(1939, 9, 16)


def test_transbaikal_midnight_is_moscow_evening(small_dataset):
    instant = small_dataset.instant("state-of-war").earliest
    assert small_dataset.clock("moscow").to_civil(instant) == dt.datetime(1945, 8, 8, 18, 0)


def test_the_central_interval_is_91_days_on_the_clock_of_moscow(small_dataset):
    interval = small_dataset.interval("surrender-effective", "first-crossing", clock="moscow")
    assert interval.elapsed_min == interval.elapsed_max
    assert interval.elapsed_max == dt.timedelta(days=91, hours=17, minutes=9)
    assert (interval.start_date, interval.end_date) == (dt.date(1945, 5, 9), dt.date(1945, 8, 8))
    assert interval.days == 91
    assert tuple(interval.calendar) == (0, 2, 30)
    assert interval.convention_sensitive is False


def test_the_same_interval_is_three_months_on_the_clock_of_the_act(small_dataset):
    interval = small_dataset.interval("surrender-effective", "first-crossing", clock="act-cet")
    assert tuple(interval.calendar) == (0, 3, 0)


def test_a_day_without_an_hour_is_the_whole_day_on_every_clock_of_its_parties(small_dataset):
    pact = small_dataset.instant("neutrality-pact")
    utc = dt.UTC
    assert pact.earliest == dt.datetime(1941, 4, 12, 14, 0, tzinfo=utc)  # Khabarovsk, +10
    assert pact.latest == dt.datetime(1941, 4, 13, 20, 59, tzinfo=utc)  # Moscow, +3


def test_readings_are_the_preferred_one_and_then_the_dissent(small_dataset):
    readings = small_dataset.readings_of("khasan-ceasefire")
    assert [(r.preferred, r.time, r.clock.id) for r in readings] == [
        (True, "12:00", "tokyo"),
        (False, "13:30", "khabarovsk"),
    ]
    assert list(small_dataset.instants("khasan-ceasefire", "all")) == [
        "khasan-ceasefire",
        "khasan-ceasefire (Soviet communique of 15 August)",
    ]


@pytest.mark.parametrize(
    ("boundary", "message"),
    [
        ("khalkhin-gol", "has two boundaries: name one, 'khalkhin-gol:start' or"),
        ("hiroshima:end", "'hiroshima' is an instant with one boundary: write 'hiroshima'"),
        ("hirosima", "unknown event 'hirosima': is 'hiroshima' meant?"),
        ("lake-khasan:middle", "expected lake-khasan:start or lake-khasan:end"),
        ("august-storm:end", "is open or unknown: no reading says when it was"),
        ("", "unknown event ''"),
    ],
)
def test_a_boundary_that_is_none_is_a_clear_error(small_dataset, boundary, message):
    with pytest.raises(BoundaryError) as caught:
        small_dataset.instant(boundary)
    assert message in str(caught.value)


def test_an_unknown_clock_is_a_clear_error(small_dataset):
    with pytest.raises(LookupError, match="unknown clock 'paris': expected one of utc, berlin"):
        small_dataset.interval("hiroshima", "nagasaki", clock="paris")


def test_an_interval_that_runs_backwards_is_an_error(small_dataset):
    with pytest.raises(ValueError, match="the start, 'nagasaki', is after the end, 'hiroshima'"):
        small_dataset.interval("nagasaki", "hiroshima")


def test_readings_are_preferred_or_all(small_dataset):
    with pytest.raises(ValueError, match="expected 'preferred', 'read' or 'all', found 'some'"):
        small_dataset.instants("hiroshima", "some")


def test_27_of_72_pairs_are_three_months_apart_by_date_and_none_to_the_minute(small_dataset):
    grid = small_dataset.sensitivity(
        starts=[
            "reims-signing",
            "surrender-effective",
            "karlshorst-signing",
            "moscow-announcement",
        ],
        ends=["declaration-read", "state-of-war", "first-crossing"],
        clocks=["berlin", "london", "moscow", "washington", "tokyo", "chita"],
    )
    assert len(grid) == 72
    assert grid["exact_by_date"].sum() == 27
    assert grid["exact_to_minute"].sum() == 0


def test_dissenting_readings_add_rows_to_the_grid(small_dataset):
    choices = {"starts": ["karlshorst-signing"], "ends": ["first-crossing"], "clocks": ["moscow"]}
    assert len(small_dataset.sensitivity(**choices)) == 1
    assert len(small_dataset.sensitivity(**choices, readings="all")) == 4


def test_relations_widen_when_dissenting_readings_count(small_dataset):
    preferred = small_dataset.relation("khalkhin-gol", "khalkhin-gol-ceasefire")
    assert preferred == {"finished-by"}
    assert small_dataset.relation("khalkhin-gol", "khalkhin-gol-ceasefire", "all") == {
        "finished-by",
        "meets",
    }


def test_the_preferred_readings_can_all_be_true_and_the_dissenting_cannot(small_dataset):
    assert small_dataset.consistency("preferred") == ()
    found = small_dataset.consistency()
    assert any("Svoisky" in str(contradiction) for contradiction in found)
    assert all(contradiction.kind != "circle" for contradiction in found)


def test_children_stand_in_the_order_in_which_they_began(small_dataset):
    children = small_dataset.children("soviet-japanese-war")
    assert list(children.index) == ["august-storm", "state-of-war", "instrument-of-surrender"]


def test_the_dataset_is_frozen_and_names_its_tables(small_dataset):
    with pytest.raises(dataclasses.FrozenInstanceError):
        small_dataset.tables = {}
    assert "events" in dir(small_dataset)
    assert repr(small_dataset).startswith("<Dataset: 22 events, 6 readings, 4 figures")
    with pytest.raises(AttributeError, match="no attribute or table 'battles'"):
        _ = small_dataset.battles


def test_two_copies_of_one_origin_count_as_one_source(small_dataset):
    # enwiki-khasan rests on cow4, so that Lake Khasan has two sources and one origin.
    summary = small_dataset.summary()
    assert summary.events_by_sources == {1: 16, 2: 6}
    assert summary.events_by_independent_sources == {1: 17, 2: 5}


def test_the_summary_counts_hours_by_clock(small_dataset):
    counts = small_dataset.summary().readings_by_clock
    assert counts["tokyo"] == 5
    assert counts["not stated"] == 1


def test_an_error_can_be_pickled_with_its_problems(tmp_path):
    with pytest.raises(analysis.DatasetError) as caught:
        analysis.load(tmp_path / "nowhere")
    again = pickle.loads(pickle.dumps(caught.value))
    assert again.problems == caught.value.problems


def test_a_record_found_sound_is_checked_again_only_when_a_file_has_changed(tmp_path, monkeypatch):
    folder = copy_small_record(tmp_path / "data")
    first = dataset_of.load(folder)
    monkeypatch.setattr(dataset_of, "check_record", lambda record: 1 / 0)
    assert dataset_of.load(folder).events["name"].tolist() == first.events["name"].tolist()
    events = folder / "events.csv"
    events.write_text(events.read_text("utf-8") + "\n", "utf-8")
    with pytest.raises(ZeroDivisionError):
        dataset_of.load(folder)


def test_a_record_found_wrong_is_wrong_again(tmp_path):
    folder = copy_small_record(tmp_path / "data")
    names = folder / "names.csv"
    names.write_text(names.read_text("utf-8") + "one, two\n", "utf-8")
    for _ in range(2):
        with pytest.raises(dataset_of.DatasetError, match=r"names\.csv"):
            dataset_of.load(folder)


def test_loading_needs_no_drawing_library():
    program = "import analysis, sys; analysis.load; analysis.Dataset; print(*sys.modules)"
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    loaded = set(run.stdout.split())
    assert "pandas" in loaded
    assert not loaded & {"matplotlib", "plotly", "timelines"}


def test_every_name_the_package_offers_is_there():
    for name in analysis.__all__:
        assert getattr(analysis, name) is not None
    with pytest.raises(AttributeError, match="no attribute 'battles'"):
        _ = analysis.battles


# The whole record.

PREFERRED = {
    "reims-signing": ("1945-05-07", "02:41", "2"),
    "surrender-effective": ("1945-05-08", "23:01", "act-cet"),
    "karlshorst-signing": ("1945-05-09", "00:43", "moscow"),
    "moscow-announcement": ("1945-05-09", "02:10", "moscow"),
    "declaration-read": ("1945-08-08", "17:00", "moscow"),
    "state-of-war": ("1945-08-09", "00:00", "chita"),
    "first-crossing": ("1945-08-09", "00:10", "chita"),
    "hiroshima": ("1945-08-06", "08:15", "tokyo"),
    "nagasaki": ("1945-08-09", "11:02", "tokyo"),
}
CONTRACT_EVENTS = (
    "lake-khasan khalkhin-gol khalkhin-gol-ceasefire neutrality-pact barbarossa yalta-agreement "
    "pact-denunciation imperial-broadcast instrument-of-surrender august-storm"
).split()
CONTRACT_CLOCKS = (
    "utc berlin london moscow washington tokyo chita khabarovsk ulaanbaatar manchukuo act-cet"
).split()


@pytest.mark.parametrize("event", PREFERRED)
def test_preferred_readings_of_the_central_instants(dataset, event):
    date, time_of_day, clock = PREFERRED[event]
    row = dataset.events.loc[event]
    assert (row["extent"], row["start"], row["start_time"]) == ("instant", date, time_of_day)
    if clock == "2":
        wall = dt.datetime.fromisoformat(f"{date}T{time_of_day}")
        assert dataset.instant(event).earliest.replace(tzinfo=None) == wall - dt.timedelta(hours=2)
    else:
        assert row["clock"] == clock


def test_the_record_holds_every_event_and_clock_that_links_rely_on(dataset):
    assert set(CONTRACT_EVENTS) <= set(dataset.events.index)
    assert set(CONTRACT_CLOCKS) <= set(dataset.clocks_by_id)


def test_the_preferred_readings_of_the_record_can_all_be_true(dataset):
    assert [str(found) for found in dataset.consistency("preferred")] == []


def test_the_record_is_as_large_as_it_says(dataset):
    rows = dataset.summary().rows
    least = {"events": 260, "readings": 150, "figures": 430, "sources": 350, "claims": 25}
    least |= {"places": 120, "clauses": 60}
    assert {name: rows[name] for name, count in least.items() if rows[name] < count} == {}
    assert len(dataset.references) == rows["sources"]
    assert (dataset.events["sources"].map(len) >= 2).mean() >= 0.55


def test_each_date_is_read_once_however_many_ask(data_folder):
    edtf._parsed.cache_clear()
    dataset = analysis.load(data_folder)
    for boundary in ("khalkhin-gol:start", "khalkhin-gol:end", "hiroshima"):
        dataset.readings_of(boundary)
    analysis.Timeline(dataset.events, clocks=dataset.clocks_by_id)
    entries(dataset)
    dates = {*dataset.events["start"], *dataset.events["end"], *dataset.readings["date"]}
    told = edtf._parsed.cache_info()
    assert told.misses == told.currsize + 1  # ".." is an end and no date
    assert told.misses < 2 * len(dates)


def test_days_that_all_count_have_two_boundaries_and_none_is_chosen_in_silence(dataset):
    """`set-all-interval`: the five days of June 1938 on the Amur."""
    event = "amur-provocations-june-1938"
    assert dataset.boundaries(event) == (f"{event}:start", f"{event}:end")
    with pytest.raises(BoundaryError, match=f"name one, '{event}:start' or '{event}:end'"):
        dataset.interval(event, "lake-khasan:start", clock="tokyo")
    over = dataset.interval(f"{event}:end", "lake-khasan:start", clock="tokyo")
    begun = dataset.interval(f"{event}:start", "lake-khasan:start", clock="tokyo")
    assert (over.days_min, over.days) == (38, 42)
    assert (begun.days_min, begun.days) == (49, 53)


def test_where_order_is_not_said_the_interval_says_so_both_ways(dataset):
    """`order-unsaid`: 16 or 17 September 1939; September or October 1939."""
    there = dataset.interval("ioki-suicide", "japanese-embassy-denial")
    assert there.order == "possible"
    assert there.elapsed_min == -dt.timedelta(days=17, minutes=59)
    assert there.elapsed_max == dt.timedelta(days=46, hours=13, minutes=59)
    back = dataset.interval("japanese-embassy-denial", "ioki-suicide")
    assert (back.elapsed_min, back.elapsed_max) == (-there.elapsed_max, -there.elapsed_min)
