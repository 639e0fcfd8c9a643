"""What is looked over before anything runs: the record, the settings, the pages; and downloads."""

import csv
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from border_wars_book.build import fonts, sources
from border_wars_book.build.build import Build
from border_wars_book.build.sources import SourceFailure, check_record, faults, look_over
from border_wars_book.page import downloads
from border_wars_book.page.figure_files import write_table
from border_wars_book.page.figures import plot_figure
from border_wars_book.print.faces import print_faces
from border_wars_book.print.typesetting import PrintError, Typesetter, drawable
from border_wars_book.print.typst import string

from tests.fuzz.doors import BOOK
from tests.records import copy_small_record

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def small_book(tmp_path):
    """A book of two pages, with the record's check as its first step."""
    for name, text in BOOK.items():
        (tmp_path / name).write_text(text, "utf-8")
    config = BOOK["_config.yml"] + "    border_wars_check: [-m, analysis, check, data]\n"
    (tmp_path / "_config.yml").write_text(config, "utf-8")
    (tmp_path / "requirements.txt").write_text("")
    copy_small_record(tmp_path / "data")
    return tmp_path


def test_the_book_itself_has_no_fault():
    assert list(faults(ROOT)) == []


def test_a_sound_book_is_passed_over_in_silence(small_book):
    look_over(small_book)
    check_record(small_book)


def test_a_good_record_is_checked_again_when_it_has_changed(small_book, monkeypatch):
    check_record(small_book)
    monkeypatch.setattr(sources.subprocess, "run", lambda *given, **options: 1 / 0)
    check_record(small_book)
    events = small_book / "data" / "events.csv"
    events.write_text(events.read_text("utf-8") + "\n", "utf-8")
    with pytest.raises(ZeroDivisionError):
        check_record(small_book)


NOTEBOOK = BOOK["one.ipynb"]


def with_metadata(text):
    notebook = json.loads(NOTEBOOK)
    notebook["cells"][1]["metadata"]["mystnb"] = {"figure": {"caption": text}}
    return json.dumps(notebook)


BROKEN = {
    "config that is not YAML": ("_config.yml", "title: [x", "_config.yml:1:10: not YAML"),
    "config that is a list": ("_config.yml", "- x", "_config.yml: expected settings"),
    "config with an escape": ("_config.yml", 'title: "\\x1b[31m"', "_config.yml: title: control"),
    "contents that are not YAML": ("_toc.yml", "root: index\n- x", "_toc.yml:2:1: not YAML"),
    "contents without a root": ("_toc.yml", "parts: []", "_toc.yml: not a table of contents"),
    "contents of another shape": ("_toc.yml", "root: 5", "_toc.yml: not a table of contents"),
    "a page that is not there": (
        "_toc.yml",
        "root: index\nchapters:\n- file: two\n",
        "_toc.yml: no such page: 'two', expected two.ipynb or two.md",
    ),
    "a page outside the book": (
        "_toc.yml",
        "root: index\nchapters:\n- file: ../../etc/hostname\n",
        "_toc.yml: no such page",
    ),
    "a notebook cut": ("one.ipynb", NOTEBOOK[:300], "one.ipynb:1: not a notebook: "),
    "an empty notebook": ("one.ipynb", "", "one.ipynb: empty file: expected a page"),
    "a notebook that is a list": ("one.ipynb", "[]", "one.ipynb: not a notebook"),
    "a notebook without cells": ("one.ipynb", '{"nbformat": 4}', "one.ipynb: not a notebook"),
    "an old notebook": (
        "one.ipynb",
        '{"nbformat": 3, "nbformat_minor": 0, "metadata": {}, "worksheets": []}',
        "one.ipynb: a notebook of format 3: expected 4",
    ),
    "an isolate in a caption": (
        "one.ipynb",
        with_metadata("a\u2067b"),
        "one.ipynb: cell 2, metadata: mystnb.figure.caption: control or invisible character U+2067",
    ),
    "a page in another encoding": ("index.md", "\udce9", "index.md: cannot be read: not UTF-8"),
}


@pytest.mark.parametrize("kind", BROKEN)
def test_a_broken_source_is_one_line_that_names_the_file(small_book, kind):
    name, text, line = BROKEN[kind]
    (small_book / name).write_bytes(text.encode("utf-8", "surrogateescape"))
    (found,) = faults(small_book)
    assert found.startswith(line)
    assert "\n" not in found
    with pytest.raises(SourceFailure, match="^" + found.split(":")[0].replace(".", r"\.")):
        Build(small_book).run(("html",))
    assert not (small_book / "_build").exists()


