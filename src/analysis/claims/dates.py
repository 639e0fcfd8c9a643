"""Claims that something was on a date: against every reading, and by the clock of its own."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from analysis.claims.finding import Claim, Finding, by_share, sentence
from historical_record.dataset import Dataset
from historical_record.verdicts import CONTRADICTED, DEPENDS, IMPRECISE, SUPPORTED
from historical_time.clocks import Clock, ClockError
from historical_time.date_words import edtf_text
from historical_time.edtf import DateBounds, parse_edtf
from historical_time.instants import InstantRange
from historical_time.readings import Reading
from historical_time.words import date_text, dates_text, share_text
from plain_text.told import NoAnswerError

__all__ = ["date_against_readings", "date_on_own_clock"]


def date_against_readings(dataset: Dataset, claim: Claim) -> Finding:
    """Whether the boundaries of the basis fall on the date claimed, by every reading that counts.

    Supported when the preferred readings lie within it and no reading that counts excludes it
    (`Reading.counts`); it depends when one does; contradicted when a preferred reading excludes it.
    """
    claimed = parse_edtf(claim.claimed)
    readings = [reading for boundary in claim.basis for reading in dataset.readings_of(boundary)]
    preferred = [reading for reading in readings if reading.preferred]
    others = [reading for reading in readings if reading.counts and not reading.preferred]
    against = [reading for reading in others if _apart(reading.date, claimed)]
    stated = _told(preferred)
    if any(_apart(reading.date, claimed) for reading in preferred):
        verdict, reason = CONTRADICTED, f"The record prefers {stated}."
    elif not all(_within(reading.date, claimed) for reading in preferred):
        verdict, reason = IMPRECISE, f"The record knows no more than {stated}."
    elif against:
        against.sort(key=lambda reading: reading.date.start_earliest or dt.date.min)
        verdict = DEPENDS
        reason = (
            f"The record prefers {stated}, but "
            f"{share_text(len(against), len(others), 'dissenting reading')} "
            f"{'excludes' if len(against) == 1 else 'exclude'} the date claimed: {_told(against)}."
        )
    else:
        verdict = SUPPORTED
        reason = f"The record has {stated}, and no reading that counts excludes the date claimed."
    numbers = {"readings": len(readings), "dissenting": len(others), "excluding": len(against)}
    return Finding(verdict, reason, numbers)


def date_on_own_clock(dataset: Dataset, claim: Claim) -> Finding:
    """Whether the events of the basis fall on the day claimed, each by its own clock.

    The clock of an event is that of its preferred reading: the one which those who acted kept, or
    which the instrument names. A date belongs to it; what other clocks showed at that moment is
    told and judges nothing. Readings are those that count (`Reading.counts`).
    """
    day = parse_edtf(claim.claimed).first_named
    held: list[bool] = []
    told: list[str] = []
    elsewhere: set[str] = set()
    for event in claim.basis:
        own = dataset.readings_of(event)[0].clock
        if own is None:
            raise NoAnswerError(f"{event}: its preferred reading names no clock")
        of_readings = [_days(own, at) for at in dataset.instants(event, "read").values()]
        held += [days == {day} for days in of_readings]
        name = dataset.event(event)["name"]
        told.append(f"“{name}” is of {_days_text(of_readings[0])} by the clock of {own.name}")
        elsewhere.update(_other_clocks(dataset, event, own))
    on_day = sum(held)
    reason = f"{'; '.join(told)}."
    if len(held) > 1:
        those = share_text(on_day, len(held), "reading")
        falls = "falls" if on_day == 1 else "fall"
        by = "by it" if len(claim.basis) == 1 else "by these clocks"
        reason += " " + sentence(f"{those} {falls} on {date_text(day)} {by}")
    if elsewhere and len(claim.basis) == 1:
        # A name may hold a comma: "United States, Pacific coast".
        reason += (
            f" At that moment another date stood on these clocks: {'; '.join(sorted(elsewhere))}."
        )
    numbers = {"readings": len(held), "on_the_day": on_day, "other_clocks": len(elsewhere)}
    return Finding(by_share(on_day, len(held)), reason, numbers)


def _other_clocks(dataset: Dataset, event: str, own: Clock) -> Iterator[str]:
    instants = dataset.instant(event)
    for clock in dataset.clocks_by_id.values():
        try:
            if _days(clock, instants) != _days(own, instants):
                yield clock.name
        except ClockError:
            continue


def _days(clock: Clock, instants: InstantRange) -> set[dt.date]:
    return {clock.to_civil(end).date() for end in (instants.earliest, instants.latest)}


def _extent(bounds: DateBounds) -> tuple[dt.date, dt.date]:
    return bounds.start_earliest or dt.date.min, bounds.end_latest or dt.date.max


def _within(reading: DateBounds, claimed: DateBounds) -> bool:
    (first, last), (low, high) = _extent(reading), _extent(claimed)
    return low <= first and last <= high


def _apart(reading: DateBounds, claimed: DateBounds) -> bool:
    (first, last), (low, high) = _extent(reading), _extent(claimed)
    return last < low or first > high


def _told(readings: Iterable[Reading]) -> str:
    return dates_text(list(dict.fromkeys(edtf_text(reading.date) for reading in readings)))


def _days_text(days: set[dt.date]) -> str:
    return dates_text([date_text(day) for day in sorted(days)], conjunction="or")
