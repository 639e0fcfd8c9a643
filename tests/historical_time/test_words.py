"""Strings for the book's sentences."""

import datetime as dt

import pytest

from historical_time.words import (
    NO_BREAK,
    between_text,
    calendar_text,
    cardinal_text,
    count_text,
    date_text,
    dates_text,
    elapsed_in_words,
    elapsed_text,
    list_text,
    moment_text,
    month_text,
    number_text,
    percent_text,
    range_text,
    share_text,
    span_text,
    time_text,
    timed_text,
    times_by_day,
    to_text,
)

AUGUST_8 = dt.date(1945, 8, 8)


def plain(text):
    return text.replace(NO_BREAK, " ")


def test_a_date_holds_together_over_a_line_end():
    assert date_text(AUGUST_8) == "8\u00a0August\u00a01945"
    assert date_text(AUGUST_8, year=False) == "8\u00a0August"
    assert month_text(AUGUST_8) == "August\u00a01945"


@pytest.mark.parametrize(
    ("first", "last", "text"),
    [
        (dt.date(1938, 7, 29), dt.date(1938, 8, 11), "29 July to 11 August 1938"),
        (dt.date(1938, 8, 6), dt.date(1938, 8, 9), "6 to 9 August 1938"),
        (dt.date(1939, 9, 16), dt.date(1941, 4, 13), "16 September 1939 to 13 April 1941"),
        (AUGUST_8, AUGUST_8, "8 August 1945"),
    ],
)
def test_a_span_names_month_and_year_once(first, last, text):
    assert plain(span_text(first, last)) == text


def test_two_ends_are_told_once_where_they_are_one_and_share_what_they_have_in_common():
    assert plain(to_text("29\u00a0July\u00a01938", "11\u00a0August\u00a01938")) == (
        "29 July to 11 August 1938"
    )
    assert plain(to_text("49\u00a0days", "53\u00a0days")) == "49 to 53 days"
    assert plain(to_text("twelve\u00a0days", "14\u00a0days")) == "twelve days to 14 days"
    assert to_text("91", "91") == "91"
    assert plain(between_text("May\u00a01939", "July\u00a01939")) == "between May and July 1939"
    # Only bare dates are shortened: what is about the one is not about the other.
    assert plain(to_text("about May\u00a01939", "July\u00a01939")) == "about May 1939 to July 1939"


def test_several_dates_have_month_and_year_once_where_neighbours_share_them():
    dates = ["29\u00a0July\u00a01938", "31\u00a0July\u00a01938", "1\u00a0May\u00a01939"]
    assert plain(dates_text(dates)) == "29, 31 July 1938 and 1 May 1939"
    assert plain(dates_text(dates[:2], conjunction="or")) == "29 or 31 July 1938"


def test_a_moment_shows_seconds_only_where_there_are_any():
    assert plain(moment_text(dt.datetime(1945, 8, 8, 17, 0))) == "17:00 on 8 August 1945"
    assert plain(timed_text(dt.datetime(1945, 8, 8, 17, 0))) == "8 August 1945, 17:00"
    assert time_text(dt.time(11, 2, 30)) == "11:02:30"


def test_numbers_are_grouped_and_ranges_have_an_en_dash():
    assert number_text(22950) == "22,950"
    assert number_text(2.5) == "2.5"
    assert number_text(-1240) == "\u22121,240"  # a minus sign
    assert range_text(1200, 1300) == "1,200\u20131,300"
    assert range_text(960, 960) == "960"
    assert range_text(None, 1300) == "up to 1,300"
    assert range_text(1200, None) == "1,200 or more"


def test_small_counts_are_words():
    assert plain(count_text(1, "day")) == "one day"
    assert plain(count_text(3, "month")) == "three months"
    assert plain(count_text(19, "month")) == "19 months"
    assert plain(count_text(0, "casualty", "casualties")) == "no casualties"
    assert cardinal_text(12) == "twelve"
    assert cardinal_text(13) == "13"


