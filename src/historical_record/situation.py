"""Who held what on a day, asked of the geometry and of the axes of advance.

Land is cut by the frontiers and claimed lines that were valid on the day. What a piece belongs to
is known from the places of the territories that lie in it. A place that an advance had reached is
held by who came; between the first and the last day on which it can have come, by both.

A dated map is drawn from the same answer, so that what is checked is what is shown.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cached_property

import pandas as pd
import shapely

from cartography.measure import distance_to
from cartography.partition import Piece, labelled, pieces_of
from historical_record.dataset import Dataset
from historical_record.record import OPEN_END
from historical_record.vocabularies import PARTS
from historical_time.edtf import parse_edtf
from plain_text.told import UnknownNameError

__all__ = ["Situation", "control_checks"]

ON_THE_LINE_KM = 0.15
"""A point this near to a line lies on it: the grid on which lines are written, and its diagonal."""

_AROUND = 0.01  # degrees, more than that


@dataclass(frozen=True, eq=False)
class Situation:
    """The lines valid on a day, and the land as they cut it.

    With a ``last`` day, the lines valid on any day from the one to the other: such lines may cross,
    and cut no land. GapError, on asking for the land, where two territories are parted by no line.
    """

    dataset: Dataset
    day: dt.date
    last: dt.date | None = None

    @cached_property
    def lines(self) -> pd.DataFrame:
        """The rows of the lines that can have been valid on the day, with their ``shape``.

        A line made of others has theirs, as one shape.
        """
        table = self.dataset.tables["lines"]
        valid = table[self._valid(table)].copy()
        geometry = self.dataset.geometry
        valid["shape"] = [
            shapely.union_all([geometry.shape(part) for part in parts])
            if parts
            else geometry.shape(line)
            for line, parts in zip(valid["id"], valid["made_of"], strict=True)
        ]
        return valid

    @cached_property
    def frontiers(self) -> pd.DataFrame:
        """Those of the lines that part territories."""
        kinds = self.dataset.terms.labels("line-kind", PARTS)
        return self.lines[self.lines["kind"].isin(list(kinds))]

    @cached_property
    def territories(self) -> pd.DataFrame:
        """The territories of the day, each with its ``shape``, all of its land."""
        table = self.dataset.tables["territories"]
        held = table[self._valid(table)].copy()
        held["shape"] = [
            shapely.MultiPolygon([piece.shape for piece in self._pieces if piece.name == name])
            for name in held["id"]
        ]
        return held

    @cached_property
    def legs(self) -> pd.DataFrame:
        """The legs of the axes that had been begun by the day, each with its ``shape``.

        ``arrived`` is "certain", "possible" or "no": whether its end had been reached by the day.
        """
        table = self.dataset.tables["axes"]
        spans = [(parse_edtf(row.start), parse_edtf(row.end)) for row in table.itertuples()]
        begun = [self._is_past(start.start_earliest) for start, _ in spans]
        legs = table[begun].copy()
        ends = [end for (_, end), is_begun in zip(spans, begun, strict=True) if is_begun]
        legs["arrived"] = [
            "certain"
            if self._is_past(end.end_latest)
            else "possible"
            if self._is_past(end.start_earliest)
            else "no"
            for end in ends
        ]
        legs["shape"] = [
            shapely.LineString([self._point(first), *map(_pair, via), self._point(last)])
            for first, via, last in zip(
                legs["from_place"], legs["via"], legs["to_place"], strict=True
            )
        ]
        return legs

    def held_by(self, place: str) -> frozenset[str]:
        """Who held a place on the day, as parties; several where it was disputed.

        LookupError for a place there is not.
        """
        came = self._reached_by(place)
        if "certain" in came.values():
            return frozenset(party for party, how in came.items() if how == "certain")
        return self._owners(*self._point(place)) | frozenset(came)

    @cached_property
    def _pieces(self) -> list[Piece]:
        table = self.dataset.tables["territories"]
        held = table[self._valid(table)]
        seeds = {
            name: [self._point(place) for place in places]
            for name, places in zip(held["id"], held["places"], strict=True)
        }
        pieces = pieces_of(self.dataset.geometry.land, list(self.frontiers["shape"]))
        return labelled(pieces, seeds)

    @cached_property
    def _tree(self) -> shapely.STRtree:
        return shapely.STRtree([piece.shape for piece in self._pieces])

    def _owners(self, lon: float, lat: float) -> frozenset[str]:
        """The holders of the piece in which a point lies, or of all that meet at it on a line."""
        near = self._tree.query_nearest(shapely.Point(lon, lat).buffer(_AROUND), all_matches=True)
        away = {int(at): distance_to(self._pieces[at].shape, lon, lat) for at in near}
        least = min(away.values())
        holders = self.dataset.tables["territories"]["held_by"]
        owners = [
            holders[self._pieces[at].name]
            for at, km in away.items()
            if km <= max(least, ON_THE_LINE_KM)
        ]
        return frozenset(party for parties in owners for party in parties)

    def _reached_by(self, place: str) -> dict[str, str]:
        """Whose advance had reached a place by the day, and whether certainly or possibly."""
        came = self.legs[(self.legs["to_place"] == place) & (self.legs["arrived"] != "no")]
        sure = set(came.loc[came["arrived"] == "certain", "claimed_by"])
        return {party: "certain" if party in sure else "possible" for party in came["claimed_by"]}

    def _point(self, place: str) -> tuple[float, float]:
        places = self.dataset.places
        if place not in places.index:
            raise UnknownNameError(f"unknown place {place!r}")
        return float(places.at[place, "lon"]), float(places.at[place, "lat"])

    def _valid(self, table: pd.DataFrame) -> list[bool]:
        """Which rows can have been valid on the day, by their bounds."""
        spans = zip(table["valid_from"], table["valid_to"], strict=True)
        return [self._after(first) and self._until(last) for first, last in spans]

    def _after(self, first: str) -> bool:
        earliest = None if first == OPEN_END else parse_edtf(first).start_earliest
        return earliest is None or earliest <= (self.last or self.day)

    def _until(self, last: str) -> bool:
        latest = None if last == OPEN_END else parse_edtf(last).end_latest
        return latest is None or self.day <= latest

    def _is_past(self, day: dt.date | None) -> bool:
        """Whether a day is not after this one; what has no first day is past."""
        return day is None or day <= self.day


def _pair(point: str) -> tuple[float, float]:
    lon, lat = point.split(" ")
    return float(lon), float(lat)


def control_checks(dataset: Dataset) -> pd.DataFrame:
    """Every control check with what the geometry answers: ``id``, ``said``, ``found``, ``agrees``.

    ``said`` and ``found`` are sets of parties.
    """
    rows, days = [], dict[dt.date, Situation]()
    for _, row in dataset.tables["controls"].iterrows():
        day = dt.date.fromisoformat(row["day"])
        situation = days.setdefault(day, Situation(dataset, day))
        said, found = frozenset(row["held_by"]), situation.held_by(row["place"])
        rows.append((row["id"], said, found, said == found))
    return pd.DataFrame(rows, columns=["id", "said", "found", "agrees"])
