"""Figures of panels: where named rows stand, what a reader is told, and what is refused."""

import datetime as dt
import math

import pandas as pd
import pytest

from historical_time.clocks import Clock
from timelines import (
    Band,
    TimelineError,
    Told,
    clock_bands,
    distance_swarm,
    events_over_time,
    flow_chart,
    order_of_battle,
    statements_chart,
)
from timelines.media import print_metrics, screen_metrics
from timelines.panels import Bar, Dot, Field, Ribbon, Stem, Stroke, Words
from timelines.swarm import place_of
from timelines.typeface import text_width

CASUALTIES = {"All casualties": ["casualties"]}
ZHUKOV = "khalkhin-gol-ussr-casualties-zhukov-1"
KRIVOSHEEV = "khalkhin-gol-ussr-casualties-krivosheev-2001-1"
SHISHKIN = "khalkhin-gol-japan-casualties-shishkin-1"
UNDATED = "khalkhin-gol-japan-casualties-hata-1"


@pytest.fixture(scope="module")
def stated(dataset):
    return dataset.figures.loc[[ZHUKOV, KRIVOSHEEV, SHISHKIN, UNDATED]]


def marks_of(figure, kind):
    return [
        mark for panel in figure.panels.panels for mark in panel.marks if isinstance(mark, kind)
    ]


def mark_of(figure, row):
    (found,) = [m for m in marks_of(figure, (Dot, Stem, Bar)) if m.answer and m.answer.id == row]
    return found


def drawn(scene, row):
    """The outline that answers for a row, and the name it is drawn under."""
    found = [
        (item.name, outline)
        for item in scene.items
        for outline in getattr(item, "outlines", ())
        if outline.answer and outline.answer.id == row
    ]
    assert len(found) == 1
    return found[0]


# Numbers by the year of their statement


def test_a_number_stands_at_its_year_and_its_height(stated):
    figure = statements_chart(stated, CASUALTIES, title="Losses")
    zhukov, krivosheev = (mark_of(figure, row) for row in (ZHUKOV, KRIVOSHEEV))
    assert (zhukov.at, zhukov.height) == (1939, 9284)
    assert (krivosheev.at, krivosheev.height) == (2001, 25655)


def test_twice_the_number_is_twice_as_high_over_the_foot_in_every_medium(stated):
    figure = statements_chart(stated, CASUALTIES, title="Losses")
    for metrics in (print_metrics(), screen_metrics(wide=False), screen_metrics(wide=True)):
        scene = figure.scene(metrics)
        foot = max(o.rings[0][0][1] for i in scene.ground if i.name == "levels" for o in i.outlines)
        low, high = (drawn(scene, row)[1] for row in (ZHUKOV, KRIVOSHEEV))
        assert (foot - high.y) / (foot - low.y) == pytest.approx(25655 / 9284)


def test_a_range_is_a_pale_upright_and_lighter_than_any_number(stated):
    figure = statements_chart(stated, CASUALTIES, title="Losses")
    stem = mark_of(figure, SHISHKIN)
    assert (stem.at, stem.low, stem.high) == (1946, 52000, 55000)
    name, outline = drawn(figure.scene(print_metrics()), SHISHKIN)
    item = next(i for i in figure.scene(print_metrics()).items if i.name == name)
    assert item.style.fill.startswith("pale-")
    across = [x for x, _ in outline.rings[0]]
    assert max(across) - min(across) < 3


def test_a_line_joins_one_count_of_one_side_and_never_a_claim(stated):
    figure = statements_chart(stated, CASUALTIES, title="Losses", claims=[KRIVOSHEEV])
    assert not marks_of(figure, Stroke)
    (line,) = marks_of(statements_chart(stated, CASUALTIES, title="Losses"), Stroke)
    assert line.points == ((1939.0, 9284.0), (2001.0, 25655.0))
    assert mark_of(figure, KRIVOSHEEV).looks == "hollow"


