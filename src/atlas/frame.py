"""One sheet of a map, from a row of ``frames``.

Which day, which box and what is drawn stand in the record. Here the lines, territories and legs of
that day are asked of `Situation`, the one that the control checks ask too, and put into words.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd
import shapely

from cartography.sheet import Sheet
from historical_record.dataset import Dataset
from historical_record.record import OPEN_END
from historical_record.situation import Situation
from historical_time import words
from historical_time.bounds import DateBounds
from historical_time.date_words import edtf_text
from historical_time.edtf import parse_edtf
from plain_text.told import NoAnswerError
from timelines.map_description import (
    BORDER,
    CLAIM,
    HEIGHT,
    LAKE,
    RIVER,
    TOWN,
    MapArea,
    MapFrame,
    MapLettering,
    MapLine,
    MapPlace,
    MapWay,
)

__all__ = ["FrameOfRecord"]

_ADVANCE, _FRONTIER, _SEA = "advance", "frontier", "sea"
_HEIGHTS = ("hill", "boundary mark", "pass")
_DISPUTED = "slate"  # the hue of ground and places that two hold to be theirs
_SIDES = ("west", "south", "east", "north")
_AUGUST = 8
_LOOK = 500.0  # the width of a sheet on which is asked what is seen at all


@dataclass(eq=False)
class FrameOfRecord:
    """One sheet of a map, with the holders that it shows and their hues."""

    dataset: Dataset
    row: pd.Series
    source_names: Mapping[str, str]

    def __post_init__(self) -> None:
        self.holders: dict[str, str] = {}
        span = parse_edtf(self.row["day"])
        first, last = span.start_earliest, span.end_latest
        if first is None or last is None:
            raise NoAnswerError(f"frame {self.row['id']!r}: {self.row['day']!r} is open")
        self.dated = first == last
        self.situation = Situation(self.dataset, first, None if self.dated else last)
        west, south, east, north = (float(self.row[side]) for side in _SIDES)
        self.sheet = Sheet(self.row["projection"], (west, south, east, north), _LOOK)

    def frame(self) -> MapFrame:
        """Everything that the sheet shows."""
        geometry = self.dataset.geometry
        lines = self.situation.lines
        drawn = lines[lines["kind"].isin(self.row["kinds"])]
        advances = [self._advance(line) for line in _rows(drawn) if line["kind"] == _ADVANCE]
        shown = [line for line in _rows(drawn) if line["kind"] != _ADVANCE]
        return MapFrame(
            self.row["id"],
            self.row["name"],
            self.row["projection"],
            self.sheet.box,
            geometry.land,
            tuple(self._areas()) if self.dated else (),
            tuple(self._line(line) for line in shown if self._seen(line["shape"])),
            (*advances, *self._axes()),
            tuple(self._places()),
            tuple(self._lettering()),
            geometry.relief,
            geometry.frame,
        )

    # Areas and lines

    def _areas(self) -> Iterator[MapArea]:
        for territory in _rows(self.situation.territories):
            parties = list(territory["held_by"])
            hue = self._hue(parties)
            if hue and self._seen(territory["shape"]):
                self._holds(parties)
                strong = len(parties) > 1
                yield MapArea(territory["id"], territory["name"], territory["shape"], hue, strong)

    def _line(self, line: Mapping[str, Any]) -> MapLine:
        claimants = words.list_text(map(self._party, line["claimed_by"]))
        nearest = words.list_text(map(self._party, line["claimed_by"][-2:]))
        claim = line["kind"] == CLAIM
        labels = {
            CLAIM: f"claimed by {nearest}",
            RIVER: _short(line["name"]),
            LAKE: _short(line["name"]),
        }
        return MapLine(
            line["id"],
            line["name"],
            BORDER if line["kind"] == _FRONTIER else line["kind"],
            line["shape"],
            float(line["radius_km"]),
            labels.get(line["kind"], ""),
            self._hue(line["claimed_by"][:1]) or self._hue(line["claimed_by"][-1:])
            if claim
            else "",
            _span(line["valid_from"], line["valid_to"]),
            claimants,
            line["evidence"],
            self._sources(line["sources"]),
            claim,
        )

    # Ways

    def _advance(self, line: Mapping[str, Any]) -> MapWay:
        party = line["claimed_by"][0]
        return MapWay(
            line["id"],
            line["name"],
            "",
            ((line["shape"], False),),
            float(line["radius_km"]),
            self._hue([party]),
            self._party(party),
            _span(line["valid_from"], line["valid_to"]),
            line["evidence"],
            self._sources(line["sources"]),
        )

    def _axes(self) -> Iterator[MapWay]:
        for axis, legs in self._legs.groupby("axis", sort=False):
            if not any(map(self._on_sheet, legs["to_place"])):
                continue
            first, front = legs.iloc[0], legs.iloc[0]["front"]
            sources = dict.fromkeys(key for keys in legs["sources"] for key in keys)
            yield MapWay(
                str(axis),
                first["unit"],
                first["mark"],
                tuple(zip(legs["shape"], legs["by"] == _SEA, strict=True)),
                float(legs["radius_km"].max()),
                self.dataset.terms.hues("front")[front],
                self.dataset.terms.label("front", front),
                _span(first["start"], legs.iloc[-1]["end"]),
                "recalled" if "recalled" in set(legs["evidence"]) else "read",
                self._sources(list(sources)),
            )

    @cached_property
    def _legs(self) -> pd.DataFrame:
        """The legs of the axes of this sheet up to its last day; none where it has no such day."""
        if not self.row["until"]:
            return self.dataset.tables["axes"].iloc[:0].assign(shape=[])
        legs = Situation(self.dataset, dt.date.fromisoformat(self.row["until"])).legs
        fronts = self.row["fronts"]
        return legs[legs["front"].isin(fronts)] if fronts else legs

    # Places

    def _places(self) -> Iterator[MapPlace]:
        events = {self.dataset.event(name)["place"]: name for name in self.row["events"]}
        reached = {leg["to_place"]: leg for leg in reversed(list(_rows(self._legs)))}
        ends = set(self._legs.groupby("axis")["to_place"].last())
        for place in dict.fromkeys(
            [*events, *self.row["places"], *sorted(reached, key=_last(ends))]
        ):
            listed = place in events or place in self.row["places"]
            if listed or self._on_sheet(place):
                strong = place in events or place in ends
                yield self._place(place, events.get(place), reached.get(place), strong=strong)

    def _place(
        self, place: str, event: str | None, leg: Mapping[str, Any] | None, *, strong: bool
    ) -> MapPlace:
        row = self.dataset.places.loc[place]
        label, when, evidence = _short(row["name"]), "", row["evidence"]
        keys: Sequence[str] = ()
        if event:
            told, bounds = self.dataset.event(event), self.dataset.bounds(event)
            label = label if self.row["until"] else _short(told["name"])
            label = f"{label} {self._day(bounds)}"
            when, keys = f"{told['name']}, {edtf_text(bounds)}", told["sources"]
        if leg is not None:
            bounds, evidence, keys = parse_edtf(leg["end"]), leg["evidence"], leg["sources"]
            day = self._day(bounds, recalled=evidence == "recalled")
            label, when = f"{label} {day}", edtf_text(bounds)
        parties = sorted(self.situation.held_by(place)) if self.row["held"] else []
        for party in parties:
            self._holds([party])
        return MapPlace(
            place,
            row["name"],
            label,
            float(row["lon"]),
            float(row["lat"]),
            float(row["radius_km"]),
            when,
            words.list_text(map(self._party, parties)),
            evidence,
            self._sources(keys),
            tuple(filter(None, (self._hue([party]) for party in parties))),
            HEIGHT if row["kind"] in _HEIGHTS else TOWN,
            strong,
            row["evidence"] == "recalled",
            event or (leg["event"] if leg is not None else ""),
        )

    def _day(self, bounds: DateBounds, *, recalled: bool = False) -> str:
        """A date as a map has room for: the year, or where advances are drawn 10, ~12, 1 Sept."""
        first, last = bounds.start_earliest, bounds.end_latest
        if first is None or last is None:
            return ""
        if not self.row["until"]:
            return str(first.year) if first.year == last.year else f"{first.year}–{last.year}"
        rough = "~" if recalled or bounds.approximate or bounds.uncertain else ""
        days = str(first.day) if first == last else f"{first.day}–{last.day}"
        month = "" if first.month == _AUGUST else f" {words.month_name(first.month)[:4]}"
        return f"{rough}{days}{month}"

    def _lettering(self) -> Iterator[MapLettering]:
        table = self.dataset.tables["lettering"]
        for row in _rows(table[[self.row["id"] in frames for frames in table["frames"]]]):
            place = float(row["lon"]), float(row["lat"])
            yield MapLettering(row["text"], row["kind"], *place, float(row["angle"] or 0))

    # Words and hues

    def _on_sheet(self, place: str) -> bool:
        lon, lat = self.dataset.places.loc[place, ["lon", "lat"]]
        return bool(self.sheet.frame.contains(shapely.Point(*self.sheet.point(lon, lat))))

    def _seen(self, shape: shapely.Geometry) -> bool:
        return not self.sheet.drawn(shape).is_empty

    def _party(self, party: str) -> str:
        return self.dataset.terms.label("party", party)

    def _hue(self, parties: Sequence[str]) -> str:
        if len(parties) > 1:
            return _DISPUTED
        return self.dataset.terms.hues("party").get(parties[0], "") if parties else ""

    def _holds(self, parties: Sequence[str]) -> None:
        label = self._party(parties[0]) if len(parties) == 1 else "disputed"
        self.holders[label] = self._hue(parties)

    def _sources(self, keys: Sequence[str]) -> tuple[str, ...]:
        named = (key.partition(",")[0].split(" ")[0] for key in keys)
        return tuple(self.source_names.get(key, key) for key in named)


def _rows(table: pd.DataFrame) -> Iterator[dict[str, Any]]:
    return iter(table.to_dict("records"))


def _last(ends: set[str]) -> Any:
    """Where an axis ends before where it passed."""
    return lambda place: place not in ends


def _short(name: str) -> str:
    """A name without what stands in brackets or after a comma."""
    return name.partition(" (")[0].partition(",")[0].partition(" below ")[0]


def _span(first: str, last: str) -> str:
    """From one date to another, either of which may be open."""
    begins, ends = (
        "" if date == OPEN_END else edtf_text(parse_edtf(date)) for date in (first, last)
    )
    if begins == ends:
        return begins
    return " ".join(filter(None, (begins and f"from {begins}", ends and f"to {ends}")))
