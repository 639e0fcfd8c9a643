"""The Chinese, Japanese and Korean companion: which characters a page has, in whose forms.

The face is drawn for Japanese, and holds forms of the same characters for other countries. A page
is sent those of a language only for what it marks as of that language.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from html import unescape
from typing import Any

CJK = "Book CJK"
FIRST_EASTERN = 0x2E80
# The languages that have forms of their own, as OpenType calls them.
SYSTEMS = {"ko": "KOR", "zh": "ZHS"}
_TAG = re.compile(r"<[^>]*>")
# A tag that begins words of such a language: its name, and the language.
_MARKED = re.compile(rf"""<(\w+)[^>]*?\slang=["']?({"|".join(SYSTEMS)})\b[^>]*>""")
Spoken = Mapping[str, set[str]]
"""Characters by the language that they are marked as."""


def beyond_latin(text: set[str]) -> set[str]:
    """Those among the characters for which the companion is asked."""
    return {char for char in text if ord(char) >= FIRST_EASTERN}


def characters_in(html: str) -> set[str]:
    """The characters of the words between tags."""
    return set(unescape(_TAG.sub(" ", html)))


def spoken_in(html: str) -> Spoken:
    """The characters of each language that has forms of its own in the companion."""
    spoken: dict[str, set[str]] = {}
    for begun in _MARKED.finditer(html):
        depth, end = 1, len(html)
        for tag in re.compile(rf"<(/?){begun[1]}\b[^>]*>").finditer(html, begun.end()):
            depth += -1 if tag[1] else 1
            if not depth:
                end = tag.start()
                break
        characters = beyond_latin(characters_in(html[begun.end() : end]))
        spoken.setdefault(begun[2], set()).update(characters)
    return spoken


def forms_of(font: Any, spoken: Spoken) -> list[str]:
    """The glyphs that languages have for their characters in place of the face's own."""
    glyphs, table = font.getBestCmap(), font["GSUB"].table if spoken else None
    found = []
    for language, characters in spoken.items():
        exchanged: dict[str, str] = {}
        for script in table.ScriptList.ScriptRecord:
            for record in script.Script.LangSysRecord:
                if record.LangSysTag.strip() != SYSTEMS.get(language):
                    continue
                for index in record.LangSys.FeatureIndex:
                    feature = table.FeatureList.FeatureRecord[index]
                    if feature.FeatureTag == "locl":
                        exchanged |= _exchanges(table, feature.Feature.LookupListIndex)
        own = (glyphs.get(ord(character), "") for character in sorted(characters))
        found += [exchanged[glyph] for glyph in own if glyph in exchanged]
    return found


def _exchanges(table: Any, lookups: Iterable[int]) -> dict[str, str]:
    found: dict[str, str] = {}
    for lookup in lookups:
        for part in table.LookupList.Lookup[lookup].SubTable:
            part = getattr(part, "ExtSubTable", part)
            found |= getattr(part, "mapping", {})
    return found


def companion_name(page: str) -> str:
    """The name of the file with a page's Chinese, Japanese and Korean characters."""
    return "companion-" + page.replace("/", "-")


def companion_rule(address: str) -> str:
    """The style sheet that a page with such characters asks for."""
    return (
        f"@font-face{{font-family:'{CJK}';font-display:swap;"
        f"unicode-range:U+{FIRST_EASTERN:X}-FFEF;src:url('{address}') format('woff2')}}"
    )
