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
from historical_time.consistency import Contradiction
from historical_time.network import DURATION, ORDER, PART, SPAN, Rule
from historical_time.readings import Reading

__all__ = ["by_dissent", "labelled_readings", "rule_breaks", "statements_to_set_aside"]

_WORDS = {
    ORDER: "before what it follows",
    DURATION: "too soon or too late after another",
    SPAN: "over before it began",
    PART: "outside its whole",
}
_BREAKS = ["dissent", "kind", "late", "early", "rule", "told", "apart", "preferred"]
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
        told = "; ".join(_told(rule, dataset.events["name"]) for rule in found.rules)
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


def _told(rule: Rule, names: Mapping[str, str]) -> str:
    """The rule with the names of its events."""
    before, after = names[rule.before[0]], names[rule.after[0]]
    if rule.kind == SPAN:
        return f"{after} starts before it ends"
    if rule.kind == PART:
        part, whole = (after, before) if rule.stated_by == rule.after[0] else (before, after)
        return f"{part} is part of {whole}"
    return f"{after} comes after {before}"
