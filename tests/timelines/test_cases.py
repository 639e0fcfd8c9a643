"""Small inputs with the right answer, each test named after the rule that an earlier one broke."""

from __future__ import annotations

import ast
import datetime as dt
import re
import warnings
from pathlib import Path

import matplotlib
import pandas as pd
import pytest
from drawn_marks import answers
from timeline_figures import CLOCKS, lake_khasan, losses, table

from historical_time.columns.sensitivity import Choice, sensitivity_grid
from historical_time.instants import InstantRange
from timelines import Timeline, TimelineError
from timelines.arrange import arrange
from timelines.description import moment_at
from timelines.marks import marks_of
from timelines.media import print_metrics
from timelines.verdict_counts import VerdictCounts
from timelines.verdict_grid import VerdictGrid

ROOT = Path(__file__).parents[2]


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def timeline(*rows: tuple, **options) -> Timeline:
    return Timeline(table(*rows), **options)


def at(day: str, time: str, clock: str, name: str | None = None) -> tuple:
    return (name or f"{day} {time}", f"At {time}", "x", "instant", day, time, "", "", clock)


def boundary(name: str, *moment: int) -> Choice:
    instant = dt.datetime(*moment, tzinfo=dt.UTC)
    return Choice(name, "preferred", InstantRange(instant, instant))


def grid() -> VerdictGrid:
    starts = [boundary("surrender-effective", 1945, 5, 8, 22, 1)]
    ends = [boundary("declaration-read", 1945, 8, 8, 14, 0)]
    return VerdictGrid(sensitivity_grid(starts, ends, [CLOCKS["act-cet"]], 3))


def counts() -> VerdictCounts:
    claim = {"position": 1, "section": "Lead", "verdict": "supported", "text": "It was."}
    return VerdictCounts(pd.DataFrame([claim]), {"supported": "Supported"}, title="Verdicts")


ON_TOKYO = {"clock": "tokyo", "clocks": CLOCKS}


# The span in title and caption


def test_title_hours_the_day_of_the_last_moment_is_in_the_title():
    figure = timeline(
        at("1945-08-08", "17:00", "moscow"), at("1945-08-09", "11:02", "tokyo"), **ON_TOKYO
    )
    assert plain(figure.description.title) == "X, 8 to 9 August 1945"
    assert "8 August 1945, 23:00 to 9 August 1945, 11:02" in plain(figure.caption)


def test_title_hours_a_moment_at_midnight_belongs_to_the_day_it_begins():
    figure = timeline(
        at("1945-08-08", "09:00", "tokyo"), at("1945-08-09", "00:00", "tokyo"), **ON_TOKYO
    )
    assert plain(figure.description.title) == "X, 8 to 9 August 1945"


def test_title_hours_a_whole_day_ends_with_itself():
    figure = timeline(at("1945-08-08", "09:00", "tokyo"), at("1945-08-09", "", "tokyo"), **ON_TOKYO)
    assert plain(figure.description.title) == "X, 8 to 9 August 1945"


def test_title_unknown_start_the_last_day_of_a_battle_is_within_its_caption():
    figure = timeline(
        ("battle", "Battle", "x", "period", "", "", "1945-08-31"),
        ("surrender", "Surrender", "x", "instant", "1945-09-02"),
    )
    assert plain(figure.description.title) == "X, 31 August to 2 September 1945"
    assert "31 August to 2 September 1945" in plain(figure.caption)


@pytest.mark.parametrize("end", ["", ".."])
def test_title_unknown_end_the_first_day_of_a_period_is_the_first(end):
    figure = timeline(
        ("truce", "Truce", "x", "instant", "1938-08-10"),
        ("talks", "Talks", "x", "period", "1938-08-12", "", end),
    )
    assert plain(figure.description.title) == "X, 10 to 12 August 1938"


def test_break_words_hours_two_moments_so_near_are_on_one_axis():
    figure = timeline(
        at("1945-08-08", "23:30", "tokyo"), at("1945-08-09", "00:10", "tokyo"), **ON_TOKYO
    )
    assert len(figure.description.axis.segments) == 1
    assert "8 August 1945, 23:30 to 9 August 1945, 00:10" in plain(figure.caption)


def test_break_words_hours_the_parts_of_a_broken_axis_are_told_apart_by_the_hour():
    figure = timeline(
        at("1945-08-09", "00:10", "tokyo"), at("1945-08-09", "20:10", "tokyo"), **ON_TOKYO
    )
    assert (
        "The axis is broken: 8 August 1945, 23:10 to 9 August 1945, 01:10 and "
        "9 August 1945, 19:10 to 21:10, each at its own scale." in plain(figure.caption)
    )


