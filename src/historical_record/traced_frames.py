"""Tables and columns that tell which of their cells are read.

They are those of pandas, and say what the plain ones say; only the way by which values leave them
is watched. For what is choosing, ordering or naming, the rest of the module says where in the
table the rows stood.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import numpy as np
import pandas as pd

__all__ = ["TracedFrame", "TracedSeries", "untraced"]

_ANOTHER = frozenset(("axis", "ignore_index", "inplace"))  # options that make something else of it
Tell = Callable[[np.ndarray, Iterable[Any]], None]
"""To be told of rows, by number, and columns."""


class _Telling:
    """A table or a column that tells which of its cells are read. What pandas makes of it does not.

    Values leave either through its block manager alone, so that to ask for that is to read all.
    What only chooses, orders or names is known by name, and gives another that tells.
    """

    plain: Any
    _tell: Tell
    _rows: np.ndarray

    def __init__(self, plain: Any, tell: Tell, rows: np.ndarray | None = None) -> None:
        # Not by pandas' own, which would ask for the manager. Attributes and flags are shared.
        self.__dict__.update({k: v for k, v in plain.__dict__.items() if k != "_mgr"})
        self._hold(plain, tell, np.arange(len(plain)) if rows is None else rows)

    def _hold(self, plain: Any, tell: Tell, rows: np.ndarray) -> None:
        self.__dict__.update(plain=plain, _tell=tell, _rows=rows)

    def _names(self) -> pd.Index:
        """The columns that are read when all is."""
        raise NotImplementedError

    @property
    def _mgr(self) -> Any:
        self._tell(self._rows, self._names())
        return self.plain._mgr

    @_mgr.setter
    def _mgr(self, manager: Any) -> None:
        self._write(self.plain._constructor_from_mgr(manager, manager.axes))

    def _write(self, made: Any) -> None:
        """Be another from here on, of which any part rests on all that this was."""
        tell, rows, names = self._tell, self._rows, self._names()
        self._hold(made, lambda *_: tell(rows, names), np.arange(len(made)))

    @property
    def attrs(self) -> Any:
        """What is said of the table beside its cells."""
        return self.plain.attrs

    @attrs.setter
    def attrs(self, said: dict[Any, Any]) -> None:
        self.plain.attrs = said

    @property
    def index(self) -> pd.Index:
        """The labels of the rows, by which they are known."""
        return self.plain.index

    @index.setter
    def index(self, labels: Any) -> None:
        self._write(self.plain.set_axis(labels, axis=0))

    def __len__(self) -> int:
        self._tell(self._rows, self._names()[:1])
        return len(self.plain)

    def __setitem__(self, key: Any, value: Any) -> None:
        made = self.plain.copy()
        made[key] = value
        self._write(made)

    def _made(self, plain: Any, rows: np.ndarray) -> Any:
        """A part of it, which tells as well; a column of a table may be the part."""
        kind = TracedFrame if isinstance(plain, pd.DataFrame) else TracedSeries
        return kind(plain, self._tell, rows)

    def _chosen(self, key: Any) -> np.ndarray:
        """The numbers of the rows that a mask or a slice keeps."""
        return np.asarray(pd.Series(self._rows, index=self.plain.index)[key])

    @property
    def loc(self) -> Any:
        """Rows and columns by label."""
        return _Located(self, "loc")

    at = loc

    @property
    def iloc(self) -> Any:
        """Rows and columns by number."""
        return _Located(self, "iloc")

    iat = iloc

    def copy(self, deep: bool = True) -> Any:
        """The same; to write to one leaves the other as it is."""
        return self._made(self.plain.copy(deep=deep), self._rows)


class TracedSeries(_Telling, pd.Series):  # type: ignore[misc]  # pandas has no types here
    """A column that tells which of its cells are read."""

    _constructor = pd.Series
    _constructor_expanddim = pd.DataFrame

    def _names(self) -> pd.Index:
        return pd.Index([self.plain.name])

    @property
    def dtype(self) -> Any:
        """The kind of its values, which is no value."""
        return self.plain.dtype

    def __getitem__(self, key: Any) -> Any:
        if isinstance(key, slice) or _is_mask(key):
            return self._made(self.plain[key], self._chosen(key))
        return self.loc[key]


class TracedFrame(_Telling, pd.DataFrame):  # type: ignore[misc]
    """A table that tells which of its cells are read."""

    _constructor = pd.DataFrame
    _constructor_sliced = pd.Series

    def _names(self) -> pd.Index:
        return self.plain.columns

    @property
    def columns(self) -> pd.Index:
        """The names of the columns, which are no part of the record."""
        return self.plain.columns

    @columns.setter
    def columns(self, names: Any) -> None:
        self._write(self.plain.set_axis(names, axis=1))

    def __getitem__(self, key: Any) -> Any:
        if callable(key) or isinstance(key, pd.DataFrame):
            return super().__getitem__(key)
        chooses = isinstance(key, slice) or _is_mask(key)
        return self._made(self.plain[key], self._chosen(key) if chooses else self._rows)

    def assign(self, **columns: Any) -> Any:
        """With further columns, or others."""
        made = {name: v(self) if callable(v) else v for name, v in columns.items()}
        return self._made(self.plain.assign(**made), self._rows)

    def set_index(self, keys: Any, **options: Any) -> Any:
        """With the labels of a column."""
        if _ANOTHER & options.keys():
            return super().set_index(keys, **options)
        self._tell(self._rows, [keys] if isinstance(keys, str) else keys)
        return self._made(self.plain.set_index(keys, **options), self._rows)

    def sort_values(self, by: Any, **options: Any) -> Any:
        """In the order of one column or some."""
        if _ANOTHER & options.keys():
            return super().sort_values(by, **options)
        self._tell(self._rows, [by] if isinstance(by, str) else by)
        numbered = self.plain.set_axis(range(len(self.plain)), axis=0)
        order = numbered.sort_values(by, **options).index.to_numpy()
        return self._made(self.plain.iloc[order], self._rows[order])


def _is_mask(key: Any) -> bool:
    if isinstance(key, str):
        return False
    values = np.asarray(key)
    return values.dtype == bool or (
        values.dtype == object
        and values.ndim == 1
        and len(values) > 0
        and all(isinstance(value, bool | np.bool_) for value in values)
    )


class _Located:
    """`loc` and its kin: what is found, and where it stood."""

    def __init__(self, frame: Any, way: str) -> None:
        self._frame, self._way = frame, way

    def __getitem__(self, key: Any) -> Any:
        frame, plain = self._frame, self._frame.plain
        flat = isinstance(plain, pd.Series)
        rows, columns = key if isinstance(key, tuple) and not flat else (key, slice(None))
        if callable(rows):
            rows = rows(frame)
        found = getattr(plain, self._way)[rows if flat else (rows, columns)]
        numbers = self._of(pd.Series(frame._rows, index=plain.index), rows)
        column = flat or pd.api.types.is_scalar(columns)
        if isinstance(found, pd.DataFrame) or (column and isinstance(found, pd.Series)):
            return frame._made(found, numbers)
        names = frame._names()
        frame._tell(numbers, names if flat else self._of(pd.Series(names, index=names), columns))
        return found

    def _of(self, labelled: pd.Series, key: Any) -> np.ndarray:
        return np.atleast_1d(np.asarray(getattr(labelled, self._way)[key]))


def untraced(table: pd.DataFrame) -> pd.DataFrame:
    """The same table, of which nothing is told: for what is worked out once for everybody."""
    return table.plain if isinstance(table, TracedFrame) else table
