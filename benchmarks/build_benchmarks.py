"""The book's build against its limits: cold, with nothing changed, the PDF alone, one page touched.

The limits are for two idle cores with the environment installed.  The build is made in a copy of
the repository, so that the one at hand is left as it is.  The notebooks are run by themselves
first: what the cold build takes is told as a multiple of that too.  Seconds of processor, of all
processes together but the notebooks' kernels, are those to compare where others use the machine
as well:

    python -m benchmarks.build_benchmarks
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

from benchmarks.copied import environment_of

ROOT = Path(__file__).parents[1]
COLD, UNCHANGED, PDF, TOUCHED, TOUCHED_BOTH = 60.0, 4.0, 25.0, 4.0, 25.0  # seconds
PAGE = Path("notebooks") / "preface.md"
BUILD = ["-m", "border_wars_book", "build"]
NOTEBOOKS = """
from pathlib import Path
from border_wars_book.build.execution import run_all
from border_wars_book.build.inputs import results_fingerprint
from border_wars_book.build.toc import pages
root = Path.cwd()
run_all(root, pages(root), root / "_build" / "executed", results_fingerprint(root))
"""


def timed(python: str, folder: Path, *arguments: str) -> tuple[float, float]:
    """Seconds of this Python, run in this folder, by the clock and of processor."""
    began, before = time.perf_counter(), os.times()
    made = subprocess.run([python, *arguments], cwd=folder, capture_output=True, text=True)
    if made.returncode:
        raise SystemExit(made.stdout + made.stderr)
    after = os.times()
    processor = sum(after[2:4]) - sum(before[2:4])
    return time.perf_counter() - began, processor


def touch(folder: Path) -> None:
    """One sentence more on one page."""
    page = folder / PAGE
    page.write_text(page.read_text("utf-8") + "\nOne sentence more.\n", "utf-8")


def main() -> None:
    """Print the table: what was built, seconds, of processor, limit, ratio."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "book"
        ignored = shutil.ignore_patterns(
            "_build", "_review", ".venv", ".extra", ".git", "__pycache__"
        )
        shutil.copytree(ROOT, folder, ignore=ignored)
        python = environment_of(folder)
        print("| build | seconds | of processor | limit | ratio |")
        print("|---|--:|--:|--:|--:|")

        def row(what: str, limit: float, *arguments: str) -> float:
            seconds, processor = timed(python, folder, *arguments)
            told = f"{limit:.0f} | {seconds / limit:.2f}" if limit else " | "
            print(f"| {what} | {seconds:.1f} | {processor:.1f} | {told} |", flush=True)
            return seconds

        alone = row("every notebook, by themselves", 0, "-c", NOTEBOOKS)
        shutil.rmtree(folder / "_build")
        cold = row("cold: every notebook, HTML and PDF", COLD, *BUILD, "all")
        row("nothing changed", UNCHANGED, *BUILD, "all")
        shutil.rmtree(folder / "_build" / "pdf")
        row("the PDF alone", PDF, *BUILD, "pdf")
        touch(folder)
        row("one page touched, HTML", TOUCHED, *BUILD, "html")
        touch(folder)
        row("one page touched, both formats", TOUCHED_BOTH, *BUILD, "all")
        print(f"\nThe cold build takes {cold / alone:.2f} times the notebooks' own run.")


if __name__ == "__main__":
    main()
