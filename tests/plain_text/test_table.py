"""Tables to be read: what comes from data is text, in both forms."""

import re
from dataclasses import replace

import pytest

from plain_text.myst import cited
from plain_text.table import Table

KILLED = Table(("Source", "killed"), [("TASS <b>", 236), ("Kasahara", None)])
COUNTS = Table(
    ("What", "Count", "Sources"),
    [("shots_fired", 108, [cited(("enwiki-border", "owiki"))])],
    "Counts as read",
    (3, 1, 2),
)


def test_cells_from_the_data_are_text():
    assert "<td>TASS &lt;b&gt;</td>" in KILLED._repr_html_()
    assert r"shots\_fired" in COUNTS.myst


def test_an_unknown_number_is_blank_and_there_is_no_index():
    shown = Table(("Source", "Killed"), [("TASS", float("nan")), ("Kasahara", None)])
    assert re.findall(r"<td[^>]*></td>", shown._repr_html_()) == ["<td></td>", "<td></td>"]
    assert shown._repr_html_().count("<th ") == 2


def test_a_column_of_numbers_is_marked_from_its_head_down():
    shown = KILLED._repr_html_()
    assert '<th scope="col">Source</th><th scope="col" class="number">Killed</th>' in shown
    assert '<td class="number">236</td>' in shown
    assert '<td class="number"></td>' in shown
    told = Table(("Moment", "Hours"), [("A", "16–20"), ("B", "about 3")])
    assert "number" not in told._repr_html_()


def test_an_hour_knows_the_day_that_stands_above_it_in_its_column():
    hours = ("23:00, 8 August", "about 23:50", "→ 00:10, 9 August", "01:00", "unknown", "02:00:05")
    shown = Table(("A", "B"), [("x", hour) for hour in hours])._repr_html_()
    cells = re.findall(r'<td(?: data-day="([^"]*)")?>([^<]*)</td></tr>', shown)
    assert [day for day, _ in cells] == ["", "8 August", "", "9 August", "", "9 August"]


def test_a_cell_that_cites_makes_the_whole_markdown():
    assert COUNTS._repr_html_() is None
    assert KILLED._repr_markdown_() is None
    written = COUNTS._repr_markdown_()
    assert written.startswith("::::{list-table} Counts as read\n")
    assert ":widths: 3 1 2" in written
    assert "{cite:p}`enwiki-border,owiki`" in written
    assert ":name:" not in written


def test_links_lead_to_a_table_by_its_name():
    named = replace(COUNTS, name="table-counts")._repr_markdown_()
    assert named.startswith("::::{list-table} Counts as read\n:name: table-counts\n")


def test_the_plain_form_can_be_stored():
    assert repr(KILLED) == "Source | Killed\nTASS <b> | 236\nKasahara | "
    assert repr(COUNTS) == "<Table of 1 rows: What, Count, Sources>"


def test_a_column_in_another_language_says_so():
    names = Table(
        ("English", "Russian"), [("Lake Khasan", "озеро Хасан")], languages={"Russian": "ru"}
    )
    assert '<td lang="ru">озеро Хасан</td>' in names._repr_html_()
    assert "<td>Lake Khasan</td>" in names._repr_html_()


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"columns": (), "rows": []}, "without columns"),
        ({"columns": ("A", "B"), "rows": [(1,)]}, "1 cells for 2 columns"),
        ({"columns": ("A",), "rows": [], "widths": (1, 2)}, "2 widths for 1 columns"),
        ({"columns": ("A",), "rows": [], "languages": {"Korean": "ko"}}, "not there: Korean"),
    ],
)
def test_what_does_not_fit_is_refused(given, message):
    with pytest.raises(ValueError, match=message):
        Table(**given)


def test_a_head_begins_with_a_capital_and_is_otherwise_as_it_was_named():
    shown = Table(("said by", "PostgreSQL"), [("x", "y")])._repr_html_()
    assert '<th scope="col">Said by</th><th scope="col">PostgreSQL</th>' in shown
