"""Names across scripts."""

import pytest

from historical_record.names_table import names_table


def test_the_lake_has_its_names_in_three_scripts(dataset):
    places = names_table(dataset, "place")
    lake = places[places["Russian"].str.startswith("озеро Хасан")].iloc[0]
    assert lake["English"].startswith("Lake Khasan")
    assert lake["Japanese"].startswith("ハーサン湖")
    assert list(places.columns)[:3] == ["English", "Russian", "Japanese"]


def test_an_event_without_an_english_form_has_its_own_name(dataset):
    events = names_table(dataset, "event")
    assert (events["English"] != "").all()


def test_rows_are_in_the_order_of_the_english_names(dataset):
    english = [name.casefold() for name in names_table(dataset, "place")["English"]]
    assert english == sorted(english)


def test_variants_follow_the_preferred_form(dataset):
    preferred = names_table(dataset, "place")
    everything = names_table(dataset, "place", variants=True)
    assert len(everything) >= len(preferred)
    both = everything[everything["English"].str.startswith("Aihui")].iloc[0]
    assert both["English"].split("; ")[1:]


def test_an_unknown_kind_of_thing_is_refused(dataset):
    with pytest.raises(LookupError, match="'ship'"):
        names_table(dataset, "ship")


def test_a_place_that_is_only_described_has_no_row(dataset):
    english = list(names_table(dataset, "place")["English"])
    assert "Hunchun" in english
    assert not [name for name in english if " km " in name]
