"""What if: a changed data set, what it says against itself, and the record that stays as it is."""

import datetime as dt
from dataclasses import replace

import pytest

from analysis import ChangeError, Page


@pytest.fixture(scope="module")
def later(dataset):
    """The frontier is crossed a day later than it was."""
    return dataset.with_event("first-crossing", start="1945-08-10")


def test_a_day_later_the_claim_of_three_months_is_another(dataset, later):
    """From the act's hour, 9 May 01:01 in Moscow, to 18:10 on 8 or on 9 August."""
    was, now = (
        of.interval("surrender-effective", "first-crossing", clock="moscow")
        for of in (dataset, later)
    )
    assert was.calendar == (0, 2, 30)
    assert now.calendar == (0, 3, 0)
    assert (now.elapsed_min - was.elapsed_min) == dt.timedelta(days=1)


def test_the_data_set_it_was_made_from_stays_as_it_is(dataset, later):
    assert dataset.event("first-crossing")["start"] == "1945-08-09"
    assert dataset.changes == dataset.consequences == ()
    assert later.event("first-crossing")["start"] == "1945-08-10"
    assert later.changes == ("first-crossing: start 1945-08-10, not 1945-08-09",)
    assert repr(dataset).startswith("<Dataset: ")


def test_the_report_says_what_now_contradicts_what_and_on_whose_word(dataset):
    """Sato was read the declaration at 17:00 in Moscow, half past two after that."""
    changed = dataset.with_event("first-crossing", start="1945-08-08", time="20:30")
    assert changed.consequences[0] == (
        "first-crossing is now 2 hours and 30 minutes before declaration-read, but "
        "first-crossing comes after declaration-read (rotter, cherevko, glantz-cgsc and 1 more)"
    )
    text = repr(changed)
    assert text.startswith("What if\nfirst-crossing: start 1945-08-08, not 1945-08-09; start_time")
    assert "\n\nThen\nfirst-crossing is now" in text
    assert all(line.isprintable() for line in text.splitlines())


def test_what_was_counted_from_the_old_hour_is_named_too(later):
    told = "\n".join(later.consequences)
    assert "first-crossing is no more ten minutes after state-of-war" in told
    assert "is no more the instant that Rotter; Trudny put k pobede gives" in told


def test_of_a_change_within_what_the_record_leaves_open_nothing_follows(dataset):
    changed = dataset.with_event("lysaya-height", summary="Told otherwise.")
    assert repr(changed.consequences) == "Nothing contradicts it."


def test_a_part_outside_its_whole_is_told_by_the_whole_that_was_cut(dataset):
    changed = dataset.with_event("lake-khasan", end="1938-08-10")
    named = (
        "the end of lake-khasan is now at least 5 hours and 1 minute before khasan-ceasefire, but "
    )
    assert any(line.startswith(named) for line in changed.consequences)


def test_changes_add_up_and_are_told_against_the_record(dataset, later):
    both = later.with_event("declaration-read", start="1945-08-09")
    assert len(both.changes) == 2
    assert not any("before declaration-read" in line for line in both.consequences)
    assert both.with_event("first-crossing", start="1945-08-09").instant("first-crossing") == (
        dataset.instant("first-crossing")
    )


def test_an_event_that_never_was_has_its_place_in_order(dataset):
    changed = dataset.with_event(
        "second-thoughts",
        name="Second thoughts in Moscow",
        kind="note",
        lane="diplomacy",
        extent="instant",
        start=dt.date(1945, 8, 8),
        start_time=dt.time(16, 0),
        clock="moscow",
        after=["declaration-read"],
        summary="A supposition.",
        evidence="derived",
    )
    assert changed.interval("second-thoughts", "declaration-read").elapsed_min == dt.timedelta(
        hours=1
    )
    (line,) = changed.consequences
    assert line.startswith("second-thoughts is now one hour before declaration-read")


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"start": "39 August"}, "first-crossing: start '39 August': '39 August': text: expected"),
        ({"start": "1945-02-30"}, "first-crossing: start '1945-02-30': "),
        ({"clock": "narnia"}, "first-crossing: clock 'narnia': 'narnia' does not resolve"),
        ({"time": "25:00"}, "first-crossing: start_time '25:00': not a clock time"),
        ({"start": "1945-08"}, "first-crossing: start_time '00:10': a time needs a whole day"),
        ({"end": "1945-08-10"}, "first-crossing: end '1945-08-10': an instant has one boundary"),
        ({"lane": "moon"}, "first-crossing: lane 'moon': unknown lane 'moon': expected one of"),
        ({"name": ""}, "first-crossing: name '': blank: a value is required"),
        ({"strat": "1945"}, "first-crossing: no column 'strat': is 'start' meant?"),
        ({"id": "other"}, "first-crossing: no column 'id'"),
    ],
)
def test_a_bad_value_is_one_line_that_names_event_column_value_and_what_was_expected(
    dataset, asked, told
):
    with pytest.raises(ChangeError) as error:
        dataset.with_event("first-crossing", **asked)
    assert str(error.value).startswith(told)
    assert "\n" not in str(error.value)


