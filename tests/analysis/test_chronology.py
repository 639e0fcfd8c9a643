"""The chronology: events in order, in words, with what narrows them and what stands behind them."""

import re
from dataclasses import replace

import pytest

from analysis.findings.chronology import certainties, entries, event_table


@pytest.fixture(scope="module")
def listed(dataset):
    return entries(dataset)


@pytest.fixture(scope="module")
def by_id(listed):
    return {entry.id: entry for entry in listed}


def test_every_event_stands_once(dataset, listed):
    assert sorted(entry.id for entry in listed) == sorted(dataset.events["id"])


def test_an_hour_is_told_with_its_clock(by_id):
    assert by_id["declaration-read"].when == "8\xa0August\xa01945, 17:00 Moscow"
    assert by_id["hiroshima"].when == "6\xa0August\xa01945, 08:15 Tokyo"


def test_hours_on_different_clocks_stand_in_the_order_they_happened(listed):
    order = [entry.id for entry in listed]
    told = ["hiroshima", "declaration-read", "state-of-war", "first-crossing", "nagasaki"]
    assert sorted(told, key=order.index) == told


def test_certainty_says_how_closely_and_who_differs(by_id):
    assert by_id["lake-khasan"].certainty == ("to the day", "sources differ")
    assert by_id["nagasaki"].certainty[0] == "to the hour"
    assert by_id["khalkha-barga-line"].certainty == ("to a span of days",)


def test_an_event_on_several_days_names_the_first_and_the_last(by_id):
    assert by_id["amur-provocations-june-1938"].when == "five\xa0days, 8 to 19\xa0June\xa01938"


def test_dissents_come_with_their_sources(dataset, by_id):
    dissents = by_id["lake-khasan"].dissents
    assert len(dissents) == (dataset.readings["event"] == "lake-khasan").sum()
    assert all(re.search(r"\{cite:p\}`[^`]+`$", other) for other in dissents)
    assert all(other.startswith(("start ", "end ")) for other in dissents)  # of a period


def test_a_row_is_a_target_and_cites_its_sources(dataset, listed):
    shown = event_table(listed).myst
    targets = re.findall(r"\]\{#([a-z0-9-]+) \.entry-name\}", shown)
    assert sorted(targets) == sorted(dataset.events["id"])
    found = {key for keys in re.findall(r"\{cite:p\}`([^`]+)`", shown) for key in keys.split(",")}
    cited_by_events = {key for keys in dataset.events["sources"] for key in keys}
    cited_by_readings = {key for keys in dataset.readings["sources"] for key in keys}
    assert found == cited_by_events | cited_by_readings


def test_a_row_carries_in_words_what_narrows_the_table(listed):
    shown = event_table(listed, "1945-08-06", "1945-08-06").myst
    for mark in ("[Pacific]{.facet-lane}", "[United States]{.facet-party}"):
        assert mark in shown
    assert "[Atomic bombing]{.facet-kind}" in shown
    assert "[to the hour]{.facet-certainty}" in shown


def test_what_was_not_read_says_so(by_id):
    unread = replace(by_id["hiroshima"], sources=(), evidence="recalled")
    shown = event_table((unread,)).myst
    assert "No source read: recalled, not checked." in shown
    assert shown.count("{cite:p}") == len(unread.dissents)


def test_tables_by_year_hold_every_event_once(listed):
    edges = [("", "1937"), ("1938", "1938"), ("1939", "1939"), ("1940", "")]
    assert sum(len(event_table(listed, *pair).rows) for pair in edges) == len(listed)


def test_a_stretch_without_events_is_an_error(listed):
    with pytest.raises(ValueError, match="no event began between '1800' and '1810'"):
        event_table(listed, "1800", "1810")


def test_a_bound_that_order_narrows_is_told_with_its_chain_and_weakest_source(listed, by_id):
    (inference,) = by_id["neutrality-pact"].inferences
    assert inference == (
        "not after 13\xa0April\xa01941, 17:50 Moscow, since “Matsuoka reaches his train in "
        "Moscow” comes after “Soviet-Japanese Neutrality Pact signed”, which rests on "
        "{cite:p}`frus1941v04-d783`."
    )
    shown = event_table(listed, "1941-04-13", "1941-04-13").myst
    assert "By order: not after 13\xa0April\xa01941, 17:50 Moscow, since “Matsuoka" in shown
    assert "which rests on {cite:p}`frus1941v04-d783`." in shown


