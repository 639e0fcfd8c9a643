"""Sensitivity: "exactly three months after Germany's surrender", over every choice."""

import time
from datetime import timedelta

import pandas as pd
import pytest

from historical_time.clocks import Clock
from historical_time.columns.sensitivity import (
    Choice,
    count_outcomes,
    decided_by,
    sensitivity_grid,
)
from historical_time.edtf import parse_edtf
from historical_time.intervals import interval_between
from historical_time.readings import Reading

MOSCOW = Clock.iana("moscow", "Europe/Moscow")
CHITA = Clock.iana("chita", "Asia/Chita")
TOKYO = Clock.iana("tokyo", "Asia/Tokyo")
UTC = Clock.fixed("utc", 0)
ACT = Clock.fixed("act-cet", 60)


def boundary(definition, date, time, clock, reading="preferred"):
    return Choice(
        definition, reading, Reading(parse_edtf(date), time=time or "", clock=clock).instants()
    )


STARTS = [
    boundary("surrender-effective", "1945-05-08", "23:01", ACT),
    boundary("karlshorst-signing", "1945-05-09", "00:43", MOSCOW),
    boundary("moscow-announcement", "1945-05-09", "02:10", MOSCOW),
]
ENDS = [
    boundary("declaration-read", "1945-08-08", "17:00", MOSCOW),
    boundary("state-of-war", "1945-08-09", "00:00", CHITA),
    boundary("first-crossing", "1945-08-09", "00:10", CHITA),
]


def row(grid, start, end, clock):
    return grid[(grid.start == start) & (grid.end == end) & (grid.clock == clock)].iloc[0]


def test_by_moscow_the_war_came_a_day_short_of_three_months_and_by_chita_on_the_day():
    grid = sensitivity_grid(STARTS, ENDS, [MOSCOW, CHITA], 3)
    assert len(grid) == 3 * 3 * 2
    moscow = row(grid, "surrender-effective", "state-of-war", "moscow")
    assert (moscow.start_date, moscow.end_date) == (
        pd.Timestamp(1945, 5, 9),
        pd.Timestamp(1945, 8, 8),
    )
    assert (moscow.years, moscow.months, moscow.days) == (0, 2, 30)
    assert (moscow.exact_by_date, moscow.exact_inclusive, moscow.within) == (False, True, True)
    chita = row(grid, "surrender-effective", "state-of-war", "chita")
    assert (chita.years, chita.months, chita.days) == (0, 3, 0)
    assert (chita.exact_by_date, chita.exact_to_minute, chita.within) == (True, False, True)
    assert chita.elapsed == moscow.elapsed == timedelta(days=91, hours=16, minutes=59)


def test_to_the_minute_means_the_same_time_on_the_wall():
    end = boundary("x", "1945-08-09", "02:10", MOSCOW)
    late = boundary("y", "1945-08-09", "02:11", MOSCOW)
    grid = sensitivity_grid(STARTS[2:], [end, late], [MOSCOW], 3)
    assert grid.exact_to_minute.tolist() == [True, False]
    assert grid.within.tolist() == [True, False]
    assert grid.exact_by_date.tolist() == [True, True]


def test_a_month_from_the_31st_ends_with_the_next_month_on_the_wall():
    start = boundary("a", "1939-03-31", "12:00", TOKYO)
    ends = [boundary("b", "1939-04-30", t, TOKYO) for t in ("12:00", "12:01")]
    grid = sensitivity_grid([start], ends, [TOKYO], 1)
    assert grid.exact_to_minute.tolist() == [True, False]
    assert grid.exact_by_date.tolist() == [False, False]
    assert grid.exact_inclusive.tolist() == [False, False]


def test_a_day_without_a_time_leaves_undecided_what_it_leaves_open():
    start = boundary("a", "1945-05-09", None, MOSCOW)
    end = boundary("b", "1945-08-09", None, MOSCOW)
    on_moscow, on_chita = sensitivity_grid([start], [end], [MOSCOW, CHITA], 3).itertuples()
    assert bool(on_moscow.exact_by_date)
    assert pd.isna(on_moscow.exact_to_minute)
    assert pd.isna(on_moscow.within)
    assert pd.isna(on_moscow.elapsed)
    assert on_moscow.elapsed_max - on_moscow.elapsed_min == timedelta(days=2, minutes=-2)
    assert pd.isna(on_chita.exact_by_date)
    assert pd.isna(on_chita.start_date)
    assert pd.isna(on_chita.months)
    later = sensitivity_grid([start], [boundary("c", "1945-09-02", None, MOSCOW)], [CHITA], 3)
    assert later.exact_by_date.tolist() == [False]
    assert later.within.tolist() == [False]


