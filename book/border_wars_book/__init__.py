"""What makes the notebooks into a book.

A Sphinx extension (figures from plotly output, tables, languages, the page and its search), a
builder for the printed book, and the command that runs them over freshly executed notebooks.
The package knows MIME types and pages; it knows nothing of events.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def setup(app: Sphinx) -> dict[str, Any]:
    """Register everything with Sphinx; the import waits until Sphinx asks for it."""
    from border_wars_book.extension import register

    return register(app)
