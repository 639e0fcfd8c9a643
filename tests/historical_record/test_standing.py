"""How the record's sources stand: shares with what they are shares of."""

import pytest

from historical_record.references import Reference
from historical_record.standing import Share, is_plain_label, standing


@pytest.fixture(scope="module")
def shares(dataset):
    return {share.name: share for share in standing(dataset)}


def test_a_share_says_of_how_many():
    assert str(Share("labels", 1, 4)) == "labels: 1 of 4 (25.0%)"
    assert str(Share("labels", 0, 0)) == "labels: 0 of 0"


def test_every_label_is_in_latin_letters_and_nearly_all_have_a_name_and_a_year(shares, dataset):
    assert shares["labels in Latin letters"].held == len(dataset.references)
    plain = shares["labels with a name and a year or place"]
    assert plain.held / plain.of >= 0.9


def test_every_title_in_another_language_has_its_sense_in_english(shares):
    titles = shares["works in another language with a title in English"]
    assert titles.held == titles.of > 200


def test_denominators_are_rows_of_the_tables(shares, dataset):
    assert shares["events on tertiary sources alone"].of == len(dataset.events)
    assert shares["figures on tertiary sources alone"].of == len(dataset.figures)
    lost = dataset.figures["measure"].isin(dataset.terms.labels("measure", "loss"))
    assert shares["losses on tertiary sources alone"].of == lost.sum()


@pytest.mark.parametrize(
    ("fields", "plain"),
    [
        ({"author": "Coox, Alvin", "date": "1985"}, True),
        ({"author": "Coox, Alvin", "year": "n.d."}, False),
        ({"date": "1985"}, False),
        ({"shorthand": "Unidentified book (litlife.club)"}, False),
    ],
)
def test_a_plain_label_has_a_name_and_a_year(fields, plain):
    assert is_plain_label(Reference("a", "book", 1, {"title": "A", **fields})) is plain
