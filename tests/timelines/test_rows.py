"""Dates, clocks and what is unknown become positions, marks and words."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest
from timeline_figures import CLOCKS, august, august_events, karlshorst, lake_khasan, losses, table

from timelines import LossesChart, Timeline, TimelineError
from timelines.arrange import arrange
from timelines.description import moment_at, position_of
from timelines.marks import key_entries, marks_of
from timelines.media import print_metrics


def row_of(figure, name):
    return next(row for row in figure.description.rows if row.id == name)


def signs_of(figure, name):
    arrangement = arrange(figure.description, print_metrics())
    at = [placed.row.id for placed in arrangement.rows].index(name)
    return [sign.kind for sign in marks_of(arrangement).signs if sign.at == at]


def test_a_battle_of_one_day_is_one_certain_day():
    first = row_of(lake_khasan(), "first")
    day = position_of(dt.date(1938, 7, 29))
    assert first.core == (day, day + 1)


def test_a_start_in_may_is_certain_from_its_last_day():
    row = row_of(Timeline(table(("x", "X", "korea", "period", "1939-05", "", "1939-09"))), "x")
    assert moment_at(row.start[0]) == dt.datetime(1939, 5, 1)
    assert moment_at(row.core[0]) == dt.datetime(1939, 5, 31)
    assert moment_at(row.core[1]) == dt.datetime(1939, 9, 2)
    assert moment_at(row.end[1]) == dt.datetime(1939, 10, 1)


@pytest.mark.parametrize(
    ("hour", "last"), [("00:00", dt.date(1938, 8, 10)), ("00:01", dt.date(1938, 8, 11))]
)
def test_a_period_that_ends_at_midnight_has_nothing_of_the_next_day(hour, last):
    talks = ("talks", "Talks", "korea", "period", "1938-08-10", "19:00", "1938-08-11", hour)
    far = ("x", "X", "korea", "period", "1938-09-01", "", "1938-09-20")
    row = row_of(Timeline(table(talks, far)), "talks")
    assert row.core == (position_of(dt.date(1938, 8, 10)), position_of(last) + 1)


def test_transbaikal_ten_past_midnight_is_moscow_ten_past_six():
    crossing = row_of(august(), "first-crossing")
    assert moment_at(crossing.start[0]) == dt.datetime(1945, 8, 8, 18, 10)
    assert crossing.when == "9\u00a0August\u00a01945, 00:10 Transbaikal (Chita)"
    assert "By the clock of Moscow: 8\u00a0August\u00a01945, 18:10" in crossing.details


def test_a_tokyo_day_without_an_hour_is_its_whole_day_on_the_moscow_clock():
    offer = row_of(august(), "offer")
    assert moment_at(offer.start[0]) == dt.datetime(1945, 8, 9, 18)
    assert moment_at(offer.start[1]) == dt.datetime(1945, 8, 10, 18)
    assert not offer.exact


def test_midnights_of_the_second_clock_stand_at_six_in_the_evening():
    strong = [tick for tick in august().description.axis.second_ticks if tick.strong]
    assert moment_at(strong[0].position) == dt.datetime(1945, 8, 6, 18)
    assert strong[0].context == "7 Aug"


def test_open_unknown_and_approximate_ends_are_three_marks():
    figure = lake_khasan()
    assert signs_of(figure, "talks") == ["fade"]
    assert signs_of(figure, "guard") == ["perforation", "arrow"]
    assert signs_of(figure, "recall") == ["hollow", "circa"]
    assert signs_of(figure, "truce") == ["diamond"]
    assert signs_of(figure, "lake-khasan") == []


def test_the_key_explains_only_marks_that_occur():
    arrangement = arrange(august().description, print_metrics())
    meanings = [meaning for _, meaning in key_entries(marks_of(arrangement), "timeline")]
    assert meanings == ["certain", "possible", "moment or day", "some time in the pale bar"]


def test_the_caption_says_whose_clock_and_what_is_left_out():
    days = (dt.datetime(1945, 8, 8), dt.datetime(1945, 8, 9, 12))
    figure = Timeline(
        august_events(), clock="moscow", second_clock="chita", clocks=CLOCKS, span=days
    )
    assert "Times are by the clock of Moscow, with Transbaikal (Chita) above." in figure.caption
    assert "Outside this span: three events." in figure.caption.replace("\u00a0", " ")


def test_the_alternative_text_names_every_row_of_a_short_figure():
    alt = lake_khasan().alt_text().replace("\u00a0", " ")
    assert "Battle of Lake Khasan, 29 July to 11 August 1938" in alt
    assert "Boundary commission talks, from 11 August 1938, end unknown" in alt
    assert "Troops face each other, from about 13 August 1938, no end" in alt


def test_the_preferred_reading_stands_first_and_others_are_of_the_same_event():
    rows = karlshorst().description.rows
    assert [row.label for row in rows] == [
        "Preferred: zhukov-1969",
        "taz",
        "Plaque",
        "No hour given",
    ]
    # 00:43 in Moscow is 22:43 by the act's clock; the plaque says about 22:45.
    assert moment_at(rows[2].start[0]) == dt.datetime(1945, 5, 9, 0, 45)
    assert rows[2].circa_start


def test_figures_keep_their_ranges_and_open_sides():
    rows = {row.id: row for row in losses().description.rows}
    assert rows["k93"].core == (6515.0, 6831.0)
    assert rows["coox"].instant
    assert rows["claim"].end_kind == "open"
    assert rows["claim"].when == "25,000 or more"
    assert rows["most"].core is None
    assert rows["most"].known == (0.0, 61000.0)


@pytest.mark.parametrize(
    ("events", "message"),
    [
        (table(("a", "A", "korea", "instant", "1945-02-30")), "a: start '1945-02-30'"),
        (table(("a", "A", "korea", "period", "1945-08-09", "", "1945-08-01")), "before it starts"),
        (
            table(("a", "A", "x", "instant", "1945"), ("a", "B", "x", "instant", "1946")),
            "'a' stands",
        ),
        (table(("a", "A", "korea", "battle", "1945")), "extent 'battle'"),
        (table(("a", "A", "korea", "instant", "1945-08-09", "25:00", "", "", "moscow")), "25:00"),
        (pd.DataFrame({"name": ["x"]}), "no column 'start'"),
        (table(("a", "A", "korea", "period", "", "", "")), "no row has a date"),
    ],
)
def test_what_cannot_be_drawn_is_refused_by_name(events, message):
    with pytest.raises(TimelineError, match=message.replace("(", "\\(")):
        Timeline(events, clocks=CLOCKS, clock="moscow")


def test_arguments_that_make_no_sense_are_refused():
    events = august_events()
    with pytest.raises(TimelineError, match="expected a first day before a last"):
        Timeline(events, span=("1945-08-15", "1945-08-06"))
    with pytest.raises(TimelineError, match="no event lies in it"):
        Timeline(events, span=("1900", "1901"))
    with pytest.raises(TimelineError, match="clock: 'mars'"):
        Timeline(events, clock="mars", clocks=CLOCKS)
    with pytest.raises(TimelineError, match="reference_lines: 'soon'"):
        Timeline(events, reference_lines=[("soon", "?")])
    with pytest.raises(TimelineError, match="high 1 is below low 2"):
        LossesChart(pd.DataFrame({"low": [2], "high": [1]}))


def test_a_second_clock_stands_above_a_first():
    with pytest.raises(TimelineError, match="second_clock: expected a clock as well"):
        Timeline(august_events(), second_clock="chita", clocks=CLOCKS)
