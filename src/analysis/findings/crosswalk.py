"""Other data sets against the record: intervals, counts of days, distances, who copies whom.

The crosswalk holds what each data set says of an event, with the reason where it differs. Here its
rows become rows of a timeline, its pairs of dates are counted by the conventions in use, and its
points are measured against the record's place.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

import pandas as pd

from historical_record.dataset import Dataset
from historical_record.places import distance_km
from historical_time.date_words import edtf_text
from historical_time.edtf import parse_edtf
from historical_time.words import to_text
from plain_text.myst import address, cited, escaped, event_link, facet, on_paper
from plain_text.table import Table
from plain_text.told import NoAnswerError

__all__ = ["crosswalk_table", "day_counts", "distances", "intervals", "verdicts"]

_DATED = ("start", "end", "both")


def day_counts(first: dt.date, last: dt.date) -> dict[str, int]:
    """Days between two dates: ``exclusive``, ``inclusive``, and ``thirty`` by months of 30 days."""
    if last < first:
        raise NoAnswerError(f"{last} lies before {first}")
    months = 12 * (last.year - first.year) + last.month - first.month
    days = (last - first).days
    return {
        "thirty": 30 * months + last.day - first.day,
        "exclusive": days,
        "inclusive": days + 1,
    }


def intervals(dataset: Dataset, event: str, *others: str) -> pd.DataFrame:
    """Events for a `Timeline`: the record's interval first, then one row for each entry.

    Entries that other data sets file under one of the ``others`` stand with them.

    An entry that gives one boundary is an instant. Umbrella entries, which cover far more than the
    event, are left out. The columns are those that `Timeline` reads.
    """
    own = dataset.event(event)
    columns = "id name lane extent start start_time end end_time clock sources".split()
    made = [own[columns].to_dict() | {"event": event, "name": "This record"}]
    rows = dataset.crosswalk
    rows = rows[rows["event"].isin([event, *others]) & rows["aspect"].isin(_DATED)]
    rows = rows[(rows["verdict"] != "not-listed") & (rows["start"] + rows["end"] != "")]
    for row in rows.itertuples():
        start, end = _moment(row.start), _moment(row.end)
        extent = "period" if row.start and row.end else "instant"
        if extent == "instant":
            start, end = (start if row.start else end), ("", "")
        cells = (row.id, f"{row.data_set}, {row.entry}", own["lane"], extent, *start, *end, "")
        told = dict(zip(columns, (*cells, row.sources), strict=True))
        made.append(told | {"event": row.event})
    drawn = pd.DataFrame(made)
    drawn.attrs.update(dataset.events.attrs)
    return drawn


def distances(dataset: Dataset) -> pd.DataFrame:
    """Every point that a data set gives, and its distance from the place of the event, in km.

    Columns: id, data_set, entry, event, place, km. Events without a place in the record are left
    out.
    """
    found = []
    for row in dataset.crosswalk.itertuples():
        place = dataset.events.at[row.event, "place"]
        if pd.isna(row.lat) or pd.isna(row.lon) or not place:
            continue
        known = dataset.places.loc[place]
        km = distance_km((row.lat, row.lon), (known["lat"], known["lon"]))
        found.append((row.id, row.data_set, row.entry, row.event, known["name"], km))
    frame = pd.DataFrame(found, columns=["id", "data_set", "entry", "event", "place", "km"])
    return frame.set_index(frame["id"].to_numpy(dtype=object))


def verdicts(dataset: Dataset, aspects: tuple[str, ...] = _DATED) -> pd.DataFrame:
    """How often each data set agrees with the record, over entries of the aspects given."""
    rows = dataset.crosswalk
    rows = rows[rows["aspect"].isin(aspects)]
    counts = pd.crosstab(rows["data_set"], rows["verdict"])
    named = dataset.terms.labels("crosswalk-verdict")
    counts = counts.reindex(columns=list(named), fill_value=0).rename(columns=named)
    counts.columns.name = None
    counts.insert(0, "Own evidence", rows.groupby("data_set")["independence"].agg(_origins))
    return counts.reindex(list(dict.fromkeys(rows["data_set"])))


def crosswalk_table(dataset: Dataset, aspects: tuple[str, ...]) -> Table:
    """The rows of the crosswalk on some aspects, each addressed as ``crosswalk-<id>``.

    ValueError when there is none.
    """
    found = dataset.crosswalk[dataset.crosswalk["aspect"].isin(aspects)]
    if found.empty:
        raise NoAnswerError(f"no row of the crosswalk is about {', '.join(aspects)}")
    columns = ("Data set and entry", "What it says", "Against the record")
    return Table(columns, [_cells(dataset, r) for r in found.itertuples()], widths=(28, 27, 45))


def _cells(dataset: Dataset, row: Any) -> list[list[str]]:
    entry = address(row.entry, f"crosswalk-{row.id}")
    event = event_link(dataset.events.at[row.event, "name"], row.event)
    dates = [_words(text) for text in (row.start, row.end) if text]
    when = to_text(dates[0], dates[-1]) if dates else ""
    point = "" if pd.isna(row.lat) else f"{row.lat:.4f} N, {row.lon:.4f} E"
    said = [escaped(text) for text in (when, row.value, point) if text]
    verdict = f"**{facet('verdict', dataset.label('crosswalk-verdict', row.verdict))}**"
    own = f"Evidence: {escaped(row.independence)}."
    why = [f"{verdict}: {escaped(row.reason)}", escaped(row.note)]
    return [
        [
            on_paper("entry", part)
            for part in (f"{facet('data-set', row.data_set)}, {entry}", event)
        ],
        [on_paper("says", part) for part in said or ["no value"]],
        [on_paper("record", part) for part in (*why, f"{own} {cited(row.sources)}")],
    ]


def _moment(text: str) -> tuple[str, str]:
    day, _, time = text.partition("T")
    return day, time


def _words(text: str) -> str:
    day, time = _moment(text)
    words = edtf_text(parse_edtf(day))
    return f"{time} on {words}" if time else words


def _origins(values: pd.Series) -> str:
    return "; ".join(dict.fromkeys(values))
