"""A record of another history: its events and a bibliography, and whatever else it has."""

import pytest

import analysis
from analysis.__main__ import main
from historical_record.starter import begin
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
    assert "The Christian Science Monitor" in drawn
    assert "http://" not in drawn.replace("http://www.w3.org/", "")


def test_the_starter_writes_over_nothing(folder, capsys):
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert main(["new", str(folder)]) == 2
    assert "expected a new folder" in capsys.readouterr().err
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


@pytest.mark.parametrize(
    ("ending", "begins"), [("svg", b"<?xml"), ("png", b"\x89PNG"), ("html", b"<!doctype html>")]
)
def test_a_timeline_is_what_the_ending_of_its_name_says(tmp_path, capsys, ending, begins):
    picture = tmp_path / f"moon.{ending}"
    begin(tmp_path / "moon")
    asked = ["timeline", str(tmp_path / "moon"), "--clock", "cape", "--title", "To the Moon"]
    assert main([*asked, "--output", str(picture)]) == 0
    assert picture.read_bytes().lower().startswith(begins.lower())
    assert main([*asked, "--output", str(tmp_path / "moon.docx")]) == 2
    assert "expected a name that ends in .html, .svg or .png" in capsys.readouterr().err
    assert not (tmp_path / "moon.docx").exists()


def test_a_page_of_a_timeline_brings_its_typeface_and_names_works_in_words(tmp_path):
    begin(tmp_path / "moon")
    page = tmp_path / "moon.html"
    assert main(["timeline", str(tmp_path / "moon"), "--output", str(page)]) == 0
    text = page.read_text("utf-8")
    assert text.count("@font-face") == 2
    assert "csmonitor1989" not in text


def test_an_approximate_hour_is_said_to_be_one(folder, capsys):
    rows = "id,name,start,start_time,clock,sources\na,A,1982-04-02,10:00~,stanley,freedman2005\n"
    (folder / "events.csv").write_text(
        f"{rows}b,B,1982-04-03,10:00,stanley,freedman2005\n", "utf-8"
    )
    assert main(["interval", "a", "b", str(folder)]) == 0
    assert capsys.readouterr().out.endswith(
        "the hour of a is approximate, and was counted as it stands\n"
    )


def test_what_a_spreadsheet_did_to_a_table_is_told_in_one_line(folder):
    table = folder / "events.csv"
    table.write_text(EVENTS.replace(",", ";"), "utf-8")
    with pytest.raises(analysis.DatasetError) as error:
        analysis.load(folder)
    assert str(error.value.problems[0]) == (
        "events.csv:1:: semicolons stand between the cells: expected commas"
    )
    table.write_text(EVENTS.replace("The landing", "The landing, at night"), "utf-8")
    with pytest.raises(analysis.DatasetError) as error:
        analysis.load(folder)
    assert str(error.value.problems[0]) == (
        "events.csv:2:: 'invasion' ragged row: 9 cells, expected 8; "
        "a text with a comma stands between quotation marks"
    )
    table.write_text(EVENTS.replace("1982-06-14", "14 June 1982"), "utf-8")
    with pytest.raises(analysis.DatasetError) as error:
        analysis.load(folder)
    assert str(error.value.problems[0]) == (
        "events.csv:4:start: '14 June 1982': text: expected no white space, as in 1945-08-09"
    )


def test_one_slip_in_a_cell_is_told_once_and_where_it_is(folder):
    (folder / "events.csv").write_text(
        "id,name,start,parent,after,sources\n"
        "a,A,1982-04-02,,,freedman2005;other\n"
        "b,B,1982-04-03,,a:start,freedman2005\n"
        ",C,1982-04-04,,,freedman2005\n",
        "utf-8",
    )
    with pytest.raises(analysis.DatasetError) as error:
        analysis.load(folder)
    assert [str(problem) for problem in error.value.problems] == [
        "events.csv:2:sources: 'freedman2005;other' not a list: expected items separated by '; ', "
        "none blank",
        "events.csv:3:after: 'a:start' is a boundary: expected an id of events.id alone",
        "events.csv:4:id: blank: a value is required",
    ]
