"""Each format goes out and comes back by a program that is not ours; what it loses is named."""

import csv
import io
import json
import sqlite3
import sys
import zipfile

import icalendar
import pandas as pd
import pyarrow.parquet as pq
import pypandoc
import pytest
import rispy
import shapely
from pyld import jsonld

from command_line import CommandFailure
from exports import EXPORTS, read_source, write
from exports.__main__ import main
from exports.gazetteer import _CLASS, CONTEXT
from exports.schema_org import RATINGS
from tests.records import copy_small_record

BASE = "https://example.org/book/"
# What stands behind a context that a test has no network to fetch.
CONTEXTS = {
    "https://schema.org": {"@vocab": "https://schema.org/"},
    CONTEXT: {
        "@vocab": "http://linkedpasts.org/ontology/lpo#",
        "type": "@type",
        "Feature": "https://purl.org/geojson/vocab#Feature",
    },
}


@pytest.fixture(scope="module")
def source(data_folder):
    return read_source(data_folder, BASE)


@pytest.fixture(scope="module")
def made(source):
    kept = {}

    def file(name):
        if name not in kept:
            kept[name] = EXPORTS[name].writer(source)
        return kept[name]

    return file


def rows_of(folder, table):
    with (folder / table.file).open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def linked_data(text):
    """The triples' subjects and what they say, by a JSON-LD processor."""

    def load(address, options):
        return {
            "contextUrl": None,
            "documentUrl": address,
            "document": {"@context": CONTEXTS[address]},
        }

    options = {"documentLoader": load, "base": BASE}
    return jsonld.flatten(json.loads(text), None, options)


def test_every_format_is_written_and_twice_the_same(small_dataset, tmp_path):
    folder = copy_small_record(tmp_path / "data")
    for name, export in EXPORTS.items():
        for target in "ab":
            write(read_source(folder), name, tmp_path / f"{target}-{export.file}")
        first, second = (tmp_path / f"{target}-{export.file}" for target in "ab")
        assert first.read_bytes() == second.read_bytes(), name
    with pytest.raises(LookupError, match="expected one of sqlite, parquet"):
        write(read_source(folder), "docx", tmp_path / "x")


def test_sqlite_loses_no_cell_and_finds_words(source, made, data_folder):
    database = sqlite3.connect(":memory:")
    database.deserialize(made("sqlite"))
    database.row_factory = sqlite3.Row
    for name, table in source.dataset.schema.items():
        told = [dict(row) for row in database.execute(f'SELECT * FROM "{name}" ORDER BY rowid')]
        wanted = rows_of(data_folder, table)
        assert len(told) == len(wanted), name
        for row, cells in zip(told, wanted, strict=True):
            for column in table.columns:
                value, text = row[column.name], cells[column.name]
                if column.type in ("number", "integer"):
                    assert value == (float(text) if text else None)
                else:
                    assert (value or "") == text, (name, column.name)
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    found = database.execute(
        "SELECT rowid FROM names_fts WHERE names_fts MATCH '張鼓峰'"
    ).fetchall()
    assert found
    pairs = database.execute("SELECT count(*) FROM events_sources").fetchone()[0]
    assert pairs == source.dataset.events["sources"].map(len).sum()
    line = database.execute("SELECT geometry FROM lines WHERE id = 'start-line-1fef'").fetchone()[0]
    assert shapely.from_geojson(line).equals(source.line("start-line-1fef"))
    works = database.execute("SELECT count(*) FROM works").fetchone()[0]
    assert works == len(source.dataset.references)


