"""Witnesses: what was read of a work, in words, and the copies that a reader is sent to."""

import pytest

from historical_record.witnesses import domain_of, links, reading

ARCHIVE = {
    "copy": "Papers Past",
    "kind": "archive",
    "address": "https://paperspast.natlib.govt.nz/x",
    "accessed": "2026-11-22",
    "read": "whole article",
}
MIRROR = {
    "copy": "example.org",
    "kind": "mirror",
    "address": "https://example.org/1",
    "accessed": "2026-11-26",
    "read": "p. 3",
}


def test_what_was_read_is_said_in_a_line():
    assert reading([ARCHIVE, MIRROR]).replace("\N{NO-BREAK SPACE}", " ") == (
        "Read: whole article; p. 3, in a web copy (example.org); accessed on 26 November 2026."
    )


def told(*copies):
    return reading(copies).replace("\N{NO-BREAK SPACE}", " ").partition("; accessed")[0]


def test_what_several_copies_have_is_told_once():
    other = {**ARCHIVE, "kind": "transcription", "copy": "a blog"}
    assert told(ARCHIVE, other) == "Read: whole article, also in a transcription"
    further = {**MIRROR, "copy": "example.com"}
    assert told(MIRROR, further) == "Read: p. 3, in 2 web copies (example.org, example.com)"
    assert told(ARCHIVE, ARCHIVE) == "Read: whole article"


def test_a_copy_in_which_several_things_were_read_is_named_once():
    last = {**MIRROR, "read": "p. 9"}
    assert told(MIRROR, ARCHIVE, last) == (
        "Read: p. 3; p. 9, each in a web copy (example.org); whole article"
    )


def test_the_day_that_an_entry_has_told_is_not_told_again():
    told = "26\u00a0November\u00a02026"
    assert reading([ARCHIVE, MIRROR], told).endswith("p. 3, in a web copy (example.org).")
    assert reading([ARCHIVE], told).endswith("; accessed on 22\u00a0November\u00a02026.")


def test_brackets_within_brackets_are_square():
    copy = {**MIRROR, "copy": "Time, 1938-08-22, Time Inc. (mirror)"}
    assert "in a web copy (Time, 1938-08-22, Time Inc. [mirror]);" in reading([copy])


def test_what_was_not_read_is_said_too():
    assert reading([]) == "Not read."


def test_no_link_leads_to_a_mirror():
    assert links([ARCHIVE, MIRROR]) == [("Papers Past", "https://paperspast.natlib.govt.nz/x")]


@pytest.mark.parametrize(
    ("address", "domain"),
    [
        ("https://user.bibliboba.online/books/1", "bibliboba.online"),
        ("http://www.ne.jp/asahi/cccp/", "www.ne.jp"),
        ("https://a.b.example.co.jp/", "example.co.jp"),
        ("http://[not an address", ""),
        ("", ""),
    ],
)
def test_the_owner_of_a_host_is_known_by_its_domain(address, domain):
    assert domain_of(address) == domain


def test_every_kind_of_the_vocabulary_has_words(dataset):
    terms = dataset.vocabularies
    for kind in terms[terms["vocabulary"] == "witness-kind"]["term"]:
        assert reading([{**ARCHIVE, "kind": kind}]).startswith("Read: whole article")
