"""The page's arithmetic is the library's: the same answers and words in Python and in Chromium."""

import datetime as dt
import json
import random
import re
from pathlib import Path

import border_wars_book
import pytest

from historical_record.reckoning import instants_table
from historical_time.clocks import ClockError
from historical_time.instants import InstantRange
from historical_time.intervals import interval_between, interval_words
from historical_time.words import time_text

SCRIPT = Path(border_wars_book.__file__).parent / "theme" / "static" / "civil.js"
EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
PAIRS, SEED = 2000, 19450809
FARTHEST = 400  # days from a change of a clock to the other end

# A range is [boundary, reading] of the export, or a second; an answer is as `answers` has it.
ASK = """([data, questions]) => {
  const civil = window.bookCivil, opened = civil.opened(data);
  const boundaries = new Map(opened.boundaries.map((one) => [one.name, one.readings]));
  const clocks = new Map(opened.clocks.map((clock) => [clock.id, clock]));
  const range = (one) => Array.isArray(one) ? boundaries.get(one[0])[one[1]]
    : { first: one, last: one, attestation: "strong" };
  return questions.map(function ([start, end, id]) {
    const clock = clocks.get(id), found = civil.interval(range(start), range(end), clock);
    if (found.refused) return found.refused;
    const wall = (second) => civil.timeText(civil.civil(clock, second).second);
    const words = civil.intervalWords(found);
    return [found.elapsed, found.order, found.dates, found.shortestDates,
      found.days, found.daysMin, found.daysInclusive, found.daysInclusiveMin,
      found.calendar, found.calendarMin, found.calendarInclusive, found.calendarInclusiveMin,
      found.dateutil, found.sensitive, found.attestation,
      [wall(range(start).first), wall(range(end).last)],
      [words.elapsed, words.days, words.inclusive, words.calendar, words.calendarInclusive,
        words.clamped]];
  });
}"""


def answers(start, end, clock):
    """The fifteen answers, what the clock showed at both ends, and the words."""
    try:
        found = interval_between(start, end, clock)
    except ClockError:
        return "clock"
    except ValueError:
        return "after"
    return [
        [one // dt.timedelta(seconds=1) for one in (found.elapsed_min, found.elapsed_max)],
        found.order,
        [number(found.start_date), number(found.end_date)],
        [number(day) for day in found.shortest_dates],
        found.days,
        found.days_min,
        found.days_inclusive,
        found.days_inclusive_min,
        list(found.calendar),
        list(found.calendar_min),
        list(found.calendar_inclusive),
        list(found.calendar_inclusive_min),
        list(found.calendar_by_dateutil),
        found.convention_sensitive,
        found.attestation,
        [time_text(clock.to_civil(at)) for at in (start.earliest, end.latest)],
        list(interval_words(found)),
    ]


def number(day):
    return (day - EPOCH.date()).days


def second(at):
    return (at - EPOCH) // dt.timedelta(seconds=1)


@pytest.fixture(scope="module")
def exported(dataset):
    return json.loads(json.dumps(instants_table(dataset)))


@pytest.fixture(scope="module")
def questions(dataset, exported):
    """Any two readings on any clock; and the second before, at and after each change of each."""
    draw = random.Random(SEED)
    readings = [
        ([name, at], dataset.instants_of(reading))
        for event in dataset.events["id"]
        for name in dataset.boundaries(event)
        for at, reading in enumerate(dataset.readings_of(name))
    ]
    clocks = list(dataset.clocks_by_id.values())
    asked = []
    for _ in range(PAIRS):
        pair = draw.sample(readings, 2)
        if draw.random() < 0.9:
            pair.sort(key=lambda one: one[1].earliest)
        asked.append((*pair, draw.choice(clocks)))
    for clock, (_, _, _, steps, offsets) in zip(clocks, exported["clocks"], strict=True):
        begins = [sum(steps[: at + 1]) for at in range(len(steps))]
        assert offsets.pop() is None
        for begin in begins[1:-1]:
            for at in (begin - 1, begin, begin + 1):
                other = min(at + draw.randrange(FARTHEST * 86400), begins[-1] - 1)
                asked.append(((at, moment(at)), (other, moment(other)), clock))
        offsets.append(None)
    return asked


def moment(at):
    instant = EPOCH + dt.timedelta(seconds=at)
    return InstantRange(instant, instant)


@pytest.fixture(scope="module")
def expected(questions):
    return [answers(start[1], end[1], clock) for start, end, clock in questions]


@pytest.fixture(scope="module")
def ask(chromium, exported, questions):
    """How many questions a script answers otherwise than the library."""
    asked = [[start[0], end[0], clock.id] for start, end, clock in questions]

    def answered(script):
        context = chromium.new_context()
        page = context.new_page()
        page.add_script_tag(content=script)
        told = page.evaluate(ASK, [exported, asked])
        context.close()
        return told

    return answered


def test_the_page_answers_as_the_library_does(ask, questions, expected):
    assert len(questions) > PAIRS + 3000
    assert 50 < expected.count("after") < 400
    assert expected.count("clock") > 5
    for asked, told, wanted in zip(questions, ask(SCRIPT.read_text()), expected, strict=True):
        assert told == wanted, asked


MISTAKES = {
    "a month before is always of 30 days": (
        "const before = month === 1 ? 31 : monthLength(year, month - 1);",
        "const before = 30;",
        500,
    ),
    "a clock is moved an hour late": (
        "clock.from[middle] <= second",
        "clock.from[middle] + 3600 <= second",
        1500,
    ),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_in_the_script_is_seen(ask, expected, mistake):
    right, wrong, fewest = MISTAKES[mistake]
    script = SCRIPT.read_text()
    assert script.count(right) == 1
    told = ask(script.replace(right, wrong))
    assert sum(one != other for one, other in zip(told, expected, strict=True)) > fewest


def test_the_script_asks_the_machine_for_no_date():
    code = re.sub(r"^\s*//.*$", "", SCRIPT.read_text(), flags=re.M)
    assert not re.findall(r"\bDate\b|\bIntl\b|toLocale", code)
