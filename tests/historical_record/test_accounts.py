"""Accounts: the fight of 29 July 1938 and the cease-fire, told on two clocks."""

from historical_record.accounts import compared_hours, told_on_clocks


def minutes(table, one, other):
    row = table[(table["one"] == one) & (table["other"] == other)].iloc[0]
    return row["faces"], row["remains"]


def test_the_return_to_the_hill_is_told_eighty_minutes_apart_of_which_twenty_remain(dataset):
    table = compared_hours(dataset, ["red-army-returns-bezymyannaya"], "tokyo", "khabarovsk")
    assert minutes(table, "17:00", "18:20") == (80, 20)


def test_noon_by_both_sides_is_an_hour_apart_and_half_past_one_half_an_hour(dataset):
    table = compared_hours(dataset, ["khasan-ceasefire"], "tokyo", "khabarovsk")
    assert minutes(table, "12:00", "12:00") == (0, -60)
    assert minutes(table, "12:00", "13:30") == (90, 30)


def test_a_reading_without_a_clock_is_not_compared(dataset):
    boundary = "khasan-first-field-meeting:start"
    assert len(dataset.readings_of(boundary)) > 1
    assert compared_hours(dataset, [boundary], "tokyo", "khabarovsk").empty


def test_each_account_stands_in_the_lane_of_its_clock(dataset):
    rows = told_on_clocks(
        dataset, ["red-army-returns-bezymyannaya", "bezymyannaya-attack:end"], ["tokyo"]
    )
    assert list(rows["start_time"]) == ["17:00", "15:10"]
    assert list(rows["lane"]) == ["tokyo", "tokyo"]
    assert rows["name"].iloc[1] == "Japanese attack on Bezymyannaya (end)"


def test_no_reading_gives_an_empty_table_with_its_columns(dataset):
    rows = told_on_clocks(dataset, ["korea-annexation-signed"], ["tokyo"])
    assert rows.empty
    assert "lane" in rows.columns
