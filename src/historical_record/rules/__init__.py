"""Everything the record promises, checked: one function for each rule or family of rules.

Each takes the record as text and yields problems; none stops at the first, none relies on another
having passed, and none raises.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from historical_record.problems import Problem
from historical_record.record import Record
from historical_record.rules.attested import check_matters, check_parties, check_seats
from historical_record.rules.cells import check_cells, check_keys
from historical_record.rules.dates import (
    check_date_cells,
    check_event_dates,
    check_first_days,
    check_readings,
    check_spans,
    check_times,
)
from historical_record.rules.dissents import check_doubts, check_searches, check_standing
from historical_record.rules.durations import check_durations
from historical_record.rules.errata import check_corrections, check_withdrawn
from historical_record.rules.evidence import (
    check_citations,
    check_preferred,
    check_quotes,
    check_rests_on,
)
from historical_record.rules.extracts import check_extracts, check_staters
from historical_record.rules.figures import (
    check_figure_ids,
    check_figures,
    check_ranges,
    check_sayers,
    check_years,
)
from historical_record.rules.frames import check_frames, check_lettering
from historical_record.rules.lines import (
    check_axes,
    check_controls,
    check_geometry,
    check_layers,
    check_lines,
)
from historical_record.rules.nesting import check_duplicates, check_order, check_parents
from historical_record.rules.people import check_offices, check_people
from historical_record.rules.pinyin import check_pinyin
from historical_record.rules.printed import (
    check_days_of_ids,
    check_days_printed,
    check_first_sources,
    check_points_printed,
    check_quotes_printed,
)
from historical_record.rules.references import (
    check_addresses,
    check_references,
    check_sources,
    check_subjects,
)
from historical_record.rules.rulings import check_rulings
from historical_record.rules.spelling import (
    check_characters,
    check_romanised,
    check_spelling,
)
from historical_record.rules.tables import (
    check_clauses,
    check_clocks,
    check_names,
    check_places,
    check_vocabularies,
)
from historical_record.rules.works import (
    check_best_first,
    check_entries,
    check_grades,
    check_same_page,
    check_same_work,
    check_scripts,
    check_volumes,
    check_witnesses,
)

__all__ = ["CHECKS", "VALUES", "WITNESSES", "check_record"]

CHECKS: tuple[Callable[[Record], Iterator[Problem]], ...] = (
    check_vocabularies,
    check_cells,
    check_keys,
    check_references,
    check_subjects,
    check_sources,
    check_addresses,
    check_entries,
    check_scripts,
    check_witnesses,
    check_grades,
    check_same_page,
    check_same_work,
    check_volumes,
    check_best_first,
    check_extracts,
    check_staters,
    check_clocks,
    check_date_cells,
    check_times,
    check_first_days,
    check_event_dates,
    check_spans,
    check_readings,
    check_standing,
    check_searches,
    check_doubts,
    check_rulings,
    check_parents,
    check_order,
    check_durations,
    check_duplicates,
    check_places,
    check_figures,
    check_names,
    check_pinyin,
    check_people,
    check_offices,
    check_lines,
    check_geometry,
    check_layers,
    check_axes,
    check_controls,
    check_frames,
    check_lettering,
    check_corrections,
    check_withdrawn,
    check_citations,
    check_preferred,
    check_quotes,
    check_rests_on,
)

WITNESSES: tuple[Callable[[Record], Iterator[Problem]], ...] = (
    check_days_printed,
    check_days_of_ids,
    check_first_sources,
    check_points_printed,
    check_quotes_printed,
    check_parties,
    check_seats,
    check_matters,
    check_figure_ids,
    check_ranges,
    check_sayers,
    check_years,
    check_romanised,
    check_characters,
    check_spelling,
    check_clauses,
)
"""What stands twice, in a row, its words, its id or an extract, agrees: asked of a sound record."""

VALUES = (check_cells, check_references, check_date_cells, check_times, check_event_dates)
"""Those of them that judge an event's row by itself, whatever other rows say of time."""


def check_record(record: Record) -> list[Problem]:
    """All problems of the record, by file in the descriptor's order and then by line."""
    found = [problem for check in CHECKS for problem in check(record)]
    if not found and all(cells.whole for cells in record.tables.values()):
        found = [problem for check in WITNESSES for problem in check(record)]
    order = {cells.table.file: place for place, cells in enumerate(record.tables.values())}
    return sorted(
        dict.fromkeys(found),
        key=lambda problem: (order.get(problem.file, -1), problem.row, problem.column),
    )
