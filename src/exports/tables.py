"""All tables at once: one SQLite database, or a Parquet file for each."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import shapely
import sqlite_utils

from exports import Source
from historical_record.schema import SEPARATOR, Table

__all__ = ["parquet", "sqlite"]


def sqlite(source: Source) -> bytes:
    """The record as a SQLite database.

    A table for each table, blank cells as NULL and lists as text; for each list that leads to
    another table one that joins the two, ``events_sources``; ``works`` with the fields of
    references.bib; ``package``, what the record says of itself; and for the prose of each table a
    full-text index (FTS5).
    """
    dataset = source.dataset
    db = sqlite_utils.Database(memory=True)
    for name, table in dataset.schema.items():
        shapes = name == "lines" and bool(dataset.geometry.files)
        db.execute(_create(table, dataset.schema, "geometry" if shapes else ""))
        rows = list(_rows(dataset.tables[name], table))
        for row in rows if shapes else ():
            row["geometry"] = shapely.to_geojson(source.line(row["id"]))
        _table(db, name).insert_all(rows)
        for column in table.columns:
            if column.is_list and column.refers and len(table.key) == 1:
                _join(db, name, table.key[0], column.name, rows)
        if prose := _prose(table):
            _table(db, name).enable_fts(prose)
    works = (
        {"key": key, "type": one.type, **one.fields} for key, one in dataset.references.items()
    )
    _table(db, "works").insert_all(works, pk="key", alter=True).enable_fts(["title", "author"])
    said = {name: text for name, text in source.description.items() if isinstance(text, str)}
    _table(db, "package").insert({"name": source.name} | said)
    db.vacuum()
    return bytes(db.conn.serialize())


def _table(db: sqlite_utils.Database, name: str) -> sqlite_utils.db.Table:
    """A table of the database, there or to be made; there are no views in it."""
    return sqlite_utils.db.Table(db, name)


def _create(table: Table, schema: Mapping[str, Table], further: str) -> str:
    """The statement that makes a table, with its key and the keys that single references name."""
    kinds = {"integer": "INTEGER", "number": "REAL"}
    parts = []
    for column in table.columns:
        other, _, target = (column.refers or "").partition(".")
        is_key = bool(other) and not column.is_list and schema[other].key == (target,)
        leads = f' REFERENCES "{other}"("{target}")' if is_key else ""
        parts.append(f'"{column.name}" {kinds.get(column.type, "TEXT")}{leads}')
    parts += [f'"{further}" TEXT'] if further else []
    if table.key:
        parts.append("PRIMARY KEY ({})".format(", ".join(f'"{name}"' for name in table.key)))
    return f'CREATE TABLE "{table.name}" (\n  ' + ",\n  ".join(parts) + "\n)"


def _join(db: Any, name: str, key: str, column: str, rows: list[dict[str, Any]]) -> None:
    """A table of pairs for a list that leads to another table."""
    _table(db, f"{name}_{column}").insert_all(
        {name: row[key], "item": item}
        for row in rows
        for item in (row[column] or "").split(SEPARATOR)
        if item
    )


def _rows(frame: pd.DataFrame, table: Table) -> Iterator[dict[str, Any]]:
    columns = [[_plain(value) for value in frame[name]] for name in table.column_names]
    for cells in zip(*columns, strict=True):
        yield dict(zip(table.column_names, cells, strict=True))


def _plain(value: Any) -> Any:
    """A cell of a typed frame as SQL has it: None for a blank."""
    if isinstance(value, tuple):
        return SEPARATOR.join(value) or None
    if isinstance(value, pd.Timestamp):
        return value.date().isoformat()
    if pd.isna(value) or value == "":
        return None
    return value.item() if isinstance(value, np.generic) else value


def _prose(table: Table) -> list[str]:
    """The columns that hold sentences and names: text of no other kind."""
    return [
        column.name
        for column in table.columns
        if column.type == "string"
        and not (column.role or column.refers or column.vocabulary or column.is_list)
        and not (column.enum or column.pattern)
    ]


def parquet(source: Source) -> bytes:
    """A ZIP with a Parquet file for each table: lists as lists, days as dates, numbers as such."""
    packed = io.BytesIO()
    day = source.made.timetuple()[:6]
    with zipfile.ZipFile(packed, "w") as archive:
        for name, table in source.dataset.schema.items():
            frame = source.dataset.tables[name][list(table.column_names)]
            fields = [
                _field(column.name, column.type, column.is_list, column.description)
                for column in table.columns
            ]
            about = {"title": table.title, "description": table.description}
            schema = pa.schema(fields, metadata={"table": json.dumps(about)})
            arrays = [_array(frame[one.name], one.type) for one in fields]
            file = io.BytesIO()
            pq.write_table(pa.Table.from_arrays(arrays, schema=schema), file)
            archive.writestr(zipfile.ZipInfo(f"{name}.parquet", day), file.getvalue())
    return packed.getvalue()


def _field(name: str, kind: str, is_list: bool, description: str) -> Any:
    types = {"integer": pa.int64(), "number": pa.float64(), "date": pa.date32()}
    found = pa.list_(pa.string()) if is_list else types.get(kind, pa.string())
    return pa.field(name, found, metadata={"description": description})


def _array(values: pd.Series, kind: Any) -> Any:
    blank = {"": None} if kind == pa.string() else {}
    return pa.array(
        [None if not isinstance(v, tuple) and pd.isna(v) else blank.get(v, v) for v in values], kind
    )
