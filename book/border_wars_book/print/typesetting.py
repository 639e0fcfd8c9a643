"""Setting the book with Typst, which comes from PyPI and needs nothing of the system.

It is handed the files of the faces, `faces`, and finds no others.
"""

from __future__ import annotations

import json
import sys
from html import unescape
from pathlib import Path
from typing import Any

from border_wars_book.build import fonts
from border_wars_book.build.system import SystemFailure, ensure
from border_wars_book.print.faces import print_faces
from border_wars_book.print.typst import value

STANDARD = "ua-1"
STRAYS = "strays.typ"
ROUNDS = 4  # in which a document is set anew where notes stand before their marks


class PrintError(Exception):
    """The PDF cannot be made; the message says why."""


def drawable(source: str) -> tuple[str, list[str]]:
    """The text with every character that no face has replaced by its number, and those.

    A character costs its own place on the page, never the page. Only where the whole companion for
    Chinese and Japanese is missing is `PrintError` raised: its package has then to be installed.
    """
    lacking = sorted(fonts.undrawable(set(unescape(source))))
    if fonts.beyond_latin(set(lacking)) and not fonts.cjk_faces():
        raise PrintError(
            f"{len(lacking)} characters have no glyph in the book's fonts: "
            f"{numbers_of(lacking[:12])}. "
            f"The font package that should bring them: {fonts.CJK_PACKAGE}."
        )
    return source.translate({ord(char): f"[{_number(char)}]" for char in lacking}), lacking


def _number(char: str) -> str:
    return f"U+{ord(char):04X}"


def numbers_of(chars: list[str]) -> str:
    """Characters by their numbers in Unicode."""
    return " ".join(map(_number, chars))


class Typesetter:
    """Sets documents below a folder in faces from these folders.

    What is set again is set faster, where little has changed.
    """

    def __init__(self, root: Path, faces: list[Path]) -> None:
        import typst

        paths = list(map(str, faces))
        self._failure = typst.TypstError
        self._compiler = typst.Compiler(root=root, font_paths=paths, ignore_system_fonts=True)

    def set(self, source: Path | bytes, **options: Any) -> bytes:
        """A document as a PDF, or in another format; raises `PrintError` with Typst's reason."""
        try:
            made, said = self._compiler.compile_with_warnings(
                source, **{"format": "pdf", **options}
            )
        except self._failure as error:
            raise PrintError(_told(error)) from error
        for warning in dict.fromkeys(map(_told, said)):
            print(f"Warning: {warning}", file=sys.stderr)
        return bytes(made)

    def marked(self, label: str) -> set[str]:
        """What the document that was set last says at the places with this label."""
        return {one["value"] for one in json.loads(self._compiler.query(f"<{label}>"))}


def write_pdf(source: Path, words: str, target: Path, cache: Path, epoch: int) -> None:
    """Set a document that has these words, and write it as PDF/UA-1.

    Raises `PrintError` where the document has a fault or the face for Chinese and Japanese is
    missing and cannot be installed.
    """
    try:
        ensure(["pdf"])
    except SystemFailure as error:
        raise PrintError(f"The PDF needs more than pip can bring.\n{error}") from error
    faces = print_faces(words, cache)
    setter, strays = Typesetter(source.parent, faces), set[str]()
    for _ in range(ROUNDS):
        (source.parent / STRAYS).write_text(f"#let strays = {value(sorted(strays))}\n", "utf-8")
        made = setter.set(source, pdf_standards=STANDARD, timestamp=epoch)
        if (found := setter.marked("stray")) <= strays:
            break
        strays |= found
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(made)


def _told(error: Any) -> str:
    """A message of Typst with its advice, and where."""
    return "Typst: " + "; ".join([error.message, *error.hints, *error.trace[:1]])
