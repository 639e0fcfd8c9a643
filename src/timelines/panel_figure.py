"""A figure that is described by panels, whatever it shows."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from timelines.figure import DescribedFigure
from timelines.media import Metrics
from timelines.panel_scene import panel_scene
from timelines.panels import Panels
from timelines.plotly_axes import Spec
from timelines.scene import Scene


@dataclass(frozen=True, eq=False)
class PanelFigure(DescribedFigure):
    """A figure that is described by panels: its kind, its words, and a table of what it shows."""

    panels: Panels
    kind: str
    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    @property
    def meta(self) -> Spec:
        """The words and the table, its header first."""
        words = {"kind": self.kind, "title": self.panels.title, "caption": self.caption}
        table = [list(self.columns), *map(list, self.rows)]
        return words | {"alt": self.panels.alt, "table": table}

    def scene(self, metrics: Metrics) -> Scene:
        """The panels in a medium."""
        return panel_scene(self.panels, metrics)

    def table(self) -> pd.DataFrame:
        """A row for each thing that is shown, as a reader sees it."""
        return pd.DataFrame(list(self.rows), columns=list(self.columns))
