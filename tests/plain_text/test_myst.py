"""Markdown for tables that cite and can be linked to."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plain_text.myst import address, cited, escaped, event_link, facet, list_table, on_paper
from tests.fuzz.doors import markdown_reads_back, parsed, texts


def test_marks_of_the_text_stay_text():
    assert escaped("a [b] *c* `d` $e$ 11. f") == r"a \[b\] \*c\* \`d\` \$e\$ 11. f"
    assert escaped("11. May") == r"11\. May"


def test_no_sources_are_no_citation():
    assert cited(()) == ""
    assert cited(("coox", "drea")) == "{cite:p}`coox,drea`"


def test_a_name_is_its_own_address():
    assert address("Lake Khasan", "lake-khasan") == (
        "[[Lake Khasan](#lake-khasan)]{#lake-khasan .entry-name}"
    )


def test_an_event_is_linked_by_its_id():
    assert event_link("Yalta <1945>", "yalta-agreement") == (
        r"[Yalta \<1945\>](#label:yalta-agreement)"
    )


def test_words_that_narrow_a_table_are_marked_and_escaped():
    assert facet("lane", "Kurils*") == r"[Kurils\*]{.facet-lane}"
    first, last = date(1939, 5, 11), date(1939, 9, 16)
    assert facet("year", "1939", first, last) == (
        "[1939]{.facet-year .from-1939-05-11 .to-1939-09-16}"
    )
    assert facet("year", "that day", first, first) == "[that day]{.facet-year .from-1939-05-11}"


def test_cells_of_several_paragraphs_stay_in_their_row():
    made = list_table(("A", "B"), (1, 2), [[["one", "", "two"], []]])
    assert made.splitlines() == [
        "::::{list-table}",
        ":header-rows: 1",
        ":widths: 1 2",
        ":class: data filterable",
        "",
        "* - A",
        "  - B",
        "* - one",
        "",
        "    two",
        "  -",
        "::::",
    ]


# Each begins a block, or is markup inside a line, where it is not guarded.
SIGNS = [
    *("- a dash", "+ a plus", "* a star", "% a comment", "+++", "+++ a break", "::: x", "::::"),
    *("::::{raw} html", "(target)=", "---", "--", "- - -", "===", "___", "1. one", "12) twelve"),
    *("123. many", "123) many", "1945.", ": definition", ":field: x", "    four spaces", "\tx"),
    *("&lt;b&gt; AT&amp;T", "&#65;", "# a heading", "#", "> said", "|", "| a | b |", "```", "~~~"),
    *("[^x]: note", "[x]: y", "[x](y)", "![x](y)", "<div>", "<!-- x", "<http://x.y>", "{{x}}"),
    *("{ref}`x`", "$x$", "\\", "\\(x\\)", "**b**", "_i_", "a_b_c", "`code`", "^x^", "[ ] task"),
    *("A <b> C", "A ` C", "`x", "x`", "!x", "x <y>", "a  b", "\u00a0x", "a\u2028b", "(c) 1945"),
]


@pytest.mark.parametrize("text", SIGNS)
def test_a_text_reads_back_as_written_in_cell_head_link_and_heading(text):
    markdown_reads_back(text)


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=("Cc", "Cs", "Cn")), min_size=1, max_size=20))
def test_any_text_reads_back_as_written(text):
    markdown_reads_back(text)


@pytest.mark.parametrize("text", ["---", ": definition", "::::", "[^x]: y", "% gone", "A `b` <c>"])
def test_a_text_in_one_cell_leaves_the_others_alone(text):
    table = list_table(("A", "B"), (1, 1), [[["one"], ["two", escaped(text)]], [["x"], ["y"]]])
    assert texts(parsed(table)) == ["A", "B", "one", "two", text, "x", "y"]


def test_words_are_marked_for_a_column_of_paper_and_blank_ones_are_not():
    assert on_paper("place", "Chita") == "[Chita]{.paper-place}"
    assert on_paper("hour", "17:00", alone=True) == "[17:00]{.paper-hour .on-paper}"
    assert on_paper("hour", "") == ""
