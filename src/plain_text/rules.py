"""Which text is accepted: characters that can be seen and drawn, one script to a word, no length
that nobody would read.

The characters are listed, not the exceptions: controls, marks that turn the direction of reading
(Unicode Standard Annex 9), tags, fillers, private and unassigned characters are refused because
they are not in the list, whatever they are called. The list holds what the book's faces can draw:
Latin, Greek and Cyrillic letters and signs of Source Serif and Source Sans, and Chinese, Japanese
and Korean of Noto CJK. A letter of another script would cost a printed page, so the row that has
it is told.

Words that mix look-alike scripts follow Unicode Technical Standard 39, restriction level "highly
restrictive": Latin beside Chinese or Japanese is usual, Latin beside Cyrillic is a slip or a trick.
"""

from __future__ import annotations

import re
import unicodedata

__all__ = ["LONGEST", "fault", "is_unseen"]

LONGEST = 4000
"""The most characters of one text; the longest of the record has a ninth of that."""

_LATIN = "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff\uff21-\uff3a\uff41-\uff5a"
_GREEK = "\u0370-\u03ff\u1f00-\u1fff"
_CYRILLIC = "\u0400-\u052f"
_MARKS = "\u0300-\u036f"

# Hexadecimal code points. First those that every upright face of the book's Latin families has,
# then those of the companion for Chinese, Japanese and Korean.
_ACCEPTED = """
20-7E A1-AC AE-12B 12E-131 134-149 14C-165 168-17E 18F 192 1A0-1A1 1AF-1B0 1CD-1DC 1E6-1E7
1F8-1F9 218-21B 259 2BB-2BC 2BE-2BF 2C6-2C7 300-304 306-30C 323-324 326-328
386 388-38A 38C 38E-3A1 3A3-3CE 400-45F 462-463 472-475 490-493 496-49B 4A0-4A3 4AA-4AB 4AE-4B3
4B6-4B7 4BA-4BB 4C1-4C2 4CF-4D1 4D4-4D9 4E2-4E3 4E6-4E9 4EE-4EF 4F2-4F3
1E0C-1E0F 1E20-1E21 1E24-1E25 1E2A-1E2B 1E36-1E3B 1E42-1E49 1E5A-1E63 1E6C-1E6F 1E80-1E85
1E8E-1E8F 1E92-1E93 1E9E 1EA0-1EF9 2010 2012-2015 2018-201A 201C-201E 2020-2022 2026 2030
2032-2033 2039-203A 2044 2070 2074-2079 2080-2089 20A9 20AC 20BD 2116 2122 2153-2154 215B-215E
2190-2193 2211-2212 221A 221E 2248 2260 2264-2265
3001-3029 3030-303D 3041-3096 3099-309A 309D-30FF 3105-312F 31F0-31FF 3400-4DB5 4E00-9FEA
AC00-D7A3 FF01-FF9F FFE0-FFE2 FFE4-FFE6
"""


def _ranges(listed: str) -> str:
    spans = [span.partition("-") for span in listed.split()]
    return "".join(
        f"{re.escape(chr(int(first, 16)))}-{re.escape(chr(int(last or first, 16)))}"
        for first, _, last in spans
    )


_REFUSED = re.compile(f"[^{_ranges(_ACCEPTED)}]")
_MIXED = re.compile(
    "|".join(
        f"([{one}])[{_MARKS}]*([{others}])"
        for one, others in (
            (_LATIN, _GREEK + _CYRILLIC),
            (_GREEK, _LATIN + _CYRILLIC),
            (_CYRILLIC, _LATIN + _GREEK),
        )
    )
)
# Letters by their category that leave nothing on the page: Unicode's default ignorable ones.
_BLANK = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\ufffc\ufffd"
    "\U000e0100-\U000e01ef]"
)
_UNSEEN_CATEGORIES = ("Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp", "Zs")


def fault(text: str) -> str | None:
    """What is wrong with a text, or None. Blank text is right.

    A character is given by its number, its place (counted from 1) and its name, never by itself.

    >>> fault(" four")
    'white space at the ends: expected none'
    """
    if text != text.strip():
        return "white space at the ends: expected none"
    if refused := _REFUSED.search(text):
        return _character_fault(refused[0], refused.start() + 1)
    if not text.isascii():
        if not unicodedata.is_normalized("NFC", text):
            return "not in Unicode normal form C: expected composed characters"
        if mixed := _MIXED.search(text):
            one, other = (letter for letter in mixed.groups() if letter)
            return (
                f"mixed scripts at position {mixed.start() + 1}: {_name(one)} beside "
                f"{_name(other)}, expected one script in a word"
            )
    if len(text) > LONGEST:
        return f"too long: {len(text)} characters, expected at most {LONGEST}"
    return None


def is_unseen(character: str) -> bool:
    """Whether a character leaves nothing on a page: a control, an invisible mark, white space."""
    category = unicodedata.category(character)
    return category in _UNSEEN_CATEGORIES or bool(_BLANK.match(character))


def _character_fault(character: str, position: int) -> str:
    number = f"U+{ord(character):04X}"
    unseen = is_unseen(character)
    what = "control or invisible character" if unseen else "character"
    shown = character.encode("unicode_escape").decode("ascii")
    why = "expected none" if unseen else "no face of the book draws it"
    return f"{what} {number} at position {position}: '{shown}', {_name(character)}; {why}"


def _name(character: str) -> str:
    unnamed = "a control" if unicodedata.category(character) == "Cc" else "no assigned character"
    return unicodedata.name(character, unnamed)
