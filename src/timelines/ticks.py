"""Ticks that fit: the smallest calendar step whose labels have room, from centuries to minutes.

The second line of a label is its context (the year under a month, the month under a day, the day
under an hour), written once where it changes. The steps are those a calendar has, never "every
ten days".
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import islice, pairwise

from historical_time.clocks import Clock, ClockError
from historical_time.words import month_name, year_text
from timelines.description import LAST_POSITION, Axis, Tick, moment_at, position_of
from timelines.scale import BREAK_WIDTH, Scale

_YEAR_STEPS = (1, 2, 5, 10, 20, 25, 50, 100, 200, 500, 1000, 2000)
_MONTH_STEPS = (1, 2, 3, 6)
_DAY_STEPS = (1, 2, 5, 10, 15)
_MINUTE_STEPS = (5, 10, 15, 30, 60, 120, 180, 360, 720)
_GAP = 3.0  # between two labels
_Box = tuple[Tick, int, float, float]  # a tick, the line of its label, the label's ends
_GRID_YEAR = 365.2425


def axis_ticks(
    axis: Axis,
    scale: Scale,
    width: float,
    measure: Callable[[str], float],
    overhang: float,
    *,
    shifts: bool = False,
) -> tuple[tuple[Tick, ...], ...]:
    """The ticks of every panel of an axis; no label runs into another, nor over a next panel.

    Args:
        axis: one panel, or several with breaks between them.
        scale: the places of the panels.
        width: of the plot.
        measure: the width of a label.
        overhang: how far labels may reach over the plot's edges.
        shifts: whether a label at an edge is moved to stay within it.
    """
    edge = width + overhang
    # Where the labels so far end, and they, for each number of panels that have one, and two.
    best: dict[tuple[int, int], tuple[float, tuple[tuple[Tick, ...], ...]]]
    best = {(0, 0): (-overhang, ())}
    for at, ((low, high), (left, right)) in enumerate(
        zip(axis.segments, scale.domains, strict=True)
    ):
        limit = edge if at == len(axis.segments) - 1 else (right + BREAK_WIDTH) * width

        def boxes(
            ticks: Iterable[Tick],
            low: float = low,
            high: float = high,
            left: float = left,
            right: float = right,
        ) -> Iterator[_Box]:
            for tick in ticks:
                part = (tick.position - low) / (high - low)
                x = (left + part * (right - left)) * width
                for line, text in enumerate((tick.label, tick.context)):
                    half = measure(text) / 2
                    if text:
                        at = min(max(x, half - overhang), edge - half) if shifts else x
                        yield tick, line, at - half, at + half

        before, best = best, {}
        for (ones, twos), (free, panels) in before.items():
            inner = (right - left) * width
            for ticks in _panel(axis, (low, high), inner, measure, boxes, (free, limit)):
                ends = max([free, *(end + _GAP for *_, end in boxes(ticks))])
                score = (ones + (len(ticks) > 0), twos + (len(ticks) > 1))
                if score not in best or ends < best[score][0]:
                    best[score] = (ends, (*panels, ticks))
    return best[max(best)][1]


def _panel(
    axis: Axis,
    ends: tuple[float, float],
    width: float,
    measure: Callable[[str], float],
    boxes: Callable[[Iterable[Tick]], Iterator[_Box]],
    room: tuple[float, float],
) -> Iterator[tuple[Tick, ...]]:
    """What a panel may have: the closest ticks that fit, or two; one alone; or none."""
    sets = [ticks for ticks in _sets(axis, *ends) if ticks]

    def within(ticks: Iterable[Tick]) -> bool:
        return all(room[0] <= start and end <= room[1] for *_, start, end in boxes(ticks))

    def several() -> Iterator[tuple[Tick, ...]]:
        for ticks in sets:
            kept: list[Tick] = ticks
            before: list[Tick] | None = None
            while kept != before:
                before = kept
                shown = _with_context(kept, width / (ends[1] - ends[0]), measure)
                outside = {
                    tick.position
                    for tick, _, start, end in boxes(shown)
                    if start < room[0] or end > room[1]
                }
                kept = [tick for tick in kept if tick.position not in outside]
            if (
                len(kept) > 1
                and _fit(kept, ends[0], ends[1], width, measure)
                and _apart(boxes(shown))
            ):
                yield shown
        for ticks in reversed(sets):
            alone = [tick for tick in ticks if within([tick])]
            two = _with_context(alone[:: max(len(alone) - 1, 1)], math.inf, measure)
            if len(two) > 1 and _apart(boxes(two)):
                yield two

    yield from islice(several(), 1)
    middle = sum(ends) / 2
    alone = [[tick for tick in ticks if within([tick])] for ticks in reversed(sets)]
    alone = [ticks for ticks in alone if ticks]
    if alone:
        yield (min(alone[0], key=lambda tick: abs(tick.position - middle)),)
        yield (min(alone[-1], key=lambda tick: tick.position),)
    yield ()


def _sets(axis: Axis, low: float, high: float) -> Iterator[list[Tick]]:
    return (
        _numbers(low, high) if axis.kind == "number" else (_candidates(low, high, hours=axis.hours))
    )


def _apart(boxes: Iterable[_Box]) -> bool:
    """Whether labels that follow one another on a line leave a gap."""
    ends = [-math.inf, -math.inf]
    for _, line, start, end in boxes:
        if start < ends[line] + _GAP:
            return False
        ends[line] = end
    return True


def _numbers(low: float, high: float) -> Iterator[list[Tick]]:
    """Steps from a hundredth of the axis to the longest that leaves a tick."""
    power = math.floor(math.log10(max(high - low, 1e-9)) - 2)
    for exponent in range(power, power + 5):
        for factor in (1, 2, 5):
            size = factor * 10.0**exponent
            first = math.ceil(low / size - 1e-9)
            last = math.floor(high / size + 1e-9)
            if first > last:
                return
            if last - first <= 500:
                yield [Tick(n * size, f"{n * size:,.10g}") for n in range(first, last + 1)]


def midnights(axis: Axis) -> tuple[float, ...]:
    """The moments at which the date changes on the clock of the axis."""
    return tuple(
        float(day)
        for low, high in axis.segments
        for day in range(math.ceil(low), math.floor(high) + 1)
    )


def second_ticks(axis: Axis, clock: Clock, second: Clock) -> tuple[Tick, ...]:
    """Every full hour of another clock, at its position on the axis; strong at its midnights."""
    ticks = []
    for low, high in axis.segments:
        if high - low > 45:
            continue
        moment = second.to_civil(clock.to_utc(_hour(low)).earliest).replace(minute=0, second=0)
        for _ in range(math.ceil((high - low) * 24) + 3):
            try:
                here = position_of(clock.to_civil(second.to_utc(moment).earliest))
            except ClockError:
                here = -math.inf  # an hour that the clock skipped
            if low <= here <= high:
                ticks.append(
                    Tick(here, f"{moment:%H:%M}", _day_words(moment), strong=moment.hour == 0)
                )
            moment += dt.timedelta(hours=1)
    return tuple(ticks)


def fitting(
    ticks: tuple[Tick, ...], low: float, high: float, width: float, measure: Callable[[str], float]
) -> tuple[Tick, ...]:
    """Of hourly ticks, those at the smallest step that fits, with the day where it changes."""
    inside = [tick for tick in ticks if low <= tick.position <= high]
    kept: list[Tick] = []
    for hours in (1, 2, 3, 6, 12, 24, 48, 96):
        kept = [
            tick
            for tick in inside
            if (int(tick.label[:2]) % hours == 0 if hours <= 24 else tick.strong)
        ]
        if hours > 24:
            kept = kept[:: hours // 24]
        if kept and _fit(kept, low, high, width, measure):
            break
    return _with_context(kept, width / (high - low), measure)


def _candidates(low: float, high: float, *, hours: bool) -> Iterator[list[Tick]]:
    span = high - low
    if hours and span <= 31:
        for step in _MINUTE_STEPS:
            if span * 1440 / step <= 200:
                yield list(_minutes(low, high, step))
    if span <= 200:
        for step in _DAY_STEPS:
            yield list(_days(low, high, step))
    if span <= 366 * 3:
        for step in _MONTH_STEPS:
            yield list(_months(low, high, step))
    for step in _YEAR_STEPS:
        if span / _GRID_YEAR / step <= 400:
            yield list(_years(low, high, step))


def _minutes(low: float, high: float, step: int) -> Iterator[Tick]:
    for n in range(math.ceil(low * 1440 / step - 1e-6), math.floor(high * 1440 / step + 1e-6) + 1):
        moment = moment_at(n * step / 1440)
        midnight = moment.hour == moment.minute == 0
        yield Tick(n * step / 1440, f"{moment:%H:%M}", _day_words(moment), strong=midnight)


def _days(low: float, high: float, step: int) -> Iterator[Tick]:
    for n in range(math.ceil(low), math.floor(min(high, LAST_POSITION)) + 1):
        moment = moment_at(n)
        # Steps start anew with the month and leave out a day just before the next one.
        if (moment.day - 1) % step and not (step == 5 and moment.day % 5 == 0):
            continue
        if step > 1 and moment.day > 31 - step // 2 - 1:
            continue
        if step == 5 and moment.day % 5 == 1 and moment.day != 1:
            continue
        yield Tick(
            float(n),
            str(moment.day),
            f"{_month(moment.month)} {year_text(moment.year)}",
            strong=moment.day == 1,
        )


def _months(low: float, high: float, step: int) -> Iterator[Tick]:
    first, last = moment_at(low), moment_at(high)
    for index in range(first.year * 12 + first.month - 1, last.year * 12 + last.month):
        year, month = divmod(index, 12)
        if month % step == 0 and 1 <= year <= 9999:
            position = position_of(dt.date(year, month + 1, 1))
            if low <= position <= high:
                yield Tick(position, _month(month + 1), year_text(year), strong=month == 0)


def _years(low: float, high: float, step: int) -> Iterator[Tick]:
    first, last = moment_at(low).year, moment_at(high).year
    for year in range(first - first % step, last + 1, step):
        if 1 <= year <= 9999:
            position = position_of(dt.date(year, 1, 1))
            if low <= position <= high:
                yield Tick(position, year_text(year))


def _fit(
    ticks: list[Tick], low: float, high: float, width: float, measure: Callable[[str], float]
) -> bool:
    if len(ticks) < 2:
        return len(ticks) == 1
    scale = width / (high - low)
    need = max(measure(tick.label) for tick in ticks) * 1.35 + 4
    nearest = min(b.position - a.position for a, b in pairwise(ticks))
    if nearest * scale < need:
        return False
    # Contexts, where they change, must not run into each other either.
    changes = [
        tick
        for at, tick in enumerate(ticks)
        if tick.context and (at == 0 or tick.context != ticks[at - 1].context)
    ]
    return all(
        (b.position - a.position) * scale >= measure(a.context) * 1.1 + 4
        for a, b in pairwise(changes[1:])
    )


def _with_context(
    ticks: list[Tick], scale: float, measure: Callable[[str], float]
) -> tuple[Tick, ...]:
    """The context only where it changes; at the first tick only if the next leaves it room."""
    kept: list[Tick] = []
    for at, tick in enumerate(ticks):
        same = at > 0 and tick.context == ticks[at - 1].context
        kept.append(replace(tick, context="" if same else tick.context))
    changes = [tick for tick in kept if tick.context]
    if len(changes) > 1:
        first, second = changes[:2]
        if (second.position - first.position) * scale < measure(first.context) * 1.1 + 4:
            kept[kept.index(first)] = replace(first, context="")
    return tuple(kept)


def _hour(position: float) -> dt.datetime:
    return moment_at(math.floor(position * 24) / 24)


def _day_words(moment: dt.datetime) -> str:
    return f"{moment.day} {_month(moment.month)}"


def _month(number: int) -> str:
    return month_name(number)[:3]
