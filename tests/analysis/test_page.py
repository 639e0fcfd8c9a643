"""A chapter's desk: figures that know clocks and sources, and words for what was worked out."""

import datetime as dt
import json

import pandas as pd
import pytest

import analysis
from analysis.page import SentenceError


@pytest.fixture(scope="module")
def page():
    return analysis.Page("lake-khasan")


def plain(text):
    return text.replace("\u00a0", " ")


def test_a_page_answers_as_a_narrator_does(page):
    assert plain(page.date("lake-khasan:end")) == "11 August 1938"
    assert plain(page.days_between("lyushkov-crossing", "changkufeng-first-guards")) == "26 days"
    assert plain(page.days_between("lake-khasan:start", "lake-khasan:end")) == "13 days"
    with pytest.raises(ValueError, match="frontier-unknown"):
        page.days_between("frontier-unknown", "lake-khasan:end")


def test_what_is_said_is_shown_without_quotes_and_escapes(page):
    assert repr(page.date("lake-khasan:end")) == "11\u00a0August\u00a01938"
    assert repr(page.say("a\u00a0b")) == "a\u00a0b"


@pytest.mark.parametrize(
    ("value", "options", "words"),
    [
        ("noon", {}, "noon"),
        (dt.date(1938, 7, 29), {}, "29 July 1938"),
        (dt.date(1938, 7, 29), {"year": False}, "29 July"),
        (dt.date(1938, 7, 29), {"day": False}, "July 1938"),
        (dt.time(6, 0), {}, "06:00"),
        (dt.timedelta(minutes=70), {}, "1 hour and 10 minutes"),
        (dt.timedelta(minutes=5), {}, "five minutes"),
        (analysis.parse_edtf("1938-08-0X"), {}, "between 1 and 9 August 1938"),
        ((0, 3, 1), {}, "three months and one day"),
        (["Tokyo", "Chita", "Moscow"], {}, "Tokyo, Chita and Moscow"),
    ],
)
def test_a_value_is_worded_by_its_kind(page, value, options, words):
    assert plain(page.say(value, **options)) == words


def test_what_has_no_words_is_refused(page):
    for value in (1.5, None, dt.datetime(1938, 7, 29), ["a", 1], (1, 2)):
        with pytest.raises(TypeError, match="no words for"):
            page.say(value)


def test_numbers_are_in_digits_or_in_words(page):
    assert [page.number(22950), page.cardinal(3), page.cardinal(13)] == ["22,950", "three", "13"]
    assert page.cardinal(0, none="none") == "none"
    assert page.cardinal(9, none="none") == "nine"
    assert plain(page.count(3, "month")) == "three months"
    assert page.range(16, 20) == "16\u201320"
    assert plain(page.percent(0.184)) == "18 per cent"


def test_figures_know_the_clocks_and_the_short_citations(page):
    events = page.dataset.events.loc[["khasan-ceasefire", "khasan-ceasefire-talks"]]
    drawn = page.timeline(events, clock="khabarovsk", second_clock="tokyo")
    assert "12:00" in drawn.table().to_string()
    forest = page.readings("lake-khasan", boundary="start")
    assert page.source_names["kasahara2020"] in forest.table().to_string()
    losses = page.dataset.figures.query("event == 'lake-khasan' and measure == 'killed'")
    assert len(page.losses(losses).table()) == len(losses)


def test_a_table_cites_what_stands_under_sources_and_shows_the_rest(page):
    frame = pd.DataFrame({"what": ["a_b"], "Sources": [("cow-v4", "vladnews")]})
    shown = page.table(frame, "Said", [1, 2])
    assert "{cite:p}`cow-v4,vladnews`" in shown.myst
    assert shown.myst.startswith("::::{list-table} Said\n")
    bare = page.table(pd.DataFrame({"killed": [236, None, pd.NA]}, dtype=object))
    assert bare.rows == [[236], [None], [None]]


def notebook(folder, *prose):
    """A notebook of the page in a folder."""
    cells = [{"cell_type": "markdown", "source": [text]} for text in prose]
    cells.append({"cell_type": "code", "source": ["{eval}`not asked`"]})
    (folder / "lake-khasan.ipynb").write_text(json.dumps({"cells": cells}), "utf-8")


def test_every_sentence_is_asked_anew(page, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SentenceError, match=r"lake-khasan\.ipynb: no such notebook"):
        page.sentences({})
    ask = '{eval}`page.date("lake-khasan:end")`'
    notebook(tmp_path, f"On {ask} or on", "after {eval}`count` men, `{eval}`", "nothing", "`a`")
    asked = page.sentences({"page": page, "count": 3})
    assert asked == (('page.date("lake-khasan:end")', "11\u00a0August\u00a01938"), ("count", "3"))
    assert repr(asked).splitlines()[1] == "count  →  3"
    notebook(tmp_path, "No value.")
    assert repr(page.sentences({})) == "No sentence computes."


@pytest.mark.parametrize(
    ("expression", "why"),
    [
        ("missing", "NameError: name 'missing' is not defined"),
        ("page.date('nowhere')", "BoundaryError: unknown event 'nowhere'"),
        ("1.5", "1.5 would be shown so: expected page.say(TEXT) or a number"),
        ("'a' + chr(160)", r"'a\xa0' would be shown so"),
    ],
)
def test_a_sentence_without_an_answer_names_notebook_cell_and_expression(
    page, tmp_path, monkeypatch, expression, why
):
    monkeypatch.chdir(tmp_path)
    notebook(tmp_path, "One.", f"Two {{eval}}`{expression}`.")
    with pytest.raises(SentenceError) as failure:
        page.sentences({"page": page})
    assert str(failure.value).startswith(f"lake-khasan.ipynb: cell 2: {expression}: ")
    assert why in str(failure.value)
    assert "\n" not in str(failure.value)


def test_a_boundary_is_over_at_its_minute_or_at_the_end_of_its_day(page):
    """The cease-fire was at two in Moscow; the day on which the ring closed ended there last."""
    assert f"{page.over('khalkhin-gol-ceasefire'):%Y-%m-%d %H:%M}" == "1939-09-15 23:00"
    assert f"{page.over('ring-closed'):%Y-%m-%d %H:%M}" == "1939-08-25 21:00"
