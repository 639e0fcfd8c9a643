"""The term of the Neutrality Pact, and the rule at the end of February."""

import datetime as dt

import pytest

from analysis.findings.treaty_term import TreatyTerm, years_later

RATIFIED, SIGNED = dt.date(1941, 4, 25), dt.date(1941, 4, 13)
DENOUNCED, CROSSED = dt.date(1945, 4, 5), dt.date(1945, 8, 9)


def test_the_pact_of_1941_runs_out_five_years_after_ratification():
    term = TreatyTerm(RATIFIED, years=5)
    assert term.ends == dt.date(1946, 4, 25)
    assert term.last_day == dt.date(1946, 4, 24)
    assert term.notice_deadline == dt.date(1945, 4, 25)


def test_the_soviet_notice_was_in_time_on_both_ways_of_counting():
    assert TreatyTerm(RATIFIED, years=5).days_to_spare(DENOUNCED) == 20
    assert TreatyTerm(SIGNED, years=5).days_to_spare(DENOUNCED) == 8


def test_the_attack_came_before_the_end_on_both_ways_of_counting():
    assert TreatyTerm(RATIFIED, years=5).days_left(CROSSED) == 259
    assert TreatyTerm(SIGNED, years=5).days_left(CROSSED) == 247


def test_the_record_has_the_same_end_and_deadline(dataset):
    ratified = dataset.bounds("pact-ratification").start_earliest
    term = TreatyTerm(ratified, years=5)
    assert dataset.bounds("pact-term-ends").start_earliest == term.ends
    assert dataset.bounds("pact-notice-deadline").start_earliest == term.notice_deadline


def test_a_leap_day_falls_back_to_the_last_of_february():
    assert years_later(dt.date(1940, 2, 29), 5) == dt.date(1945, 2, 28)
    assert years_later(dt.date(1940, 2, 29), 4) == dt.date(1944, 2, 29)


def test_notice_longer_than_the_term_is_an_error():
    with pytest.raises(ValueError, match="notice of 6 years in a term of 5"):
        TreatyTerm(RATIFIED, years=5, notice=6)
