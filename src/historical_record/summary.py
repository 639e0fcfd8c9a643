"""What the record holds, in counts: rows, kinds, evidence, independent sources, clocks.

Two sources are independent when neither rests on the other and no third source stands behind
both, as far as ``rests_on`` in sources.csv says. Independence is counted as the number of groups
into which an event's sources fall when those that share an origin are put together.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from historical_record.dependence import independent_sources, origins_of

__all__ = ["Summary", "summarise"]

NOT_SAID = "not stated"


@dataclass(frozen=True)
class Summary:
    """Counts of a data set; ``str`` gives them as lines to print."""

    rows: dict[str, int]
    events_by_kind: dict[str, int]
    events_by_evidence: dict[str, int]
    events_by_sources: dict[int, int]
    """Events by the number of sources they cite."""
    events_by_independent_sources: dict[int, int]
    readings_by_clock: dict[str, int]
    """Readings that give an hour, preferred and dissenting, by the clock they give it on."""

    def __str__(self) -> str:
        lines = [_line("rows per table", self.rows)]
        lines.append(_line("events by kind", self.events_by_kind))
        lines.append(_line("events by evidence", self.events_by_evidence))
        lines.append(_line("events by number of sources", self.events_by_sources))
        independent = self.events_by_independent_sources
        lines.append(_line("events by number of independent sources", independent))
        for what, counts in (("sources", self.events_by_sources), ("independent", independent)):
            held = sum(count for number, count in counts.items() if number >= 2)
            name = "sources" if what == "sources" else "independent sources"
            lines.append(f"events on two or more {name}: {held} ({_share(counts):.0%})")
        lines.append(_line("readings with an hour by clock", self.readings_by_clock))
        return "\n".join(lines)


def summarise(tables: Mapping[str, pd.DataFrame]) -> Summary:
    """Count what the tables of a record hold."""
    events = tables["events"]
    origins = origins_of(tables["sources"])
    independent = [independent_sources(cited, origins) for cited in events["sources"]]
    return Summary(
        rows={name: len(table) for name, table in tables.items() if len(table)},
        events_by_kind=_counted(events["kind"]),
        events_by_evidence=_counted(events["evidence"]),
        events_by_sources=dict(sorted(Counter(len(cited) for cited in events["sources"]).items())),
        events_by_independent_sources=dict(sorted(Counter(independent).items())),
        readings_by_clock=_counted(_clocks_of_hours(events, tables["readings"])),
    )


def _clocks_of_hours(events: pd.DataFrame, readings: pd.DataFrame) -> pd.Series:
    clocks = [
        events.loc[events["start_time"] != "", "clock"],
        events.loc[events["end_time"] != "", "clock"],
        readings.loc[readings["time"] != "", "clock"],
    ]
    return pd.concat(clocks)


def _counted(values: pd.Series) -> dict[str, int]:
    counts = Counter(value or NOT_SAID for value in values)
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def _share(counts: Mapping[int, int]) -> float:
    total = sum(counts.values())
    return sum(count for number, count in counts.items() if number >= 2) / total if total else 0.0


def _line(title: str, counts: Mapping[str, int] | Mapping[int, int]) -> str:
    return f"{title}: " + ", ".join(f"{name} {count}" for name, count in counts.items())
