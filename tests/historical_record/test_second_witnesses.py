"""What a row says twice: parties, places, days and sayers that another cell bears out."""

import pytest

from historical_record.rules import check_record
from historical_record.rules.attested import check_matters, check_parties, check_seats
from historical_record.rules.figures import (
    check_figure_ids,
    check_ranges,
    check_sayers,
    check_years,
)
from historical_record.rules.printed import (
    check_days_of_ids,
    check_days_printed,
    check_first_sources,
    check_points_printed,
    check_quotes_printed,
    days_in,
    hours_in,
)
from historical_record.rules.spelling import (
    check_characters,
    check_romanised,
    check_spelling,
    romanised,
)
from historical_record.rules.tables import check_clauses

RULES = (
    check_characters,
    check_clauses,
    check_days_of_ids,
    check_days_printed,
    check_figure_ids,
    check_first_sources,
    check_matters,
    check_parties,
    check_points_printed,
    check_quotes_printed,
    check_ranges,
    check_romanised,
    check_sayers,
    check_seats,
    check_spelling,
    check_years,
)


def of(record, table, id, key="id"):
    """The row of an id, and where it stands."""
    rows = record.tables[table].rows
    return next((at, row) for at, row in enumerate(rows) if row[key] == id)


def told(rule, record, table, id, key="id", **change):
    """What a rule says of a row once it is changed: nothing was said before."""
    assert list(rule(record)) == []
    at, row = of(record, table, id, key)
    row |= change
    record._dates.clear()
    record.__dict__.pop("events", None)
    found = [problem for problem in rule(record) if problem.file == f"{table}.csv"]
    return [(one.column, one.message) for one in found if one.row == record.tables[table].lines[at]]


def only(found):
    """The one complaint that there is: its column and its words."""
    assert len(found) == 1, found
    return found[0]


def test_every_rule_of_a_second_witness_is_asked(record):
    assert check_record(record) == []
    assert {rule for rule in RULES if list(rule(record))} == set()


def test_a_party_is_named_in_the_words_or_above(record):
    column, message = only(told(check_parties, record, "events", "hiroshima", parties="italy"))
    assert column == "parties"
    assert message.startswith("nothing in the row's words names italy")


def test_a_party_by_one_of_its_people(record):
    row = {"name": "Stalin speaks", "summary": "He waits.", "date_note": "", "note": ""}
    assert (
        told(check_parties, record, "events", "hiroshima", **row, parties="ussr", parent="") == []
    )


def test_a_party_by_an_event_above(record):
    row = {"name": "A shot", "summary": "", "date_note": "", "note": "", "parties": "japan"}
    assert told(check_parties, record, "events", "bain-tsagan", **row) == []


def test_a_party_is_of_its_years(record):
    of(record, "events", "peking-convention")[1]["summary"] += " Manchukuo and Japan."
    _, message = only(
        told(check_parties, record, "events", "peking-convention", parties="manchukuo")
    )
    assert message == "manchukuo is of 1932 to 1945: expected another"


@pytest.mark.parametrize("place", ["reims", "nikolayevsk"])
def test_a_place_that_nothing_names(record, place):
    column, message = only(told(check_seats, record, "events", "hiroshima", place=place))
    assert column == "place"
    assert message.startswith("not named in the row's words")


def test_a_word_that_tells_namesakes_apart_is_no_name(record):
    """The place is called "French Indochina (south)", and the row speaks of southern islands."""
    place = "french-indochina"
    column, _ = only(told(check_seats, record, "events", "iturup-landing", place=place))
    assert column == "place"


def test_a_place_by_the_capital_of_a_party(record):
    row = {"name": "A talk", "summary": "A talk of ministers.", "note": "", "parent": ""}
    assert told(check_seats, record, "events", "soong-stalin-7-july", **row, place="moscow") == []


