import os
import subprocess
import sys

import pytest

from analysis.__main__ import main


def test_check_prints_the_summary_of_a_sound_record(small_folder, capsys):
    assert main(["check", str(small_folder)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("rows per table: events 22, readings 6, figures 4")
    assert "events on two or more sources: 6 (27%)" in lines
    assert lines[-1].startswith("readings with an hour by clock: tokyo 5, moscow 4")


def test_check_prints_each_problem_on_a_line_of_its_own_and_fails(small_folder, capsys):
    path = small_folder / "events.csv"
    text = path.read_text(encoding="utf-8").replace("atomic-bombing", "bomb")
    path.write_text(text, encoding="utf-8")
    assert main(["check", str(small_folder)]) == 1
    printed = capsys.readouterr()
    lines = printed.out.splitlines()
    assert [line.split(" ")[0] for line in lines] == ["events.csv:16:kind:", "events.csv:20:kind:"]
    assert printed.err == "2 problems found\n"


def test_interval_prints_all_four_answers_plainly():
    command = [sys.executable, "-m", "analysis", "interval", "surrender-effective"]
    command += ["first-crossing", "--clock", "moscow"]
    run = subprocess.run(command, capture_output=True, text=True, encoding="utf-8")
    assert (run.returncode, run.stderr) == (0, "")
    assert run.stdout.splitlines() == [
        "from surrender-effective, 1945-05-08 22:01 UTC",
        "to   first-crossing, 1945-08-08 15:10 UTC",
        "on the clock moscow: 1945-05-09 to 1945-08-08",
        "1. elapsed            91 days, 17 hours and 9 minutes",
        "2. days               91 exclusive, 92 inclusive",
        "3. calendar           two months and 30 days (inclusive three months)",
        "4. clamping matters   no",
    ]


def test_interval_of_a_range_prints_the_shortest_and_the_longest(capsys):
    assert main(["interval", "khalkhin-gol:start", "khalkhin-gol:end", "--clock", "moscow"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[2].count(" or ") == 1
    assert " to " in lines[3]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["hirosima", "nagasaki"], "unknown event 'hirosima': is 'hiroshima' meant?"),
        (["khalkhin-gol", "nagasaki"], "name one, 'khalkhin-gol:start' or 'khalkhin-gol:end'"),
        (["hiroshima", "nagasaki", "--clock", "mars"], "unknown clock 'mars'"),
        (["nagasaki", "hiroshima"], "is after the end"),
    ],
)
def test_interval_asked_wrongly_says_what_is_wrong(arguments, message, capsys):
    assert main(["interval", *arguments]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.startswith("interval: ")
    assert message in printed.err


def test_a_terminal_without_the_letters_is_no_traceback(small_folder):
    path = small_folder / "names.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("張鼓峰", " 張鼓峰"), encoding="utf-8")
    run = subprocess.run(
        [sys.executable, "-m", "analysis", "check", str(small_folder)],
        capture_output=True,
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
    )
    assert run.returncode == 1
    assert rb"names.csv:2:name: ' \u5f35" in run.stdout
    assert b"Traceback" not in run.stderr


def test_a_reader_that_stops_early_is_no_traceback(small_folder):
    path = small_folder / "events.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(",read,", ",saw,"), encoding="utf-8")
    command = f"{sys.executable} -m analysis check {small_folder} | head -n 1"
    run = subprocess.run(command, shell=True, capture_output=True, text=True)
    assert run.stdout.startswith("events.csv:")
    assert "Traceback" not in run.stderr
