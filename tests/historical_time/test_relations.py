"""Allen relations: the bounds' answer is what trying every day finds."""

from datetime import date
from itertools import product

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from historical_time.columns.relations import allen_masks, relations_in
from historical_time.edtf import DateBounds, parse_edtf
from historical_time.relations import (
    allen_relations,
    allen_relations_of_readings,
    status,
)
from tests.plain_relation import plain_relation

BASE, SIZE, MARGIN = date(1939, 5, 11).toordinal(), 5, 4
DOMAIN = range(-MARGIN, SIZE + MARGIN)


def spans(bounds):
    s1, s2, e1, e2 = bounds
    starts = [s for s in DOMAIN if (s1 is None or s1 <= s) and (s2 is None or s <= s2)]
    ends = [e for e in DOMAIN if (e1 is None or e1 <= e) and (e2 is None or e <= e2)]
    return [(s, e) for s, e in product(starts, ends) if s <= e]


def as_bounds(bounds):
    days = [None if b is None else date.fromordinal(BASE + b) for b in bounds]
    return DateBounds("", *days, "closed", "closed", True, ())


day = st.integers(0, SIZE - 1)
pair = st.tuples(day, day).map(sorted).map(tuple)
missing = st.just((None, None))
half = st.one_of(st.tuples(st.none(), day), st.tuples(day, st.none()))
side = st.one_of(pair, pair, missing, half)
uncertain = st.tuples(side, side).map(lambda sides: sides[0] + sides[1]).filter(spans)


@settings(max_examples=300, deadline=None)
@given(uncertain, uncertain)
def test_the_set_is_exactly_what_trying_every_day_finds(a, b):
    found = {plain_relation(x, y) for x, y in product(spans(a), spans(b))}
    assert allen_relations(as_bounds(a), as_bounds(b)) == found
    back = {plain_relation(y, x) for x, y in product(spans(a), spans(b))}
    assert allen_relations(as_bounds(b), as_bounds(a)) == back


@settings(max_examples=200, deadline=None)
@given(st.lists(pair, min_size=1, max_size=3), st.booleans(), uncertain)
def test_of_a_set_and_of_an_instant_too_it_is_what_trying_every_day_finds(members, instant, b):
    shown = ["..".join(date.fromordinal(BASE + d).isoformat() for d in m) for m in members]
    bounds = parse_edtf(f"[{','.join(shown)}]")
    bounds = bounds.as_instant() if instant else bounds
    days = [(s, e) for m in members for s in range(m[0], m[1] + 1) for e in range(s, m[1] + 1)]
    chosen = [(s, e) for s, e in days if s == e or not instant]
    found = {plain_relation(x, y) for x, y in product(chosen, spans(b))}
    assert allen_relations(bounds, as_bounds(b)) == found
    back = {plain_relation(y, x) for x, y in product(chosen, spans(b))}
    assert allen_relations(as_bounds(b), bounds) == back


def test_relation_instant_some_day_of_july_is_one_day():
    found = allen_relations(parse_edtf("1938-07").as_instant(), parse_edtf("1938-07-10/1938-07-12"))
    assert found == set("before meets starts during finishes met-by after".split())


def test_every_pair_of_closed_bounds_over_four_days_is_exact():
    bounds = [b for b in product(range(4), repeat=4) if b[0] <= b[1] and b[2] <= b[3] and spans(b)]
    found = {b: set(spans(b)) for b in bounds}
    relation = {
        (x, y): plain_relation(x, y) for x in spans((0, 3, 0, 3)) for y in spans((0, 3, 0, 3))
    }
    pairs = list(product(bounds, bounds))
    frames = [
        pd.DataFrame(
            {
                name: np.array([p[i][k] + BASE for p in pairs], "datetime64[D]")
                for k, name in enumerate(
                    ("start_earliest", "start_latest", "end_earliest", "end_latest")
                )
            }
        ).astype("datetime64[s]")
        for i in (0, 1)
    ]
    masks = allen_masks(*frames)
    for (a, b), mask in zip(pairs, masks.tolist(), strict=True):
        assert relations_in(mask) == {relation[x, y] for x in found[a] for y in found[b]}


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("1938-07-29/1938-08-11", "1939-05-11/1939-09-16", "before"),
        ("1939-05-11/1939-09-15", "1939-09-16", "meets"),
        ("1945-08-09/1945-09-02", "1945-09-02", "finished-by"),
        ("1945-08-09", "1945-08-09/1945-09-02", "starts"),
        ("1939-08-20/1939-08-31", "1939-05-11/1939-09-16", "during"),
        ("1939-05", "1939-06-01", "before meets"),
        ("1939-08-23", "1939-08", "during starts finishes before after meets met-by equals"),
        ("1939-05-11/..", "1945-08-09", "before meets finished-by contains"),
        ("1939-05-11/", "1945-08-09", "before meets finished-by contains"),
        ("../1939-05-11", "1939-05-11/1939-05-12", "overlaps starts"),
    ],
)
def test_relations_of_events_of_these_wars(a, b, expected):
    assert allen_relations(parse_edtf(a), parse_edtf(b)) == set(expected.split())


def test_a_relation_is_certain_possible_or_impossible():
    possible = allen_relations(parse_edtf("1939-05"), parse_edtf("1939-06-01"))
    assert status(possible, "meets") == "possible"
    assert status(possible, "after") == "impossible"
    assert status(frozenset({"before"}), "before") == "certain"
    with pytest.raises(ValueError, match="expected one of before"):
        status(possible, "earlier")


def test_readings_add_what_they_leave_possible():
    ceasefire = [parse_edtf("1939-09-15"), parse_edtf("1939-09-16")]
    assert allen_relations_of_readings(ceasefire, [parse_edtf("1939-09-16")]) == {"meets", "equals"}


def test_columns_of_different_length_are_refused():
    frame = pd.DataFrame({}, index=[0])
    with pytest.raises(ValueError, match="as many rows"):
        allen_masks(frame, frame.iloc[:0])
