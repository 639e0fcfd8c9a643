"""Where a work stands in the list of sources: works whose place a reader could check."""

import pytest

from historical_record.divisions import division_of
from historical_record.references import Reference


@pytest.fixture(scope="module")
def place(dataset):
    grades = dict(zip(dataset.sources["key"], dataset.sources["grade"], strict=True))
    return lambda key: division_of(dataset.references[key], grades[key], dataset.terms)


@pytest.mark.parametrize(
    ("key", "division"),
    [
        ("frus38-475", "archives"),
        ("krivosheev2001", "archives"),  # official statistics
        ("wt19390918", "newspapers"),
        ("pravda19390901", "newspapers"),
        ("truman-diary", "memoirs"),  # a diary, though a document of the time
        ("shtemenko", "memoirs"),
        ("goldman2012", "studies"),
        ("beevor2012", "studies"),
        ("tz", "reference"),
        ("cow-mid-5", "reference"),
        ("nipponica", "reference"),
        ("jawiki", "web"),
    ],
)
def test_a_work_stands_where_a_reader_would_look(place, key, division):
    assert place(key) == division


def test_every_work_has_one_of_the_six_divisions(place, dataset):
    found = [place(key) for key in dataset.references]
    assert set(found) == set(dataset.terms.labels("division"))


def test_a_popular_account_is_a_study_in_print_and_a_finding_aid_on_the_web(dataset):
    for kind, division in (("book", "studies"), ("online", "web")):
        work = Reference("a", kind, 1, {"title": "A war"})
        assert division_of(work, "tertiary", dataset.terms) == division


def test_a_work_on_method_is_one_of_reference(dataset):
    assert division_of(Reference("a", "article", 1, {}), "", dataset.terms) == "reference"


def test_an_unknown_grade_is_refused(dataset):
    with pytest.raises(LookupError, match="'rumour'"):
        division_of(Reference("a", "book", 1, {}), "rumour", dataset.terms)
