"""The book's build against its limits: cold, with nothing changed, with one page touched.

The limits are for two cores with the environment installed.  The build is made in a copy of the
repository, so that the one at hand is left as it is.  The PDF is one document and is set anew
whatever was touched, so the touched page is timed for the HTML and for both:

    python -m benchmarks.build_benchmarks
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
COLD, UNCHANGED, TOUCHED = 90.0, 4.0, 8.0  # seconds
PAGE = Path("notebooks") / "preface.md"


def build(folder: Path, formats: str) -> float:
    """Seconds of a build in this folder; the first line that failed is the error."""
    began = time.perf_counter()
    made = subprocess.run(
        [sys.executable, "-m", "border_wars_book", "build", formats],
        cwd=folder,
        capture_output=True,
        text=True,
    )
    if made.returncode:
        raise SystemExit(made.stdout + made.stderr)
    return time.perf_counter() - began


def touch(folder: Path) -> None:
    """One sentence more on one page."""
    page = folder / PAGE
    page.write_text(page.read_text("utf-8") + "\nOne sentence more.\n", "utf-8")


def main() -> None:
    """Print the table: what was built, seconds, limit, ratio."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "book"
        ignored = shutil.ignore_patterns("_build", "_review", ".venv", ".git", "__pycache__")
        shutil.copytree(ROOT, folder, ignore=ignored)
        print("| build | seconds | limit | ratio |")
        print("|---|--:|--:|--:|")

        def row(what: str, formats: str, limit: float) -> None:
            seconds = build(folder, formats)
            print(f"| {what} | {seconds:.1f} | {limit:.0f} | {seconds / limit:.2f} |", flush=True)

        row("cold: every notebook, HTML and PDF", "all", COLD)
        row("nothing changed", "all", UNCHANGED)
        touch(folder)
        row("one page touched, HTML", "html", TOUCHED)
        row("the same, then the PDF", "pdf", TOUCHED)


if __name__ == "__main__":
    main()
