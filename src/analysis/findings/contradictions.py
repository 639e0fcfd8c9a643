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
from historical_time.consistency import Contradiction, Rule
from historical_time.readings import Reading

__all__ = ["by_dissent", "labelled_readings", "rule_breaks", "statements_to_set_aside"]

CAUSE, PART, SPAN = "before what it follows", "outside its whole", "over before it began"
_BREAKS = ["dissent", "kind", "late", "early", "rule", "told", "apart", "preferred"]
_JOINTS = (" comes after ", " is part of ", " starts before it ends")
_DISSENTS = ["label", "event", "said_by", "evidence", "sources", "pairs", "rules", "firm", "kinds"]


def labelled_readings(dataset: Dataset) -> dict[str, Reading]:
    """Every reading by the label that the consistency check uses for it."""
    found: dict[str, Reading] = {}
    for event in dataset.events.itertuples():
        for side in ("start",) if event.extent == "instant" else ("start", "end"):
            name = event.id if event.extent == "instant" else f"{event.id}:{side}"
            for reading in dataset.readings_of(name):
                label, number = reading.label, 2
                while label in found:  # as Dataset.instants tells two of one label apart
                    label, number = f"{reading.label} {number}", number + 1
                found[label] = reading
    return found


def rule_breaks(dataset: Dataset, contradictions: Iterable[Contradiction]) -> pd.DataFrame:
    """The contradictions along rules, a row for each dissenting reading in them.

    Columns: ``dissent`` (its label), ``kind`` (which kind of rule), ``late`` and ``early`` (the
    labels), ``rule`` (the chain, by ids), ``told`` (the same by names), ``apart`` (the least time
    by which they miss), ``preferred`` (whether the other end is a preferred reading).
    """
    readings = labelled_readings(dataset)
    after = dataset.events["after"]
    rows = []
    for found in contradictions:
        if found.kind != "rules":
            continue
        ends = (found.late.label, found.early.label)
        dissents = [label for label in ends if not readings[label].preferred]
        kinds = {_kind(rule, after) for rule in found.rules}
        kind = next(kind for kind in (CAUSE, SPAN, PART) if kind in kinds)
        rule = "; ".join(rule.label for rule in found.rules)
        told = "; ".join(_told(rule, dataset.events["name"]) for rule in found.rules)
        apart = found.late.earliest - found.early.latest
        said = [kind, *ends, rule, told, apart, len(dissents) == 1]
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


def _kind(rule: Rule, after: Mapping[str, tuple[str, ...]]) -> str:
    if rule.before[0] == rule.after[0]:
        return SPAN
    return CAUSE if rule.before[0] in after[rule.after[0]] else PART


def _told(rule: Rule, names: Mapping[str, str]) -> str:
    """The rule with the names of its events."""
    joint = next(joint for joint in _JOINTS if joint in rule.label)
    one, _, other = rule.label.partition(joint)
    return names[one] + joint + (names[other] if other else "")
