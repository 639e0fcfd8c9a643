"""Text from outside: which is accepted, and how terminals and spreadsheets are given it."""

import csv
import io
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plain_text import LONGEST, fault, plain_output, safe_cell, safe_csv, visible
from plain_text.rules import _REFUSED
from plain_text.spreadsheet import as_written

REFUSED = {
    "escape": ("\x1b[31mred", "U+001B at position 1: '\\x1b', a control"),
    "turned about": ("abc\u202edef", "U+202E at position 4: '\\u202e', RIGHT-TO-LEFT OVERRIDE"),
    "isolate": ("a\u2067b\u2069", "U+2067 at position 2: '\\u2067', RIGHT-TO-LEFT ISOLATE"),
    "isolate's end": ("a\u2069b", "POP DIRECTIONAL ISOLATE"),
    "Arabic mark": ("a\u061cb", "ARABIC LETTER MARK"),
    "tag": ("A\U000e0041b", "'\\U000e0041', TAG LATIN CAPITAL LETTER A"),
    "filler": ("a\u3164b", "HANGUL FILLER"),
    "half filler": ("a\uffa0b", "HALFWIDTH HANGUL FILLER"),
    "joiner": ("a\u034fb", "COMBINING GRAPHEME JOINER"),
    "variation selector": ("葛\U000e0100", "VARIATION SELECTOR-17"),
    "soft hyphen": ("a\u00adb", "SOFT HYPHEN"),
    "no-break space": ("a\u00a0b", "NO-BREAK SPACE"),
    "blank pattern": ("a\u2800b", "BRAILLE PATTERN BLANK"),
    "private": ("a\ue000b", "U+E000"),
    "unassigned": ("a\u0378b", "no assigned character"),
    "half a pair": ("a\ud800b", "'\\ud800'"),
    "line separator": ("a\u2028b", "LINE SEPARATOR"),
    "script without a face": ("ا", "ARABIC LETTER ALEF; no face of the book draws it"),
    "emoji": ("\U0001f600", "GRINNING FACE; no face of the book draws it"),
    "Cyrillic in Latin": ("Hir\u043eshima", "position 3: LATIN SMALL LETTER R beside CYRILLIC"),
    "Latin in Cyrillic": ("Хac\u0430н", "mixed scripts at position 1"),
    "Greek in Latin": ("Hir\u03bfshima", "GREEK SMALL LETTER OMICRON"),
    "spaces": ("    four", "white space at the ends"),
    "pieces": ("e\u0301", "normal form C"),
    "length": ("x" * 200_000, f"too long: 200000 characters, expected at most {LONGEST}"),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_a_text_is_refused_with_the_character_named(kind):
    text, message = REFUSED[kind]
    found = fault(text)
    assert message in found
    assert found.isascii()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Lake Khasan (張鼓峰, ちょうこほう; Хасан)",
        "the “T-34” – ½ of them, 49.5° N … Ōsaka",
        "И-16 и T-26",
        "Халхын гол, Өөрийн",
        "«Правда», 9 августа",
        "'=x' & <b> {{y}} $z$",
    ],
)
def test_what_the_record_writes_is_accepted(text):
    assert fault(text) is None


def test_no_accepted_character_is_unseen():
    from plain_text.rules import is_unseen

    accepted = {chr(code) for code in range(0x21, 0x110000) if not _REFUSED.match(chr(code))}
    assert [f"{ord(char):x}" for char in accepted if is_unseen(char)] == []


@settings(deadline=None)
@given(st.text())
def test_what_is_shown_gives_a_terminal_no_order(text):
    shown = visible(text)
    assert shown.replace(" ", "").isprintable() or shown == ""
    assert visible(shown) == shown


def test_a_terminal_gets_lines_and_tabs_and_nothing_else(capsys):
    with plain_output():
        print("a\x1b[2Jb\tc\u202e")
        print("d\x9be", file=sys.stderr)
    printed = capsys.readouterr()
    assert printed.out == "a\\x1b[2Jb\tc\\u202e\n"
    assert printed.err == "d\\x9be\n"


@pytest.mark.parametrize(
    "command",
    [
        ["analysis", "interval", "\x1b[31mx", "nagasaki"],
        ["analysis", "\x1b[31m"],
        ["analysis", "check", "data", "\x1b[31m"],
        ["analysis", "check", "no\x1b[2Jfolder"],
        ["border_wars_book", "build", "\x1b[31m"],
        ["border_wars_book", "system", "\x1b[31m"],
        ["border_wars_book", "build", "html", "\x1b[31m"],
    ],
)
def test_no_command_line_repeats_an_order(command):
    run = subprocess.run([sys.executable, "-m", *command], capture_output=True)
    assert run.returncode in (1, 2)
    assert b"\x1b" not in run.stdout + run.stderr
    assert b"x1b[" in run.stdout + run.stderr
    assert b"Traceback" not in run.stderr


FORMULAS = [
    *('=HYPERLINK("http://x")', "+1+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", "\r=1"),
    *("＝1+1", "＋1", "－1", "＠x", "- a dash", "+ a plus", "---", "+++", "'=1", "''-x"),
]
AS_THEY_ARE = [
    "-70.74",
    "+09:00",
    "-5",
    "-1,5",
    "1938-07-29",
    "",
    "'Ten' in one text",
    "a=b",
    3.5,
    None,
]


@pytest.mark.parametrize("text", FORMULAS)
def test_a_formula_is_text_in_a_spreadsheet_and_can_be_had_back(text):
    safe = safe_cell(text)
    assert safe == f"'{text}"
    assert as_written(safe) == text


@pytest.mark.parametrize("value", AS_THEY_ARE)
def test_numbers_dates_offsets_and_words_are_left_alone(value):
    assert safe_cell(value) == value
    assert not isinstance(value, str) or as_written(value) == value


@settings(deadline=None)
@given(st.text("'=+-@\t\r＝a1. :", max_size=6))
def test_taking_the_first_apostrophe_away_gives_every_text_back(text):
    assert as_written(safe_cell(text)) == text


def test_a_file_without_a_formula_keeps_its_bytes_and_one_with_it_its_cells():
    sound = 'a,b\n"x, y",-5\n'
    assert safe_csv(sound) == sound
    rows = [["name", "=1"], ["=2", 'a"b'], ["-3", "two\nlines"]]
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    safe = list(csv.reader(io.StringIO(safe_csv(text.getvalue()), newline="")))
    assert safe == [["name", "'=1"], ["'=2", 'a"b'], ["-3", "two\nlines"]]