def test_an_event_does_not_come_after_one_of_other_people(record):
    column, message = only(
        told(check_matters, record, "events", "demid-death", after="marco-polo-bridge")
    )
    assert column == "after"
    assert message.startswith("'marco-polo-bridge' has no party, no place and no event above")


def test_an_order_across_years_is_no_news(record):
    _, message = only(
        told(check_matters, record, "events", "last-repatriation-ship", after="lake-khasan")
    )
    assert message == "'lake-khasan' is more than 2 years before it, as the dates say: blank"


@pytest.mark.parametrize(
    ("column", "value", "words"),
    [
        ("party", "mongolia", "the id says japan: expected the same"),
        ("measure", "wounded", "the id says killed: expected the same"),
        ("event", "lake-khasan", "the id says khalkhin-gol: expected the same"),
    ],
)
def test_a_figure_is_of_what_its_id_says(record, column, value, words):
    id = next(
        row["id"]
        for row in record.tables["figures"].rows
        if row["id"].startswith("khalkhin-gol-japan-killed-")
    )
    assert only(told(check_figure_ids, record, "figures", id, **{column: value})) == (column, words)


def test_an_id_that_names_nothing_is_no_witness(record):
    _, row = of(record, "figures", "mudanjiang-ussr-tanks-cdb90-1")
    row["id"] = "tanks-1"
    assert list(check_figure_ids(record)) == []


def test_a_point_is_that_of_its_gazetteer_to_the_digit(record):
    found = told(check_points_printed, record, "places", "aihui", lat="49.97846")
    assert only(found) == ("lat", "geonames prints 49.97946: expected that, rounded or not")


def test_a_rounded_point_is_that_of_its_gazetteer(record):
    assert told(check_points_printed, record, "places", "aihui", lat="49.98", lon="127.5") == []


def test_a_point_lies_within_its_radius_of_a_second_gazetteers(record):
    found = told(check_points_printed, record, "places", "tokyo", lat="35.58696")
    column, message = only(found)
    assert column == "lat"
    assert message.startswith("8 km from it in tzdata-2026f: expected no more than the radius")


def test_a_sayer_is_one_whom_the_sources_name(record):
    column, message = only(
        told(check_sayers, record, "figures", "mudanjiang-ussr-tanks-cdb90-1", said_by="Svoisky")
    )
    assert (column, message[:25]) == ("said_by", "nothing in cdb90 names it")


def test_the_sayer_of_a_reading_is_one_whom_the_sources_name(record):
    found = told(check_sayers, record, "readings", "gorbatov", "sources", said_by="Svoisky")
    column, message = only(found)
    assert (column, message[:28]) == ("said_by", "nothing in gorbatov names it")


def test_spellings_of_one_sayer_are_one(record):
    id = next(row["id"] for row in record.tables["figures"].rows if row["sources"] == "svoisky2014")
    assert told(check_sayers, record, "figures", id, said_by="Svoiskii") == []


def test_a_year_that_nothing_names(record):
    column, message = only(
        told(check_years, record, "figures", "mudanjiang-ussr-tanks-cdb90-1", year="1961")
    )
    assert (column, message[:40]) == ("year", "neither the row nor its sources name thi")


def test_a_day_that_the_source_prints(record):
    row = told(check_days_printed, record, "events", "karlshorst-signing", start="1945-05-07")
    assert row == []  # it is told of the extract
    found = [(p.column, p.value) for p in check_days_printed(record)]
    assert ("words", next(v for _, v in found if v.startswith("В 0 часов 43"))) in found