def test_what_nobody_dated_stands_apart_and_last_in_the_table(stated):
    figure = statements_chart(stated, CASUALTIES, title="Losses")
    assert mark_of(figure, UNDATED).at > 2001
    assert figure.panels.ticks[-1].label == "no year"
    assert figure.table()["Year"].tolist() == ["1939", "1946", "2001", "no year"]


def test_a_side_keeps_its_hue_and_the_key_explains_only_what_occurs(stated, dataset):
    hues = dataset.figures.attrs["hues"]["party"]
    figure = statements_chart(stated, CASUALTIES, title="Losses")
    assert mark_of(figure, ZHUKOV).hue == hues["ussr"]
    assert [words for *_, words in figure.panels.key] == ["USSR", "Japan", "a range"]
    alone = statements_chart(stated.loc[[ZHUKOV]], CASUALTIES, title="Losses")
    assert [words for *_, words in alone.panels.key] == ["USSR"]


def few(**changes):
    row = {"party": "ussr", "measure": "casualties", "low": 5.0, "high": 5.0, "year": 1939}
    return pd.DataFrame([row | changes])


def test_one_number_is_a_legible_figure():
    figure = statements_chart(few(), CASUALTIES, title="One")
    first, last = figure.panels.axis
    assert last - first >= 10
    assert figure.svg().count("dots-") == 1


def test_a_huge_number_and_a_huge_range_leave_few_levels():
    figure = statements_chart(few(low=1.0, high=9e9), CASUALTIES, title="Huge")
    assert 2 <= len(figure.panels.panels[0].levels) <= 6
    assert mark_of(figure, "figure-1").high == 9e9


def test_a_bound_is_a_smaller_dot():
    assert (
        mark_of(statements_chart(few(high=None), CASUALTIES, title="At least"), "figure-1").size < 1
    )


@pytest.mark.parametrize(
    ("figures", "message"),
    [
        (few().drop(columns="year"), "no column year; expected low, high, year"),
        (few(measure="wounded"), "none counts casualties; expected at least one"),
        (few()[:0], "none counts casualties"),
        (few(year=None), "none has a year"),
        (few(low=None, high=None), "neither low nor high"),
        (few(low=9.0, high=5.0), "high 5 is below low 9"),
        (pd.concat([few(), few(year=9999)]), "the years 1939 and 9999; expected at most 2,000"),
    ],
)
def test_statements_that_cannot_be_drawn_are_one_clear_error(figures, message):
    with pytest.raises(TimelineError, match=message):
        statements_chart(figures, CASUALTIES, title="None")


# Two sides' strength


def sides(*rows):
    columns = ["battle", "arm", "side", "low", "high"]
    return pd.DataFrame([["The hill", "Men", *row] for row in rows], columns=columns)


def test_the_longer_side_has_the_whole_width_and_the_other_its_share():
    figure = order_of_battle(
        sides(("japan", 7000.0, 20000.0), ("ussr", 15000.0, 32000.0), ("ussr", 22950.0, 22950.0)),
        ["japan", "ussr"],
        title="Men",
    )
    bars = {(bar.hue, bar.looks): bar for bar in marks_of(figure, Bar)}
    left, right = figure.panels.key[0][1], figure.panels.key[1][1]
    gap = 0.012
    assert bars[right, "pale"].right == pytest.approx(1.0)
    assert bars[right, "full"].right == pytest.approx(gap + (1 - gap) * 15000 / 32000)
    assert bars[left, "pale"].left == pytest.approx(-gap - (1 - gap) * 20000 / 32000)
    assert bars[left, "full"].left == pytest.approx(-gap - (1 - gap) * 7000 / 32000)


def test_no_bar_is_drawn_for_what_no_source_gives():
    figure = order_of_battle(sides(("ussr", 285.0, 354.0)), ["japan", "ussr"], title="Tanks")
    assert "no number found" in [words.text for words in marks_of(figure, Words)]
    (mark,) = [bar for bar in marks_of(figure, Bar) if bar.left < 0]
    assert mark.right - mark.left < 0.01


