import json

import pytest
from frictionless import Package, system

from historical_record.schema import RELIED_ON, read_schema


@pytest.fixture(scope="module")
def descriptor(data_folder):
    return json.loads((data_folder / "datapackage.json").read_text(encoding="utf-8"))


def test_the_schema_has_every_table_and_column_the_library_relies_on(data_folder):
    schema, problems = read_schema(data_folder)
    assert problems == []
    assert set(RELIED_ON) <= set(schema)


def test_every_table_and_column_says_what_it_is(descriptor):
    for table in descriptor["resources"]:
        assert table["title"]
        assert table["description"]
        for column in table["schema"]["fields"]:
            assert column["title"], column["name"]
            assert column["description"].endswith("."), column["name"]


def test_references_between_tables_are_foreign_keys_for_other_tools(descriptor):
    for table in descriptor["resources"]:
        keys = {
            (key["fields"][0], key["reference"]["resource"] or table["name"])
            for key in table["schema"].get("foreignKeys", [])
        }
        single = {
            (column["name"], column["refers"].split(".")[0])
            for column in table["schema"]["fields"]
            if "refers" in column and "separator" not in column
        }
        assert keys == single, table["name"]


def test_frictionless_finds_the_record_valid(data_folder, descriptor):
    with system.use_context(trusted=True):
        report = Package(str(data_folder / "datapackage.json")).validate()
    assert report.flatten(["name", "rowNumber", "fieldName", "message"]) == []
    assert report.stats["tasks"] == len(descriptor["resources"])
