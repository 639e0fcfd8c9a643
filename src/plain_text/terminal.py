"""Text on a terminal: shown, never obeyed.

A terminal takes some characters for orders (ECMA-48: an escape clears the screen, changes colours,
renames the window) and turns lines about at others. Such characters are written as Python would
write them in a string, so that a message can be read and copied.
"""

from __future__ import annotations

import contextlib
import re
import sys
from collections.abc import Iterator
from typing import Any

from plain_text.rules import is_unseen

__all__ = ["plain_output", "visible"]

_LINES = re.compile("([\n\t])")


def visible(text: str) -> str:
    """The text with every character that cannot be seen in its escaped form, line ends too."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(
        character.encode("unicode_escape").decode("ascii")
        if character != " " and is_unseen(character)
        else character
        for character in text
    )


class _Plain:
    """A stream of text that keeps its line ends and tabs and shows every other control."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        parts = _LINES.split(text)
        parts[::2] = map(visible, parts[::2])
        self._stream.write("".join(parts))
        return len(text)

    def writelines(self, lines: Any) -> None:
        for line in lines:
            self.write(line)

    def isatty(self) -> bool:
        """No, so that nobody writes colours, which would be shown as signs."""
        return False

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


@contextlib.contextmanager
def plain_output() -> Iterator[None]:
    """While it lasts, whatever this process prints or complains of is plain text."""
    streams = sys.stdout, sys.stderr
    sys.stdout, sys.stderr = map(_Plain, streams)
    try:
        yield
    finally:
        sys.stdout, sys.stderr = streams
