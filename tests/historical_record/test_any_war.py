"""A record of another history: its events and a bibliography, and whatever else it has."""

import pytest

import analysis
from analysis.__main__ import main
from timelines.description import TimelineError

EVENTS = """id,name,start,start_time,end,clock,place,sources
invasion,The landing,1982-04-02,04:30,,stanley,Mullet Creek,freedman2005
san-carlos,The beach-head,1982-05-21,,1982-05-25,,San Carlos,freedman2005
surrender,The surrender,1982-06-14,,,stanley,Stanley,freedman2005
"""
WORKS = """@book{freedman2005,
  author = {Freedman, Lawrence},
  title = {The Official History of the Falklands Campaign},
  date = {2005},
  langid = {english},
}
"""
CLOCKS = "id,zone\nstanley,Atlantic/Stanley\n"


@pytest.fixture
def folder(tmp_path):
    for name, text in (("events", EVENTS), ("clocks", CLOCKS)):
        (tmp_path / f"{name}.csv").write_text(text, "utf-8")
    (tmp_path / "references.bib").write_text(WORKS, "utf-8")
    return tmp_path


def problems(folder):
    with pytest.raises(analysis.DatasetError) as caught:
        analysis.load(folder)
    return [(problem.file, problem.row, problem.column) for problem in caught.value.problems]


def test_events_and_a_bibliography_are_a_record(folder):
    record = analysis.load(folder)
    found = record.interval("invasion", "surrender", clock="stanley")
    assert (found.calendar_min, found.calendar) == ((0, 2, 12), (0, 2, 12))
    assert str(found).startswith("from 1982-04-02 08:30 UTC\nto   1982-06-14 ")
    assert repr(record) == "<Dataset: 3 events, 1 clocks, 1 sources>"
    assert record.boundaries("san-carlos") == ("san-carlos:start", "san-carlos:end")


def test_every_record_has_the_clock_of_utc(folder):
    (folder / "clocks.csv").unlink()
    text = EVENTS.replace("stanley", "")
    (folder / "events.csv").write_text(text, "utf-8")
    record = analysis.load(folder)
    assert record.interval("invasion", "surrender").days == 73
    assert str(record.instant("invasion")) == "1982-04-02 04:30"


def test_a_clock_that_no_row_describes_is_refused(folder):
    (folder / "clocks.csv").unlink()
    assert problems(folder) == [("events.csv", row, "clock") for row in (2, 4)]


def test_a_place_is_a_name_until_there_is_a_table_of_places(folder):
    analysis.load(folder)
    places = "id,name,lat,lon,radius_km\nstanley,Stanley,-51.7,-57.85,2\n"
    (folder / "places.csv").write_text(places, "utf-8")
    assert problems(folder) == [("events.csv", row, "place") for row in (2, 3, 4)]


def test_a_term_is_free_until_its_vocabulary_is_listed(folder):
    text = EVENTS.replace("id,name", "lane,id,name").replace("\ninv", "\nsea,inv")
    text = text.replace("\nsan", "\nland,san").replace("\nsurr", "\nland,surr")
    (folder / "events.csv").write_text(text, "utf-8")
    assert analysis.load(folder).label("lane", "sea") == "Sea"
    terms = "vocabulary,term,label\nlane,land,On land\n"
    (folder / "vocabularies.csv").write_text(terms, "utf-8")
    assert problems(folder) == [("events.csv", 2, "lane")]


def test_a_column_nobody_knows_is_named(folder):
    (folder / "events.csv").write_text(EVENTS.replace("place", "palce", 1), "utf-8")
    assert ("events.csv", 1, "palce") in problems(folder)


def test_a_table_nobody_knows_wants_a_descriptor(folder):
    (folder / "ships.csv").write_text("id\nbelgrano\n", "utf-8")
    assert problems(folder) == [("datapackage.json", 0, "")]


def test_a_folder_with_nothing_says_what_is_needed(tmp_path):
    assert problems(tmp_path) == [("events.csv", 0, ""), ("references.bib", 0, "")]


def test_a_part_of_its_events_is_drawn_on_its_clocks(folder):
    record = analysis.load(folder)
    timed = record.events[record.events["start_time"] != ""]
    drawn = analysis.Timeline(timed, clock="stanley", clocks=record.clocks_by_id)
    assert "by the clock of stanley" in drawn.caption
    with pytest.raises(TimelineError, match=r"'stanley'; expected clocks=, such as dataset"):
        analysis.Timeline(timed, clock="stanley")


def test_the_starter_passes_answers_and_draws(tmp_path, capsys):
    moon, page = tmp_path / "moon", tmp_path / "page.html"
    assert main(["new", str(moon)]) == 0
    assert main(["check", str(moon)]) == 0
    capsys.readouterr()
    assert main(["interval", "liftoff", "first-step", str(moon), "--clock", "tokyo"]) == 0
    assert "4 days, 13 hours and 24 minutes" in capsys.readouterr().out
    assert main(["timeline", str(moon), "--output", str(page)]) == 0
    drawn = page.read_text("utf-8")
    assert "The Eagle has landed" in drawn
    assert "csmonitor1989" in drawn
    assert "http://" not in drawn.replace("http://www.w3.org/", "")


def test_the_starter_writes_over_nothing(folder, capsys):
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert main(["new", str(folder)]) == 2
    assert "expected a new folder" in capsys.readouterr().err
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
