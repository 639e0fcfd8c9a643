"""Calendar differences: Temporal's rule by hand, by definition, and beside its peers."""

from calendar import monthrange
from datetime import UTC, date, datetime, timedelta

import numpy as np
import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from historical_time.columns.differences import (
    calendar_difference,
    dateutil_difference,
    days_of,
    inclusive_difference,
)
from historical_time.differences import convention_sensitive

D = date.fromisoformat


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("1945-05-09", "1945-08-09", (0, 3, 0)),
        ("1945-05-08", "1945-08-09", (0, 3, 1)),
        ("1945-05-09", "1945-08-08", (0, 2, 30)),
        ("1939-05-11", "1939-09-16", (0, 4, 5)),
        ("1938-07-29", "1938-08-11", (0, 0, 13)),
        ("1941-04-13", "1945-04-05", (3, 11, 23)),
        # "31 April" is past 30 April
        ("1939-03-31", "1939-04-30", (0, 0, 30)),
        ("1939-03-31", "1939-05-01", (0, 1, 1)),
        ("1940-01-31", "1940-03-01", (0, 1, 1)),
        ("1939-01-29", "1939-02-28", (0, 0, 30)),
        # the same cases as in the conformance suite of Temporal's PlainDate.until
        ("1960-02-29", "2020-07-16", (60, 4, 17)),
        ("2021-07-16", "2021-09-15", (0, 1, 30)),
        ("2020-02-29", "2021-02-28", (0, 11, 30)),
        ("1939-08-20", "1939-08-20", (0, 0, 0)),
        ("0001-01-01", "9999-12-31", (9998, 11, 30)),
    ],
)
def test_the_difference_is_what_a_person_counts(start, end, expected):
    assert calendar_difference(D(start), D(end)) == expected


@pytest.mark.parametrize(
    ("start", "end", "exclusive", "inclusive"),
    [
        ("1945-05-09", "1945-08-08", (0, 2, 30), (0, 3, 0)),
        ("1939-03-31", "1939-04-30", (0, 0, 30), (0, 1, 1)),
        ("1939-01-01", "1939-12-31", (0, 11, 30), (1, 0, 0)),
        ("9999-12-01", "9999-12-31", (0, 0, 30), (0, 1, 0)),
    ],
)
def test_inclusive_counts_to_the_day_after(start, end, exclusive, inclusive):
    assert calendar_difference(D(start), D(end)) == exclusive
    assert inclusive_difference(D(start), D(end)) == inclusive


def test_the_dateutil_rule_differs_where_the_start_is_clamped_to_the_end_of_a_month():
    assert dateutil_difference(D("1939-03-31"), D("1939-04-30")) == (0, 1, 0)
    assert convention_sensitive(D("1939-03-31"), D("1939-04-30")) is True
    assert convention_sensitive(D("1945-05-09"), D("1945-08-09")) is False


def plain_rule(start, end):
    """The rule as time.md states it, by counting up."""
    months = 0
    while True:
        year, month = divmod(start.year * 12 + start.month - 1 + months + 1, 12)
        if (year, month + 1, start.day) > (end.year, end.month, end.day):
            break
        months += 1
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    clamped = date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))
    return (*divmod(months, 12), (end - clamped).days)


days = st.dates(date(1, 1, 1), date(9999, 12, 31))
pairs = st.tuples(days, days).map(sorted)
near = st.tuples(days, st.integers(0, 800)).filter(lambda p: p[0].toordinal() + p[1] < 3652059)
near = near.map(lambda p: (p[0], p[0] + timedelta(days=p[1])))


def to_the_end_of_the_month(pair):
    return pair[0], pair[1].replace(day=monthrange(pair[1].year, pair[1].month)[1])


# Conventions part only at the ends of months, which plain chance would seldom meet.
some_pairs = st.one_of(pairs, near, near.map(to_the_end_of_the_month))


@settings(deadline=None)
@given(some_pairs.filter(lambda pair: pair[1].year - pair[0].year < 50))
@example((date(2000, 2, 29), date(2001, 2, 28)))
def test_the_difference_is_the_stated_rule(pair):
    assert calendar_difference(*pair) == plain_rule(*pair)


@settings(deadline=None)
@given(some_pairs)
def test_start_plus_difference_is_end(pair):
    start, end = pair
    years, months, rest = calendar_difference(start, end)
    year, month = divmod(start.year * 12 + start.month - 1 + years * 12 + months, 12)
    clamped = date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))
    assert clamped + timedelta(days=rest) == end
    assert 0 <= months < 12
    assert 0 <= rest < 31


@settings(deadline=None)
@given(near)
def test_the_difference_grows_with_the_end(pair):
    start, end = pair
    if end < date.max:
        later = calendar_difference(start, end + timedelta(days=1))
        assert calendar_difference(start, end) <= later
        assert inclusive_difference(start, end) == later


@settings(deadline=None)
@given(some_pairs)
def test_dateutil_gives_our_dateutil_rule_and_the_flag_says_where_it_differs(pair):
    relativedelta = pytest.importorskip("dateutil.relativedelta").relativedelta
    peer = relativedelta(pair[1], pair[0])
    assert dateutil_difference(*pair) == (peer.years, peer.months, peer.days)
    assert convention_sensitive(*pair) == (
        calendar_difference(*pair) != (peer.years, peer.months, peer.days)
    )


