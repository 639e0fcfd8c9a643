"""What is asked of the chapters that tell: length, notes, people, and that nothing is told twice.

`python -m tests.notebooks.story` prints what the tests count, and the paragraphs of different
chapters that speak of the same events, for a person to read.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import combinations
from pathlib import Path

from plain_text.myst import expressions
from tests.notebooks.reading import CHAPTERS, ROOT, heard, in_sentences, markdown, spoken

# Words of a chapter, fewest and most.
LENGTHS = {
    "frontier": (3500, 4500),
    "lake-khasan": (2500, 3500),
    "khalkhin-gol": (3500, 4500),
    "neutrality-pact": (2500, 3500),
    "august-storm": (3500, 4500),
    "people": (2500, 3500),
    "order-of-events": (1800, 2500),
    "losses": (1800, 2500),
}
# The story in the order in which it is read: who is introduced once is known from then on.
STORY = "overview frontier lake-khasan khalkhin-gol neutrality-pact august-storm people".split()
WORDS_PER_NOTE = 40
WORDS_PER_REMARK = 300  # a remark on the book itself
FEWEST_INTRODUCED = 20
SHARED_EVENTS = 3
# The outline tells in short what the chapters tell, and is met by most of them.
OUTLINE = "overview"

NOTE = "‡"
_FENCED = re.compile(r"^(:{3,})\{.*?^\1\s*$", re.M | re.S)
_FOOTNOTE = re.compile(r"^\[\^[\w-]+\]:.*\n(?:[ \t]+.*\n?)*", re.M)
_HEADING = re.compile(r"^#.*$", re.M)
_REMARK = re.compile(
    r"""
    \bthis\ (?:book|chapter|record)\b | \bthe\ record\b(?!\ (?:of|kept|that)\b)
    | \bread\ (?:for|in|on|only|through|here|whole|nearly)\b | \b(?:what|those|which)\ was\ read\b
    | \b(?:text|source|document)s?\ (?:that\ was\ |that\ were\ )?(?:read|searched)\b
    | \b(?:was|were|been)\ not\ (?:reached|read)\b | \b(?:is|are|was|were|only)\ recalled\b
    | \bknown\ to\ us\b | \bour\ inference\b | \bwe\ (?:read|saw|have|could)\b | \bwithin\ reach\b
    | \bTo\ read\b
    """,
    re.X | re.I,
)


def path_of(chapter: str) -> Path:
    """The notebook of a chapter."""
    return ROOT / "notebooks" / f"{chapter}.ipynb"


def words(text: str) -> int:
    """Words of spoken text as a reader counts them."""
    return sum(bool(re.search(r"\w|…", word)) for word in heard(text).split())


def notes(text: str) -> int:
    """Numbered notes of spoken text: one for each sentence that cites or has a footnote.

    What stands in the margin, in a box or in a table cites in words.
    """
    running = _FOOTNOTE.sub("", _FENCED.sub("", text))
    return sum(NOTE in sentence for sentence in in_sentences(running))


def remarks(text: str) -> list[str]:
    """Words about the book itself and its reading, each with some words around it."""
    flat = " ".join(heard(text).split())
    return [flat[max(0, m.start() - 30) : m.end() + 20] for m in _REMARK.finditer(flat)]


def listed(table: str) -> dict[str, dict[str, str]]:
    """The rows of a table of the record by their ids."""
    with (ROOT / "data" / f"{table}.csv").open(encoding="utf-8", newline="") as handle:
        return {row["id"]: row for row in csv.DictReader(handle)}


def plain(text: str) -> str:
    """Text without the signs above and below its Latin letters."""
    apart = unicodedata.normalize("NFD", text)
    return unicodedata.normalize("NFC", re.sub(r"(?<=[A-Za-z])[\u0300-\u036f]+", "", apart))


_LIFE = re.compile(r"\{eval\}`page\.life\([\"']([\w-]+)[\"']\)`")
_OWN = re.compile(r"\{(?:ru|mn|ja|zh|ko|de)\}`([^`]*)`")
_OTHER = re.compile(r"\{(?:eval|cite:[pt])\}`[^`]*`|\]\([^)]*\)|\{[a-z:]+\}`([^`<]*)[^`]*`")
FAMILY_FIRST = {"Jpan", "Hans", "Hant", "Kore"}
# Names that alone are somebody else's as well: Hata Ikuhiko is a historian, and Kim a name of many.
NAMESAKES = {"Hata", "Kim"}


def told(markdown: str) -> str:
    """Markdown as the search for people reads it: life and own name marked, the rest in words."""
    text = _HEADING.sub("", _FOOTNOTE.sub("", _FENCED.sub("", markdown)))
    text = _OWN.sub(r"⟦own \1⟧", _LIFE.sub(r"⟦life \1⟧", text))
    return plain(_OTHER.sub(r"\1", text))


def _names(person: Mapping[str, str]) -> tuple[str, list[str]]:
    """The family name and the given names of a person of the record."""
    parts = plain(person["name"]).split()
    family = parts[0] if person["script"] in FAMILY_FIRST else parts[-1]
    return family, [part for part in parts if part != family and not part.endswith(".")]


def _whole(person: Mapping[str, str], text: str, found: re.Match[str]) -> bool:
    """Whether a family name has its given name beside it, or there is none."""
    _, given = _names(person)
    if person["script"] in FAMILY_FIRST:
        beside = re.findall(r"[\w-]+", text[found.end() : found.end() + 40])[:1]
    else:
        beside = text[max(0, found.start() - 40) : found.start()].split()[-2:]
    return not given or not set(given).isdisjoint(beside)


def first_mention(
    person: Mapping[str, str], text: str, namesakes: Collection[str] = NAMESAKES
) -> re.Match[str] | None:
    """Where a person is named first in told text; None where nowhere.

    A family name before another given name is another's, and one of the ``namesakes`` is this
    person's only with the given name.
    """
    family, _ = _names(person)
    for found in re.finditer(rf"\b{re.escape(family)}\b", text):
        another = person["script"] in FAMILY_FIRST and re.match(r" [A-Z]", text[found.end() :])
        if _whole(person, text, found) or not (family in namesakes or another):
            return found
    return None


def lacking(person: Mapping[str, str], text: str, found: re.Match[str]) -> list[str]:
    """What the introduction of a person at this place of a text does not carry."""
    brackets = re.match(r"[^().]{0,40}\([^()]*\)", text[found.end() :])
    behind = brackets[0] if brackets else ""
    lacks = [] if _whole(person, text, found) else ["the given name"]
    if person["own_name"] and person["script"] != "Latn":
        own = set(plain(person["own_name"]).split())
        said = [set(words.split()) for words in re.findall(r"⟦own ([^⟧]*)⟧", behind)]
        if not any(words and words <= own for words in said):
            lacks.append(f"the name in script ({person['own_name']})")
    if (person["born"] or person["died"]) and f"⟦life {person['id']}⟧" not in behind:
        lacks.append(f'{{eval}}`page.life("{person["id"]}")`')
    return lacks


def introductions(
    chapters: Mapping[str, str], people: Mapping[str, Mapping[str, str]]
) -> Iterator[tuple[str, str, list[str], str]]:
    """Each person whose name stands in the Markdown of the chapters, at the first mention.

    Chapter, person, what the mention lacks, and the words.
    """
    texts = {chapter: told(text) for chapter, text in chapters.items()}
    families = Counter(_names(person)[0] for person in people.values())
    namesakes = NAMESAKES | {family for family, count in families.items() if count > 1}
    for identity, person in people.items():
        for chapter, text in texts.items():
            if found := first_mention(person, text, namesakes):
                around = " ".join(text[max(0, found.start() - 30) : found.end() + 50].split())
                yield chapter, identity, lacking(person, text, found), around
                break


def introduced_again(chapters: Mapping[str, str]) -> Iterator[str]:
    """Chapter and person where a chapter gives the years that an earlier one gave.

    The outline does not count: who begins with a chapter has not read it.
    """
    known: set[str] = set()
    for chapter, text in chapters.items():
        lives = re.findall(r"⟦life ([^⟧]*)⟧", told(text)) if chapter != OUTLINE else []
        for person in lives:
            if person in known:
                yield f"{chapter}: {person}"
            known.add(person)


def events_of(markdown: str, events: Sequence[str] | Mapping[str, object]) -> set[str]:
    """The events whose dates or hours a paragraph asks for."""
    asked = (name for call in expressions(markdown) for name in re.findall(r"[\"']([^\"']+)", call))
    return {name.partition(":")[0] for name in asked} & set(events)


def told_twice(
    chapters: Mapping[str, str], events: Sequence[str] | Mapping[str, object]
) -> list[tuple[str, str, str, str, list[str]]]:
    """Pairs of paragraphs of different chapters that ask for three events or more in common.

    Each pair as chapter and first words, twice, and the events.
    """
    paragraphs = [
        (chapter, " ".join(block.split()), events_of(block, events))
        for chapter, text in chapters.items()
        for block in re.split(r"\n\s*\n|\n(?=[-*] )", _FENCED.sub("", text))
    ]
    return [
        (one, text[:90], other, again[:90], sorted(shared))
        for (one, text, its), (other, again, those) in combinations(paragraphs, 2)
        if one != other and len(shared := its & those) >= SHARED_EVENTS
    ]


def written() -> dict[str, str]:
    """The Markdown of each chapter but the outline."""
    told = [path for path in CHAPTERS if path.stem != OUTLINE]
    return {path.stem: markdown(path, captions=False) for path in told}


def story() -> dict[str, str]:
    """The Markdown of the chapters of the story that are there, in their order."""
    return {
        chapter: markdown(path_of(chapter), captions=False)
        for chapter in STORY
        if path_of(chapter).exists()
    }


def report() -> Iterator[str]:
    """What the tests count, and what is told twice, line by line."""
    for chapter in [*LENGTHS, OUTLINE]:
        if path_of(chapter).exists():
            text = spoken(path_of(chapter), note=NOTE)
            spent, called, about = words(text), notes(text), remarks(text)
            yield (
                f"{chapter}: {spent} words, {called} notes, one in {spent // max(called, 1)}; "
                f"{len(about)} remarks on the book, one in {spent // max(len(about), 1)}"
            )
    for chapter, person, lacks, around in introductions(story(), listed("people")):
        found = f"lacks {'; '.join(lacks)}" if lacks else "introduced"
        yield f"{chapter}: {person}: {found}: {around}"
    for again in introduced_again(story()):
        yield f"{again}: introduced again"
    for one, text, other, again, shared in told_twice(written(), listed("events")):
        yield f"{one} and {other} share {', '.join(shared)}\n    {text}\n    {again}"


if __name__ == "__main__":
    print(*report(), sep="\n")