@pytest.mark.parametrize("apart", [0, 1, 20, 60, 119, 121, 500, 5000])
def test_no_moment_stands_on_two_panels_of_a_broken_axis(apart):
    moment = dt.datetime(1945, 8, 8, 23, 30)
    later = moment + dt.timedelta(minutes=apart)
    figure = timeline(
        at("1945-08-08", "23:30", "tokyo", "a"),
        at(f"{later:%Y-%m-%d}", f"{later:%H:%M}", "tokyo", "b"),
        **ON_TOKYO,
    )
    edges = [edge for segment in figure.description.axis.segments for edge in segment]
    assert edges == sorted(edges)
    assert len(set(edges)) == len(edges)


# Times, offsets and intervals in the cells of dates


@pytest.mark.parametrize("value", ["1945-08-09T11:02:00", "1945-08-09T11:02:00Z"])
@pytest.mark.parametrize("column", ["start", "end"])
def test_edtf_time_a_time_is_asked_for_in_its_own_column(value, column):
    events = table(
        ("n", "Nagasaki", "japan", "period", "1945-08-01", "", "1945-08-20", "", "tokyo")
    )
    events[column] = [value]
    with pytest.raises(TimelineError, match=rf"n: {column} .* own, {column}_time"):
        Timeline(events, **ON_TOKYO)


@pytest.mark.parametrize(
    "value", [pd.Timestamp("1945-08-09 11:02"), dt.datetime(1945, 8, 9, 11, 2)]
)
def test_timestamp_time_is_the_hour_of_its_row(value):
    events = table(at("", "", "tokyo", "a"), at("1945-08-09", "00:10", "tokyo", "b"))
    events["start"] = [value, "1945-08-09"]
    rows = Timeline(events, **ON_TOKYO).description.rows
    assert [plain(row.when) for row in rows] == [
        "9 August 1945, 00:10 Tokyo",
        "9 August 1945, 11:02 Tokyo",
    ]


def test_timestamp_without_a_time_is_its_day():
    events = table(("n", "Nagasaki", "japan", "instant", ""))
    events["start"] = pd.to_datetime(["1945-08-09"])
    assert plain(Timeline(events).description.rows[0].when) == "9 August 1945"


def test_timestamp_zone_is_the_clock_of_its_row():
    moments = [
        pd.Timestamp("1945-08-08 23:30", tz="UTC"),
        pd.Timestamp("1945-08-09 01:00", tz="Asia/Tokyo"),
    ]
    figure = Timeline(pd.DataFrame({"name": ["a", "b"], "start": moments}), clock="Asia/Tokyo")
    first, second = figure.description.rows
    assert (first.label, second.label) == ("b", "a")
    assert second.start[0] - first.start[0] == pytest.approx(7.5 / 24)


class OfPytz(dt.tzinfo):
    """A zone that bears its name as those of pytz do."""

    zone = "Asia/Tokyo"

    def utcoffset(self, moment):
        return dt.timedelta(hours=9)

    def dst(self, moment):
        return dt.timedelta()


def test_a_zone_of_pytz_is_a_clock_by_its_name():
    moments = pd.Series([dt.datetime(1945, 8, 9, 1, tzinfo=OfPytz())], dtype=object)
    figure = Timeline(pd.DataFrame({"name": ["b"], "start": moments}), clock="Asia/Tokyo")
    (row,) = figure.description.rows
    assert row.label == "b"


def test_timestamp_zone_in_an_argument_asks_for_the_clock_of_the_axis():
    line = dt.datetime(1938, 8, 1, tzinfo=dt.UTC)
    for when in (line, line.isoformat(), "1938-08-01T00:00:00Z"):
        with pytest.raises(TimelineError, match=r"reference_lines: .* the clock of the axis"):
            timeline(("a", "A", "x", "instant", "1938-08-01"), reference_lines=[(when, "line")])


@pytest.mark.parametrize(
    ("start", "words", "kinds"),
    [
        ("1945-08-09/1945-08-20", "9 to 20 August 1945", ("closed", "closed")),
        ("1939-05/1939-09", "May to September 1939", ("closed", "closed")),
        ("1939-05/..", "from May 1939, no end", ("closed", "open")),
        ("1939-05/", "from May 1939, end unknown", ("closed", "unknown")),
        ("../1939-05", "until May 1939, no beginning", ("open", "closed")),
    ],
)
def test_interval_in_start_and_open_is_a_period(start, words, kinds):
    events = pd.DataFrame({"id": ["a"], "name": ["A"], "start": [start]})
    figure = Timeline(events)
    row = figure.description.rows[0]
    assert plain(row.when) == words
    assert not row.instant
    assert (row.start_kind, row.end_kind) == kinds
    assert words in plain(figure.alt_text())
    assert words in plain(figure.table()["When"].iloc[0])
    assert words in plain(row.details[0])


