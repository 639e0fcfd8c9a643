"""What of a figure stands in files below the built pages: its table, its picture, its plot.

The plot is for the page's script, which asks for it when a reader zooms, and so is a map farther
down, when a reader comes near. Both are scripts too, for from the disk a browser fetches no other
kind of file.
"""

from __future__ import annotations

import csv
import json
from pathlib import Path

from docutils import nodes

from border_wars_book.page.tables import table_rows
from plain_text import safe_cell

FOLDER = Path("_downloads", "figures")


def slug(node: nodes.Element) -> str:
    """A name for files and ids: the page and the figure."""
    identity = node["ids"][0] if node["ids"] else f"figure-{node['cell']}"
    return f"{Path(node['docname']).name}-{identity}"


def write_table(folder: Path, node: nodes.Element) -> str:
    """The figure's table as CSV, its cells made safe for spreadsheets.

    The answer of each of these is the file's path below the folder.
    """
    target = _target(folder, node, ".csv")
    columns, rows = table_rows(node["table"])
    with target.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle, lineterminator="\n")
        writer.writerows([safe_cell(value) for value in row] for row in (columns, *rows))
    return (FOLDER / target.name).as_posix()


def write_picture(folder: Path, node: nodes.Element) -> str:
    """The figure's drawing as it is printed."""
    target = _target(folder, node, ".svg")
    target.write_text(node["svg"], "utf-8")
    return (FOLDER / target.name).as_posix()


def write_sheet(folder: Path, node: nodes.Element, drawn: str) -> str:
    """A map's sheet as a script that hands over the element for its page."""
    target = _target(folder, node, "-sheet.js")
    target.write_text(f"bookPlots.lay({json.dumps(slug(node))},{json.dumps(drawn)});\n", "utf-8")
    return (FOLDER / target.name).as_posix()


def write_spec(folder: Path, node: nodes.Element) -> str:
    """The plot as a script that hands its specification over."""
    target = _target(folder, node, ".js")
    target.write_text(f"bookPlots.take({json.dumps(target.stem)},{node['spec']});\n", "utf-8")
    return (FOLDER / target.name).as_posix()


def _target(folder: Path, node: nodes.Element, suffix: str) -> Path:
    target = folder / FOLDER / f"{slug(node)}{suffix}"
    target.parent.mkdir(parents=True, exist_ok=True)
    return target
