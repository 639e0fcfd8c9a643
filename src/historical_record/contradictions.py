"""The contradictions of the record, told by the reading that causes them.

The consistency check names pairs of statements that cannot both be true. The preferred readings
agree with each other, so that every contradiction has a dissenting reading at one end at least.
Grouped by it, hundreds of pairs become a list of statements, each with what it is at odds with:
other readings of the same boundary (sources differ), or a rule (an event before its cause, outside
the event it is part of, or over before it began).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pandas as pd

from historical_record.dataset import Dataset
from historical_record.problems import Problem
from historical_time.consistency import Contradiction
from historical_time.network import DURATION, ORDER, PART, SPAN, Rule
from historical_time.readings import Reading
from historical_time.words import lasting_text

__all__ = [
    "by_dissent",
    "labelled_readings",
    "rule_breaks",
    "ruled",
    "ruling_counts",
    "ruling_faults",
    "statements_to_set_aside",
    "told_rule",
]

_WORDS = {
    ORDER: "before what it follows",
    DURATION: "too soon or too late after another",
    SPAN: "over before it began",
    PART: "outside its whole",
}
_BREAKS = ["dissent", "kind", "late", "early", "rule", "told", "apart", "preferred"]
_RULED = ["late", "early", "kind", "dissents", "ruling_id", "ruling", "argument"]
_DISSENTS = ["label", "event", "said_by", "evidence", "sources", "pairs", "rules", "firm", "kinds"]


def labelled_readings(dataset: Dataset) -> dict[str, Reading]:
    """Every reading by the label that the consistency check uses for it."""
    return {
        label: reading
        for event in dataset.events["id"]
        for boundary in dataset.boundaries(event)
        for label, reading in dataset.labelled_readings(boundary).items()
    }


def rule_breaks(dataset: Dataset, contradictions: Iterable[Contradiction]) -> pd.DataFrame:
    """The contradictions along rules, a row for each dissenting reading in them.

    Columns: ``dissent`` (its label), ``kind`` (which kind of rule), ``late`` and ``early`` (the
    labels), ``rule`` (the chain, by ids), ``told`` (the same by names), ``apart`` (the least time
    by which they miss), ``preferred`` (whether the other end is a preferred reading).
    """
    readings = labelled_readings(dataset)
    rows = []
    for found in contradictions:
        if found.kind != "rules":
            continue
        ends = [end.label for end in (found.late, found.early) if end is not None]
        dissents = [label for label in ends if not readings[label].preferred]
        kinds = {rule.kind for rule in found.rules}
        kind = next(words for kind, words in _WORDS.items() if kind in kinds)
        rule = "; ".join(rule.label for rule in found.rules)
        told = "; ".join(told_rule(rule, dataset.events["name"]) for rule in found.rules)
        said = [kind, *ends, rule, told, found.apart, len(dissents) == 1]
        rows += [[label, *said] for label in dissents]
    return pd.DataFrame(rows, columns=_BREAKS)


def by_dissent(dataset: Dataset, contradictions: Iterable[Contradiction]) -> pd.DataFrame:
    """A row for each dissenting reading at odds with anything, those that break most rules first.

    Columns: ``label, event, said_by, evidence, sources``; ``pairs`` (contradictions with readings
    of the same boundary), ``rules`` (contradictions along rules), ``firm`` (those of both whose
    other end is a preferred reading) and ``kinds`` (of the rules broken).
    """
    contradictions = tuple(contradictions)
    readings = labelled_readings(dataset)
    breaks = rule_breaks(dataset, contradictions)
    kinds = {label: tuple(sorted(set(rows))) for label, rows in breaks.groupby("dissent")["kind"]}
    counts: dict[str, dict[str, int]] = {}
    for found in contradictions:
        ends = [end.label for end in (found.late, found.early) if end is not None]
        dissents = [label for label in ends if not readings[label].preferred]
        for label in dissents:
            count = counts.setdefault(label, {"readings": 0, "rules": 0, "firm": 0})
            count[found.kind] += 1
            count["firm"] += len(dissents) == 1
    rows = []
    for label, count in counts.items():
        said = readings[label]
        who = [said.event, said.said_by, said.evidence, said.sources]
        numbers = [count["readings"], count["rules"], count["firm"]]
        rows.append([label, *who, *numbers, kinds.get(label, ())])
    frame = pd.DataFrame(rows, columns=_DISSENTS)
    order = ["rules", "pairs", "label"]
    return frame.sort_values(order, ascending=[False, False, True], ignore_index=True)


def ruled(dataset: Dataset, contradictions: Iterable[Contradiction]) -> pd.DataFrame:
    """A row for each contradiction, with the one ruling that answers for it.

    The first of these that fits: the class "other-matter", "less-likely" or "recalled", if one of
    its readings is so; the class "two-dissents", if both of its readings dissent and one of them
    contradicts a preferred reading too; the row of rulings.csv that names the boundary of the
    dissent and who says so; the row that names the boundary alone.

    Columns: ``late``, ``early`` (the labels), ``kind`` (as of the contradiction), ``dissents``
    (the labels of those that dissent), ``ruling_id`` (blank where no ruling fits), ``ruling`` and
    ``argument``.
    """
    readings = labelled_readings(dataset)
    table = dataset.tables["rulings"]
    by_class = {row["class"]: row for row in table.to_dict("records") if row["class"]}
    by_boundary = {
        (row["event"], row["boundary"], row["said_by"]): row
        for row in table.to_dict("records")
        if not row["class"]
    }
    contradictions = tuple(contradictions)
    ends = [_ends(found) for found in contradictions]
    dissents = [[label for label in of if label and not readings[label].preferred] for of in ends]
    firm = {of[0] for of in dissents if len(of) == 1}
    rows = []
    for found, labels, dissenting in zip(contradictions, ends, dissents, strict=True):
        said = [readings[label] for label in dissenting]
        named = _class_of(said, not firm.isdisjoint(dissenting))
        if named:
            row = by_class.get(named, {})
        else:
            keys = [(r.event, r.boundary, who) for r in said for who in (r.said_by, "")]
            row = next((by_boundary[key] for key in keys if key in by_boundary), {})
        told = [row.get(column, "") for column in ("id", "ruling", "argument")]
        rows.append([*labels, found.kind, tuple(dissenting), *told])
    return pd.DataFrame(rows, columns=_RULED)


def ruling_counts(dataset: Dataset, contradictions: Iterable[Contradiction]) -> dict[str, int]:
    """How many contradictions have each ruling, in the order of the vocabulary."""
    counts = ruled(dataset, contradictions)["ruling"].value_counts()
    return {term: int(counts.get(term, 0)) for term in dataset.terms.labels("ruling")}


def ruling_faults(dataset: Dataset, contradictions: Iterable[Contradiction]) -> list[Problem]:
    """A problem for each contradiction without a ruling, and for each ruling without one."""
    if "rulings" not in dataset.tables:
        return []
    file = dataset.schema["rulings"].file
    table = ruled(dataset, contradictions)
    missing = table[table["ruling_id"] == ""]
    faults = [
        Problem(
            file, 0, "", f"{row.late} and {row.early}", "cannot both be true: expected a ruling"
        )
        for row in missing.itertuples()
    ]
    used = set(table["ruling_id"])
    for line, ruling in enumerate(dataset.rulings["id"], 2):
        if ruling not in used:
            faults.append(Problem(file, line, "id", ruling, "answers for no contradiction"))
    return faults


def _ends(found: Contradiction) -> list[str]:
    return [end.label if end is not None else "" for end in (found.late, found.early)]


def _class_of(said: list[Reading], firm: bool) -> str:
    """The class of contradictions in which these readings dissent; blank for none."""
    for standing in ("other-matter", "less-likely"):
        if any(reading.standing == standing for reading in said):
            return standing
    if any(reading.evidence == "recalled" for reading in said):
        return "recalled"
    return "two-dissents" if len(said) > 1 and firm else ""


def statements_to_set_aside(
    dataset: Dataset, contradictions: Iterable[Contradiction]
) -> tuple[str, ...]:
    """Dissenting readings without which none of ``contradictions`` is left.

    First those that contradict a preferred reading, which have no choice; then, as long as
    contradictions between dissents are left, the one in most of them. The second step is greedy,
    so that the list is enough but need not be the shortest.
    """
    readings = labelled_readings(dataset)
    pairs = []
    for found in contradictions:
        ends = [end.label for end in (found.late, found.early) if end is not None]
        pairs.append({label for label in ends if not readings[label].preferred})
    chosen = list(dict.fromkeys(label for pair in pairs if len(pair) == 1 for label in pair))
    left = [pair for pair in pairs if pair.isdisjoint(chosen)]
    while left:
        counts = pd.Series([label for pair in left for label in sorted(pair)]).value_counts()
        chosen.append(min(counts[counts == counts.max()].index))
        left = [pair for pair in left if chosen[-1] not in pair]
    return tuple(chosen)


def told_rule(rule: Rule, names: Mapping[str, str]) -> str:
    """The rule with the names of its events, by id in ``names``, in quotation marks."""
    before, after = (f"“{names[event]}”" for event, _ in (rule.before, rule.after))
    if rule.kind == SPAN:
        return f"{after} starts before it ends"
    if rule.kind == PART:
        part, whole = (after, before) if rule.stated_by == rule.after[0] else (before, after)
        return f"{part} is part of {whole}"
    if rule.kind == DURATION:
        return f"{after} is {lasting_text(rule.least, rule.most)} after {before}"
    return f"{after} comes after {before}"
