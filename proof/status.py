"""`make status`: what holds of this record and this code, as numbers that a command repeats.

Nothing is measured here: the numbers are those of the last runs, and of these only what was run on
the present state. What was not is said to be so.
"""

from __future__ import annotations

import argparse
import csv
import json
import platform
import re
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from xml.etree import ElementTree

from border_wars_book.build.inputs import STATUS
from border_wars_book.build.inputs import state as state_of
from border_wars_book.build.sources import pdf_name
from border_wars_book.page.status import COLUMNS, STATE, stored

from command_line import CommandFailure, run
from proof.__main__ import CHECKS
from proof.__main__ import KEPT as PROVED
from proof.mutants.__main__ import Answers, figures
from proof.mutants.sample import mutants
from proof.state import HERE, state

Row = tuple[str, str, str, str]

_MADE_WITH = "pandas numpy matplotlib plotly sphinx myst-nb jupyter-book typst pytest".split()
_BUILT = HERE / "_build"
_RESULTS = {"the libraries": "libraries.xml", "the book and its notebooks": "book.xml"}
_NOT_RUN = "not run on this state"


def versions() -> Iterator[Row]:
    """On what all of it ran."""
    yield "Versions", "Python", platform.python_version(), "make sbom"
    yield "Versions", "System", f"{platform.system()} {platform.machine()}", "make sbom"
    for name in _MADE_WITH:
        yield "Versions", name, version(name), "make sbom"


def record() -> Iterator[Row]:
    """How the record stands, as the check tells it: what is a share or a ruling."""
    command = "python -m analysis check"
    for line in _said(*command.split()[2:]).splitlines():
        what, _, number = line.rpartition(": ")
        if "%" in number or what == "contradictions":
            yield "The record", what, number, command


def samples() -> Iterator[Row]:
    """How many rows of each sample were found wrong, as the record's own account of them has it."""
    account = "data/README.md"
    text = (HERE / account).read_text("utf-8")
    for seed, total in re.findall(r"^Seed `([^`]+)`:$.*?^\| all \|([\d |]+)\|$", text, re.M | re.S):
        drawn, _, imprecise, wrong, unknown, _ = (int(cell) for cell in total.split("|"))
        found = f"{wrong + imprecise} of {drawn}; {unknown} cannot be told"
        yield "Samples of the record", f"Wrong or imprecise in {seed}", found, account


def notebooks() -> Iterator[Row]:
    """How many there are, and how many cells of code."""
    paths = [*(HERE / "notebooks").glob("*.ipynb"), HERE / "index.ipynb"]
    cells = [cell for path in paths for cell in json.loads(path.read_text("utf-8"))["cells"]]
    code = sum(cell["cell_type"] == "code" for cell in cells)
    yield "The notebooks", "Notebooks", str(len(paths)), "make notebooks"
    yield "The notebooks", "Cells of code", str(code), "make notebooks"


def tests() -> Iterator[Row]:
    """How many passed, and which share of the libraries' lines they try."""
    about, now = "Tests", state_of(HERE)
    for of, name in _RESULTS.items():
        path = _BUILT / "tests" / name
        suite = ElementTree.parse(path).getroot().find("testsuite") if path.exists() else None
        if suite is None or suite.get("name") != now:
            yield about, f"Tests of {of}", _NOT_RUN, "make test"
            continue
        count, *bad = (int(suite.get(kind, 0)) for kind in ("tests", "failures", "errors"))
        yield about, f"Tests of {of}", f"{count - sum(bad):,} of {count:,} passed", "make test"
        if name == "book.xml":
            axe = sum("test_axe_finds_nothing_in_light" in case.get("name", "") for case in suite)
            yield about, "Pages without a finding of axe", f"{axe} of {axe} tried", "make test"
        else:
            lines = _said("coverage", "report", "--format=total", "--fail-under=0").strip()
            yield about, "Lines of the libraries that are tried", f"{lines} %", "make status"


def book() -> Iterator[Row]:
    """How large it is."""
    from pypdfium2 import PdfDocument

    html = [path for path in (_BUILT / "html").rglob("*") if path.is_file()]
    pdf = _BUILT / "pdf" / pdf_name(HERE)
    if not html or not pdf.exists():
        raise CommandFailure("the book is not built: make book")
    pages = sum(path.suffix == ".html" for path in html)
    size = sum(path.stat().st_size for path in html)
    yield "The book", "Pages on the screen", str(pages), "make html"
    yield "The book", "Bytes of the site, PDF included", f"{size:,}", "make book"
    yield "The book", "Pages of the PDF", str(len(PdfDocument(pdf))), "make pdf"
    yield "The book", "Bytes of the PDF", f"{pdf.stat().st_size:,}", "make pdf"


def long_checks() -> Iterator[Row]:
    """Which of the checks that are too long for every change have passed, and of the mutants."""
    path = PROVED / f"{state()}.json"
    passed = json.loads(path.read_text("utf-8")) if path.exists() else {}
    for name in CHECKS:
        number = passed.get(name, _NOT_RUN).strip("= ")
        yield "Long checks", name[:1].upper() + name[1:], number, "make proof"
    answers = Answers.kept()
    told = figures(mutants(HERE), answers) if answers.given else [("mutants asked of", _NOT_RUN)]
    for what, number in told:
        yield "Mutants", what, number, "make mutants"


def _said(*module: str) -> str:
    command = [sys.executable, "-m", *module]
    done = subprocess.run(command, cwd=HERE, capture_output=True, text=True)
    if done.returncode:
        raise CommandFailure(f"{' '.join(module)}: {(done.stderr or done.stdout).strip()}")
    return done.stdout


def store() -> Path:
    """Write the status file."""
    rows: list[Row] = [(STATE, "record and code", state_of(HERE), "make status")]
    for part in (versions, record, samples, notebooks, tests, book, long_checks):
        rows += part()
    path = HERE / STATUS
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([COLUMNS, *rows])
    return path


def main() -> int:
    """Store the numbers, or say whether those that are stored are of this state."""
    parser = argparse.ArgumentParser(prog="python -m proof.status", description=__doc__)
    parser.add_argument("--check", action="store_true", help="refuse what is of another state")
    parser.add_argument("--state", action="store_true", help="name this state of record and code")
    chosen = parser.parse_args()
    if chosen.state:
        print(state_of(HERE))
    elif chosen.check:
        print(f"{STATUS}: {len(stored(HERE))} numbers of this record and this code")
    else:
        print(store().relative_to(HERE))
    return 0


if __name__ == "__main__":
    sys.exit(run("status", main))
