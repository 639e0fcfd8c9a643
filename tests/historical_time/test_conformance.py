"""The statement of conformance says of the format what the parser does, and names every feature."""

import csv
from pathlib import Path

from historical_time.conformance import FEATURES, conformance

with (Path(__file__).parent / "edtf_specification.csv").open(encoding="utf-8", newline="") as _file:
    SPECIFICATION = {row["text"]: row for row in csv.DictReader(_file)}


def test_each_example_is_the_specifications_own():
    assert {feature.example for feature in FEATURES} <= set(SPECIFICATION)


def test_level_0_is_read_as_a_whole_and_the_others_but_for_what_is_named():
    refused = {feature.name for feature, is_read in conformance() if not is_read}
    assert refused == {
        "Letter-prefixed calendar year",
        "Seasons",
        "Negative calendar year",
        "Exponential year",
        "Significant digits",
        "Sub-year groupings",
    }
    assert all(is_read for feature, is_read in conformance() if feature.level == 0)


def test_no_kind_of_expression_that_is_refused_goes_unnamed():
    """A refused example of the specification begins or is built as a named feature's example is."""
    refused = [text for text, row in SPECIFICATION.items() if row["refused"]]
    kinds = ("Y", "-1985", "1950S2", "2001-21", "2001-34")
    assert [text for text in refused if not text.startswith(kinds)] == []
