"""`python -m exports FOLDER TARGET [FORMAT] [--base ADDRESS]`: a record in other formats."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from command_line import CommandFailure, run


def main(arguments: Sequence[str] | None = None) -> int:
    """Write every format into a folder, or one to a file; the answer is the exit status."""
    from exports import EXPORTS, read_source, write
    from historical_record.problems import DatasetError

    parser = argparse.ArgumentParser(prog="python -m exports", description=__doc__)
    parser.add_argument("folder", type=Path, help="the record")
    parser.add_argument("target", type=Path, help="a folder; of one format, the file")
    parser.add_argument("format", nargs="?", choices=EXPORTS, help="by default all")
    parser.add_argument("--base", default="", help="where the book lives")
    chosen = parser.parse_args(arguments)
    try:
        source = read_source(chosen.folder, chosen.base)
    except DatasetError as error:
        raise CommandFailure("\n".join(map(str, error.problems))) from None
    if chosen.format:
        wanted = {chosen.format: chosen.target}
    else:
        chosen.target.mkdir(parents=True, exist_ok=True)
        wanted = {name: chosen.target / export.file for name, export in EXPORTS.items()}
    lacking = []
    for name, path in wanted.items():
        try:
            write(source, name, path)
            print(path)
        except ModuleNotFoundError as error:
            lacking.append(f"{name} needs {error.name}")
    if lacking:
        cure = "pip install 'border-wars-analysis[exports]'"
        raise CommandFailure(f"not written: {', '.join(lacking)}: {cure}")
    return 0


if __name__ == "__main__":
    sys.exit(run("exports", main))
