"""The book's typefaces: Source Serif and Source Sans, with Noto's Chinese and Japanese.

The first two come from PyPI, the third from the system.  For the page each face is cut down to the
characters the book uses and packed as WOFF2; for print the whole files are handed to WeasyPrint,
which cuts them itself.  Nothing binary is kept in the repository.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from io import BytesIO
from pathlib import Path

from border_wars_book.system import find_cjk_font

SERIF, SANS, CJK = "Source Serif Pro", "Source Sans Pro", "Book CJK"
CJK_PACKAGE = "fonts-noto-cjk"
# Places of the regional faces in Noto's collections.
JAPANESE, SIMPLIFIED = 0, 2
FEATURES = (
    "kern",
    "liga",
    "mark",
    "mkmk",
    "ccmp",
    "locl",
    "lnum",
    "onum",
    "tnum",
    "pnum",
    "smcp",
    "sups",
    "frac",
    "case",
)
BASIC = "".join(map(chr, range(0x20, 0x7F))) + "\u00a0–—‘’“”…·×−→•§†"


@dataclass(frozen=True)
class Face:
    """One file of a family."""

    family: str
    path: Path
    weight: int
    italic: bool
    number: int = 0

    @property
    def name(self) -> str:
        """The name of the file the page loads."""
        return f"{self.path.stem}-{self.number}".lower()


def latin_faces() -> list[Face]:
    """Source Serif and Source Sans, as their packages carry them."""
    styles = (
        ("Regular", 400, False),
        ("It", 400, True),
        ("Semibold", 600, False),
        ("SemiboldIt", 600, True),
    )
    faces = []
    for family, package in ((SERIF, "serif"), (SANS, "sans")):
        folder = Path(str(resources.files(f"font_source_{package}_pro"))) / "files"
        stem = f"Source{package.title()}Pro"
        faces += [
            Face(family, folder / f"{stem}-{style}.ttf", weight, italic)
            for style, weight, italic in styles
        ]
    return faces


def cjk_faces() -> list[Face]:
    """The Chinese and Japanese companion; empty when the system has none."""
    path = find_cjk_font("Serif", "Regular")
    return [Face(CJK, path, 400, False, JAPANESE)] if path else []


@cache
def characters_of(face: Face) -> frozenset[str]:
    """Every character a face can draw."""
    from fontTools.ttLib import TTFont

    with TTFont(face.path, fontNumber=face.number, lazy=True) as font:
        return frozenset(map(chr, font.getBestCmap()))


def pack(face: Face, wanted: set[str], cache: Path) -> bytes | None:
    """The face with only the wanted characters, as WOFF2; None when it has none of them."""
    from fontTools import subset
    from fontTools.ttLib import TTFont

    drawn = sorted(wanted & characters_of(face))
    if not drawn:
        return None
    key = hashlib.sha256("".join(drawn).encode() + face.path.name.encode()).hexdigest()[:16]
    kept = cache / f"{face.name}-{key}.woff2"
    if kept.exists():
        return kept.read_bytes()
    options = subset.Options(
        flavor="woff2",
        layout_features=list(FEATURES),
        hinting=False,
        desubroutinize=True,
        notdef_outline=True,
        name_IDs=[1, 2, 4, 6, 13, 14],
    )
    font = TTFont(face.path, fontNumber=face.number)
    subsetter = subset.Subsetter(options)
    subsetter.populate(text="".join(drawn))
    subsetter.subset(font)
    packed = BytesIO()
    font.flavor = "woff2"
    font.save(packed)
    cache.mkdir(parents=True, exist_ok=True)
    kept.write_bytes(packed.getvalue())
    return packed.getvalue()


def page_fonts(text: set[str], folder: Path, cache: Path) -> str:
    """Write the packed faces into `folder`; the answer is the style sheet that names them."""
    folder.mkdir(parents=True, exist_ok=True)
    wanted = text | set(BASIC)
    latin = {char for char in wanted if ord(char) < 0x2E80}
    covered: set[str] = set()
    rules = []
    for face in latin_faces():
        packed = pack(face, latin, cache)
        covered |= characters_of(face)
        if packed:
            (folder / f"{face.name}.woff2").write_bytes(packed)
            rules.append(_rule(face, latin & characters_of(face)))
    for face in cjk_faces():
        rest = wanted - covered
        packed = pack(face, rest, cache)
        if packed:
            (folder / f"{face.name}.woff2").write_bytes(packed)
            rules.append(
                _rule(face, rest & characters_of(face), "U+2E80-9FFF,U+F900-FFEF,U+AC00-D7A3")
            )
    return "\n".join(rules)


def _rule(face: Face, drawn: set[str], extent: str = "") -> str:
    reach = f"unicode-range:{extent or _ranges(drawn)};"
    return (
        f"@font-face{{font-family:'{face.family}';font-weight:{face.weight};"
        f"font-style:{'italic' if face.italic else 'normal'};font-display:swap;{reach}"
        f"src:url('fonts/{face.name}.woff2') format('woff2')}}"
    )


def _ranges(drawn: set[str]) -> str:
    """The characters as `unicode-range`, neighbours joined."""
    codes = sorted(map(ord, drawn))
    spans: list[list[int]] = []
    for code in codes:
        if spans and code <= spans[-1][1] + 1:
            spans[-1][1] = code
        else:
            spans.append([code, code])
    return ",".join(f"U+{a:X}" if a == b else f"U+{a:X}-{b:X}" for a, b in spans)


def print_style_sheet() -> str:
    """`@font-face` rules for WeasyPrint: the whole files."""
    rules = [
        f"@font-face{{font-family:'{face.family}';font-weight:{face.weight};"
        f"font-style:{'italic' if face.italic else 'normal'};src:url('{face.path.as_uri()}')}}"
        for face in latin_faces()
    ]
    return "\n".join(rules)


def undrawable(text: set[str]) -> set[str]:
    """Characters that no face of the book has."""
    drawn = {char for char in text if ord(char) <= 0x20 or char in "\u00ad\u200b\u2009\u202f\u2060"}
    for face in [*latin_faces(), *cjk_faces()]:
        if face.italic:
            continue
        drawn |= text & characters_of(face)
    return text - drawn
