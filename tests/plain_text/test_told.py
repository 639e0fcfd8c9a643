"""An error for whoever asked is told in a notebook in its own words, elsewhere as any other."""

import pytest
from IPython.core.interactiveshell import InteractiveShell

import analysis
from plain_text.told import NoAnswerError, ToldError, UnknownNameError


@pytest.fixture
def shell():
    yield InteractiveShell.instance()
    InteractiveShell.clear_instance()


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("dataset.clock('mars')", "UnknownNameError: unknown clock 'mars': expected one of"),
        ("dataset.interval('nagasaki', 'hiroshima')", "NoAnswerError: the start, 'nagasaki', is"),
        ("dataset.instant('nagasaky')", "BoundaryError: unknown event 'nagasaky': is 'nagasaki' "),
        ("analysis.parse_edtf('39 August')", "EdtfError: '39 August'"),
        ("dataset.with_event('nagasaki', start='x')", "ChangeError: nagasaki: start 'x'"),
        ("page.figure('none')", "UnknownNameError: unknown figure 'none'"),
        ("page.timeline(dataset.events.loc[['nagasaki']], labels={'nagasaky': ''})", "TimelineErr"),
    ],
)
def test_a_notebook_shows_one_line_and_no_way_by_which_it_came(shell, dataset, capsys, asked, told):
    page = analysis.Page("overview", dataset=dataset)
    shell.push({"analysis": analysis, "dataset": dataset, "page": page})
    shell.run_cell(asked)
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 1
    assert lines[0].startswith(told)


def test_a_mistake_of_ours_keeps_its_traceback(shell, capsys):
    shell.run_cell("{}['nothing']")
    assert "Traceback" in capsys.readouterr().out


def test_many_problems_of_a_record_are_a_line_each(shell, capsys):
    problem = analysis.Problem("events.csv", 2, "start", "x\x1b[2J", "not a date")
    shell.push({"error": analysis.DatasetError([problem, problem])})
    shell.run_cell("raise error")
    shown = capsys.readouterr().out
    assert len(shown.splitlines()) == 3
    assert "\x1b[2J" not in shown


def test_they_are_what_they_were_to_a_program():
    assert issubclass(NoAnswerError, ValueError)
    assert issubclass(UnknownNameError, LookupError)
    assert issubclass(analysis.ClockError, ToldError)


def test_a_problem_says_what_stands_there_once():
    whole = analysis.Problem("events.csv", 2, "sources", "x", "'x' does not resolve")
    part = analysis.Problem("events.csv", 2, "sources", "x; y", "'y' does not resolve")
    assert str(whole) == "events.csv:2:sources: 'x' does not resolve"
    assert str(part) == "events.csv:2:sources: 'x; y' 'y' does not resolve"
