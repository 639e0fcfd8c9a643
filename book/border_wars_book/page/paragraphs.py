"""Numbers by which paragraphs are cited, 4.12, kept from edition to edition.

The map `book/paragraphs.csv` has a row for every number that was ever given: page, number, a
digest of the paragraph's words, how it begins, and whether it is gone. A paragraph that is changed
keeps its number, and so does one that is moved; a new one at the end of its chapter has the next
number, one between 4.12 and 4.13 is 4.12a; the number of one that was taken out is never given
again. Chapters are numbered by the same rule: one that comes between 4 and 5 is 4a.

    python -m border_wars_book paragraphs           bring the map up to date
    python -m border_wars_book paragraphs --check   name the pages for which it is not; exit 1

The book is always numbered as the command would number it, so a draft has numbers too. The words of
a paragraph are those that an author typed, without citations and computed values.
"""

from __future__ import annotations

import csv
import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import Any

from border_wars_book.build.publish import write_whole
from border_wars_book.build.toc import chapters
from command_line import CommandFailure

MAP = Path("book", "paragraphs.csv")
COLUMNS = ("page", "number", "digest", "begins", "gone")
BEGINS = 10  # words
LIKE = 0.5  # share of the first words that two states of a changed paragraph have in common
_ROLE = re.compile(r"\{[\w:.-]+\}`[^`]*`|\[\^[\w-]+\]")
_LINK = re.compile(r"\]\([^)]*\)")
_WORD = re.compile(r"[^\W_]+")
_NUMBER = re.compile(r"(\d+)([a-z]*)")


class PageFailure(CommandFailure):
    """The map cannot be read, or is not up to date; the message says where."""


@dataclass(frozen=True)
class Numbered:
    """A row of the map: a number that was given, and the paragraph that has it, or had it."""

    page: str
    number: str
    digest: str
    begins: str
    gone: bool = False

    @property
    def chapter(self) -> str:
        """The part of the number before the point."""
        return self.number.partition(".")[0]

    @property
    def place(self) -> str:
        """The part behind it, which is also the paragraph's anchor on its page."""
        return self.number.partition(".")[2]


def words_of(source: str) -> str:
    """The words that an author typed in a paragraph of Markdown."""
    return " ".join(_WORD.findall(_LINK.sub("]", _ROLE.sub(" ", source))))


def digest_of(words: str) -> str:
    """Ten hexadecimal digits: enough to tell the paragraphs of a book apart."""
    return hashlib.sha256(words.casefold().encode()).hexdigest()[:10]


def renumbered(rows: list[Numbered], page: str, chapter: str, sources: list[str]) -> list[Numbered]:
    """The rows of a page for its paragraphs as they are now, in their order; then those gone.

    `rows` are the page's in the map, `sources` its paragraphs in Markdown.
    """
    words = [words_of(source) for source in sources]
    living = [row for row in rows if not row.gone]
    held = _matched(living, words)
    used = {row.place for row in rows}
    made: list[Numbered] = []
    before = "0"
    for at, text in enumerate(words):
        place = held[at].place if at in held else _free(before, used, at > max(held, default=-1))
        used.add(place)
        begins = " ".join(text.split()[:BEGINS])
        made.append(Numbered(page, f"{chapter}.{place}", digest_of(text), begins))
        before = place
    kept = {row.place for row in made}
    return made + [replace(row, gone=True) for row in rows if row.place not in kept]


def _matched(living: list[Numbered], words: list[str]) -> dict[int, Numbered]:
    """Which paragraph has which number: of the same words, else like ones, else in its place."""
    held: dict[int, Numbered] = {}
    waiting = list(living)
    for at, text in enumerate(words):
        if row := next((row for row in waiting if row.digest == digest_of(text)), None):
            held[at] = row
            waiting.remove(row)
    for at, text in enumerate(words):
        likely = max(waiting, key=lambda row: _likeness(row, text), default=None)
        if at not in held and likely and _likeness(likely, text) >= LIKE:
            held[at] = likely
            waiting.remove(likely)
    for first, last in _gaps(held, len(words)):
        low = living.index(held[first - 1]) if first - 1 in held else -1
        high = living.index(held[last]) if last in held else len(living)
        left = [row for row in living[low + 1 : high] if row in waiting]
        if len(left) == last - first:
            held |= dict(zip(range(first, last), left, strict=True))
    return held


def _likeness(row: Numbered, text: str) -> float:
    known, now = set(row.begins.casefold().split()), set(text.casefold().split()[:BEGINS])
    return len(known & now) / max(len(known | now), 1)


def _gaps(held: dict[int, Numbered], count: int) -> Iterator[tuple[int, int]]:
    """Runs of paragraphs without a number: the first, and the one behind the last."""
    at = 0
    while at < count:
        end = at
        while end < count and end not in held:
            end += 1
        if end > at:
            yield at, end
        at = end + 1


def _free(before: str, used: set[str], last: bool) -> str:
    """A number that nothing ever had, behind this one: the next, or the same with a letter."""
    found = _NUMBER.fullmatch(before)
    number = int(found[1]) if found else 0
    if last:
        highest = max((int(n[1]) for n in map(_NUMBER.fullmatch, used) if n), default=0)
        return str(highest + 1)
    letters = (f"{number}{_letters(count)}" for count in range(len(used) + 1))
    return next(place for place in letters if place not in used)


def _letters(count: int) -> str:
    letters = ""
    while count >= 0:
        letters = chr(ord("a") + count % 26) + letters
        count = count // 26 - 1
    return letters