def test_parquet_keeps_types_lists_and_meanings(source, made):
    with zipfile.ZipFile(io.BytesIO(made("parquet"))) as archive:
        read = {
            name.removesuffix(".parquet"): pq.read_table(io.BytesIO(archive.read(name)))
            for name in archive.namelist()
        }
    assert set(read) == set(source.dataset.schema)
    for name, table in source.dataset.schema.items():
        frame = source.dataset.tables[name]
        for column in table.columns:
            told = read[name][column.name].to_pylist()
            wanted = frame[column.name].tolist()
            for one, other in zip(told, wanted, strict=True):
                if isinstance(other, tuple):
                    assert tuple(one) == other
                elif isinstance(other, pd.Timestamp):
                    assert one == other.date()
                else:
                    assert one == (None if pd.isna(other) or other == "" else other)
            described = read[name].schema.field(column.name).metadata[b"description"].decode()
            assert described == column.description


def test_geojson_holds_each_place_and_line_and_is_read_by_shapely(source, made):
    whole = json.loads(made("geojson"))
    assert len(shapely.from_geojson(json.dumps(whole)).geoms) == len(whole["features"])
    by_id = {feature["id"]: feature for feature in whole["features"]}
    places, lines = source.dataset.places, source.dataset.lines
    assert len(by_id) == len(places) + len(lines) == len(whole["features"])
    for place, row in places.iterrows():
        told = by_id[f"places/{place}"]
        assert told["geometry"]["coordinates"] == [row["lon"], row["lat"]]
        assert told["properties"]["radius_km"] == row["radius_km"]
    for line, row in lines.iterrows():
        told = by_id[f"lines/{line}"]
        assert shapely.from_geojson(json.dumps(told["geometry"])).equals(source.line(line))
        assert told["properties"]["valid_from"] == row["valid_from"]
    names = by_id["places/zaozernaya"]["properties"]["names"]
    assert {"張鼓峰"} <= {name["name"] for name in names}


def test_linked_places_has_what_the_format_asks_and_loses_the_radius(source, made):
    whole = json.loads(made("linked-places"))
    assert {*source.dataset.places["kind"], *source.dataset.lines["kind"]} == set(_CLASS)
    for feature in whole["features"]:
        assert feature["@id"].startswith(BASE)
        assert feature["properties"]["title"]
        assert feature["properties"]["fclasses"]
        assert feature["geometry"]["certainty"] in ("certain", "less-certain", "uncertain")
        # A record has a time, or a name a citation with a year.
        years = [
            cite.get("year") for name in feature["names"] for cite in name.get("citations", ())
        ]
        assert feature.get("when") or any(years), feature["@id"]
        for span in feature.get("when", {}).get("timespans", ()):
            assert all(set(end) == {"in"} for end in span.values())
    assert b"radius_km" not in made("linked-places")
    subjects = [node for node in linked_data(made("linked-places")) if "/gazetteer" in node["@id"]]
    assert len(subjects) == len(source.dataset.places) + len(source.dataset.lines)


def test_events_are_linked_data_with_days_that_they_may_have_had(source, made):
    told = {node["@id"]: node for node in linked_data(made("events"))}
    schema = "https://schema.org/"
    for event, row in source.dataset.events.iterrows():
        node = told[f"{BASE}notebooks/chronology.html#{event}"]
        if f"{schema}startDate" in node:
            assert node[f"{schema}startDate"] == [{"@value": f"{row['start_earliest']:%Y-%m-%d}"}]
    assert b"clock" not in {key for one in told.values() for key in one}


def test_each_judged_statement_is_a_review_with_all_that_a_search_engine_asks(source, made):
    reviews = json.loads(made("claims"))["@graph"]
    assert len(reviews) == len(source.dataset.claims) == 72
    for review in reviews:
        asked = {"url", "claimReviewed", "reviewRating", "author", "datePublished", "itemReviewed"}
        assert asked <= set(review)
        assert all(review[name] for name in asked)
        assert review["url"].startswith(BASE)
        rating = review["reviewRating"]
        assert rating["worstRating"] == 1 <= rating["ratingValue"] <= 5 == rating["bestRating"]
        assert rating["alternateName"]
    verdicts = source.judged["verdict"]
    contradicted = sum(one["reviewRating"]["ratingValue"] == 1 for one in reviews)
    assert contradicted == (verdicts == "contradicted").sum()
    assert set(verdicts) <= set(RATINGS)
    assert "evidence" not in reviews[0]


