"""Cited tables: rows whose sources lead to the bibliography."""

import pandas as pd
import pytest

from analysis.cited_table import CitedTable

COUNTS = pd.DataFrame(
    {"What": ["shots_fired"], "Count": [108], "Sources": [("enwiki-border", "owiki")]}
)


def test_sources_become_one_citation_and_text_stays_text():
    written = CitedTable(COUNTS, "Counts as read", [3, 1, 2])._repr_markdown_()
    assert written.startswith("::::{list-table} Counts as read\n")
    assert "{cite:p}`enwiki-border,owiki`" in written
    assert r"shots\_fired" in written
    assert ":widths: 3 1 2" in written


def test_the_plain_form_names_the_keys():
    assert "enwiki-border; owiki" in repr(CitedTable(COUNTS))


def test_a_table_without_sources_is_refused():
    with pytest.raises(ValueError, match="no column Sources"):
        CitedTable(COUNTS[["What"]])


def test_a_width_for_each_column_is_expected():
    with pytest.raises(ValueError, match="2 widths for 3 columns"):
        CitedTable(COUNTS, widths=[1, 2])
