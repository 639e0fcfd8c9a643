"""Markdown for tables that cite and can be linked to."""

from analysis.myst import address, cited, escaped, event_link, facet, list_table


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
    assert event_link("Yalta <1945>", "yalta-agreement") == r"[Yalta \<1945\>](#yalta-agreement)"


def test_words_that_narrow_a_table_are_marked_and_escaped():
    assert facet("lane", "Kurils*") == r"[Kurils\*]{.facet-lane}"


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
