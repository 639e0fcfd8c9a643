"""Hostile and broken inputs of a data folder: one problem each, where it stands, told at once."""

import contextlib
import json

import pytest

import analysis
from historical_record.problems import DatasetError
from historical_record.schema import read_schema
from historical_record.standard import STANDARD
from tests.records import SMALL

TABLES = {
    name: table
    for name, table in read_schema(analysis.FOLDER)[0].items()
    if name == "vocabularies" or (SMALL / table.file).exists()
}
COLUMNS = [(name, column) for name, table in TABLES.items() for column in table.column_names]


def problems(folder):
    with pytest.raises(DatasetError) as caught:
        analysis.load(folder)
    assert str(caught.value).replace("\n", "").isprintable()
    return caught.value.problems


def places(folder):
    return [(p.file, p.row, p.column) for p in problems(folder)]


def changed(folder, name, change):
    path = folder / name
    text = change(path.read_text(encoding="utf-8"))
    path.write_bytes(text.encode("utf-8", "surrogatepass"))


def cell(folder, table, line, column, text):
    """Put a text into one cell; the small tables have no comma before their last columns."""
    import csv
    import io

    path = folder / f"{table}.csv"
    rows = list(csv.reader(io.StringIO(path.read_text("utf-8"), newline="")))
    rows[line - 1][rows[0].index(column)] = text
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    path.write_text(out.getvalue(), "utf-8")


def descriptor(folder, change):
    package = json.loads((folder / "datapackage.json").read_text("utf-8"))
    change(package)
    (folder / "datapackage.json").write_text(json.dumps(package), "utf-8")


# Characters

HOSTILE = {
    "isolates around a name": "\u2067Hiroshima\u2069",
    "tag character in a name": "Hiro\U000e0041shima",
    "Hangul filler in a name": "Hiro\u3164shima",
    "Cyrillic o in a Latin name": "Hir\u043eshima",
    "escape in a name": "\x1b[31mHiroshima",
    "override in a name": "Hiro\u202eshima",
    "a letter no face has": "Hiro\u0628shima",
    "a cell of 200,000 signs": "Hiroshima " * 20_000,
}


@pytest.mark.parametrize("kind", HOSTILE)
@pytest.mark.parametrize("column", ["name", "summary", "note"])
def test_a_text_of_events_is_refused_in_its_place(small_folder, kind, column):
    cell(small_folder, "events", 2, column, HOSTILE[kind].strip())
    assert places(small_folder) == [("events.csv", 2, column)]


def test_a_cell_of_200000_signs_is_too_long_and_no_quotation_mark_is_blamed(small_folder):
    cell(small_folder, "readings", 3, "note", "x" * 200_000)
    (problem,) = problems(small_folder)
    assert (problem.file, problem.row, problem.column) == ("readings.csv", 3, "note")
    assert problem.message == "too long: 200000 characters, expected at most 4000"
    assert len(str(problem)) < 250


@pytest.mark.parametrize("sign", ["\x1b[31m", "\u202e", "\u2067", "\u3164", "Hir\u043eshima"])
def test_a_title_of_references_bib_is_refused_in_its_line(small_folder, sign):
    text = (small_folder / "references.bib").read_text("utf-8")
    line = text[: text.index("title = {")].count("\n") + 1
    changed(
        small_folder, "references.bib", lambda t: t.replace("title = {", f"title = {{x{sign}", 1)
    )
    assert ("references.bib", line, "title") in places(small_folder)


@pytest.mark.parametrize("sign", ["\x1b[31m", "\u202e", "\u3164", "Hir\u043eshima"])
def test_a_title_of_datapackage_json_is_refused(small_folder, sign):
    def change(package):
        package["resources"][0]["title"] = sign + "x"

    descriptor(small_folder, change)
    assert places(small_folder) == [("datapackage.json", 0, "resources.events.title")]


# Messages


def test_an_escape_in_a_header_is_shown_quoted(small_folder):
    changed(small_folder, "events.csv", lambda text: text.replace("name,", "na\x1b[2Jme,", 1))
    (problem,) = problems(small_folder)
    assert str(problem) == ("events.csv:1:name: missing column: 'na\\x1b[2Jme' stands in its place")


def test_an_escape_in_the_name_of_a_file_is_shown_quoted(small_folder):
    (small_folder / "\x1b[31mx.csv").write_text("id\n")
    (problem,) = problems(small_folder)
    assert str(problem).startswith("\\x1b[31mx.csv:0:: unknown table")


# Files


@pytest.mark.parametrize(("table", "column"), COLUMNS)
def test_a_column_under_another_name_is_one_problem(small_folder, table, column):
    def rename(text):
        head, rest = text.split("\n", 1)
        names = [f"{name}-x" if name == column else name for name in head.split(",")]
        return "\n".join([",".join(names), rest])

    changed(small_folder, f"{table}.csv", rename)
    (problem,) = problems(small_folder)
    assert (problem.file, problem.row, problem.column) == (f"{table}.csv", 1, column)
    assert problem.message == f"missing column: '{column}-x' stands in its place"


@pytest.mark.parametrize("table", TABLES)
def test_a_column_too_few_is_one_problem_in_every_table(small_folder, table):
    changed(
        small_folder,
        f"{table}.csv",
        lambda text: "\n".join(line.split(",", 1)[1] for line in text.split("\n") if "," in line),
    )
    file = f"{table}.csv"
    assert {(p.file, p.message) for p in problems(small_folder) if p.row == 1} == {
        (file, "missing column")
    }


@pytest.mark.parametrize("table", TABLES)
def test_a_table_gone_is_one_problem(small_folder, table):
    (small_folder / f"{table}.csv").unlink()
    assert places(small_folder) == [(f"{table}.csv", 0, "")]