def test_calendar_differences_leave_out_what_is_nought():
    assert plain(calendar_text((0, 3, 0))) == "three months"
    assert plain(calendar_text((1, 6, 28))) == "one year, six months and 28 days"
    assert plain(calendar_text((0, 0, 0))) == "no days"


def test_the_ends_of_a_range_have_their_numbers_alike():
    least, most = (0, 0, 12), (0, 0, 14)
    told = to_text(calendar_text(least, beside=most), calendar_text(most, beside=least))
    assert plain(told) == "12 to 14 days"
    assert plain(calendar_text((0, 4, 3), beside=(0, 4, 7))) == "four months and three days"
    assert plain(count_text(2, "day", beside=13)) == "2 days"


def test_a_part_is_set_against_its_whole():
    assert share_text(7, 7, "reading") == "all seven readings"
    assert share_text(0, 11, "reading") == "none of eleven readings"
    assert share_text(7, 22, "reading") == "7 of 22 readings"
    assert share_text(1, 1, "reading") == "the one reading"
    assert share_text(2, 2, "reading") == "both readings"
    assert share_text(36, 36, "clash", "clashes") == "all 36 clashes"


def test_elapsed_time_is_days_hours_minutes():
    assert plain(elapsed_text(dt.timedelta(days=91, hours=16, minutes=9))) == (
        "91 days, 16 hours and 9 minutes"
    )
    assert plain(elapsed_text(dt.timedelta(hours=1, minutes=1))) == "1 hour and 1 minute"
    assert plain(elapsed_text(dt.timedelta())) == "0 minutes"


def test_in_a_sentence_one_unit_of_time_is_counted_in_words_to_twelve():
    hour = dt.timedelta(hours=1)
    told = [plain(elapsed_in_words(n * hour)) for n in (2, 12, 15, 27, -2, 0)]
    assert plain(elapsed_in_words(2 * hour, 3 * hour)) == "two to three hours"
    assert plain(elapsed_in_words(hour, 1.5 * hour)) == "1 hour to 1 hour and 30 minutes"
    assert told == [
        "two hours",
        "twelve hours",
        "15 hours",
        "1 day and 3 hours",
        "−2 hours",
        "0 minutes",
    ]


def test_a_time_that_runs_backwards_has_a_sign_before_the_whole():
    assert plain(elapsed_text(dt.timedelta(days=-17, minutes=-59))) == (
        "\u221217 days and 59 minutes"  # a minus sign
    )
    assert plain(elapsed_text(dt.timedelta(seconds=-59))) == "0 minutes"
    assert plain(calendar_text((0, -1, -2))) == "minus one month and two days"


def test_a_share_is_never_rounded_to_none_or_all():
    assert plain(percent_text(0.3125)) == "31 per cent"
    assert plain(percent_text(0.001)) == "under 1 per cent"
    assert plain(percent_text(0.999)) == "over 99 per cent"
    assert plain(percent_text(1)) == "100 per cent"
    with pytest.raises(ValueError, match="between 0 and 1"):
        percent_text(31)


def test_lists_read_as_english():
    assert list_text(["Moscow"]) == "Moscow"
    assert list_text(["Moscow", "Chita", "Tokyo"]) == "Moscow, Chita and Tokyo"
    assert list_text(["here", "there"], conjunction="or") == "here or there"


def test_the_date_stands_at_the_head_and_where_the_day_changes():
    evening = dt.datetime(1945, 8, 8, 23, 50)
    moments = [evening + dt.timedelta(minutes=minutes) for minutes in (0, 5, 20, 30)]
    told = times_by_day(moments, ["", "about", "", "about"])
    assert [text.replace("\N{NO-BREAK SPACE}", " ") for text in told] == [
        "23:50, 8 August",
        "about 23:55",
        "→ 00:10, 9 August",
        "about 00:20",
    ]
