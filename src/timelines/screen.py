"""Text and colours as plotly takes them: everything from the data is shown as it was typed.

plotly reads its labels, names and hovers as a small HTML, as templates (`%{...}`) and, where a
page has MathJax, as TeX between dollar signs. Each of those is written here as a character
reference, which plotly turns back into the character after it has looked for markup.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from timelines import typeface as fonts
from timelines.description import LAST_POSITION, moment_at
from timelines.labels import Metrics
from timelines.palette import colour

_REFERENCES = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", "$": "&#36;", "%": "&#37;", "{": "&#123;"}
)
# A piece of a plotly figure, as plain JSON values.
Spec = dict[str, Any]
NARROW_PLOT, WIDE_PLOT = 252.0, 640.0
SIDE = 18.0  # left and right margin: half a label of the axis
FONT = 13.0


def screen_metrics(*, wide: bool) -> Metrics:
    """The sizes of the screen, in CSS pixels.

    The narrow plot is what a 320-pixel page leaves inside its own margins. `looseness` allows for
    the wider sans of a reader who has not the book's typeface.
    """
    return Metrics(
        width=WIDE_PLOT if wide else NARROW_PLOT,
        font=FONT,
        looseness=1.12,
        bar=18.0,
        row_gap=8.0,
        label_gap=5.0,
        text_line=FONT * 1.3,
        heading=27.0,
        radius=7.0,
        stub=30.0,
    )


def levels(widths: Sequence[float], step: float) -> list[int]:
    """Lines for the heads of columns `step` apart: one, or two by turns where one is too full."""
    full = max(widths, default=0.0) + 6 > step
    return [at % 2 if full else 0 for at in range(len(widths))]


def as_typed(text: str) -> str:
    """Text that plotly will draw exactly as given."""
    return text.translate(_REFERENCES)


def family() -> str:
    """The font families for plotly."""
    return fonts.css_families().replace("'", '"')


def template(mode: str) -> Spec:
    """A plotly template: the book's typeface, its quiet axes and hover, in the mode's colours."""
    ink, muted = colour("ink", mode), colour("muted", mode)
    axis = {
        "showline": True,
        "linecolor": muted,
        "linewidth": 1,
        "ticks": "outside",
        "ticklen": 4,
        "tickcolor": muted,
        "tickfont": {"color": muted, "size": 12},
        "gridcolor": colour("hairline", mode),
        "gridwidth": 1,
        "zeroline": False,
        "automargin": False,
        "ticklabeloverflow": "allow",
    }
    return {
        "layout": {
            "font": {"family": family(), "size": FONT, "color": ink},
            # A figure brings its paper, for a notebook's own may be dark under the inks.
            "paper_bgcolor": colour("paper", mode),
            "plot_bgcolor": "rgba(0,0,0,0)",
            "xaxis": axis,
            "yaxis": {"visible": False, "fixedrange": True, "zeroline": False},
            "hoverlabel": {
                "bgcolor": colour("paper", mode),
                "bordercolor": colour("midnight", mode),
                "font": {"family": family(), "size": 13, "color": ink},
                "align": "left",
            },
            "hovermode": "closest",
            "dragmode": False,  # a finger on a figure scrolls the page; buttons zoom
        }
    }


def value(position: float, kind: str) -> float | str:
    """A position as plotly's axis takes it: a date and time without a zone, or the number."""
    if kind == "number":
        return position
    moment = moment_at(min(position, LAST_POSITION))
    return (
        moment.isoformat(sep=" ", timespec="minutes")
        if moment.time() != dt.time()
        else (moment.date().isoformat())
    )
