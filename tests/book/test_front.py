"""The front of the printed book: whole titles, the abbreviations, the drawing on the title page."""

import csv
import re
from pathlib import Path

import pytest
from border_wars_book.print.front import abbreviations, drawing, title_of

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("heading", "caption", "title"),
    [
        ("Five weeks at Lake Khasan", "Every event.", "Five weeks at Lake Khasan"),
        ("", "20 events, 1904 to 1956.", "20 events, 1904 to 1956"),
        ("", "Years and days by five rules; only some pairs. The rest agree.",
         "Years and days by five rules; only some pairs"),
        ("", "As G. F. Krivosheev has it. And others.", "As G. F. Krivosheev has it"),
        ("", "word " * 40, ("word " * 40).strip()),
    ],
)  # fmt: skip
def test_a_list_has_the_title_or_the_whole_first_sentence(heading, caption, title):
    assert title_of(heading, caption) == title


def test_the_drawing_has_a_stroke_for_each_event_of_its_years(dataset):
    code, caption = drawing(dataset, [1931, 1945])
    first = [dataset.bounds(event).first_named.year for event in dataset.events["id"]]
    within = sum(1931 <= year <= 1945 for year in first)
    strokes = re.findall(r"\(0\.\d+, \d+, \)", code)
    assert len(strokes) == within > 500
    assert caption.startswith(f"The record, 1931 to 1945: a stroke for each of {within} events")
    assert len(re.findall(r"\(0\.\d+, \d+, \)", drawing(dataset)[0])) == len(first)


def test_abbreviations_are_in_the_order_of_the_alphabet_and_each_is_told_once():
    path = ROOT / "book" / "abbreviations.csv"
    told = abbreviations(path)
    rows = list(csv.DictReader(path.open(encoding="utf-8", newline="")))
    assert len(told) == len(rows)
    assert list(told) == sorted(told, key=str.casefold)
    assert told["FRUS"] == "Foreign Relations of the United States"
    assert all(meaning[0].isupper() and meaning[-1] != "." for meaning in told.values())


def test_an_abbreviation_that_opens_the_short_form_of_a_source_is_told():
    # Notes and lists of works print short forms; the test of the prose leaves both out.
    works = (ROOT / "data" / "references.bib").read_text(encoding="utf-8")
    opening = set(re.findall(r"^\s*shorthand = \{\W*([A-Z]{2,}[0-9]*)\b", works, re.MULTILINE))
    assert {"FRUS", "GUPO", "IMT", "JACAR"} <= opening
    assert opening - set(abbreviations(ROOT / "book" / "abbreviations.csv")) == set()
