"""The proof of a boundary: all that the record has on when it was, and why it holds what it holds.

A proof is made from the rows alone: the question; every reading with who gives it, on which
sources, of which grade and standing, and what was read of them; what is lacking; what order says;
what cannot be true together, with the ruling on it; what was looked for in vain; and the reading
that is preferred, with the reasons on its row. It argues nothing that no row says.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta

import pandas as pd

from historical_record.contradictions import labelled_readings, ruled, told_rule
from historical_record.dataset import Dataset
from historical_record.dependence import independent_sources, origins_of
from historical_record.proof import Conflict, Exhibit, Proof
from historical_record.witnesses import reading as what_was_read
from historical_time.consistency import Contradiction
from historical_time.date_words import boundary_text
from historical_time.instants import AFTER, BEFORE, InstantRange
from historical_time.network import DURATION, ORDER
from historical_time.readings import BoundaryError, Reading
from historical_time.words import count_text, elapsed_text, list_text, number_text, timed_text
from plain_text.told import NoAnswerError

__all__ = ["proof_of"]

_PREFERRED, _CLASS = "Preferred", "contradiction-class"
_TERTIARY = "tertiary"


def proof_of(
    dataset: Dataset, boundary: str, contradictions: Iterable[Contradiction] | None = None
) -> Proof:
    """The proof of a boundary, named as for `Dataset.interval`.

    ``contradictions`` are those of the data set where they have been found already. BoundaryError
    for a boundary that the record does not have, ValueError for one without a preferred reading.
    """
    labelled = dataset.labelled_readings(boundary)
    preferred = next((reading for reading in labelled.values() if reading.preferred), None)
    if preferred is None:
        raise NoAnswerError(f"{boundary}: no preferred reading, so that there is nothing to prove")
    event = dataset.event(preferred.event)
    found = dataset.consistency() if contradictions is None else tuple(contradictions)
    conflicts, ruling_ids = _conflicts(dataset, found, set(labelled))
    return Proof(
        boundary=boundary,
        name=event["name"],
        question=_question(boundary, event["extent"]),
        evidence=tuple(_exhibits(dataset, labelled, preferred)),
        gaps=tuple(_gaps(dataset, labelled, preferred)),
        order=tuple(_order(dataset, preferred)),
        conflicts=conflicts,
        searches=_searches(dataset, preferred, ruling_ids),
        ruling=_ruling(dataset, preferred, conflicts),
        reasons=tuple(text for text in (event["date_note"], event["note"]) if text),
    )


def _question(boundary: str, extent: str) -> str:
    if extent == "instant":
        return "When was this?"
    return "When did this end?" if boundary.endswith(":end") else "When did this begin?"


def _exhibits(
    dataset: Dataset, labelled: dict[str, Reading], preferred: Reading
) -> Iterator[Exhibit]:
    instants = {label: _instants(dataset, reading) for label, reading in labelled.items()}
    held = next(instants[label] for label, reading in labelled.items() if reading is preferred)
    grades = dict(zip(dataset.sources["key"], dataset.sources["grade"], strict=True))
    witnesses = dataset.witnesses
    cited = {key for reading in labelled.values() for key in reading.sources}
    copies = {key: witnesses[witnesses["work"] == key].to_dict("records") for key in cited}
    rows = _rows_of(dataset, preferred)
    notes = ["", *rows["note"]]  # the preferred reading comes first, the others as they are listed
    for (label, reading), note in zip(labelled.items(), notes, strict=True):
        kept = reading.standing
        yield Exhibit(
            when=_when(reading),
            said_by=reading.said_by,
            standing=dataset.label("reading-standing", kept) if kept else _PREFERRED,
            evidence=reading.evidence,
            against="" if reading.preferred else _against(instants[label], held),
            note=note,
            sources=tuple(
                (key, dataset.label("grade", grades[key]), what_was_read(copies[key]))
                for key in reading.sources
            ),
        )


def _when(reading: Reading) -> str:
    clock = reading.clock.name if reading.clock and reading.time else ""
    return boundary_text(reading.date, reading.boundary, reading.time, clock)


def _instants(dataset: Dataset, reading: Reading) -> InstantRange | None:
    try:
        return reading.instants(dataset.clocks_in_question(reading.event))
    except BoundaryError:  # its first or its last day is open
        return None


def _against(told: InstantRange | None, held: InstantRange | None) -> str:
    if told is None or held is None:
        return ""
    order = told.order(held)
    if order not in (BEFORE, AFTER):
        return "the same instant" if told == held else "leaves room for it"
    word, apart = "later", told.earliest - held.latest
    if order == BEFORE:
        word, apart = "earlier", held.earliest - told.latest
    if apart < timedelta(minutes=1):
        return f"less than a minute {word}"
    least = "" if told.is_exact and held.is_exact else "at least "
    return f"{least}{elapsed_text(apart)} {word}"


def _gaps(dataset: Dataset, labelled: dict[str, Reading], preferred: Reading) -> Iterator[str]:
    if not preferred.time:
        yield "No hour is held: the preferred reading is a day."
    elif preferred.clock is None:
        names = [clock.name for clock in dataset.clocks_in_question(preferred.event)]
        yield f"The hour has no clock; in question are {list_text(names)}."
    if preferred.clock is not None and preferred.clock.attestation != "strong":
        yield f"The attestation of its clock is {preferred.clock.attestation}."
    if "~" in preferred.time:
        yield "The hour is given as about."
    rows = dataset.sources.set_index("key").loc[list(preferred.sources)]
    read = rows[rows["evidence"] == "read"]
    if read.empty or set(read["grade"]) == {_TERTIARY}:
        yield "Nothing of better grade than tertiary was read for it."
    if independent_sources(preferred.sources, origins_of(dataset.sources)) == 1:
        yield (
            "It has one source." if len(preferred.sources) == 1 else "Its sources have one origin."
        )
    recalled = sum(reading.evidence == "recalled" for reading in labelled.values())
    if recalled:
        yield f"Readings that are only recalled: {number_text(recalled)}."


def _order(dataset: Dataset, preferred: Reading) -> Iterator[str]:
    names = dict(zip(dataset.events["id"], dataset.events["name"], strict=True))
    point = preferred.event, preferred.boundary
    for rule in dataset.rules:
        if rule.kind in (ORDER, DURATION) and point in (rule.before, rule.after):
            yield f"{told_rule(rule, names)}."


def _conflicts(
    dataset: Dataset, found: Iterable[Contradiction], labels: set[str]
) -> tuple[tuple[Conflict, ...], tuple[str, ...]]:
    """The conflicts in which one of the labels stands, and the ids of their rulings.

    What a change of the record brings is not ruled on: `Dataset.consequences` tells it.
    """
    table = ruled(dataset, found)
    table = table[table["ruling_id"] != ""]
    mine = table[table["late"].isin(labels) | table["early"].isin(labels)]
    readings = labelled_readings(dataset)
    classes = dict(zip(dataset.rulings["id"], dataset.rulings["class"], strict=True))
    conflicts = []
    for (ruling, argument), rows in mine.groupby(["ruling", "argument"], sort=False):
        of_class = classes[rows["ruling_id"].iloc[0]]
        dissents = dict.fromkeys(label for of in rows["dissents"] for label in of)
        about = [
            _who(dataset, readings[label], label in labels)
            for label in dissents
            if not of_class or of_class in (readings[label].standing, readings[label].evidence)
        ]
        dissents_of = tuple(dict.fromkeys(about)) or (dataset.label(_CLASS, of_class),)
        conflicts.append(Conflict(len(rows), dissents_of, ruling, argument))
    order = list(dataset.terms.labels("ruling"))
    conflicts.sort(key=lambda conflict: order.index(conflict.ruling))
    return tuple(conflicts), tuple(dict.fromkeys(mine["ruling_id"]))


def _who(dataset: Dataset, reading: Reading, own: bool) -> str:
    """Who gives a reading, and of what where it is another boundary's."""
    who = reading.said_by or "not named"
    return who if own else f"{dataset.event(reading.event)['name']}: {who}"


