"""Whole columns of EDTF strings, without a Python object for each row.

Strings are laid side by side as bytes. Those of one shape, the text with every digit made 0,
share one reading of the grammar, and their days come from digit columns by table look-up. What
has no such shape (sets, clock times, digits left open in the middle) and whatever looks wrong
goes to `parse_edtf`, so that there is one grammar and one set of messages.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from types import ModuleType
from typing import Any

import narwhals as nw
import numpy as np
import pandas as pd

from historical_time.bounds import CLOSED, OPEN, UNKNOWN, DateBounds
from historical_time.columns.differences import DAYS_TO_EPOCH, month_starts
from historical_time.edtf import DATE, EdtfError, parse_edtf

__all__ = ["EdtfColumnError", "parse_edtf_column"]

BOUNDS = ("start_earliest", "start_latest", "end_earliest", "end_latest")
_KIND_NAMES, _MARKS = ("start_kind", "end_kind"), ("approximate", "uncertain")
KINDS = (CLOSED, OPEN, UNKNOWN)
_NO_KIND = -1  # as a code of pandas' categories
_WIDTH = 24  # bytes: three machine words hold an interval of days with a mark or two
_BLOCK = 1 << 15  # rows laid out at a time
_SHAPES = 64  # shapes read by column in one block; a column of many more is not worth it
_SAMPLE = 2000  # strings looked at to see whether they repeat
_REPORTED = 10  # bad rows that the message itself lists
_MISSING = np.iinfo(np.int64).min  # NaT
_PLACEHOLDER = "0001"  # read where there is no string, and then forgotten
_TO_SHAPE = np.arange(256, dtype=np.uint8)
_TO_SHAPE[ord("0") : ord("9") + 1] = ord("0")


class EdtfColumnError(EdtfError):
    """Every bad row of a column at once: `.problems` holds (row label, value, message)."""

    def __init__(self, message: str, problems: tuple[tuple[object, object, str], ...] = ()) -> None:
        super().__init__(message, part="column")
        self.problems = problems


def parse_edtf_column(series: Any, errors: str = "raise") -> Any:
    """Four bounds, two kinds and two marks (bool) for each EDTF string of a column.

    Arguments:
        series: a Series of pandas or Polars, an array of Arrow, or a list.
        errors: "raise", or "null": what cannot be read is as if it were missing.

    A table of the kind that came, row by row: a DataFrame for a Series, with its index, and for
    a list, a Table for Arrow. Its columns have the names of `DateBounds`' attributes. In pandas
    bounds are datetime64[s] and kinds categories, elsewhere days and strings. A missing value is
    kept: its bounds and kinds are missing and it has no marks, while an end that is written as
    open or unknown has that kind. A row's answer depends on that row alone.

    EdtfColumnError lists every row that is not a readable string; TypeError, not a column.

    >>> parse_edtf_column(["1938-07", "1939-05/.."])["end_kind"].tolist()
    ['closed', 'open']
    """
    if errors not in ("raise", "null"):
        raise ValueError(f"errors: expected 'raise' or 'null', found {errors!r}")
    if isinstance(series, pd.Series):
        return _read(series.to_numpy(dtype=object), series.index, errors).frame(series.index)
    if (native := _native(series)) is not None:
        values = np.fromiter(native.to_list(), object, len(native))
        return _read(values, range(len(values)), errors).table(native.__native_namespace__())
    if np.ndim(series) != 1:
        raise TypeError(f"expected a column of EDTF strings, found {type(series).__name__}")
    return parse_edtf_column(pd.Series(series, dtype=object), errors)


def _native(series: Any) -> nw.Series[Any] | None:
    """The column of another library than pandas, None where it is of none."""
    arrow = nw.dependencies.get_pyarrow()
    if arrow is not None and isinstance(series, arrow.Array):
        series = arrow.chunked_array([series])
    found = nw.from_native(series, series_only=True, pass_through=True)
    return found if isinstance(found, nw.Series) else None


def _read(values: np.ndarray, labels: Sequence[object] | pd.Index, errors: str) -> _Columns:
    """Every value read, of which `labels` names the rows; nothing of those that are missing."""
    given, missing = values, np.zeros(len(values), bool)
    problems: dict[int, str] = {}
    if len(values) and pd.api.types.infer_dtype(values, skipna=False) != "string":
        missing = pd.isna(values)
        others = [i for i in np.flatnonzero(~missing) if not isinstance(values[i], str)]
        problems = {int(i): _type_message(values[i]) for i in others}
        values = np.where(missing, _PLACEHOLDER, values)
        values[others] = _PLACEHOLDER
    sample = values[:: max(1, len(values) // _SAMPLE)]
    # pandas before 3.1 takes two texts for one where they agree up to a NUL.
    if 2 * len(set(sample)) < len(sample) and "\0" not in "".join(values):
        codes, distinct = pd.factorize(values)
        columns = _Columns(len(distinct)).read(distinct)
        rows = np.flatnonzero(np.isin(codes, list(columns.problems)))
        problems |= {row: columns.problems[codes[row]] for row in rows.tolist()}
        columns = columns.take(codes)
    else:
        columns = _Columns(len(values)).read(values)
        problems |= columns.problems
    if problems and errors == "raise":
        raise _column_error(given, labels, problems)
    columns.forget([*problems, *np.flatnonzero(missing)])
    return columns


class _Columns:
    """The answer while it is being filled: one array for each column."""

    def __init__(self, rows: int) -> None:
        self.days = np.full((4, rows), _MISSING)
        self.kinds = np.zeros((2, rows), np.int8)
        self.marks = np.zeros((2, rows), bool)
        self.problems: dict[int, str] = {}

    def read(self, values: np.ndarray) -> _Columns:
        known: dict[str, DateBounds | str] = {}
        for first in range(0, len(values), _BLOCK):
            block = values[first : first + _BLOCK]
            for row in self._read_shapes(block, first):
                self._read_one(first + row, block[row], known)
        return self

    def take(self, codes: np.ndarray) -> _Columns:
        taken = _Columns(0)
        taken.days, taken.kinds, taken.marks = (
            part.take(codes, axis=1) for part in (self.days, self.kinds, self.marks)
        )
        return taken

    def forget(self, rows: list[int]) -> None:
        """Leave nothing of rows that are missing or could not be read."""
        self.days[:, rows] = _MISSING
        self.kinds[:, rows] = _NO_KIND
        self.marks[:, rows] = False

    def frame(self, index: pd.Index) -> pd.DataFrame:
        columns = {n: d.view("datetime64[s]") for n, d in zip(BOUNDS, self.days, strict=True)}
        for name, codes in zip(_KIND_NAMES, self.kinds, strict=True):
            columns[name] = pd.Categorical.from_codes(codes, list(KINDS))
        columns |= dict(zip(_MARKS, self.marks, strict=True))
        return pd.DataFrame(columns, index=index, copy=False)

    def table(self, library: ModuleType) -> Any:
        """The same as a table of another library: bounds are its dates, kinds its strings."""

        def column(name: str, values: Any, kind: Any) -> nw.Series[Any]:
            return nw.new_series(name, values, kind, backend=library)

        kinds = column("kind", [*KINDS, None], nw.String)
        days = self.days.view("datetime64[s]").astype("datetime64[D]")
        columns = [column(n, d, nw.Date) for n, d in zip(BOUNDS, days, strict=True)]
        for name, codes in zip(_KIND_NAMES, self.kinds, strict=True):
            columns.append(kinds[codes % (len(KINDS) + 1)].alias(name))
        columns += [column(n, m, nw.Boolean) for n, m in zip(_MARKS, self.marks, strict=True)]
        return nw.from_dict({found.name: found for found in columns}).to_native()

    def _read_shapes(self, block: np.ndarray, first: int) -> list[int]:
        """Read what can be read by column; return the positions of the rest."""
        lengths = np.fromiter(map(len, block), np.int64, len(block))
        usual = lengths <= _WIDTH
        try:
            laid = np.where(usual, block, "").astype(f"S{_WIDTH}")
        except UnicodeEncodeError:
            usual &= np.fromiter(map(str.isascii, block), bool, len(block))
            laid = np.where(usual, block, "").astype(f"S{_WIDTH}")
        text = laid.view(np.uint8).reshape(-1, _WIDTH)
        words = _TO_SHAPE[text].view(np.uint64)
        # A NUL inside a string would vanish from the bytes, but not from its length.
        usual &= np.count_nonzero(text, axis=1) == lengths
        left, slow = np.flatnonzero(usual), [np.flatnonzero(~usual)]
        for _ in range(_SHAPES):
            if not len(left):
                break
            shape = words[left[0]]
            same = (words[left] == shape).all(axis=1)
            rows, left = left[same], left[~same]
            sides = _sides(bytes(shape).rstrip(b"\0").decode("ascii"))
            good = self._read_sides(sides, text[rows], rows + first) if sides else False
            slow.append(rows[~np.broadcast_to(good, len(rows))])
        return [int(row) for row in np.concatenate([*slow, left])]

    def _read_sides(
        self, sides: Sequence[_Side | str], text: np.ndarray, rows: np.ndarray
    ) -> np.ndarray:
        good = np.ones(len(rows), bool)
        bounds = []
        for i, side in enumerate(sides):
            if isinstance(side, str):
                self.kinds[i, rows] = KINDS.index(side)
                continue
            earliest, latest = side.days(text, good)
            for j in (i,) if len(sides) > 1 else (0, 1):
                self.days[2 * j, rows] = (earliest - DAYS_TO_EPOCH) * 86400
                self.days[2 * j + 1, rows] = (latest - DAYS_TO_EPOCH) * 86400
            bounds.append((earliest, latest))
            self.marks[0, rows] |= bool(set(side.marks) & set("~%"))
            self.marks[1, rows] |= bool(set(side.marks) & set("?%"))
        if len(bounds) == len(sides):
            good &= bounds[0][0] <= bounds[-1][1]
        if len(bounds) > 1:
            days = self.days[:, rows]  # a start is not after its end: each narrows the other
            self.days[1, rows] = np.minimum(days[1], days[3])
            self.days[2, rows] = np.maximum(days[2], days[0])
        return good

    def _read_one(self, row: int, value: str, known: dict[str, DateBounds | str]) -> None:
        if value not in known:
            try:
                known[value] = parse_edtf(value)
            except EdtfError as error:
                known[value] = str(error)
        found = known[value]
        if isinstance(found, str):
            self.problems[row] = found
            return
        for j, name in enumerate(BOUNDS):
            day = getattr(found, name)
            days = _MISSING if day is None else (day.toordinal() - 1 - DAYS_TO_EPOCH) * 86400
            self.days[j, row] = days
        self.kinds[:, row] = KINDS.index(found.start_kind), KINDS.index(found.end_kind)
        self.marks[:, row] = found.approximate, found.uncertain


@dataclass(frozen=True)
class _Side:
    """Where the digits of one date stand, and how many of its year's last ones are left open."""

    year: int
    month: int | None
    day: int | None
    open_digits: int
    marks: str

    def days(self, text: np.ndarray, good: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """First and last day, from 0001-01-01; `good` loses the rows with no such day."""
        starts = month_starts()
        scale = 10**self.open_digits
        year = _number(text, self.year, 4 - self.open_digits) * scale
        first, last = np.maximum(year, 1), year + scale - 1
        good &= last >= 1
        first, last = first * 12, last * 12 + 11
        if self.month is not None:
            month = _number(text, self.month, 2)
            good &= (month >= 1) & (month <= 12)
            first, last = first + month - 1, last - 12 + month
        first, last = (np.clip(months, 12, len(starts) - 3) for months in (first, last))
        if self.day is None:
            return starts[first].astype(np.int64), starts[last + 1].astype(np.int64) - 1
        day = starts[first] + _number(text, self.day, 2).astype(np.int64) - 1
        good &= (day >= starts[first]) & (day < starts[first + 1])
        return day, day


def _sides(shape: str) -> list[_Side | str] | None:
    """The sides of a shape: kinds of open end and `_Side`s, or None when it has to be parsed."""
    texts = shape.split("/")
    sides: list[_Side | str] = []
    position = 0
    for text in texts:
        if text in ("", "..") and len(texts) == 2:
            sides.append(OPEN if text else UNKNOWN)
        elif side := _side(text, position):
            sides.append(side)
        position += len(text) + 1
    dated = any(isinstance(side, _Side) for side in sides)
    return sides if len(texts) <= 2 and len(sides) == len(texts) and dated else None


def _side(text: str, position: int) -> _Side | None:
    match = DATE.fullmatch(text)
    if not match:
        return None
    groups = match.groups(default="")
    digits = "".join(groups[1::3])
    # Digits may be left open from the right only, and a month or a day as a whole.
    known = len(digits.rstrip("X"))
    if "X" in digits[:known] or (known > 4 and known % 2):
        return None
    month = position + match.start(5) if known >= 6 else None
    day = position + match.start(8) if known == 8 else None
    marks = "".join(groups[0::3] + groups[2::3])
    return _Side(position + match.start(2), month, day, max(4 - known, 0), marks)


def _number(text: np.ndarray, position: int, digits: int) -> np.ndarray:
    number = np.zeros(len(text), np.int32)
    for i in range(position, position + digits):
        number = number * 10 + (text[:, i] - ord("0"))
    return number


def _type_message(value: Any) -> str:
    return f"expected an EDTF string, found {type(value).__name__} {value!r:.40}"


def _column_error(
    values: np.ndarray, labels: Sequence[object] | pd.Index, problems: dict[int, str]
) -> EdtfColumnError:
    found = tuple((labels[row], values[row], problems[row]) for row in sorted(problems))
    lines = [f"row {label}: {message}" for label, _, message in found[:_REPORTED]]
    if len(found) > _REPORTED:
        lines.append(f"and {len(found) - _REPORTED} more")
    head = f"{len(found)} of {len(values)} rows cannot be read"
    return EdtfColumnError("\n".join([head, *lines]), found)
