"""What a changed record says against itself that it did not say before, a line for each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta

from historical_record.durations import duration
from historical_record.record import Record
from historical_record.rules.dissents import check_standing
from historical_record.rules.durations import check_durations
from historical_time.consistency import Contradiction, Statement
from historical_time.network import Rule
from historical_time.words import NO_BREAK, elapsed_in_words

__all__ = ["Consequences", "consequences_of"]

_SOURCES = 3  # of a rule, named in its line


class Consequences(tuple[str, ...]):
    """What no longer agrees, in sentences by ids; shown with a line for each."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "\n".join(self) or "Nothing contradicts it."


def consequences_of(
    record: Record,
    origin: Record,
    found: Iterable[Contradiction],
    before: Iterable[Contradiction],
) -> Consequences:
    """The contradictions ``found`` that were not there ``before``, and the rows left behind.

    Those are the durations that were counted from a date that is another now, and the readings
    that were the same instant as the preferred one. Both contradictions are of preferred readings.
    """
    known = {contradiction.labels for contradiction in before}
    changed = {id for id, row in record.events.items() if origin.events.get(id) is not row}
    told = [_told(one, changed) for one in found if one.labels not in known]
    lines = [*told, *_left_behind(record, origin)]
    return Consequences(line.replace(NO_BREAK, " ") for line in lines)


def _told(found: Contradiction, changed: set[str]) -> str:
    if found.late is None or found.early is None:
        return f"these go round in a circle: {_stated(found.rules)}"
    too_early = found.early.event in changed or found.late.event not in changed
    subject, other = (found.early, found.late) if too_early else (found.late, found.early)
    side = "before" if too_early else "after"
    exact = all(one.earliest == one.latest for one in (found.late, found.early))
    apart = ("" if exact else "at least ") + elapsed_in_words(found.apart)
    if found.length > timedelta(0) or len(found.rules) != 1:
        side = f"too {'early' if too_early else 'late'} for"
    return f"{_named(subject)} is now {apart} {side} {_named(other)}, but {_stated(found.rules)}"


def _named(said: Statement) -> str:
    whole = said.label == said.event  # the label of a start is the event's alone
    return f"{said.event}" if whole else f"the {said.boundary} of {said.event}"


def _stated(rules: Iterable[Rule]) -> str:
    return "; ".join(rule.label + _sources(rule.sources) for rule in rules)


def _sources(keys: tuple[str, ...]) -> str:
    more = f" and {len(keys) - _SOURCES} more" if len(keys) > _SOURCES else ""
    return f" ({', '.join(keys[:_SOURCES])}{more})" if keys else ""


def _left_behind(record: Record, origin: Record) -> Iterator[str]:
    """Rows that agreed with a preferred reading as it was."""
    durations, readings = record.tables.get("durations"), record.tables["readings"]
    known = {str(problem) for problem in check_standing(origin)}
    if durations is not None:
        known |= {str(problem) for problem in check_durations(origin)}
        for problem in check_durations(record):
            row = durations.rows[durations.lines.index(problem.row)]
            if row["evidence"] != "read" and str(problem) not in known:  # else it is a rule
                length = elapsed_in_words(*(duration(row[m]) for m in ("least", "most") if row[m]))
                yield (
                    f"{row['after']} is no more {length} after {row['before']}, "
                    f"as the duration {row['id']} has it"
                )
    for problem in check_standing(record):
        if problem.column == "standing" and str(problem) not in known:
            row = readings.rows[readings.lines.index(problem.row)]
            said = record.reading(row["date"], row["boundary"], row["time"], row["clock"])
            text = said.said() if said else row["date"]
            yield f"{row['event']} is no more the instant that {row['said_by']} gives, {text}"
