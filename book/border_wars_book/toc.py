"""The pages of the book in the order of `_toc.yml`, each with its part and its number."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from string import ascii_uppercase

import yaml

UNNUMBERED = {"preface"}
APPENDICES = "The record"  # the part whose chapters bear letters


@dataclass(frozen=True)
class Place:
    """Where a page stands: its part, whether it opens it, and its number or letter."""

    page: str
    part: str = ""
    opens_part: bool = False
    number: str = ""


def places(root: Path, unnumbered: Collection[str] = ()) -> list[Place]:
    """Every page named in `_toc.yml`, the root first, as paths without suffix."""
    toc = yaml.safe_load((root / "_toc.yml").read_text("utf-8"))
    found, chapters, letters = [Place(_page(toc["root"]))], 0, iter(ascii_uppercase)
    for part in [toc, *toc.get("parts", [])]:
        caption = str(part.get("caption", ""))
        for at, page in enumerate(_pages(part)):
            if page.rpartition("/")[2] in UNNUMBERED or page in unnumbered:
                number = ""
            elif caption == APPENDICES:
                number = next(letters)
            else:
                chapters += 1
                number = str(chapters)
            found.append(Place(page, caption, at == 0 and bool(caption), number))
    return found


def pages(root: Path) -> list[str]:
    """The names of the pages alone."""
    return [place.page for place in places(root)]


def _pages(entry: dict) -> Iterator[str]:
    for key in ("chapters", "sections", "entries"):
        for child in entry.get(key, []):
            if "file" in child:
                yield _page(child["file"])
            yield from _pages(child)
    for tree in entry.get("subtrees", []):
        yield from _pages(tree)


def _page(name: str) -> str:
    return name.removesuffix(".ipynb").removesuffix(".md")
