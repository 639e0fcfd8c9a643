"""The command line: begin a record, check it, draw it, ask for the interval between two events."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from command_line import run
from historical_time.intervals import interval_lines

if TYPE_CHECKING:
    from historical_record.dataset import Dataset
    from historical_record.problems import Problem

FOUND, MISUSED = 1, 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns 0, 1 when problems were found, 2 when it was asked wrongly."""
    # Imported here, where a wish to stop ends in one line; the libraries take half a second.
    from analysis.war import load
    from historical_record.problems import DatasetError
    from historical_record.starter import begin

    parser = argparse.ArgumentParser(prog="python -m analysis", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    record = argparse.ArgumentParser(add_help=False)
    record.add_argument("folder", nargs="?", help="the folder of a record; by default this book's")
    new = commands.add_parser("new", help="write a record of five events, to be made your own")
    new.add_argument("folder", help="a folder that is not there yet, or is empty")
    check = commands.add_parser(
        "check", help="check a record; list every problem", parents=[record]
    )
    check.add_argument(
        "--tertiary", action="store_true", help="list what rests on tertiary sources alone as well"
    )
    interval = commands.add_parser("interval", help="the interval between two event boundaries")
    interval.add_argument("start", help="an instant, or a period's boundary: khalkhin-gol:start")
    interval.add_argument("end")
    interval.add_argument("folder", nargs="?", help="as for check")
    interval.add_argument("--clock", default="utc", help="whose civil dates to count on (utc)")
    timeline = commands.add_parser("timeline", help="draw a record on a page", parents=[record])
    timeline.add_argument(
        "--output", default="timeline.html", help="a page (.html) or a picture (.svg, .png)"
    )
    timeline.add_argument("--clock", help="the clock of the axis; by default each date as it is")
    timeline.add_argument("--title", help="by default the lanes and the dates")
    chosen = parser.parse_args(arguments)
    try:
        if chosen.command == "new":
            print(begin(chosen.folder))
            return 0
        dataset = load(chosen.folder)
        if chosen.command == "check":
            return checked(dataset, chosen.folder, tertiary=chosen.tertiary)
        if chosen.command == "timeline":
            print(drawn(dataset, chosen.output, chosen.clock, chosen.title))
            return 0
        found = dataset.interval(chosen.start, chosen.end, clock=chosen.clock)
    except DatasetError as error:
        return told(error.problems)
    except (ValueError, LookupError, FileExistsError) as error:
        print(f"{chosen.command}: {error.args[0]}", file=sys.stderr)
        return MISUSED
    print("\n".join(interval_lines(found, chosen.start, chosen.end)))
    for boundary in dict.fromkeys((chosen.start, chosen.end)):
        if dataset.readings_of(boundary)[0].time.endswith("~"):
            print(f"the hour of {boundary} is approximate, and was counted as it stands")
    return 0


def drawn(dataset: Dataset, output: str, clock: str | None = None, title: str | None = None) -> str:
    """Write the timeline of all events, as a page with its table or as a picture.

    Returns the file's name, whose ending says which; ValueError for another.
    """
    from analysis.page import Page
    from plain_text.told import NoAnswerError

    path = Path(output)
    if path.suffix not in (".html", ".svg", ".png"):
        raise NoAnswerError(f"{output!r}: expected a name that ends in .html, .svg or .png")
    figure = Page("timeline", dataset=dataset).timeline(dataset.events, clock=clock, title=title)
    if path.suffix == ".html":
        path.write_text(figure.to_html(), encoding="utf-8")
    else:
        figure.static().savefig(path, dpi=200)
    return output


def told(problems: Sequence[Problem]) -> int:
    """Print problems, each on a line of its own, and how many there are."""
    for problem in problems:
        print(problem)
    count = len(problems)
    print(f"{count} problem{'s' if count != 1 else ''} found", file=sys.stderr)
    return FOUND


def checked(dataset: Dataset, folder: str | None = None, *, tertiary: bool = False) -> int:
    """Print what a sound record holds, how its contradictions are ruled on, and how it stands.

    With ``tertiary`` each event and figure that such sources alone bear is listed with them.

    The key hours and the pages are this book's: of a record in another folder they are not asked.
    """
    from analysis.measures import key_hour_faults, measures
    from analysis.war import FOLDER
    from historical_record.contradictions import ruling_counts, ruling_faults
    from historical_record.standing import on_tertiary_alone, standing

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
    for table, rows in on_tertiary_alone(dataset).items() if tertiary else ():
        for row, cited in rows.items():
            print(f"{table}: {row}: {'; '.join(cited)}")
    return 0


if __name__ == "__main__":
    sys.exit(run("analysis", main))