def _rows_of(dataset: Dataset, preferred: Reading) -> pd.DataFrame:
    """The rows of the dissenting readings of its boundary."""
    rows = dataset.readings
    same = (rows["event"] == preferred.event) & (rows["boundary"] == preferred.boundary)
    return rows[same]


def _searches(
    dataset: Dataset, preferred: Reading, ruling_ids: Iterable[str]
) -> tuple[tuple[str, str], ...]:
    """What was looked for: by the rows of the event, of its readings and of its own rulings."""
    rulings = dataset.rulings.loc[list(ruling_ids)]
    cells: list[tuple[str, ...]] = [dataset.event(preferred.event)["searches"]]
    cells += list(_rows_of(dataset, preferred)["searches"])
    cells += list(rulings.loc[rulings["event"] == preferred.event, "searches"])
    ids = dict.fromkeys(name for cell in cells for name in cell)
    sought = dataset.searches.loc[list(ids)]
    return tuple(zip(sought["sought"] + ".", sought["found"], strict=True))


def _ruling(dataset: Dataset, preferred: Reading, conflicts: tuple[Conflict, ...]) -> str:
    held = _instants(dataset, preferred)
    utc = ""
    if held is not None and preferred.time and held.is_exact:
        utc = f", that is {timed_text(held.earliest)} UTC"
    count = independent_sources(preferred.sources, origins_of(dataset.sources))
    on = f"{count_text(len(preferred.sources), 'source')} of {count_text(count, 'origin')}"
    left = sum(conflict.ruling == "open" for conflict in conflicts)
    rest = f"{count_text(left, 'question')} open" if left else "no question open"
    return f"{_when(preferred)}{utc}: preferred on {on}, with {rest}."