@pytest.mark.parametrize(
    ("figures", "order", "message"),
    [
        (sides(("ussr", 1.0, 2.0)).drop(columns="arm"), ["japan", "ussr"], "no column arm"),
        (sides(("ussr", 1.0, 2.0)), ["ussr", "ussr"], "expected two of them"),
        (sides(("china", 1.0, 2.0)), ["japan", "ussr"], "none of japan or ussr"),
        (sides(("ussr", 3.0, 2.0)), ["japan", "ussr"], "high 2 is below low 3"),
    ],
)
def test_strengths_that_cannot_be_compared_are_one_clear_error(figures, order, message):
    with pytest.raises(TimelineError, match=message):
        order_of_battle(figures, order, title="None")


# Streams


STREAMS = pd.DataFrame(
    [("wp", "book", 6), ("wp", "wp", 2), ("book", "book", 3), ("blog", "wp", 1)],
    columns=["source", "root", "figures"],
)
HEADS = ("Printed in", "Resting on")


def breadth(ribbon):
    down = [y for x, y in ribbon.points if x == ribbon.points[0][0]]
    return max(down) - min(down)


def test_a_stream_is_as_broad_as_its_number_and_copies_have_their_own_colour():
    figure = flow_chart(STREAMS, title="Flow", heads=HEADS)
    found = {
        ribbon.answer.hover[0].replace("\u00a0", " "): ribbon for ribbon in marks_of(figure, Ribbon)
    }
    copied, own = found["wp from book: six statements"], found["book from book: three statements"]
    assert breadth(copied) == pytest.approx(6)
    assert breadth(own) == pytest.approx(3)
    assert copied.hue != own.hue
    for ribbon in (copied, own):  # as broad where it ends as where it begins
        far = [y for x, y in ribbon.points if x == max(x for x, _ in ribbon.points)]
        assert max(far) - min(far) == pytest.approx(breadth(ribbon))
    assert [words for *_, words in figure.panels.key] == [
        "taken over from another work",
        "traced no further",
    ]


def test_all_that_flows_out_flows_in():
    figure = flow_chart(STREAMS, title="Flow", heads=HEADS)
    blocks = marks_of(figure, Field)
    for side in (0.0, 1 - 0.025):
        heights = [block.high - block.low for block in blocks if block.left == side]
        assert sum(heights) == pytest.approx(STREAMS["figures"].sum())


def test_those_with_few_are_counted_together_and_stand_last():
    figure = flow_chart(STREAMS, title="Flow", heads=HEADS, least=4)
    named = [words.text for words in marks_of(figure, Words)]
    assert "two other works, 4" in [text.replace("\u00a0", " ") for text in named]


@pytest.mark.parametrize(
    ("streams", "message"),
    [
        (STREAMS[:0], "expected at least one"),
        (STREAMS.assign(figures=0), "none of nothing"),
        (STREAMS.drop(columns="root"), "no column root"),
    ],
)
def test_streams_that_are_none_are_one_clear_error(streams, message):
    with pytest.raises(TimelineError, match=message):
        flow_chart(streams, title="None", heads=HEADS)


# Distances


def readings(*minutes):
    return pd.DataFrame(
        {
            "id": [f"r-{n}" for n in range(len(minutes))],
            "name": "First crossing",
            "minutes": minutes,
            "said_by": "Lenta",
            "says": "00:00",
            "preferred": "00:10",
        }
    )


def test_ten_times_as_far_is_one_step_further_and_earlier_lies_to_the_left():
    assert place_of(600) - place_of(60) == pytest.approx(1, abs=0.35)
    assert place_of(-60) == -place_of(60)
    assert place_of(0) == 0


def test_equal_distances_are_piled_up():
    figure = distance_swarm(readings(1440, 1440, 1440, -10), title="Apart")
    dots = [mark for mark in marks_of(figure, Dot) if mark.at == place_of(1440)]
    assert sorted(dot.height for dot in dots) == [0.5, 1.5, 2.5]
    assert [row[-2].replace("\u00a0", " ") for row in figure.rows] == [
        "10 minutes earlier",
        *["1 day later"] * 3,
    ]


