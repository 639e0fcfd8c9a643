"""Files that are missing, empty, ragged or in another encoding: one message each, no traceback."""

import json

import pytest

import analysis
from historical_record.problems import DatasetError


def problems(folder):
    with pytest.raises(DatasetError) as caught:
        analysis.load(folder)
    return [(p.file, p.row, p.column, p.message) for p in caught.value.problems]


def rewritten(folder, name, change):
    """Pass a file's text through ``change`` and write what comes back, text or bytes."""
    path = folder / name
    content = change(path.read_text(encoding="utf-8"))
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))


def only(found, file):
    return [problem for problem in found if problem[0] == file]


BROKEN_TABLES = {
    "empty": (lambda text: "", 1, "", "empty file: expected a header and rows"),
    "only blank lines": (lambda text: "\n\n", 1, "", "empty file"),
    "byte order mark": (lambda text: "\ufeff" + text, 1, "", "begins with a UTF-8 byte order mark"),
    "UTF-16": (lambda text: text.encode("utf-16"), 1, "", "begins with a UTF-16 byte order mark"),
    "Latin-1": (
        lambda text: text.encode() + b"caf\xe9" + b"," * 20 + b"\n",
        24,
        "",
        "not UTF-8: byte 0xe9 cannot be read",
    ),
    "Windows line ends": (lambda text: text.replace("\n", "\r\n"), 1, "", "carriage return"),
    "NUL": (lambda text: text.replace("Hiroshima", "Hiro\0shima"), 16, "", "NUL character"),
    "missing column": (
        lambda text: "\n".join(line.split(",", 1)[1] for line in text.split("\n") if line),
        1,
        "id",
        "missing column",
    ),
    "column under another name": (
        lambda text: text.replace("id,name", "id,nom", 1),
        1,
        "name",
        "missing column: 'nom' stands in its place",
    ),
    "unknown column": (
        lambda text: "\n".join(line + ",more" for line in text.split("\n") if line),
        1,
        "more",
        "unknown column: expected id, name",
    ),
    "column twice": (
        lambda text: text.replace("id,name,kind", "id,name,name", 1),
        1,
        "name",
        "column given more than once",
    ),
    "columns out of order": (
        lambda text: text.replace("id,name,kind", "name,id,kind", 1),
        1,
        "",
        "columns out of order: expected id, name, kind",
    ),
    "ragged row": (
        lambda text: text.rstrip("\n") + ",extra\n",
        23,
        "",
        "ragged row: 23 cells, expected 22",
    ),
    "short row": (lambda text: text + "berlin-falls,Berlin\n", 24, "", "ragged row: 2 cells"),
    "blank line": (lambda text: text + "\n", 24, "", "blank line: expected a row"),
    "quotation mark left open": (
        lambda text: text + 'x,"Berlin\n',
        24,
        "",
        "cannot be read as CSV",
    ),
}


@pytest.mark.parametrize("name", BROKEN_TABLES)
def test_a_broken_table_is_reported_with_its_line(small_folder, name):
    change, row, column, message = BROKEN_TABLES[name]
    rewritten(small_folder, "events.csv", change)
    found = only(problems(small_folder), "events.csv")
    assert any((r, c) == (row, column) and message in text for _, r, c, text in found), found


@pytest.mark.parametrize("name", ["events.csv", "places.csv", "references.bib"])
def test_a_missing_file_is_named_once(small_folder, name):
    (small_folder / name).unlink()
    assert only(problems(small_folder), name) == [(name, 0, "", "missing file")]


def test_references_to_a_table_that_cannot_be_read_are_not_reported_again(small_folder):
    (small_folder / "places.csv").unlink()
    assert problems(small_folder) == [("places.csv", 0, "", "missing file")]


def test_terms_are_not_judged_by_vocabularies_that_cannot_be_read_whole(small_folder):
    rewritten(small_folder, "vocabularies.csv", lambda text: text + "kind,raid\n")
    found = problems(small_folder)
    assert [(file, message) for file, _, _, message in found] == [
        ("vocabularies.csv", "ragged row: 2 cells, expected 8")
    ]


def test_a_folder_in_place_of_a_table_is_reported(small_folder):
    (small_folder / "places.csv").unlink()
    (small_folder / "places.csv").mkdir()
    assert only(problems(small_folder), "places.csv") == [
        ("places.csv", 0, "", "is a folder: expected a CSV file")
    ]


def test_a_table_that_the_schema_does_not_know_is_reported(small_folder):
    (small_folder / "more.csv").write_text("id\nx\n")
    assert problems(small_folder) == [
        ("more.csv", 0, "", "unknown table: expected a resource for it in datapackage.json")
    ]


def test_a_row_after_a_cell_of_several_lines_keeps_its_line_number(small_folder):
    rewritten(
        small_folder,
        "readings.csv",
        lambda text: text.replace("The first militarised act.", '"Two\nlines"').replace(
            "Svoisky,svoisky2014", "Svoisky,unknown-source"
        ),
    )
    found = only(problems(small_folder), "readings.csv")
    assert (2, "note") in {(row, column) for _, row, column, _ in found}
    assert (6, "sources") in {(row, column) for _, row, column, _ in found}


