"""The command line: check a data folder, or ask for the interval between two boundaries."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from command_line import run
from historical_time.interval_words import interval_words
from historical_time.words import NO_BREAK

if TYPE_CHECKING:
    from historical_record.dataset import Dataset
    from historical_record.problems import Problem
    from historical_time.intervals import Interval

FOUND, MISUSED = 1, 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns 0, 1 when problems were found, 2 when it was asked wrongly."""
    # Imported here, where a wish to stop ends in one line; the libraries take half a second.
    from analysis.war import load
    from historical_record.problems import DatasetError

    parser = argparse.ArgumentParser(prog="python -m analysis", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    check = commands.add_parser("check", help="check a data folder; list every problem")
    check.add_argument("folder", nargs="?", help="by default the repository's data/")
    interval = commands.add_parser("interval", help="the interval between two event boundaries")
    interval.add_argument("start", help="an instant, or a period's boundary: khalkhin-gol:start")
    interval.add_argument("end")
    interval.add_argument("--clock", default="utc", help="whose civil dates to count on (utc)")
    chosen = parser.parse_args(arguments)
    try:
        dataset = load(chosen.folder if chosen.command == "check" else None)
    except DatasetError as error:
        return told(error.problems)
    if chosen.command == "check":
        return checked(dataset, chosen.folder)
    try:
        found = dataset.interval(chosen.start, chosen.end, clock=chosen.clock)
    except (ValueError, LookupError) as error:
        print(f"interval: {error.args[0]}", file=sys.stderr)
        return MISUSED
    print("\n".join(interval_lines(chosen.start, chosen.end, chosen.clock, found)))
    return 0


def told(problems: Sequence[Problem]) -> int:
    """Print problems, each on a line of its own, and how many there are."""
    for problem in problems:
        print(problem)
    count = len(problems)
    print(f"{count} problem{'s' if count != 1 else ''} found", file=sys.stderr)
    return FOUND


def checked(dataset: Dataset, folder: str | None = None) -> int:
    """Print what a sound record holds, how its contradictions are ruled on, and how it stands.

    The key hours and the pages are this book's: of a record in another folder they are not asked.
    """
    from analysis.measures import key_hour_faults, measures
    from analysis.war import FOLDER
    from historical_record.contradictions import ruling_counts, ruling_faults
    from historical_record.standing import standing

    ours = folder is None or Path(folder).resolve() == FOLDER
    contradictions = dataset.consistency()
    faults = [*ruling_faults(dataset, contradictions), *(key_hour_faults(dataset) if ours else ())]
    if faults:
        return told(faults)
    print(dataset.summary())
    if "rulings" in dataset.tables:
        counts = ruling_counts(dataset, contradictions)
        rulings = ", ".join(f"{name} {count}" for name, count in counts.items())
        print(f"contradictions: {len(contradictions)}, {rulings}")
    print("\n".join(map(str, measures(dataset) if ours else standing(dataset))))
    return 0


def interval_lines(start: str, end: str, clock: str, found: Interval) -> list[str]:
    """The four answers as lines, each the shortest to the longest where a boundary is a range."""
    lines = [f"from {start}, {found.start} UTC", f"to   {end}, {found.end} UTC"]
    about = f"on the clock {clock}"
    if found.clock.attestation != "strong":
        about += f" ({found.clock.attestation} attestation)"
    dates = [(found.start_date, found.end_date)]
    if not found.is_one_pair_of_dates:
        dates.insert(0, found.shortest_dates)
    lines.append(f"{about}: " + " or ".join(f"{first} to {last}" for first, last in dates))
    told = interval_words(found)
    order = "" if found.order == "certain" else "; the order is possible, not certain"
    clamping = f"yes: dateutil gives {told.clamped}" if found.convention_sensitive else "no"
    answers = [
        f"1. elapsed            {told.elapsed}{order}",
        f"2. days               {told.days} exclusive, {told.inclusive} inclusive",
        f"3. calendar           {told.calendar} (inclusive {told.calendar_inclusive})",
        f"4. clamping matters   {clamping}",
    ]
    return [*lines, *(answer.replace(NO_BREAK, " ") for answer in answers)]


if __name__ == "__main__":
    sys.exit(run("analysis", main))
