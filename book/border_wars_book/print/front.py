"""What stands before the first chapter: title page, imprint, contents, lists.

The title page bears a drawing made for it, a stroke for every event of the record. The lists hold
whole titles: a figure's own, or the first sentence of its caption.
"""

from __future__ import annotations

import csv
import datetime as dt
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from border_wars_book.build.companion import beyond_latin
from border_wars_book.build.inputs import Edition
from border_wars_book.print.typst import Code, call, content, string
from historical_time.words import list_text, month_text
from timelines.palette import colour, hue_at

if TYPE_CHECKING:
    from historical_record.dataset import Dataset

ABBREVIATIONS = Path("book", "abbreviations.csv")
_MONTHS_UP_TO = 2  # years that the drawing of the title page divides by months
_LETTERS = 3  # of a month's name there
_SENTENCE = re.compile(r"(?<=[^.\s]{2}[.?!])\s+(?=[A-Z“\"])")


class Listed(Protocol):
    """A chapter, as the contents and the lists know it."""

    slug: str
    code: str
    entry: tuple[str | None, str, Code]
    titles: dict[str, str]


def title_of(heading: str, caption: str) -> str:
    """What a list says of a figure: its title, or else the first sentence of its caption, whole."""
    words = heading or _SENTENCE.split(" ".join(caption.split()), maxsplit=1)[0]
    return words.rstrip(".:;")


def pages(
    config: Any, data: Dataset, record: Edition, chapters: Sequence[Listed], root: Path
) -> Iterator[Code]:
    """The calls that set the front of the book."""
    about = config.border_wars_about
    edition = record.told(about.get("edition", ""))
    yield call(
        "title-page",
        config.html_title,
        about.get("subtitle", ""),
        config.author,
        edition,
        *drawing(data, about.get("years_drawn")),
    )
    yield call("imprint", list(_imprint(config, record, edition, chapters)))
    yield call("contents", "Contents", [*_parts(chapters), ("", [("index", "", "Index")])])
    titles = {one: title for chapter in chapters for one, title in chapter.titles.items()}
    yield call("list-of", "figures", "Figures", Code("image"), titles)
    yield call("list-of", "tables", "Tables", Code("table"), titles)
    yield call("list-of", "maps", "Maps", "map", titles)
    if short := abbreviations(root / ABBREVIATIONS):
        yield call("abbreviations", "Abbreviations", list(short.items()))
    yield call("end-chapter")


def _parts(chapters: Sequence[Listed]) -> list[tuple[str, list[tuple[str, str, Code]]]]:
    """The parts of the book with their chapters: id, number, title."""
    parts: list[tuple[str, list[tuple[str, str, Code]]]] = []
    for chapter in chapters:
        part, number, title = chapter.entry
        if part is not None or not parts:
            parts.append((part or "", []))
        parts[-1][1].append((chapter.slug, number, title))
    return parts


def _imprint(
    config: Any, record: Edition, edition: str, chapters: Sequence[Listed]
) -> Iterator[Code]:
    about, title = config.border_wars_about, string(config.html_title)
    yield call("strong", title)
    yield string(about.get("subtitle", "") + ".")
    yield string(
        f"{edition and f'{edition}. '}Made from the record{' of that day' if record.date else ''}, "
        f"fingerprint {record.fingerprint}. Every "
        "figure, table and number was computed from it when the book was made."
    )
    address = f", {config.html_baseurl}" if config.html_baseurl else ""
    yield content(
        [
            string("How to cite: "),
            string(f"{config.author}, "),
            call("emph", title),
            string(f"{edition and f', {edition[:1].lower()}{edition[1:]}'}{address}."),
        ]
    )
    yield string(f"© {about.get('year', '')} {config.author}. {about.get('rights', '')}")
    eastern = any(beyond_latin(set(chapter.code)) for chapter in chapters)
    beside = ", with Noto Serif CJK for Chinese, Japanese and Korean" if eastern else ""
    yield string(f"Set by Typst in Source Serif and Source Sans{beside}.")


def abbreviations(table: Path) -> dict[str, str]:
    """What each abbreviation means, in the order of the alphabet; none without a table."""
    if not table.exists():
        return {}
    with table.open(encoding="utf-8", newline="") as handle:
        rows = {row["abbreviation"]: row["meaning"] for row in csv.DictReader(handle)}
    return dict(sorted(rows.items(), key=lambda row: row[0].casefold()))


def drawing(data: Dataset, years: Sequence[int] | None = None) -> tuple[Code, str]:
    """A stroke for each event of some years, by lane and first day; and its caption.

    ``years`` are the first and the last, by default those of the record's events.
    """
    labels, hues = data.terms.labels("lane"), data.terms.hues("lane")
    days = zip(data.events["lane"], map(data.bounds, data.events["id"]), strict=True)
    known = [(lane, bounds.first_named) for lane, bounds in days]
    begun, ended = years or [pick(day for _, day in known).year for pick in (min, max)]
    first, last = dt.date(begun, 1, 1), dt.date(ended + 1, 1, 1)
    within = [(lane, day) for lane, day in known if first <= day < last]
    lanes = [lane for lane in labels if any(lane == own for own, _ in within)]
    strokes = [(_share(day, first, last), lanes.index(lane)) for lane, day in within]
    ticks = [(_share(day, first, last), name) for day, name in _ticks(begun, ended)]
    told = list_text([labels[lane] for lane in lanes])
    span = f"{begun} to {ended}" if begun < ended else f"{begun}"
    caption = (
        f"The record, {span}: a stroke for each of {len(within)} events "
        "on the day on which it began."
    )
    named = [hues.get(lane) or hue_at(at) for at, lane in enumerate(lanes)]
    rows = [(labels[lane], colour(f"full-{hue}")) for lane, hue in zip(lanes, named, strict=True)]
    return call("days-drawn", rows, strokes, ticks, f"{caption} In rows: {told}."), caption


def _ticks(begun: int, ended: int) -> Iterator[tuple[dt.date, str]]:
    """Every other year, or every other month where there are few years, each with its name."""
    if ended - begun < _MONTHS_UP_TO:
        days = [dt.date(year, month, 1) for year in (begun, ended) for month in range(2, 13, 2)]
        yield from ((day, month_text(day, year=False)[:_LETTERS]) for day in dict.fromkeys(days))
    else:
        yield from ((dt.date(year, 1, 1), str(year)) for year in range(begun + 1, ended + 1, 2))


def _share(day: dt.date, first: dt.date, last: dt.date) -> float:
    return round((day - first) / (last - first), 5)