def chapter_numbers(rows: Iterable[Numbered], pages: list[str]) -> dict[str, str]:
    """The number of each chapter of the book, in its order: "4", or "4a" where it came between."""
    given = {row.page: row.chapter for row in rows}
    used = set(given.values())
    numbers: dict[str, str] = {}
    before = "0"
    for at, page in enumerate(pages):
        last = not any(later in given for later in pages[at:])
        before = given[page] if page in given else _free(before, used, last)
        used.add(before)
        numbers[page] = before
    return numbers


def read_map(root: Path) -> list[Numbered]:
    """The map as it is stored; `PageFailure` where a row has another form, with its line."""
    path = root / MAP
    if not path.exists():
        return []
    rows: list[Numbered] = []
    numbers: set[str] = set()
    with path.open(encoding="utf-8", newline="") as handle:
        for line, row in enumerate(csv.DictReader(handle), start=2):
            number = row.get("number") or ""
            chapter, _, place = number.partition(".")
            if set(row) != set(COLUMNS) or row["gone"] not in ("", "gone"):
                raise PageFailure(f"{MAP}:{line}: expected {', '.join(COLUMNS)}, gone or blank")
            if not (_NUMBER.fullmatch(chapter) and _NUMBER.fullmatch(place)):
                raise PageFailure(f"{MAP}:{line}: number: {number!r}: expected one such as 4.12a")
            if number in numbers:
                raise PageFailure(f"{MAP}:{line}: number: {number!r} was given before")
            numbers.add(number)
            rows.append(
                Numbered(row["page"], number, row["digest"], row["begins"], bool(row["gone"]))
            )
    return rows


class Prose:
    """Finds the paragraphs of a notebook that stand directly in its sections.

    `extensions` are those of Markdown that the book's settings turn on.
    """

    def __init__(self, extensions: Iterable[str]) -> None:
        from markdown_it.renderer import RendererHTML
        from myst_parser.config.main import MdParserConfig
        from myst_parser.parsers.mdit import create_md_parser

        config = MdParserConfig(enable_extensions=set(extensions))
        self._parser = create_md_parser(config, RendererHTML)

    def in_cell(self, text: str) -> list[tuple[int, str]]:
        """The line at which each begins, from 0, and its Markdown."""
        tokens = self._parser.parse(text)
        return [
            (token.map[0] if token.map else 0, inside.content)
            for token, inside in pairwise(tokens)
            if token.type == "paragraph_open" and token.level == 0
        ]

    def of(self, notebook: dict[str, Any]) -> list[str]:
        """The Markdown of each, in the notebook's order."""
        texts = map(_text, prose_cells(notebook))
        return [source for text in texts for _, source in self.in_cell(text)]

    def with_numbers(self, notebook: dict[str, Any], numbers: list[str]) -> dict[str, Any]:
        """The notebook with its number before each paragraph, as the book's page has it."""
        given = iter(numbers)
        for cell in prose_cells(notebook):
            lines = _text(cell).splitlines(keepends=True)
            for line, _ in self.in_cell("".join(lines)):
                lines[line] = f"<sup>{next(given)}</sup> {lines[line]}"
            cell["source"] = lines
        return notebook


def prose_cells(notebook: dict[str, Any]) -> list[dict[str, Any]]:
    """The Markdown cells that are on the page; those tagged `remove-cell` are in Lab alone."""
    return [
        cell
        for cell in notebook["cells"]
        if cell["cell_type"] == "markdown"
        and "remove-cell" not in cell.get("metadata", {}).get("tags", ())
    ]


def _text(cell: dict[str, Any]) -> str:
    return "".join(cell["source"])


def updated(root: Path, extensions: Iterable[str]) -> list[Numbered]:
    """The map as it should be: chapter by chapter in the book's order, then pages that are gone."""
    rows, pages = read_map(root), chapters(root)
    numbers = chapter_numbers(rows, pages)
    prose = Prose(extensions)
    made: list[Numbered] = []
    for page in pages:
        held = [row for row in rows if row.page == page]
        notebook = json.loads((root / f"{page}.ipynb").read_text("utf-8"))
        made += renumbered(held, page, numbers[page], prose.of(notebook))
    return made + [replace(row, gone=True) for row in rows if row.page not in pages]


def run(root: Path, extensions: Iterable[str], *, check: bool) -> None:
    """The command; `PageFailure` where only the check was wanted and the map is out of date."""
    stored, current = read_map(root), updated(root, extensions)
    if stored == current:
        print(f"{MAP}: {sum(not row.gone for row in current)} paragraphs, none changed.")
    elif check:
        pages = dict.fromkeys(row.page for row in (*current, *stored))
        stale = [
            page
            for page in pages
            if [row for row in stored if row.page == page]
            != [row for row in current if row.page == page]
        ]
        lines = [f"{page}: its paragraphs are not those of {MAP}" for page in stale]
        advice = "bring it up to date with: python -m border_wars_book paragraphs"
        raise PageFailure("\n".join([*(lines or [f"{MAP}: not in the book's order"]), advice]))
    else:
        lines = [",".join(COLUMNS)]
        lines += [
            f"{row.page},{row.number},{row.digest},{row.begins},{'gone' if row.gone else ''}"
            for row in current
        ]
        write_whole(root / MAP, ("\n".join(lines) + "\n").encode())
        print(f"{MAP}: {sum(not row.gone for row in current)} paragraphs.")