@pytest.mark.parametrize(
    "row",
    [
        ("a", "A", "x", "instant", "1945-08-09/1945-08-20"),
        ("a", "A", "x", "period", "1945-08-09/1945-08-20", "", "1945-08-21"),
        ("a", "A", "x", "period", "1945-08-09", "", "1945-08-20/1945-08-21"),
    ],
)
def test_an_interval_that_leaves_a_boundary_unsaid_is_refused(row):
    with pytest.raises(TimelineError, match=r"a: (start|end) .* interval"):
        timeline(row)


# Text


@pytest.mark.parametrize("mark", "\u061c\u200e\u200f\u202a\u202b\u202d\u202e\u2066\u2067\u2068")
def test_bidi_timeline_a_mark_that_turns_text_round_is_shown(mark):
    figure = timeline(("a", f"abc{mark}def", "x", "instant", "1938-07-29"))
    for text in (
        figure.alt_text(),
        figure.svg(),
        str(figure.meta["table"]),
        str(figure.interactive()),
    ):
        assert mark not in text
        assert "abc\N{REPLACEMENT CHARACTER}def" in text or "abc\\ufffddef" in text


def test_bidi_timeline_a_date_after_a_hebrew_name_stands_outside_its_isolate():
    figure = timeline(("a", "קרב אגם חסן", "x", "instant", "1938-07-29"))
    assert "\u2068קרב אגם חסן\u2069, 29 July 1938" in plain(figure.alt_text())
    (mark,) = answers(figure.svg())
    assert [plain(line) for line in mark[4:6]] == ["קרב אגם חסן", "29 July 1938"]  # lines apart


def test_year_45_is_not_a_day():
    figure = timeline(
        ("ides", "Caesar", "x", "instant", "0045-03-15"),
        ("ash", "Vesuvius", "x", "instant", "0079-08-24"),
        ("year", "A year", "x", "instant", "0062"),
        ("some", "December", "x", "instant", "XXXX-12"),
    )
    words = {row.id: plain(row.when) for row in figure.description.rows}
    assert words == {
        "ides": "15 March AD 45",
        "ash": "24 August AD 79",
        "year": "AD 62",
        "some": "December of an unknown year",
    }
    pair = timeline(
        ("ides", "Caesar", "x", "instant", "0045-03-15"),
        ("ash", "Vesuvius", "x", "instant", "0079-08-24"),
        breaks=(),
    )
    assert plain(pair.description.title) == "X, AD 45 to AD 79"
    assert "AD\u00a050</text>" in pair.svg() or "AD 50</text>" in pair.svg()


# The machine of the reader


STYLES = {
    "rc-usetex": {"text.usetex": True},
    "rc-savefig": {"savefig.bbox": "tight", "savefig.pad_inches": 1},
    "layout": {"figure.autolayout": True},
    "constrained": {"figure.constrained_layout.use": True},
    "letters": {"svg.fonttype": "path", "font.size": 30, "font.family": "serif"},
    "sketch": {"path.sketch": (1, 100, 2), "path.effects": []},
    "resolution": {"figure.dpi": 31, "savefig.dpi": 77},
    "ground": {"savefig.transparent": True, "savefig.facecolor": "red", "axes.facecolor": "red"},
    "lines": {"patch.linewidth": 9, "patch.edgecolor": "red", "lines.dash_capstyle": "round"},
}


@pytest.mark.parametrize("draw", [lake_khasan, losses, grid, counts])
@pytest.mark.parametrize("style", STYLES)
def test_rc_the_drawing_is_the_same_whatever_style_the_user_has_set(style, draw):
    expected = draw().svg()
    with matplotlib.rc_context(), warnings.catch_warnings():
        warnings.simplefilter("error")
        matplotlib.rcParams.update(STYLES[style])
        assert draw().svg() == expected
        assert draw().static()._repr_mimebundle_()["image/svg+xml"] == expected
        assert matplotlib.rcParams[next(iter(STYLES[style]))] == next(iter(STYLES[style].values()))


def test_locale_grid_the_months_are_those_of_an_english_book():
    assert "8 May to 8 August, holds" in plain(grid().svg())
    assert "8 May to 8 August, holds" in plain(str(grid().interactive()))


