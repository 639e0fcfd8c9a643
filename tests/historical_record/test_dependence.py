"""Sources that copy one another count once."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from historical_record.dependence import (
    independent_sources,
    origins_of,
    roots_of,
    roots_table,
    spread_table,
    streams,
)

SOURCES = pd.DataFrame(
    {
        "key": ["krivosheev", "wp-2009", "wp-2025", "coox", "kavalerchik"],
        "rests_on": [(), ("krivosheev",), ("wp-2009",), (), ("krivosheev", "coox")],
        "evidence": ["recalled", "read", "read", "recalled", "read"],
    }
)
FIGURES = pd.DataFrame(
    {
        "event": "war",
        "party": ["ussr", "ussr", "ussr", "japan"],
        "measure": "killed",
        "low": pd.array([12031, 8200, pd.NA, 526], dtype="Float64"),
        "high": pd.array([12031, 8200, 15000, 526], dtype="Float64"),
        "sources": [("wp-2009", "wp-2025"), ("coox",), ("wp-2025",), ("kavalerchik",)],
    }
)


def test_a_copy_of_a_copy_has_the_book_for_its_root():
    assert roots_of(SOURCES)["wp-2025"] == ("krivosheev",)


def test_a_source_that_rests_on_nothing_is_its_own_root():
    assert roots_of(SOURCES)["coox"] == ("coox",)


def test_two_pages_from_one_book_are_one_witness():
    assert independent_sources(["wp-2009", "wp-2025"], origins_of(SOURCES)) == 1


def test_a_page_that_follows_both_books_joins_them():
    origins = origins_of(SOURCES)
    assert independent_sources(["krivosheev", "coox"], origins) == 2
    assert independent_sources(["krivosheev", "coox", "kavalerchik"], origins) == 1


def test_the_heaviest_root_comes_first_with_what_rests_on_it_alone():
    table = roots_table(FIGURES, SOURCES)
    first = table.iloc[0]
    assert (first["root"], first["figures"], first["alone"]) == ("krivosheev", 3, 2)
    assert first["through"] == ("kavalerchik", "wp-2009", "wp-2025")
    assert first["evidence"] == "recalled"


def test_the_spread_runs_from_the_lowest_number_given_to_the_highest():
    soviet = spread_table(FIGURES, SOURCES).iloc[0]
    assert (soviet["statements"], soviet["lowest"], soviet["highest"]) == (3, 8200, 15000)
    assert soviet["ratio"] == pytest.approx(15000 / 8200)


def test_three_cited_pages_of_two_books_are_two_witnesses():
    soviet = spread_table(FIGURES, SOURCES).iloc[0]
    assert (soviet["cited"], soviet["independent"]) == (3, 2)


def test_no_figures_make_empty_tables():
    assert roots_table(FIGURES.iloc[:0], SOURCES).empty
    assert spread_table(FIGURES.iloc[:0], SOURCES).empty


def test_sources_that_only_rest_on_each_other_are_roots_together():
    circle = pd.DataFrame({"key": ["a", "b"], "rests_on": [("b",), ("a",)]})
    assert roots_of(circle)["a"] == ("a", "b")


@given(st.lists(st.sampled_from(list(SOURCES["key"]))))
def test_there_are_never_more_witnesses_than_pages(cited):
    count = independent_sources(cited, origins_of(SOURCES))
    assert count <= len(set(cited))
    assert (count == 0) == (not cited)


def test_a_number_flows_from_its_root_to_every_page_that_prints_it():
    flowed = {(row.source, row.root): row.figures for row in streams(FIGURES, SOURCES).itertuples()}
    assert flowed["wp-2025", "krivosheev"] == 2
    assert flowed["wp-2009", "krivosheev"] == 1
    assert flowed["coox", "coox"] == 1
    assert flowed["kavalerchik", "coox"] == flowed["kavalerchik", "krivosheev"] == 1


def test_no_figures_make_no_streams():
    assert streams(FIGURES[:0], SOURCES).empty
