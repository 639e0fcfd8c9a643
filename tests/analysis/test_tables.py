"""Tables to be read."""

import pandas as pd
import pytest

from analysis.tables import ReadingTable

FRAME = pd.DataFrame({"Source": ["TASS <b>", "Kasahara"], "Killed": [236, None]}, dtype=object)


def test_cells_from_the_data_are_text():
    assert "<td>TASS &lt;b&gt;</td>" in ReadingTable(FRAME)._repr_html_()


def test_an_unknown_number_is_blank_and_there_is_no_index():
    shown = ReadingTable(FRAME)._repr_html_()
    assert "NaN" not in shown
    assert "None" not in shown
    assert shown.count("<th>") == 2


def test_two_runs_show_the_same():
    assert repr(ReadingTable(FRAME)) == repr(ReadingTable(FRAME.copy()))
    assert "0x" not in repr(ReadingTable(FRAME))


def test_a_table_needs_columns():
    with pytest.raises(ValueError, match="without columns"):
        ReadingTable(pd.DataFrame())


def test_a_column_in_another_language_says_so():
    names = pd.DataFrame({"English": ["Lake Khasan"], "Russian": ["озеро Хасан"]})
    shown = ReadingTable(names, languages={"Russian": "ru"})._repr_html_()
    assert '<td lang="ru">озеро Хасан</td>' in shown
    assert "<td>Lake Khasan</td>" in shown
    with pytest.raises(ValueError, match="not there: Korean"):
        ReadingTable(names, languages={"Korean": "ko"})


def test_a_head_begins_with_a_capital_and_is_otherwise_as_it_was_named():
    shown = ReadingTable(pd.DataFrame({"said by": ["x"], "PostgreSQL": ["y"]}))._repr_html_()
    assert "<th>Said by</th><th>PostgreSQL</th>" in shown
