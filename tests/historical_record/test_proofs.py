"""The proofs of the key hours: made from the rows, and checked by what a person can look up."""

import re

import pytest

from analysis.war import KEY_EVENTS
from historical_record.proofs import proof_of
from historical_time.readings import BoundaryError


@pytest.fixture(scope="module")
def proved(dataset):
    found = dataset.consistency()

    def prove(boundary):
        return proof_of(dataset, boundary, found)

    return prove


def said(proof, when, said_by=""):
    (exhibit,) = [e for e in proof.evidence if (e.when, e.said_by) == (when, said_by)]
    return exhibit


def test_nineteen_events_are_key(dataset):
    assert len(set(KEY_EVENTS)) == 19
    assert set(KEY_EVENTS) <= set(dataset.events.index)


def test_the_crossing_was_at_ten_past_midnight_in_chita(proved):
    proof = proved("first-crossing")
    assert proof.question == "When was this?"
    preferred = said(proof, "9\xa0August\xa01945, 00:10 Chita (Transbaikal)")
    assert preferred.standing == "Preferred"
    assert proof.ruling.startswith(
        "9\xa0August\xa01945, 00:10 Chita (Transbaikal), that is 8\xa0August\xa01945, 15:10 UTC:"
    )
    moscow = said(proof, "8\xa0August\xa01945, 18:10 Moscow", "Rotter; Trudny put k pobede")
    assert (moscow.standing, moscow.against) == ("Same instant", "the same instant")
    lenta = said(proof, "9\xa0August\xa01945, 00:00 Chita (Transbaikal)", "Lenta; hiryu97")
    assert lenta.against == "10\xa0minutes earlier"
    assert "Lenta; hiryu97" in proof.conflicts[0].dissents
    assert proof.conflicts[0].ruling == "open"
    assert [what for what, _ in proof.searches] == ["Glantz on 00:10 and 04:30 of 9 August 1945."]
    assert any("comes after “Molotov reads Satō the declaration" in line for line in proof.order)


def test_the_hour_of_karlshorst_is_that_of_the_end_of_the_signing(proved):
    proof = proved("karlshorst-signing")
    assert proof.ruling.startswith(
        "9\xa0May\xa01945, 00:43 Moscow, that is 8\xa0May\xa01945, 21:43 UTC"
    )
    assert any("so an end and not a beginning" in reason for reason in proof.reasons)
    plaque = said(
        proof,
        "8\xa0May\xa01945, about 22:45 Central European Time of the act of surrender",
        "Berlin plaque entry",
    )
    assert plaque.against == "2\xa0minutes later"
    (still_open,) = [one for one in proof.conflicts if one.ruling == "open"]
    assert still_open.dissents == ("taz; wissen.de, read as Moscow time",)


def test_hiroshima_was_at_a_quarter_past_eight_in_japan_an_hour_less_than_on_tinian(proved):
    proof = proved("hiroshima")
    assert proof.ruling.startswith(
        "6\xa0August\xa01945, 08:15 Tokyo, that is 5\xa0August\xa01945, 23:15"
    )
    release = said(
        proof, "6\xa0August\xa01945, 09:15:15 Tinian", "United States National Park Service"
    )
    assert release.against == "less than a minute later"
    key, grade, read = release.sources[0]
    assert (key, grade) == ("nps-atomic", "Official history or statistics")
    assert read.startswith("Read: one passage")


def test_a_proof_says_what_is_lacking(proved):
    pact = proved("neutrality-pact")
    assert pact.gaps[0] == "No hour is held: the preferred reading is a day."
    assert any("The hour of signature was not found" in reason for reason in pact.reasons)
    crossing = proved("first-crossing")
    assert "Readings that are only recalled: 1." in crossing.gaps


def test_what_nothing_contradicts_says_so(proved):
    broadcast = proved("imperial-broadcast")
    assert broadcast.conflicts == ()
    assert "**What cannot be true together.** Nothing." in broadcast._repr_markdown_()


def test_every_key_event_is_proved_with_each_of_its_boundaries(dataset, proved):
    for event in KEY_EVENTS:
        for boundary in dataset.boundaries(event):
            proof = proved(boundary)
            assert len(proof.evidence) == len(dataset.readings_of(boundary))
            cited = set(re.findall(r"\{cite:p\}`([^`]+)`", proof._repr_markdown_()))
            assert cited == {key for exhibit in proof.evidence for key, _, _ in exhibit.sources}
    asked = [proved(boundary).question for boundary in dataset.boundaries("khalkhin-gol")]
    assert asked == ["When did this begin?", "When did this end?"]


def test_what_was_read_of_a_source_stands_with_its_first_citation_alone(proved):
    shown = proved("first-crossing")._repr_markdown_()
    assert shown.count("chapter 7, section 9, with note 43") == 1
    assert shown.count("{cite:p}`rotter`") == 2


def test_an_unknown_boundary_is_named_in_the_error(dataset):
    with pytest.raises(BoundaryError, match="unknown event 'hirosima'"):
        proof_of(dataset, "hirosima")
