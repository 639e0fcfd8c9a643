"""The long checks, each remembered once it has passed for this state of the tree.

`make proof` runs what remains; what was cut off or failed is run again, and a change of any file
starts all of them anew.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from proof.faces import configuration
from proof.state import HERE, state

KEPT = HERE / "_build" / "proof"
QUIETLY = ("--quiet", "--disable-pip-version-check")
# What the recipes are for; they stay out of requirements.txt.
OTHER_LIBRARIES = ("dask[dataframe]>=2026.8", "duckdb>=2.0", "polars>=2.1")
LIBRARIES = ("src", "tests", "--ignore", "tests/book", "--ignore", "tests/notebooks")
PYTEST = (sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider")


def by_pytest(*chosen: str, faces: str = "") -> Callable[[], str]:
    """A run of pytest, where Chromium has the typefaces of one machine alone if it is named."""

    def check() -> str:
        environment = dict(os.environ)
        if faces:
            folder = KEPT / "faces" / faces
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir(parents=True)
            environment["FONTCONFIG_FILE"] = str(configuration(faces, folder))
        return called([*PYTEST, "-n2", "--dist=loadfile", *chosen], environment)

    return check


def on_a_machine_with(faces: str) -> Callable[[], str]:
    """Every test of the book that opens Chromium, where these typefaces alone are at hand."""
    return by_pytest("tests/book", "-m", "browser and not proof", faces=faces)


def lowest() -> str:
    """The tests of the library on the lowest versions that pyproject.toml allows."""
    return called(["make", "--no-print-directory", "test-lowest"], dict(os.environ))


def on_python(version: str) -> Callable[[], str]:
    """The tests of the library on another Python, if the machine has it."""

    def check() -> str:
        if version == "{}.{}".format(*sys.version_info):
            return "the Python of this environment, in which `make test` runs them"
        python = shutil.which(f"python{version}")
        if not python or subprocess.run([python, "--version"], capture_output=True).returncode:
            return f"not run: there is no python{version} on this machine"
        wanted = ("test-lowest", f"PYTHON={python}", "RESOLUTION=highest")
        return called(["make", "--no-print-directory", *wanted], dict(os.environ))

    return check


def environment(folder: Path, *wanted: str) -> str:
    """A Python with nothing but these packages, made anew."""
    python = folder / "bin" / "python"
    called([sys.executable, "-m", "venv", "--clear", str(folder)])
    called([str(python), "-m", "pip", "install", *QUIETLY, *wanted])
    return str(python)


def wheel(folder: Path) -> str:
    """The wheel of this tree, made anew in a folder of its own."""
    shutil.rmtree(folder, ignore_errors=True)
    called([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)])
    (made,) = folder.glob("*.whl")
    return str(made)


def installed() -> str:
    """The libraries' tests on the wheel, in an environment and a folder outside the checkout."""
    with tempfile.TemporaryDirectory() as name:
        outside = Path(name)
        made = wheel(outside / "wheel")
        python = environment(outside / "venv", f"{made}[exports,test,peers]")
        left_out = shutil.ignore_patterns("book", "notebooks", "basemap", "proof", "__pycache__")
        shutil.copytree(HERE / "tests", outside / "tests", ignore=left_out)
        shutil.copy(HERE / "pyproject.toml", outside)  # pytest's settings
        chosen = ("tests", "--ignore", "tests/fuzz", "-m", "not proof and not checkout")
        return called([python, *PYTEST[1:], *chosen, "-n2", "--dist=worksteal"], folder=outside)


def frames() -> str:
    """The recipes for other libraries on 100,000 rows, in an environment that has them."""
    made = wheel(KEPT / "wheel")
    python = environment(KEPT / "frames", f"{made}[exports]", *OTHER_LIBRARIES)
    return called([python, "-m", "proof.frames"])


def hangs() -> str:
    """Twenty changes of the record, and whether all that they moved had been foretold."""
    return called([sys.executable, "-m", "proof.hangs"])


# A line for each: its name, and what it runs.
CHECKS: dict[str, Callable[[], str]] = {
    "proofs among the tests": by_pytest("tests", "-m", "proof"),
    "the tried lines of the libraries": by_pytest(
        *LIBRARIES, "--doctest-modules", "--cov", "--dist=worksteal"
    ),
    "the book's pages with DejaVu alone": on_a_machine_with("DejaVu"),
    "the book's pages with URW alone": on_a_machine_with("URW"),
    "the book's pages with Liberation alone": on_a_machine_with("Liberation"),
    "what hangs on a row": hangs,
    "the wheel, outside the checkout": installed,
    "the recipes for Polars, Dask and DuckDB": frames,
    "the lowest versions allowed": lowest,
    "Python 3.11": on_python("3.11"),
    "Python 3.12": on_python("3.12"),
    "Python 3.13": on_python("3.13"),
}


class Failed(Exception):
    """A check did not pass; the words are all that it said."""


def called(
    command: list[str], environment: dict[str, str] | None = None, folder: Path = HERE
) -> str:
    """The last line that a command wrote, which must end well."""
    done = subprocess.run(
        command,
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    lines = done.stdout.strip().splitlines() or [""]
    if done.returncode:
        raise Failed(done.stdout)
    return lines[-1]


def main() -> int:
    """Run what has not yet passed; the answer is the exit status."""
    KEPT.mkdir(parents=True, exist_ok=True)
    record = KEPT / f"{state()}.json"
    passed = json.loads(record.read_text("utf-8")) if record.exists() else {}
    failed = []
    for name, check in CHECKS.items():
        if name in passed:
            print(f"{name}: passed before ({passed[name]})", flush=True)
            continue
        print(f"{name} ...", flush=True)
        began = time.monotonic()
        try:
            said = check()
        except (Failed, OSError) as reason:
            failed.append(name)
            whole = KEPT / f"{name.replace(' ', '-')}.txt"
            whole.write_text(str(reason), "utf-8")
            end = "\n".join(str(reason).strip().splitlines()[-40:])
            print(f"{end}\n{name}: FAILED, as {whole.relative_to(HERE)} tells", flush=True)
            continue
        except KeyboardInterrupt:
            break
        print(f"  {said} ({(time.monotonic() - began) / 60:.1f} min)", flush=True)
        if not said.startswith("not run"):
            passed[name] = said
            record.write_text(json.dumps(passed, indent=1), "utf-8")
    remaining = [name for name in CHECKS if name not in passed]
    print(f"passed: {len(passed)} of {len(CHECKS)}", end="")
    print(f"; remaining: {', '.join(remaining)}" if remaining else "")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
