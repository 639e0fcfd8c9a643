"""A work has one short form: on a page as the bibliography's style makes it, in figures as read."""

from __future__ import annotations

from border_wars_book.citations import RECORD, BookStyle
from pybtex.database import parse_file

from historical_record.short_citations import short_citations


def test_every_work_is_labelled_on_a_page_as_in_figures(dataset):
    style = BookStyle()
    entries = style.sort(parse_file(str(RECORD / "references.bib")).entries.values())
    on_pages = dict(
        zip([entry.key for entry in entries], style.format_labels(entries), strict=True)
    )
    in_figures = short_citations(dataset.references)
    assert len(on_pages) > 500
    assert on_pages == in_figures