def test_the_calendar_has_one_entry_for_an_event_and_none_where_no_month_is_known(source, made):
    read = icalendar.Calendar.from_ical(made("calendar"))
    entries = {str(one["uid"]).split("@")[0]: one for one in read.walk("VEVENT")}
    events = source.dataset.events
    span = (events["start_latest"] - events["start_earliest"]).dt.days
    assert set(entries) == set(events.index[span < 31])
    assert len(entries) == len(read.walk("VEVENT"))
    certain = entries["lake-khasan"]
    assert str(certain["dtstart"].dt) == "1938-07-29"
    assert certain["rrule"] == {"FREQ": ["YEARLY"]}
    days = {name: (one["dtend"].dt - one["dtstart"].dt).days - 1 for name, one in entries.items()}
    assert all(days[name] == span[name] for name in entries)
    assert all(("rrule" in one) == (days[name] == 0) for name, one in entries.items())
    assert max(days.values()) > 5  # one entry over all the days, not one for each
    assert not any("T" in one["dtstart"].to_ical().decode() for one in entries.values())  # no hours


def test_works_come_back_as_csl_json_and_as_ris(source, made):
    works, references = json.loads(made("csl")), source.dataset.references
    assert [work["id"] for work in works] == list(references)
    for work in works:
        reference = references[work["id"]]
        assert work["title"]
        if reference.fields.get("date"):
            assert str(work["issued"]["date-parts"][0][0]) == reference.fields["date"][:4]
    assert "unverified" not in made("csl").decode()
    read = rispy.loads(made("ris").decode())
    assert [entry["id"] for entry in read] == list(references)
    by_pandoc = json.loads(pypandoc.convert_text(made("ris").decode(), "csljson", format="ris"))
    titles = {work["id"]: work["title"] for work in by_pandoc}
    assert titles["coox1985"] == "Nomonhan: Japan Against Russia, 1939"
    assert len(titles) == len(references)


def test_without_an_address_links_are_relative(data_folder):
    source = read_source(data_folder)
    assert source.row("lake-khasan") == "notebooks/chronology.html#lake-khasan"
    assert b"URL:" not in EXPORTS["calendar"].writer(source)


def test_a_record_that_does_not_describe_itself_is_written_in_every_format(tmp_path):
    (tmp_path / "events.csv").write_text(
        "id,name,start,sources\nfirst,The first day,1982-04-02,work\n", "utf-8"
    )
    fields = "author = {Ames, Ann}, title = {A work}, date = {1999}, langid = {english}"
    (tmp_path / "references.bib").write_text(f"@book{{work, {fields}}}\n", "utf-8")
    source = read_source(tmp_path, BASE)
    for name, export in EXPORTS.items():
        assert export.writer(source), name
    assert source.row("first") == f"{BASE}#first"  # no page is named
    database = sqlite3.connect(":memory:")
    database.deserialize(EXPORTS["sqlite"].writer(source))
    assert database.execute("SELECT name FROM package").fetchall() == [("record",)]


def test_what_lacks_its_library_is_named_and_the_rest_is_written(monkeypatch, tmp_path, capsys):
    folder = copy_small_record(tmp_path / "data")
    for module in ("sqlite_utils", "exports.tables"):
        monkeypatch.delitem(sys.modules, module, raising=False)
    monkeypatch.setitem(sys.modules, "sqlite_utils", None)  # as where it is not installed
    with pytest.raises(CommandFailure) as told:
        main([str(folder), str(tmp_path / "out")])
    assert str(told.value) == (
        "not written: sqlite needs sqlite_utils, parquet needs sqlite_utils: "
        "pip install 'border-wars-analysis[exports]'"
    )
    written = {path.name for path in (tmp_path / "out").iterdir()}
    assert written == {export.file for export in EXPORTS.values()} - {
        "record.sqlite",
        "record-parquet.zip",
    }
