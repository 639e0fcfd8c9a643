"""Places and lines on the map: GeoJSON, and the Linked Places format of the field's gazetteers.

GeoJSON is RFC 7946; Linked Places is the format of the Linked Pasts network (version 1.3 of 24 June
2024), which is GeoJSON and JSON-LD at once.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pandas as pd
import shapely

from exports import Source
from historical_record.short_citations import short_citations

__all__ = ["geojson", "linked_places"]

CONTEXT = (
    "https://raw.githubusercontent.com/LinkedPasts/linked-places/master/"
    "linkedplaces-context-v1.1.jsonld"
)
# GeoNames' classes of feature, which the format asks for, by the kinds of this gazetteer.
_CLASSES = {
    "A": "border sector; region; frontier; claimed line",
    "H": "lake; river; river junction; sea; well; beach",
    "L": "battlefield; start line",
    "P": "town; port; capital; village; place; garrison",
    "R": "bridge; station; railway; pass; advance",
    "S": "building; temple; fortress; headquarters; boundary mark; airfield",
    "T": "hill; island",
}
_CLASS = {kind: letter for letter, kinds in _CLASSES.items() for kind in kinds.split("; ")}
_ELSEWHERE = "L"  # a region or area, the widest of the classes
# What a radius says, in the format's three words; km.
_CERTAIN, _LESS_CERTAIN = 3, 20


def geojson(source: Source) -> bytes:
    """A feature for each place and each line, with the columns of its row and the place's names."""
    features = [
        {
            "type": "Feature",
            "id": f"places/{row['id']}",
            "geometry": _point(row),
            "properties": {**_properties(row), "names": list(_names(source, "place", row["id"]))},
        }
        for _, row in source.dataset.places.iterrows()
    ]
    features += [
        {
            "type": "Feature",
            "id": f"lines/{row['id']}",
            "geometry": json.loads(shapely.to_geojson(source.line(row["id"]))),
            "properties": _properties(row),
        }
        for _, row in _lines(source).iterrows()
    ]
    return _json({"type": "FeatureCollection", "features": features})


def linked_places(source: Source) -> bytes:
    """Each place with its names and what it was read in; each line with the time it was valid."""
    cited = short_citations(source.dataset.references)
    features = []
    for _, row in source.dataset.places.iterrows():
        told = list(_names(source, "place", row["id"]))
        names = [_toponym(name, cited) for name in told if name["name"] != row["name"]]
        own = {"toponym": row["name"], "lang": "en", "citations": [_as_record(source)]}
        features.append(
            _feature(source, "places", row, [own, *names], _point(row), _when(source, row["id"]))
        )
    for _, row in _lines(source).iterrows():
        cite = [
            {"label": cited[key], "@id": _source_address(source, key)} for key in row["sources"]
        ]
        names = [{"toponym": row["name"], "lang": "en", "citations": [*cite, _as_record(source)]}]
        when = _span(_iso(row["valid_from"]), _iso(row["valid_to"]))
        shape = json.loads(shapely.to_geojson(source.line(row["id"])))
        features.append(_feature(source, "lines", row, names, shape, when))
    return _json({"type": "FeatureCollection", "@context": CONTEXT, "features": features})


def _feature(
    source: Source,
    table: str,
    row: pd.Series,
    names: list[Any],
    shape: dict[str, Any],
    when: dict[str, Any],
) -> dict[str, Any]:
    certainty = _certainty(row["radius_km"])
    made: dict[str, Any] = {
        "@id": f"{source.base}exports/gazetteer.geojson#{table}/{row['id']}",
        "type": "Feature",
        "properties": {"title": row["name"], "fclasses": [_CLASS.get(row["kind"], _ELSEWHERE)]},
        "names": names,
        "types": [{"label": row["kind"], "sourceLabels": [{"label": row["kind"], "lang": "en"}]}],
        "geometry": {**shape, "certainty": certainty},
    }
    if when:
        made["when"] = {"timespans": [when]}
    if row["note"]:
        made["descriptions"] = [{"value": row["note"], "lang": "en"}]
    return made


def _lines(source: Source) -> pd.DataFrame:
    """The lines of a record that has them and their geometry."""
    tables = source.dataset.tables
    return (
        tables["lines"] if "lines" in tables and source.dataset.geometry.files else pd.DataFrame()
    )


def _point(row: pd.Series) -> dict[str, Any]:
    return {"type": "Point", "coordinates": [float(row["lon"]), float(row["lat"])]}


def _properties(row: pd.Series) -> dict[str, Any]:
    """The columns of a row, a blank being null and a list a list."""
    return {
        str(name): list(value) if isinstance(value, tuple) else _known(value)
        for name, value in row.items()
        if name not in ("lat", "lon")
    }


def _known(value: Any) -> Any:
    return None if pd.isna(value) or value == "" else value


def _names(source: Source, thing: str, subject: str) -> Iterator[dict[str, Any]]:
    names = source.dataset.names
    for _, row in names[(names["thing"] == thing) & (names["id"] == subject)].iterrows():
        yield {
            name: list(row[name]) if isinstance(row[name], tuple) else row[name]
            for name in "name language script transliteration scheme rank sources".split()
        }


def _toponym(name: dict[str, Any], cited: dict[str, str]) -> dict[str, Any]:
    made = {"toponym": name["name"], "lang": f"{name['language']}-{name['script']}".strip("-")}
    cite = [{"label": cited[key]} for key in name["sources"] if key in cited]
    return {**made, "citations": cite} if cite else made


def _when(source: Source, place: str) -> dict[str, Any]:
    """From the first to the last year of what the record has happen there."""
    events = source.dataset.events
    there = events[events["place"] == place]
    days = [there["start_earliest"].min(), there["end_latest"].max()]
    first, last = ("" if pd.isna(day) else f"{day.year:04}" for day in days)
    return _span(first, last)


def _span(first: str, last: str) -> dict[str, Any]:
    """A timespan of the format, which has to have a start; {} where none is known."""
    if not first:
        return {}
    return {"start": {"in": first}} | ({"end": {"in": last}} if last not in ("", first) else {})


def _as_record(source: Source) -> dict[str, Any]:
    """The record itself as what attests a place's English name."""
    label = source.description.get("title", source.name)
    return {"label": f"{label} ({source.made.year})", "year": source.made.year}


def _source_address(source: Source, key: str) -> str:
    return f"{source.base}notebooks/bibliography.html#source-{key}"


def _certainty(radius: float) -> str:
    if radius <= _CERTAIN:
        return "certain"
    return "less-certain" if radius <= _LESS_CERTAIN else "uncertain"


def _iso(date: str) -> str:
    """A date as ISO 8601 has it; "" for one that is open or only EDTF."""
    return date if date.replace("-", "").isdigit() else ""


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
