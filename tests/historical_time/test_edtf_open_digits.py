"""Dates with digits left open: the days they may mean are found in a few steps."""

from calendar import monthrange
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from historical_time import edtf
from historical_time.edtf import EdtfError, parse_edtf

MOST_STEPS = 2500  # numbers tried: a thousand years that may be leap, and the days of two years

NEVER = ["XXXX-XX-6X", "XXXX-XX-32", "XXXX-02-30", "XXXX-02-3X", "XXX1-02-29", "XXXX-04-31"]
NEVER += ["XXXX-XX-4X", "XXX3-02-29", "XXXX-13-XX", "XXXX-XX-00", "XXXX-3X-XX", "1X00-2X-6X"]
EVER = {
    "XXXX-XX-XX": ("0001-01-01", "9999-12-31"),
    "XXXX-XX-31": ("0001-01-31", "9999-12-31"),
    "XXXX-02-2X": ("0001-02-20", "9999-02-28"),
    "XXX4-02-29": ("0004-02-29", "9984-02-29"),
    "19X3-XX-3X": ("1903-01-30", "1993-12-31"),
    "1X00-02-29": ("1200-02-29", "1600-02-29"),
}


@pytest.fixture
def steps(monkeypatch):
    """How many numbers were tried for the digits left open."""
    counted, numbers = [], edtf._numbers

    def counting(*arguments):
        for number in numbers(*arguments):
            counted.append(number)
            yield number

    monkeypatch.setattr(edtf, "_numbers", counting)
    return counted


@pytest.mark.parametrize("text", NEVER)
def test_a_day_that_never_is_is_refused_in_a_few_steps(text, steps):
    with pytest.raises(EdtfError, match="expected"):
        parse_edtf(text)
    assert len(steps) < MOST_STEPS


@pytest.mark.parametrize("text", EVER)
def test_the_first_and_last_day_are_found_in_a_few_steps(text, steps):
    bounds = parse_edtf(text)
    assert (str(bounds.start_earliest), str(bounds.end_latest)) == EVER[text]
    assert len(steps) < MOST_STEPS


def fits(pattern, number):
    return all(sign in ("X", digit) for sign, digit in zip(pattern, number, strict=True))


DIGIT = st.sampled_from("0123X")


@settings(deadline=None)
@given(st.builds("193{}".format, DIGIT), st.text("01X", min_size=2, max_size=2), DIGIT, DIGIT)
def test_the_bounds_are_those_of_trying_every_day_of_the_thirties(year, month, tens, units):
    days = [
        date(y, m, d)
        for y in range(1930, 1940)
        for m in range(1, 13)
        for d in range(1, monthrange(y, m)[1] + 1)
        if fits(f"{year}{month}{tens}{units}", f"{y}{m:02}{d:02}")
    ]
    text = f"{year}-{month}-{tens}{units}"
    if days:
        bounds = parse_edtf(text)
        assert (bounds.start_earliest, bounds.end_latest) == (days[0], days[-1])
    else:
        with pytest.raises(EdtfError):
            parse_edtf(text)
