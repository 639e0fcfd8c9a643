"""Events and judged statements in the words of schema.org, as JSON-LD."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pandas as pd

from exports import Source
from historical_record.verdicts import (
    CONTRADICTED,
    DEPENDS,
    IMPRECISE,
    NOT_SUPPORTED,
    SUPPORTED,
)

__all__ = ["claims", "event_nodes", "events"]

# ClaimReview wants a number: from 1, contradicted, to 5, supported.
RATINGS = {
    name: 5 - place
    for place, name in enumerate((SUPPORTED, IMPRECISE, DEPENDS, NOT_SUPPORTED, CONTRADICTED))
}


def events(source: Source) -> bytes:
    """Every event that has a day, a month or a year, with its place and summary."""
    return _graph(list(event_nodes(source)))


def event_nodes(source: Source) -> Iterator[dict[str, Any]]:
    """An Event for each row; of an uncertain date, the earliest and the latest day."""
    for event, row in source.dataset.events.iterrows():
        first, last = row["start_earliest"], row["end_latest"]
        made: dict[str, Any] = {
            "@type": "Event",
            "@id": source.row(str(event)),
            "name": row["name"],
            "description": row["summary"],
            "startDate": _day(first),
            "endDate": _day(last),
        }
        if row["place"]:
            place = source.dataset.places.loc[row["place"]]
            geo = {"latitude": float(place["lat"]), "longitude": float(place["lon"])}
            made["location"] = {
                "@type": "Place",
                "name": place["name"],
                "geo": {"@type": "GeoCoordinates", **geo},
            }
        if row["parent"]:
            made["superEvent"] = {"@id": source.row(row["parent"])}
        yield {name: value for name, value in made.items() if value}


def _day(day: Any) -> str:
    return "" if pd.isna(day) else day.date().isoformat()


def claims(source: Source) -> bytes:
    """A ClaimReview for each statement that was judged; none where the record judges none."""
    if source.judged is None:
        return _graph([])
    labels = source.judged.attrs["labels"]["verdict"]
    page = source.page("claims")
    author = {"@type": "Organization", "name": source.description.get("title", source.name)}
    return _graph(
        [
            {
                "@type": "ClaimReview",
                "@id": f"{page}#{claim}",
                "url": page,
                "claimReviewed": row["text"],
                "itemReviewed": {"@type": "Claim", "name": row["text"]},
                "reviewBody": row["reason"],
                "author": author,
                "datePublished": source.made.date().isoformat(),
                "reviewRating": {
                    "@type": "Rating",
                    "ratingValue": RATINGS[row["verdict"]],
                    "worstRating": min(RATINGS.values()),
                    "bestRating": max(RATINGS.values()),
                    "alternateName": labels[row["verdict"]],
                },
            }
            for claim, row in source.judged.iterrows()
        ]
    )


def _graph(nodes: list[dict[str, Any]]) -> bytes:
    whole = {"@context": "https://schema.org", "@graph": nodes}
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
