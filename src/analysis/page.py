"""A chapter's desk: the record, figures and tables with their clocks and sources, words for values.

A notebook opens with ``page = analysis.Page("lake-khasan")``. Its figures come from the page, which
knows every clock and every short citation; its sentences ask the page inline, by MyST's role:
``On {eval}`page.date("lake-khasan:end")` the guns were to stop``. The last cell of the notebook is
``page.sentences(globals())``, which asks every sentence anew and lists what each says.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.war import load
from atlas import describe
from historical_record.dataset import Dataset
from historical_record.moments import happenings, ways_gone
from historical_record.narrator import Narrator, Said, said
from historical_record.short_citations import short_citations
from historical_time import words
from historical_time.clocks import Clock
from historical_time.date_words import edtf_text
from historical_time.edtf import DateBounds
from plain_text.myst import cited, expressions
from plain_text.table import Table
from plain_text.told import NoAnswerError, ToldError
from timelines import Face, LossesChart, Map, Moments, ReadingsForest, Timeline

__all__ = ["Page", "SentenceError", "Sentences"]

_AT_THE_FRONT = "chita"  # the clock of the steppe, which Japan and Manchukuo kept as well


class SentenceError(ToldError, ValueError):
    """An inline expression without an answer: which notebook, cell and expression, and why."""


class Sentences(tuple[tuple[str, str], ...]):
    """The inline expressions of a notebook with the text of each, in the order of the page."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "\n".join(f"{asked}  →  {text}" for asked, text in self) or "No sentence computes."


