"""Rules of figures: two ends of one number, and what the row says of it twice.

Whose number it is stands in its id, which repeats event, party and measure, and in its sources,
which name who says it, where the record has extracts of them; the year in which it was said is in
their entries, or in the row's words.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Collection, Iterator

from historical_record.cells import Cells
from historical_record.problems import Problem
from historical_record.record import Record
from historical_record.rules.tables import number_in
from historical_record.short_citations import folded
from historical_record.vocabularies import WHOLE

__all__ = ["check_figure_ids", "check_figures", "check_ranges", "check_sayers", "check_years"]

_LEAST = 3  # letters of a word that names somebody
_COMMON = {"the", "and", "its", "for", "via", "from", "with", "their"}
_LIKE = 5  # letters that spellings of one name share: Svoisky and Svoiskii
_WORD = re.compile(r"[^\W\d_]+")


def check_figures(record: Record) -> Iterator[Problem]:
    """Low and high are two ends of one number, whole where the unit is."""
    figures, units = record.tables["figures"], record.terms.get("unit", {})
    for index, row in enumerate(figures.rows):
        low, high = number_in(row.get("low", "")), number_in(row.get("high", ""))
        if not row.get("low") and not row.get("high"):
            yield figures.problem(index, "low", "blank, and high too: expected a number in one")
        if low is not None and high is not None and high < low:
            yield figures.problem(index, "high", f"less than low: expected at least {row['low']}")
        if units.get(row.get("unit", ""), {}).get("group") == WHOLE:
            for column, value in (("low", low), ("high", high)):
                if value is not None and value != math.floor(value):
                    message = f"a part of one of the {row['unit']}: expected a whole number"
                    yield figures.problem(index, column, message)


def check_figure_ids(record: Record) -> Iterator[Problem]:
    """An id that names an event, a party or a measure, in this order, names the row's."""
    figures = record.tables["figures"]
    terms = {
        "event": record.events.keys(),
        "party": record.terms.get("party", {}).keys(),
        "measure": record.terms.get("measure", {}).keys(),
    }
    for index, row in enumerate(figures.rows):
        rest = row.get("id", "")
        for column, known in terms.items():
            named = _leading(rest, known)
            if column == "event" and not named:
                break
            follows = _leading(rest, terms["measure"]) if column == "party" else ""
            if (named or follows) and named != row.get(column, ""):
                message = f"the id says {named or 'nobody'}: expected the same"
                yield figures.problem(index, column, message)
            rest = rest[len(named) :].removeprefix("-")


def _leading(text: str, terms: Collection[str]) -> str:
    """The longest of the terms with which a text in hyphens begins; "" where it is none of them."""
    parts = text.split("-")
    heads = ("-".join(parts[:length]) for length in range(len(parts), 0, -1))
    return next((head for head in heads if head in terms), "")


def check_ranges(record: Record) -> Iterator[Problem]:
    """Low and high are one number, but where an extract prints two or a note says why."""
    figures, extracts = record.tables["figures"], record.tables.get("extracts")
    if extracts is None or not extracts.rows:
        return  # what a text prints is told by extracts
    two = {
        row.get("row", "")
        for row in extracts.rows
        if row.get("table") == "figures" and row.get("low") != row.get("high")
    }
    for index, row in enumerate(figures.rows):
        low, high = row.get("low", ""), row.get("high", "")
        if low and high and low != high and not row.get("note") and row.get("id") not in two:
            message = f"differs from low, {low}: expected the same, an extract that prints both, "
            yield figures.problem(index, "high", f"{message}or a note on what kind of range it is")


def check_sayers(record: Record) -> Iterator[Problem]:
    """Who says a figure or a reading is named by its sources, its event, an extract or a note."""
    extracts = record.tables.get("extracts")
    if extracts is None or not extracts.rows:
        return  # who states and who repeats is told by extracts
    repeated: dict[str, str] = {}
    for row in extracts.rows:
        if row.get("table") == "figures":
            repeated[row["row"]] = f"{repeated.get(row['row'], '')} {row.get('repeated', '')}"
    both = (record.tables["figures"], record.tables["readings"])
    of_work = {key: _stems(text) for key, text in _texts_of_works(record, *both).items()}
    for cells in both:
        for index, row in enumerate(cells.rows):
            said_by, sources = row.get("said_by", ""), record.items(row, "sources")
            if row.get("evidence") != "read" or not said_by or not sources:
                continue
            event = record.events.get(row.get("event", ""), {})
            own = [row.get("note", ""), event.get("name", ""), repeated.get(row.get("id", ""), "")]
            known = _stems(" ".join(own))
            if _stems(said_by).isdisjoint(known.union(*(of_work.get(one, ()) for one in sources))):
                message = f"nothing in {', '.join(sources)} names it: expected whom a source or "
                message += "an extract names, or a note that says where"
                yield cells.problem(index, "said_by", message)


def _texts_of_works(record: Record, *tables: Cells) -> dict[str, str]:
    """What names the works that rows cite: their entries and keys, and what is said of copies."""
    entries = record.bibliography.references
    rows = (row for cells in tables for row in cells.rows)
    cited = {key for row in rows for key in record.items(row, "sources")}
    texts = {key: [key, *(entries[key].fields.values() if key in entries else ())] for key in cited}
    for row in record.tables["witnesses"].rows:
        if row.get("work") in cited:
            texts[row["work"]] += (row.get(column, "") for column in ("copy", "read", "note"))
    return {key: " ".join(found) for key, found in texts.items()}


def _stems(text: str) -> set[str]:
    """How the words of a text begin, without case and diacritics: those that can be a name."""
    words = _WORD.findall(folded(text))
    return {word[:_LIKE] for word in words if len(word) >= _LEAST} - _COMMON


def check_years(record: Record) -> Iterator[Problem]:
    """The year of a figure stands in its words, in its works, or in others of the same sayer."""
    figures = record.tables["figures"]
    texts = _texts_of_works(record, figures)
    said = Counter((row.get("said_by", ""), row.get("year", "")) for row in figures.rows)
    for index, row in enumerate(figures.rows):
        year, event = row.get("year", ""), record.events.get(row.get("event", ""), {})
        if not year or said[row.get("said_by", ""), year] > 1:
            continue
        words = [row.get(column, "") for column in ("said_by", "definition", "scope", "note")]
        words += [event.get("start", ""), event.get("end", "")]
        words += [texts.get(key, "") for key in record.items(row, "sources")]
        if not any(year in text for text in words):
            message = "neither the row nor its sources name this year: expected the year in which "
            message += "it was said, or a note that says whence"
            yield figures.problem(index, "year", message)
