"""How the whole book stands: the record's own shares, those of its prose, and the key hours.

`python -m analysis check` prints them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

from analysis.war import FOLDER, KEY_EVENTS
from historical_record.dataset import Dataset
from historical_record.problems import Problem
from historical_record.standing import Share, is_firm, standing

__all__ = ["NOTEBOOKS", "key_hour_faults", "measures"]

NOTEBOOKS = FOLDER.parent / "notebooks"

_CITED = re.compile(r"\{cite:\w+\}`([^`]*)`")


def measures(dataset: Dataset, notebooks: Path = NOTEBOOKS) -> list[Share]:
    """All shares: the record's, the key hours', and where there are pages, their prose's."""
    firm = len(KEY_EVENTS) - len(list(key_hour_faults(dataset)))
    name = "key hours with a source that was read, is identified and not tertiary"
    prose = [_prose(dataset, notebooks)] if notebooks.is_dir() else []
    return [*standing(dataset), Share(name, firm, len(KEY_EVENTS)), *prose]


def key_hour_faults(dataset: Dataset) -> Iterator[Problem]:
    """The key events whose rows rest on no work that was read, is identified and not tertiary."""
    for event in KEY_EVENTS:
        sources = dataset.events.loc[event, "sources"]
        if not any(is_firm(dataset, key) for key in sources):
            line = dataset.events.index.get_loc(event) + 2
            message = "a key hour: expected a source that was read, is identified and not tertiary"
            yield Problem("events.csv", line, "sources", "; ".join(sources), message)


def cited_in(notebooks: Path) -> list[str]:
    """The keys cited in the Markdown of the pages, each as often as it is cited."""
    return [
        key.strip()
        for path in sorted(notebooks.glob("*"))
        if path.suffix in (".ipynb", ".md")
        for group in _CITED.findall(_markdown(path))
        for key in group.split(",")
    ]


def _prose(dataset: Dataset, notebooks: Path) -> Share:
    """Works of method that the pages cite are no sources of the record, and are left out."""
    grades = dataset.sources["grade"]
    cited = [key for key in cited_in(notebooks) if key in grades.index]
    tertiary = sum(grades[key] == "tertiary" for key in cited)
    return Share("citations in the pages' prose that are tertiary", tertiary, len(cited))


def _markdown(path: Path) -> str:
    text = path.read_text("utf-8")
    if path.suffix == ".md":
        return text
    cells = json.loads(text)["cells"]
    return "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown")
