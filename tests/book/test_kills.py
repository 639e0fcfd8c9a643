"""A build that is killed at any moment leaves a whole book, and the next one makes it as if new."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import nbformat
import pytest
from border_wars_book.build.publish import manifest
from built_book import make_small_book
from test_same_bytes import clone

from benchmarks.copied import environment_of

SEED = 1945


class Killed:
    """A book of two states, and builds of it that may be ended at a moment of their time."""

    def __init__(self, root: Path, python: str, formats: str, page: Path) -> None:
        self.root, self.page = root, page
        self.command = [python, "-m", "border_wars_book", "build", formats]
        self.text = page.read_text("utf-8")
        self.clean: dict[str, dict[str, str]] = {}
        self.seconds = 0.0
        for state in ("First.", "Second."):
            self.write(state)
            began = time.monotonic()
            self.build()
            self.seconds = time.monotonic() - began
            self.clean[state] = self.published()

    def write(self, state: str) -> None:
        self.page.write_text(self.text + f"\n\n{state}\n", "utf-8")

    def published(self) -> dict[str, str]:
        return manifest(self.root / "_build" / "html")

    def build(self) -> None:
        made = subprocess.run(self.command, cwd=self.root, capture_output=True, text=True)
        assert made.returncode == 0, made.stdout + made.stderr

    def kill_at(self, moment: float) -> None:
        process = subprocess.Popen(
            self.command,
            cwd=self.root,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        time.sleep(moment)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def endure(self, kills: int) -> None:
        """Kill, see that readers have one of the two books, build, see that it is the right one."""
        chance = random.Random(SEED)
        states = list(self.clean)
        for turn in range(kills):
            state = states[turn % 2]
            self.write(state)
            if turn % 3 == 2:  # from nothing but what readers see
                for kept in ("work", "executed", "fonts"):
                    subprocess.run(["rm", "-rf", self.root / "_build" / kept], check=True)
            self.kill_at(chance.uniform(0, self.seconds))
            assert self.published() in self.clean.values(), f"turn {turn}"
            self.build()
            assert self.published() == self.clean[state], f"turn {turn}"


@pytest.mark.parametrize("kills", [1, pytest.param(35, marks=pytest.mark.proof)])
def test_a_book_of_three_pages_endures_being_killed(tmp_path, kills):
    root = make_small_book(tmp_path).root
    contents = "format: jb-book\nroot: index\nchapters:\n- file: second\n- file: third\n"
    (root / "_toc.yml").write_text(contents)
    (root / "second.md").write_text("# Another page\n\nThe battle of 張鼓峰.\n")
    cells = [
        nbformat.v4.new_markdown_cell("# A notebook", id="a"),
        nbformat.v4.new_code_cell("print(6 * 7)", id="b"),
    ]
    language = {"language_info": {"name": "python", "pygments_lexer": "ipython3"}}
    notebook = nbformat.v4.new_notebook(cells=cells, metadata=language)
    nbformat.write(notebook, root / "third.ipynb")
    Killed(root, sys.executable, "html", root / "second.md").endure(kills)


@pytest.mark.proof
def test_the_whole_book_endures_being_killed(tmp_path):
    clone("full clone", tmp_path / "book")
    root = tmp_path / "book"
    Killed(root, environment_of(root), "all", root / "notebooks" / "preface.md").endure(3)
