"""The sizes of a medium: points in print, CSS pixels on a screen.

Two media differ in the size of their letters, in the room they have, in how close rows stand and in
what a reader may do; whatever has a size has it in letters, so that a mark has the same proportions
in both.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from timelines.typeface import text_width

PLOTLY_MIME = "application/vnd.plotly.v1+json"
FIGURE_MIME = "application/vnd.timelines.figure+json"
"""The words and the table of a drawing that has no plot beside it to carry them."""
WIDTH = 371.0  # points: the width of the text on paper, so that letters are there as large as here
# Points of a figure in a page, wide and on a phone: its letters are then as large as those of the
# live figure, 13 pixels, on a page of 720 and of 320 pixels.
PAGE = {"wide": 470.0, "narrow": 204.0}
MARGIN = 11.0
WIDE_FROM = 680  # pixels; narrower pages keep the arrangement that holds from 320
# The narrow plot is what a page of 320 pixels leaves inside its own margins.
_NARROW, _WIDE = 252.0, 640.0
_PAGE, _SCROLLED = 360.0, 1400.0  # the most that rows without labels take
_SIDE = 18.0  # left and right of the plot on a screen: half a label of the axis


@dataclass(frozen=True, slots=True)
class Metrics:
    """Sizes of a medium, in its own unit.

    `width` is the narrowest width of the plot that must work, `margin` is beside it and `outdent`
    where words at the left edge begin, `looseness` what a reader's substitute font may add to a
    label's width. `zooms` is whether the medium has axes of its own, which a reader can zoom;
    `dense` is the most that rows without labels take together.
    """

    width: float
    margin: float
    font: float
    small: float
    looseness: float
    hair: float
    zooms: bool
    dense: float
    outdent: float = 0.0
    title: float = 0.0
    pad: float = 0.0
    bar: float = 0.0
    row_gap: float = 0.0
    label_gap: float = 0.0
    text_line: float = 0.0
    heading: float = 0.0
    small_line: float = 0.0
    axis: float = 0.0
    second_axis: float = 0.0

    def measure(self, text: str, weight: str = "regular") -> float:
        """The room a line of text needs."""
        return text_width(text, self.font, weight) * self.looseness

    def measure_small(self, text: str) -> float:
        """The room a line of small text needs."""
        return text_width(text, self.small) * self.looseness

    def measure_tick(self, text: str) -> float:
        """The room a label of the axis needs, which on a screen is the library's."""
        return text_width(text, self.small) * (1.2 if self.zooms else 1.0)


def print_metrics(width: float = WIDTH) -> Metrics:
    """The sizes of print, in points, for a figure of a width: no letter is under seven or over
    eight, and rows stand close, for a figure has a page at most.
    """
    metrics = Metrics(width - 2 * MARGIN, MARGIN, 8.0, 7.2, 1.03, 0.5, zooms=False, dense=_PAGE)
    return _in_letters(metrics, title=1.0, line=1.24, bar=1.1, gap=0.36, heading=1.6)


def screen_metrics(*, wide: bool) -> Metrics:
    """The sizes of the screen, in CSS pixels.

    `looseness` allows for the wider sans of a reader who has not the book's typeface. Lines of
    text are set as the library sets them.
    """
    width = _WIDE if wide else _NARROW
    metrics = Metrics(width, _SIDE, 13.0, 12.0, 1.12, 1.0, zooms=True, dense=_SCROLLED)
    return _in_letters(metrics, title=1.31, line=1.3, bar=1.38, gap=0.56, heading=2.04)


def _in_letters(
    metrics: Metrics, *, title: float, line: float, bar: float, gap: float, heading: float
) -> Metrics:
    """The sizes that follow from those of the letters; the title's and the rows' are given so."""
    font, small = metrics.font, metrics.small
    return replace(
        metrics,
        outdent=1.0 - metrics.margin if metrics.zooms else 0.0,
        title=font * title,
        pad=font * 0.75,
        bar=font * bar,
        row_gap=font * gap,
        label_gap=font * 0.4,
        text_line=font * line,
        heading=font * heading,
        small_line=small * 1.65,
        axis=small * 3.3,
        second_axis=small * 4.3,
    )
