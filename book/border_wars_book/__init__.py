"""What makes the notebooks into a book.

A Sphinx extension (figures from plotly output, tables, languages, the page and its search), a
builder for the printed book, and the command that runs them over freshly executed notebooks.
The package knows MIME types and pages; of events it knows what the record exports for the
explorer, the page's and the widget that ``border_wars_book.explore`` makes of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from border_wars_book.lab.widget import explore as explore


def setup(app: Sphinx) -> dict[str, Any]:
    """Register everything with Sphinx; the import waits until Sphinx asks for it."""
    from border_wars_book.extension import register

    return register(app)


def __getattr__(name: str) -> Any:
    """`explore`, imported when it is first asked for: it needs what pages do not."""
    if name != "explore":
        raise AttributeError(f"module 'border_wars_book' has no attribute {name!r}")
    from border_wars_book.lab.widget import explore

    return explore
