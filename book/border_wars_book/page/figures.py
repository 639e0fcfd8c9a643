"""Figures of the book: a live plot with its static twin, or a drawing alone.

A `plot_figure` is numbered like any figure.  Its twin arrives in the same MIME bundle and is joined
to it before MyST-NB chooses among the bundle's types; a plot without a twin is an error, for it
would be blank on paper and where scripts are off.
"""

from __future__ import annotations

import csv
import json
from html import escape
from pathlib import Path

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import logging
from sphinx.writers.html5 import HTML5Translator

from border_wars_book.page.svg import inline, size
from border_wars_book.page.tables import records_table, table_rows
from plain_text import safe_cell

logger = logging.getLogger(__name__)
PRINT = "border-wars-pdf"
TABLE_FOLDER = Path("_downloads", "figures")


class plot_figure(nodes.General, nodes.Element):
    """A figure drawn from the data; `spec` is plotly's JSON, or empty for a drawing."""


class drawing(nodes.General, nodes.Element):
    """An SVG without a caption."""


def caption_of(node: nodes.Element) -> str:
    """The title a reference to a figure may show."""
    caption = next(iter(node.findall(nodes.caption)), None)
    return caption.astext() if caption else ""


class JoinTwins(SphinxPostTransform):
    """Give each plot the SVG of its own bundle; runs just before MyST-NB selects a MIME type."""

    default_priority = 3

    def run(self, **kwargs: object) -> None:
        """Walk the bundles of the document."""
        for bundle in self.document.findall(nodes.container):
            if bundle.get("nb_element") != "mime_bundle":
                continue
            plots = list(bundle.findall(plot_figure))
            twins = [d["svg"] for d in bundle.findall(drawing)]
            twins += [p["svg"] for p in plots if p["svg"]]
            for plot in plots:
                if plot["spec"] and twins:
                    plot["svg"] = twins[0]
        for plot in self.document.findall(plot_figure):
            where = f"{plot['docname']}: the figure of cell {plot['cell'] + 1}"
            if not plot["svg"]:
                logger.warning("%s has no static twin (image/svg+xml)", where, location=plot)
            if not plot["alt"]:
                logger.warning("%s has no alternative text (layout.meta.alt)", where, location=plot)


def slug(node: nodes.Element) -> str:
    """A name for files and ids: the page and the figure."""
    identity = node["ids"][0] if node["ids"] else f"figure-{node['cell']}"
    return f"{Path(node['docname']).name}-{identity}"


def write_table(folder: Path, node: plot_figure) -> str:
    """The figure's table as CSV below the built pages, its cells made safe for spreadsheets.

    The answer is its path there.
    """
    target = folder / TABLE_FOLDER / f"{slug(node)}.csv"
    target.parent.mkdir(parents=True, exist_ok=True)
    columns, rows = table_rows(node["table"])
    with target.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle, lineterminator="\n")
        writer.writerows([safe_cell(value) for value in row] for row in (columns, *rows))
    return (TABLE_FOLDER / target.name).as_posix()


def visit_plot_html(self: HTML5Translator, node: plot_figure) -> None:
    """The frame with the twin, and the plot's data at rest in a script element."""
    identity = slug(node)
    classes = f"figure plot {node['kind']}"
    if node["spec"]:
        zooms = json.loads(node["spec"])["config"].get("displayModeBar", False)
        classes += " live zooms" if zooms else " live"
    self.body.append(self.starttag(node, "figure", "\n", CLASS=classes))
    if node["svg"]:
        name = node["heading"] or caption_of(node) or "Figure"
        drawn = inline(node["svg"], identity, node["alt"])
        self.body.append(
            '<div class="plot-frame">'
            f'<div class="plot-view" style="{_box(node)}">{_frame(drawn, name)}</div></div>\n'
        )
    if node["spec"]:
        spec = node["spec"].replace("</", "<\\/")
        self.body.append(f'<script type="application/json" class="plot-spec">{spec}</script>\n')
    if not any(isinstance(child, nodes.caption) for child in node.children):
        self.body.append("<figcaption>\n")


def _frame(drawn: str, name: str) -> str:
    """A drawing in a frame that scrolls by itself and can be reached by the keyboard."""
    return (
        f'<div class="plot-static" role="region" aria-label="{escape(name)}" tabindex="0">'
        f"{drawn}</div>"
    )


def _box(node: plot_figure) -> str:
    """The size the live plot will have, kept free from the start so that nothing moves."""
    width, height = size(node["svg"])
    sizes = [f"--width:{width:g};--height:{height:g}"]
    if node.get("height"):
        sizes.append(f"--narrow:{node['height']}px")
        sizes.append(f"--wide:{node['wide_height'] or node['height']}px")
    return ";".join(sizes)


def visit_caption_html(self: HTML5Translator, node: nodes.caption) -> None:
    """Captions of our figures open a `figcaption`, which the figure closes."""
    if isinstance(node.parent, plot_figure):
        self.body.append("<figcaption>\n")


def depart_plot_html(self: HTML5Translator, node: plot_figure) -> None:
    """The table behind the figure, its data as a file, and the code that drew it."""
    tools = []
    if node["table"]:
        path = write_table(Path(self.builder.outdir), node)
        up = "../" * self.builder.get_target_uri(self.builder.current_docname).count("/")
        table = records_table(node["table"])
        name = escape(node["heading"] or caption_of(node) or "figure")
        self.body.append(
            f'<details class="plot-table"><summary>Show the figure as a table</summary>\n'
            f'<div class="table-scroll" role="region" aria-label="Table of: {name}" '
            f'tabindex="0"><table class="data">{table.html}</table></div></details>\n'
        )
        tools.append(f'<a href="{up}{path}" download>Data of this figure (CSV)</a>')
    here = self.builder.current_docname
    if node["docname"]:
        page = (
            "" if here == node["docname"] else self.builder.get_relative_uri(here, node["docname"])
        )
        tools.append(f'<a href="{page}#cell-{node["cell"]}">Code that drew it</a>')
    if tools:
        self.body.append(f'<p class="plot-tools">{" ".join(tools)}</p>\n')
    self.body.append("</figcaption>\n</figure>\n")


def visit_drawing(self: HTML5Translator, node: drawing) -> None:
    """A drawing outside a figure."""
    self.drawings = getattr(self, "drawings", 0) + 1
    drawn = inline(node["svg"], f"drawing-{self.drawings}", node["alt"])
    self.body.append(_frame(drawn, node["alt"] or "Drawing") + "\n")
    raise nodes.SkipNode
