"""Orders: what came before what in August 1945, asked of every reading."""

import datetime as dt

import pytest

from historical_record.orders import certain_orders, order_table, orders_against
from historical_time.instants import InstantRange

NIGHT = dt.datetime(1945, 8, 8, tzinfo=dt.UTC)


def between(first, last):
    return InstantRange(NIGHT.replace(hour=first), NIGHT.replace(hour=last))


def verdict(dataset, one, other, readings="read"):
    return certain_orders(dataset, [one, other], readings)["verdict"].item()


@pytest.mark.parametrize(
    ("one", "other", "order"),
    [
        (between(14, 14), between(15, 15), "before"),
        (between(15, 15), between(14, 14), "after"),
        (between(15, 15), between(15, 15), "same"),
        (between(14, 15), between(15, 15), "open"),
        (between(14, 15), between(14, 15), "open"),
    ],
)
def test_two_ranges_are_in_order_only_when_they_share_no_minute(one, other, order):
    assert one.order(other) == order


def test_neighbouring_minutes_are_in_order():
    minute = NIGHT.replace(hour=15, minute=1)
    assert between(15, 15).order(InstantRange(minute, minute)) == "before"


def test_midnight_is_before_a_minute_that_is_known_only_to_follow_it():
    midnight, soon = InstantRange(NIGHT, NIGHT), InstantRange(*map(minutes, (1, 2)))
    assert midnight.order(soon) == "before"
    assert soon.order(midnight) == "after"
    assert InstantRange(NIGHT, minutes(1)).order(soon) == "open"


def minutes(count):
    return NIGHT.replace(minute=count)


def test_the_crossing_lies_between_the_bombs_in_every_reading(dataset):
    assert verdict(dataset, "hiroshima", "first-crossing", "all") == "certain"
    assert verdict(dataset, "first-crossing", "nagasaki", "all") == "certain"


def test_whose_midnight_is_meant_decides_whether_the_war_began_before_it_was_announced(dataset):
    assert verdict(dataset, "state-of-war", "moscow-war-announcement") == "depends"
    against = orders_against(dataset, "state-of-war", "moscow-war-announcement")
    said = {label: order for label, _, order in against}
    assert said["state-of-war (Associated Press; Grew)"] == "after"


def test_moscow_and_the_white_house_spoke_in_the_same_minute(dataset):
    table = certain_orders(dataset, ["moscow-war-announcement", "white-house-announcement"], "all")
    assert table["verdict"].item() == "certain"
    assert order_table(table, {})["Same minute"].tolist() == ["2", ""]


def test_a_day_without_an_hour_leaves_the_order_undecided(dataset):
    assert verdict(dataset, "state-of-war", "nagasaki") == "undecided"


def test_an_order_turned_round_is_certain_too(dataset):
    table = certain_orders(dataset, ["nagasaki", "hiroshima"])
    assert table["verdict"].item() == "certain"
    assert order_table(table, {"nagasaki": "Nagasaki"}).to_dict("list") == {
        "Event": ["1. Nagasaki", "2. hiroshima"],
        "Certainly after": ["2", ""],
    }


def test_only_a_recalled_hour_puts_the_declaration_after_the_crossing(dataset):
    assert verdict(dataset, "declaration-read", "first-crossing", "read") == "certain"
    against = orders_against(dataset, "declaration-read", "first-crossing", readings="all")
    assert {label for label, _, _ in against if "Hasegawa" not in label} == set()


def test_the_table_names_later_events_by_number_and_joins_runs(dataset):
    events = ["hiroshima", "declaration-read", "state-of-war", "first-crossing", "nagasaki"]
    table = order_table(certain_orders(dataset, events), {})
    assert table["Certainly before"].tolist() == ["2–5", "4–5", "", "5", ""]
    assert table["Depends"].tolist() == ["", "3", "4", "", ""]
    assert table["Undecided"].tolist() == ["", "", "5", "", ""]
