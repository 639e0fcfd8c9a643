"""A figure of rows on an axis, whatever it shows: a description, its renderers, a rich display."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Container
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

import pandas as pd

from timelines import table as tables
from timelines.description import Description
from timelines.interactive import CONFIG, WIDE_FROM, figure_spec
from timelines.palette import LIGHT
from timelines.screen import Spec, template
from timelines.static import WIDTH, draw
from timelines.svg import PrintFigure, svg_of

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

PLOTLY_MIME = "application/vnd.plotly.v1+json"


class RowFigure:
    """What `Timeline`, `LossesChart` and `ReadingsForest` have in common: a `description`."""

    description: Description

    def static(self, *, width: float = WIDTH, mode: str = LIGHT) -> PrintFigure:
        """The figure for print, a matplotlib Figure `width` points wide."""
        return draw(self.description, width=width, mode=mode)

    def interactive(self, *, mode: str = LIGHT, wide: bool = False) -> Figure:
        """The figure for the screen, a plotly Figure that holds from 320 pixels up.

        `wide` gives the flatter arrangement for 680 pixels and more.
        """
        from plotly.graph_objects import Figure

        return Figure(figure_spec(self.description, mode=mode, wide=wide))

    def table(self) -> pd.DataFrame:
        """The rows with dates, sources and bounds, indexed by id."""
        return tables.table_of(self.description)

    def table_html(self) -> str:
        """The table for a disclosure in a page."""
        return tables.table_html(self.description)

    def alt_text(self) -> str:
        """The figure in words."""
        return self.description.alt

    @property
    def caption(self) -> str:
        """What is shown, over which time, on whose clock."""
        return self.description.caption

    def svg(self, *, width: float = WIDTH, mode: str = LIGHT) -> str:
        """The figure for print as an SVG to stand in a page."""
        return svg_of(self.static(width=width, mode=mode))

    @cached_property
    def _bundle(self) -> Spec:
        return _bundle(figure_spec(self.description, with_wide=True), self.svg(), self.alt_text())

    def _repr_mimebundle_(
        self, include: Container[str] | None = None, exclude: Container[str] | None = None
    ) -> Spec:
        return _chosen(self._bundle, include, exclude)


class DrawnFigure(ABC):
    """What the verdict figures have in common: `static` and `_on_screen` draw them."""

    kind: ClassVar[str]
    title: str
    caption: str

    @abstractmethod
    def static(self, *, width: float = WIDTH, mode: str = LIGHT) -> PrintFigure:
        """The figure for print, a matplotlib figure `width` points wide."""

    @abstractmethod
    def alt_text(self) -> str:
        """The figure in words."""

    @abstractmethod
    def _on_screen(self, mode: str, *, wide: bool) -> tuple[list[Spec], Spec]:
        """Traces and layout for a phone, or for a wide page."""

    @abstractmethod
    def _table_rows(self) -> list[list[str]]:
        """The visible table with its header first."""

    def interactive(self, *, mode: str = LIGHT) -> Figure:
        """The figure for the screen, a plotly figure."""
        from plotly.graph_objects import Figure

        return Figure(self._spec(mode))

    def svg(self, *, mode: str = LIGHT) -> str:
        """The figure as an SVG to stand in a page."""
        return svg_of(self.static(mode=mode))

    def _spec(self, mode: str) -> Spec:
        """The plotly figure as plain JSON values, its arrangement for wide pages with it."""
        data, layout = self._on_screen(mode, wide=False)
        wide_data, wide_layout = self._on_screen(mode, wide=True)
        layout["template"] = template(mode)
        layout["meta"] = {
            "kind": self.kind,
            "title": self.title,
            "caption": self.caption or self._counted(),
            "alt": self.alt_text(),
            "table": self._table_rows(),
            "wide": {"data": wide_data, "layout": wide_layout},
            "wide_from": WIDE_FROM,
        }
        return {"data": data, "layout": layout, "config": dict(CONFIG)}

    def _counted(self) -> str:
        return ""

    def _repr_mimebundle_(
        self, include: Container[str] | None = None, exclude: Container[str] | None = None
    ) -> Spec:
        return _chosen(_bundle(self._spec(LIGHT), self.svg(), self.alt_text()), include, exclude)


def _bundle(spec: Spec, svg: str, alt: str) -> Spec:
    return {PLOTLY_MIME: spec, "image/svg+xml": svg, "text/plain": alt}


def _chosen(bundle: Spec, include: Container[str] | None, exclude: Container[str] | None) -> Spec:
    return {
        mime: value
        for mime, value in bundle.items()
        if (not include or mime in include) and (not exclude or mime not in exclude)
    }