def test_readings_that_agree_fill_the_middle_and_have_a_colour_of_their_own():
    figure = distance_swarm(readings(*[0] * 40, 5), title="Agree")
    middle = [mark for mark in marks_of(figure, Dot) if abs(mark.at) < place_of(1)]
    assert len(middle) == 40
    assert max(mark.height for mark in middle) == 7.5
    assert len({mark.hue for mark in middle}) == 1


def test_a_distance_of_ten_thousand_years_stays_in_the_figure():
    figure = distance_swarm(readings(5_000_000_000), title="Far")
    (dot,) = marks_of(figure, Dot)
    assert dot.at < figure.panels.axis[1]


@pytest.mark.parametrize(
    ("table", "message"),
    [
        (readings(), "no rows; expected at least one"),
        (readings(1.0, math.nan), "r-1 has no distance"),
        (readings(1).drop(columns="says"), "no column says"),
    ],
)
def test_distances_that_are_none_are_one_clear_error(table, message):
    with pytest.raises(TimelineError, match=message):
        distance_swarm(table, title="None")


# Events over whole years


def events(*days):
    return pd.DataFrame({"lane": "korea", "start_earliest": pd.to_datetime(pd.Series(days))})


def test_a_column_stands_on_its_quarter_and_is_as_high_as_there_are_events():
    figure = events_over_time(
        events("1945-08-09", "1945-09-02", "1945-10-01", None),
        ["korea"],
        (1931, 1956),
        title="When",
    )
    first, second = marks_of(figure, Ribbon)
    assert first.points == ((1945.5, 0.0), (1945.5, 2), (1945.75, 2), (1945.75, 0.0))
    assert second.points[0] == (1945.75, 0.0)
    assert figure.rows[0] == ("Korea", "1945, quarter 3", "2")


def test_the_axis_is_whole():
    figure = events_over_time(events("1945-08-09"), ["korea"], (1931, 1956), title="When")
    assert figure.panels.axis == (1931.0, 1957.0)


@pytest.mark.parametrize(
    ("years", "message"), [((1956, 1931), "the first first"), ((1900, 1910), "none of these lanes")]
)
def test_years_that_hold_no_event_are_one_clear_error(years, message):
    with pytest.raises(TimelineError, match=message):
        events_over_time(events("1945-08-09"), ["korea"], years, title="None")


# One night on several clocks


START = dt.datetime(1945, 8, 8, 12, tzinfo=dt.UTC)
SPAN = (START, START + dt.timedelta(hours=16))
TOKYO = Clock.iana("tokyo", "Asia/Tokyo", "Tokyo")


def tokyo(*told):
    return Band("Tokyo", TOKYO, 35.687, 139.749, told)


def test_midnight_stands_where_the_clock_has_it_and_light_where_the_sun_has_it():
    figure = clock_bands([tokyo()], SPAN, title="Night")
    (midnight,) = marks_of(figure, Stroke)
    hours = (midnight.points[0][0] - figure.panels.axis[0]) * 24
    assert hours == pytest.approx(3)  # 15:00 in universal time
    fields = {mark.role: mark for mark in marks_of(figure, Field)}
    sunrise = (fields["pale-ochre"].left - figure.panels.axis[0]) * 24
    assert sunrise == pytest.approx(7 + 55 / 60, abs=0.05)  # 04:55 in Tokyo


def test_the_line_of_the_news_runs_on_from_its_moment():
    heard = Told("radio", START + dt.timedelta(hours=7), "Radio news", news=True, about=True)
    figure = clock_bands([tokyo(heard)], SPAN, title="Night")
    (line,) = marks_of(figure, Bar)
    assert (line.left - figure.panels.axis[0]) * 24 == pytest.approx(7)
    assert line.right == figure.panels.axis[1]
    assert "about 04:00 Radio news" in [words.text for words in marks_of(figure, Words)]


