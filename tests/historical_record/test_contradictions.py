"""Contradictions: grouped by the reading that dissents."""

import datetime as dt

import pytest

import analysis
from historical_record.contradictions import (
    by_dissent,
    labelled_readings,
    rule_breaks,
    ruled,
    ruling_counts,
    ruling_faults,
    statements_to_set_aside,
)


@pytest.fixture(scope="module")
def found(dataset):
    return dataset.consistency()


@pytest.fixture(scope="module")
def breaks(dataset, found):
    return rule_breaks(dataset, found)


def row(breaks, dissent, rule):
    return breaks[(breaks["dissent"] == dissent) & (breaks["rule"] == rule)].iloc[0]


def test_the_preferred_readings_agree_so_that_every_contradiction_has_a_dissent(dataset, found):
    assert dataset.consistency("preferred") == ()
    readings = labelled_readings(dataset)
    for contradiction in found:
        ends = (contradiction.late.label, contradiction.early.label)
        assert not all(readings[label].preferred for label in ends)


def test_labels_are_those_of_the_instants(dataset):
    labels = labelled_readings(dataset)
    for boundary in ("karlshorst-signing", "august-storm:end"):
        assert set(dataset.instants(boundary, "all")) <= set(labels)


def test_no_contradiction_is_lost_in_the_grouping(found, breaks):
    pairs = breaks.drop_duplicates(["late", "early", "rule"])
    assert len(pairs) == sum(contradiction.kind == "rules" for contradiction in found)


def test_midnight_at_khabarovsk_would_begin_the_war_an_hour_before_its_first_day(breaks):
    label = "state-of-war (midnight on the clock of the Far Eastern fronts)"
    broken = row(breaks, label, "state-of-war is part of soviet-japanese-war")
    assert broken["kind"] == "outside its whole"
    assert broken["apart"] == dt.timedelta(hours=1)
    assert broken["told"] == "“State of war begins from 9 August” is part of “Soviet-Japanese War”"
    assert broken["preferred"]


def test_the_far_eastern_label_puts_the_crossing_fifty_minutes_before_its_operation(breaks):
    label = "first-crossing (Trudny put k pobede)"
    broken = row(breaks, label, "first-crossing is part of august-storm")
    assert broken["apart"] == dt.timedelta(minutes=50)


def test_a_signature_at_nine_in_the_evening_comes_after_its_own_announcement(breaks):
    label = "karlshorst-signing (older English Wikipedia text)"
    broken = row(breaks, label, "moscow-announcement comes after karlshorst-signing")
    assert broken["kind"] == "before what it follows"


def test_each_dissent_counts_its_pairs_and_its_rules_once(dataset, found, breaks):
    table = by_dissent(dataset, found).set_index("label")
    label = "first-crossing (Trudny put k pobede)"
    assert table.at[label, "rules"] == (breaks["dissent"] == label).sum() == 2
    assert set(table.at[label, "kinds"]) == {"before what it follows", "outside its whole"}
    assert (table["firm"] <= table["pairs"] + table["rules"]).all()


def test_nothing_is_left_when_the_statements_named_are_set_aside(dataset, found):
    aside = set(statements_to_set_aside(dataset, found))
    assert aside
    for contradiction in found:
        assert aside & {contradiction.late.label, contradiction.early.label}
    assert statements_to_set_aside(dataset, ()) == ()


def test_every_contradiction_has_one_ruling_and_every_ruling_a_contradiction(dataset, found):
    assert ruling_faults(dataset, found) == []
    counts = ruling_counts(dataset, found)
    assert list(counts) == ["open", "resolved", "dormant"]
    assert sum(counts.values()) == len(found)
    assert counts["open"] <= 60


def test_a_reading_of_something_else_is_ruled_on_by_its_class_whatever_it_meets(dataset, found):
    table = ruled(dataset, found)
    label = "soviet-japanese-war:end (news-pravda page)"
    of_it = table[table["dissents"].map(lambda labels: label in labels)]
    assert set(of_it["ruling_id"]) == {"class-other-matter"}


def test_a_ruling_that_names_who_says_so_goes_before_the_one_of_the_boundary(dataset, found):
    table = ruled(dataset, found)
    firm = table[table["dissents"].map(len) == 1]
    by_dissent = dict(zip(firm["dissents"].str[0], firm["ruling_id"], strict=True))
    assert by_dissent["planned-opening (Stalin to Truman, 17 July 1945)"] == "planned-opening-start"
    hopkins = "planned-opening (Stalin to Hopkins, 28 May 1945)"
    assert by_dissent[hopkins] == "planned-opening-start-2"


def test_two_choices_of_a_clock_that_the_record_leaves_open_are_not_ruled_on_as_dissents(
    dataset, found
):
    table = ruled(dataset, found).set_index("ruling_id")
    row = table.loc["zharikovo-meeting-start"]
    assert len(row["dissents"]) == 2
    assert row["ruling"] == "open"


def test_a_contradiction_without_a_ruling_and_a_ruling_without_one_are_both_told(small_folder):
    path = small_folder / "rulings.csv"
    text = path.read_text("utf-8")
    old, new = "first-crossing-start,,first-crossing,start", "class-recalled,recalled,,"
    path.write_text(text.replace(old, new), "utf-8")
    dataset = analysis.load(small_folder)
    faults = [str(fault) for fault in ruling_faults(dataset, dataset.consistency())]
    assert faults == [
        "rulings.csv:0:: 'first-crossing and first-crossing (Cherevko)' cannot both be true: "
        "expected a ruling",
        "rulings.csv:6:id: 'class-recalled' answers for no contradiction",
    ]