@pytest.mark.parametrize("name", ["_config.yml", "_toc.yml"])
def test_a_missing_source_is_one_line(small_book, name):
    (small_book / name).unlink()
    assert list(faults(small_book)) == [f"{name}: missing file"]


@pytest.fixture
def broken_record(small_book):
    path = small_book / "data" / "events.csv"
    path.write_text(path.read_text("utf-8")[:-200], "utf-8")
    return small_book


def test_a_broken_table_is_told_a_line_a_problem_before_any_notebook_runs(broken_record):
    with pytest.raises(SourceFailure) as told:
        Build(broken_record).run(("html", "pdf"))
    lines = str(told.value).splitlines()
    assert all(line.startswith("events.csv:") for line in lines[:-1])
    assert lines[-1] in ("1 problem found", f"{len(lines) - 1} problems found")
    assert not (broken_record / "_build" / "executed").exists()


@pytest.mark.parametrize(
    "command",
    [pytest.param(["build", "html"], marks=pytest.mark.proof), ["build", "all"], ["notebooks"]],
)
def test_every_command_tells_of_the_record_first_and_of_nothing_else(broken_record, command):
    run = subprocess.run(
        [sys.executable, "-m", "border_wars_book", *command],
        cwd=broken_record,
        capture_output=True,
        text=True,
    )
    assert run.returncode == 1
    assert run.stdout == ""
    assert len(run.stderr.strip().splitlines()) <= 4
    assert "Traceback" not in run.stderr


def test_the_record_is_checked_by_every_build_of_this_book(tmp_path):
    shutil.copy(ROOT / "_config.yml", tmp_path)  # where there is no data
    with pytest.raises(SourceFailure, match="data:0:: no such folder"):
        check_record(tmp_path)


def test_the_book_imports_nothing_of_the_record_to_look_it_over():
    program = "import sys, border_wars_book.build.build, border_wars_book.build.sources; "
    program += "print({'analysis', 'historical_record'} & set(sys.modules))"
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert run.stdout == "set()\n", run.stderr


def test_pages_are_made_without_what_draws_and_what_holds_tables():
    """They are drawn when the notebooks run, and their imports took a third of a touched page."""
    program = "import sys, border_wars_book.extension, timelines.media, timelines.palette; "
    program += "print({'matplotlib', 'pandas', 'plotly'} & set(sys.modules))"
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert run.stdout == "set()\n", run.stderr


# Downloads


def test_a_table_for_download_holds_no_formula_and_can_be_had_back(tmp_path):
    source, copy = tmp_path / "events.csv", tmp_path / "copy.csv"
    source.write_text(
        'id,name,lat\na,"=HYPERLINK(""http://x"")",-5.5\nb,- a dash,+09:00\n', "utf-8"
    )
    shutil.copy(source, copy)
    for _ in range(2):
        downloads.make_safe(source, copy)
        rows = list(csv.reader(copy.open(encoding="utf-8", newline="")))
        assert rows[1:] == [["a", '\'=HYPERLINK("http://x")', "-5.5"], ["b", "'- a dash", "+09:00"]]


def test_the_table_of_a_figure_holds_no_formula(tmp_path):
    node = plot_figure(docname="notebooks/x", cell=1, ids=[], table=[["=1", "n"], ["@x", -5]])
    path = tmp_path / write_table(tmp_path, node)
    assert path.read_text("utf-8") == "'=1,n\n'@x,-5\n"


def test_the_record_as_it_is_needs_no_mark():
    from plain_text import safe_csv

    for path in (ROOT / "data").glob("*.csv"):
        text = path.read_text("utf-8")
        assert safe_csv(text) is text, path.name


# Print


def test_a_character_without_a_face_costs_its_own_place_and_not_the_page(tmp_path):
    import pypdfium2

    text = "before \u2067name\u2069 \u0628 after 占守"
    made, lacking = drawable(
        f'#text(font: ("Source Serif Pro", "Noto Serif CJK JP"), {string(text)})'
    )
    assert lacking == ["\u0628", "\u2067", "\u2069"]
    pdf = Typesetter(tmp_path, print_faces(made, tmp_path)).set(made.encode())
    page = pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_range()
    assert "before [U+2067]name[U+2069] [U+0628] after 占守" in page


def test_without_any_companion_the_print_still_asks_for_its_package(monkeypatch):
    monkeypatch.setattr(fonts, "cjk_faces", list)
    with pytest.raises(PrintError, match=fonts.CJK_PACKAGE):
        drawable("占守")
