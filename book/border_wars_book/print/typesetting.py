"""Setting the book with Typst, which comes from PyPI and needs nothing of the system.

It is handed the files of the faces, `faces`, and finds no others.
"""

from __future__ import annotations

import sys
from html import unescape
from pathlib import Path
from typing import Any

from border_wars_book.build import fonts
from border_wars_book.build.system import SystemFailure, ensure
from border_wars_book.print.faces import print_faces

STANDARD = "ua-1"


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


def typeset(source: Path | bytes, root: Path, faces: list[Path], **options: Any) -> bytes:
    """A Typst document as a PDF, or in another format; raises `PrintError` with Typst's reason."""
    import typst

    compiler = typst.Compiler(root=root, font_paths=list(map(str, faces)), ignore_system_fonts=True)
    try:
        made, said = compiler.compile_with_warnings(source, **{"format": "pdf", **options})
    except typst.TypstError as error:
        raise PrintError(_told(error)) from error
    for warning in dict.fromkeys(map(_told, said)):
        print(f"Warning: {warning}", file=sys.stderr)
    return bytes(made)


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
    made = typeset(source, source.parent, faces, pdf_standards=STANDARD, timestamp=epoch)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(made)


def _told(error: Any) -> str:
    """A message of Typst with its advice, and where."""
    return "Typst: " + "; ".join([error.message, *error.hints, *error.trace[:1]])
