"""The typeface of the figures: where its files are, how matplotlib finds them, how wide text is.

Source Sans comes from the PyPI package ``font-source-sans-pro``. Text is measured by adding up
the advances of that packaged font and of nothing on the machine, so that a figure is laid out the
same everywhere. A character the font lacks (Chinese, Japanese, Korean, Arabic) counts as one em
when Unicode calls it wide and as a generous part of an em when not.
"""

from __future__ import annotations

import unicodedata
from base64 import b64encode
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matplotlib.ft2font import FT2Font

FAMILY = "Source Sans Pro"
# What a page or a reader's machine may call it, then faces with Chinese and Japanese.
CSS_FAMILIES = (
    "Source Sans Pro",
    "Source Sans 3",
    "Noto Sans CJK JP",
    "Noto Sans JP",
    "Hiragino Sans",
    "Yu Gothic",
    "sans-serif",
)
_CJK_FAMILIES = ("Noto Sans CJK JP", "Noto Sans JP", "Hiragino Sans", "Yu Gothic")
_FACES = {"regular": "Regular", "semibold": "Semibold"}
_CSS_WEIGHTS = {"regular": 400, "semibold": 600}
_UNKNOWN_NARROW_EM = 0.62


def css_families() -> str:
    """The family list for a ``font-family`` declaration."""
    return ", ".join(f"'{name}'" if " " in name else name for name in CSS_FAMILIES)


def face_path(weight: str = "regular") -> Path:
    """The packaged TrueType file of a weight, 'regular' or 'semibold'."""
    import font_source_sans_pro

    return Path(font_source_sans_pro.font_directory) / f"SourceSansPro-{_FACES[weight]}.ttf"


def css_faces() -> str:
    """Style rules that carry the packaged faces whole, for a page that stands by itself."""
    return "\n".join(
        f'@font-face {{ font-family: "{FAMILY}"; font-weight: {_CSS_WEIGHTS[weight]}; src: '
        f"url(data:font/ttf;base64,{b64encode(face_path(weight).read_bytes()).decode()}) }}"
        for weight in _FACES
    )


def register() -> None:
    """Make the packaged faces known to matplotlib's font manager. Calling it again does nothing."""
    from matplotlib import font_manager

    known = {entry.fname for entry in font_manager.fontManager.ttflist}
    for weight in _FACES:
        path = str(face_path(weight))
        if path not in known:
            font_manager.fontManager.addfont(path)


def families_for(text: str) -> list[str]:
    """The families matplotlib needs for a text: the book's, and for characters it lacks the first
    CJK face this machine has, if any.
    """
    if all(_advance_em(character, "regular")[1] for character in text):
        return [FAMILY]
    return [FAMILY, *_installed_cjk()]


def text_width(text: str, size: float, weight: str = "regular") -> float:
    """Width of one line of text at a font size, in the unit of the size.

    Advances only, without kerning: never narrower than the line is drawn in this font.
    """
    return size * sum(_advance_em(character, weight)[0] for character in text)


@cache
def _installed_cjk() -> tuple[str, ...]:
    from matplotlib import font_manager

    names = {entry.name for entry in font_manager.fontManager.ttflist}
    return tuple(name for name in _CJK_FAMILIES if name in names)[:1]


@cache
def _face(weight: str) -> FT2Font:
    from matplotlib.ft2font import FT2Font

    return FT2Font(str(face_path(weight)))


@cache
def _advance_em(character: str, weight: str) -> tuple[float, bool]:
    """The advance in ems, and whether the packaged font has the character."""
    from matplotlib.ft2font import LoadFlags

    face = _face(weight)
    if face.get_char_index(ord(character)):
        glyph = face.load_char(ord(character), flags=LoadFlags.NO_SCALE)
        return glyph.horiAdvance / face.units_per_EM, True
    if unicodedata.combining(character) or unicodedata.category(character) in ("Cf", "Mn"):
        return 0.0, False
    wide = unicodedata.east_asian_width(character) in ("W", "F")
    return (1.0 if wide else _UNKNOWN_NARROW_EM), False
