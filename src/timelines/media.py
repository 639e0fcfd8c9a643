"""The sizes of a medium: points in print, CSS pixels on a screen. Everything else they share."""

from __future__ import annotations

from dataclasses import dataclass

from timelines.typeface import text_width

WIDTH = 518.4  # points, 7.2 inches: the text width of the page, and a little more than the PDF's
MARGIN = 11.0
WIDE_FROM = 680  # pixels; narrower pages keep the arrangement that holds from 320
# The narrow plot is what a page of 320 pixels leaves inside its own margins.
_NARROW, _WIDE = 252.0, 640.0
_SIDE = 18.0  # left and right of the plot on a screen: half a label of the axis


@dataclass(frozen=True, slots=True)
class Metrics:
    """Sizes of a medium, in its own unit.

    `width` is the narrowest width of the plot that must work, `looseness` what a reader's
    substitute font may add to a label's width, `outdent` where text at the left edge begins, as
    seen from the plot. `zooms` is whether the medium has axes of its own that a reader can zoom.
    """

    width: float
    margin: float
    outdent: float
    pad: float
    font: float
    small: float
    title: float
    looseness: float
    bar: float
    row_gap: float
    label_gap: float
    text_line: float
    heading: float
    hair: float
    axis: float
    second_axis: float
    zooms: bool

    @property
    def small_line(self) -> float:
        """The height of a line of small text."""
        return self.small * 1.65

    def measure(self, text: str, weight: str = "regular") -> float:
        """The room a line of text needs."""
        return text_width(text, self.font, weight) * self.looseness

    def measure_small(self, text: str) -> float:
        """The room a line of small text needs."""
        return text_width(text, self.small) * self.looseness

    def measure_tick(self, text: str) -> float:
        """The room a label of the axis needs."""
        return text_width(text, self.small) * (1.2 if self.zooms else 1.0)


def print_metrics(width: float = WIDTH) -> Metrics:
    """The sizes of print, in points, for a figure of a width."""
    return Metrics(
        width=width - 2 * MARGIN,
        margin=MARGIN,
        outdent=0.0,
        pad=6.0,
        font=8.4,
        small=7.6,
        title=11.0,
        looseness=1.03,
        bar=11.5,
        row_gap=4.5,
        label_gap=3.5,
        text_line=10.4,
        heading=17.0,
        hair=0.5,
        axis=24.0,
        second_axis=32.0,
        zooms=False,
    )


def screen_metrics(*, wide: bool) -> Metrics:
    """The sizes of the screen, in CSS pixels.

    `looseness` allows for the wider sans of a reader who has not the book's typeface.
    """
    return Metrics(
        width=_WIDE if wide else _NARROW,
        margin=_SIDE,
        outdent=1.0 - _SIDE,
        pad=10.0,
        font=13.0,
        small=12.0,
        title=17.0,
        looseness=1.12,
        bar=18.0,
        row_gap=8.0,
        label_gap=5.0,
        text_line=13.0 * 1.3,
        heading=27.0,
        hair=1.0,
        axis=42.0,
        second_axis=56.0,
        zooms=True,
    )
