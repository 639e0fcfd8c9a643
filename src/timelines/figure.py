"""A figure, whatever it shows: described once, its scene drawn by two renderers, a rich display."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Container
from functools import cached_property
from html import escape
from typing import TYPE_CHECKING

import pandas as pd

from timelines import table as tables
from timelines.description import Description
from timelines.media import (
    PAGE,
    PLOTLY_MIME,
    WIDE_FROM,
    WIDTH,
    Metrics,
    print_metrics,
    screen_metrics,
)
from timelines.palette import LIGHT
from timelines.plotly_axes import Spec
from timelines.scene import Scene
from timelines.timeline_scene import scene_of
from timelines.to_matplotlib import PrintFigure, draw, svg_of
from timelines.to_plotly import spec_of
from timelines.typeface import css_faces, css_families

if TYPE_CHECKING:
    from plotly.graph_objects import Figure


_PAGE = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
{faces}
body {{ font: 1rem/1.5 {families}; max-width: 60rem; margin: 2rem auto;
  padding: 0 1rem }}
figure {{ margin: 0 }}
svg {{ width: 100%; height: auto }}
table {{ border-collapse: collapse }}
th, td {{ text-align: left; vertical-align: top; padding: .2rem 1rem .2rem 0;
  border-bottom: 1px solid #ccc }}
</style>
<h1>{title}</h1>
<figure>
{drawing}
<figcaption>{caption}</figcaption>
</figure>
<table>
<thead><tr>{heads}</tr></thead>
<tbody>
{rows}
</tbody>
</table>
</html>
"""


class Drawn(ABC):
    """What is drawn has words and a table, a scene in each medium, and a picture of it."""

    @property
    @abstractmethod
    def meta(self) -> Spec:
        """`kind`, `title`, `caption` and `alt`, and the visible `table` with its header first."""

    @abstractmethod
    def scene(self, metrics: Metrics) -> Scene:
        """All that is seen in a medium."""

    def alt_text(self) -> str:
        """The figure in words."""
        return str(self.meta["alt"])

    def static(self, *, width: float = WIDTH, mode: str = LIGHT) -> PrintFigure:
        """The figure for print, a matplotlib Figure `width` points wide."""
        return draw(self.scene(print_metrics(width)), mode)

    def svg(self, *, width: float = WIDTH, mode: str = LIGHT) -> str:
        """The figure for print as an SVG to stand in a page."""
        return svg_of(self.static(width=width, mode=mode))

    def to_html(self) -> str:
        """A page that holds the figure, its caption and its table, and needs nothing else."""
        heads, *rows = self.meta["table"]
        return _PAGE.format(
            title=escape(str(self.meta["title"])),
            caption=escape(str(self.meta["caption"])),
            drawing=self.svg(),
            faces=css_faces(),
            families=css_families(),
            heads="".join(f'<th scope="col">{escape(name)}</th>' for name in heads),
            rows="\n".join(
                f"<tr>{''.join(f'<td>{escape(text)}</td>' for text in row)}</tr>" for row in rows
            ),
        )

    @staticmethod
    def _chosen(
        bundle: Spec, include: Container[str] | None, exclude: Container[str] | None
    ) -> Spec:
        """Of a bundle what was asked for."""
        return {
            mime: value
            for mime, value in bundle.items()
            if (not include or mime in include) and (not exclude or mime not in exclude)
        }


class DescribedFigure(Drawn):
    """A figure on an axis, which a reader can zoom."""

    def interactive(self, *, mode: str = LIGHT, wide: bool = False) -> Figure:
        """The figure for the screen, a plotly Figure that holds from 320 pixels up.

        `wide` gives the flatter arrangement for 680 pixels and more.
        """
        from plotly.graph_objects import Figure

        return Figure(self.spec(mode=mode, wide=wide))

    def spec(self, *, mode: str = LIGHT, wide: bool = False) -> Spec:
        """The plotly figure as plain JSON values: {"data", "layout", "config"}.

        The narrow figure says in `layout.meta` what it is, and what the wide one has other than
        it, for a renderer that knows the width of its page.
        """
        scene = self.scene(screen_metrics(wide=wide))
        spec = spec_of(scene, mode)
        if not wide:
            spec["layout"]["meta"] = dict(self.meta)
            if scene.grows:
                other = self.spec(mode=mode, wide=True)
                del other["layout"]["template"], other["config"]
                spec["layout"]["meta"] |= {"wide": other, "wide_from": WIDE_FROM}
        return spec

    @cached_property
    def _bundle(self) -> Spec:
        spec = self.spec()
        spec["layout"]["meta"]["page"] = {
            name: self.svg(width=width) for name, width in PAGE.items()
        }
        drawn = {PLOTLY_MIME: spec, "image/svg+xml": self.svg()}
        return drawn | {"text/plain": self.alt_text()}

    def _repr_mimebundle_(
        self, include: Container[str] | None = None, exclude: Container[str] | None = None
    ) -> Spec:
        return self._chosen(self._bundle, include, exclude)


class RowFigure(DescribedFigure):
    """What `Timeline`, `LossesChart` and `ReadingsForest` have in common: a `description`."""

    description: Description

    @property
    def meta(self) -> Spec:
        """The description's words and table."""
        told = self.description
        words = {"kind": told.kind, "title": told.title, "caption": told.caption, "alt": told.alt}
        sources = dict.fromkeys(source for row in told.rows for source in row.sources)
        return words | {"table": tables.table_rows(told), "sources": list(sources)}

    def scene(self, metrics: Metrics) -> Scene:
        """The rows in a medium."""
        return scene_of(self.description, metrics)

    def table(self) -> pd.DataFrame:
        """The rows with dates, sources and bounds, indexed by id."""
        return tables.table_of(self.description)

    @property
    def caption(self) -> str:
        """What is shown, over which time, on whose clock."""
        return self.description.caption
