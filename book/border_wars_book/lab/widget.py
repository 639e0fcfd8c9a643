"""Two events and a clock in a cell of JupyterLab: the page's explorer, of whatever data set.

The widget is the page's own scripts with a line that starts them there, so that there is one
explorer; what is chosen in it is known to Python, and the other way round.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from historical_record.dataset import Dataset
from historical_record.reckoning import dated_readings, instants_table
from historical_time.instants import InstantRange
from historical_time.intervals import Interval, interval_between
from plain_text.told import ToldError
from timelines.palette import css_variables

__all__ = ["MissingLibraryError", "explore"]

_HERE = Path(__file__).parent
_STATIC = _HERE.parent / "theme" / "static"
_OF_THE_PAGE = ("civil.js", "land.js", "explorer.js")


class MissingLibraryError(ToldError, ImportError):
    """A library that only this needs is not installed; the message says which and how."""


def explore(dataset: Dataset, a: str, b: str, clock: str = "utc") -> Any:
    """A widget that asks of two boundaries how far apart they are, on a clock.

    ``a`` and ``b`` name boundaries as for `Dataset.interval`; unknown ones raise as it does.
    ``widget.a``, ``widget.b`` and ``widget.clock`` are what is chosen in the cell, and may be set;
    ``widget.answer`` is the Interval between them. MissingLibraryError without anywidget.
    """
    widget = _widget()
    for boundary in (a, b):
        dataset.instant(boundary)
    changes = f", changed so: {'; '.join(dataset.changes)}" if dataset.changes else ""
    cite = f"Computed from the record{changes}"
    record = json.dumps(instants_table(dataset), ensure_ascii=False, separators=(",", ":"))
    made = widget(a=a, b=b, clock=dataset.clock(clock).id, record=record, cite=cite)
    made.dataset = dataset
    return made


@cache
def _widget() -> Any:
    try:
        import anywidget
        import traitlets
    except ImportError as error:
        told = "explore needs anywidget, which is not installed: pip install anywidget"
        raise MissingLibraryError(told) from error

    class Explorer(anywidget.AnyWidget):  # type: ignore[misc]
        """The explorer in a cell; see `explore`."""

        _esm = "\n".join(
            path.read_text("utf-8")
            for path in (*(_STATIC / name for name in _OF_THE_PAGE), _HERE / "widget.js")
        )
        _css = (_STATIC / "explorer.css").read_text("utf-8") + _page_style()
        a, b, clock = (traitlets.Unicode().tag(sync=True) for _ in range(3))
        ra, rb, record, cite = (traitlets.Unicode().tag(sync=True) for _ in range(4))
        chosen = traitlets.Dict().tag(sync=True)  # of each side its boundary and reading
        dataset: Dataset

        @property
        def answer(self) -> Interval:
            """The interval between what is chosen, from whichever certainly comes first."""
            one, other = self._range("a", self.a), self._range("b", self.b)
            if one.earliest > other.latest:
                one, other = other, one
            return interval_between(one, other, self.dataset.clock(self.clock))

        def _range(self, side: str, boundary: str) -> InstantRange:
            of, number = self.chosen.get(side, (boundary, 0))
            readings = list(dated_readings(self.dataset, boundary))
            return readings[number if of == boundary else 0][1]

    return Explorer


def _page_style() -> str:
    """What the page's own style gives there: its colours, light and dark, and plain tables."""
    of = {"paper": "paper", "muted": "muted", "hairline": "hairline", "band": "band"}
    of |= {"link": "full-blue", "accent": "reference"}
    page = "".join(f"--{name}: var(--figure-{role}); " for name, role in of.items())
    return (
        f"\n.explorer {{ {css_variables('light')} {page} color: var(--figure-ink); width: 100%; }}"
        f'\n[data-jp-theme-light="false"] .explorer {{ {css_variables("dark")} }}'
        "\n.explorer.explorer dl > :is(dt, dd) { float: none; width: auto; }"
        "\n.explorer .table-scroll { overflow-x: auto; }"
        "\n.explorer * { box-sizing: border-box; }"
        "\n.explorer table { border-collapse: collapse; margin: 1rem 0; font-size: 0.9rem; }"
        "\n.explorer :is(caption, th, td) { text-align: left; vertical-align: top; }"
        "\n.explorer :is(th, td) { padding: 0.3rem 0.9rem 0.3rem 0; }"
        "\n.explorer tr { border-bottom: 1px solid var(--hairline); }\n"
    )
