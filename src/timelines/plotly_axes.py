"""The axes of a scene as plotly takes them, and the template that all figures share.

A whole axis is plotly's own, so that it zooms. The panels of a broken one cannot be zoomed and stay
one axis, with the ticks they are given.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from typing import Any

from timelines import typeface as fonts
from timelines.description import LAST_POSITION, Tick, moment_at
from timelines.palette import colour
from timelines.scale import Scale
from timelines.scene import Scene

# A piece of a plotly figure, as plain JSON values.
Spec = dict[str, Any]
_LEAST_STEP = 50  # pixels between two ticks
_DAILY = 5  # days; an axis of days this short would be given hours
_TICK_FORMATS = [
    {"dtickrange": [None, 86_400_000 - 1], "value": "%H:%M\n%-d %b"},
    {"dtickrange": [86_400_000, 86_400_000 * 20], "value": "%-d %b\n%Y"},
    {"dtickrange": [86_400_000 * 20, "M11"], "value": "%b\n%Y"},
    {"dtickrange": ["M12", None], "value": "%Y"},
]


class Places:
    """Positions of an axis in plotly's terms."""

    def __init__(self, scale: Scale) -> None:
        self.scale = scale
        self.dates = scale.axis.kind == "time"
        self.whole = len(scale.axis.segments) == 1

    def value(self, position: float) -> float | str:
        """As an axis takes it: a date and time without a zone, or the number."""
        if not self.dates:
            return position
        moment = moment_at(min(position, LAST_POSITION))
        if moment.time() == dt.time():
            return moment.date().isoformat()
        return moment.isoformat(sep=" ", timespec="minutes")

    def in_path(self, position: float) -> str:
        """As a path takes it: a date and its time are joined by an underscore."""
        return str(self.value(position)).replace(" ", "_")

    def across(self, position: float) -> tuple[str, float | str]:
        """Where it is for a shape: on its axis, or as a part of the width of a broken one.

        The panels of a broken axis stay as they are, words may stand over more than one of them,
        and the library draws in the order given what belongs to no panel.
        """
        if self.whole and math.isfinite(position):
            return "x", self.value(position)
        return "paper", round(float(self.scale.fraction(position)), 5)

    def axis(self, position: float) -> str:
        """The name of the axis that it is on."""
        return numbered("x", self.scale.segment_at(position))


def numbered(name: str, place: int) -> str:
    """The name that plotly gives the first, second or third axis."""
    return f"{name}{place + 1}" if place else name


def axes_of(scene: Scene, places: Places) -> Spec:
    """Every axis of time or number: a panel each, and another clock's above the first."""
    axes: Spec = {}
    segments = scene.axis.segments
    for at, ((low, high), domain) in enumerate(zip(segments, scene.scale.domains, strict=True)):
        first, last = places.value(low), places.value(high)
        axes[numbered("xaxis", at)] = {
            "type": "date" if places.dates else "linear",
            "range": [first, last],
            "minallowed": first,
            "maxallowed": last,
            "fixedrange": not scene.zooms,
            "domain": [round(edge, 5) for edge in domain],
            "anchor": "y",
            "showgrid": places.whole,
            "tickangle": 0,
            "visible": bool(scene.ticks),
            **_ticks(scene, at, places),
        }
    if scene.second:
        low, high = segments[0]
        shown = [tick for tick in scene.second if low <= tick.position <= high]
        over = {"overlaying": "x", "matches": "x", "side": "top", "showgrid": False}
        ticks = _fixed(shown, places, above=True)
        axes[numbered("xaxis", len(segments))] = {"type": "date", **over, **ticks}
    return axes


def _ticks(scene: Scene, at: int, places: Places) -> Spec:
    """Ours on a panel; on an axis that zooms the library's, no closer than ours are."""
    if not scene.ticks:
        return {}
    if not scene.zooms:
        return _fixed(scene.ticks[at], places)
    most = int(scene.metrics.width // _LEAST_STEP) if places.dates else 5
    ticks: Spec = {"nticks": min(most, len(scene.ticks[0])) + 1}
    if not places.dates:
        return ticks | {"tickformat": ",~r"}
    if not scene.axis.hours and scene.axis.high - scene.axis.low <= _DAILY:
        ticks |= {"dtick": 86_400_000, "tick0": "2000-01-01"}
    return ticks | {"tickformatstops": _TICK_FORMATS}


def _fixed(ticks: Sequence[Tick], places: Places, *, above: bool = False) -> Spec:
    pairs = ((tick.label, tick.context)[:: -1 if above else 1] for tick in ticks)
    return {
        "tickmode": "array",
        "tickvals": [places.value(tick.position) for tick in ticks],
        "ticktext": ["<br>".join(filter(None, pair)) for pair in pairs],
    }


def template(mode: str) -> Spec:
    """A plotly template: the book's typeface, its quiet axes and hover, in the mode's colours."""
    ink, muted = colour("ink", mode), colour("muted", mode)
    family = fonts.css_families().replace("'", '"')
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
            "font": {"family": family, "size": 13, "color": ink},
            # A figure brings its paper, for a notebook's own may be dark under the inks.
            "paper_bgcolor": colour("paper", mode),
            "plot_bgcolor": "rgba(0,0,0,0)",
            "xaxis": axis,
            "yaxis": {"visible": False, "fixedrange": True, "zeroline": False},
            "hoverlabel": {
                "bgcolor": colour("paper", mode),
                "bordercolor": colour("midnight", mode),
                "font": {"family": family, "size": 13, "color": ink},
                "align": "left",
            },
            "hovermode": "closest",
            "dragmode": False,  # a finger on a figure scrolls the page; buttons zoom
        }
    }