def test_no_hour_is_judged_by_clocks_that_cannot_be_read(data_folder, tmp_path):
    for path in data_folder.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    changed(tmp_path, "clocks.csv", lambda text: text.replace("valid_to", "valid-to", 1))
    assert places(tmp_path) == [("clocks.csv", 1, "valid_to")]


@pytest.mark.parametrize(
    "zone", ["z" * 300, "Asia/" * 60 + "x", "a\0b", "../../etc/passwd", "Asia"]
)
def test_a_zone_that_is_none_is_unknown(small_folder, zone):
    changed(small_folder, "clocks.csv", lambda text: text.replace("Asia/Tokyo", zone, 1))
    found = [p for p in problems(small_folder) if p.column == "zone"]
    assert len(found) == 1
    assert "unknown zone" in found[0].message or "control" in found[0].message


@pytest.mark.parametrize("table", STANDARD)
def test_a_resource_renamed_by_one_sign_is_one_problem(small_folder, table):
    def change(package):
        for resource in package["resources"]:
            if resource["name"] == table:
                resource["name"] = table + "x"

    descriptor(small_folder, change)
    assert places(small_folder) == [("datapackage.json", 0, table)]


ODD = {"null": None, "number": 5, "list": [], "object": {}, "text": "\0", "truth": True}


def parts():
    """The kinds of part that a descriptor has: each with a way to its holder and its name."""
    field = ("resources", 0, "schema", "fields", 0)
    limited = ("resources", 2, "schema", "fields", 4)
    return [
        *(((), name) for name in ("resources",)),
        *((("resources", 0), name) for name in ("name", "path", "title", "description", "schema")),
        *((("resources", 0, "schema"), name) for name in ("fields", "primaryKey")),
        *(
            (field, name)
            for name in ("name", "title", "description", "type", "role", "constraints")
        ),
        *(((*field, "constraints"), name) for name in ("required", "unique", "pattern")),
        *(((*limited, "constraints"), name) for name in ("minimum",)),
        (("resources", 0, "schema"), "foreignKeys"),
        (("resources", 0, "schema", "foreignKeys", 0), "reference"),
        (("resources", 0, "schema", "foreignKeys", 0, "reference"), "resource"),
        (("resources", 0, "schema", "foreignKeys", 0, "reference"), "fields"),
        (("years",), "first"),
        (("resources", 0, "schema", "fields", 14), "refers"),
        (("resources", 0, "schema", "fields", 3), "vocabulary"),
        (("resources", 0, "schema", "fields", 12), "separator"),
    ]


@pytest.mark.parametrize("odd", ODD)
@pytest.mark.parametrize(("way", "name"), parts(), ids=lambda part: str(part)[-24:])
def test_a_part_of_the_descriptor_that_is_something_else_is_no_traceback(
    small_folder, way, name, odd
):
    def change(package):
        for step in way:
            package = package[step]
        assert name in package
        change.sound = type(package[name]) is type(ODD[odd]) and odd != "text"
        package[name] = ODD[odd]

    descriptor(small_folder, change)
    with contextlib.suppress(DatasetError) if change.sound else pytest.raises(DatasetError) as told:
        analysis.load(small_folder)
    if not change.sound:
        assert told.value.problems[0].file == "datapackage.json"


@pytest.mark.parametrize(
    ("change", "where"),
    [
        (lambda p: p["resources"][1].update(name="events"), "resource 2"),
        (lambda p: p["resources"][1].update(path="events.csv"), "readings"),
        (lambda p: p["resources"][1].update(path="../readings.csv"), "readings"),
        (lambda p: p["resources"][1].update(path="/etc/passwd"), "readings"),
        (lambda p: p["resources"][0]["schema"].update(primaryKey="nothing"), "events"),
        (
            lambda p: p["resources"][0]["schema"]["fields"][0].update(name="na me"),
            "events, field 1",
        ),
        (lambda p: p["resources"][0]["schema"]["fields"][1].update(name="id"), "events, field 2"),
        (lambda p: p["resources"][0]["schema"]["fields"][10].update(refers="x.id"), "events.place"),
        (lambda p: p["resources"][0]["schema"]["fields"][14].update(refers="x"), "events.sources"),
        (
            lambda p: p["resources"][0]["schema"]["fields"][14].update(refers="x.id"),
            "events.sources",
        ),
        (
            lambda p: p["resources"][0]["schema"]["foreignKeys"][1]["reference"].update(
                resource="x"
            ),
            "events.place",
        ),
        (
            lambda p: p["resources"][0]["schema"]["foreignKeys"][1].update(fields=["where"]),
            "events",
        ),
        (
            lambda p: p["resources"][0]["schema"]["foreignKeys"][1].update(fields=["sources"]),
            "events.sources",
        ),
        (
            lambda p: p["resources"][0]["schema"]["foreignKeys"][1].update(
                fields=["place", "clock"]
            ),
            "events, foreign key",
        ),
        (lambda p: p["years"].update(first=2001), "years"),
        (lambda p: p["resources"][0]["schema"]["fields"][0].update(role="slag"), "events.id"),
    ],
)
def test_a_descriptor_that_leads_astray_is_one_problem(small_folder, change, where):
    descriptor(small_folder, change)
    assert places(small_folder) == [("datapackage.json", 0, where)]


@pytest.mark.parametrize(
    "text", ['{"resources": ' + "[" * 5000, "9" * 5000, "", "\ud800", '{"a": NaN}', "null", '"x"']
)
def test_a_descriptor_that_is_no_descriptor_is_one_problem(small_folder, text):
    changed(small_folder, "datapackage.json", lambda _: text)
    assert [p.file for p in problems(small_folder)] == ["datapackage.json"]
