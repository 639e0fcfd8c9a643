"""Chinese names are read in one way: one reading for a character, one for a word.

A transliteration in Hanyu Pinyin has a syllable for each character. Where a character is read in
two ways in the table, the rarer reading stands only in a row whose note names the character, as it
does for one that has two readings in the language.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from historical_record.problems import Problem
from historical_record.record import Record

__all__ = ["check_pinyin", "syllables"]

SCHEME = "Hanyu Pinyin"
_CHARACTER = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]")
_VOWELS = "aāáǎàeēéěèiīíǐìoōóǒòuūúǔùüǖǘǚǜ"
_SYLLABLE = re.compile(
    rf"(?:zh|ch|sh|[b-df-hj-np-tw-z])?[{_VOWELS}]+(?:ng|n|r)?(?![{_VOWELS}])", re.IGNORECASE
)
_BETWEEN = re.compile(r"[ '’\d-]*")


def syllables(text: str) -> list[str] | None:
    """The syllables of a text in Hanyu Pinyin, in small letters; None where it is none.

    A syllable that begins with a vowel stands at the start of a word or after an apostrophe.
    """
    found = [match[0].lower() for match in _SYLLABLE.finditer(text)]
    return found if found and _BETWEEN.fullmatch(_SYLLABLE.sub("", text)) else None


def check_pinyin(record: Record) -> Iterator[Problem]:
    """Each character and each name has one reading, unless the row says so."""
    names = record.tables["names"]
    readings: dict[str, Counter[str]] = {}
    read: list[tuple[int, list[tuple[str, str]]]] = []
    words: dict[str, int] = {}
    for index, row in enumerate(names.rows):
        said = row.get("transliteration", "")
        if row.get("scheme") != SCHEME or not said:
            continue
        characters, parts = _CHARACTER.findall(row.get("name", "")), syllables(said)
        if parts is None or len(parts) != len(characters):
            message = f"expected {len(characters)} syllables in Hanyu Pinyin, one for a character"
            yield names.problem(index, "transliteration", message)
            continue
        pairs = list(zip(characters, parts, strict=True))
        read.append((index, pairs))
        for character, part in pairs:
            readings.setdefault(character, Counter())[part] += 1
        first = words.setdefault(row.get("name", ""), index)
        if said.casefold() != (other := names.rows[first].get("transliteration", "")).casefold():
            message = f"the same name is {other!r} in line {names.lines[first]}"
            yield names.problem(index, "transliteration", message)
    usual = {character: found.most_common(1)[0][0] for character, found in readings.items()}
    for index, pairs in read:
        for character, part in dict.fromkeys(pairs):
            if part != usual[character] and character not in names.rows[index].get("note", ""):
                message = f"{character} is read {usual[character]!r} in other rows: say why in note"
                yield names.problem(index, "transliteration", message)