def test_no_folder_is_a_clear_error(tmp_path):
    assert problems(tmp_path / "nowhere") == [(str(tmp_path / "nowhere"), 0, "", "no such folder")]


BROKEN_SCHEMAS = {
    "missing": (None, "missing file: expected one that describes clauses.csv, comparison.csv"),
    "not JSON": (lambda text: text[:-20], "not JSON"),
    "an array": (lambda text: "[]", "not a table schema"),
    "another encoding": (lambda text: text.encode("utf-16"), "not JSON in UTF-8"),
    "no path": (lambda text: text.replace('"path"', '"way"'), "not a table schema"),
    "a type unheard of": (
        lambda text: text.replace('"type": "number"', '"type": "decimal"'),
        "has type 'decimal'",
    ),
    "a pattern that is none": (
        lambda text: text.replace("[a-z]{2,3}", "[a-z{2,3}"),
        "not a table schema",
    ),
}


@pytest.mark.parametrize("name", BROKEN_SCHEMAS)
def test_a_broken_schema_is_one_problem(small_folder, name):
    change, message = BROKEN_SCHEMAS[name]
    if change is None:
        (small_folder / "datapackage.json").unlink()
    else:
        rewritten(small_folder, "datapackage.json", change)
    (found,) = problems(small_folder)
    assert found[0] == "datapackage.json"
    assert message in found[3]


@pytest.mark.parametrize(
    ("gone", "where", "message"),
    [
        (("events", "name"), "events.name", "missing field: the library relies on this column"),
        (("events", ""), "events", "missing resource: no record without it"),
        (("clocks", ""), "events.clock", "refers to no column: expected table.column"),
    ],
)
def test_a_schema_without_a_table_or_column_the_library_needs_says_so(
    small_folder, gone, where, message
):
    def without(text):
        package = json.loads(text)
        table, column = gone
        for resource in package["resources"]:
            fields = resource["schema"]["fields"]
            if resource["name"] == table:
                kept = [field for field in fields if field["name"] != column]
                resource["schema"]["fields"] = kept
        if not column:
            held = [resource for resource in package["resources"] if resource["name"] != table]
            package["resources"] = held
        return json.dumps(package)

    rewritten(small_folder, "datapackage.json", without)
    file, row, column, told = problems(small_folder)[0]
    assert (file, row, column, told) == ("datapackage.json", 0, where, message)


ENTRY = "@dataset{cow4,\n  title = {Again},\n}\n"
BROKEN_BIBLIOGRAPHIES = {
    "empty": (lambda text: "", "", "empty file: expected entries"),
    "not UTF-8": (lambda text: text.encode() + b"\xff", "", "not UTF-8"),
    "brace left open": (lambda text: text + "@misc{open,\n  title = {Open,\n", "", "not BibTeX"),
    "key twice": (lambda text: text + ENTRY, "key", "duplicate: the key repeats the entry of line"),
    "unknown type": (
        lambda text: text.replace("@dataset{cow4", "@webpage{cow4"),
        "type",
        "unknown entry type",
    ),
    "no title": (
        lambda text: text.replace("@dataset{cow4,", "@dataset{cow4,\n} @misc{gone,"),
        "title",
        "entry 'cow4' has no title",
    ),
    "the address of a copy": (
        lambda text: text.replace("@dataset{cow4,", "@dataset{cow4,\n  url = {https://a.org},"),
        "url",
        "an entry is a work: this belongs to witnesses.csv",
    ),
    "an old name of a field": (
        lambda text: text.replace("@dataset{cow4,", "@dataset{cow4,\n  journal = {Time},"),
        "journal",
        "expected journaltitle",
    ),
    "a field of another name": (
        lambda text: text.replace("@dataset{cow4,", "@dataset{cow4,\n  titleadon = {Wars},"),
        "titleadon",
        "unknown field: expected titleaddon",
    ),
    "year in words": (
        lambda text: text.replace("date = {2010}", "year = {last year}"),
        "year",
        "expected the field date, or 'n.d.'",
    ),
    "no such day": (
        lambda text: text.replace("date = {2010}", "date = {2010-02-30}"),
        "date",
        "not a date",
    ),
    "unverified, and not there": (
        lambda text: text.replace("date = {2010}", "date = {2010},\n  unverified = {isbn}"),
        "unverified",
        "names 'isbn', which the entry does not have",
    ),
}


@pytest.mark.parametrize("name", BROKEN_BIBLIOGRAPHIES)
def test_a_broken_bibliography_is_reported(small_folder, name):
    change, column, message = BROKEN_BIBLIOGRAPHIES[name]
    rewritten(small_folder, "references.bib", change)
    found = only(problems(small_folder), "references.bib")
    assert any(c == column and message in text for _, _, c, text in found), found


def test_an_entry_twice_is_reported_at_its_own_line(small_folder):
    text = (small_folder / "references.bib").read_text(encoding="utf-8")
    rewritten(small_folder, "references.bib", lambda text: text + ENTRY)
    found = only(problems(small_folder), "references.bib")
    assert [row for _, row, _, _ in found] == [text.count("\n") + 1]
