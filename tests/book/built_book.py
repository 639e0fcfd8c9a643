"""What the tests of the built book go through: its pages, and where it stands."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
from border_wars_book.build.build import Build
from border_wars_book.build.sources import pdf_name
from border_wars_book.build.toc import pages
from bs4 import BeautifulSoup, Tag

ROOT = Path(__file__).parents[2]
PDF_NAME = pdf_name(ROOT)
PAGES = [f"{page}.html" for page in pages(ROOT)]
EXTRA = ["search.html", "genindex.html", "404.html"]
# A notebook names plotly's type of output where it has a figure.
PLOTLY = "application/vnd.plotly.v1+json"
NOTEBOOKS = [page for page in pages(ROOT) if (ROOT / f"{page}.ipynb").exists()]

WITH_FIGURES = [page for page in NOTEBOOKS if PLOTLY in (ROOT / f"{page}.ipynb").read_text("utf-8")]


def sampled(every, *sample):
    """Each of them as a parameter: the sample in every run, the others in the proof."""
    assert set(sample) <= set(every)
    others = [one if isinstance(one, tuple) else (one,) for one in every if one not in sample]
    return [*sample, *(pytest.param(*one, marks=pytest.mark.proof) for one in others)]


# A page of each make, and figures of each: what opens every one of them is a long check.
KINDS = [
    "index.html",
    "notebooks/three-months.html",
    "notebooks/explorer.html",
    "notebooks/chronology.html",
]
EACH_PAGE = sampled(PAGES, *KINDS)
EACH_WITH_FIGURES = sampled(WITH_FIGURES, "notebooks/three-months", "notebooks/losses")


def parsed(path: Path) -> BeautifulSoup:
    """A page to be taken apart, or one that will be written anew."""
    return BeautifulSoup(path.read_text("utf-8"), "html.parser")


# A page of the built book, read once and left as it is.
soup_of = cache(parsed)


@cache
def anchors_of(path: Path) -> dict[str, Tag]:
    """What each id of a page of the built book names."""
    return {element["id"]: element for element in soup_of(path).find_all(id=True)}


@dataclass(frozen=True)
class Book:
    root: Path
    html: Path
    pdf: Path
    work: Path

    def address(self, page: str) -> str:
        name, _, query = page.partition("?")
        return (self.html / name).as_uri() + (f"?{query}" if query else "")


def make_small_book(folder: Path) -> Build:
    """A book of one page with this book's configuration and record, without its exports."""
    config = (ROOT / "_config.yml").read_text("utf-8")
    config = re.sub(r"(border_wars_exports): .*", r"\1: []", config)
    config = re.sub(r"(border_wars_json_ld): .*", r"\1: {}", config)
    config = re.sub(r"(border_wars_traced): .*", r"\1: []", config)
    (folder / "_config.yml").write_text(config, "utf-8")
    for part in ("data", "book"):
        (folder / part).symlink_to(ROOT / part)
    (folder / "_toc.yml").write_text("format: jb-book\nroot: index\n")
    (folder / "index.md").write_text("# A page\n\nThe first state.\n")
    return Build(folder)
