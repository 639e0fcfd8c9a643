"""One date, one text: prose, hover, table, alternative text and chronology say the same words.

Every shape of date that the record accepts is given to an event of the small record, as an instant
and as the start of a period, and each teller is asked for it.
"""

from __future__ import annotations

import csv

import pytest

import analysis
from analysis import Timeline
from analysis.findings.chronology import entries, event_table
from historical_record.narrator import Narrator
from tests.records import copy_small_record

INSTANTS = {
    "1938-07-29": "29 July 1938",
    "1939-05": "May 1939",
    "1939": "1939",
    "193X": "between 1930 and 1939",
    "19XX": "between 1900 and 1999",
    "1939-05-XX": "May 1939",
    "1939-05-1X": "between 10 and 19 May 1939",
    "1939-1X": "between October and December 1939",
    "1934?": "1934 (uncertain)",
    "1934~": "about 1934",
    "1938-08-10%": "about 10 August 1938 (uncertain)",
    "1938-08-?10": "10 August 1938 (day uncertain)",
    "[1939-09-16,1939-09-17]": "16 or 17 September 1939",
    "[1939-09,1939-10]": "September or October 1939",
    "[1925-05-02..1925-05-10]": "between 2 and 10 May 1925",
    "[..1938-07-15]": "15 July 1938 or earlier",
    "[1938-07-11..]": "11 July 1938 or later",
    "{1938-07-29,1938-07-31}": "29 and 31 July 1938",
    "{1940,1941-12}": "1940 and December 1941",
    "{1938-06-08,1938-06-09,1938-06-12,1938-06-17,1938-06-19}": "five days, 8 to 19 June 1938",
    "{1938-07-29..1938-08-11}": "29 July to 11 August 1938",
}
PERIODS = {
    ("1938-07-29", "1938-08-11"): "29 July to 11 August 1938",
    ("1939-05", "1939-09"): "May to September 1939",
    ("1939-05", "1939-09-16"): "May 1939 to 16 September 1939",
    ("1939-05-1X", "1939-09-16?"): (
        "from between 10 and 19 May 1939 to 16 September 1939 (uncertain)"
    ),
    ("1939-08-20", "[1939-08-24,1939-08-25]"): "20 August 1939 to 24 or 25 August 1939",
    ("1931~", "1938-07"): "about 1931 to July 1938",
    ("1938-08-11", ".."): "from 11 August 1938, no end",
    ("1938-08-11", ""): "from 11 August 1938, end unknown",
}
DATED = {(text, None): words for text, words in INSTANTS.items()} | PERIODS


@pytest.fixture(scope="module")
def record(tmp_path_factory):
    """The small record with an event for each date: it passes the check."""
    folder = copy_small_record(tmp_path_factory.mktemp("dated") / "record")
    path = folder / "events.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    like = next(row for row in rows if row["id"] == "neutrality-pact") | {"place": ""}
    for number, (start, end) in enumerate(DATED):
        extent = "instant" if end is None else "period"
        dates = {"extent": extent, "start": start, "end": end or ""}
        rows.append(
            {
                **like,
                **dates,
                "id": f"dated-{number}",
                "name": f"Event {number}",
                "summary": "Japan and Russia.",
            }
        )
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(like), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return analysis.load(folder)


@pytest.fixture(scope="module")
def chronology(record):
    return {entry.id: entry for entry in entries(record)}


@pytest.fixture(params=enumerate(DATED), ids=lambda pair: "/".join(filter(None, pair[1])))
def dated(request):
    """An event's id and the words for its date."""
    number, dates = request.param
    return f"dated-{number}", DATED[dates]


def plain(text):
    return text.replace("\u00a0", " ")


def test_prose_says_it(record, dated):
    event, words = dated
    tell = Narrator(record)
    assert plain(tell.span(event)) == words
    if record.boundaries(event) == (event,):
        assert plain(tell.date(event)) == words


def test_the_chronology_says_it(chronology, dated):
    event, words = dated
    assert plain(chronology[event].when) == words
    assert words in plain(event_table((chronology[event],)).myst)


def test_hover_table_and_alternative_text_say_it(record, dated):
    event, words = dated
    timeline = Timeline(record.events.loc[["lake-khasan", event]])
    name = record.event(event)["name"]
    assert plain(timeline.table().loc[event, "When"]) == words
    assert f"{name}, {words}" in plain(timeline.alt_text())
    hovers = {
        row: plain(hover).replace("<br>", " ")
        for trace in timeline.interactive().data
        if trace.hovertext is not None
        for (row, *_), hover in zip(trace.customdata, trace.hovertext, strict=True)
    }
    assert words in hovers[event]
