"""Random mutations of real rows: no traceback, and nothing loads that breaks a rule.

A mutation changes one cell (to text that is wrong, nearly right, or right for another row) or one
row. Each is applied to the same sound part of the real record; when checking then finds nothing,
the data set is made and the rules are judged again by the statements in ``rules``.
"""

import json

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from rules_restated import broken_rules

from analysis import FOLDER
from historical_record.cells import Cells
from historical_record.dataset import from_record
from historical_record.problems import Problem
from historical_record.record import Record
from historical_record.references import Bibliography
from historical_record.rules import check_record
from historical_record.typed import frame

MUTATIONS_EACH = 5
# For each of the four families below: 1,000 mutations in every run, 10,000 in the proof.
EXAMPLES = [20, pytest.param(500, marks=pytest.mark.proof)]

DESCRIPTOR = FOLDER / "datapackage.json"
# No central event needs a map: test_lines.py puts the faults into those tables one by one.
OF_MAPS = {"axes", "controls", "frames", "layers", "lettering", "lines", "territories"}
TABLED = {table["name"] for table in json.loads(DESCRIPTOR.read_text("utf-8"))["resources"]}
NAMES = sorted(TABLED - OF_MAPS)
TABLES = st.sampled_from(["events", "events", *NAMES])  # most rules are of events
ODD_TEXT = st.sampled_from(
    [
        *("", " ", "x", "; ", "a;b", "a; ", "0", "-1", "1e9", "nan", "inf", "1,200", "½", "٣"),
        *("1945-02-30", "1945-13", "1945-8-6", "1945-08-06T08:15", "..", "/", "1945/", "[1945"),
        *("[1945-08-06,1945-08-09]", "{1938,1939}", "1945-08-01", "1939-01-01", "194X", "1945~"),
        *("24:00", "12:60", "12:00~", "12:00/11:00", "99:99", "00:00", "lake-khasan", "hiroshima"),
        *(
            "a\tb",
            "a\nb",
            "\ufeffa",
            "e\u0301",
            "“",
            "«a",
            "A" * 500,
            "word " * 25,
            "\x00",
            "\ud7ff",
        ),
        *("recalled", "instant", "period", "end", "tokyo", "japan; japan", "ussr;japan", "None"),
    ]
)
ANY_TEXT = st.text(max_size=12)
NUMBER = st.integers(0, 10**6)
EDIT = st.sampled_from(["delete", "double", "swap", "space", "upper", "digit", "cut"])

CELL = st.tuples(TABLES, NUMBER, NUMBER, ODD_TEXT | ANY_TEXT)
TRANSPLANT = st.tuples(TABLES, NUMBER, NUMBER, NUMBER)
TYPING = st.tuples(TABLES, NUMBER, NUMBER, EDIT, NUMBER)
ROW = st.tuples(TABLES, NUMBER, st.sampled_from(["drop", "repeat", "exchange"]), NUMBER)


@pytest.fixture(scope="session")
def schema(data_folder):
    return json.loads((data_folder / "datapackage.json").read_text(encoding="utf-8"))


def set_cell(rows, columns, row, column, text):
    rows[row % len(rows)][columns[column % len(columns)]] = text


def transplant(rows, columns, row, column, other):
    name = columns[column % len(columns)]
    rows[row % len(rows)][name] = rows[other % len(rows)][name]


def mistype(rows, columns, row, column, edit, at):
    cell, name = rows[row % len(rows)], columns[column % len(columns)]
    text = cell[name]
    if not text:
        cell[name] = " "
        return
    at %= len(text)
    cell[name] = {
        "delete": text[:at] + text[at + 1 :],
        "double": text[:at] + text[at] + text[at:],
        "swap": text[:at] + text[at : at + 2][::-1] + text[at + 2 :],
        "space": text[:at] + " " + text[at:],
        "upper": text[:at] + text[at:].upper(),
        "digit": text[:at] + str(at % 10) + text[at + 1 :],
        "cut": text[:at],
    }[edit]


def change_rows(rows, columns, row, how, other):
    row %= len(rows)
    if how == "drop":
        del rows[row]
    elif how == "repeat":
        rows.append(dict(rows[row]))
    else:
        key = columns[0]
        other %= len(rows)
        rows[row][key], rows[other][key] = rows[other][key], rows[row][key]


FAMILIES = {
    "odd text": (CELL, set_cell),
    "another row's cell": (TRANSPLANT, transplant),
    "a slip of typing": (TYPING, mistype),
    "rows": (ROW, change_rows),
}


def judge(part, schema, table, change, arguments):
    cells = part.tables[table]
    rows = [dict(row) for row in cells.rows]
    change(rows, cells.table.column_names, *arguments)
    tables = {**part.tables, table: Cells(cells.table, rows, list(range(2, len(rows) + 2)))}
    references = Bibliography(part.bibliography.references)
    record = Record(tables, references, part._dates, geometry=part.geometry)
    problems = check_record(record)
    for problem in problems:
        assert isinstance(problem, Problem)
        assert problem.message
        assert str(problem)
    if not problems:
        of_rows = {name: cells.rows for name, cells in tables.items()}
        assert list(broken_rules(of_rows, schema, part.bibliography.references)) == []
        if table in ("events", "readings", "clocks"):
            from_record(record)
        else:
            frame(tables[table])


@pytest.mark.parametrize("examples", EXAMPLES)
@pytest.mark.parametrize("family", FAMILIES)
def test_no_mutation_is_a_traceback_or_loads_a_broken_rule(part_record, schema, family, examples):
    strategy, change = FAMILIES[family]

    @settings(
        max_examples=examples,
        deadline=None,
        derandomize=True,
        phases=[Phase.generate],  # a mutation is one cell or row: shrinking it says no more
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )
    @given(st.lists(strategy, min_size=MUTATIONS_EACH, max_size=MUTATIONS_EACH))
    def mutate(mutations):
        for table, *arguments in mutations:
            judge(part_record, schema, table, change, arguments)

    mutate()


def test_the_part_that_is_mutated_is_sound(part_record, schema):
    assert check_record(part_record) == []
    rows = {name: cells.rows for name, cells in part_record.tables.items()}
    assert list(broken_rules(rows, schema, part_record.bibliography.references)) == []
    assert len(from_record(part_record).events) >= 8


def test_the_rules_hold_for_the_whole_record(whole_record, schema):
    rows = {name: cells.rows for name, cells in whole_record.tables.items()}
    assert list(broken_rules(rows, schema, whole_record.bibliography.references)) == []
