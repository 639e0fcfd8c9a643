"""Captions in the list of figures."""

import pytest
from border_wars_book.print.lists import shortened


@pytest.mark.parametrize(
    ("caption", "entry"),
    [
        ("Fig. 1 20 events, 1904 to 1956.", "Fig. 1 20 events, 1904 to 1956."),
        (
            "Fig. 27 Calendar months and days from each surrender to each opening, by the civil "
            "dates on each clock. Filled cells are exactly three months.",
            "Fig. 27 Calendar months and days from each surrender to each opening, by the civil "
            "dates on each clock.",
        ),
        ("Fig. 3 " + "word " * 40, "Fig. 3 " + "word " * 22 + "…"),
    ],
)
def test_an_entry_keeps_its_number_and_the_sense_of_its_caption(caption, entry):
    assert shortened(caption) == entry
