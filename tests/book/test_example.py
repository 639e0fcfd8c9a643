"""The second book, of another history: made by the same builder, with nothing of the first."""

import csv
import json
import os
import re
import shutil
import subprocess
import sys

import pytest
from border_wars_book.build.sources import pdf_name
from border_wars_book.build.toc import pages
from built_book import PDF_NAME, ROOT
from printed import Printed

import analysis

EXAMPLE = ROOT / "examples" / "falklands-war"
# What both histories name: cities, a country, and the continent of a clock's zone.
SHARED = {"London", "Germany", "Portsmouth", "Europe"}


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """The example as somebody has it who copied the folder, built."""
    folder = tmp_path_factory.mktemp("another") / "book"
    shutil.copytree(EXAMPLE, folder, ignore=shutil.ignore_patterns("_build", ".*"))
    command = [sys.executable, "-m", "border_wars_book", "build", "all"]
    made = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    assert made.returncode == 0, made.stdout + made.stderr
    return folder


def words_of(path):
    pages = Printed(path).document
    return " ".join(" ".join(page.get_textpage().get_text_range() for page in pages).split())


def terms(folder, *vocabularies):
    with (folder / "data" / "vocabularies.csv").open(encoding="utf-8", newline="") as handle:
        rows = [row for row in csv.DictReader(handle) if row["vocabulary"] in vocabularies]
    return {row["term"] for row in rows}, {row["label"] for row in rows}


def test_the_record_is_that_of_a_war_in_1982():
    record = analysis.load(EXAMPLE / "data")
    assert (len(record.events), len(record.places), len(record.figures)) == (48, 7, 30)
    assert record.interval("main-landing", "surrender", clock="utc").days == 73
    assert record.interval("main-landing", "surrender", clock="london").days == 74
    assert set(record.events["start"].str.strip("[]").str[:4]) == {"1982"}
    assert record.sources["grade"].value_counts()["document"] >= 8


def test_its_values_are_listed_with_the_events_that_they_rest_on(built):
    text = (built / "_build" / "html" / "exports" / "values.json").read_text("utf-8")
    told = [one for one in json.loads(text)["values"] if one["kind"] == "sentence"]
    landing = [one for one in told if "main-landing" in one["events"]]
    assert landing
    assert all(one["page"].startswith(("notebooks/", "index")) for one in landing)
    script = (built / "_build" / "html" / "_static" / "hangs.js").read_text("utf-8")
    assert '"main-landing":{' in script


def test_both_formats_are_made_with_its_own_names(built):
    html = built / "_build" / "html"
    for page in pages(built):
        assert "Ten Weeks in the South Atlantic" in (html / f"{page}.html").read_text("utf-8")
    assert pdf_name(built) == "ten-weeks.pdf" != PDF_NAME
    assert (html / "ten-weeks.pdf").read_bytes().startswith(b"%PDF-")
    text = words_of(html / "ten-weeks.pdf")
    assert "Seventy-four days" in text
    assert "The General Belgrano is torpedoed" in text


def test_nothing_of_the_first_war_is_in_it(built):
    """Its title, file name, events, lanes, sides, places, people, in names of files and texts."""
    record = analysis.load()
    ours = analysis.load(EXAMPLE / "data")
    ids = {one for one in record.events["id"] if "-" in one} - set(ours.events["id"])
    lanes, lane_names = terms(ROOT, "lane")
    _, side_names = terms(ROOT, "party")
    shared = terms(EXAMPLE, "lane", "party", "kind")
    names = {*lane_names, *side_names, *record.places["name"], *record.people["name"]}
    names |= {"Soviet", "Khasan", "Khalkhin", "Nomonhan", "border-wars.pdf", "Moscow"}
    names -= {*shared[1], *SHARED}
    names = {name for name in names if len(name) > 3 and not name.islower()}
    either = "|".join(map(re.escape, sorted(names | ids, key=len, reverse=True)))
    forbidden = re.compile(rf"(?<![\w-])(?:{either})(?![\w-])")
    colours = {f"lane-{lane}" for lane in lanes - shared[0]}
    found = []
    for path in sorted((built / "_build" / "html").rglob("*")):
        where = path.relative_to(built).as_posix()
        if path.suffix in {".html", ".json", ".svg", ".csv"}:
            text = path.read_text("utf-8")
            found += [(where, one) for one in {*forbidden.findall(text)}]
            found += [(where, one) for one in colours if one in text]
        found += [(where, one) for one in forbidden.findall(where)]
    assert found == []
    printed = words_of(built / "_build" / "pdf" / "ten-weeks.pdf")
    assert {*forbidden.findall(printed)} == set()


def test_its_notebooks_give_what_they_have_stored():
    """Strictly, as in `make test`: every output of every cell."""
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--nbval"]
    environment = {key: value for key, value in os.environ.items() if not key.startswith("PYTEST_")}
    made = subprocess.run(
        [*command, "index.ipynb", "notebooks"],
        cwd=EXAMPLE,
        env=environment,
        capture_output=True,
        text=True,
    )
    assert made.returncode == 0, made.stdout + made.stderr
    assert "17 passed" in made.stdout
