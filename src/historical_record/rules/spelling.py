"""A name is written in one way: letters that changed places, and Russian in Latin letters.

A misspelt word stands once, and the word that it was to be stands elsewhere. A Russian name is
romanised letter by letter, so that name and romanisation bear each other out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from historical_record.cells import Cells
from historical_record.problems import Problem
from historical_record.record import Record

__all__ = ["check_characters", "check_romanised", "check_spelling", "romanised"]

SCHEME = "BGN/PCGN"
_OFTEN = 2  # times that a word stands in the record which a slip was to be
_WORD = re.compile(r"[^\W\d_]{5,}")
_CHARACTERS = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]{2,}")
_OF_NAMES = frozenset("name own_name office label title transliteration".split())
_TOLD = _OF_NAMES | {"summary", "known_for"}
_LETTERS = dict(
    zip(
        "абвгджзийклмнопрстуфхцчшщъыьэюя",
        "a b v g d zh z i y k l m n o p r s t u f kh ts ch sh shch ″ y ’ e yu ya".split(),
        strict=True,
    )
)
_SOFT = {"е": "e", "ё": "ë"}
_AFTER = frozenset("аеёийоуыэюяъь")
"""Letters after which, as at the beginning of a word, a soft vowel has its y."""


def check_characters(record: Record) -> Iterator[Problem]:
    """No name of characters stands once, and often with two of them in turn."""
    names = record.tables["names"]
    entries = record.bibliography.references.values()
    told = [row.get("name", "") for row in names.rows] + [entry.title for entry in entries]
    text = "\n".join(one for one in told if not one.isascii())
    beside = set(pairwise(text))
    for index, row in enumerate(names.rows):
        name = row.get("name", "")
        if not _CHARACTERS.fullmatch(name):
            continue
        others = [one for one in _exchanged(name) if beside.issuperset(pairwise(one))]
        other = max(others, key=text.count, default="")
        if other and text.count(name) == 1 and text.count(other) >= _OFTEN:
            message = f"stands once, and {other!r} more often: is that meant?"
            yield names.problem(index, "name", message)


def check_spelling(record: Record) -> Iterator[Problem]:
    """No word of a name is another that stands in the record, but for two letters in turn."""
    count = Counter(_words("\n".join(text for *_, text in _texts(record, _TOLD))))
    meant = {
        word: other
        for word, times in count.items()
        if times == 1 and (other := _meant(word, count))
    }
    for cells, index, column, text in _texts(record, _OF_NAMES) if meant else ():
        for word in meant.keys() & _words(text):
            message = f"{word!r} stands once: is {meant[word]!r} meant?"
            yield cells.problem(index, column, message)


def _texts(record: Record, columns: frozenset[str]) -> Iterator[tuple[Cells, int, str, str]]:
    """The cells of some columns, wherever they are: table, row, column and text."""
    for cells in record.tables.values():
        for column in columns.intersection(cells.table.column_names):
            yield from (
                (cells, at, column, text)
                for at, row in enumerate(cells.rows)
                if (text := row.get(column))
            )


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower())


def _meant(word: str, count: Counter[str]) -> str:
    return next((other for other in _exchanged(word) if count[other] >= _OFTEN), "")


def _exchanged(word: str) -> Iterator[str]:
    """A word with each two neighbours in turn that differ."""
    for at, (one, other) in enumerate(pairwise(word)):
        if one != other:
            yield word[:at] + other + one + word[at + 2 :]


def romanised(name: str) -> str:
    """A Russian name in Latin letters, by the system of BGN and PCGN of 1947.

    >>> romanised("Хасан"), romanised("Приморье"), romanised("Ергунь")
    ('Khasan', 'Primor’ye', 'Yergun’')
    """
    written, before = "", ""
    for letter in name:
        small = letter.lower()
        sound = _LETTERS.get(small, letter)
        if small in _SOFT:
            begins = not before.isalpha() or before in _AFTER
            sound = ("y" if begins else "") + _SOFT[small]
        written += sound[:1].upper() + sound[1:] if letter != small else sound
        before = small
    return written


def check_romanised(record: Record) -> Iterator[Problem]:
    """A Russian name in the scheme of BGN and PCGN is romanised by it, letter by letter."""
    names = record.tables["names"]
    for index, row in enumerate(names.rows):
        if row.get("scheme") != SCHEME or row.get("language") != "ru":
            continue
        if row.get("transliteration") != (expected := romanised(row.get("name", ""))):
            message = f"not the name in {SCHEME}: expected {expected!r}"
            yield names.problem(index, "transliteration", message)
