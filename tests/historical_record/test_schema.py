import csv
import io
import json

import pytest
from frictionless import Package, system

import analysis
from historical_record.codebook import column_table
from historical_record.schema import read_schema
from historical_record.standard import STANDARD
from historical_record.standing import standing


@pytest.fixture
def leave_out(small_folder):
    """A function that takes from the folder every column that is not wanted, and empty tables."""

    def leave(wanted):
        path = small_folder / "datapackage.json"
        package = json.loads(path.read_text("utf-8"))
        kept = []
        for table in package["resources"]:
            schema = table["schema"]
            names = [c["name"] for c in schema["fields"] if wanted(table["name"], c["name"])]
            schema["fields"] = [c for c in schema["fields"] if c["name"] in names]
            file = small_folder / table["path"]
            rows = list(csv.DictReader(io.StringIO(file.read_text("utf-8"), newline="")))
            file.unlink()
            if not names:
                continue
            kept.append(table)
            schema["primaryKey"] = [name for name in schema.get("primaryKey", []) if name in names]
            out = io.StringIO()
            writer = csv.DictWriter(out, names, extrasaction="ignore", lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
            file.write_text(out.getvalue(), "utf-8")
        tables = {table["name"] for table in kept}
        for table in kept:
            for column in table["schema"]["fields"]:
                if column.get("refers", "").partition(".")[0] not in tables:
                    column.pop("refers", None)
        path.write_text(json.dumps({**package, "resources": kept}), "utf-8")

    return leave


@pytest.fixture(scope="module")
def descriptor(data_folder):
    return json.loads((data_folder / "datapackage.json").read_text(encoding="utf-8"))


def test_the_descriptor_takes_every_column_as_the_library_does(data_folder):
    schema, problems = read_schema(data_folder)
    assert problems == []
    for name, standard in STANDARD.items():
        ours = {column.name: column for column in schema[name].columns}
        for column in standard.columns:
            here = ours.pop(column.name)
            for what in ("type", "role", "refers", "is_list"):
                assert getattr(here, what) == getattr(column, what), f"{name}.{column.name} {what}"
            if column.enum is None:
                assert here.vocabulary == column.vocabulary, f"{name}.{column.name}"
            else:
                assert set(here.enum) == set(column.enum), f"{name}.{column.name}"
        assert not [name for name, column in ours.items() if column.required]


def test_what_the_library_does_not_rely_on_may_be_left_out(small_folder, leave_out):
    """A record of this kind needs no more tables and columns than the library names itself."""
    named = {name: table.column_names for name, table in STANDARD.items()}
    leave_out(lambda table, column: column in named.get(table, ()))
    dataset = analysis.load(small_folder)
    assert list(dataset.events.columns)[:3] == ["id", "name", "kind"]
    assert "comparison" not in dataset.tables
    assert str(dataset.summary()).startswith("rows per table: events ")
    assert standing(dataset)
    assert dataset.interval("hiroshima", "nagasaki", clock="tokyo").days == 3


def test_a_new_column_needs_the_descriptor_alone(small_folder, data_folder):
    package = json.loads((small_folder / "datapackage.json").read_text("utf-8"))
    column = {"name": "weather", "title": "Weather", "description": "What fell.", "type": "string"}
    package["resources"][0]["schema"]["fields"].append(column)
    (small_folder / "datapackage.json").write_text(json.dumps(package), "utf-8")
    head, *rows = (small_folder / "events.csv").read_text("utf-8").splitlines()
    text = "\n".join([f"{head},weather", *(f"{row},rain" for row in rows)]) + "\n"
    (small_folder / "events.csv").write_text(text, "utf-8")
    dataset = analysis.load(small_folder)
    assert set(dataset.events["weather"]) == {"rain"}
    assert column_table(dataset.schema["events"]).iloc[-1].tolist() == [
        "weather",
        "What fell.",
        "text",
    ]


def test_every_table_and_column_says_what_it_is(descriptor):
    for table in descriptor["resources"]:
        assert table["title"]
        assert table["description"]
        for column in table["schema"]["fields"]:
            assert column["title"], column["name"]
            assert column["description"].endswith("."), column["name"]


def test_a_reference_of_one_cell_is_a_foreign_key_and_leads_where_it_says(data_folder):
    schema, _ = read_schema(data_folder)
    leads = {
        f"{table.name}.{column.name}": column.refers
        for table in schema.values()
        for column in table.columns
        if column.refers and not column.is_list
    }
    assert leads == {
        "events.clock": "clocks.id",
        "events.place": "places.id",
        "events.parent": "events.id",
        "readings.event": "events.id",
        "rulings.event": "events.id",
        "readings.clock": "clocks.id",
        "readings.of": "events.id",
        "figures.event": "events.id",
        "witnesses.work": "sources.key",
        "extracts.work": "sources.key",
        "clauses.event": "events.id",
        "crosswalk.event": "events.id",
        "offices.person": "people.id",
        "axes.from_place": "places.id",
        "axes.to_place": "places.id",
        "axes.event": "events.id",
        "controls.place": "places.id",
    }


def test_no_reference_is_written_twice(descriptor):
    for table in descriptor["resources"]:
        keys = {key["fields"][0] for key in table["schema"].get("foreignKeys", [])}
        for column in table["schema"]["fields"]:
            assert ("refers" in column) <= ("separator" in column), column["name"]
            assert not ("refers" in column and column["name"] in keys), column["name"]


def test_frictionless_finds_the_record_valid(data_folder, descriptor):
    with system.use_context(trusted=True):
        report = Package(str(data_folder / "datapackage.json")).validate()
    assert report.flatten(["name", "rowNumber", "fieldName", "message"]) == []
    assert report.stats["tasks"] == len(descriptor["resources"])