def test_a_new_event_says_what_it_needs_and_a_slip_what_is_near(dataset):
    with pytest.raises(ChangeError, match=r"'frist-crossing': is 'first-crossing' meant\? A new"):
        dataset.with_event("frist-crossing", start="1945-08-10")
    with pytest.raises(ValueError, match="unknown event 'first-cross'"):
        dataset.without("first-cross")


def test_without_an_event_its_rows_are_gone_and_its_neighbours_are_neighbours(dataset):
    """`august-storm` lies within the war; what is inside it falls to the war itself."""
    changed = dataset.without("august-storm")
    assert "august-storm" not in changed.events.index
    assert "august-storm" not in set(changed.figures["event"]) | set(changed.readings["event"])
    assert changed.event("first-crossing")["parent"] == "soviet-japanese-war"
    told = dataset.without("nagasaki").changes
    assert told == ("nagasaki: taken out, with 1 readings, 1 figures, 1 rulings",)
    after = dataset.without("first-crossing").event("main-forces-attack")["after"]
    assert after == dataset.event("first-crossing")["after"] == ("declaration-read",)
    assert not any("first-crossing" in row.label for row in dataset.without("first-crossing").rules)


def test_another_reading_can_be_preferred_and_the_old_one_is_its_rival(dataset):
    """Cherevko has about one o'clock Khabarovsk time, which is midnight at Chita."""
    changed = dataset.with_reading("first-crossing", "Cherevko, all fronts")
    moved = changed.instant("first-crossing").earliest - dataset.instant("first-crossing").earliest
    assert moved == dt.timedelta(minutes=-10)
    first, *others = changed.readings_of("first-crossing")
    assert (first.time, first.clock.id, first.sources) == ("01:00~", "khabarovsk", ("cherevko",))
    rival = next(reading for reading in others if reading.said_by == "this record")
    assert (rival.standing, rival.time, rival.clock.id) == ("rival", "00:10", "chita")
    assert len(others) + 1 == len(dataset.readings_of("first-crossing"))
    by_label = dataset.with_reading("first-crossing", "first-crossing (Cherevko, all fronts)")
    assert by_label.instant("first-crossing") == changed.instant("first-crossing")
    with pytest.raises(ChangeError, match="no reading by 'Nobody': expected one of 'Rotter"):
        dataset.with_reading("first-crossing", "Nobody")


def test_a_period_keeps_its_one_clock_and_a_reading_is_told_on_it(dataset):
    """Soviet accounts begin the fight at 16:40 of their time, which was 15:40 in Tokyo."""
    said_by = dataset.readings_of("bezymyannaya-attack:start")[-1].said_by
    changed = dataset.with_reading("bezymyannaya-attack:start", said_by)
    row = changed.event("bezymyannaya-attack")
    assert (row["start_time"], row["clock"], row["end_time"]) == ("15:40", "tokyo", "15:10")
    named = "the end of bezymyannaya-attack is now 30 minutes before bezymyannaya-attack, but "
    assert changed.consequences[0].startswith(named)
    with pytest.raises(ChangeError, match="end '1938-07-28': end before start: expected not befo"):
        changed.with_event("bezymyannaya-attack", end="1938-07-28")


def test_where_an_answer_is_gone_the_sentence_says_why_in_brackets(dataset, later):
    page = Page("three-months", dataset=later)
    assert page.elapsed("first-crossing", "nagasaki").startswith("[the start, 'first-crossing',")
    assert page.day("first-crossing", "chita") == "10\N{NO-BREAK SPACE}August"
    with pytest.raises(ValueError, match="is after the end"):
        Page("three-months", dataset=dataset).elapsed("nagasaki", "first-crossing")
    gone = Page("overview", dataset=dataset.without("state-of-war"))
    assert gone.date("state-of-war").startswith("[unknown event 'state-of-war'")


def test_rows_are_found_by_boundaries_and_those_taken_out_are_left_out(dataset):
    asked = ["khalkhin-gol:end", "state-of-war", "khalkhin-gol:start"]
    assert list(dataset.events_of(asked).index) == ["khalkhin-gol", "state-of-war"]
    lanes = dataset.events_of({"state-of-war": "japan"})["lane"]
    assert lanes.to_list() == ["japan"]
    assert list(dataset.without("state-of-war").events_of(asked).index) == ["khalkhin-gol"]
    with pytest.raises(ValueError, match="unknown event 'stat-of-war'"):
        dataset.without("state-of-war").events_of(["stat-of-war"])


def test_a_data_set_made_of_tables_cannot_be_changed_and_says_so(dataset):
    made = replace(dataset, _record=None)
    with pytest.raises(ChangeError, match="expected a data set that was loaded"):
        made.with_event("first-crossing", start="1945-08-10")
