"""Writing Typst code: values as literals, so that no text is ever read as markup.

A document is written in Typst's code mode, a call for every block. Content stands between braces,
`{ "text" emph({ "more" }) }`, where neighbouring strings and elements are joined in their order.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date

_LONG_WORD = re.compile(r"[!-~]{15,}")
_JOINT = re.compile(r"(?<=[/_.?&=,])(?=[^/_.?&=,])")
_APOSTROPHE = re.compile(r"(?<=[^\W\d_])'(?=[^\W\d_])")
# Not the number of a document (1428-326ss), a month (1938-07) or what is longer than two numbers.
_RANGE = re.compile(r"(?<![\w./–-])(?!\d{4}-(?:0\d|1[0-2])\b)(\d[\d,]*)-(\d[\d,]*)(?![\w/–-]|\.\d)")
_ESCAPED = {
    ord("\\"): "\\\\",
    ord('"'): '\\"',
    ord("\n"): "\\n",
    ord("\r"): None,
    ord("\t"): "\\t",
}


class Code(str):
    """Typst code, which `value` leaves as it is."""

    __slots__ = ()


def string(text: str) -> Code:
    """A string literal."""
    return Code(f'"{text.translate(_ESCAPED)}"')


def pieces(text: str) -> list[str]:
    """Text cut where its longest words, addresses mostly, may be broken: after their signs."""
    cut = _LONG_WORD.sub(lambda word: _JOINT.sub("\0", word[0]), text.replace("\0", ""))
    return cut.split("\0") if cut else []


def words(text: str) -> Code:
    """String literals, with `wbr` where a long word may be broken."""
    return Code(" + wbr + ".join(map(string, pieces(text))))


def running(text: str) -> Code:
    """Text of the record as a printer sets it: apostrophes, and a dash from number to number."""
    return words(_RANGE.sub(r"\1–\2", _APOSTROPHE.sub("’", text)))


def value(given: object) -> Code:
    """A Python value as Typst writes it: text, numbers, lists, mappings, None; code as it is."""
    if isinstance(given, Code):
        return given
    if given is None or isinstance(given, bool):
        return Code(str(given).lower())
    if isinstance(given, str):
        return string(given)
    if isinstance(given, int | float):
        return Code(repr(given))
    if isinstance(given, date):
        return call("datetime", year=given.year, month=given.month, day=given.day)
    if isinstance(given, Mapping):
        pairs = "".join(f"{string(str(key))}: {value(one)}, " for key, one in given.items())
        return Code(f"({pairs})" if pairs else "(:)")
    if isinstance(given, Iterable):
        return Code(f"({''.join(f'{value(one)}, ' for one in given)})")
    raise TypeError(f"no Typst for {type(given).__name__}")


def content(parts: Iterable[str]) -> Code:
    """Code of several expressions as one content."""
    inside = "\n".join(part for part in parts if part)
    return Code(f"{{\n{inside}\n}}" if inside else "[]")


def call(function: str, *given: object, **named: object) -> Code:
    """A call; an underscore in the name of an argument is a hyphen in Typst."""
    arguments = [value(one) for one in given]
    arguments += [f"{name.replace('_', '-')}: {value(one)}" for name, one in named.items()]
    return Code(f"{function}({', '.join(arguments)})")
