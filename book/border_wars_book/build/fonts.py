"""The book's typefaces: Source Serif and Source Sans, with Noto's Chinese and Japanese.

The first two come from PyPI, the third from the system.  For the page each face is cut down to the
characters that are used and packed as WOFF2; for print the whole files are handed to Typst, which
cuts them itself.  Nothing binary is kept in the repository.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import cache
from importlib import resources
from importlib.metadata import version
from io import BytesIO
from pathlib import Path
from typing import Any

from border_wars_book.build import kept
from border_wars_book.build.companion import (
    CJK,
    SYSTEMS,
    Spoken,
    beyond_latin,
    characters_in,
    companion_name,
    companion_rule,
    forms_of,
    spoken_in,
)
from border_wars_book.build.system import find_cjk_font

SERIF, SANS = "Source Serif Pro", "Source Sans Pro"
CJK_PACKAGE = "fonts-noto-cjk"
JAPANESE = "JP"  # of Noto's regional faces
# Those that the style asks for, and those that a browser applies of itself.
FEATURES = ("kern", "liga", "mark", "mkmk", "ccmp", "locl", "lnum", "onum", "tnum", "pnum")
UNITS = 500
"""To the em of a companion on a page, half of what it is drawn with: a tenth of a pixel at three
times the size of the text, and a sixth less to send."""
# Of the forms that a face has for each country, those of the languages marked in the pages.
SCRIPTS = (
    "DFLT",
    *(
        f"{script}.{language}"
        for script in ("latn", "cyrl", "grek", "hani", "kana", "hang")
        for language in ("dflt", *SYSTEMS.values())
    ),
)
COPYRIGHT, LICENCE = 0, 13
RESERVED = (1, 4, 6, 16)  # the names by which a system or a program offers a face
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

    @property
    def digest(self) -> str:
        """What the file is, whatever its name."""
        return _digest_of(self.path)


@cache
def _digest_of(path: Path) -> str:
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()


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
    return [Face(CJK, path, 400, False, number_of(path, JAPANESE, 400))] if path else []


@cache
def number_of(path: Path, region: str, weight: int) -> int:
    """The place in a Noto collection of a region's face: of this weight, or of any weight.

    A file that is no collection holds one face, that of the region and weight in its name.
    """
    from fontTools.ttLib import TTCollection

    if path.suffix == ".otf":
        return 0
    with TTCollection(path, lazy=True) as collection:
        for number, font in enumerate(collection):
            regional = font["name"].getBestFamilyName().endswith(f"CJK {region}")
            if regional and ("fvar" in font or font["OS/2"].usWeightClass == weight):
                return number
    raise LookupError(f"{path}: no face for {region} of weight {weight} in this collection")


@cache
def characters_of(face: Face) -> frozenset[str]:
    """Every character a face can draw."""
    from fontTools.ttLib import TTFont

    with TTFont(face.path, fontNumber=face.number, lazy=True) as font:
        return frozenset(map(chr, font.getBestCmap()))


def _respect_reserved_name(font: Any) -> None:
    """A cut face is a changed one, and may not bear the name its licence reserves (OFL 1.1, 3)."""
    names = font["name"]
    found = re.search(r"Reserved Font Name ['‘\"]([^'’\"]+)", names.getDebugName(COPYRIGHT) or "")
    if not found:
        return
    for record in names.names:
        if record.nameID in RESERVED:
            record.string = str(record).replace(found[1], "Book")


def cut(
    face: Face, characters: list[str], flavour: str | None, spoken: Spoken | None = None
) -> bytes:
    """The face with these characters alone, one face of one weight, without hints."""
    from fontTools import subset
    from fontTools.ttLib import TTFont

    options = subset.Options(
        layout_features=list(FEATURES),
        layout_scripts=list(SCRIPTS),
        layout_closure=spoken is None,
        hinting=False,
        desubroutinize=True,
        notdef_outline=True,
        name_IDs=[COPYRIGHT, *RESERVED, 2, 7, LICENCE, 14],
    )
    font = TTFont(face.path, fontNumber=face.number, recalcTimestamp=False)
    _respect_reserved_name(font)
    subsetter = subset.Subsetter(options)
    subsetter.populate(text="".join(characters), glyphs=forms_of(font, spoken or {}))
    subsetter.subset(font)
    if "fvar" in font:
        from fontTools.varLib import instancer

        instancer.instantiateVariableFont(font, {"wght": face.weight}, inplace=True)
    if flavour and spoken is not None:
        from fontTools.ttLib.scaleUpem import scale_upem

        scale_upem(font, UNITS)
    font.flavor = flavour
    made = BytesIO()
    font.save(made)
    return made.getvalue()


def _kept(
    face: Face, wanted: set[str], cache: Path, suffix: str, spoken: Spoken | None = None
) -> Path | None:
    """A cut of the face, made if it is not in the cache; None when it has none of them."""
    drawn = sorted(wanted & characters_of(face))
    if not drawn:
        return None
    told = [f"{language}{''.join(sorted(own))}" for language, own in sorted((spoken or {}).items())]
    made_of = "".join(
        [*drawn, *told, *FEATURES, *SCRIPTS, str(UNITS), face.digest, version("fonttools")]
    )
    name = f"{face.name}-{hashlib.sha256(made_of.encode()).hexdigest()[:16]}"
    return kept.find(cache, name, suffix) or kept.keep(
        cache, name, suffix, cut(face, drawn, "woff2" if suffix == "woff2" else None, spoken)
    )


def pack(face: Face, wanted: set[str], cache: Path, spoken: Spoken | None = None) -> bytes | None:
    """The face with only the wanted characters, as WOFF2; None when it has none of them.

    With `spoken`, the characters of each language, it has a language's forms for these alone.
    """
    made = _kept(face, wanted, cache, "woff2", spoken)
    return made.read_bytes() if made else None


def page_fonts(texts: dict[str, str], folder: Path, cache: Path) -> str:
    """Write the packed faces into `folder`; the answer is their style sheet, which all pages share.

    `texts` gives each page's HTML.  Latin and Cyrillic faces serve the whole book.  The
    Chinese and Japanese companion is cut for each page by itself, because a page needs some dozens
    of its characters and the book needs many hundreds; `companion_rule` is that page's own style.
    """
    folder.mkdir(parents=True, exist_ok=True)
    wanted = set(BASIC).union(*map(characters_in, texts.values()))
    latin = wanted - beyond_latin(wanted)
    rules = []
    for face in latin_faces():
        packed = pack(face, latin, cache)
        if packed:
            (folder / f"{face.name}.woff2").write_bytes(packed)
            rules.append(_rule(face, latin & characters_of(face)))
    for stale in folder.glob("companion-*"):
        stale.unlink()
    for face in cjk_faces():
        # Cutting the book's characters out of the system's 25 MB once makes each page's cut cheap.
        whole = _kept(face, beyond_latin(wanted), cache, "otf")
        if whole is None:
            continue
        small = Face(CJK, whole, 400, False)
        for page, html in texts.items():
            packed = pack(small, beyond_latin(characters_in(html)), cache, spoken_in(html))
            if packed:
                name = companion_name(page)
                (folder / f"{name}.woff2").write_bytes(packed)
                (folder / f"{name}.css").write_text(companion_rule(f"{name}.woff2"), "utf-8")
    write_licences(folder)
    return "\n".join(rules)


def write_licences(folder: Path) -> None:
    """Beside the faces, their licence and whose they are."""
    from fontTools.ttLib import TTFont

    licences: dict[str, str] = {}
    for face in [*latin_faces(), *cjk_faces()]:
        if face.family in licences:
            continue
        with TTFont(face.path, fontNumber=face.number, lazy=True) as font:
            said = [font["name"].getDebugName(number) or "" for number in (COPYRIGHT, LICENCE)]
        licences[face.family] = f"{face.family}\n\n" + "\n".join(said)
    text = (latin_faces()[0].path.parent / "LICENSE.txt").read_text("utf-8")
    _, mark, licence = text.partition("SIL OPEN FONT LICENSE")
    heads = "\n\n".join(licences.values())
    (folder / "OFL.txt").write_text(f"{heads}\n\n{mark}{licence}", "utf-8")


def _rule(face: Face, drawn: set[str]) -> str:
    return (
        f"@font-face{{font-family:'{face.family}';font-weight:{face.weight};"
        f"font-style:{'italic' if face.italic else 'normal'};font-display:swap;"
        f"unicode-range:{_ranges(drawn)};src:url('fonts/{face.name}.woff2') format('woff2')}}"
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


def undrawable(text: set[str]) -> set[str]:
    """Characters that no face of the book has."""
    drawn = {char for char in text if ord(char) <= 0x20 or char in "\u00ad\u200b\u2009\u202f\u2060"}
    for face in [*latin_faces(), *cjk_faces()]:
        if face.italic:
            continue
        drawn |= text & characters_of(face)
    return text - drawn
