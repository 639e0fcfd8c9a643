"""What the terms of the record are called and how they are drawn: labels, hues and groups.

A label, a hue and a group stand once, on the term's row of vocabularies.csv, in the order in which
terms are listed. A table carries the labels and hues of its columns with it (``frame.attrs``), so
that a figure of it, or of a part of it, needs no other table to name and colour what it shows.
"""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from historical_record.schema import Table
from historical_record.standard import VOCABULARIES
from plain_text.told import UnknownNameError

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["DESCRIBED", "LOSS", "PARTS", "WHOLE", "Vocabularies"]

_COLUMNS = ["vocabulary", "term", "label", "definition", "hue", "group"]
LOSS, WHOLE, DESCRIBED, PARTS = "loss", "whole", "described", "parts"
"""The groups of terms: measures of people lost, units counted in whole ones, kinds of nameless
places, kinds of line that part one territory from another."""


class _Shared(dict[str, dict[str, str]]):
    """A plain mapping that every part of a table shares: pandas copies attributes deeply."""

    def __deepcopy__(self, memo: dict[int, object]) -> _Shared:
        return self


@dataclass(frozen=True, eq=False)
class Vocabularies:
    """The rows of vocabularies.csv, asked by vocabulary and term.

    LookupError for a vocabulary or a term that is not there. One of the standard's vocabularies
    that the record does not list has no terms, and its ids are called as they are spelled.
    """

    table: pd.DataFrame

    def rows(self, vocabulary: str) -> pd.DataFrame:
        """The rows of a vocabulary, in their order."""
        if vocabulary not in self._parts and vocabulary in VOCABULARIES:
            return self.table.iloc[:0].reindex(columns=_COLUMNS)
        if vocabulary not in self._parts:
            known = ", ".join(self._parts)
            raise UnknownNameError(f"unknown vocabulary {vocabulary!r}: expected one of {known}")
        return self._parts[vocabulary]

    def label(self, vocabulary: str, term: str) -> str:
        """What a term is called: ``label("party", "china-roc")`` is Republic of China."""
        labels = self.labels(vocabulary)
        if not labels:
            return term.replace("-", " ").capitalize()
        if term not in labels:
            near = difflib.get_close_matches(term, labels, n=1)
            hint = f"; is {near[0]!r} meant?" if near else f": expected one of {', '.join(labels)}"
            raise UnknownNameError(f"unknown {vocabulary} {term!r}{hint}")
        return labels[term]

    def labels(self, vocabulary: str, group: str = "") -> dict[str, str]:
        """Every term with its label, in their order; of one group where it is named."""
        rows = self.rows(vocabulary)
        rows = rows[rows["group"] == group] if group else rows
        return dict(zip(rows["term"], rows["label"], strict=True))

    def hues(self, vocabulary: str) -> dict[str, str]:
        """The terms that have a hue, with its name in the palette."""
        return {**self._hues[vocabulary]} if len(self.rows(vocabulary)) else {}

    def of_columns(self, schema: Table) -> dict[str, dict[str, dict[str, str]]]:
        """``labels`` and ``hues``: of each column of a table, those of the terms it may hold."""
        named = {c.name: c.vocabulary for c in schema.columns if c.vocabulary in self._labels}
        hues = {column: self._hues[vocabulary] for column, vocabulary in named.items()}
        return {
            "labels": _Shared({column: self._labels[name] for column, name in named.items()}),
            "hues": _Shared({column: found for column, found in hues.items() if found}),
        }

    @cached_property
    def _labels(self) -> dict[str, dict[str, str]]:
        return self._terms_with("label")

    @cached_property
    def _hues(self) -> dict[str, dict[str, str]]:
        hues = self._terms_with("hue")
        return {name: {term: hue for term, hue in of.items() if hue} for name, of in hues.items()}

    def _terms_with(self, column: str) -> dict[str, dict[str, str]]:
        """By vocabulary, its terms with what a column says of each."""
        rows = self.table.reindex(columns=_COLUMNS, fill_value="")
        found: dict[str, dict[str, str]] = {}
        cells = zip(rows["vocabulary"], rows["term"], rows[column], strict=True)
        for name, term, value in cells:
            found.setdefault(name, {})[term] = value
        return found

    @cached_property
    def _parts(self) -> dict[str, pd.DataFrame]:
        rows = self.table.reindex(columns=_COLUMNS, fill_value="")
        return {str(name): part for name, part in rows.groupby("vocabulary", sort=False)}