def test_an_hour_that_the_source_prints(record):
    told(check_days_printed, record, "events", "karlshorst-signing", start_time="01:43")
    found = [p.message for p in check_days_printed(record) if p.value.startswith("В 0 часов 43")]
    assert only(found).startswith("another hour than the row's")


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("signed on July 31, and the 1st of August", {(7, 31), (8, 1)}),
        ("31 июля 1938 г., затем 9-го мая", {(7, 31), (5, 9)}),
        ("8月9日", {(8, 9)}),
        ("1938-07-31T02:00:00", {(7, 31)}),
        ("May 1939, at 8 May p. 3", {(5, 8)}),
        ("on 25 men and 12:30", set()),
    ],
)
def test_days_in_words(text, days):
    assert days_in(text) == days


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("at 12 noon, or 4.30 p. m.", {(0, 0), (4, 30)}),
        ("at 0141 hours Central European Time", {(1, 41)}),
        ("в 23 час. 30 мин., к 4,00", {(11, 30), (4, 0)}),
        ("15時40分", {(3, 40)}),
        ("24 августа, 3,50 рубля", set()),
    ],
)
def test_hours_in_words(text, hours):
    assert hours_in(text) == hours


@pytest.mark.parametrize(
    ("id", "start", "words"),
    [
        ("soong-stalin-7-july", "1945-07-08", "not the day in the id: expected that"),
        ("pact-assurance-august-1941", "1942-08-05", "not of the year in the id: expected that"),
    ],
)
def test_an_id_with_a_day_or_a_year(record, id, start, words):
    assert only(told(check_days_of_ids, record, "events", id, start=start)) == ("start", words)


def test_the_first_source_has_an_extract(record):
    _, row = of(record, "events", "steinhardt-telegram")
    sources = f"cdb90; {row['sources']}"
    column, message = only(
        told(check_first_sources, record, "events", "steinhardt-telegram", sources=sources)
    )
    assert (column, message[:44]) == ("sources", "cdb90 stands first and has no extract: put o")


def test_letters_that_changed_places(record):
    column, message = only(
        told(check_spelling, record, "events", "hiroshima", name="Atomic bombing of Hirsohima")
    )
    assert (column, message) == ("name", "'hirsohima' stands once: is 'hiroshima' meant?")


def test_characters_that_changed_places(record):
    row = next(row for row in record.tables["names"].rows if row["name"] == "占守島")
    row["name"] = "占島守"
    assert only(list(check_characters(record))).message == (
        "stands once, and '占守島' more often: is that meant?"
    )


def test_a_quotation_has_the_words_that_were_read(record):
    column, message = only(
        told(
            check_quotes_printed,
            record,
            "clauses",
            "byrnes-legal-ground",
            quote="in a of war with Japan as of August 9",
        )
    )
    assert (column, message[:33]) == ("quote", "not the words of byrnes-0808: exp")


def test_a_name_is_romanised_by_its_scheme(record):
    row = next(
        row
        for row in record.tables["names"].rows
        if row["scheme"] == "BGN/PCGN" and row["name"] == "Квантунская армия"
    )
    assert row["transliteration"] == romanised(row["name"]) == "Kvantunskaya armiya"
    row["name"] = "Квантунксая армия"
    problem = only(list(check_romanised(record)))
    assert problem.message == "not the name in BGN/PCGN: expected 'Kvantunksaya armiya'"


def test_a_clause_is_of_a_day_of_its_event(record):
    column, message = only(told(check_clauses, record, "clauses", "yalta-term", date="1945-02-12"))
    assert (column, message) == ("date", "yalta-agreement is of 1945-02-11: expected a day of it")


def test_a_clause_may_be_of_another_reading(record):
    _, row = of(record, "clauses", "karlshorst-hour")
    assert (row["date"], record.events[row["event"]]["start"]) == ("1945-05-08", "1945-05-09")
    assert list(check_clauses(record)) == []


def test_a_range_is_one_number_unless_a_text_prints_two_or_a_note_says_why(record):
    id = "hutou-siege-japan-count-survivors-1"
    column, message = only(told(check_ranges, record, "figures", id, high="100"))
    assert column == "high"
    assert message.startswith("differs from low, 50: expected the same")
    _, row = of(record, "figures", id)
    row["note"] = "Fifty by one page, a hundred by another."
    assert list(check_ranges(record)) == []
