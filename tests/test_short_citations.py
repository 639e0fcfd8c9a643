"""Short citations: what stands beside a row of a figure."""

import pytest

from analysis.short_citations import short_citations


@pytest.fixture(scope="module")
def names(dataset):
    return short_citations(dataset.references)


def test_a_person_is_named_by_family_and_year(names):
    assert names["kasahara2020"] == "Kasahara 2021"
    assert names["kuromiya2016"] == "Kuromiya and Mamoulia 2016"


def test_an_institution_is_not_taken_for_a_person(names):
    assert names["cdb90"] == "US Army Concepts Analysis\N{HORIZONTAL ELLIPSIS} and Arnold 1991"


def test_a_volume_of_diplomatic_papers_is_named_by_its_series(names):
    assert names["frus38-475"] == "FRUS 1938"


def test_without_an_author_the_title_stands_and_a_missing_year_is_said(names):
    assert names["vorota"] == "\N{LEFT DOUBLE QUOTATION MARK}Sobytiya na ozere Khasan" + (
        "\N{HORIZONTAL ELLIPSIS}\N{RIGHT DOUBLE QUOTATION MARK} n.d."
    )
