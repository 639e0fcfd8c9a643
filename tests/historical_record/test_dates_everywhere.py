"""Every form of date in every column: refused where it stands, or answered alike by everyone.

What a form allows is found here by trying every day of 140 years against its text; what the
data set, the readings, intervals, relations, the network, the timeline and the chronology say
of it has to agree with that.
"""

import csv
import datetime as dt
import re
from functools import cache

import pytest

import analysis
from analysis.findings.chronology import entries
from historical_time.relations import RELATIONS
from tests.plain_relation import plain_relation
from tests.records import copy_small_record
from timelines.description import position_of
from timelines.rows import Setting, rows_of

DATES = [
    *("1938-07-29", "1938-07", "1938", "1938-07-XX", "1938-07-2X", "1938-XX", "193X", "19XX"),
    *("1938-07-29?", "1938-07~", "1938%", "1938-?07-29", "~1938-07-29"),
    *("[1938-07-29,1938-07-31]", "[1938-07-29..1938-08-02]", "[1938-07,1938-09]"),
    *("[..1938-07-15]", "[1938-07-15..]", "[..1938-07,1938-09]", "[1938-07-11,1938-07-15..]"),
    *(
        "{1938-07-29,1938-07-31}",
        "{1938-07-29..1938-08-02}",
        "{1938-07,1938-09-12}",
        "{1938-07-29}",
    ),
]
NO_DATES = [
    *("1938-07-29/1938-08-11", "1938-07/..", "/1938-07", "1938-07-29T12:00:00", "1938-21"),
    *("1938-02-30", "Y1938", "1938-7-29", "{1938-07/1938-08}", "[1938-08..1938-07]", "1500"),
]
FIRST, LAST = dt.date(1880, 1, 1), dt.date(2020, 12, 31)
DAYS = [FIRST + dt.timedelta(days=n) for n in range((LAST - FIRST).days + 1)]
WAR = (dt.date(1938, 7, 29), dt.date(1938, 8, 11))


@cache
def days_of(text):
    """All days of the years tried that a date without a set may mean."""
    pattern = re.compile(re.sub("[?~%]", "", text).replace("X", "[0-9]") + "(-[0-9]{2}){0,2}")
    return [day for day in DAYS if pattern.fullmatch(day.isoformat())]


def groups_of(text):
    """The days of each member of a set, one group for a plain date; None where it goes on."""
    groups = []
    for member in text.strip("[]{}").split(","):
        first, dots, last = member.partition("..")
        if dots:
            low = days_of(first)[0] if first else FIRST
            high = days_of(last)[-1] if last else LAST
            groups.append([day for day in DAYS if low <= day <= high])
        else:
            groups.append(days_of(member))
    return groups


def sides_of(text):
    """All days on which something dated so may have begun, and those on which it may have ended."""
    groups = groups_of(text)
    if not text.startswith("{"):
        days = sorted({day for group in groups for day in group})
        return days, days
    ends = [group if ".." not in text else group[:: len(group) - 1 or 1] for group in groups]
    points = [[day] for group in ends for day in group] if ".." in text else ends
    first, last = min(p[-1] for p in points), max(p[0] for p in points)
    starts = [day for p in points for day in p if day <= first]
    return sorted(starts), sorted(day for p in points for day in p if day >= last)


def range_of(days):
    """First and last, None where the years tried cut them off."""
    return (None if days[0] == FIRST else days[0], None if days[-1] == LAST else days[-1])


def is_open(text):
    return ".." in (text[1:3], text[-3:-1]) and text[0] in "[{"


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """The small record, and a function that adds rows to a copy of it."""

    def write(rows):
        folder = copy_small_record(tmp_path_factory.mktemp("dates") / "record")
        for table in {name for name, _ in rows}:
            path = folder / f"{table}.csv"
            with path.open(encoding="utf-8", newline="") as stream:
                columns = next(csv.reader(stream))
            with path.open("a", encoding="utf-8", newline="") as stream:
                writer = csv.DictWriter(stream, columns, restval="", lineterminator="\n")
                writer.writerows(row for name, row in rows if name == table)
        return folder

    return write


def event(name, extent, start, end=""):
    return {
        "id": name,
        "name": name.replace("-", " "),
        "kind": "action",
        "lane": "lake-khasan",
        "extent": extent,
        "start": start,
        "end": end,
        "clock": "utc",
        "summary": "Tried.",
        "sources": "bzbasel-zhukov",
        "evidence": "read",
        "date_note": "Tried.",
        "distinct_from": "",
    }


def reading(of, boundary, date):
    return {
        "event": of,
        "boundary": boundary,
        "date": date,
        "clock": "utc",
        "said_by": date,
        "sources": "bzbasel-zhukov",
        "evidence": "read",
        "standing": "rival",
    }


CASES = [
    *((f"instant-{i}", "instant", text, "") for i, text in enumerate(DATES)),
    *((f"starts-{i}", "period", text, "1938-12-31") for i, text in enumerate(DATES)),
    *((f"ends-{i}", "period", "1938-01-02", text) for i, text in enumerate(DATES)),
    *((f"both-{i}", "period", text, text) for i, text in enumerate(DATES)),
]


@pytest.mark.parametrize("text", NO_DATES)
def test_what_is_no_single_date_is_refused_in_each_column_with_its_row(written, text):
    rows = [
        ("events", event("instant", "instant", text)),
        ("events", event("starts", "period", text, "1938-12-31")),
        ("events", event("ends", "period", "1938-01-02", text)),
        ("readings", reading("starts", "start", text)),
    ]
    with pytest.raises(analysis.DatasetError) as failure:
        analysis.load(written(rows))
    told = {(p.file, p.row, p.column) for p in failure.value.problems}
    many = len((written([]) / "events.csv").read_text("utf-8").splitlines())
    few = len((written([]) / "readings.csv").read_text("utf-8").splitlines())
    expected = {("events.csv", many + 1 + n, c) for n, c in enumerate(("start", "start", "end"))}
    assert {*expected, ("readings.csv", few + 1, "date")} <= told


