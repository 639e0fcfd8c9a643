"""Figures of the book: drawings whose marks answer, with a plot to zoom in, or a drawing alone.

A `plot_figure` is numbered like any figure.  Its twin for print arrives in the same MIME bundle and
is joined to it before MyST-NB chooses among the bundle's types; a plot without a twin is an error,
for it would be blank on paper and where scripts are off.
"""

from __future__ import annotations

import json
import re
from html import escape
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import logging
from sphinx.writers.html5 import HTML5Translator

from border_wars_book.page.figure_files import (
    slug,
    write_picture,
    write_sheet,
    write_spec,
    write_table,
)
from border_wars_book.page.languages import mark_html
from border_wars_book.page.moments import stage
from border_wars_book.page.svg import answers, inline
from border_wars_book.page.tables import records_table, table_rows
from border_wars_book.page.works import PAGE_OF_SOURCES, anchor

logger = logging.getLogger(__name__)
PRINT = "border-wars-pdf"


class plot_figure(nodes.General, nodes.Element):
    """A figure drawn from the data; `spec` is plotly's JSON, or empty for a drawing.

    `svg` is the drawing for print, `views` those for a page, wide and narrow, if it has any. What
    has a `sheet` as well scrolls under the two: a map under its title and its key.
    """


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


def visit_plot_html(self: HTML5Translator, node: plot_figure) -> None:
    """The picture in both arrangements, and what its marks answer."""
    live = {"CLASS": f"figure plot {node['kind']}"}
    if node["spec"]:
        live["CLASS"] += " live"
        if json.loads(node["spec"])["config"].get("displayModeBar", True):
            live["CLASS"] += " zooms"
            live["data-spec"] = _up(self) + write_spec(Path(self.builder.outdir), node)
    self.body.append(self.starttag(node, "figure", "\n", **live))
    if node["moment"]:
        self.body.append(stage(self, node, _up(self), _name(node)))
    elif node["svg"]:
        views = _views(node, _sheet(self, node) if "sheet" in node["views"] else "")
        self.body.append(f'<div class="plot-frame"><div class="plot-view">{views}</div>')
        marks = _marks(self, node)
        if marks:
            told = json.dumps(marks, ensure_ascii=False, separators=(",", ":"))
            told = told.replace("</", "<\\/")
            self.body.append(
                f'<script type="application/json" class="plot-marks" '
                f'data-name="{escape(_name(node))}">{told}</script>'
            )
        self.body.append("</div>\n")
    if not any(isinstance(child, nodes.caption) for child in node.children):
        self.body.append("<figcaption>\n")


def _name(node: plot_figure) -> str:
    return node["heading"] or caption_of(node) or "Figure"


def _up(self: HTML5Translator) -> str:
    """From the page being written to the root of all pages."""
    return "../" * self.builder.get_target_uri(self.builder.current_docname).count("/")


def _views(node: plot_figure, sheet: str) -> str:
    """The drawing for a page of any width; one alone scrolls in its frame on a phone."""
    identity, views = slug(node), node["views"]
    if "narrow" not in views:
        return _frame(inline(views.get("wide", node["svg"]), identity, node["alt"]), _name(node))
    if sheet:
        words = f"Title and key of the map: {_name(node)}"
        wide, narrow = (
            inline(views[name], f"{identity}-{name}", words) for name in ("wide", "narrow")
        )
    else:
        wide = inline(views["wide"], identity, node["alt"])
        narrow = inline(views["narrow"], f"{identity}-narrow", like=identity)
    shown = (("wide", wide), ("narrow", narrow))
    return "".join(f'<div class="plot-static {name}">{view}</div>' for name, view in shown) + sheet


def _sheet(self: HTML5Translator, node: plot_figure) -> str:
    """A sheet in its frame: the first of a page stands there, the script fetches later ones."""
    drawn = inline(node["views"]["sheet"], slug(node), node["alt"])
    self.sheets = getattr(self, "sheets", 0) + 1
    if self.sheets == 1:
        return _frame(drawn, _name(node), "sheet")
    out, up = Path(self.builder.outdir), _up(self)
    room = f"{re.match('<svg[^>]*>', drawn)[0]}</svg>"  # keeps its place in the page
    image = (
        f'<noscript><img src="{up}{write_picture(out, node)}" alt="{escape(node["alt"])}">'
        "</noscript>"
    )
    later = f'data-sheet="{up}{write_sheet(out, node, drawn)}"'
    return _frame(room + image, _name(node), "sheet", later)


