"""Values that the rewritten claims quote, each taken from the record by its name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analysis.claims.frontier import distance_km
from analysis.narrator import bounds_text
from historical_time.words import (
    EN_DASH,
    calendar_text,
    count_text,
    date_text,
    elapsed_text,
    month_name,
    number_text,
)

if TYPE_CHECKING:
    import datetime as dt

    from historical_record.dataset import Dataset

__all__ = ["PLACEHOLDERS", "placeholder"]

PLACEHOLDERS: dict[str, tuple[str, ...]] = {
    "crossing_date_chita": ("day-month", "first-crossing", "chita"),
    "crossing_date_moscow": ("day-month", "first-crossing", "moscow"),
    "crossing_to_nagasaki": ("elapsed", "first-crossing", "nagasaki"),
    "declaration_lead_text": ("elapsed", "declaration-read", "first-crossing"),
    "denunciation_date": ("date", "pact-denunciation"),
    "effective_date_act": ("day-month", "surrender-effective", "act-cet"),
    "effective_date_moscow": ("day-month", "surrender-effective", "moscow"),
    "entry_elapsed_days": ("whole-days", "surrender-effective", "first-crossing"),
    "german_soviet_year": ("year", "german-soviet-pact"),
    "hiroshima_date_tokyo": ("day-month", "hiroshima", "tokyo"),
    "hiroshima_to_crossing": ("elapsed", "hiroshima", "first-crossing"),
    "hunchun_year": ("year", "hunchun-first-section"),
    "khalkhin_end": ("date", "khalkhin-gol:end"),
    "khalkhin_start": ("date", "khalkhin-gol:start"),
    "khalkhin_year": ("year", "khalkhin-gol:start"),
    "khanka_year": ("year", "khanka-map-exchange"),
    "khasan_end": ("date", "lake-khasan:end"),
    "khasan_start": ("date", "lake-khasan:start"),
    "khasan_year": ("year", "lake-khasan:start"),
    "korea_year": ("year", "korea-annexation"),
    "manchuria_years": ("years", "mukden-incident", "manchukuo-proclamation"),
    "nagasaki_date_tokyo": ("day-month", "nagasaki", "tokyo"),
    "no_attack_month": ("month", "no-northern-attack-1941"),
    "obo_to_river_km": ("distance", "nomonhan-burd-obo", "khalkhin-gol-river"),
    "pact_date": ("date", "neutrality-pact"),
    "pact_in_force": ("date", "pact-ratification"),
    "pact_to_barbarossa_days": ("days", "neutrality-pact", "barbarossa"),
    "peking_year": ("year", "peking-convention"),
    "reims_date": ("day-month", "reims-signing", "berlin"),
    "rjw_years": ("years", "russo-japanese-war:start", "russo-japanese-war:end"),
    "tripartite_year": ("year", "tripartite-pact"),
    "truce_to_pact_days": ("days", "khalkhin-gol-ceasefire", "neutrality-pact"),
    "truce_to_war_text": ("calendar", "khalkhin-gol:end", "soviet-japanese-war:start"),
    "war_year": ("year", "soviet-japanese-war:start"),
    "yalta_date": ("date", "yalta-agreement"),
}
"""What each name stands for: a form, and the boundaries, clock or places it is made from."""


def placeholder(dataset: Dataset, name: str) -> str:
    """The value of one placeholder, as a string for a sentence."""
    form, first, *rest = PLACEHOLDERS[name]
    if form == "date":
        return bounds_text(_reading(dataset, first).date)
    if form == "year":
        return str(_day(dataset, first).year)
    if form == "month":
        return month_name(_day(dataset, first).month)
    if form == "years":
        one, other = _day(dataset, first).year, _day(dataset, rest[0]).year
        return f"{one}{EN_DASH}{other % 100:02}" if one != other else str(one)
    if form == "distance":
        places = dataset.places
        points = [(places.at[place, "lat"], places.at[place, "lon"]) for place in (first, *rest)]
        return number_text(round(distance_km(*points)))
    if form == "day-month":
        civil = dataset.clock(rest[0]).to_civil(dataset.instant(first).earliest)
        return date_text(civil.date(), year=False)
    if form == "elapsed":
        return elapsed_text(dataset.interval(first, rest[0]).elapsed_min)
    if form == "whole-days":
        return number_text(dataset.interval(first, rest[0]).elapsed_min.days)
    return _civil_interval(form, _day(dataset, first), _day(dataset, rest[0]))


def _civil_interval(form: str, start: dt.date, end: dt.date) -> str:
    """An interval between the dates as they stand on the events' rows, each on its own wall."""
    from historical_time.columns.differences import calendar_difference

    if form == "days":
        return count_text((end - start).days, "day")
    return calendar_text(calendar_difference(start, end))


def _reading(dataset: Dataset, boundary: str):
    readings = dataset.readings_of(_full(dataset, boundary))
    found = next((reading for reading in readings if reading.preferred), None)
    if found is None:
        raise LookupError(f"{boundary!r} has no preferred reading")
    return found


def _full(dataset: Dataset, boundary: str) -> str:
    """The boundary, an event that is a period standing for its start."""
    if ":" in boundary or dataset.event(boundary)["extent"] == "instant":
        return boundary
    return f"{boundary}:start"


def _day(dataset: Dataset, boundary: str) -> dt.date:
    """The one day of a boundary; of several, the first."""
    return _reading(dataset, boundary).date.start_earliest
