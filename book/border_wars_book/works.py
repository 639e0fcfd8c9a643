"""The works that the book cites, as read from its bibliographies, with their short forms."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from sphinx.application import Sphinx

from historical_record.references import Reference, parse_bibliography
from historical_record.short_citations import short_citations

PAGE_OF_SOURCES = "notebooks/bibliography"


@dataclass(frozen=True)
class Works:
    """Every work by its key, and the short form by which it is cited everywhere."""

    references: dict[str, Reference]
    short: dict[str, str]


def read_works(paths: Iterable[Path]) -> Works:
    """The works of these bibliographies; each file's short forms are its own, as figures have them.

    What is wrong with a file is told by the record's check, not here.
    """
    references: dict[str, Reference] = {}
    short: dict[str, str] = {}
    for path in paths:
        held = parse_bibliography(path.read_text("utf-8"))[0].references
        references |= held
        short |= short_citations(held)
    return Works(references, short)


def anchor(key: str) -> str:
    """The id of a work's entry on the page of sources."""
    return f"source-{key}"


def load(app: Sphinx) -> None:
    """Before pages are read."""
    root = Path(app.srcdir)
    app.border_wars_works = read_works(root / name for name in app.config.border_wars_bibliography)


def register(app: Sphinx) -> None:
    """The setting, and the works."""
    app.add_config_value("border_wars_bibliography", [], "env", list)
    app.connect("builder-inited", load)
