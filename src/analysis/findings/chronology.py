"""The record as a chronology: every event in the order of time, each with its sources.

An `Entry` is an event as a reader looks it up: when it was and how closely that is known, what
happened, where, between whom, and on what evidence. `event_table` shows entries in
MyST markdown, because a citation and a link target must pass through the book's own machinery:
each row is a target named by the event's id, and its sources are citations. The values by which a
reader may want to narrow the table stand in the row as marked words (``facet-lane`` and the
like), so that a script needs nothing that a reader does not see.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from historical_record.contradictions import told_rule
from historical_record.dataset import Dataset
from historical_record.narrowing import Narrowed, narrowed_bounds
from historical_time.clocks import Clock
from historical_time.date_words import boundary_text, clock_time_text
from historical_time.edtf import DateBounds, parse_edtf
from historical_time.network import SPAN as OF_ITS_SPAN
from historical_time.network import Point
from historical_time.words import list_text, month_name, timed_text, to_text
from plain_text.myst import address, cited, escaped, facet, on_paper
from plain_text.table import Table
from plain_text.told import NoAnswerError
from timelines.rows import Setting, rows_of

__all__ = ["Entry", "certainties", "entries", "event_table"]

HOUR, DAY, SPAN, OPEN = "to the hour", "to the day", "to a span of days", "an end not known"
DISSENT, DERIVED, RECALLED = "sources differ", "derived", "recalled"
_EVIDENCE = {"derived": DERIVED, "recalled": RECALLED}
_MONTH = re.compile("|".join(map(month_name, range(1, 13))))
_PLAIN_DAYS = re.compile(r"\d{4}-\d\d-\d\d(/\d{4}-\d\d-\d\d)?")


@dataclass(frozen=True)
class Entry:
    """An event in words, by the names a reader knows, and the keys of its sources.

    ``dissents`` are what other sources say of a boundary, each with who says so and its citation;
    ``inferences`` the bounds that order sets beyond a reading, each with the chain that sets it,
    the source that it stands or falls with, and the clocks that cannot be meant.
    """

    id: str
    first_day: dt.date
    last_day: dt.date | None
    when: str
    days: str
    hour: str
    edtf: str
    certainty: tuple[str, ...]
    name: str
    summary: str
    lane: str
    kind: str
    place: str
    parties: tuple[str, ...]
    evidence: str
    sources: tuple[str, ...]
    dissents: tuple[str, ...]
    inferences: tuple[str, ...]


def entries(dataset: Dataset) -> tuple[Entry, ...]:
    """Every event in the order of its earliest possible start, as instants where hours are known.

    ``when`` names the clock of every hour; ``days`` and ``hour`` are its parts, the hour blank for
    none and without a clock's name where no source states one; ``edtf`` is the date as the record
    has it, with both boundaries of a period.
    """
    setting = Setting(None, dataset.clocks_by_id)
    rows = rows_of(dataset.events, setting)
    untimed = rows_of(dataset.events.assign(start_time="", end_time=""), setting)
    places = dict(zip(dataset.places["id"], dataset.places["name"], strict=True))
    ordered = narrowed_bounds(dataset)
    dissents = _by_event(dataset, _dissents(dataset))
    inferences = _by_event(dataset, _inferences(dataset, ordered))
    made = []
    events = dataset.events.to_dict("records")
    for event, row, days in zip(events, rows, untimed, strict=True):
        bounds = dataset.bounds(event["id"])
        entry = Entry(
            id=event["id"],
            first_day=bounds.first_named,
            last_day=bounds.end_latest,
            when=row.when,
            days=days.when,
            hour=_hour(event, dataset.clocks_by_id),
            edtf=str(bounds),
            certainty=_certainty(event, bounds, event["id"] in dissents),
            name=event["name"],
            summary=event["summary"],
            lane=dataset.label("lane", event["lane"]),
            kind=dataset.label("kind", event["kind"]),
            place=places.get(event["place"], ""),
            parties=tuple(dataset.label("party", party) for party in event["parties"]),
            evidence=event["evidence"],
            sources=event["sources"],
            dissents=dissents.get(event["id"], ()),
            inferences=inferences.get(event["id"], ()),
        )
        made.append((_began(dataset, event, ordered), entry))
    return tuple(entry for _, entry in sorted(made, key=lambda pair: pair[0]))


def event_table(entries: Iterable[Entry], first: str = "", last: str = "") -> Table:
    """The events that began between two days, both included, as a table that can be narrowed.

    ``first`` and ``last`` are EDTF dates; blank is no limit. ValueError when no event lies there.
    """
    low = parse_edtf(first).first_named if first else dt.date.min
    high = (parse_edtf(last).end_latest if last else None) or dt.date.max
    rows = [_cells(entry) for entry in entries if low <= entry.first_day <= high]
    if not rows:
        raise NoAnswerError(f"no event began between {first!r} and {last!r}")
    return Table(("When", "What happened", "Sources"), rows, widths=(24, 54, 22))


def certainties(entries: Iterable[Entry]) -> Counter[str]:
    """How many entries are known how closely, by the words of ``certainty``."""
    return Counter(mark for entry in entries for mark in entry.certainty)


def _cells(entry: Entry) -> list[list[str]]:
    when = [facet("year", entry.when, entry.first_day, entry.last_day or entry.first_day)]
    said = entry.edtf == entry.when or _PLAIN_DAYS.fullmatch(entry.edtf)
    when += [] if said else [f"`{entry.edtf}`"]
    when += [" · ".join(facet("certainty", mark) for mark in entry.certainty)]
    when += [on_paper("date", _brief(entry.days), alone=True)]
    when += [on_paper("date", _EVIDENCE.get(entry.evidence, ""), alone=True)]
    when += [on_paper("hour", escaped(entry.hour), alone=True)]
    about = [on_paper("place", escaped(entry.place))] if entry.place else []
    about += [facet("lane", entry.lane), facet("kind", entry.kind)]
    about += [facet("party", party) for party in entry.parties]
    what = [on_paper("event", address(entry.name, entry.id)), escaped(entry.summary)]
    below = [f"Otherwise: {'; '.join(entry.dissents)}."] if entry.dissents else []
    below += [f"By order: {told}" for told in entry.inferences]
    what += [on_paper("below", line) for line in below]
    sources = cited(entry.sources) or "No source read: recalled, not checked."
    sources = f"see {sources}" if entry.evidence == "recalled" and entry.sources else sources
    return [when, [*what, " · ".join(about)], [on_paper("sources", sources)]]


def _brief(days: str) -> str:
    """A date in words with its months by three letters."""
    return escaped(_MONTH.sub(lambda month: month[0][:3], days))


def _hour(event: Mapping[str, Any], clocks: Mapping[str, Clock]) -> str:
    """The hours of an event; one alone is told as the end's, or the start's of what lasts days."""
    times = [clock_time_text(time) for time in (event["start_time"], event["end_time"]) if time]
    if not times:
        return ""
    clock = clocks.get(event["clock"])
    bound = "" if event["start_time"] else "until "
    if len(times) == 1 and not bound and event["end"] not in ("", event["start"]):
        bound = "begins " if times[0].startswith("between") else "from "
    return f"{bound}{to_text(times[0], times[-1])} {clock.name if clock else ''}".strip()


def _began(
    dataset: Dataset, event: Mapping[str, Any], ordered: Mapping[Point, tuple[Narrowed, ...]]
) -> tuple[dt.datetime, int]:
    """The earliest instant, untimed days before the hours of the same day on Japan's clock.

    What has an hour at its end alone stands after what the record puts before its start.
    """
    if event["start_time"]:
        return dataset.instant(dataset.boundaries(event["id"])[0]).earliest, 1
    midnight = dt.datetime.combine(dataset.bounds(event["id"]).first_named, dt.time())
    day = midnight.replace(tzinfo=dt.UTC) - dt.timedelta(hours=9)
    bounds = ordered.get((event["id"], "start"), ()) if event["end_time"] else ()
    return max(((of.at, 2) for of in bounds if of.side == "earliest"), default=(day, 0))


def _certainty(event: Mapping[str, Any], bounds: DateBounds, differs: bool) -> tuple[str, ...]:
    timed = event["start_time"] and event["clock"]
    if event["extent"] == "period":
        timed = timed and event["end_time"]
    sides = (
        (bounds.start_earliest, bounds.start_latest),
        (bounds.end_earliest, bounds.end_latest),
    )
    if any(None in side for side in sides):
        how = OPEN
    elif any(first != last for first, last in sides):
        how = SPAN
    else:
        how = HOUR if timed else DAY
    marks = [how, DISSENT if differs else "", _EVIDENCE.get(event["evidence"], "")]
    return tuple(mark for mark in marks if mark)


def _by_event(dataset: Dataset, told: Iterable[tuple[str, str, str]]) -> dict[str, tuple[str, ...]]:
    """Texts of boundaries by event.

    What lasts has two, which are told apart by name even where one date says both.
    """
    found: dict[str, tuple[str, ...]] = {}
    for event, boundary, text in told:
        side = f"{boundary} " if dataset.events.at[event, "extent"] == "period" else ""
        found[event] = (*found.get(event, ()), side + text)
    return found


def _dissents(dataset: Dataset) -> Iterator[tuple[str, str, str]]:
    names = {clock: known.name for clock, known in dataset.clocks_by_id.items()}
    for row in dataset.readings.itertuples():
        when = boundary_text(parse_edtf(row.date), "start", row.time, names.get(row.clock, ""))
        who = f", {escaped(row.said_by)}" if row.said_by else ""
        yield row.event, row.boundary, f"{escaped(when)}{who} {cited(row.sources)}".rstrip()


def _inferences(
    dataset: Dataset, ordered: Mapping[Point, tuple[Narrowed, ...]]
) -> Iterator[tuple[str, str, str]]:
    """What order narrows of each event, on the clock of its row or else in UTC."""
    names = dict(zip(dataset.events["id"], dataset.events["name"], strict=True))
    for (event, boundary), bounds in ordered.items():
        clock = dataset.clock(dataset.events.at[event, "clock"] or "utc")
        for bound in bounds:
            if not bound.dropped and all(rule.kind == OF_ITS_SPAN for rule in bound.rules):
                continue  # that it begins before it ends needs no saying
            word = "not before" if bound.side == "earliest" else "not after"
            when = escaped(f"{word} {timed_text(clock.to_civil(bound.at))} {clock.name}")
            because = escaped(list_text(told_rule(rule, names) for rule in bound.rules))
            rests = f", which rests on {cited((bound.weakest,))}" if bound.weakest else ""
            dropped = (dataset.clock(name).name for name in bound.dropped)
            clocks = escaped(list_text(dropped, conjunction="or"))
            lost = f" The hour is then not that of {clocks}." if clocks else ""
            yield event, boundary, f"{when}, since {because}{rests}.{lost}"
