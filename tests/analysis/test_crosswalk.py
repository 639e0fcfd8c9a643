"""Other data sets against the record."""

import datetime as dt
import re

import pytest

from analysis import Timeline
from analysis.findings.crosswalk import (
    crosswalk_table,
    day_counts,
    distances,
    intervals,
    verdicts,
)


def test_one_pair_of_dates_has_three_lengths():
    counts = day_counts(dt.date(1938, 7, 29), dt.date(1938, 8, 11))
    assert counts == {"thirty": 12, "exclusive": 13, "inclusive": 14}


def test_the_counts_that_the_files_print_follow_from_their_dates():
    assert day_counts(dt.date(1939, 5, 11), dt.date(1939, 9, 15))["thirty"] == 124  # Brecke
    assert day_counts(dt.date(1938, 7, 9), dt.date(1938, 8, 11))["inclusive"] == 34  # MID 5.0
    assert day_counts(dt.date(1938, 7, 9), dt.date(1938, 8, 11))["exclusive"] == 33  # GML 2.0
    assert day_counts(dt.date(1937, 5, 31), dt.date(1937, 9, 1))["inclusive"] == 94  # not 104


def test_an_end_before_its_start_is_an_error():
    with pytest.raises(ValueError, match="1938-07-29 lies before 1938-08-11"):
        day_counts(dt.date(1938, 8, 11), dt.date(1938, 7, 29))


def test_a_battle_was_put_in_another_part_of_the_world(dataset):
    km = distances(dataset)["km"]
    assert km["khalkhin-midloc2"] == pytest.approx(5420, abs=15)
    assert km["khasan-wd26-place"] < 5
    assert km["khasan-midloc2"] == pytest.approx(72, abs=3)


def test_intervals_are_drawn_beside_the_record(dataset):
    rows = intervals(dataset, "lake-khasan").set_index("id")
    assert rows.loc["lake-khasan", ["name", "start", "end"]].to_list() == [
        "This record",
        "1938-07-29",
        "1938-08-11",
    ]
    assert rows.at["khasan-cdb90-256", "start_time"] == "02:00"
    assert rows.loc["khasan-wd20", ["extent", "start", "end"]].to_list() == [
        "instant",
        "1938-08-11",
        "",
    ]
    drawn = Timeline(rows.reset_index(), packed=False)
    assert len(drawn.description.rows) == len(rows)


def test_umbrella_entries_are_left_out(dataset):
    assert "war45-brecke" not in set(intervals(dataset, "soviet-japanese-war")["id"])


def test_every_entry_with_a_date_is_counted_once(dataset):
    counts = verdicts(dataset)
    dated = dataset.crosswalk["aspect"].isin(["start", "end", "both"]).sum()
    assert counts.drop(columns="Own evidence").to_numpy().sum() == dated


def test_tables_cite_and_can_be_linked_to(dataset):
    shown = crosswalk_table(dataset, ("place",)).myst
    assert "{#crosswalk-khalkhin-midloc2 .entry-name}" in shown
    assert "46.3164 N, 44.2097 E" in shown
    assert "{cite:p}`midloc-2`" in shown
    rows = dataset.crosswalk["aspect"].eq("place").sum()
    assert len(re.findall(r"\.facet-verdict\}", shown)) == rows


def test_an_aspect_that_is_not_there_is_an_error(dataset):
    with pytest.raises(ValueError, match="about colour"):
        crosswalk_table(dataset, ("colour",))


def test_dates_of_entries_are_in_words(dataset):
    shown = crosswalk_table(dataset, ("start", "end", "both")).myst
    said = shown.replace("\N{NO-BREAK SPACE}", " ")
    assert "02:00 on 31 July 1938 to 08:00 on 31 July 1938" in said
    assert "1938-07-31T" not in said
