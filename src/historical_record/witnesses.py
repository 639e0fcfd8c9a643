"""What was read of each work, and where: the copies of witnesses.csv in words.

A work is cited for what it says; a witness is the copy in which somebody saw that. The two are kept
apart as in an edition of a text: a mirror may have been read, and the list says so, but a reader is
sent only to copies that are kept by those who have the right to keep them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from urllib.parse import urlsplit

from historical_time.words import date_text

__all__ = ["MIRROR", "domain_of", "links", "reading"]

MIRROR = "mirror"
_KINDS = {
    "publisher": "",
    "archive": "",
    "transcription": "in a transcription",
    MIRROR: "in a web copy",
}
_INNER = str.maketrans("()", "[]")  # brackets within brackets
_SECOND_LEVEL = frozenset("ac co com edu gov go ne net or org".split())
_COUNTRY = 2


def links(witnesses: Iterable[Mapping[str, str]]) -> list[tuple[str, str]]:
    """The copies a reader may be sent to, ``(name, address)``, in the order of the table."""
    return [
        (row["copy"], row["address"])
        for row in witnesses
        if row["address"] and row["kind"] != MIRROR
    ]


def reading(witnesses: Iterable[Mapping[str, str]], told: str = "") -> str:
    """One line: "Read: opening, in a web copy (example.org); accessed on 22 November 2026."

    "Not read." where there is no witness. The day is left out where it is the one that the entry
    has ``told``.
    """
    seen, days = [], []
    for row in witnesses:
        how = _KINDS[row["kind"]]
        copy = row["copy"].translate(_INNER)
        named = f" ({copy})" if row["kind"] == MIRROR else ""  # the others are linked
        seen.append(", ".join(filter(None, (row["read"], how + named))))
        days.append(str(row["accessed"])[:10])
    if not seen:
        return "Not read."
    last = date_text(dt.date.fromisoformat(max(days)))
    when = "" if last == told else f"; accessed on {last}"
    return f"Read: {'; '.join(seen)}{when}."


def domain_of(address: str) -> str:
    """The part of an address that one owner has: ``bibliboba.online``, ``example.co.jp``.

    "" where there is none.
    """
    try:
        labels = (urlsplit(address).hostname or "").lower().split(".")
    except ValueError:
        return ""
    own = 3 if len(labels[-1]) == _COUNTRY and labels[-2:-1] and labels[-2] in _SECOND_LEVEL else 2
    return ".".join(labels[-own:])
