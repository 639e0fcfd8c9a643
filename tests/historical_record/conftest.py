"""The real record as text, read once, and copies of it to break."""

import pytest

from historical_record.cells import Cells
from historical_record.record import Record, read_record
from historical_record.references import Bibliography

CENTRAL = (
    *("khalkhin-gol-ceasefire", "reims-signing", "hiroshima", "first-crossing", "nagasaki"),
    "yakovlev-killed",  # corrected once
)
ENOUGH = 6


@pytest.fixture(scope="session")
def whole_record(data_folder):
    record, problems = read_record(data_folder)
    assert not problems
    return record


@pytest.fixture
def record(whole_record):
    """A copy whose rows may be changed."""
    return copied(whole_record)


@pytest.fixture(scope="session")
def part_record(whole_record):
    """The central events with all that they refer to: a sound record, quick to check."""
    return part_of(whole_record, CENTRAL)


def copied(record):
    tables = {
        name: Cells(cells.table, [dict(row) for row in cells.rows], list(cells.lines))
        for name, cells in record.tables.items()
    }
    references = Bibliography(dict(record.bibliography.references))
    return Record(tables, references, record._dates, geometry=record.geometry)


def part_of(record, events):
    """The rows of some events and of everything that they or their rows refer to."""
    rows = {name: cells.rows for name, cells in record.tables.items()}
    kept = {name: [] for name in rows}
    wanted = list(events)
    for event in wanted:
        row = record.events[event]
        linked = [row["parent"], *record.items(row, "after"), *record.items(row, "distinct_from")]
        wanted += [other for other in linked if other and other not in wanted]
    kept["events"] = [row for row in rows["events"] if row["id"] in wanted]
    for name in ("readings", "figures"):
        about = [row for row in rows[name] if row["event"] in wanted]
        kept[name] = [row for row in about if row.get("of", "") in ("", *wanted)][:ENOUGH]
    kept["names"] = [row for row in rows["names"] if row["subject"] in wanted][:ENOUGH]
    places = {row["place"] for row in kept["events"]}
    kept["places"] = [row for row in rows["places"] if row["id"] in places]
    kept["names"] += [row for row in rows["names"] if row["id"] in places]
    for name in ("clocks", "searches", "vocabularies"):
        kept[name] = rows[name]
    kept["claims"] = [
        row
        for row in rows["claims"]
        if all(item.partition(":")[0] in wanted for item in record.items(row, "basis"))
    ][:ENOUGH]
    for name in ("clauses", "crosswalk"):
        kept[name] = [row for row in rows[name] if row["event"] in wanted][:ENOUGH]
    kept["comparison"] = rows["comparison"][:ENOUGH]
    kept["durations"] = [
        row
        for row in rows["durations"]
        if {row[side].partition(":")[0] for side in ("before", "after")} <= set(wanted)
    ][:ENOUGH]
    disputed = {(row["event"], row["boundary"], row["said_by"]) for row in kept["readings"]}
    kept["rulings"] = [
        row
        for row in rows["rulings"]
        if row["class"] or (row["event"], row["boundary"], row["said_by"]) in disputed
    ][:ENOUGH]
    kept["people"] = rows["people"][:ENOUGH]
    persons = {row["id"] for row in kept["people"]}
    kept["offices"] = [row for row in rows["offices"] if row["person"] in persons]
    ids = {(name, row["id"]) for name, table in kept.items() for row in table if "id" in row}
    kept["extracts"] = [row for row in rows["extracts"] if (row["table"], row["row"]) in ids][
        :ENOUGH
    ]
    kept["corrections"] = [row for row in rows["corrections"] if (row["table"], row["row"]) in ids]
    kept["withdrawn"] = [row for row in rows["withdrawn"] if not row["instead"]][:ENOUGH]
    cited = {
        key
        for of_table in kept.values()
        for row in of_table
        for key in record.items(row, "sources")
    }
    listed = {row["key"]: row for row in rows["sources"]}
    waiting = list(cited)
    for key in waiting:
        waiting += [k for k in record.items(listed[key], "rests_on") if k not in waiting]
    kept["witnesses"] = [row for row in rows["witnesses"] if row["work"] in waiting]
    kept["sources"] = [row for row in rows["sources"] if row["key"] in waiting]
    tables = {
        name: Cells(
            cells.table, [dict(row) for row in kept[name]], list(range(2, len(kept[name]) + 2))
        )
        for name, cells in record.tables.items()
    }
    references = {key: record.bibliography.references[key] for key in waiting}
    return Record(tables, Bibliography(references), record._dates)