def _marks(self: HTML5Translator, node: plot_figure) -> list[list[Any]]:
    """Each mark as [address, rooms, rooms on a phone, line, line ...], as one reads the drawing."""
    views = node["views"]
    wide = views.get("sheet") or views.get("wide", node["svg"])
    narrow = views.get("sheet") or views.get("narrow", wide)
    rooms_on_a_phone = {identity: rooms for identity, _, _, rooms, *_ in answers(narrow)}
    return [
        [_address(self, node, about, row), rooms, rooms_on_a_phone[identity], *lines]
        for identity, about, row, rooms, *lines in answers(wide)
    ]


def _address(self: HTML5Translator, node: plot_figure, about: str, row: int) -> str:
    """Where a mark leads: to the row elsewhere that has what it is about as its label, to the rows
    of this page that it asks for, or to its row in the figure's table, which is noted as led to.
    """
    labels = self.builder.env.get_domain("std").anonlabels
    page, label, *_ = labels.get(nodes.fully_normalize_name(about), ("", ""))
    if page:
        here = self.builder.get_relative_uri(self.builder.current_docname, page)
        return f"{here}#{label}"
    tables = self.document.findall(nodes.table)
    if about.startswith("?") and any("filterable" in table["classes"] for table in tables):
        return about
    if not 0 <= row < len(table_rows(node["table"] or [])[1]):
        return ""
    node["led"] = [*node.get("led", ()), row]
    return f"#{slug(node)}-row-{row}"


def _frame(drawn: str, name: str, kind: str = "", more: str = "") -> str:
    """A drawing in a frame that scrolls by itself and can be reached by the keyboard."""
    classes = f"plot-static {kind}".strip()
    return (
        f'<div class="{classes}" role="region" aria-label="{escape(name)}" tabindex="0" {more}>'
        f"{drawn}</div>"
    )


def visit_caption_html(self: HTML5Translator, node: nodes.caption) -> None:
    """Captions of our figures open a `figcaption`, which the figure closes."""
    if isinstance(node.parent, plot_figure):
        self.body.append("<figcaption>\n")


def depart_plot_html(self: HTML5Translator, node: plot_figure) -> None:
    """One line of what can be had of the figure: table, sources, files and code."""
    out, up, here = Path(self.builder.outdir), _up(self), self.builder.current_docname
    tools = []
    if node["table"]:
        table = records_table(node["table"], slug(node), node.get("led", ()))
        tools.append(
            f'<details class="plot-table"><summary>Table</summary>\n'
            f'<div class="table-scroll" role="region" aria-label="Table of: {escape(_name(node))}" '
            f'tabindex="0"><table class="data">{table.html}</table></div></details>'
        )
    if node["sources"]:
        tools.append(
            f'<details class="plot-sources"><summary>Sources</summary>\n'
            f"<ul>{_sources(self, node)}</ul></details>"
        )
    if node["table"]:
        tools.append(f'<a href="{up}{write_table(out, node)}" download>CSV</a>')
    if node["svg"]:
        tools.append(
            f'<a href="{up}{write_picture(out, node)}" class="plot-picture" download>SVG</a>'
        )
    if node["docname"]:
        page = (
            "" if here == node["docname"] else self.builder.get_relative_uri(here, node["docname"])
        )
        tools.append(f'<a href="{page}#cell-{node["cell"]}">Code</a>')
    if tools:
        self.body.append(f'<div class="plot-tools">{" ".join(tools)}</div>\n')
    self.body.append("</figcaption>\n</figure>\n")


def _sources(self: HTML5Translator, node: plot_figure) -> str:
    """The short forms of a figure's sources, each a link to its work where the book lists it."""
    works = self.builder.app.border_wars_works.values()
    listed = {work.short: anchor(work.key) for work in works}
    page = self.builder.get_relative_uri(self.builder.current_docname, PAGE_OF_SOURCES)
    shown = []
    for short in node["sources"]:
        words = mark_html(escape(short))
        place = listed.get(short)
        shown.append(
            f'<li><a href="{page}#{place}">{words}</a></li>' if place else f"<li>{words}</li>"
        )
    return "".join(shown)


def visit_drawing(self: HTML5Translator, node: drawing) -> None:
    """A drawing outside a figure."""
    self.drawings = getattr(self, "drawings", 0) + 1
    drawn = inline(node["svg"], f"drawing-{self.drawings}", node["alt"])
    self.body.append(_frame(drawn, node["alt"] or "Drawing") + "\n")
    raise nodes.SkipNode
