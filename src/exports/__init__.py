"""The record in the formats of other programs: one function each, and what each leaves behind.

    python -m exports data _build/exports

writes every format of a record into a folder; with `sqlite`, or another name of `EXPORTS`, at the
end it writes that one alone, to a file. A writer takes the data set and what the record's
description says of itself, and returns the bytes of a file; the same record gives the same bytes.

Addresses in them are whole where ``base`` says where the book lives, and otherwise relative to the
folder of the book's pages.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import Any

import shapely

from historical_record.dataset import Dataset
from historical_record.schema import DESCRIPTOR
from plain_text.table import Table

__all__ = ["EXPORTS", "Export", "Source", "export_table", "read_source", "write"]


@dataclass(frozen=True)
class Source:
    """What is exported: a data set, its description, where the book lives, and the verdicts.

    ``base`` is "" where no address is known, and otherwise ends in a slash. ``judged`` is None for
    a record whose claims nobody judges.
    """

    dataset: Dataset
    description: Mapping[str, Any]
    base: str = ""
    judged: Any = None

    @property
    def made(self) -> datetime:
        """The day of the record, at its beginning in UTC; 1980 where it names none."""
        day = self.description.get("created", "1980-01-01T00:00:00Z")
        return datetime.fromisoformat(day).astimezone(UTC)

    @property
    def name(self) -> str:
        """What the record calls itself, a word for identifiers."""
        return str(self.description.get("name", "record"))

    def line(self, line_id: str) -> shapely.Geometry:
        """The shape of a line, which may be made of others."""
        parts = self.dataset.lines.at[line_id, "made_of"] or (line_id,)
        return shapely.union_all([self.dataset.geometry.shape(part) for part in parts])

    def page(self, of: str) -> str:
        """The address of the page that tells `events`, or `claims`, as the description has it."""
        name = self.description.get("pages", {}).get(of)
        return f"{self.base}{name}.html" if name else self.base

    def row(self, event: str) -> str:
        """The address of an event in the book's chronology."""
        return f"{self.page('events')}#{event}"


@dataclass(frozen=True)
class Export:
    """A format: its file, what it is for, what it loses, and where its function stands."""

    file: str
    holds: str
    loses: str
    function: str

    @property
    def writer(self) -> Callable[[Source], bytes]:
        """The function, imported when it is asked for: each brings a library of its own."""
        module, _, name = self.function.partition(":")
        found: Callable[[Source], bytes] = getattr(import_module(f"exports.{module}"), name)
        return found


EXPORTS = {
    "sqlite": Export(
        "record.sqlite",
        "Every table, the works and the shapes of the lines in one SQLite database with full-text "
        "search, for Datasette or any SQL",
        "the maps' ground and relief",
        "tables:sqlite",
    ),
    "parquet": Export(
        "record-parquet.zip",
        "Every table as Parquet, typed, with the meaning of each column",
        "the works, the geometry, the vocabularies' constraints",
        "tables:parquet",
    ),
    "geojson": Export(
        "gazetteer.geojson",
        "Places and lines with all that the record says of them, for any map program",
        "nothing of the places and lines; times stay text in EDTF",
        "gazetteer:geojson",
    ),
    "linked-places": Export(
        "gazetteer-lpf.jsonld",
        "Places and lines in the Linked Places format of the World Historical Gazetteer",
        "the radius, of which three words of certainty are left; the kinds that have no class",
        "gazetteer:linked_places",
    ),
    "events": Export(
        "events.jsonld",
        "The events in schema.org's words, for search engines",
        "clocks, parties, dissents; of an uncertain date all but its earliest and latest day",
        "schema_org:events",
    ),
    "claims": Export(
        "claims.jsonld",
        "The judged statements as schema.org's ClaimReview",
        "the evidence for and against, of which the reason is left in words",
        "schema_org:claims",
    ),
    "calendar": Export(
        "on-this-day.ics",
        "The events as a calendar that comes round each year; an uncertain one is one entry over "
        "all its possible days",
        "hours, clocks, parties; events that are not known within a month",
        "calendar:calendar",
    ),
    "csl": Export(
        "sources.csl.json",
        "The works for Zotero and other citation managers",
        "romanised titles, which fields nobody has seen printed, what was read of each work",
        "works:csl",
    ),
    "ris": Export(
        "sources.ris",
        "The works for EndNote and library catalogues",
        "what CSL-JSON loses, and the kinds of name that RIS does not tell apart",
        "works:ris",
    ),
}
"""Every format by its name."""


def export_table(caption: str = "") -> Table:
    """The formats as a table of the book: file, what it is for, what it loses."""
    rows = [
        ([f"{{export}}`{export.file}`"], export.holds, export.loses) for export in EXPORTS.values()
    ]
    return Table(("File", "What it is for", "What it loses"), rows, caption, (26, 42, 32))


def read_source(folder: Path, base: str = "") -> Source:
    """A record that is sound, with all that the formats ask for."""
    from analysis.claims import judge
    from historical_record.dataset import load

    dataset = load(folder)
    described = folder / DESCRIPTOR  # a record need not describe itself
    description = json.loads(described.read_text("utf-8")) if described.exists() else {}
    judged = judge(dataset) if len(dataset.claims) else None
    return Source(dataset, description, base and base.rstrip("/") + "/", judged)


def write(source: Source, name: str, path: Path) -> None:
    """Write one format to a file; LookupError where there is no such format."""
    if name not in EXPORTS:
        raise LookupError(f"unknown format {name!r}: expected one of {', '.join(EXPORTS)}")
    path.write_bytes(EXPORTS[name].writer(source))
