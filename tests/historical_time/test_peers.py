"""Calendar rules side by side: where the libraries part, and that we ask them truly."""

import sys
from datetime import date, timedelta

import pytest

from historical_time.columns.differences import calendar_difference, dateutil_difference
from historical_time.columns.peers import (
    compare_rules,
    pairs_that_differ,
    postgresql_age,
    share_that_differ,
)

for library in ("dateutil", "pendulum", "whenever"):
    pytest.importorskip(library)


def test_the_end_of_a_month_parts_the_rules():
    pair = date(1939, 3, 31), date(1939, 4, 30)
    row = compare_rules([pair]).loc[pair]
    assert row["temporal"] == (0, 0, 30)
    assert row["dateutil"] == row["whenever"] == (0, 1, 0)
    assert row["postgresql"] == (0, 0, 30)
    assert not row["agree"]


def test_a_short_february_parts_postgresql_from_the_others():
    # From 20 January to 10 March: a month to 20 February, then the days left of that February,
    # or of January.
    pair = date(1939, 1, 20), date(1939, 3, 10)
    row = compare_rules([pair]).loc[pair]
    assert row["temporal"] == row["dateutil"] == row["whenever"] == (0, 1, 18)
    assert row["postgresql"] == (0, 1, 21)


def test_postgresql_answers_as_its_manual_prints():
    assert postgresql_age(date(1957, 6, 13), date(2001, 4, 10)) == (43, 9, 27)
    assert postgresql_age(date(2021, 5, 20), date(2021, 7, 1)) == (0, 1, 12)


def test_three_months_after_the_surrender_is_the_same_by_every_rule():
    pair = date(1945, 5, 9), date(1945, 8, 9)
    row = compare_rules([pair]).loc[pair]
    assert row["agree"]
    assert row["temporal"] == (0, 3, 0)


def test_pairs_that_differ_are_found_among_all_pairs_of_the_dates():
    dates = [date(1939, 3, 31), date(1939, 4, 30), date(1939, 5, 31)]
    table = pairs_that_differ(dates)
    assert (date(1939, 3, 31), date(1939, 4, 30)) in table.index
    assert (date(1939, 3, 31), date(1939, 5, 31)) not in table.index
    assert pairs_that_differ([]).empty


def test_the_columns_of_shares_are_the_rules_one_by_one():
    first, last = date(1939, 1, 1), date(1939, 4, 11)
    days = [first + timedelta(days=i) for i in range((last - first).days)]
    pairs = [(a, b) for a in days for b in days if a < b]
    shares = share_that_differ(first, last)
    for name, rule in (("dateutil", dateutil_difference), ("postgresql", postgresql_age)):
        differ = sum(rule(*pair) != calendar_difference(*pair) for pair in pairs)
        assert shares[name] == differ / len(pairs)


def test_postgresql_differs_from_temporal_on_a_quarter_of_all_pairs_of_the_years_of_war():
    shares = share_that_differ(date(1931, 1, 1), date(1934, 1, 1))
    assert 0.2 < shares["postgresql"] < 0.3
    assert 0 < shares["dateutil"] < 0.02


def test_a_library_that_is_missing_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "pendulum", None)
    with pytest.raises(ImportError, match="needs pendulum"):
        compare_rules([])
