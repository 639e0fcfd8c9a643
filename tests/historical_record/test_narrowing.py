"""What order says of a boundary beyond its own reading, and how strong a source it takes."""

import pytest

import analysis
from historical_record.narrowing import narrowed_bounds


@pytest.fixture(scope="module")
def narrowed(dataset):
    return narrowed_bounds(dataset)


@pytest.fixture
def changed(small_folder):
    """Loads the small record with the durations stated and some texts of a table exchanged."""

    def load(**exchanged):
        exchanged["durations"] = {"derived": "read"}
        for table, pairs in exchanged.items():
            path = small_folder / f"{table}.csv"
            text = path.read_text("utf-8")
            for old, new in pairs.items():
                assert old in text
                text = text.replace(old, new)
            path.write_text(text, "utf-8")
        return narrowed_bounds(analysis.load(small_folder))

    return load


CLOCKED, WITHOUT_A_CLOCK = "1945-08-09,00:10,,,chita,", "1945-08-09,00:10,,,,"


def test_the_pact_was_signed_before_matsuoka_reached_his_train(narrowed):
    (bound,) = narrowed["neutrality-pact", "start"]
    assert (bound.side, f"{bound.at:%H:%M}") == ("latest", "14:50")  # 17:50 in Moscow, UTC+3
    assert [rule.label for rule in bound.rules] == [
        "matsuoka-departs-moscow comes after neutrality-pact"
    ]
    assert bound.weakest == "frus1941v04-d783"


def test_an_hour_without_a_clock_ten_minutes_after_midnight_in_chita_was_told_there_or_in_tokyo(
    changed,
):
    earliest, latest = changed(events={CLOCKED: WITHOUT_A_CLOCK})["first-crossing", "start"]
    assert f"{earliest.at:%d %H:%M}" == f"{latest.at:%d %H:%M}" == "08 15:10"
    assert earliest.dropped == ("khabarovsk",)  # 00:10 there was an hour before
    assert latest.dropped == ("moscow",)
    assert earliest.weakest == "hyperwar-dow"
    assert [rule.kind for rule in latest.rules] == ["duration"]


def test_a_weak_source_does_not_narrow_a_strong_one(changed):
    found = changed(
        events={CLOCKED: WITHOUT_A_CLOCK, "Manchuria.,trudny": "Manchuria.,shtemenko"},
        sources={"shtemenko,tertiary": "shtemenko,primary"},
    )
    assert ("first-crossing", "start") not in found


def test_no_bound_rests_on_a_source_of_lower_grade_than_the_reading_it_narrows(dataset, narrowed):
    order = list(dataset.terms.labels("grade"))
    grades = dict(zip(dataset.sources["key"], dataset.sources["grade"], strict=True))
    for (event, _), bounds in narrowed.items():
        best = min(order.index(grades[key]) for key in dataset.events.at[event, "sources"])
        for bound in bounds:
            assert order.index(grades[bound.weakest]) <= best, event


def test_a_bound_is_never_wider_than_what_was_said(narrowed):
    for bounds in narrowed.values():
        for bound in bounds:
            assert bound.said is None or (bound.side == "earliest") == (bound.at > bound.said)
