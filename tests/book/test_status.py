"""The status page shows numbers of this record and this code, and refuses any other."""

import re
import subprocess
import sys

import pytest
from border_wars_book.build.inputs import STATUS, state
from border_wars_book.page.status import COLUMNS, StatusRefused, stored, tables
from built_book import ROOT

from proof.mutants.__main__ import Answers
from proof.status import long_checks, samples

HEAD = ",".join(COLUMNS)


@pytest.fixture
def tree(tmp_path):
    for name in ("book", "src", "data"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.txt").write_text(name, "utf-8")
    return tmp_path


def store(tree, *rows):
    (tree / STATUS).write_text("\n".join([HEAD, *rows]) + "\n", "utf-8")


def test_what_was_stored_on_this_state_is_read(tree):
    store(tree, f"state,record and code,{state(tree)},make status", "Tests,Passed,7,make test")
    assert [row["number"] for row in stored(tree)] == ["7"]


@pytest.mark.parametrize("changed", ["book/a.txt", "src/a.txt", "data/a.txt"])
def test_a_change_of_record_or_code_refuses_the_numbers(tree, changed):
    before = state(tree)
    store(tree, f"state,record and code,{before},make status")
    (tree / changed).write_text("another", "utf-8")
    with pytest.raises(StatusRefused, match=f"of state {before}, and record or code are now"):
        stored(tree)


def test_to_store_numbers_is_no_change_of_the_code(tree):
    before = state(tree)
    store(tree, "Tests,Passed,7,make test")
    assert state(tree) == before


def test_without_numbers_the_command_that_stores_them_is_named(tree):
    with pytest.raises(StatusRefused, match="no such file; make status"):
        stored(tree)


def test_the_state_by_which_results_are_kept_is_that_of_the_page():
    """`make test` asks for it in the shell, where a failure would be passed over."""
    asked = subprocess.run(
        [sys.executable, "-m", "proof.status", "--state"], cwd=ROOT, capture_output=True, text=True
    )
    assert (asked.stdout, asked.stderr) == (f"{state(ROOT)}\n", "")


@pytest.mark.parametrize("folder", ["basemap", "benchmarks", "proof", "publishing"])
def test_every_tool_finds_what_it_imports(folder):
    tools = [
        ".".join(path.relative_to(ROOT).with_suffix("").parts)
        for path in sorted((ROOT / folder).rglob("*.py"))
    ]
    imports = "; ".join(f"import {tool.removesuffix('.__init__')}" for tool in tools)
    done = subprocess.run([sys.executable, "-c", imports], cwd=ROOT, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_file_that_does_not_begin_with_its_state_is_refused(tree):
    store(tree, "Tests,Passed,7,make test")
    with pytest.raises(StatusRefused, match=f"expected {HEAD} and the state first"):
        stored(tree)


def test_each_matter_is_a_table_with_its_commands():
    rows = [
        dict(zip(COLUMNS, row, strict=True))
        for row in (("A", "x*y", "1", "make a"), ("A", "z", "2", "make b"), ("B", "w", "3", "c"))
    ]
    one, other = tables(rows)
    assert (one.count("`make "), "`make b`" in one, "`c`" in other) == (2, True, True)
    assert "x\\*y" in one


def test_what_samples_found_is_read_from_the_account_of_them():
    assert [row[1:3] for row in samples()] == [
        ("Wrong or imprecise in record-20261126-1", "2 of 120; 21 cannot be told"),
        ("Wrong or imprecise in record-20261126-2", "1 of 120; 23 cannot be told"),
    ]


@pytest.mark.parametrize(
    ("given", "told"),
    [({}, ["not run on this state"]), ({"nobody's": ["check", ""]}, ["0 of 120", "0 of 0"])],
)
def test_of_mutants_that_were_not_asked_there_is_no_count(monkeypatch, given, told):
    monkeypatch.setattr(Answers, "kept", classmethod(lambda cls: cls(ROOT, given)))
    rows = [row for row in long_checks() if row[0] == "Mutants"]
    assert [number for _, _, number, _ in rows][:2] == told
    assert {row[3] for row in rows} == {"make mutants"}


def test_the_page_says_what_holds_or_why_it_does_not(book):
    page = (book.html / "notebooks" / "status.html").read_text("utf-8")
    try:
        rows = stored(ROOT)
    except StatusRefused:
        assert "No numbers are shown" in page
    else:
        assert len(re.findall(r"<tr", page)) > len(rows)
