"""Every id that is used exists, and every source is used and listed in both of its places."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from historical_record.addresses import doubts
from historical_record.problems import Problem
from historical_record.record import Record
from historical_record.references import FILE
from historical_record.schema import SEPARATOR

__all__ = ["check_addresses", "check_references", "check_sources", "check_subjects", "resolve"]


def check_references(record: Record) -> Iterator[Problem]:
    """Columns that hold ids of another table."""
    for cells in record.tables.values():
        for column in cells.table.columns:
            if not column.refers:
                continue
            target = column.refers.split(".")[0]
            if not record.tables[target].whole:
                continue
            ids = record.ids(column.refers)
            for index, row in enumerate(cells.rows):
                value = row.get(column.name, "")
                if not value:
                    continue
                for item in value.split(SEPARATOR) if column.is_list else [value]:
                    is_one = item.strip() and ";" not in item  # what is no list is told as that
                    if is_one and item not in ids:
                        yield cells.problem(index, column.name, resolve(item, ids, column.refers))


def check_sources(record: Record) -> Iterator[Problem]:
    """sources.csv and references.bib list the same keys, and each is used somewhere."""
    sources, bibliography = record.tables["sources"], record.bibliography
    listed = record.ids("sources.key")
    if sources.whole and bibliography.whole:
        for index, row in enumerate(sources.rows):
            key = row.get("key", "")
            if key and key not in bibliography.references:
                message = resolve(key, frozenset(bibliography.references), FILE)
                yield sources.problem(index, "key", message)
        for key, entry in bibliography.references.items():
            if key not in listed:
                message = "has no row in sources.csv that says how far it was read"
                yield Problem(FILE, entry.line, "key", key, message)
    if not all(cells.whole for cells in record.tables.values()):
        return
    used = {
        item
        for cells in record.tables.values()
        for column in cells.table.columns
        if column.refers == "sources.key"
        for row in cells.rows
        for item in record.items(row, column.name)
    }
    for index, row in enumerate(sources.rows):
        key = row.get("key", "")
        if key and key not in used:
            yield sources.problem(index, "key", "unused: no row of any table cites this source")


def check_addresses(record: Record) -> Iterator[Problem]:
    """Links of the bibliography and addresses in the tables lead to hosts that will last."""
    for entry in record.bibliography.references.values():
        for name, value in entry.fields.items():
            for address, fault in doubts(value):
                message = f"{fault}: expected the publisher's own address, or none"
                yield Problem(FILE, entry.line, name, address, message)
    for cells in record.tables.values():
        for index, row in enumerate(cells.rows):
            for column, value in row.items():
                if "://" not in value:
                    continue
                for _, fault in doubts(value):
                    message = f"{fault}: expected the publisher's own address, or none"
                    yield cells.problem(index, column, message)


def check_subjects(record: Record) -> Iterator[Problem]:
    """The subject of a name, and the events on which a claim is judged."""
    names, claims = record.tables["names"], record.tables["claims"]
    for index, row in enumerate(names.rows):
        subject, thing = row.get("subject", ""), row.get("thing", "")
        if not subject:
            continue
        target = "places" if thing == "place" else "events"
        if record.tables[target].whole and subject not in record.ids(f"{target}.id"):
            message = resolve(subject, record.ids(f"{target}.id"), f"{target}.id")
            yield names.problem(index, "subject", message)
    if record.tables["events"].whole:
        ids = record.ids("events.id")
        for index, row in enumerate(claims.rows):
            for item in record.items(row, "basis"):
                event = item.removesuffix(":start").removesuffix(":end")
                if event not in ids:
                    yield claims.problem(index, "basis", resolve(event, ids, "events.id"))


def resolve(item: str, ids: frozenset[str], where: str) -> str:
    """Say that ``item`` is not in ``where``, with the nearest id that is."""
    event, _, side = item.partition(":")
    if side in ("start", "end") and event in ids:
        return f"{item!r} is a boundary: expected an id of {where} alone"
    near = difflib.get_close_matches(item, sorted(ids), n=1, cutoff=0.75)
    hint = f"; is {near[0]!r} meant?" if near else ""
    return f"{item!r} does not resolve: expected an id of {where}{hint}"
