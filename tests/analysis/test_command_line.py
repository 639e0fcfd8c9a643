import errno
import os
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

import command_line
from analysis.__main__ import main
from command_line import run

ROOT = Path(__file__).resolve().parents[2]


def test_check_prints_the_summary_of_a_sound_record(small_folder, capsys):
    assert main(["check", str(small_folder)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("rows per table: events 22, readings 6, figures 4")
    assert "events on two or more sources: 6 (27%)" in lines
    (by_clock,) = (line for line in lines if line.startswith("readings with an hour by clock"))
    assert by_clock.startswith("readings with an hour by clock: tokyo 5, moscow 4")
    assert "contradictions: 5, open 2, resolved 2, dormant 1" in lines
    assert lines[-1] == "losses on tertiary sources alone: 3 of 3 (100.0%)"


def test_check_lists_what_rests_on_tertiary_sources_alone_where_it_is_asked(small_folder, capsys):
    sources = small_folder / "sources.csv"
    sources.write_text(
        sources.read_text("utf-8").replace("svoisky2014,tertiary", "svoisky2014,scholarship"),
        "utf-8",
    )
    assert main(["check", str(small_folder), "--tertiary"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[-2:] == [
        "figures: khasan-ussr-killed-cow: cow4",
        "figures: khasan-japan-killed-cow: cow4",
    ]
    assert "events: lake-khasan: enwiki-khasan; cow4" in lines
    assert not any(line.startswith("events: khalkhin-gol:") for line in lines)


def test_check_prints_each_problem_on_a_line_of_its_own_and_fails(small_folder, capsys):
    path = small_folder / "events.csv"
    text = path.read_text(encoding="utf-8").replace("atomic-bombing", "bomb")
    path.write_text(text, encoding="utf-8")
    assert main(["check", str(small_folder)]) == 1
    printed = capsys.readouterr()
    lines = printed.out.splitlines()
    assert [line.split(" ")[0] for line in lines] == ["events.csv:16:kind:", "events.csv:20:kind:"]
    assert printed.err == "2 problems found\n"


def test_check_refuses_a_contradiction_without_a_ruling(small_folder, capsys):
    path = small_folder / "rulings.csv"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(lines[:-1]), encoding="utf-8")
    assert main(["check", str(small_folder)]) == 1
    printed = capsys.readouterr()
    assert "cannot both be true: expected a ruling" in printed.out
    assert printed.err == "1 problem found\n"


def test_interval_prints_all_four_answers_plainly():
    command = [sys.executable, "-m", "analysis", "interval", "surrender-effective"]
    command += ["first-crossing", "--clock", "moscow"]
    asked = subprocess.run(command, capture_output=True, text=True, encoding="utf-8")
    assert (asked.returncode, asked.stderr) == (0, "")
    assert asked.stdout.splitlines() == [
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


def test_interval_whose_order_is_not_certain_begins_below_nought_and_says_so(capsys):
    assert main(["interval", "ioki-suicide", "japanese-embassy-denial", "--clock", "tokyo"]) == 0
    answers = capsys.readouterr().out.splitlines()[3:]
    minus = "\N{MINUS SIGN}"
    assert answers[:2] == [
        f"1. elapsed            {minus}17 days and 59 minutes to 46 days, 13 hours and 59 minutes; "
        "the order is possible, not certain",
        f"2. days               {minus}17 to 46 exclusive, {minus}18 to 47 inclusive",
    ]


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
    check = subprocess.Popen(
        [sys.executable, "-m", "analysis", "check", str(small_folder)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    check.stdout.close()
    assert "Traceback" not in check.stderr.read()
    assert check.wait() == 1


@pytest.mark.checkout
def test_no_command_is_made_of_text_that_a_space_would_break():
    """A path may hold a space, so no test and no tool gives a shell a sentence."""
    spoken = [
        path.name
        for folder in ("src", "book", "tests", "benchmarks")
        for path in (ROOT / folder).rglob("*.py")
        if re.search(r"shell\s*=\s*True|os\.(system|popen)\(", path.read_text("utf-8"))
    ]
    assert spoken == []


def refuse(error):
    def main():
        raise error

    return run("command", main)


@pytest.fixture(autouse=True)
def same_signals():
    """A command listens to signals of its own; the tests after it must not."""
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.mark.parametrize(
    ("error", "line"),
    [
        (
            OSError(errno.ENOSPC, "No space left on device", "/a/b"),
            "/a/b: No space left on device; ",
        ),
        (OSError(errno.EACCES, "Permission denied", "/a/b"), "/a/b: Permission denied; make it"),
        (
            OSError(errno.EROFS, "Read-only file system", "/a/b"),
            "/a/b: Read-only file system; make",
        ),
        (
            OSError(errno.EDQUOT, "Disk quota exceeded", "/a", None, "/b"),
            "/b: Disk quota exceeded; ",
        ),
        (
            OSError(errno.ENOSPC, "No space left on device"),
            f"{Path.cwd()}: No space left on device;",
        ),
        (shutil.Error([("/a", "/b", "[Errno 28] No space left on device: '/b'")]), "/b: No space"),
        (FileNotFoundError(errno.ENOENT, "No such file or directory", "/x"), "/x: No such file or"),
        (MemoryError(), "the machine has too little memory for this."),
    ],
)
def test_what_the_machine_refuses_is_one_line_with_the_place(error, line, capsys):
    assert refuse(error) == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.startswith(f"command: {line}")
    assert printed.err.count("\n") == 1


def test_a_fault_of_the_code_keeps_its_traceback():
    with pytest.raises(KeyError):
        refuse(KeyError("a fault"))


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_wish_to_stop_is_one_line_however_often_it_is_said(number):
    program = (
        "import os, time\nfrom command_line import run\n"
        "def main():\n"
        "    try:\n"
        f"        os.kill(os.getpid(), {int(number)})\n"
        "        time.sleep(9)\n"
        "    finally:\n"
        f"        os.kill(os.getpid(), {int(number)})\n"
        "        print('in good order', flush=True)\n"
        "run('command', main)"
    )
    stopped = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert stopped.returncode == 128 + number
    assert stopped.stdout == "in good order\n"
    assert stopped.stderr.split() == ["command:", "stopped."]


@pytest.mark.checkout
def test_a_copied_environment_is_told_from_its_own(tmp_path, monkeypatch, capsys):
    twin = tmp_path / "src" / "command_line" / "__init__.py"
    twin.parent.mkdir(parents=True)
    twin.write_text("")
    monkeypatch.chdir(tmp_path)
    assert run("command", lambda: 0) == 1  # the folder at hand is a copy
    assert f"run `make setup` in {tmp_path}" in capsys.readouterr().err
    monkeypatch.chdir(ROOT)
    assert run("command", lambda: 0) == 0
    monkeypatch.setattr(sys, "prefix", str(tmp_path / ".venv"))  # the environment is in a copy
    assert run("command", lambda: 0) == 1
    monkeypatch.setattr(command_line, "__file__", str(tmp_path / "lib" / "command_line" / "x.py"))
    assert run("command", lambda: 0) == 0  # an installed wheel serves any folder


@pytest.mark.checkout
def test_make_knows_an_environment_that_was_copied(tmp_path):
    shutil.copy(ROOT / "Makefile", tmp_path)
    for name in ("requirements.txt", "pyproject.toml"):
        (tmp_path / name).touch()
    folder = tmp_path / ".venv"
    folder.mkdir()
    (folder / ".ready").touch()

    def steps(made_in):
        (folder / "pyvenv.cfg").write_text(f"command = python3 -m venv {made_in}/.venv\n")
        return subprocess.run(
            ["make", "--dry-run", "setup"], cwd=tmp_path, capture_output=True, text=True
        ).stdout

    assert "-m venv" not in steps(tmp_path.resolve())
    assert "-m venv --clear .venv" in steps("/another/folder")
