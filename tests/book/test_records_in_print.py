"""Tables of records on paper: a line to a record, its own columns, sources by number."""

import pytest
from border_wars_book.print.records import (
    COLUMNS,
    begin,
    by_number,
    columns_of,
    note,
    record_table,
    source_numbers,
)
from border_wars_book.print.typst import string
from docutils import nodes
from docutils.utils import new_document


def span(text: str, *classes: str) -> nodes.inline:
    return nodes.inline("", text, classes=list(classes))


def citation(*keys: str) -> nodes.inline:
    links = [nodes.reference("", key, refuri=f"#sources--source-{key}") for key in keys]
    parts: list[nodes.Node] = [nodes.Text("(")]
    for link in links:
        parts += [link, nodes.Text("; ")]
    return nodes.inline("", "", *parts[:-1], nodes.Text(")"), classes=["cited"])


def table(*rows: list[nodes.Node]) -> nodes.table:
    body = nodes.tbody("", *(nodes.row("", nodes.entry("", *cells)) for cells in rows))
    return nodes.table("", nodes.tgroup("", body))


def plain(node: nodes.Element) -> str:
    return string(node.astext())


NUMBERS = {"sources--source-goldman": 12, "sources--source-coox": 3}


def test_the_columns_are_those_that_are_marked_in_the_order_of_the_book():
    shown = table([span("Moscow", "paper-place"), span("1 May 1939", "paper-date", "on-paper")])
    assert columns_of(shown) == ["date", "place"]
    assert columns_of(table([span("nothing", "facet-lane")])) == []
    assert [COLUMNS[name].head for name in ("claim", "verdict", "why", "ought")] == [
        "Claim",
        "Verdict",
        "Why",
        "As it ought to read",
    ]


def test_records_begin_in_the_section_that_has_them_and_in_none_around_it():
    within = nodes.section("", nodes.container("", table([span("Talks", "paper-event")])))
    around = nodes.section("", nodes.paragraph("", "Every event stands below."), within)
    assert begin(within)
    assert not begin(around)


def test_a_record_is_a_line_and_what_is_below_stands_under_its_columns():
    record = [
        span("Otherwise: 2 May.", "paper-below"),
        span("Talks", "paper-event"),
        span("1 May 1939", "paper-date"),
        span("what only the screen shows"),
    ]
    code = record_table(table(record), plain, id="chronology--t")
    assert "what only the screen shows" not in code
    assert 'head: ("Date", "Event", )' in code
    assert "whole: (0, )" in code  # no word of a date is broken, of an event's name it may be
    assert code.index("1 May 1939") < code.index("Talks") < code.index("Otherwise: 2 May.")
    assert "rowspan: 2, breakable: false" in code
    assert "colspan: 1, stroke: none" in code


def test_sources_are_numbers_in_their_order_bare_in_their_own_column():
    own = nodes.inline("", "", citation("goldman", "coox"), classes=["paper-sources"])
    below = nodes.inline("", "Otherwise: 2 May ", citation("goldman"), classes=["paper-below"])
    shown = table([own, below])
    by_number(shown, NUMBERS)
    assert own.astext() == "3, 12"
    assert below.astext() == "Otherwise: 2 May [12]"
    assert [link["refuri"] for link in own.findall(nodes.reference)] == [
        "#sources--source-coox",
        "#sources--source-goldman",
    ]


def test_the_numbers_run_through_all_lists_of_sources():
    page = new_document("sources")
    for keys in (["a", "b"], ["c"]):
        items = [nodes.list_item("", ids=[f"source-{key}"]) for key in keys]
        page += nodes.bullet_list("", *items, classes=["sources"])
    page += nodes.bullet_list("", nodes.list_item("", ids=["source-other"]))
    assert source_numbers(page, "sources") == {
        "sources--source-a": 1,
        "sources--source-b": 2,
        "sources--source-c": 3,
    }


@pytest.mark.parametrize(("column", "speaks"), [("hour", True), ("claim", False)])
def test_the_note_speaks_of_hours_where_there_are_any(column, speaks):
    said = note(table([span("x", f"paper-{column}")]))
    assert said.startswith("Sources are given by their numbers")
    assert ("an hour without the name of a clock" in said) == speaks
