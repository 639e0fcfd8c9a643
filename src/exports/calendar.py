"""The events as a calendar (iCalendar, RFC 5545) that says each morning what happened on it."""

from __future__ import annotations

import datetime as dt

import icalendar
import pandas as pd

from exports import Source
from historical_time.date_words import edtf_text
from historical_time.edtf import parse_edtf

__all__ = ["calendar"]

MOST_DAYS = 31
"""An event that may have begun on more days than this has no entry."""


def calendar(source: Source) -> bytes:
    """An entry for each event whose beginning is known within a month.

    A certain day comes round every year. Of an uncertain one there is one entry, in its own year,
    over all the days on which it may have begun.
    """
    made = icalendar.Calendar()
    made.add("prodid", f"-//{source.name}//EN")
    made.add("version", "2.0")
    made.add("x-wr-calname", source.description.get("title", source.name))
    for event, row in source.dataset.events.iterrows():
        first, last = row["start_earliest"], row["start_latest"]
        if pd.notna(first) and pd.notna(last) and (last - first).days < MOST_DAYS:
            made.add_component(_entry(source, str(event), row))
    return bytes(made.to_ical())


def _entry(source: Source, event: str, row: pd.Series) -> icalendar.Event:
    entry = icalendar.Event()
    first, last = row["start_earliest"].date(), row["start_latest"].date()
    entry.add("uid", f"{event}@{source.name}")
    entry.add("dtstamp", source.made)
    entry.add("dtstart", first)
    entry.add("dtend", last + dt.timedelta(days=1))
    entry.add("summary", f"{row['name']} ({first.year})")
    told = [row["summary"], f"{edtf_text(parse_edtf(row['start']))}."]
    entry.add("description", " ".join(filter(None, told)))
    entry.add("categories", [source.dataset.label("lane", row["lane"])])
    entry.add("transp", "TRANSPARENT")
    if source.base:
        entry.add("url", source.row(event))
    if row["place"]:
        place = source.dataset.places.loc[row["place"]]
        entry.add("location", place["name"])
        entry.add("geo", (float(place["lat"]), float(place["lon"])))
    if first == last:
        entry.add("rrule", {"freq": "yearly"})
    return entry
