"""The strengths that are set side by side, and the night on seven clocks: rows of the record."""

import datetime as dt

import pytest

from analysis import Page
from analysis.findings import first_night
from analysis.findings.battles import ARMS, BATTLES, certainly_stronger, strengths
from timelines import clock_bands, order_of_battle


@pytest.fixture(scope="module")
def strong(dataset):
    return strengths(dataset)


@pytest.fixture(scope="module")
def page():
    return Page("order-of-events")


def bounds(strong, battle, arm, side):
    rows = strong[(strong["battle"] == battle) & (strong["arm"] == arm) & (strong["side"] == side)]
    return rows["low"].min(), rows["high"].max()


def test_the_men_of_khalkhin_gol_are_the_least_and_the_most_that_sources_give(strong):
    battle = BATTLES["khalkhin-gol-august"]
    assert bounds(strong, battle, "Men", "japan") == (8000, 75000)
    assert bounds(strong, battle, "Tanks", "ussr") == (438, 498)


def test_self_propelled_guns_are_tanks_in_the_last_campaign_and_no_guns_at_khasan(strong):
    assert bounds(strong, BATTLES["august-storm"], "Tanks", "ussr") == (5556, 5556)
    assert bounds(strong, BATTLES["lake-khasan"], "Guns", "ussr") == (237, 237)


def test_battles_and_arms_come_in_their_order(strong):
    assert list(dict.fromkeys(strong["battle"])) == list(BATTLES.values())
    assert list(dict.fromkeys(strong["arm"])) == list(ARMS.values())


def test_only_the_men_of_the_two_battles_leave_a_doubt_who_was_stronger(strong):
    wins, compared = certainly_stronger(strong, "ussr")
    assert (wins, compared) == (6, 8)
    undecided = strong[(strong["arm"] == "Men") & (strong["battle"] != BATTLES["august-storm"])]
    assert certainly_stronger(undecided, "ussr") == (0, 2)


def test_a_side_without_a_number_is_said_to_have_none(strong):
    figure = order_of_battle(strong, ["japan", "ussr"], title="Who was stronger")
    table = figure.table()
    tanks = table[(table["Battle"] == BATTLES["lake-khasan"]) & (table["Arm"] == "Tanks")]
    assert list(tanks["Figure"]) == ["no number found", "285\u2013354"]
    assert list(tanks["Statements"]) == ["0", "3"]


def test_the_news_came_to_tokyo_five_hours_after_the_declaration(dataset, page):
    places = {place.name: place for place in first_night.places(dataset, page.source_names)}
    news = {
        name: [event.moment for event in place.events if event.news]
        for name, place in places.items()
    }
    assert news["Moscow"] == [dt.datetime(1945, 8, 8, 14, tzinfo=dt.UTC)]
    assert news["Tokyo"] == [dt.datetime(1945, 8, 8, 19, tzinfo=dt.UTC)]
    assert len(places) == 7


def test_the_seven_clocks_say_the_hours_of_their_places(dataset, page):
    places = first_night.places(dataset, page.source_names)
    table = clock_bands(places, first_night.SPAN, title="The night").table()
    when = dict(zip(table["What"], table["When, on its clock"], strict=True))
    assert when["Declaration read to Satō"] == "8\u00a0August\u00a01945, 17:00"
    assert when["Western crossing"] == "9\u00a0August\u00a01945, 00:10"
    assert when["Truman tells it"] == "8\u00a0August\u00a01945, 15:00"
    assert when["Radio news"] == "9\u00a0August\u00a01945, about 04:00"


def test_the_bands_go_from_the_east_to_the_west(dataset, page):
    places = first_night.places(dataset, page.source_names)
    offsets = [place.clock.offset_at(first_night.SPAN[0]) for place in places]
    assert offsets == sorted(offsets, reverse=True)
