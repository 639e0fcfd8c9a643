"""The codebook says what the schema says."""

import json
import re

import pytest

import analysis
from historical_record.codebook import (
    MARK,
    checksums,
    column_table,
    markdown,
    table_list,
    vocabulary_table,
    write_enums,
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
    listed = {file[0]: count for file, _, count in table_list(dataset, "../data").rows}
    assert listed["{download}`events.csv <../data/events.csv>`"] == len(dataset.events)
    assert listed["{download}`clauses.csv <../data/clauses.csv>`"] == 66


def test_every_table_can_be_downloaded_from_the_list(dataset):
    shown = table_list(dataset, "../data", "The files.").myst
    assert shown.startswith("::::{list-table} The files.\n")
    files = re.findall(r"\{download\}`([a-z]+\.csv) <\.\./data/\1>`", shown)
    assert sorted(files) == sorted(path.name for path in analysis.FOLDER.glob("*.csv"))


def test_the_descriptor_of_the_record_stands_as_the_command_writes_it(tmp_path):
    for name in ("datapackage.json", "vocabularies.csv"):
        (tmp_path / name).write_bytes((analysis.FOLDER / name).read_bytes())
    write_enums(tmp_path)
    written = (tmp_path / "datapackage.json").read_text("utf-8")
    assert written == (analysis.FOLDER / "datapackage.json").read_text("utf-8")


def test_a_new_term_is_written_into_the_descriptor_from_the_vocabularies(small_folder):
    descriptor = small_folder / "datapackage.json"
    with (small_folder / "vocabularies.csv").open("a", encoding="utf-8") as file:
        file.write("unit,boats,Boats,Rowing boats,,whole,,\n")
    write_enums(small_folder)
    figures = json.loads(descriptor.read_text("utf-8"))["resources"][2]
    unit = next(c for c in figures["schema"]["fields"] if c["name"] == "unit")
    assert unit["constraints"]["enum"][-1] == "boats"
    assert analysis.load(small_folder).label("unit", "boats") == "Boats"


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