@settings(deadline=None)
@given(st.lists(some_pairs, max_size=30))
def test_columns_give_what_scalars_give(rows):
    start = pd.Series([a for a, _ in rows], dtype="datetime64[s]", index=range(7, 7 + len(rows)))
    end = pd.Series([b for _, b in rows], dtype="datetime64[s]", index=start.index)
    for rule in (calendar_difference, inclusive_difference, dateutil_difference):
        frame = rule(start, end)
        assert list(frame.columns) == ["years", "months", "days"]
        assert frame.index.equals(start.index)
        assert list(frame.itertuples(index=False, name=None)) == [rule(*row) for row in rows]


def test_every_pair_of_days_from_1938_to_1940_follows_the_rule():
    days = np.arange("1938-01-01", "1940-03-02", dtype="datetime64[D]")
    start, end = (side.ravel() for side in np.meshgrid(days[::7], days))
    start, end = start[start <= end], end[start <= end]
    frame = calendar_difference(start, end)
    expected = [plain_rule(a, b) for a, b in zip(start.tolist(), end.tolist(), strict=True)]
    assert list(frame.itertuples(index=False, name=None)) == expected


def test_a_scalar_stands_against_a_column():
    ends = pd.Series(pd.to_datetime(["1945-08-08", "1945-08-09"]))
    frame = calendar_difference(D("1945-05-09"), ends)
    assert frame.to_numpy().tolist() == [[0, 2, 30], [0, 3, 0]]
    # the nanosecond stamps of older tables and plain dates are read alike
    assert days_of(ends.astype("datetime64[ns]")).tolist() == days_of(ends.dt.date).tolist()


@pytest.mark.parametrize(
    ("start", "end", "error", "message"),
    [
        (D("1945-08-09"), D("1945-05-09"), ValueError, "1945-08-09 is after the end 1945-05-09"),
        (None, D("1945-05-09"), ValueError, "^expected a date, found none"),
        ("1945-05-09", D("1945-05-09"), TypeError, "expected a date, found str"),
        (datetime(1945, 5, 9, 1), D("1945-05-09"), TypeError, "without a time"),
        (datetime(1945, 5, 9, tzinfo=UTC), D("1945-05-10"), TypeError, "without a time"),
        (np.datetime64("12000-01-01"), D("1945-05-09"), ValueError, "0001 to 9999"),
        (np.array(["-0001-01-01"], "datetime64[s]"), D("1945-05-09"), ValueError, "0001 to 9999"),
    ],
)
def test_what_is_not_a_pair_of_dates_in_order_is_refused(start, end, error, message):
    with pytest.raises(error, match=message):
        calendar_difference(start, end)


def test_the_first_bad_row_of_a_column_is_named():
    start = pd.Series(pd.to_datetime(["1939-05-11", "1939-09-16"]))
    end = pd.Series(pd.to_datetime(["1939-09-16", "1939-05-11"]))
    with pytest.raises(ValueError, match="row 1: the start 1939-09-16"):
        calendar_difference(start, end)
    with pytest.raises(ValueError, match="row 0: expected a date"):
        calendar_difference(pd.Series(pd.to_datetime([None, "1939-05-11"])), end)
    with pytest.raises(ValueError, match="same index"):
        calendar_difference(start, end.set_axis([1, 2]))


@settings(deadline=None)
@given(some_pairs)
def test_whenever_keeps_the_dateutil_rule(pair):
    whenever = pytest.importorskip("whenever")
    if pair[1].year < 9998:  # it refuses differences that end in the last years
        start, end = (whenever.Date(d.year, d.month, d.day) for d in pair)
        parts = start.until(end, in_units=["years", "months", "days"])
        assert dateutil_difference(*pair) == tuple(parts[unit] for unit in parts)


@pytest.mark.parametrize("unit", ["s", "ms", "us", "ns"])
def test_column_time_a_time_of_day_is_refused_in_a_column_as_in_a_scalar(unit):
    whole = pd.Series(pd.to_datetime(["1938-07-28", None, "1938-07-29"])).astype(f"M8[{unit}]")
    timed = whole.where(whole != pd.Timestamp("1938-07-29"), pd.Timestamp("1938-07-29 23:59"))
    message = "row 2: expected a civil date without a time, found 1938-07-29T23:59"
    with pytest.raises(TypeError, match=message):
        days_of(timed.astype(f"M8[{unit}]"))
    with pytest.raises(TypeError, match="expected a civil date without a time"):
        calendar_difference(timed[2:], pd.Series([pd.Timestamp("1938-08-11 00:01")], index=[2]))
    with pytest.raises(TypeError, match="expected a civil date without a time"):
        calendar_difference(timed.to_numpy()[2], timed.to_numpy()[2])
    first = D("1938-07-28").toordinal() - 1
    assert days_of(whole).tolist() == [first, -1, first + 1]


@pytest.mark.parametrize("unit", ["M", "Y", "W"])
def test_column_month_unit_a_month_is_not_a_day(unit):
    first, last = (np.array([month], f"M8[{unit}]") for month in ("1938-07", "1938-08"))
    with pytest.raises(TypeError, match="is not a day"):
        calendar_difference(first, last)
    with pytest.raises(TypeError, match="is not a day"):
        calendar_difference(first[0], last[0])
