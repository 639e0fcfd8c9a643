"""Consistency: contradictions named by their rows, none missed and none invented."""

from datetime import UTC, datetime, timedelta
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from historical_time.consistency import (
    Rule,
    Statement,
    find_contradictions,
    implied_bounds,
    nesting_rules,
    order_rules,
    span_rules,
)


def day(text):
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def said(event, boundary, first, last=None, label=""):
    return Statement(
        event, boundary, day(first), day(last or first) + timedelta(hours=23, minutes=59),
        label or f"{event}:{boundary}",
    )  # fmt: skip


WAR = [said("khalkhin-gol", "start", "1939-05-11"), said("khalkhin-gol", "end", "1939-09-16")]


def test_a_record_that_holds_together_has_no_contradiction():
    battle = [said("assault", "start", "1939-08-20"), said("assault", "end", "1939-08-31")]
    rules = span_rules(["khalkhin-gol", "assault"]) + nesting_rules([("assault", "khalkhin-gol")])
    assert find_contradictions(WAR + battle, rules) == ()
    assert find_contradictions([], []) == ()


def test_a_part_that_outlasts_its_whole_is_named_with_both_rows():
    raid = [
        said("raid", "start", "1939-09-14", label="events.csv row 9"),
        said("raid", "end", "1939-09-17", label="events.csv row 9"),
    ]
    rules = span_rules(["khalkhin-gol", "raid"]) + nesting_rules([("raid", "khalkhin-gol")])
    (found,) = find_contradictions(WAR + raid, rules)
    assert found.labels == ("events.csv row 9", "raid is part of khalkhin-gol", "khalkhin-gol:end")
    assert (found.kind, found.every_reading) == ("rules", True)
    assert str(found) == (
        "the end of raid is not before 1939-09-17 00:00 UTC (events.csv row 9), the end of "
        "khalkhin-gol not after 1939-09-16 23:59 UTC (khalkhin-gol:end), but raid is part of "
        "khalkhin-gol"
    )


def test_another_reading_that_would_mend_it_is_told_apart():
    raid = [said("raid", "end", "1939-09-17"), said("raid", "end", "1939-09-15", label="Coox")]
    found = find_contradictions(WAR + raid, nesting_rules([("raid", "khalkhin-gol")]))
    assert [(c.kind, c.every_reading) for c in found] == [("rules", False), ("readings", False)]
    assert found[1].labels == ("raid:end", "Coox")


def test_order_is_followed_through_events_that_nobody_dated():
    statements = [said("order", "start", "1945-08-10"), said("crossing", "start", "1945-08-09")]
    rules = order_rules([("march", "order"), ("crossing", "march")])
    rules += span_rules(["order", "march"])
    (found,) = find_contradictions(statements, rules)
    assert found.labels == (
        "order:start",
        "order starts before it ends",
        "march comes after order",
        "march starts before it ends",
        "crossing comes after march",
        "crossing:start",
    )


def test_a_chain_through_a_shorter_contradiction_is_not_reported_again():
    late = [said("raid", "start", "1939-09-20"), said("raid", "end", "1939-09-21")]
    rules = span_rules(["raid"]) + nesting_rules([("raid", "khalkhin-gol")])
    found = find_contradictions(WAR + late, rules)
    assert [c.labels for c in found] == [
        ("raid:end", "raid is part of khalkhin-gol", "khalkhin-gol:end")
    ]


def test_rules_that_go_round_in_a_circle_are_reported_once():
    rules = order_rules([("a", "b"), ("b", "a")]) + span_rules(["a", "b"])
    (found,) = find_contradictions([], rules)
    assert (found.kind, len(found.rules)) == ("circle", 4)
    assert "go round in a circle" in str(found)


def test_open_ends_contradict_nothing():
    open_end = Statement("war", "end", day("1939-05-11"), None, "war")
    unknown = Statement("raid", "end", None, None, "raid")
    assert find_contradictions([open_end, unknown], nesting_rules([("raid", "war")])) == ()


def test_bounds_are_narrowed_along_the_rules():
    child = Statement("raid", "start", None, None, "raid")
    rules = nesting_rules([("raid", "khalkhin-gol")]) + span_rules(["raid"])
    bounds = implied_bounds([*WAR, child], rules)
    assert bounds["raid", "start"] == (WAR[0].earliest, WAR[1].latest)
    assert bounds["khalkhin-gol", "end"] == (WAR[1].earliest, WAR[1].latest)


points = st.tuples(st.sampled_from("abc"), st.sampled_from(["start", "end"]))
hours = st.one_of(st.none(), st.integers(0, 3))
BASE = day("1939-05-11")


def at(hour):
    return None if hour is None else BASE + timedelta(hours=hour)


statements = st.lists(
    st.builds(
        lambda p, a, b, n: Statement(
            *p, *((at(a), at(b)) if None in (a, b) else (at(min(a, b)), at(max(a, b)))), f"s{n}"
        ),
        points, hours, hours, st.integers(),
    ),
    max_size=5,
)  # fmt: skip
rules = st.lists(
    st.builds(lambda a, b: Rule(a, b, f"{a}-{b}"), points, points).filter(
        lambda r: r.before != r.after
    ),
    max_size=6,
)


def satisfiable(statements, rules):
    """Whether some choice of hours, one beyond the range on each side, makes everything true."""
    names = sorted({s.point for s in statements} | {p for r in rules for p in (r.before, r.after)})
    for choice in product([at(h) for h in range(4)], repeat=len(names)):
        when = dict(zip(names, choice, strict=True))
        if all(
            (s.earliest is None or s.earliest <= when[s.point])
            and (s.latest is None or when[s.point] <= s.latest)
            for s in statements
        ) and all(when[r.before] <= when[r.after] for r in rules):
            return True
    return False


@settings(max_examples=150, deadline=None)
@given(statements, rules)
def test_a_contradiction_is_found_exactly_where_nothing_can_satisfy_all_and_each_is_minimal(
    statements, rules
):
    found = [c for c in find_contradictions(statements, rules) if c.kind != "circle"]
    assert bool(found) == (not satisfiable(statements, rules))
    for contradiction in found:
        members, chain = [contradiction.late, contradiction.early], list(contradiction.rules)
        assert not satisfiable(members, chain)
        for i in range(2):
            assert satisfiable(members[:i] + members[i + 1 :], chain)
        for i in range(len(chain)):
            assert satisfiable(members, chain[:i] + chain[i + 1 :])