def test_an_exact_longest_form_is_not_enough_where_the_date_is_open():
    end = boundary("b", "1945-08-09", None, CHITA)  # by Moscow 8 or 9 August
    (found,) = sensitivity_grid(STARTS[1:2], [end], [MOSCOW], 3)["exact_by_date"]
    assert pd.isna(found)


def test_rows_agree_with_the_interval_of_each_pair():
    grid = sensitivity_grid(STARTS, ENDS, [MOSCOW, CHITA, TOKYO, UTC], 3)
    clocks = {clock.id: clock for clock in (MOSCOW, CHITA, TOKYO, UTC)}
    for found in grid.itertuples():
        start, end = (
            next(b.instants for b in side if b.definition == name)
            for side, name in ((STARTS, found.start), (ENDS, found.end))
        )
        interval = interval_between(start, end, clocks[found.clock])
        assert (found.start_date.date(), found.end_date.date()) == (
            interval.start_date,
            interval.end_date,
        )
        assert (found.years, found.months, found.days) == interval.calendar
        assert found.elapsed == interval.elapsed_min


def test_the_counts_say_how_many_combinations_hold():
    grid = sensitivity_grid(STARTS, ENDS, [MOSCOW, CHITA], 3)
    counts = count_outcomes(grid)
    assert counts.loc["exact_by_date"].tolist() == [6, 12, 0, 18]
    assert counts.loc["exact_to_minute", "holds"] == 0
    assert counts.loc["exact_inclusive", "holds"] == 9 + 3


def test_the_clock_alone_decides_a_claim_that_only_the_clock_changes():
    grid = sensitivity_grid(STARTS, ENDS[1:], [MOSCOW, CHITA], 3)
    shares = decided_by(grid, ["exact_by_date"])
    assert shares.loc["clock"].tolist() == [1.0, 1.0]
    assert shares.drop("clock").to_numpy().tolist() == [[0.0, 0.0]] * 5
    assert shares.index[0] == "clock"


def test_choices_that_decide_only_together_have_no_share_alone():
    # holds exactly where one of two choices is the second: alone neither explains anything
    grid = pd.DataFrame(
        {
            "start": ["a", "a", "b", "b"],
            "end": ["x", "y", "x", "y"],
            "start_reading": "preferred",
            "end_reading": "preferred",
            "clock": "utc",
            "exact_by_date": pd.array([True, False, False, True]),
        }
    )
    shares = decided_by(grid, ["exact_by_date"])
    assert shares.loc[["start", "end"], "alone"].tolist() == [0.0, 0.0]
    assert shares.loc[["start", "end"], "with_others"].tolist() == [1.0, 1.0]


def test_a_reading_is_credited_with_what_it_adds_to_its_definition():
    starts = [
        boundary("signing", "1945-05-08", "12:00", MOSCOW, "one"),
        boundary("signing", "1945-05-09", "12:00", MOSCOW, "another"),
    ]
    shares = decided_by(sensitivity_grid(starts, ENDS[1:2], [CHITA], 3), ["exact_by_date"])
    assert shares.loc["start"].tolist() == [0.0, 1.0]  # taking another start takes its reading
    assert shares.loc["start_reading"].tolist() == [1.0, 1.0]


def test_a_reading_has_no_credit_for_what_its_definition_explains():
    grid = pd.DataFrame(
        {
            "start": ["a", "a", "b", "b"],
            "start_reading": ["one", "another"] * 2,
            "end": "x",
            "end_reading": "preferred",
            "clock": "utc",
            "exact_by_date": pd.array([True, True, False, True]),
        }
    )
    shares = decided_by(grid, ["exact_by_date"])
    assert shares.loc["start", "alone"] == pytest.approx(1 / 3)
    assert shares.loc["start_reading", "alone"] == pytest.approx(2 / 3)


def test_an_outcome_that_never_varies_is_decided_by_nothing():
    shares = decided_by(sensitivity_grid(STARTS, ENDS, [MOSCOW], 3), ["exact_to_minute"])
    assert not shares.to_numpy().any()


def test_a_start_after_its_end_is_named():
    with pytest.raises(
        ValueError, match=r"state-of-war \(preferred\) at .* is after surrender-eff"
    ):
        sensitivity_grid(ENDS[1:2], STARTS[:1], [MOSCOW], 3)
    with pytest.raises(ValueError, match="at least one"):
        sensitivity_grid(STARTS, ENDS, [], 3)


def test_five_hundred_combinations_take_a_moment():
    starts = [b._replace(reading=str(i)) for b in STARTS for i in range(4)]
    ends = [b._replace(reading=str(i)) for b in ENDS for i in range(4)]
    began = time.perf_counter()
    assert len(sensitivity_grid(starts, ends, [MOSCOW, CHITA, TOKYO, UTC], 3)) == 576
    assert time.perf_counter() - began < 1
