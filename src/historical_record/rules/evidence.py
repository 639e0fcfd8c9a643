"""What the record claims to know, and how: evidence, sources, words quoted."""

from __future__ import annotations

import re
from collections.abc import Iterator

from historical_record.problems import Problem
from historical_record.record import Record
from historical_record.schema import Column
from historical_record.verdicts import COMPUTED, weighed

__all__ = ["check_citations", "check_preferred", "check_quotes", "check_rests_on", "is_longer"]

QUOTE_LIMIT = 20
"""Words of a source that may be quoted are fewer than this."""
UNSPACED_LIMIT = 60
"""The same for Chinese and Japanese, which put no spaces between words: characters."""

_MARK = re.compile('[“”«»"]')
_PAIRS = (("“", "”"), ("«", "»"))
_QUOTED = re.compile(r"“([^”]*)”|«([^»]*)»|\"([^\"]*)\"")
_UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]")


def check_citations(record: Record) -> Iterator[Problem]:
    """A value that was read or derived cites a source; one that was read, a source that was."""
    recalled = {
        row.get("key", "")
        for row in record.tables["sources"].rows
        if row.get("evidence") == "recalled"
    }
    for name, cells in record.tables.items():
        columns = cells.table.column_names
        if "sources" not in columns or "evidence" not in columns:
            continue
        for index, row in enumerate(cells.rows):
            sources, evidence = record.items(row, "sources"), row.get("evidence")
            if not sources and evidence in ("read", "derived") and name != "names":
                message = f"blank: a value that was {evidence} cites at least one source"
                yield cells.problem(index, "sources", message)
            elif sources and evidence == "read" and recalled.issuperset(sources):
                message = "says read, but every source cited is only recalled"
                yield cells.problem(index, "evidence", message)
    for index, row in enumerate(record.tables["claims"].rows):
        yield from _claim_faults(record, index, row)


def _claim_faults(record: Record, index: int, row: dict[str, str]) -> Iterator[Problem]:
    claims, verdict = record.tables["claims"], row.get("verdict")
    if verdict == COMPUTED:
        if not row.get("computation"):
            message = "blank: a computed verdict names its computation"
            yield claims.problem(index, "computation", message)
    elif verdict:
        if row.get("computation"):
            message = f"names a computation, but the verdict is typed as {verdict}"
            yield claims.problem(index, "computation", message)
        for column in ("argument", "sources"):
            if not row.get(column):
                message = "blank: a verdict that is not computed gives its argument and sources"
                yield claims.problem(index, column, message)
        for column in ("bears_out", "speaks_against"):
            if odd := set(record.items(row, column)).difference(record.items(row, "sources")):
                yield claims.problem(index, column, f"{min(odd)!r} is not among its sources")
        sides = (record.items(row, "bears_out"), record.items(row, "speaks_against"))
        found = weighed(*sides, row.get("turns_on", ""), row.get("short_of", ""))
        if verdict != found:
            message = f"the evidence of the row makes it {found}"
            yield claims.problem(index, "verdict", message)


def check_preferred(record: Record) -> Iterator[Problem]:
    """A recalled reading is not preferred where a reading that was read exists."""
    events = record.tables["events"]
    better: dict[str, dict[str, str]] = {}
    for row in record.tables["readings"].rows:
        if row.get("evidence") in ("read", "derived"):
            better.setdefault(row.get("event", ""), row)
    for index, row in enumerate(events.rows):
        if row.get("evidence") == "recalled" and (other := better.get(row.get("id", ""))):
            message = (
                f"a recalled reading is preferred although {other.get('date')} is "
                f"{other.get('evidence')}: exchange them"
            )
            yield events.problem(index, "evidence", message)


def check_quotes(record: Record) -> Iterator[Problem]:
    """Quotations stay short, and marks of quotation are closed."""
    for cells in record.tables.values():
        for column in cells.table.columns:
            if not _is_prose(column):
                continue
            whole = column.name == "quote"
            for index, row in enumerate(cells.rows):
                value = row.get(column.name, "")
                if not value or not (whole or _MARK.search(value)):
                    continue
                spans = [value] if whole else ["".join(found) for found in _QUOTED.findall(value)]
                if any(is_longer(span, QUOTE_LIMIT - 1) for span in spans):
                    message = f"a quotation of {QUOTE_LIMIT} words or more: expected fewer"
                    yield cells.problem(index, column.name, message)
                if any(value.count(left) != value.count(right) for left, right in _PAIRS):
                    yield cells.problem(index, column.name, "a quotation mark is left open")


def _is_prose(column: Column) -> bool:
    ruled = column.vocabulary or column.refers or column.role or column.pattern
    return column.type == "string" and not ruled


def is_longer(text: str, words: int) -> bool:
    """Whether a quotation has more than so many words, or as many unspaced characters."""
    return len(text.split()) > words or len(_UNSPACED.findall(text)) >= UNSPACED_LIMIT


def check_rests_on(record: Record) -> Iterator[Problem]:
    """No source rests on itself, directly or by way of others."""
    sources = record.tables["sources"]
    rests = {row.get("key", ""): record.items(row, "rests_on") for row in sources.rows}
    for index, row in enumerate(sources.rows):
        key, found, waiting = row.get("key", ""), set(), record.items(row, "rests_on")
        while waiting:
            current = waiting.pop()
            if current not in found:
                found.add(current)
                waiting += rests.get(current, [])
        if key in found:
            yield sources.problem(index, "rests_on", f"{key!r} rests on itself")
