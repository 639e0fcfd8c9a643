"""The measures of the whole book: shares that can be counted again, and key hours that hold."""

import json

import pytest

import analysis
from analysis.measures import cited_in, key_hour_faults, measures
from analysis.war import KEY_EVENTS
from historical_record.standing import is_firm


@pytest.fixture(scope="module")
def dataset():
    return analysis.load()


def test_citations_are_counted_in_the_text_of_pages_and_nowhere_else(tmp_path):
    cells = [
        {"cell_type": "markdown", "source": ["So {cite:p}`a, b`,\n", "and {cite:t}`a`."]},
        {"cell_type": "code", "source": ["# {cite:p}`c`"]},
    ]
    (tmp_path / "page.ipynb").write_text(json.dumps({"cells": cells}), encoding="utf-8")
    (tmp_path / "other.md").write_text("{cite:p}`d`", encoding="utf-8")
    (tmp_path / "notes.txt").write_text("{cite:p}`e`", encoding="utf-8")
    assert cited_in(tmp_path) == ["d", "a", "b", "a"]


def test_the_prose_is_measured_by_the_grades_of_what_it_cites(tmp_path, dataset):
    grades = dataset.sources["grade"]
    weak = next(key for key in grades.index if grades[key] == "tertiary")
    firm = next(key for key in grades.index if grades[key] == "primary")
    text = f"{{cite:p}}`{weak}, {firm}` {{cite:p}}`{firm}, no-source-of-the-record`"
    (tmp_path / "page.md").write_text(text, encoding="utf-8")
    (prose,) = (share for share in measures(dataset, tmp_path) if "prose" in share.name)
    assert (prose.held, prose.of) == (1, 3)


def test_every_key_hour_has_a_source_that_was_read_and_is_not_tertiary(dataset):
    assert list(key_hour_faults(dataset)) == []


def test_a_key_hour_on_a_tertiary_source_alone_is_a_fault(dataset):
    event = KEY_EVENTS[0]
    weak = next(key for key in dataset.sources.index if not is_firm(dataset, key))
    at = dataset.events.index.get_loc(event)
    kept = dataset.events.at[event, "sources"]
    dataset.events.at[event, "sources"] = (weak,)
    try:
        (fault,) = key_hour_faults(dataset)
    finally:
        dataset.events.at[event, "sources"] = kept
    assert (fault.file, fault.row, fault.value) == ("events.csv", at + 2, weak)


def test_no_share_is_of_nothing(dataset):
    shares = measures(dataset)
    assert all(0 <= share.held <= share.of > 0 for share in shares)
    assert len({share.name for share in shares}) == len(shares)


def test_places_and_extracts_are_counted_as_the_tables_have_them(dataset):
    shares = {share.name: share for share in measures(dataset)}
    extracts = dataset.extracts
    for name in ("events", "figures", "clauses", "durations", "people"):
        share = shares[f"rows with an extract: {name}"]
        assert share.of == len(dataset.tables[name])
        assert share.held == extracts.loc[extracts["table"] == name, "row"].nunique()
    places = shares["citations of treaties and document series with a place in the work"]
    assert places.held / places.of >= 0.9
