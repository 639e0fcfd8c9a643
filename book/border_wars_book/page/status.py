"""`{status}`: the numbers that `make status` stored, each with the command that repeats it.

They are shown for the record and the code that they were measured on, and refused for any other.
"""

from __future__ import annotations

import csv
from itertools import groupby
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from border_wars_book.build.inputs import STATUS, state
from command_line import CommandFailure
from plain_text.myst import escaped
from plain_text.table import Table

COLUMNS = ["about", "what", "number", "command"]
STATE = "state"


class StatusRefused(CommandFailure):
    """The stored numbers are not those of this record and this code; the message says why."""


def stored(root: Path) -> list[dict[str, str]]:
    """The rows of the status file: about what, what, the number, the command.

    StatusRefused where there is none, or it is of another state of record or code.
    """
    try:
        with (root / STATUS).open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
    except FileNotFoundError:
        raise StatusRefused(f"{STATUS}: no such file; make status measures and stores it") from None
    if not rows or list(rows[0]) != COLUMNS or rows[0]["about"] != STATE:
        raise StatusRefused(f"{STATUS}: expected {','.join(COLUMNS)} and the state first")
    found, now = rows[0]["number"], state(root)
    if found != now:
        message = f"{STATUS}: of state {found}, and record or code are now {now}; run make status"
        raise StatusRefused(message)
    return rows[1:]


class Status(SphinxDirective):
    """`status`: the stored numbers as tables, or why there are none."""

    def run(self) -> list[nodes.Node]:
        """A table for each matter."""
        root = Path(self.env.srcdir)
        self.env.note_dependency(str(root / STATUS))
        try:
            rows = stored(root)
        except StatusRefused as reason:
            return self.parse_text_to_nodes(f"No numbers are shown: {escaped(str(reason))}.\n")
        return self.parse_text_to_nodes("\n\n".join(tables(rows)))


def tables(rows: list[dict[str, str]]) -> list[str]:
    """The tables as MyST, one for each matter, in their order."""
    made = []
    for about, of in groupby(rows, key=lambda row: row["about"]):
        cells = [
            [[escaped(row["what"])], [escaped(row["number"])], [f"`{row['command']}`"]]
            for row in of
        ]
        columns = ("What", "Number", "Command")
        made.append(Table(columns, cells, caption=about, widths=(50, 25, 25)).myst)
    return made


def register(app: Sphinx) -> None:
    """The directive."""
    app.add_directive("status", Status)