def words_of_the_locale(tree: ast.AST) -> list[str]:
    """Codes of a date format whose words are those of the machine's locale."""
    formats = []
    for node in ast.walk(tree):
        if isinstance(node, ast.FormattedValue) and node.format_spec:
            formats += [ast.unparse(node.format_spec)]
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "strftime":
            formats += [ast.unparse(argument) for argument in node.args]
    return [text for text in formats if re.search("%[-_0^#]?[aAbBhcpxXr]", text)]


@pytest.mark.checkout
def test_locale_no_name_of_a_month_or_day_is_asked_of_the_machine():
    assert words_of_the_locale(ast.parse('f"{date:%-d %B}"'))
    assert words_of_the_locale(ast.parse('date.strftime("%x")'))
    modules = [*ROOT.glob("src/**/*.py"), *ROOT.glob("book/**/*.py")]
    assert len(modules) > 100
    found = {path.name: words_of_the_locale(ast.parse(path.read_text("utf-8"))) for path in modules}
    assert {name: words for name, words in found.items() if words} == {}


# Dates that are sets of spans


def told(figure: Timeline) -> list[str]:
    return [plain(when) for when in figure.table()["When"]]


def marks(figure: Timeline) -> list[tuple[str, str]]:
    """Each sign with the day in the middle of which it stands."""
    placed = marks_of(arrange(figure.description, print_metrics(640)))
    return [(sign.kind, f"{moment_at(sign.position):%m-%d}") for sign in placed.signs]


def test_set_all_words_both_days_are_told_and_marked():
    figure = timeline(("a", "Both", "x", "instant", "{1938-07-29,1938-07-31}", "", "", "", ""))
    assert told(figure) == ["29 and 31 July 1938"]
    assert "29 and 31 July 1938" in plain(figure.alt_text())
    assert marks(figure) == [("diamond", "07-29"), ("diamond", "07-31")]


def test_set_all_months_each_member_is_told_as_closely_as_it_is_known():
    figure = timeline(("a", "Twice", "x", "instant", "{1960,1961-12}", "", "", "", ""))
    assert told(figure) == ["1960 and December 1961"]
    assert [kind for kind, _ in marks(figure)] == ["hollow", "hollow"]


def test_set_all_a_run_of_days_is_one_bar():
    figure = timeline(("a", "Daily", "x", "instant", "{1938-07-29..1938-08-11}", "", "", "", ""))
    placed = marks_of(arrange(figure.description, print_metrics(640)))
    assert [(bar.kind, bar.high - bar.low) for bar in placed.bars] == [("core", 14.0)]
    assert placed.signs == []


@pytest.mark.parametrize(
    ("date", "words", "way"),
    [("[..1904]", "1904 or earlier", -1), ("[1938-07-11..]", "11 July 1938 or later", 1)],
)
def test_set_open_crash_a_set_that_goes_on_is_drawn_as_unknown_beyond(date, words, way):
    figure = timeline(
        ("a", "Open", "x", "instant", date, "", "", "", ""),
        ("b", "Day", "x", "instant", "1920-05-01", "", "", "", ""),
    )
    assert told(figure)[0 if way < 0 else 1] == words or words in told(figure)
    placed = marks_of(arrange(figure.description, print_metrics(640)))
    assert ("fade", way) in [(sign.kind, sign.way) for sign in placed.signs]


def test_interval_in_start_open_a_period_without_an_end():
    assert told(timeline(("a", "On", "x", "", "1939-05/..", "", "", "", ""))) == [
        "from May 1939, no end"
    ]


def test_narrow_start_nothing_possible_is_drawn_after_the_end():
    figure = timeline(("a", "May", "x", "period", "1939-05", "", "1939-05-28", "", ""))
    (row,) = figure.description.rows
    assert moment_at(row.start[1]).date() == dt.date(1939, 5, 28)
    assert "Begins some time from 1 to 28 May 1939" in [plain(line) for line in row.details]
    placed = marks_of(arrange(figure.description, print_metrics(640)))
    assert max(bar.high for bar in placed.bars) == row.end[1]


def test_narrow_end_nothing_is_drawn_before_the_start():
    figure = timeline(("a", "August", "x", "period", "1945-08-20", "", "1945-08", "", ""))
    (row,) = figure.description.rows
    assert moment_at(row.end[0]).date() == dt.date(1945, 8, 21)  # the midnight after the 20th
    assert plain(figure.description.title or figure.description.caption).endswith(
        ("20 to 31 August 1945", "20 to 31 August 1945.")
    )
