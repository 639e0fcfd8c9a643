"""What had happened by a moment, on the record as it is: by the minute, by the day, not at all."""

import datetime as dt

import pytest

import analysis
from historical_record.moments import happenings, ways_gone
from historical_time.instants import HAS, MAY, NOT
from timelines import TimelineError

MINUTE = dt.timedelta(minutes=1)
FACES = {"Tokyo": ("tokyo", "tokyo", {"tokyo-hears-radio": "*the radio"})}
NIGHT = dt.date(1945, 8, 8), dt.date(1945, 8, 9)


def utc(day, hour, minute=0, month=8, year=1945):
    return dt.datetime(year, month, day, hour, minute, tzinfo=dt.UTC)


@pytest.fixture(scope="module")
def page():
    return analysis.Page("walk-night")


@pytest.fixture(scope="module")
def night(page):
    return page.moments("night", NIGHT, ["manchuria", "japan", "diplomacy"], FACES)


@pytest.fixture(scope="module")
def happened(page):
    found = happenings(page.dataset, (utc(7, 14), utc(10, 4)), ["manchuria", "japan", "pacific"])
    return {one.boundary: one for one in found}


@pytest.mark.parametrize(
    ("boundary", "moment", "state"),
    [
        ("first-crossing", utc(8, 15, 9), NOT),
        ("first-crossing", utc(8, 15, 10), HAS),  # ten past midnight at Chita
        ("hsinking-bombed", utc(8, 14, 59), NOT),
        ("hsinking-bombed", utc(8, 15), MAY),  # some time of the ninth, on Tokyo's clock
        ("hsinking-bombed", utc(9, 14, 58), MAY),
        ("hsinking-bombed", utc(9, 14, 59), HAS),
        ("imperial-conference-first:end", utc(9, 17, 19), NOT),
    ],
)
def test_what_has_a_day_may_have_happened_all_day(happened, boundary, moment, state):
    assert happened[boundary].when.by(moment) == state


@pytest.mark.parametrize(
    ("start", "end", "state"),
    [
        (utc(8, 15), utc(9, 14, 59), HAS),
        (utc(8, 15, 1), utc(9, 14, 59), MAY),
        (utc(9, 14, 59), utc(9, 20), MAY),
        (utc(9, 15), utc(9, 20), NOT),
    ],
)
def test_a_stretch_holds_a_day_whole_in_part_or_not(happened, start, end, state):
    assert happened["hsinking-bombed"].when.within(start, end) == state


def test_what_is_known_to_a_year_alone_is_on_no_clock(page):
    wide = happenings(page.dataset, (utc(1, 0, year=1930), utc(1, 0, year=1950)), ["manchuria"])
    assert max(one.when.latest - one.when.earliest for one in wide) < dt.timedelta(days=41)
    assert list(wide) == sorted(wide, key=lambda one: (one.when.earliest, one.when.latest))


def test_an_hour_is_told_as_it_was_written_down(happened):
    told = {name: one.words.replace("\u00a0", " ") for name, one in happened.items()}
    assert told["tokyo-hears-radio"] == "9 August 1945, about 04:00 Tokyo"
    assert told["hsinking-bombed"] == "9 August 1945"


def test_no_way_begins_before_the_first_day_of_the_war_at_the_front(page):
    chita = page.clocks["chita"]
    assert ways_gone(page.dataset, (utc(7, 0), utc(8, 14, 59)), chita) == ()
    ways = ways_gone(page.dataset, (utc(7, 0), utc(9, 0)), chita)
    assert {way.when.by(utc(8, 15)) for way in ways} == {MAY}
    assert {"6th Guards Tank Army", "36th Army"} <= {way.name for way in ways}


def test_the_days_are_those_of_every_clock(night):
    assert night.span == (utc(7, 15), utc(9, 14, 59))


def test_a_panel_tells_the_clocks_and_what_was_known_there(night):
    before, after = (night.panel(utc(8, 19) - MINUTE * early) for early in (1, 0))
    assert before.table().iloc[0].tolist() == ["Tokyo", "03:59", "9\u00a0August", ""]
    assert after.table().iloc[0].tolist() == ["Tokyo", "04:00", "9\u00a0August", "the radio"]


def test_what_is_only_possible_is_said_to_be(page):
    faces = {"Hsinking": ("manchukuo", "hsinking", {"hsinking-bombed": "bombs"})}
    made = page.moments("night", NIGHT, ["manchuria"], faces)
    assert made.panel(utc(8, 20)).table().iloc[0, 3] == "perhaps bombs"
    faces = {"Hsinking": ("manchukuo", "hsinking", {"hsinking-bombed": "has been bombed"})}
    made = page.moments("night", NIGHT, ["manchuria"], faces)
    assert made.panel(utc(8, 20)).table().iloc[0, 3] == "has perhaps been bombed"


def test_an_open_sign_of_a_moment_is_what_may_have_happened_and_no_recalled_place(page):
    days = dt.date(1939, 7, 1), dt.date(1939, 7, 5)
    summer = page.moments("halha", days, ["khalkhin-gol"], {"Tokyo": ("tokyo", "tokyo", {})})
    assert {"fui-heights"} <= {one.id for one in summer.map.frames[0].places if one.hollow}
    panel = summer.panel(utc(3, 3, month=7, year=1939), {"bain-tsagan:start": "Bain-Tsagan"})
    shown = panel._frame().places
    assert "fui-heights" in {one.id for one in shown}
    assert [one.id for one in shown if one.hollow] == ["bain-tsagan:start"]


def test_a_panel_shows_a_box_of_the_sheet_and_names_what_it_shows(night):
    shown = {"first-crossing": "Troops cross"}
    box = (115.0, 45.0, 121.0, 49.0)
    made = night.panel(utc(8, 15, 10), shown, box=box)
    left, top, width, height = made.meta["step"]["box"]
    assert 0 < left < left + width < night.meta["moment"]["size"][0]
    assert 0 < top < top + height < night.meta["moment"]["size"][1]
    assert ">Troops cross<" in made.svg()
    assert ">Troops cross<" not in night.panel(utc(8, 15, 9), shown, box=box).svg()
    assert made.meta["step"]["at"] == -769942200


@pytest.mark.parametrize(
    ("moment", "shown"), [(utc(7, 14, 59), {}), (utc(8, 15), {"hiroshima": "A bomb"})]
)
def test_a_panel_outside_the_stretch_is_refused(night, moment, shown):
    with pytest.raises(TimelineError, match="not in the span"):
        night.panel(moment, shown)


def test_words_for_what_is_not_in_the_stretch_are_refused(page):
    with pytest.raises(TimelineError, match="Tokyo: 'hiroshima' is not in the span"):
        page.moments("night", NIGHT, ["japan"], {"Tokyo": ("tokyo", "tokyo", {"hiroshima": "?"})})


def test_a_map_of_several_sheets_is_refused(page):
    with pytest.raises(TimelineError, match="4 sheets; expected one"):
        page.moments("halha-1939", NIGHT, ["japan"], {"Tokyo": ("tokyo", "tokyo", {})})
