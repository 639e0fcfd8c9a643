"""Names across scripts: one row for each place or term, one column for each language.

A form that has a transliteration carries it in brackets. Preferred forms come first; with
``variants`` the others follow them.
"""

from __future__ import annotations

from typing import Any

import pandas as pd

from historical_record.dataset import Dataset
from historical_record.vocabularies import DESCRIBED

__all__ = ["names_table"]


def names_table(dataset: Dataset, thing: str, *, variants: bool = False) -> pd.DataFrame:
    """The names of every ``thing`` (a term of that vocabulary), by English name.

    A place that the record can only describe, as a stretch of frontier or a headquarters in the
    field ("About 20 km north of Suifenhe"), has no name to look up and is left out.

    Columns are the languages' names; a language without a form is blank, one without any form of
    any row is left out. LookupError for a kind of thing that has no names.
    """
    names = dataset.names[dataset.names["thing"] == thing]
    if names.empty:
        raise LookupError(f"no names of {thing!r}: expected a term of the vocabulary 'thing'")
    nameless = dataset.terms.labels("place-kind", DESCRIBED)
    described = dataset.places.index[dataset.places["kind"].isin(nameless)]
    names = names[~names["subject"].isin(described)]
    if not variants:
        names = names[names["rank"] == "preferred"]
    names = names.sort_values("rank", kind="stable")
    names = names.assign(said=[_said(row) for row in names.itertuples()])
    wide = names.groupby(["id", "language"])["said"].agg("; ".join).unstack(fill_value="")
    english = wide.get("en", pd.Series("", wide.index))
    subjects = names.groupby("id")["subject"].first()
    wide["en"] = [said or _english(dataset, subjects[i], i) for i, said in english.items()]
    languages = dataset.terms.labels("language")
    wide = wide.sort_values("en", key=lambda said: said.str.casefold(), kind="stable")
    wide = wide[[code for code in languages if code in wide.columns]]
    return wide.rename(columns=languages).rename_axis(columns=None).reset_index(drop=True)


def _english(dataset: Dataset, subject: str, name_id: str) -> str:
    """The event's own name, or for a thing without an English form its id in words."""
    if subject in dataset.events.index:
        return str(dataset.events.at[subject, "name"])
    return name_id.replace("-", " ").capitalize()


def _said(row: Any) -> str:
    return f"{row.name} ({row.transliteration})" if row.transliteration else row.name