@pytest.mark.parametrize("text", [text for text in DATES if text[0] == "{" and "," in text])
def test_days_that_all_count_are_refused_as_one_boundary_of_a_period(written, text):
    rows = [
        ("events", event("starts", "period", text, "1938-12-31")),
        ("events", event("ends", "period", "1938-01-02", text)),
        ("readings", reading("ends", "end", text)),
    ]
    with pytest.raises(analysis.DatasetError) as failure:
        analysis.load(written(rows))
    told = {(p.file, p.column) for p in failure.value.problems if "all count" in p.message}
    assert told == {("events.csv", "start"), ("events.csv", "end"), ("readings.csv", "date")}


@pytest.fixture(scope="module")
def tried(written):
    """A record of every case that the check lets pass, with a reading in each form beside it."""
    several = {text for text in DATES if text[0] == "{" and text != "{1938-07-29}"}
    cases = [case for case in CASES if case[1] == "instant" or not several & {*case[2:]}]
    rows = [("events", event(*case)) for case in cases]
    rows += [
        ("readings", reading(name, "start", text))
        for name, _, start, _ in cases
        for text in DATES[:3] + DATES[13:20]
        if text != start and text not in several
    ]
    rows.append(("events", event("afterwards", "instant", "1950-01-15")))
    rows.append(("events", event("war", "period", "1938-07-29", "1938-08-11")))
    for n, (_, row) in enumerate(rows):
        if "id" in row:
            row["distinct_from"] = "; ".join(r["id"] for _, r in rows[:n] if "id" in r)
    return analysis.load(written(rows)), cases


def spans_of(case):
    """The days on which it may have begun and may have ended, each narrowed by the other."""
    _, extent, start, end = case
    starts, ends = sides_of(start)
    if extent == "period":
        ends = sides_of(end)[1]
        starts = [day for day in starts if day <= ends[-1]]
        ends = [day for day in ends if day >= starts[0]]
    return starts, ends


def test_the_bounds_are_those_of_every_day_tried(tried):
    dataset, cases = tried
    for case in cases:
        starts, ends = spans_of(case)
        bounds = dataset.bounds(case[0])
        assert bounds.side("start") == range_of(starts), case
        assert bounds.side("end") == range_of(ends), case


def test_the_instants_are_the_minutes_of_those_days(tried):
    dataset, cases = tried
    for case in cases:
        sides = spans_of(case)
        names = dataset.boundaries(case[0])
        for name, days in zip(names, sides, strict=False):
            first, last = range_of(days)
            if None in (first, last):
                with pytest.raises(analysis.BoundaryError, match="day is open"):
                    dataset.instant(name)
                continue
            at = dataset.instant(name)
            assert (at.earliest.date(), at.latest.date()) == (first, last), case
            after = dataset.interval(name, "afterwards")
            assert after.elapsed_max.days == (dt.date(1950, 1, 15) - first).days
            assert after.days_min == (dt.date(1950, 1, 15) - last).days
            assert (after.order == "certain") == (last < dt.date(1950, 1, 15)), case


def test_the_relations_are_those_of_every_span_tried(tried):
    dataset, cases = tried
    for case in cases:
        starts, ends = spans_of(case)
        found = dataset.relation(case[0], "war")
        assert found <= {*RELATIONS}
        if len(starts) > 40 or len(ends) > 40 or is_open(case[2]):
            continue
        if case[1] == "instant" and len(dataset.boundaries(case[0])) == 1:
            spans = [(day, day) for day in starts]
        elif case[2] == case[3]:
            groups = groups_of(case[2])
            spans = [(s, e) for group in groups for s in group for e in group if s <= e]
        else:
            spans = [(s, e) for s in starts for e in ends if s <= e]
        assert found == {plain_relation(span, WAR, dt.timedelta(days=1)) for span in spans}, case


def test_the_network_takes_part_with_what_is_known(tried):
    dataset, cases = tried
    bounds = dataset.implied_bounds()
    for case in cases:
        starts, _ = spans_of(case)
        low, high = bounds[case[0], "start"]
        first, last = range_of(starts)
        assert (low.at and low.at.date()) == first, case
        assert (high.at and high.at.date()) == last, case
    assert all(found.kind != "circle" for found in dataset.consistency())


def test_the_timeline_and_the_chronology_say_the_same_and_stand_on_those_days(tried):
    dataset, cases = tried
    clocks = dataset.clocks_by_id
    rows = {row.id: row for row in rows_of(dataset.events, Setting(None, clocks))}
    told = {entry.id: entry for entry in entries(dataset)}
    for case in cases:
        row, entry = rows[case[0]], told[case[0]]
        assert row.when == entry.when != "", case
        starts, ends = spans_of(case)
        first, last = range_of(starts)
        if None not in (first, last):
            assert entry.first_day == first
            assert row.start == (position_of(first), position_of(last) + 1) or not row.instant
            assert row.known[0] == position_of(first), case
        if None not in range_of(ends):
            assert row.known[1] == position_of(range_of(ends)[1]) + 1, case
        if case[2].startswith("{") and case[1] == "instant":
            groups = groups_of(case[2])
            marked = [(position_of(g[0]), position_of(g[-1]) + 1) for g in groups]
            assert [moment[:2] for moment in row.moments] in ([], marked), case
    figure = analysis.Timeline(dataset.events[dataset.events["start"] != ""], clocks=clocks)
    assert len(figure.table()) == len(dataset.events)
