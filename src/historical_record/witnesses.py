"""What was read of each work, and where: the copies of witnesses.csv in words.

A work is cited for what it says; a witness is the copy in which somebody saw that. The two are kept
apart as in an edition of a text: a mirror may have been read, and the list says so, but a reader is
sent only to copies that are kept by those who have the right to keep them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from urllib.parse import urlsplit

from historical_time.words import date_text

__all__ = ["MIRROR", "TRANSCRIPTION", "domain_of", "links", "reading"]

MIRROR, TRANSCRIPTION = "mirror", "transcription"
_KINDS = {
    "": "",
    "publisher": "",
    "archive": "",
    TRANSCRIPTION: "in a transcription",
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


def reading(witnesses: Sequence[Mapping[str, str]], told: str = "") -> str:
    """One line: "Read: opening, in a web copy (example.org); accessed on 22 November 2026."

    What was read in several copies is told once, and so is a copy that several things were read
    in. "Not read." where there is no witness. The day is left out where it is the one that the
    entry has ``told``.
    """
    copies: dict[str, dict[str, list[str]]] = {}  # what was read, the kinds of copy, their names
    for row in witnesses:
        of_kind = copies.setdefault(row["read"], {}).setdefault(row["kind"], [])
        of_kind += {row["copy"].translate(_INNER)}.difference(of_kind)
    if not copies:
        return "Not read."
    seen: dict[str, list[str]] = {}
    for read, kinds in copies.items():
        seen.setdefault(_where(kinds), []).append(read)
    said = [
        ", ".join(filter(None, ("; ".join(reads), where and "each " * (len(reads) > 1) + where)))
        for where, reads in seen.items()
    ]
    last = date_text(dt.date.fromisoformat(max(str(row["accessed"])[:10] for row in witnesses)))
    when = "" if last == told else f"; accessed on {last}"
    return f"Read: {'; '.join(said)}{when}."


def _where(kinds: Mapping[str, list[str]]) -> str:
    """In what copies, of the kinds that are told: "also" where there is one of the others."""
    told = {_KINDS[kind]: names if kind == MIRROR else [] for kind, names in kinds.items()}
    words = [
        (f"in {len(names)} web copies" if len(names) > 1 else how)
        + (f" ({', '.join(names)})" if names else "")  # the others are linked
        for how, names in told.items()
        if how
    ]
    return "also " * ("" in told and bool(words)) + " and ".join(words)


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
