"""The sentences' strings: each answer by an event of the record."""

import dataclasses

import pytest

from historical_record.narrator import Narrator
from historical_time.readings import BoundaryError


@pytest.fixture(scope="module")
def tell(dataset):
    return Narrator(dataset)


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        ("date pact-denunciation", "5 April 1945"),
        ("date declaration-read moscow", "8 August 1945"),
        ("date first-crossing chita", "9 August 1945"),
        ("day first-crossing moscow", "8 August"),
        ("time declaration-read", "17:00"),
        ("time declaration-read tokyo", "23:00"),
        ("time khasan-second-offensive:start", "between 12:00 and 18:00"),
        ("time tokyo-hears-radio", "about 04:00"),
        ("month no-northern-attack-1941", "August"),
        ("year lake-khasan:start", "1938"),
        ("years mukden-incident manchukuo-proclamation", "1931\u201332"),
        ("years lake-khasan:start lake-khasan:end", "1938"),
        ("span lake-khasan", "29 July to 11 August 1938"),
        ("span khalkhin-gol", "11 May to 16 September 1939"),
        ("elapsed declaration-read first-crossing", "1 hour and 10 minutes"),
        ("elapsed khasan-reference-line khasan-ceasefire-talks:start", "two hours"),
        ("calendar surrender-effective first-crossing chita", "three months"),
        ("days surrender-effective first-crossing moscow", "91 days"),
        ("life zhukov", "1896\u20131974"),
        ("life tsuji-masanobu", "born 1902"),
        ("distance nomonhan-burd-obo khalkhin-gol-river", "14"),
    ],
)
def test_the_record_answers_in_words(tell, asked, answer):
    assert tell.answer(asked).replace("\u00a0", " ") == answer


@pytest.mark.parametrize(
    ("event", "words"),
    [
        ("hunchun-pillar-e", "21 July 1886 (uncertain)"),
        ("tass-first-communique", "about 1 August 1938"),
        ("suma-state-department", "between 1 and 9 August 1938"),
        ("ioki-suicide", "16 or 17 September 1939"),
    ],
)
def test_what_a_reading_leaves_open_or_doubts_is_told_with_it(tell, event, words):
    assert tell.date(event).replace("\u00a0", " ") == words


def test_days_that_all_count_are_told_whole_and_each_end_by_its_own_day(tell):
    event = "amur-provocations-june-1938"
    assert tell.span(event).replace("\u00a0", " ") == "five days, 8 to 19 June 1938"
    assert tell.date(f"{event}:start").replace("\u00a0", " ") == "8 June 1938"
    assert tell.date(f"{event}:end").replace("\u00a0", " ") == "19 June 1938"


def test_a_day_that_clocks_divide_is_either_of_two(tell):
    # A day of Moscow without an hour lies on two days of Tokyo.
    assert tell.date("neutrality-pact", "tokyo").replace("\u00a0", " ") == "13 or 14 April 1941"


def test_a_moment_has_its_hour_first(tell):
    assert tell.moment("declaration-read", year=False).replace("\u00a0", " ") == (
        "17:00 on 8 August"
    )


def test_an_event_is_named_with_the_boundary_that_is_meant(tell):
    assert tell.name("hiroshima") == "Atomic bombing of Hiroshima"
    assert tell.name("lake-khasan:end") == "Battle of Lake Khasan (end)"


def test_a_figure_is_a_number_or_a_range(tell):
    assert tell.figure("siberian-intervention-japan-strength-wikipedia-1") == "70,000"
    assert tell.figure("halhamiao-firefight-manchukuo-killed-later-english-wikipedia-vers-1") == (
        "11 or more"
    )
    with pytest.raises(LookupError, match="unknown figure 'none'"):
        tell.figure("none")


def test_what_has_no_one_answer_is_an_error(tell):
    with pytest.raises(ValueError, match="neutrality-pact: the preferred reading has no time"):
        tell.time("neutrality-pact")
    with pytest.raises(ValueError, match="may lie in more than one month"):
        tell.month("japanese-embassy-denial")
    with pytest.raises(ValueError, match="the dates on the clock tokyo are not settled"):
        tell.days("neutrality-pact", "barbarossa", "tokyo")
    with pytest.raises(BoundaryError, match="has two boundaries: name one"):
        tell.date("lake-khasan")


def test_only_a_question_is_answered(tell):
    with pytest.raises(ValueError, match="'dataset': expected one of calendar, date"):
        tell.answer("dataset")
    with pytest.raises(ValueError, match="takes 2 positional arguments but 4 were given"):
        tell.answer("month lake-khasan:start moscow now")


def test_a_narrator_cannot_be_changed(tell):
    with pytest.raises(dataclasses.FrozenInstanceError):
        tell.dataset = None
