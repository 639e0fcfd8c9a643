"""The record, loaded and checked: the one place that opens the data files.

After ``load`` every value is trusted. A ``Dataset`` holds one typed DataFrame for each table, and
answers questions of time about events by their ids, with the definitions of the time modules.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pandas as pd

from historical_record.changes import ChangeError, with_event, with_reading, without
from historical_record.clock_table import build_clocks
from historical_record.consequences import Consequences, consequences_of
from historical_record.geometry import Geometry
from historical_record.network import rules_of
from historical_record.problems import DatasetError, Problem
from historical_record.record import Record, read_record
from historical_record.references import Reference
from historical_record.rules import check_record
from historical_record.schema import Table
from historical_record.summary import Summary, summarise
from historical_record.traced_frames import untraced
from historical_record.tracing import Trace, trace_of
from historical_record.typed import BOUND_COLUMNS, days, frame
from historical_record.vocabularies import Vocabularies
from historical_time.bounds import DateBounds, bounds_between
from historical_time.clocks import UTC, Clock
from historical_time.columns.sensitivity import Choice, sensitivity_grid
from historical_time.consistency import (
    Contradiction,
    ImpliedBound,
    Statement,
    find_contradictions,
    implied_bounds,
)
from historical_time.edtf import parse_edtf
from historical_time.instants import InstantRange
from historical_time.intervals import Interval, interval_between
from historical_time.network import Point, Rule
from historical_time.readings import BoundaryError, Reading, chosen_readings, named_boundary
from historical_time.relations import allen_relations_of_readings
from plain_text.told import UnknownNameError

__all__ = ["Dataset", "from_record", "load"]

_sound: set[bytes] = set()  # the states of folders in which nothing was found wrong
# The cells of an event that its readings are made of.
_WHEN = (*"extent start start_time end end_time clock parties sources evidence".split(),)
_WHEN += BOUND_COLUMNS


def load(folder: str | Path) -> Dataset:
    """Read and check a data folder; what this process found sound is not checked again unchanged.

    Raises DatasetError, whose ``problems`` are all that is wrong with it.
    """
    path = Path(folder)
    if not path.is_dir():
        raise DatasetError([Problem(str(path), 0, "", "", "no such folder")])
    state = _state(path)
    record, problems = read_record(path)
    if record is not None and state not in _sound:
        problems += check_record(record)
    if problems or record is None:
        raise DatasetError(problems)
    _sound.add(state)
    return from_record(record, trace=trace_of(path))


def _state(folder: Path) -> bytes:
    """One digest of the names and contents of a folder's files."""
    total = hashlib.sha256()
    for path in sorted(folder.iterdir()):
        if path.is_file():
            content = path.read_bytes()
            total.update(f"{path.name}\0{len(content)}\0".encode() + content)
    return total.digest()


def from_record(
    record: Record,
    origin: Dataset | None = None,
    changes: tuple[str, ...] = (),
    trace: Trace | None = None,
) -> Dataset:
    """Make the data set of a record in which checking found nothing, or only what was asked for.

    ``origin`` is the data set as it was before the ``changes``; ``trace`` is told what is asked.
    """
    frames = {name: frame(cells) for name, cells in record.tables.items()}
    terms = Vocabularies(frames["vocabularies"])
    for name, cells in record.tables.items():
        frames[name].attrs.update(terms.of_columns(cells.table))
    events = frames["events"]
    bounds = {row["id"]: _bounds(row, record) for row in record.tables["events"].rows}
    for column in BOUND_COLUMNS:
        events[column] = days([getattr(bounds[event], column) for event in events["id"]])
    return Dataset(
        tables=MappingProxyType(trace.hand_out(frames) if trace else frames),
        schema=MappingProxyType({name: cells.table for name, cells in record.tables.items()}),
        clocks_by_id=MappingProxyType(build_clocks(record.tables["clocks"])[0]),
        references=MappingProxyType(record.bibliography.references),
        _bounds=MappingProxyType(bounds),
        geometry=record.geometry,
        changes=changes,
        _record=record,
        _origin=origin,
        _trace=trace,
    )


