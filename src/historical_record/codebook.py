"""The codebook: what every table, column and vocabulary of the record means, from its own schema.

The words stand once, in ``datapackage.json`` and ``vocabularies.csv``. The book's page shows them
as tables. The reference part of ``data/README.md`` is written from them, and so are the lists of
terms (``enum``) in ``datapackage.json``, for tools that know nothing of vocabularies:

    python -m historical_record.codebook data
"""

from __future__ import annotations

import csv
import hashlib
import json
import sys
from pathlib import Path

import pandas as pd

from historical_record.dataset import Dataset, load
from historical_record.schema import DESCRIPTOR, Column, Table
from historical_time.conformance import conformance
from plain_text.myst import escaped
from plain_text.table import Table as MarkedTable

__all__ = [
    "checksums",
    "column_table",
    "edtf_table",
    "markdown",
    "table_list",
    "vocabulary_table",
    "write_enums",
]

MARK = "<!-- From here on written by python -m historical_record.codebook data -->"

_OFFERED = (".bib", ".csv", ".geojson", ".json", ".webp")


def table_list(dataset: Dataset, folder: str, caption: str = "") -> MarkedTable:
    """The tables of a record, each a file to download, what a row of it is and how many there are.

    ``folder`` is where the files lie as the page sees it.
    """
    rows = [
        (
            [f"{{download}}`{table.file} <{folder}/{table.file}>`"],
            table.description,
            len(dataset.tables[name]),
        )
        for name, table in dataset.schema.items()
    ]
    return MarkedTable(("File", "Holds", "Rows"), rows, caption, (24, 66, 10))


def column_table(table: Table) -> pd.DataFrame:
    """A row for each column of a table: its name, its meaning and what a cell may hold."""
    rows = [(column.name, column.description, _holds(column)) for column in table.columns]
    return pd.DataFrame(rows, columns=["Column", "Meaning", "Holds"])


def vocabulary_table(dataset: Dataset, vocabulary: str) -> pd.DataFrame:
    """The terms of a vocabulary; LookupError for one that the record does not have."""
    shown = dataset.terms.rows(vocabulary)[["term", "definition"]]
    return shown.rename(columns=str.capitalize).reset_index(drop=True)


def edtf_table() -> pd.DataFrame:
    """A row for each feature of EDTF: its level, an example, and whether it is read or refused."""
    rows = [
        (feature.name, feature.level, feature.example, "read" if is_read else "refused by name")
        for feature, is_read in conformance()
    ]
    return pd.DataFrame(rows, columns=["Feature", "Level", "Example", "Here"])


def checksums(folder: str | Path) -> pd.DataFrame:
    """A row for each file of the record: its size in bytes and its SHA-256."""
    files = sorted(p for p in Path(folder).iterdir() if p.suffix in _OFFERED)
    rows = [(p.name, p.stat().st_size, hashlib.sha256(p.read_bytes()).hexdigest()) for p in files]
    return pd.DataFrame(rows, columns=["File", "Bytes", "SHA-256"])


def markdown(dataset: Dataset) -> str:
    """The reference part of ``data/README.md``: every table with its columns, every vocabulary."""
    parts = [MARK, "\n## Tables\n"]
    for table in dataset.schema.values():
        parts.append(f"### {table.file}\n\n{table.description}\n\n{_rows(column_table(table))}\n")
    parts.append("## Vocabularies\n")
    for name in dataset.vocabularies["vocabulary"].unique():
        parts.append(f"### {name}\n\n{_rows(vocabulary_table(dataset, name))}\n")
    return "\n".join(parts)


def _holds(column: Column) -> str:
    kinds = {"edtf": "an EDTF date", "time": "a clock time", "slug": "an id"}
    if column.vocabulary:
        what = f"a term of the vocabulary {column.vocabulary}"
    elif column.refers:
        what = f"an id of {column.refers.split('.')[0]}"
    else:
        what = kinds.get(column.role or "", {"string": "text"}.get(column.type, f"a {column.type}"))
    what = what.replace("a integer", "a whole number")
    return (f"a list: {what}" if column.is_list else what) + (", always" if column.required else "")


def _rows(frame: pd.DataFrame) -> str:
    """A table: its first column holds names, which stand as code, the others text."""
    lines = [frame.columns.tolist(), ["---"] * len(frame.columns)]
    lines += [[f"`{name}`", *map(escaped, texts)] for name, *texts in frame.to_numpy().tolist()]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def write_enums(folder: str | Path) -> None:
    """Write the terms of each column of one term into the descriptor, as vocabularies.csv has them.

    Lists have none, for ``enum`` is of whole cells.
    """
    path = Path(folder) / DESCRIPTOR
    package = json.loads(path.read_text("utf-8"))
    terms: dict[str, list[str]] = {}
    with (Path(folder) / "vocabularies.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            terms.setdefault(row["vocabulary"], []).append(row["term"])
    for table in package["resources"]:
        for column in table["schema"]["fields"]:
            if "vocabulary" in column and "separator" not in column:
                column.setdefault("constraints", {})["enum"] = terms[column["vocabulary"]]
    path.write_text(json.dumps(package, indent=2, ensure_ascii=False) + "\n", "utf-8")


def main(folder: str | Path) -> None:
    """Write the enums, and the reference part of ``README.md`` below what authors wrote."""
    write_enums(folder)
    path = Path(folder) / "README.md"
    written = path.read_text("utf-8").split(MARK)[0]
    path.write_text(written + markdown(load(folder)), "utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
