"""What order says of a boundary beyond its own reading, and how strong a source it takes."""

import pytest

from historical_record.narrowing import narrowed_bounds


@pytest.fixture(scope="module")
def narrowed(dataset):
    return narrowed_bounds(dataset)


def only(narrowed, event, side="start"):
    (bound,) = narrowed[event, side]
    return bound


def test_the_pact_was_signed_before_matsuoka_reached_his_train(narrowed):
    bound = only(narrowed, "neutrality-pact")
    assert (bound.side, f"{bound.at:%H:%M}") == ("latest", "14:50")  # 17:50 in Moscow, UTC+3
    assert [rule.label for rule in bound.rules] == [
        "matsuoka-departs-moscow comes after neutrality-pact"
    ]
    assert bound.weakest == "frus1941v04-d783"


def test_hours_of_one_clock_leave_only_the_clock_on_which_all_of_them_fit(narrowed):
    earliest, latest = narrowed["azuma-last-charge", "start"]
    assert earliest.at == latest.at
    assert f"{latest.at:%H:%M}" == "09:00"  # 18:00 at UTC+9, four hours after 14:00
    assert earliest.dropped == ("khabarovsk",)
    assert set(latest.dropped) == {"moscow", "ulaanbaatar"}


def test_an_hour_without_a_clock_before_one_of_japan_was_not_told_in_moscow(narrowed):
    assert only(narrowed, "khasan-night-attack").dropped == ("moscow",)


def test_a_weak_source_does_not_narrow_a_strong_one(dataset, narrowed):
    order = list(dataset.terms.labels("grade"))
    grades = dict(zip(dataset.sources["key"], dataset.sources["grade"], strict=True))
    for event, side in narrowed:
        own = dataset.events.at[event, "sources"]
        best = min(order.index(grades[key]) for key in own)
        for bound in narrowed[event, side]:
            assert order.index(grades[bound.weakest]) <= best, event


def test_a_bound_is_never_wider_than_what_was_said(narrowed):
    for bounds in narrowed.values():
        for bound in bounds:
            assert bound.said is None or (bound.side == "earliest") == (bound.at > bound.said)
