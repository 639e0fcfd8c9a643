"""The real record as text, read once, and copies of it to break."""

import pytest

from analysis.bibliography import Bibliography
from analysis.csv_files import Cells
from analysis.record import Record, read_record


@pytest.fixture(scope="session")
def whole_record(data_folder):
    record, problems = read_record(data_folder)
    assert not problems
    return record


@pytest.fixture
def record(whole_record):
    """A copy whose rows may be changed."""
    return copied(whole_record)


def copied(record):
    tables = {
        name: Cells(cells.table, [dict(row) for row in cells.rows], list(cells.lines))
        for name, cells in record.tables.items()
    }
    references = Bibliography(dict(record.bibliography.references))
    return Record(tables, references, record._dates)