def test_the_clocks_that_drop_out_of_an_hour_are_named(by_id):
    (inference,) = by_id["azuma-column-reported"].inferences
    assert "rests on {cite:p}`jawiki`. The hour is then not that of Moscow." in inference
    shown = event_table((by_id["azuma-column-reported"],)).myst
    assert f"By order: {inference}" in shown


def test_of_what_lasts_it_is_told_which_boundary_is_meant(listed, by_id):
    clashes = by_id["suifenhe-clashes-1935"]
    assert clashes.edtf == "1935-10"
    shown = event_table((clashes,)).myst
    assert "By order: start not after 12\xa0October\xa01935, 06:05 Universal time" in shown
    assert "By order: end not before 12\xa0October\xa01935, 06:05 Universal time" in shown
    assert "By order: not " in event_table((by_id["neutrality-pact"],)).myst  # an instant


def test_how_closely_the_events_are_known_is_counted(dataset, listed):
    counted = certainties(listed)
    known = ("to the hour", "to the day", "to a span of days", "an end not known")
    assert sum(counted[how] for how in known) == len(listed)
    assert counted["recalled"] == (dataset.events["evidence"] == "recalled").sum()


def test_paper_has_the_day_with_a_short_month_and_the_hour_with_its_clock(by_id):
    shown = event_table((by_id["declaration-read"],)).myst
    assert "[8\xa0Aug\xa01945]{.paper-date .on-paper}" in shown
    assert "[17:00 Moscow]{.paper-hour .on-paper}" in shown
    assert "[Moscow]{.paper-place}" in shown
    lasted = event_table((by_id["lake-khasan"],)).myst
    assert "[29\xa0Jul to 11\xa0Aug\xa01938]{.paper-date .on-paper}" in lasted
    assert "paper-hour" not in lasted


def test_paper_says_what_is_recalled_or_derived_under_the_date(listed, by_id):
    for event in (one for one in listed if one.evidence != "read"):
        assert f"[{event.evidence}]{{.paper-date .on-paper}}" in event_table((event,)).myst
    assert "{.paper-date .on-paper}" in event_table((by_id["hiroshima"],)).myst
    assert "[read]" not in event_table((by_id["hiroshima"],)).myst


def test_an_hour_on_an_unnamed_clock_is_bare(by_id):
    assert by_id["azuma-messenger"].hour == "15:00"
    assert by_id["azuma-messenger"].days == "29\xa0May\xa01939"


def test_paper_has_every_event_with_its_sources_and_every_dissent(listed):
    shown = event_table(listed).myst
    assert shown.count("{.paper-event}") == shown.count("{.paper-sources}") == len(listed)
    assert shown.count("[Otherwise: ") == sum(bool(entry.dissents) for entry in listed)
    assert shown.count("{.paper-below}") == sum(
        bool(entry.dissents) + len(entry.inferences) for entry in listed
    )


def test_an_hour_at_the_end_alone_is_not_told_as_the_start(by_id):
    """The attack on Bezymyannaya was over at 15:10; when it began no source says."""
    assert by_id["bezymyannaya-attack"].hour == "until 15:10 Tokyo"


def test_an_hour_of_what_lasts_for_days_is_told_as_that_of_its_start(by_id):
    """Yasuoka's tanks set out at 18:15 on 2 July, and no source ends the attack at an hour."""
    assert by_id["yasuoka-attack"].hour == "from 18:15"
    assert by_id["khasan-second-offensive"].hour.startswith("begins between 12:00 and 18:00 ")
    assert by_id["nagasaki"].hour == "11:02 Tokyo"


def test_what_has_an_hour_at_its_end_alone_stands_after_what_came_before_it(listed):
    """Soviet soldiers had begun to dig at 09:30, before they were attacked."""
    order = [entry.id for entry in listed]
    assert order.index("bezymyannaya-digging") < order.index("bezymyannaya-attack")
