"""Text in a CSV file that somebody opens in a spreadsheet: it stays text.

A spreadsheet takes a cell that begins with ``=``, ``+``, ``-``, ``@``, a tab or a carriage return
for a formula, which can call a program or an address (OWASP, *CSV Injection*); in an East Asian
locale the wide forms of those signs too. Such a cell is given an apostrophe in front, which the
same programs take for "this is text". A cell that already has apostrophes before such a sign is
given one more, so that to take one away from every cell that begins with apostrophes and then
one of the signs gives back what was written. Signed numbers, and offsets such as ``+09:00``, are
left alone, for they are no more than they say.
"""

from __future__ import annotations

import csv
import io
import re

__all__ = ["as_written", "safe_cell", "safe_csv"]

_FORMULA = re.compile("'*[=+\\-@\t\r\uff1d\uff0b\uff0d\uff20]")
_NUMBER = re.compile(r"[+-]\d+([.,]\d+)*|[+-]\d\d:\d\d(:\d\d)?", re.ASCII)


def safe_cell(value: object) -> object:
    """The value, or where it is a text that could be a formula, the same with an apostrophe.

    >>> safe_cell("=1+1"), safe_cell("-3.5"), safe_cell("about ten")
    ("'=1+1", '-3.5', 'about ten')
    """
    if not isinstance(value, str) or not _FORMULA.match(value) or _NUMBER.fullmatch(value):
        return value
    return f"'{value}"


def as_written(text: str) -> str:
    """What a cell said before `safe_cell`."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text


def safe_csv(text: str) -> str:
    """A CSV file with every cell made safe; the same bytes where none had to be."""
    rows = list(csv.reader(io.StringIO(text, newline="")))
    safe = [[safe_cell(cell) for cell in row] for row in rows]
    if safe == rows:
        return text
    made = io.StringIO()
    csv.writer(made, lineterminator="\n").writerows(safe)
    return made.getvalue()
