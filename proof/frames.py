"""The recipes for other libraries, each run as it stands on 100,000 rows, beside the whole column.

`docs/how-to/read-dates-in-other-libraries.md` is what is run, by the Python of an environment that
has those libraries: `python -m proof.frames`. What a block leaves in `bounds` is brought to Arrow
and has to be, byte for byte, the column read in one go.
"""

from __future__ import annotations

import contextlib
import re
import sys
import tempfile
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from historical_time.columns.edtf import BOUNDS, parse_edtf_column

RECIPES = Path(__file__).resolve().parents[1] / "docs/how-to/read-dates-in-other-libraries.md"
ROWS = 100_000
# A year, a month, a day, an interval, an open end, an unknown one, marks, open digits, a set, none.
FORMS = "{y} {y}-{m} {y}-{m}-{d} {y}-{m}-{d}/9999 {y}/.. /{y} {y}-{m}~ {y}-{m}-XX [{y},{y}-{m}] -"
GROUPS = (7_001, 33_334, ROWS)  # rows that the file keeps together
WRITTEN = pa.schema(
    [
        *((name, pa.date32()) for name in BOUNDS),
        *((name, pa.string()) for name in ("start_kind", "end_kind")),
        *((name, pa.bool_()) for name in ("approximate", "uncertain")),
    ]
)


def dates(rows: int) -> pa.Table:
    """As many dates of ten forms in turn, in years 0001 to 9999; every tenth is missing."""
    forms = FORMS.split()
    texts: list[str | None] = []
    for row in range(rows):
        year, month, day = f"{1 + row * 7919 % 9999:04}", 1 + row % 12, 1 + row % 28
        text = forms[row % 10].format(y=year, m=f"{month:02}", d=f"{day:02}")
        texts.append(None if text == "-" else text)
    return pa.table({"date": texts})


def blocks(recipes: str) -> list[tuple[str, str]]:
    """The heading that each block of Python stands under, and the block."""
    heading, found = "", []
    for part in re.finditer(r"^## ([^\n]+)|^```python\n(.*?)^```", recipes, re.M | re.S):
        heading = part[1] or heading
        if part[2]:
            found.append((heading, part[2]))
    return found


def as_bytes(bounds: Any) -> bytes:
    """A table of any of the libraries, written out by Arrow as days, strings and truths."""
    if isinstance(bounds, pd.DataFrame):
        bounds = pa.Table.from_pandas(bounds, preserve_index=False)
    elif not isinstance(bounds, pa.Table):
        bounds = bounds.to_arrow()
    # Made anew from values: where an array is cut, and what lies under a null, is the library's.
    written = pa.table(bounds.cast(WRITTEN).to_pydict(), WRITTEN)
    sink = pa.BufferOutputStream()
    with pa.ipc.new_file(sink, WRITTEN) as writer:
        writer.write_table(written)
    return bytes(sink.getvalue().to_pybytes())


def main() -> int:
    """Run every block on the file cut in three ways; the answer is the exit status."""
    table = dates(ROWS)
    whole = as_bytes(parse_edtf_column(table["date"].to_pandas()))
    recipes = blocks(RECIPES.read_text("utf-8"))
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        for rows in GROUPS:
            pq.write_table(table, "dates.parquet", row_group_size=rows)
            for heading, block in recipes:
                names: dict[str, Any] = {}
                exec(compile(block, str(RECIPES), "exec"), names)
                if as_bytes(names["bounds"]) != whole:
                    print(f"{heading}, {rows:,} rows at a time: not what the whole column gives")
                    return 1
    told = ", ".join(dict.fromkeys(heading for heading, _ in recipes))
    print(f"{told}: {len(recipes) * len(GROUPS)} runs of {ROWS:,} rows, each the same bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