def _bounds(row: Mapping[str, str], record: Record) -> DateBounds:
    start = record.date(row["start"]) or parse_edtf(row["start"])
    if row["extent"] == "instant":
        return start.as_instant()
    return bounds_between(start, record.date(row["end"]), row["end"])


@dataclass(frozen=True, eq=False, repr=False)
class Dataset:
    """The whole record: its tables, clocks and references, and the time between its events.

    Each table is also an attribute: ``dataset.events``. The events have four further columns, the
    days between which each started and ended. Tables with an id are indexed by it. Treat the
    frames as read-only.
    """

    tables: Mapping[str, pd.DataFrame]
    schema: Mapping[str, Table]
    clocks_by_id: Mapping[str, Clock]
    references: Mapping[str, Reference]
    _bounds: Mapping[str, DateBounds] = field(repr=False)
    geometry: Geometry = field(default_factory=Geometry)
    changes: tuple[str, ...] = ()
    _record: Record | None = None
    _origin: Dataset | None = None
    _trace: Trace | None = None

    def __getattr__(self, name: str) -> pd.DataFrame:
        if name.startswith("_") or name not in self.__dict__.get("tables", ()):
            raise AttributeError(f"Dataset has no attribute or table {name!r}")
        return self.tables[name]

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), *self.tables]

    def __repr__(self) -> str:
        held = {name: len(table) for name, table in self.tables.items() if len(table)}
        rows = ", ".join(f"{count} {name}" for name, count in held.items())
        told = f"<Dataset: {rows}>"
        if not self.changes:
            return told
        return "\n".join(["What if", *self.changes, "", "Then", repr(self.consequences)])

    def with_event(self, event: str, *, time: object = None, **cells: object) -> Dataset:
        """A data set in which an event has these cells, columns of the table of events.

        ``with_event("first-crossing", start="1945-08-10", clock="chita")``; ``time`` is short for
        ``start_time``. An id that is not there makes a new event, with all the cells it needs.
        This data set stays as it is; what the new one says against itself are its
        `consequences`. ChangeError names the event, the column, its value and what was expected.
        """
        asked = cells if time is None else {"start_time": time, **cells}
        return self._changed(*with_event(self._source, event, asked))

    def without(self, event: str) -> Dataset:
        """A data set without an event, and without the rows about it."""
        self._known(event)
        return self._changed(*without(self._source, event))

    def with_reading(self, boundary: str, said_by: str) -> Dataset:
        """A data set that prefers another reading of a boundary, named by its label or who says so.

        The one that was preferred becomes a rival. ChangeError names the readings there are.
        """
        event, side = named_boundary(boundary, self._sides)
        others = [
            (label, reading)
            for label, reading in self.labelled_readings(boundary).items()
            if not reading.preferred
        ]
        for number, (label, reading) in enumerate(others):
            if said_by in (label, reading.said_by):
                return self._changed(*with_reading(self._source, event, side, number))
        known = ", ".join(repr(of.said_by or label) for label, of in others) or "no other"
        raise ChangeError(f"{boundary}: no reading by {said_by!r}: expected one of {known}")

    @cached_property
    def consequences(self) -> Consequences:
        """What a changed data set says against itself that its origin did not, a line for each."""
        if self._origin is None:
            return Consequences()
        origin = self._origin
        return consequences_of(self._source, origin._source, self._settled, origin._settled)

    @cached_property
    def _settled(self) -> tuple[Contradiction, ...]:
        """What cannot be true together among the preferred readings."""
        return self.consistency("preferred")

    @property
    def _source(self) -> Record:
        if self._record is None:
            raise ChangeError("made from tables: expected a data set that was loaded")
        return self._record

    def _changed(self, record: Record, told: str) -> Dataset:
        for table in self.tables:
            self._asks(table)
        return from_record(record, self._origin or self, (*self.changes, told))

    def clock(self, clock_id: str) -> Clock:
        """The clock of that id; LookupError names those there are."""
        if clock_id == "utc":
            return self.clocks_by_id.get(clock_id, UTC)
        try:
            return self.clocks_by_id[clock_id]
        except KeyError:
            known = ", ".join([*self.clocks_by_id, "utc"])
            raise UnknownNameError(f"unknown clock {clock_id!r}: expected one of {known}") from None

    @cached_property
    def terms(self) -> Vocabularies:
        """What the terms of the vocabularies are called, and how figures draw them."""
        return Vocabularies(self.vocabularies)

    def label(self, vocabulary: str, term: str) -> str:
        """What a term is called: ``label("party", "ussr")``; LookupError for one not there."""
        return self.terms.label(vocabulary, term)

    def event(self, event_id: str) -> pd.Series:
        """The row of one event."""
        self._known(event_id)
        return self.events.loc[event_id]

    def events_of(self, boundaries: Iterable[str]) -> pd.DataFrame:
        """The rows of the events that have these boundaries, in their order and each once.

        A mapping also gives the lane of each. Events that were taken out are left out.
        """
        ids = dict.fromkeys(name.partition(":")[0] for name in boundaries)
        gone = self._origin.events.index.difference(self.events.index) if self._origin else ()
        for event in (kept := [event for event in ids if event not in gone]):
            self._known(event)
        rows = self.events.loc[kept]
        if isinstance(boundaries, Mapping):
            lanes = {name.partition(":")[0]: lane for name, lane in boundaries.items()}
            return rows.assign(lane=[lanes[event] for event in kept])
        return rows

    def children(self, event_id: str) -> pd.DataFrame:
        """The events directly inside an event, by start."""
        self._known(event_id)
        events = self.events
        return events[events["parent"] == event_id].sort_values("start_earliest", kind="stable")

    def bounds(self, event_id: str) -> DateBounds:
        """The days between which an event started and ended, by its preferred readings."""
        self._known(event_id)
        self._asks_when(event_id)
        return self._bounds[event_id]

    def boundaries(self, event_id: str) -> tuple[str, ...]:
        """The names of an event's boundaries: its id alone, or ``khalkhin-gol:start`` and ``:end``.

        A period has two, and so has a date of several days that all count.
        """
        self._known(event_id)
        self._asks_when(event_id)
        sides = self._sides[event_id]
        return (event_id,) if len(sides) == 1 else tuple(f"{event_id}:{side}" for side in sides)

    def readings_of(self, boundary: str) -> tuple[Reading, ...]:
        """All readings of a boundary, the preferred one first.

        Empty where the end of a period is open or unknown and nobody says otherwise.
        """
        point = named_boundary(boundary, self._sides)
        self._asks_when(point[0])
        return self._readings.get(point, ())

    def labelled_readings(self, boundary: str, readings: str = "all") -> dict[str, Reading]:
        """The readings of a boundary by their labels, each label once.

        ``readings`` is "preferred", "read" (with every dissent that `Reading.counts`) or "all".
        """
        labelled: dict[str, Reading] = {}
        for reading in chosen_readings(self.readings_of(boundary), readings):
            label, number = reading.label, 2
            while label in labelled:
                label, number = f"{reading.label} {number}", number + 1
            labelled[label] = reading
        return labelled

    def instants(self, boundary: str, readings: str = "preferred") -> dict[str, InstantRange]:
        """The range of instants of each reading of a boundary, by the reading's label.

        ``readings`` is as for `labelled_readings`. The preferred readings of an event's two
        boundaries narrow each other. BoundaryError where nobody says when it was, or where a
        reading leaves its first or last day open.
        """
        chosen = self.labelled_readings(boundary, readings)
        if not chosen:
            raise BoundaryError(f"{boundary!r} is open or unknown: no reading says when it was")
        return {label: self.instants_of(reading) for label, reading in chosen.items()}

    def instants_of(self, reading: Reading) -> InstantRange:
        """The instants of one reading, a preferred one narrowed by its event's other boundary.

        BoundaryError and ClockError as for `Reading.instants`.
        """
        self._asks_when(reading.event)
        other = "end" if reading.boundary == "start" else "start"
        beside = self._readings.get((reading.event, other), ()) if reading.preferred else ()
        limits = next((self._limits(one) for one in beside if one.preferred), (None, None))
        since, until = (None, limits[1]) if other == "end" else (limits[0], None)
        return reading.instants(self.clocks_in_question(reading.event), since, until)

    def instant(self, boundary: str) -> InstantRange:
        """The range of instants of a boundary by its preferred reading."""
        return next(iter(self.instants(boundary).values()))

    def interval(self, start: str, end: str, clock: str = "utc") -> Interval:
        """The time between two boundaries, with civil dates on that clock.

        ``start`` and ``end`` name boundaries: an instant's id, or ``khalkhin-gol:end``. ValueError
        where the start certainly comes after the end.
        """
        named = f"the start, {start!r}, is after the end, {end!r}"
        return interval_between(self.instant(start), self.instant(end), self.clock(clock), named)

    def sensitivity(
        self,
        starts: Sequence[str],
        ends: Sequence[str],
        clocks: Sequence[str],
        months: int = 3,
        readings: str = "preferred",
    ) -> pd.DataFrame:
        """Whether boundaries are ``months`` months apart, for every combination of the choices.

        ``starts`` and ``ends`` name boundaries, ``clocks`` clocks by id; ``readings`` is as
        for `instants`. One row for each start, end, reading and clock, with the columns of
        `historical_time.columns.sensitivity.sensitivity_grid`.
        """
        return sensitivity_grid(
            self._choices(starts, readings),
            self._choices(ends, readings),
            [self.clock(clock) for clock in clocks],
            months,
        )

    def relation(self, one: str, other: str, readings: str = "preferred") -> frozenset[str]:
        """The Allen relations still possible between the days of two events."""
        return allen_relations_of_readings(
            self._all_bounds(one, readings), self._all_bounds(other, readings)
        )

    def consistency(self, readings: str = "all") -> tuple[Contradiction, ...]:
        """What cannot all be true at once, by the readings, the nesting and the stated order."""
        return find_contradictions(self.statements(readings), self.rules)

    def implied_bounds(
        self, readings: str = "preferred"
    ) -> dict[Point, tuple[ImpliedBound, ImpliedBound]]:
        """The first and last instant of each boundary once order has been followed, and why."""
        return implied_bounds(self.statements(readings), self.rules)

    def statements(self, readings: str = "all") -> list[Statement]:
        """Every reading of every boundary by its first and last instant, None where it is open."""
        self._asks("events")
        self._asks("readings")
        return [
            Statement(*point, *self._limits(reading), label, reading.sources)
            for point, boundary in self._named
            for label, reading in self.labelled_readings(boundary, readings).items()
        ]

    @property
    def rules(self) -> list[Rule]:
        """What must come before what, and by how long where a source says so."""
        self._asks("events")
        self._asks("durations")
        return self._rules

    def clocks_in_question(self, event: str) -> Sequence[Clock]:
        """The clocks that the parties of an event used; all where none is known, UTC of none."""
        self._asks_when(event)
        used = [clock for clock, users in self._users.items() if users & {*self._parties[event]}]
        return [self.clocks_by_id[clock] for clock in used or self.clocks_by_id] or [UTC]

    def summary(self) -> Summary:
        """Counts of the record: rows, kinds, evidence, sources, clocks of readings."""
        return summarise(self.tables)

    @cached_property
    def _rules(self) -> list[Rule]:
        tables = {name: untraced(table) for name, table in self.tables.items()}
        return rules_of(tables["events"], self._sides, tables.get("durations"))

    def _choices(self, names: Sequence[str], readings: str) -> list[Choice]:
        return [
            Choice(name, label, instants)
            for name in names
            for label, instants in self.instants(name, readings).items()
        ]

    @cached_property
    def _sides(self) -> dict[str, tuple[str, ...]]:
        """The boundaries of each event: a period has two, as has a date of several days."""
        two, one = ("start", "end"), ("start",)
        return {
            event: two if extent == "period" or self._bounds[event].has_several_days else one
            for event, extent in untraced(self.events)["extent"].items()
        }

    @cached_property
    def _named(self) -> list[tuple[Point, str]]:
        """Every boundary of every event, with its name."""
        return [
            ((event, side), event if len(sides) == 1 else f"{event}:{side}")
            for event, sides in self._sides.items()
            for side in sides
        ]

    def _known(self, event_id: str) -> None:
        named_boundary(f"{event_id}:start", self._sides)

    def _asks(self, table: str, rows: Any = slice(None), columns: Any = None) -> None:
        """Tell the trace, if there is one, of cells that are asked for without a table."""
        if self._trace:
            self._trace.ask(table, rows, columns)

    def _asks_when(self, event: str) -> None:
        """Tell it that somebody asks when an event was."""
        if self._trace and self._trace.is_new(event):
            row, readings = self._rows_about[event]
            self._asks("events", row, _WHEN)
            self._asks("readings", readings)
            self._asks("readings", columns=("event",))

    @cached_property
    def _rows_about(self) -> dict[str, tuple[int, list[int]]]:
        """The number of each event's row, and those of its readings."""
        about: dict[str, tuple[int, list[int]]] = {
            event: (number, []) for number, event in enumerate(self._sides)
        }
        for number, event in enumerate(untraced(self.readings)["event"]):
            about[event][1].append(number)
        return about

    def part(self, table: str, row: str) -> AbstractContextManager[None]:
        """What is asked for meanwhile is traced as of a part, named by a row (`Trace.part`)."""
        return self._trace.part(table, row) if self._trace else nullcontext()

    def of_parts(self, table: str, made: pd.DataFrame, worked_out: Iterable[str]) -> pd.DataFrame:
        """A table with a row for each part, as `Trace.of_parts` has it."""
        return self._trace.of_parts(table, made, worked_out) if self._trace else made

    @cached_property
    def _readings(self) -> dict[tuple[str, str], tuple[Reading, ...]]:
        """The readings of every boundary, the preferred one first."""
        found: dict[tuple[str, str], list[Reading]] = {}
        for row in untraced(self.events).to_dict("records"):
            for side in self._sides[row["id"]]:
                column = "start" if row["extent"] == "instant" else side
                if row[column] not in ("", ".."):
                    said = {"date": row[column], "time": row[f"{column}_time"], "said_by": ""}
                    reading = self._reading(row["id"], side, {**row, **said, "standing": ""})
                    found[row["id"], side] = [reading]
        for row in untraced(self.readings).to_dict("records"):
            reading = self._reading(row["event"], row["boundary"], row)
            found.setdefault((row["event"], row["boundary"]), []).append(reading)
        return {boundary: tuple(readings) for boundary, readings in found.items()}

    def _reading(self, event: str, side: str, row: Mapping[str, Any]) -> Reading:
        return Reading(
            date=parse_edtf(row["date"]),
            boundary=side,
            time=row["time"],
            clock=self.clocks_by_id.get(row["clock"]),
            event=event,
            said_by=row["said_by"],
            sources=row["sources"],
            evidence=row["evidence"],
            standing=row["standing"],
        )

    def _limits(self, reading: Reading) -> tuple[dt.datetime | None, dt.datetime | None]:
        key = reading, self._parties[reading.event]
        if key not in self._found_limits:
            self._found_limits[key] = reading.limits(self.clocks_in_question(reading.event))
        return self._found_limits[key]

    @cached_property
    def _found_limits(self) -> dict[Any, tuple[dt.datetime | None, dt.datetime | None]]:
        """What has been found of readings, which a changed data set shares with its origin."""
        return self._origin._found_limits if self._origin else {}

    @cached_property
    def _users(self) -> dict[str, set[str]]:
        """The parties that used each clock."""
        users: dict[str, set[str]] = {}
        for clock, parties in zip(self.clocks["id"], self.clocks["used_by"], strict=True):
            users.setdefault(clock, set()).update(parties)
        return users

    @cached_property
    def _parties(self) -> dict[str, tuple[str, ...]]:
        return {**untraced(self.events)["parties"]}

    def _all_bounds(self, event: str, readings: str) -> list[DateBounds]:
        if readings == "preferred":
            return [self.bounds(event)]
        self._known(event)

        def dates(boundary: str) -> list[DateBounds]:
            chosen = chosen_readings(self.readings_of(boundary), readings)
            return [reading.date for reading in chosen]

        if self.events.at[event, "extent"] == "instant":
            return [date.as_instant() for date in dates(self.boundaries(event)[0])]
        ends: list[DateBounds | None] = [*dates(f"{event}:end")] or [None]
        end_text = self.events.at[event, "end"]
        return [
            bounds_between(start, end, end_text)
            for start in dates(f"{event}:start")
            for end in ends
            if end is None
            or start.start_earliest is None
            or end.end_latest is None
            or start.start_earliest <= end.end_latest
        ]
