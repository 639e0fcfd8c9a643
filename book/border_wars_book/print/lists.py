"""What the lists in the front say of a figure: its number and the sense of its caption."""

from __future__ import annotations

import re

LONGEST_ENTRY = 110  # characters of a caption in the list of figures: a line and a half


def shortened(caption: str) -> str:
    """The figure's number and as much of its caption as one or two lines of the list can hold."""
    number, words = re.fullmatch(r"(\w+\.\s\d+\s)?(.*)", caption, re.S).groups()
    if len(words) > LONGEST_ENTRY:
        words = re.split(r"(?<=[.:;])\s", words, maxsplit=1)[0].rstrip(":;")
    if len(words) > LONGEST_ENTRY:
        words = words[:LONGEST_ENTRY].rsplit(" ", 1)[0] + " …"
    return f"{number or ''}{words}"
