"""A problem in the record, addressed to the person who will mend the row.

Checking never stops at the first problem: everything found is collected and raised once, in the
order of the files and rows, so that a row is opened once and mended once.
"""

from __future__ import annotations

from dataclasses import dataclass

from plain_text import visible
from plain_text.told import ToldError

__all__ = ["DatasetError", "Problem"]

_SHOWN = 80


@dataclass(frozen=True)
class Problem:
    """One thing wrong, and where.

    ``row`` is the line a text editor shows (the header is 1; 0 means the file as a whole),
    ``column`` the column's name ("" for the whole row), ``value`` what stands there, and
    ``message`` what was expected instead. Printed, none of them can give a terminal an order.
    """

    file: str
    row: int
    column: str
    value: str
    message: str

    def __str__(self) -> str:
        value = ""
        if self.value and not self.message.startswith(repr(self.value)):
            shown = self.value if len(self.value) <= _SHOWN else self.value[: _SHOWN - 1] + "…"
            value = f"{shown!r} "
        return visible(f"{self.file}:{self.row}:{self.column}: {value}{self.message}")


class DatasetError(ToldError, ValueError):
    """The record breaks its own rules; ``problems`` lists every instance."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = tuple(problems)
        count = len(self.problems)
        lines = "\n".join(str(problem) for problem in self.problems)
        super().__init__(f"{count} problem{'s' if count != 1 else ''} in the record:\n{lines}")

    def __reduce__(self) -> tuple[type[DatasetError], tuple[list[Problem]]]:
        return type(self), (list(self.problems),)
