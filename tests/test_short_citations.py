"""Short citations: what stands in a page's brackets and beside a row of a figure."""

import re

import pytest

from analysis.short_citations import short_citations


@pytest.fixture(scope="module")
def names(dataset):
    held = short_citations(dataset.references)
    return {key: name.replace("\N{NO-BREAK SPACE}", " ") for key, name in held.items()}


def test_a_person_is_named_by_family_and_year(names):
    assert names["kasahara2020"] == "Kasahara 2021"
    assert names["kuromiya2016"] == "Kuromiya and Mamoulia 2016"


def test_an_institution_is_not_taken_for_a_person(names):
    assert names["cdb90"] == "US Army Concepts Analysis … and Arnold 1991"


def test_a_volume_of_diplomatic_papers_is_named_by_its_series_and_a_letter(names):
    assert re.fullmatch("FRUS 1938[a-z]", names["frus38-475"])


def test_without_an_author_the_title_stands_and_a_missing_year_is_said(names):
    assert re.fullmatch("“Sobytiya na ozere Khasan …” n.d.(-[a-z])?", names["vorota"])


def test_no_two_sources_have_one_name(dataset, names):
    assert len(set(names.values())) == len(dataset.references)


def test_letters_do_not_depend_on_the_order_in_which_sources_come(dataset):
    turned = dict(reversed(dataset.references.items()))
    assert short_citations(turned) == short_citations(dataset.references)


def test_the_year_is_held_to_the_name(dataset):
    for name in short_citations(dataset.references).values():
        assert re.search(r"\N{NO-BREAK SPACE}(\[?(1\d|20)\d\d|n\.d\.)", name), name