@pytest.mark.parametrize(
    ("bands", "span", "message"),
    [
        ([], SPAN, "places: none"),
        ([tokyo()], SPAN[::-1], "the earlier first"),
        ([tokyo()], (START, START + dt.timedelta(days=9)), "at most four days"),
        ([tokyo(Told("late", START + dt.timedelta(days=2), "Late"))], SPAN, "late: .* is outside"),
    ],
)
def test_nights_that_are_none_are_one_clear_error(bands, span, message):
    with pytest.raises(TimelineError, match=message):
        clock_bands(bands, span, title="None")


# All of them


def all_kinds(stated):
    return [
        statements_chart(stated, CASUALTIES, title="A"),
        order_of_battle(
            sides(("japan", 7.0, 20.0), ("ussr", 15.0, 32.0)), ["japan", "ussr"], title="B"
        ),
        flow_chart(STREAMS, title="C", heads=HEADS),
        distance_swarm(readings(0, 10, -1440), title="D"),
        events_over_time(events("1945-08-09"), ["korea"], (1931, 1956), title="E"),
        clock_bands([tokyo(Told("at", START, "At"))], SPAN, title="F"),
    ]


def test_every_row_of_a_table_answers_and_nothing_stands_under_another_name(stated):
    for figure in all_kinds(stated):
        answers = {
            mark.answer.id
            for mark in marks_of(figure, (Dot, Stem, Bar, Ribbon))
            if mark.answer is not None
        }
        assert len(answers) == len(figure.rows), figure.kind


def test_every_figure_is_described_in_words_and_keeps_its_words_within_its_edges(stated):
    for figure in all_kinds(stated):
        assert figure.alt_text().startswith(figure.panels.title)
        for metrics in (print_metrics(395), screen_metrics(wide=False)):
            scene = figure.scene(metrics)
            for text in (item for item in scene.items if hasattr(item, "lines")):
                x = float(scene.scale.fraction(min(max(text.at, -1e9), 1e9))) * metrics.width
                width = max(metrics.measure_small(line) for line in text.lines)
                if text.size > metrics.small:
                    continue  # the title, which is broken to the plot
                left = x + text.dx - {"start": 0, "middle": width / 2, "end": width}[text.align]
                assert -metrics.margin <= left, (figure.kind, text.lines)
                assert left + width <= metrics.width + metrics.margin, (figure.kind, text.lines)


def test_a_label_stands_over_its_own_dot_and_says_its_number(stated):
    figure = statements_chart(stated, CASUALTIES, title="Losses", named={ZHUKOV: "Zhukov"})
    (label,) = [words for words in marks_of(figure, Words) if words.text.startswith("Zhukov")]
    assert (label.at, label.height, label.text) == (1939, 9284, "Zhukov, 9,284")
    scene = figure.scene(print_metrics())
    (text,) = [item for item in scene.items if getattr(item, "lines", ()) == ("Zhukov, 9,284",)]
    _, dot = drawn(scene, ZHUKOV)
    assert text.at == dot.at
    assert 0 < dot.y - text.y < 2 * text.size
    (ground,) = [item for item in scene.items if getattr(item, "name", "") == "words"]
    (box,) = ground.boxes  # a line of the panel may run here
    assert box.top < text.y < box.bottom
    assert box.dx[1] - box.dx[0] == pytest.approx(text_width("Zhukov, 9,284", text.size))
    kinds = [getattr(item, "name", "").partition("-")[0] for item in scene.items]
    assert kinds.index("lines") < kinds.index("words") < kinds.index("dots")


def test_words_of_a_panel_without_lines_have_no_ground(stated):
    figure = statements_chart(stated.loc[[ZHUKOV]], CASUALTIES, title="A", named={ZHUKOV: "Zhukov"})
    assert "words" not in {
        getattr(item, "name", "") for item in figure.scene(print_metrics()).items
    }


def test_markup_in_a_label_stays_text(stated):
    hostile = "<script>alert(1)</script> & %{y}"
    figure = statements_chart(stated, {hostile: ["casualties"]}, title=hostile)
    assert "<script>" not in figure.svg()
    assert "&lt;script&gt;" in figure.svg()
