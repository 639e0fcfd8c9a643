"""Consistency: contradictions named by their rows, none missed and none invented."""

from datetime import UTC, datetime, timedelta
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from historical_time.consistency import Statement, find_contradictions, implied_bounds
from historical_time.network import DURATION, Rule, nesting_rules, order_rules, span_rules


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
    low, high = bounds["raid", "start"]
    assert (low.at, high.at) == (WAR[0].earliest, WAR[1].latest)
    assert (low.statement, high.statement) == (WAR[0], WAR[1])
    assert [rule.label for rule in high.rules] == [
        "raid starts before it ends",
        "raid is part of khalkhin-gol",
    ]
    end = bounds["khalkhin-gol", "end"]
    assert [bound.at for bound in end] == [WAR[1].earliest, WAR[1].latest]
    assert all(bound.rules == () for bound in end)


def hours_after(before, after, least, most=None, gave=()):
    """A rule with hours, stated by one source."""
    return Rule(
        *((before, "start"), (after, "start"), f"{after} {least} to {most} hours after {before}"),
        *(DURATION, timedelta(hours=least), None if most is None else timedelta(hours=most)),
        *(after, ("diary",), frozenset((event, "start") for event in gave)),
    )


def test_a_rule_with_hours_narrows_both_of_its_points_and_says_what_it_rests_on():
    crossing = Statement(
        *("crossing", "start", day("1945-08-08T15:10"), day("1945-08-08T15:10")),
        *("crossing", ("order",)),
    )
    raid = Statement("raid", "start", None, day("1945-08-09T14:59"), "raid", ("memoir",))
    bounds = implied_bounds([crossing, raid], [hours_after("crossing", "raid", 2, 3)])
    low, high = bounds["raid", "start"]
    assert (low.at, high.at) == (day("1945-08-08T17:10"), day("1945-08-08T18:10"))
    told = ("crossing", ("order",)), ("raid 2 to 3 hours after crossing", ("diary",))
    assert low.links == high.links == told
    late = [crossing, Statement("raid", "start", day("1945-08-08T18:11"), None, "raid")]
    (found,) = find_contradictions(late, [hours_after("crossing", "raid", 2, 3)])
    assert found.labels == ("raid", "raid 2 to 3 hours after crossing", "crossing")
    assert found.apart == timedelta(minutes=1)


def test_a_rule_says_nothing_of_the_hour_that_was_taken_from_it():
    crossing = said("crossing", "start", "1945-08-08")
    raid = Statement("raid", "start", None, None, "raid")
    rule = hours_after("crossing", "raid", 2, 3, gave=("raid",))
    bounds = implied_bounds([crossing, raid], [rule])
    assert [bound.at for bound in bounds["raid", "start"]] == [None, None]
    lone = Statement("crossing", "start", None, None, "crossing")
    raid = said("raid", "start", "1945-08-08")
    low, high = implied_bounds([lone, raid], [rule])["crossing", "start"]
    assert (low.at, high.at) == (day("1945-08-07T21:00"), day("1945-08-08T21:59"))


def test_rules_with_hours_that_go_round_are_a_circle():
    rules = [hours_after("a", "b", 2), hours_after("b", "a", -1, 0)]
    (found,) = find_contradictions([], rules)
    assert found.kind == "circle"
    assert (
        find_contradictions([], [hours_after("a", "b", 0, 2), hours_after("b", "a", -1, 0)]) == ()
    )


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
spans = st.tuples(st.integers(-1, 2), st.one_of(st.none(), st.integers(0, 2)))
rules = st.lists(
    st.builds(
        lambda a, b, of: Rule(
            *(a, b, f"{a}-{b}", DURATION, timedelta(hours=of[0])),
            None if of[1] is None else timedelta(hours=of[0] + of[1]),
        ),
        points, points, spans,
    ).filter(lambda r: r.before != r.after),
    max_size=6,
)  # fmt: skip


def satisfiable(statements, rules):
    """Whether hours can be found for all: no loop of least differences is longer than nothing."""
    names = [None, *{s.point for s in statements} | {p for r in rules for p in (r.before, r.after)}]
    least = {}  # (a, b): b is at least so many hours later than a; None is the hour 0

    def later(a, b, hours):
        least[a, b] = max(hours, least.get((a, b), hours))

    for s in statements:
        if s.earliest is not None:
            later(None, s.point, (s.earliest - BASE) / timedelta(hours=1))
        if s.latest is not None:
            later(s.point, None, (BASE - s.latest) / timedelta(hours=1))
    for r in rules:
        later(r.before, r.after, r.least / timedelta(hours=1))
        if r.most is not None:
            later(r.after, r.before, -r.most / timedelta(hours=1))
    for k, i, j in product(names, repeat=3):
        if (i, k) in least and (k, j) in least:
            later(i, j, least[i, k] + least[k, j])
    return all(least.get((name, name), 0) <= 0 for name in names)


@settings(max_examples=300, deadline=None)
@given(statements, rules)
def test_a_contradiction_is_found_exactly_where_nothing_can_satisfy_all_and_each_is_minimal(
    statements, rules
):
    if not satisfiable([], rules):
        assert any(c.kind == "circle" for c in find_contradictions(statements, rules))
        return
    found = [c for c in find_contradictions(statements, rules) if c.kind != "circle"]
    assert bool(found) == (not satisfiable(statements, rules))
    for contradiction in found:
        members, chain = [contradiction.late, contradiction.early], list(contradiction.rules)
        assert not satisfiable(members, chain)
        for i in range(2):
            assert satisfiable(members[:i] + members[i + 1 :], chain)
        for i in range(len(chain)):
            assert satisfiable(members, chain[:i] + chain[i + 1 :])
