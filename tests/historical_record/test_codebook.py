"""The codebook says what the schema says."""

import pytest

import analysis
from historical_record.codebook import (
    MARK,
    checksums,
    column_table,
    markdown,
    table_list,
    vocabulary_table,
)


@pytest.fixture(scope="module")
def dataset():
    return analysis.load()


def test_the_readme_is_up_to_date(dataset):
    readme = (analysis.FOLDER / "README.md").read_text("utf-8")
    assert MARK in readme
    assert readme[readme.index(MARK) :] == markdown(dataset)


def test_every_column_of_every_file_is_explained(dataset):
    for name, frame in dataset.tables.items():
        explained = column_table(dataset.schema[name])
        assert set(explained["Column"]) <= set(frame.columns)
        assert explained["Meaning"].str.len().min() > 5, name


def test_the_list_of_tables_counts_their_rows(dataset):
    listed = table_list(dataset).set_index("File")["Rows"]
    assert listed["events.csv"] == len(dataset.events)
    assert listed["clauses.csv"] == 66


def test_a_vocabulary_defines_its_terms(dataset):
    terms = vocabulary_table(dataset, "evidence")
    assert sorted(terms["Term"]) == ["derived", "read", "recalled"]
    with pytest.raises(LookupError, match="unknown vocabulary 'colour'"):
        vocabulary_table(dataset, "colour")


def test_a_checksum_changes_with_its_file(tmp_path):
    table = tmp_path / "events.csv"
    table.write_bytes(b"id\n")
    first = checksums(tmp_path).loc[0]
    digest = "984a644ec3b56d32b0404777e1eb73390c4b0742a6a0e183f07861056b6746de"
    assert first.tolist() == ["events.csv", 3, digest]  # printf 'id\n' | sha256sum
    table.write_bytes(b"id\n\n")
    assert checksums(tmp_path).loc[0, "SHA-256"] != first["SHA-256"]
