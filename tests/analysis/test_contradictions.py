"""Contradictions: grouped by the reading that dissents."""

import datetime as dt

import pytest

from analysis.findings.contradictions import (
    by_dissent,
    labelled_readings,
    rule_breaks,
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
    assert broken["told"] == "State of war begins from 9 August is part of Soviet-Japanese War"
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
