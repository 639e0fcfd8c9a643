"""Reading a CSV file so that every fault of the file itself is found and has a line number.

The files are RFC 4180 CSV in UTF-8 without a byte order mark, with LF line ends and a header. The
standard library's ``csv`` reader is used rather than pandas' because it says on which line a row
stands and does not mend a ragged one.
"""

from __future__ import annotations

import codecs
import contextlib
import csv
import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from historical_record.problems import Problem
from historical_record.schema import Table

__all__ = ["Cells", "parse_csv", "read_csv"]


@dataclass
class Cells:
    """The text of one table: its rows as dictionaries, and the editor's line of each."""

    table: Table
    rows: list[dict[str, str]]
    lines: list[int]
    whole: bool = True
    """Whether every row and column could be read; references to a table are judged only then."""

    def problem(self, index: int, column: str, message: str) -> Problem:
        """A problem with the cell of row ``index`` in ``column`` ("" for the whole row)."""
        value = self.rows[index].get(column, "")
        return Problem(self.table.file, self.lines[index], column, value, message)


def read_csv(folder: Path, table: Table, *, needed: bool = True) -> tuple[Cells, list[Problem]]:
    """Read one table of ``folder``; rows that cannot be read are left out and reported.

    A table that is not ``needed`` and has no file is empty.
    """
    try:
        data = (folder / table.file).read_bytes()
    except FileNotFoundError:
        if not needed:
            return Cells(table, [], []), []
        return _nothing(table, 0, "missing file")
    except IsADirectoryError:
        return _nothing(table, 0, "is a folder: expected a CSV file")
    except OSError as error:
        return _nothing(table, 0, f"cannot be read: {error.strerror}")
    return parse_csv(data, table)


def parse_csv(data: bytes, table: Table) -> tuple[Cells, list[Problem]]:
    """Parse the bytes of one CSV file against the header that ``table`` expects."""
    if not data.strip():
        return _nothing(table, 1, "empty file: expected a header and rows")
    problems: list[Problem] = []
    for mark, name in ((codecs.BOM_UTF8, "UTF-8"), (codecs.BOM_UTF16_LE, "UTF-16")):
        if data.startswith(mark):
            message = f"begins with a {name} byte order mark: save it as plain UTF-8"
            problems.append(Problem(table.file, 1, "", "", message))
            data = data[len(mark) :]
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        value = data[error.start : error.start + 1].hex()
        message = f"not UTF-8: byte 0x{value} cannot be read"
        return Cells(table, [], [], False), [*problems, Problem(table.file, line, "", "", message)]
    for bad, name in (("\r", "carriage return: lines end with LF"), ("\0", "NUL character")):
        at = text.find(bad)
        if at >= 0:
            line = text.count("\n", 0, at) + 1
            problems.append(Problem(table.file, line, "", "", name))
            text = text.replace("\r\n", "\n").replace(bad, "\n" if bad == "\r" else "")
    with _cells_of_any_length(len(text)):
        cells, more = _rows(text, table)
    cells.whole = not more
    return cells, problems + more


@contextlib.contextmanager
def _cells_of_any_length(longest: int) -> Iterator[None]:
    """Let the reader pass long cells on, so that the rule of length can name row and column."""
    usual = csv.field_size_limit(longest)
    try:
        yield
    finally:
        csv.field_size_limit(usual)


def _rows(text: str, table: Table) -> tuple[Cells, list[Problem]]:
    reader = csv.reader(io.StringIO(text, newline="\n"), strict=True)
    cells, problems = Cells(table, [], []), []
    header: list[str] = []
    blank: dict[str, str] = {}
    line = 1
    while True:
        try:
            row = next(reader)
        except StopIteration:
            break
        except csv.Error as error:
            message = f"cannot be read as CSV: {error}; is a quotation mark left open?"
            problems.append(Problem(table.file, line, "", "", message))
            break
        first, line = line, reader.line_num + 1
        if not header:
            header = row
            problems += _header_problems(header, table)
            blank = dict.fromkeys(set(table.column_names).difference(header), "")
        elif not row:
            problems.append(Problem(table.file, first, "", "", "blank line: expected a row"))
        elif len(row) != len(header):
            message = f"ragged row: {len(row)} cells, expected {len(header)}"
            if len(row) > len(header):
                message += "; a text with a comma stands between quotation marks"
            problems.append(Problem(table.file, first, "", row[0], message))
        else:
            cells.rows.append({**blank, **dict(zip(header, row, strict=True))})
            cells.lines.append(first)
    if not set(table.header) <= set(header):
        return Cells(table, [], []), problems  # which column is which is not known
    return cells, problems


def _header_problems(header: list[str], table: Table) -> list[Problem]:
    def at_header(column: str, message: str) -> Problem:
        return Problem(table.file, 1, column, "", message)

    if len(header) == 1 and ";" in header[0]:
        return [at_header("", "semicolons stand between the cells: expected commas")]
    expected = table.header
    missing = [name for name in expected if name not in header]
    extra = [name for name in dict.fromkeys(header) if name not in table.column_names]
    # A column under another name is one slip, not two.
    renamed = {
        name: found
        for name, found in zip(expected, header, strict=False)
        if len(header) == len(expected) and name in missing and found in extra
    }
    problems = [
        at_header(name, f"missing column: {renamed[name]!r} stands in its place")
        if name in renamed
        else at_header(name, "missing column")
        for name in missing
    ]
    problems += [
        at_header(name, f"unknown column: expected {', '.join(table.column_names)}")
        for name in extra
        if name not in renamed.values()
    ]
    repeated = [name for name, count in Counter(header).items() if count > 1]
    problems += [at_header(name, "column given more than once") for name in repeated]
    if not problems and set(header) == set(expected) and tuple(header) != expected:
        problems.append(at_header("", f"columns out of order: expected {', '.join(expected)}"))
    return problems


def _nothing(table: Table, line: int, message: str) -> tuple[Cells, list[Problem]]:
    return Cells(table, [], [], False), [Problem(table.file, line, "", "", message)]
