"""`clock_bands`: the same hours on several clocks, with day and night, and what was known where.

One band for each place runs through the same moments, in the light that the place had. Midnight
crosses the bands from the east to the west, and with it the date. Under a band stand its events at
their moments, each with the hour on that clock; from the moment a place had the news a line runs
on.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from historical_time.clocks import Clock
from historical_time.daylight import DAY, NIGHT, TWILIGHT, spells
from historical_time.words import MINUS, date_text, list_text, time_text
from timelines.description import TimelineError, position_of
from timelines.panel_figure import PanelFigure
from timelines.panels import (
    Bar,
    Dot,
    Field,
    Mark,
    Panel,
    Panels,
    Stroke,
    Words,
    in_words,
)
from timelines.scene import Answer

_LIGHT = {DAY: "pale-ochre", TWILIGHT: "hairline", NIGHT: "pale-indigo"}
_HOURS = (6, 12, 18)
_NEWS, _EVENT = "petrol", "slate"
_LONGEST = dt.timedelta(days=4)
_BAND = 1.3  # lines of text


@dataclass(frozen=True, slots=True)
class Told:
    """One event at a place: its moment (aware), what it is called there, and who says so.

    ``news`` marks the event by which the place had the news.
    """

    id: str
    moment: dt.datetime
    label: str
    sources: tuple[str, ...] = ()
    news: bool = False
    about: bool = False  # the hour is known only about


@dataclass(frozen=True, slots=True)
class Band:
    """One band: a name, the clock, where the Sun is looked at from, and its events."""

    name: str
    clock: Clock
    latitude: float
    longitude: float
    events: tuple[Told, ...] = ()


def clock_bands(
    places: Sequence[Band],
    span: tuple[dt.datetime, dt.datetime],
    *,
    title: str,
    news: str = "has the news",
    caption: str = "",
) -> PanelFigure:
    """Bands of day and night between two moments.

    Args:
        places: one below the other, those in the east first.
        span: the first and the last moment (aware).
        title: the answer.
        news: what the line says that runs on from the news.
        caption: by default how the figure is read.

    Raises TimelineError for no place, a span turned about or of more than four days, and an event
    outside it.
    """
    start, end = span
    if not places:
        raise TimelineError("places: none; expected at least one")
    if not dt.timedelta() < end - start <= _LONGEST:
        raise TimelineError(
            f"span: {start} to {end}; expected at most four days, the earlier first"
        )
    panels: list[Panel] = []
    rows: list[tuple[str, ...]] = []
    for place in places:
        events = sorted(place.events, key=lambda one: one.moment)
        for one in events:
            if not start <= one.moment <= end:
                raise TimelineError(f"{one.id}: {one.moment} is outside the span {start} to {end}")
        marks = tuple(_band(place, start, end))
        marks += tuple(_events(place, events, end, start, len(rows)))
        rows += [_cells(place, one) for one in events]
        depth = float(len(events))
        height = _BAND + depth * 1.0
        panels.append(Panel(_headed(place, start), marks, -depth / _BAND, 1.0, height))
    caption = caption or (
        "Each band is the same stretch of time in the light of one place, with the hours of its "
        "clock; the red line is its midnight. Dots under it are events at their moment, with the "
        "hour of the place."
    )
    said = [f"{where}: {when}, {what}" for where, when, what, _ in rows]
    key = [("role", role, kind) for kind, role in _LIGHT.items()]
    key.append(("role", "reference", "midnight"))
    if any(one.news for place in places for one in place.events):
        key.append(("full", _NEWS, news))
    described = Panels(
        title,
        in_words(title, caption, said, 20),
        tuple(panels),
        (_at(start), _at(end)),
        key=tuple(key),
    )
    columns = ("Where", "When, on its clock", "What", "Sources")
    return PanelFigure(described, "clock-bands", caption, columns, tuple(rows))


def _at(moment: dt.datetime) -> float:
    """A moment's position: days since 1970 in universal time."""
    return position_of(moment.astimezone(dt.UTC).replace(tzinfo=None))


def _headed(place: Band, start: dt.datetime) -> str:
    hours = place.clock.offset_at(start) / dt.timedelta(hours=1)
    return f"{place.name}, UTC{'+' if hours >= 0 else MINUS}{abs(hours):g}"


def _cells(place: Band, one: Told) -> tuple[str, ...]:
    civil = place.clock.to_civil(one.moment)
    when = f"{date_text(civil.date())}, {_hour_of(civil, one)}"
    return place.name, when, one.label, ", ".join(one.sources)


def _hour_of(civil: dt.datetime, one: Told) -> str:
    return ("about " if one.about else "") + time_text(civil)


def _band(place: Band, start: dt.datetime, end: dt.datetime) -> Iterator[Mark]:
    """The light of a place, its hours, and its midnights with the day that begins."""
    for begun, ended, kind in spells(start, end, place.latitude, place.longitude):
        yield Field(_at(begun), _at(ended), 0.0, 1.0, _LIGHT[kind])
    moment = start.astimezone(dt.UTC).replace(minute=0, second=0, microsecond=0)
    while moment <= end:
        civil = place.clock.to_civil(moment)
        whole = moment - dt.timedelta(minutes=civil.minute)
        if start < whole < end and place.clock.to_civil(whole).hour in (0, *_HOURS):
            yield from _hour(place.clock.to_civil(whole), _at(whole), _at(end))
        moment += dt.timedelta(hours=1)


def _hour(civil: dt.datetime, at: float, end: float) -> Iterator[Mark]:
    if civil.hour:
        yield Words(at, 0.5, str(civil.hour), "ink", "middle")
        return
    yield Stroke(((at, 0.0), (at, 1.0)), "reference", width=3.0)
    late = end - at < 0.12
    align, dx = ("end", -0.4) if late else ("start", 0.4)
    yield Words(at, 0.5, date_text(civil.date(), year=False), "ink", align, dx, strong=True)


def _events(
    place: Band, events: Sequence[Told], end: dt.datetime, start: dt.datetime, row: int
) -> Iterator[Mark]:
    step = 1 / _BAND
    for number, one in enumerate(events):
        at, height = _at(one.moment), -(number + 0.62) * step
        civil = place.clock.to_civil(one.moment)
        when, day = _hour_of(civil, one), date_text(civil.date(), year=False)
        words = f"{place.name}, {when} on {day}: {one.label}"
        said = (words, f"Sources: {list_text(one.sources)}") if one.sources else (words,)
        answer = Answer(one.id, said, about=one.id, row=row + number)
        if one.news:
            yield Bar(at, _at(end), -0.1 * step, _NEWS, None, thick=0.2)
        yield Dot(at, height, _NEWS if one.news else _EVENT, answer)
        late = (one.moment - start) / (end - start) > 0.5
        align, dx = ("end", -0.65) if late else ("start", 0.65)
        yield Words(at, height, f"{when} {one.label}", "ink", align, dx)
