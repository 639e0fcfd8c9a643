"""What a source prints, held beside the row: agreement, whose words they are, and where."""

from dataclasses import replace

import pytest

from historical_record.rules import check_record
from historical_record.rules.extracts import WORDS_LIMIT, check_extracts, check_staters
from historical_record.rules.works import check_best_first


@pytest.fixture
def extracts(record):
    return record.tables["extracts"]


def found(check, record):
    return [(p.file, p.row, p.column, p.message) for p in check(record)]


def first(cells, **wanted):
    """The first extract that has these values; True asks for any."""
    return next(
        index
        for index, row in enumerate(cells.rows)
        if all(
            bool(row[column]) if value is True else row[column] == value
            for column, value in wanted.items()
        )
    )


def test_the_record_agrees_with_what_its_sources_print(record):
    assert found(check_extracts, record) == []
    assert found(check_staters, record) == []
    assert found(check_best_first, record) == []


NUMBER = {"table": "figures", "low": True, "high": True, "note": ""}
BROKEN = {
    "a work that the row does not cite": (
        {"table": "events"},
        {"work": "cow-v4"},
        "work",
        "is not among the sources of",
    ),
    "a row that is not there": ({}, {"row": "no-such-row"}, "row", "has this id"),
    "another number": (NUMBER, {"low": "123456789"}, "low", "expected the same, or a note"),
    "no upper end": (NUMBER, {"high": ""}, "high", "expected the same, or a note"),
    "another unit": (NUMBER, {"unit": "yen"}, "unit", "expected the same, or another number"),
    "a number without a unit": (NUMBER, {"unit": ""}, "unit", "expected both or neither"),
    "a unit without a number": (
        {"low": "", "high": ""},
        {"unit": "men"},
        "unit",
        "expected both or neither",
    ),
    "a long quotation": (
        {"words": True},
        {"words": " ".join(["word"] * (WORDS_LIMIT + 1))},
        "words",
        f"more than {WORDS_LIMIT} words",
    ),
    "nobody to answer for it": ({"words": True, "repeated": ""}, {"gives": ""}, "gives", "blank"),
    "somebody repeated, by nobody": (
        {"gives": "states"},
        {"repeated": "TASS"},
        "repeated",
        "named where it repeats",
    ),
    "nobody repeated": ({"gives": "repeats"}, {"repeated": ""}, "repeated", "where it repeats"),
    "nothing at all": (
        {"words": "", "low": "", "high": ""},
        {"place": ""},
        "place",
        "nothing printed",
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_an_extract_that_breaks_a_rule_is_reported_where_it_stands(record, extracts, name):
    wanted, change, column, message = BROKEN[name]
    index = first(extracts, **wanted)
    extracts.rows[index].update(change)
    reported = found(check_extracts, record)
    assert {(file, row) for file, row, _, _ in reported} == {
        ("extracts.csv", extracts.lines[index])
    }
    assert any(at == column and message in said for _, _, at, said in reported), reported


@pytest.mark.parametrize("table", ["sources", "battles", ""])
def test_a_table_without_extracts_is_told_once(record, extracts, table):
    extracts.rows[0]["table"] = table
    (problem,) = check_record(record)
    assert (problem.file, problem.row, problem.column) == ("extracts.csv", 2, "table")


def test_a_note_says_why_a_number_differs(record, extracts):
    index = first(extracts, **NUMBER)
    extracts.rows[index].update(low="123456789", note="The source adds the sick.")
    assert found(check_extracts, record) == []


def test_a_document_is_cited_by_its_place(record, extracts):
    of_documents = {
        row["key"] for row in record.tables["sources"].rows if row["grade"] == "primary"
    }
    index = next(
        index
        for index, row in enumerate(extracts.rows)
        if row["work"] in of_documents and row["words"]
    )
    extracts.rows[index]["place"] = ""
    (reported,) = found(check_extracts, record)
    assert reported[:3] == ("extracts.csv", extracts.lines[index], "place")
    assert "by its number, article or paragraph" in reported[3]


def test_a_figure_is_not_said_by_who_repeats_it(record, extracts):
    index = first(extracts, table="figures", gives="repeats")
    figure = extracts.rows[index]["row"]
    extracts.rows[:] = [extracts.rows[index]]
    figures = record.tables["figures"]
    (at,) = (i for i, row in enumerate(figures.rows) if row["id"] == figure)
    assert found(check_staters, record) == []
    figures.rows[at]["said_by"] = "Somebody else"
    (reported,) = found(check_staters, record)
    assert reported[:3] == ("figures.csv", figures.lines[at], "said_by")
    extracts.rows[0].update(gives="states", repeated="")
    assert found(check_staters, record) == []


def test_without_the_table_there_is_nothing_to_check(record):
    del record.tables["extracts"]
    assert found(check_extracts, record) == found(check_staters, record) == []


def test_a_weaker_source_stands_behind_a_better_one(record):
    grades = {row["key"]: row["grade"] for row in record.tables["sources"].rows}
    events = record.tables["events"]
    index, cited = next(
        (index, cited)
        for index, row in enumerate(events.rows)
        if len(cited := row["sources"].split("; ")) == 2
        and [grades[key] == "tertiary" for key in cited] == [False, True]
    )
    events.rows[index]["sources"] = "; ".join(reversed(cited))
    (reported,) = found(check_best_first, record)
    assert reported[:3] == ("events.csv", events.lines[index], "sources")
    assert f"expected {cited[0]!r} before it" in reported[3]


def test_what_nobody_has_identified_stands_last(record):
    references = record.bibliography.references
    events = record.tables["events"]
    index = next(i for i, row in enumerate(events.rows) if "; " in row["sources"])
    best = events.rows[index]["sources"].split("; ")[0]
    fields = {**references[best].fields, "title": "{Untitled page}"}
    references[best] = replace(references[best], fields=fields)
    assert events.lines[index] in [
        row for file, row, _, _ in found(check_best_first, record) if file == "events.csv"
    ]
