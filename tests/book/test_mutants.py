"""Ten mutants are called wrong by whom they should be, and the tool that asks of all is sound."""

import signal
import subprocess
import sys
import time

import pytest
from built_book import ROOT

from command_line import CommandFailure
from proof.mutants import of_code, of_data, sample
from proof.mutants.guards import CHECK, Copy, Running
from proof.mutants.mutant import drawn
from proof.mutants.reach import Reach

IN_EVERY_RUN = sample.asked_in_every_run()


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    running = Running()
    yield Copy(tmp_path_factory.mktemp("mutants") / "copy", running)
    running.end()


@pytest.fixture(scope="module")
def mutants():
    return {mutant.name: mutant for mutant in sample.mutants(ROOT)}


def test_there_are_ten_in_every_run_half_of_them_of_the_record():
    assert len(IN_EVERY_RUN) == 10


@pytest.mark.parametrize("name", IN_EVERY_RUN)
def test_a_mutant_is_called_wrong(copy, mutants, name):
    guard = IN_EVERY_RUN[name]
    with copy.with_change(mutants[name]):
        complaint = copy.check() if guard == CHECK else copy.tested(guard)
    assert complaint, mutants[name].told


def test_a_copy_without_a_mutant_is_sound(copy):
    assert copy.check() is None


def test_there_are_a_hundred_drawn_and_twenty_by_hand(mutants):
    kinds = [(mutant.kind, mutant.by_hand) for mutant in mutants.values()]
    assert [kinds.count((kind, False)) for kind in ("data", "code")] == [50, 50]
    assert [kinds.count((kind, True)) for kind in ("data", "code")] == [10, 10]
    assert sum(mutant.witness for mutant in mutants.values()) == 25


def test_a_mutant_changes_its_file_and_nothing_that_is_left_out(mutants):
    for mutant in mutants.values():
        assert mutant.text != (ROOT / mutant.path).read_text("utf-8"), mutant.name


def test_in_the_record_one_line_is_another():
    for mutant in of_data.sample(ROOT, 20):
        lines = (ROOT / mutant.path).read_text("utf-8").splitlines()
        changed = mutant.text.splitlines()
        assert len(lines) == len(changed)
        assert sum(a != b for a, b in zip(lines, changed, strict=True)) == 1, mutant.name


def small_tree(folder, code):
    (folder / "src").mkdir()
    (folder / "src" / "room.py").write_text(code, "utf-8")
    return folder


CODE = """
def first(days: list[int] | None = None) -> int:
    if days and days[0] < 3:
        return days[0] + 1
    if not days:
        raise ValueError(f"{1 + 1}")
    return len(days) if sorted(days) else 0
"""
CHANGES = {
    "first:connective:1": "(days or days[0] < 3)",
    "first:relation:1": "(days[0] <= 3)",
    "first:number:1": "days[1]",
    "first:number:2": "< 4",
    "first:arithmetic:1": "return (days[0] - 1)",
    "first:negation:1": "if (days):",
    "first:error:1": "pass",
    "first:condition:1": "if (not sorted(days)) else 0",
}


def test_each_operator_changes_what_it_names(tmp_path):
    made = {mutant.name: mutant.text for mutant in of_code.sample(small_tree(tmp_path, CODE), 99)}
    for name, text in CHANGES.items():
        assert text in made[f"src/room.py:{name}"]
    assert len(made) == len(CHANGES) + 3  # two numbers more and no annotation, no text


def test_an_operator_keeps_its_name_when_lines_come_before_it(tmp_path):
    root = small_tree(tmp_path, CODE)
    names = {mutant.name for mutant in of_code.sample(root, 99)}
    (root / "src" / "room.py").write_text(f"BEFORE = 1\n{CODE}", "utf-8")
    assert {mutant.name for mutant in of_code.sample(root, 99)} == names | {
        "src/room.py:module:number:1"
    }


def test_a_name_more_displaces_one_of_the_sample_at_most():
    names = [f"row-{number}" for number in range(200)]
    before = set(drawn(names, 50))
    assert all(len(before - set(drawn([*names, f"new-{at}"], 50))) <= 1 for at in range(20))


def test_the_test_that_names_a_module_is_asked_first():
    tests = Reach(ROOT).tests_of("src/historical_time/differences.py")
    assert tests[0] == "tests/historical_time/test_differences.py"
    assert "tests/plain_text/test_table.py" not in tests


def test_a_test_of_a_room_beneath_is_not_asked_of_a_drawing():
    rooms = {test.split("/")[1] for test in Reach(ROOT).tests_of("src/timelines/scale.py")}
    assert {"timelines", "analysis", "book", "atlas"} <= rooms
    assert rooms.isdisjoint({"historical_record", "historical_time", "plain_text"})


def test_every_survivor_of_the_list_is_a_mutant_and_has_a_reason(mutants):
    listed = sample.reasons()
    assert listed.keys() <= mutants.keys()
    assert all(reason.strip() for reason in listed.values())


def test_the_list_is_refused_where_it_says_too_little_or_too_much(tmp_path, monkeypatch):
    path = tmp_path / "survivors.csv"
    path.write_text("mutant,reason\na,because\nb,because\nc,\ngone,because\n", "utf-8")
    monkeypatch.setattr(sample, "SURVIVORS", path)
    assert sample.settled(survivors=["a", "c", "d"], called_wrong=["b"]) == [
        "c: survives without a reason",
        "d: survives without a reason",
        "b: is listed, and does not survive",
        "gone: is listed, and no such mutant is there",
    ]


def test_what_a_hand_made_mutant_changes_has_to_be_there(tmp_path, monkeypatch):
    path = tmp_path / "by_hand.csv"
    path.write_text("name,path,was,now,fear,guard\nx,data/clocks.csv,no such text,y,z,\n", "utf-8")
    monkeypatch.setattr(sample, "BY_HAND", path)
    with pytest.raises(CommandFailure, match="'no such text' stands 0 times in data/clocks"):
        sample.by_hand(ROOT)


def test_when_it_is_stopped_nothing_is_left_and_the_checkout_is_as_it_was(tmp_path):
    looked_at = [mutant.path for mutant in sample.by_hand(ROOT)]
    before = [(ROOT / path).read_bytes() for path in looked_at]
    command = [sys.executable, "-m", "proof.mutants", "--workers", "1", "hand:shells-fired-in-july"]
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        env={"TMPDIR": str(tmp_path), "PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"},
        stderr=subprocess.PIPE,
        text=True,
    )
    until = time.monotonic() + 240
    while not list(tmp_path.glob("mutants-*/copy 0/.venv/bin/python")) and time.monotonic() < until:
        time.sleep(0.1)
    time.sleep(1)  # the check is at work
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=240)
    assert (process.returncode, said.strip()) == (130, "mutants: stopped.")
    assert list(tmp_path.iterdir()) == []
    assert [(ROOT / path).read_bytes() for path in looked_at] == before
