"""Claims that something was on a date: against every reading, and on every clock."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING

from analysis import prose
from analysis.claims.finding import (
    CONTRADICTED,
    DEPENDS,
    IMPRECISE,
    SUPPORTED,
    Claim,
    Finding,
    by_share,
)
from analysis.clocks import Clock, ClockError
from analysis.edtf import DateBounds, parse_edtf
from analysis.instants import InstantRange
from analysis.narrative import bounds_text

if TYPE_CHECKING:
    from analysis.dataset import Dataset

__all__ = ["date_against_readings", "date_by_clock", "date_on_own_clock"]


def date_against_readings(dataset: Dataset, claim: Claim) -> Finding:
    """Whether the boundaries of the basis fall on the date claimed, by every reading.

    Supported when the preferred readings lie within it and no reading that was read excludes it;
    it depends when one does; contradicted when a preferred reading excludes it.
    """
    claimed = parse_edtf(claim.claimed)
    readings = [reading for boundary in claim.basis for reading in dataset.readings_of(boundary)]
    preferred = [reading for reading in readings if reading.preferred]
    others = [r for r in readings if not r.preferred and r.evidence != "recalled"]
    against = [reading for reading in others if _apart(reading.date, claimed)]
    stated = prose.list_text(dict.fromkeys(bounds_text(reading.date) for reading in preferred))
    if any(_apart(reading.date, claimed) for reading in preferred):
        verdict, reason = CONTRADICTED, f"The record prefers {stated}."
    elif not all(_within(reading.date, claimed) for reading in preferred):
        verdict, reason = IMPRECISE, f"The record knows no more than {stated}."
    elif against:
        against.sort(key=lambda reading: reading.date.start_earliest or dt.date.min)
        dates = prose.list_text(dict.fromkeys(bounds_text(reading.date) for reading in against))
        verdict = DEPENDS
        reason = (
            f"The record prefers {stated}, but {len(against)} of {len(others)} dissenting readings "
            f"exclude the date claimed: {dates}."
        )
    else:
        verdict = SUPPORTED
        reason = f"The record has {stated}, and no reading excludes it."
    numbers = {"readings": len(readings), "dissenting": len(others), "excluding": len(against)}
    return Finding(verdict, reason, numbers)


def date_by_clock(dataset: Dataset, claim: Claim) -> Finding:
    """Whether the events of the basis fall on the day claimed, on every clock, by every reading.

    A reading that is only recalled is left out.
    """
    day = parse_edtf(claim.claimed).start_earliest
    held: dict[tuple[str, str, str], bool] = {}
    dates: set[dt.date] = set()
    for event in claim.basis:
        for label, instants in dataset.instants(event, "read").items():
            for clock, days in _days_by_clock(dataset, instants):
                held[event, label, clock.id] = set(days) == {day}
                dates.update(days)
    on_day = sum(held.values())
    shown = prose.list_text(prose.date_text(date, year=False) for date in sorted(dates))
    numbers = {"combinations": len(held), "on_the_day": on_day}
    verdict = by_share(on_day, len(held))
    reason = (
        f"{on_day} of {len(held)} combinations of event, reading and clock fall on "
        f"{prose.date_text(day)}; the dates found are {shown}."
    )
    if verdict == DEPENDS:
        choices = _deciding(held)
        numbers["decided_by"] = choices
        reason += f" The choice of {prose.list_text(choices)} decides."
    return Finding(verdict, reason, numbers)


def date_on_own_clock(dataset: Dataset, claim: Claim) -> Finding:
    """Whether an instant falls on the day claimed on the clock of its own reading."""
    event = claim.basis[0]
    day = parse_edtf(claim.claimed).start_earliest
    reading = next(r for r in dataset.readings_of(event) if r.preferred)
    instants = dataset.instant(event)
    dates = {clock.id: set(days) for clock, days in _days_by_clock(dataset, instants)}
    own = reading.clock.id if reading.clock else ""
    others = sorted(clock for clock, days in dates.items() if days != {day})
    verdict = SUPPORTED if dates.get(own) == {day} else CONTRADICTED
    reason = f"On the clock {own} the day is {_days_text(dates.get(own, set()))}"
    reason += f"; another date stood on {prose.list_text(others)}." if others else "."
    return Finding(verdict, reason, {"clocks": len(dates), "other_clocks": len(others)})


def _days_by_clock(
    dataset: Dataset, instants: InstantRange
) -> Iterator[tuple[Clock, tuple[dt.date, dt.date]]]:
    for clock in dataset.clocks_by_id.values():
        try:
            first, last = clock.to_civil(instants.earliest), clock.to_civil(instants.latest)
        except ClockError:
            continue
        yield clock, (first.date(), last.date())


def _deciding(held: dict[tuple[str, str, str], bool]) -> list[str]:
    """Which of event, reading and clock changes the answer when the other two are kept."""
    choices = []
    for place, name in enumerate(("event", "reading", "clock")):
        answers: dict[tuple[str, ...], set[bool]] = {}
        for key, value in held.items():
            # A reading belongs to one event: other events' readings are no choice of reading.
            kept = key[place + 1 :] if place == 0 else key[:place] + key[place + 1 :]
            if place == 0:
                if key[1] != key[0]:
                    continue
                kept = (key[2],)
            answers.setdefault(kept, set()).add(value)
        if any(len(found) > 1 for found in answers.values()):
            choices.append(name)
    return choices


def _within(reading: DateBounds, claimed: DateBounds) -> bool:
    return (
        reading.start_earliest is not None
        and reading.end_latest is not None
        and claimed.start_earliest <= reading.start_earliest
        and reading.end_latest <= claimed.end_latest
    )


def _apart(reading: DateBounds, claimed: DateBounds) -> bool:
    first, last = reading.start_earliest, reading.end_latest
    return (last is not None and last < claimed.start_earliest) or (
        first is not None and first > claimed.end_latest
    )


def _days_text(days: set[dt.date]) -> str:
    return prose.list_text([prose.date_text(day) for day in sorted(days)], conjunction="or")
