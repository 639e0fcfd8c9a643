"""What was corrected since an edition printed it, and which ids are no longer in use, as tables.

Both are tables of the record (``corrections``, ``withdrawn``); each row is a target of links, so
that a citation of what is no longer there still leads to the reason.
"""

from __future__ import annotations

import datetime as dt

import pandas as pd

from historical_record.dataset import Dataset
from historical_time.date_words import clock_time_text, edtf_text
from historical_time.edtf import EdtfError, parse_edtf
from historical_time.words import date_text
from plain_text.myst import cited, escaped, event_link
from plain_text.table import Table

__all__ = ["correction_table", "withdrawn_id", "withdrawn_table"]

BLANK = "nothing"
_NAMED_BY = ("name", "text", "instrument", "definition")


def correction_table(dataset: Dataset, caption: str = "") -> Table:
    """A row for each correction: of what, what it said and in which edition, what it says, why."""
    rows = []
    for _, row in dataset.corrections.iterrows():
        table, of, column = row["table"], row["row"], row["column"]
        title = next(c.title for c in dataset.schema[table].columns if c.name == column)
        said, now = (_value(dataset, table, column, row[name]) for name in ("printed", "now"))
        anchor = f"[{escaped(title.lower())}]{{#correction-{row['id']}}}"
        rows.append(
            [
                [f"{_called(dataset, table, of)}: {anchor}"],
                [said, escaped(_edition(row["printed_in"]))],
                [now],
                [escaped(row["why"])],
                [cited(row["sources"])],
            ]
        )
    columns = ("Of what", "It said", "It says", "Why", "Sources")
    return Table(columns, rows, caption, (24, 16, 16, 30, 14))


def withdrawn_id(table: str, of: str) -> str:
    """The id by which a withdrawn row can be linked to."""
    return f"withdrawn-{table}-{of}"


def withdrawn_table(dataset: Dataset, caption: str = "") -> Table:
    """A row for each withdrawn id: of which table, since when, what took its place, why."""
    rows = []
    for _, row in dataset.withdrawn.iterrows():
        table, instead = row["table"], row["instead"]
        anchor = f"[`{row['id']}`]{{#{withdrawn_id(table, row['id'])}}}"
        title = dataset.schema[table].title.lower()
        rows.append(
            [
                [f"{anchor}, {escaped(title)}"],
                [escaped(date_text(row["withdrawn"].date()))],
                [f"`{instead}`" if instead else "–"],
                [escaped(row["reason"])],
            ]
        )
    return Table(("Id", "Withdrawn", "Instead", "Why"), rows, caption, (32, 16, 24, 28))


def _edition(printed_in: str) -> str:
    """`in the draft of 22 November 2026`, `in version 1.0.0`."""
    kind, _, day = printed_in.partition(" ")
    return (
        f"in the {kind} of {date_text(dt.date.fromisoformat(day))}" if day else f"in version {kind}"
    )


def _called(dataset: Dataset, table: str, of: str) -> str:
    """What a row is called, a link where it is an event."""
    frame = dataset.tables[table]
    if of not in frame.index:
        return f"`{of}`"
    row = frame.loc[of]
    name = next((str(row[column]) for column in _NAMED_BY if row.get(column)), of)
    if table == "events":
        return event_link(name, of)
    event = row.get("event", "")
    inside = f", {event_link(dataset.event(event)['name'], event)}" if event else ""
    return escaped(name) + inside


def _value(dataset: Dataset, table: str, column: str, value: str) -> str:
    """A cell in words: a date, an hour, the label of a term, or the text as it stands."""
    if not value:
        return BLANK
    described = next(one for one in dataset.schema[table].columns if one.name == column)
    if described.vocabulary:
        return escaped(dataset.label(described.vocabulary, value))
    if described.role == "time":
        return escaped(clock_time_text(value))
    if described.role and described.role.startswith("edtf"):
        try:
            return escaped(edtf_text(parse_edtf(value)))
        except EdtfError:
            return escaped(value)
    number = pd.to_numeric(value, errors="coerce")
    return escaped(value if pd.isna(number) or "." in value else f"{int(number):,}")
