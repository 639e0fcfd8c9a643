"""The files of the faces that Typst is handed: Latin ones as they are, the eastern one cut for it.

Debian has Noto's Chinese, Japanese and Korean faces in one collection, whose glyphs share out their
widths among several dictionaries. Typst 0.15 embeds the first face's glyphs with another's widths,
and validators of PDF/UA miss a width that stands in a second dictionary. The face is therefore cut
down to the characters that are printed and its widths are gathered in one dictionary; kept, as the
cuts for the pages are.
"""

from __future__ import annotations

import hashlib
from importlib.metadata import version
from io import BytesIO
from pathlib import Path

from border_wars_book.build import fonts, kept

FOLDER = "print"
POSTSCRIPT = 6  # the name of that kind


def print_faces(text: str, cache: Path) -> list[Path]:
    """The folders of the faces that a document of these words needs."""
    folders = {face.path.parent for face in fonts.latin_faces()}
    for face in fonts.cjk_faces():
        wanted = sorted(fonts.beyond_latin(set(text)) & fonts.characters_of(face))
        if wanted:
            folders.add(_eastern(face, wanted, cache / FOLDER).parent)
    return sorted(folders)


def _eastern(face: fonts.Face, wanted: list[str], cache: Path) -> Path:
    made_of = "".join([*wanted, face.digest, version("fonttools"), __doc__ or ""])
    name = hashlib.sha256(made_of.encode()).hexdigest()[:16]
    folder = cache / name  # of its own: Typst reads all faces of a folder
    if made := kept.find(folder, face.name, "otf"):
        return made
    return kept.keep(folder, face.name, "otf", with_one_dictionary(fonts.cut(face, wanted, None)))


def with_one_dictionary(face: bytes) -> bytes:
    """An OpenType face, its outlines drawn anew, with all its widths in one dictionary."""
    from fontTools.fontBuilder import FontBuilder
    from fontTools.pens.t2CharStringPen import T2CharStringPen
    from fontTools.ttLib import TTFont

    font = TTFont(BytesIO(face), recalcTimestamp=False)
    drawn = {}
    for name, glyph in (glyphs := font.getGlyphSet()).items():
        pen = T2CharStringPen(glyph.width, glyphs)
        glyph.draw(pen)
        drawn[name] = pen.getCharString()
    builder = FontBuilder(font=font)
    builder.setupCFF(font["name"].getDebugName(POSTSCRIPT), {}, drawn, {})
    made = BytesIO()
    font.save(made)
    return made.getvalue()
