"""What WeasyPrint and pydyf do wrong or slowly, mended until they do it right themselves."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any


def links_of_anchors(document: Any) -> None:
    """Leave one link annotation for each line of an `<a>`.

    WeasyPrint 70 gives one more to every inline element inside the `<a>`, over the same words, and
    tags it outside any Link, which PDF/UA-1 (7.18.5) forbids.
    """
    for page in document.pages:
        page.links[:] = [link for link in page.links if link[-1].element_tag == "a"]


@contextlib.contextmanager
def page_references_kept() -> Iterator[None]:
    """Remember a PDF's page references while it is written.

    pydyf 0.13 makes the whole list anew whenever one is asked for, which WeasyPrint does for every
    tagged box: a tenth of the time it takes to write this book.
    """
    import pydyf

    made_anew = pydyf.PDF.page_references
    kept: dict[int, tuple[bytes, ...]] = {}

    def references(pdf: Any) -> tuple[bytes, ...]:
        count = len(pdf.pages["Kids"])
        if count not in kept:
            kept.clear()
            kept[count] = made_anew.fget(pdf)
        return kept[count]

    pydyf.PDF.page_references = property(references)
    try:
        yield
    finally:
        pydyf.PDF.page_references = made_anew