class Page(Narrator):
    """The desk of the chapter ``name``; ``folder`` is as for `analysis.load`.

    With a ``dataset`` the chapter is told from that: ``analysis.load().with_event(...)``.

    Answers about the record are `Narrator`'s. What a notebook computes itself is put into words by
    `number`, `cardinal`, `range`, `count`, `percent` and, by its kind, `say`.
    """

    def __init__(
        self, name: str, folder: str | Path | None = None, *, dataset: Dataset | None = None
    ) -> None:
        super().__init__(load(folder) if dataset is None else dataset)
        self.chapter = name

    @cached_property
    def clocks(self) -> Mapping[str, Clock]:
        """The clocks by id."""
        return self.dataset.clocks_by_id

    @cached_property
    def source_names(self) -> Mapping[str, str]:
        """The short citation of each work by its key."""
        return short_citations(self.dataset.references)

    @said
    def say(self, value: object, *, day: bool = True, year: bool = True) -> str:
        """What a notebook has worked out, in words.

        Text as it is; a day with or without ``day`` and ``year``, an hour, a date of the record;
        elapsed time; a tuple of years, months and days; a list of texts. TypeError for others.
        """
        match value:
            case str():
                return value
            case dt.date() if type(value) is dt.date:
                return (words.date_text if day else words.month_text)(value, year=year)
            case dt.time():
                return words.time_text(value)
            case dt.timedelta():
                return words.elapsed_in_words(value)
            case DateBounds():
                return edtf_text(value, year=year)
            case tuple() if len(value) == 3:
                return words.calendar_text(value)
            case list() if all(isinstance(text, str) for text in value):
                return words.list_text(value)
        raise TypeError(f"no words for {value!r}: expected text, a day, an hour or a difference")

    @said
    def number(self, value: float) -> str:
        """A number in digits: ``1,234``."""
        return words.number_text(value)

    @said
    def cardinal(self, value: int, *, none: str = "") -> str:
        """A small whole number as a word; ``none``, where it is given, for zero."""
        return none if none and not value else words.cardinal_text(int(value))

    @said
    def range(self, low: float, high: float) -> str:
        """Two numbers as a range: ``16–20``."""
        return words.range_text(*(None if pd.isna(bound) else bound for bound in (low, high)))

    @said
    def count(self, value: int, noun: str) -> str:
        """A number of things: ``three months``."""
        return words.count_text(int(value), noun)

    @said
    def percent(self, share: float) -> str:
        """A share as a whole percentage."""
        return words.percent_text(share)

    @said
    def days_between(self, start: str, end: str) -> str:
        """Days from the first day of one boundary or event to the first day of another."""
        return words.count_text((self.first_day(end) - self.first_day(start)).days, "day")

    def over(self, boundary: str) -> dt.datetime:
        """The minute, in UTC, in which a boundary was over, or the day that it fell on."""
        last = self.dataset.instant(boundary).latest
        return last + dt.timedelta(minutes=last.minute == 59)

    def first_day(self, boundary: str) -> dt.date:
        """The first day that the preferred reading allows; ValueError where it has none."""
        event, _, side = boundary.partition(":")
        bounds = self._preferred(boundary).date if side else self.dataset.bounds(event)
        if bounds.start_earliest is None:
            raise NoAnswerError(f"{boundary}: {bounds} has no first day")
        return bounds.start_earliest

    def timeline(
        self,
        events: pd.DataFrame,
        lanes: Sequence[str] | Mapping[str, str | None] | None = None,
        **options: Any,
    ) -> Timeline:
        """Events on an axis; the options are those of `timelines.Timeline`.

        ``labels`` may name events of the record that are not drawn.
        """
        drawn, record = set(events["id"]), self.dataset
        labels = {
            event: label
            for event, label in (options.get("labels") or {}).items()
            if event in drawn or not (record.changes or event in record.events.index)
        }
        return Timeline(events, lanes, **self._bound({**options, "labels": labels}))

    def readings(self, event: str, **options: Any) -> ReadingsForest:
        """The readings of an event; the options are those of `timelines.ReadingsForest`."""
        bound = self._bound(options)
        return ReadingsForest(self.dataset.event(event), self.dataset.readings, **bound)

    def losses(
        self,
        figures: pd.DataFrame,
        lanes: Sequence[str] | Mapping[str, str | None] | None = None,
        **options: Any,
    ) -> LossesChart:
        """Figures by source; the options are those of `timelines.LossesChart`."""
        return LossesChart(figures, lanes, **{"source_names": self.source_names, **options})

    def map(self, name: str, *, title: str, caption: str = "") -> Map:
        """A map of the record by its name in ``frames``; its title is the answer it gives."""
        return Map(describe(self.dataset, name, self.source_names, title, caption))

    def moments(
        self,
        name: str,
        days: tuple[dt.date, dt.date],
        lanes: Sequence[str],
        faces: Mapping[str, tuple[str, str, Mapping[str, str]]],
        **options: Any,
    ) -> Moments:
        """The days from one to another on some clocks and on the map ``name``.

        ``faces`` are clocks by what they are called, each with its id, a place, and the words for
        what was known there by a boundary. Ways have the days of the front.
        """
        where = {at: self.dataset.places.loc[at] for _, at, _ in faces.values()}
        hung = tuple(
            Face(name, self.clocks[clock], float(where[at]["lat"]), float(where[at]["lon"]), told)
            for name, (clock, at, told) in faces.items()
        )
        begins, ends = ([face.clock.day_range(day) for face in hung] for day in days)
        span = min(one.earliest for one in begins), max(one.latest for one in ends)
        found = happenings(self.dataset, span, lanes)
        ways = ways_gone(self.dataset, span, self.clocks[_AT_THE_FRONT])
        sheet = describe(self.dataset, name, self.source_names, "")
        return Moments(span, hung, found, sheet, ways, self.source_names, **options)

    def table(
        self,
        frame: pd.DataFrame,
        caption: str = "",
        widths: Sequence[int] = (),
        languages: Mapping[str, str] | None = None,
        name: str = "",
    ) -> Table:
        """A frame to be read, without its index; keys under ``Sources`` become citations.

        Links lead to ``name`` where a cell is Markdown, as citations are.
        """
        columns = [str(name) for name in frame.columns]
        blank = frame.astype(object).where(frame.notna(), None)
        if "Sources" in columns:
            blank = blank.assign(Sources=[[cited(keys)] for keys in frame["Sources"]])
        rows = blank.to_numpy().tolist()
        return Table(columns, rows, caption, widths, languages or {}, name)

    def _bound(self, options: Mapping[str, Any]) -> dict[str, Any]:
        return {"clocks": self.clocks, "source_names": self.source_names, **options}

    def sentences(self, names: Mapping[str, Any]) -> Sentences:
        """Every inline expression of the chapter's notebook, asked anew.

        ``names`` are the notebook's: ``page.sentences(globals())``. The notebook is read from the
        folder that it runs in. Raises SentenceError for an expression that fails, and for one
        whose value is neither text nor a whole number or would be shown escaped.
        """
        path = Path(f"{self.chapter}.ipynb")
        if not path.exists():
            raise SentenceError(f"{path}: no such notebook: expected a page named as its file")
        cells = json.loads(path.read_text("utf-8"))["cells"]
        return Sentences(
            (asked, self._said(asked, names, f"{path}: cell {number}"))
            for number, cell in enumerate(cells, 1)
            if cell["cell_type"] == "markdown"
            for asked in expressions("".join(cell["source"]))
        )

    def _said(self, asked: str, names: Mapping[str, Any], where: str) -> str:
        try:
            return _told(asked, names, where)
        except SentenceError as error:
            if not self.dataset.changes:
                raise
            return f"[{error}]"


def _told(asked: str, names: Mapping[str, Any], where: str) -> str:
    try:
        value = eval(asked, dict(names))  # the notebook's own, as its cells are
    except Exception as error:
        raise SentenceError(f"{where}: {asked}: {type(error).__name__}: {error}") from error
    as_it_is = isinstance(value, Said) or (type(value) is str and value.isprintable())
    if not as_it_is and type(value) is not int:
        raise SentenceError(
            f"{where}: {asked}: {value!r} would be shown so: expected page.say(TEXT) or a number"
        )
    return str(value)
