"""From a notebook's output to a node of the book: plots, drawings and tables.

MyST-NB asks the plug-ins of its entry-point group `myst_nb.mime_renderers` before its own
renderers.  A plotly bundle becomes one figure whose caption, alternative text and table travel in
the figure's `layout.meta`; an SVG a drawing that can be recoloured; an HTML table a table of the
book.  Everything else is left to MyST-NB, and so is every project that has not loaded the book's
extension: the group is one for all that an environment builds.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from docutils import nodes
from myst_nb.core.render import MimeData, MimeRenderPlugin, NbElementRenderer
from sphinx.util import logging

from border_wars_book.page.figures import PRINT, drawing, plot_figure
from border_wars_book.page.moments import panel
from border_wars_book.page.svg import size
from border_wars_book.page.tables import shown_table
from timelines.media import FIGURE_MIME
from timelines.media import PLOTLY_MIME as PLOTLY

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

logger = logging.getLogger(__name__)
PRIORITIES = (
    ("html", PLOTLY, 1),
    (PRINT, PLOTLY, 1),
    (PRINT, "text/html", 30),
    (PRINT, "image/svg+xml", 40),
    (PRINT, "image/png", 50),
    (PRINT, "image/jpeg", 60),
    (PRINT, "image/gif", 70),
    (PRINT, "text/markdown", 80),
    (PRINT, "text/latex", 90),
    (PRINT, "text/plain", 100),
)
DRAWN = {mime_type for _, mime_type, _ in PRIORITIES}
_UNDRAWN = {
    "application/vnd.jupyter.widget-view+json": "a widget, which lives only beside its kernel",
    "application/javascript": "a script",
}


class BookOutput(MimeRenderPlugin):
    """The book's renderer for plots, drawings and tables."""

    @staticmethod
    def handle_mime(
        renderer: NbElementRenderer, data: MimeData, inline: bool
    ) -> list[nodes.Element] | None:
        """The nodes for one MIME type of one output, or None to leave it to MyST-NB."""
        if inline or not is_ours(renderer):
            return None
        if data.mime_type == FIGURE_MIME:
            return []  # the words of the drawing beside it
        if data.mime_type not in DRAWN:
            what = _UNDRAWN.get(data.mime_type, f"of the kind {data.mime_type}")
            _warn(renderer, data, f"is {what}, and not drawn")
            return []
        render = _RENDERED.get(data.mime_type)
        if render is None or (render is _table and "<table" not in data.string):
            return None
        try:
            return [render(renderer, data)]
        except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
            why = f"{type(error).__name__}: {error}"
            _warn(renderer, data, f"{data.mime_type} cannot be drawn: {why}")
            return []


def _warn(renderer: NbElementRenderer, data: MimeData, words: str) -> None:
    docname = renderer.renderer.sphinx_env.docname
    cell = (data.cell_index or 0) + 1
    logger.warning("cell %d: its output %s", cell, words, location=(docname, data.line))


def is_ours(renderer: NbElementRenderer) -> bool:
    """Whether the project being built has loaded the book's extension."""
    environment = getattr(renderer.renderer, "sphinx_env", None)
    return environment is not None and "border_wars_about" in environment.config


def put_first(app: Sphinx, config: Config) -> None:
    """Plots before their twins, and on paper what can be printed, after a project's own wishes.

    The renderer could say so itself, but then it would say so for every project.
    """
    config.nb_mime_priority_overrides = [*PRIORITIES, *config.nb_mime_priority_overrides]


def _plot(renderer: NbElementRenderer, data: MimeData) -> nodes.Element:
    spec = json.loads(data.content) if isinstance(data.content, str) else dict(data.content)
    layout = spec.get("layout") or {}
    meta = layout.get("meta")
    meta = meta if isinstance(meta, dict) else {}
    wide = meta.get("wide") or {}
    drawn = json.dumps(_drawn(spec, wide), ensure_ascii=False, separators=(",", ":"))
    figure = _figure(renderer, data, meta, spec=drawn)
    _name(renderer, figure, data, str(meta.get("name") or ""))
    caption = data.cell_metadata.get("caption") or meta.get("caption") or ""
    _caption(renderer, figure, nodes.caption, data, str(caption))
    return figure


def _figure(
    renderer: NbElementRenderer,
    data: MimeData,
    meta: dict[str, Any],
    *,
    spec: str = "",
    svg: str = "",
) -> plot_figure:
    """A figure of the words and the table that it brings, or of its cell's."""
    return plot_figure(
        spec=spec,
        svg=svg,
        alt=str(data.cell_metadata.get("alt") or meta.get("alt") or ""),
        kind=str(meta.get("kind") or "figure"),
        heading=str(meta.get("title") or ""),
        table=meta.get("table") or {},
        sources=meta.get("sources") or [],
        views=meta.get("page") or {},
        moment=meta.get("moment") or {},
        cell=data.cell_index,
        docname=renderer.renderer.sphinx_env.docname,
    )


def _drawn(spec: dict, wide: dict) -> dict:
    """What the page's script needs: the figure, and what a wide page has other than it."""
    layout = {key: value for key, value in (spec.get("layout") or {}).items() if key != "meta"}
    drawn = {"data": spec.get("data") or [], "layout": layout, "config": spec.get("config", {})}
    if wide:
        drawn["wide"] = {
            "layout": {k: v for k, v in wide["layout"].items() if v != layout.get(k)},
            **({"data": wide["data"]} if wide["data"] != drawn["data"] else {}),
        }
    return drawn


def _beside(renderer: NbElementRenderer, data: MimeData) -> dict[str, Any]:
    """What else is in the bundle of a drawing, by MIME type."""
    _, outputs = renderer.renderer.nb_client.code_cell_outputs(data.cell_index)
    return dict(outputs[data.output_index].get("data", {}))


def _drawing(renderer: NbElementRenderer, data: MimeData) -> nodes.Element:
    """A drawing that is the twin of a plot, has a caption, or brings its own words and table."""
    beside = _beside(renderer, data)
    meta = dict(beside.get(FIGURE_MIME) or {})
    caption = str(data.cell_metadata.get("caption") or meta.get("caption") or "")
    alt = str(data.cell_metadata.get("alt") or meta.get("alt") or "")
    size(data.string)  # whatever cannot be drawn is to be found here, where the cell is known
    if "step" in meta:
        shown = panel(svg=data.string, alt=alt, step=meta["step"], cell=data.cell_index)
        shown["docname"] = renderer.renderer.sphinx_env.docname
        shown["ids"].append(f"panel-{data.cell_index}")
        return shown
    if PLOTLY in beside or not (caption or meta):
        return drawing(svg=data.string, alt=alt)
    figure = _figure(renderer, data, meta, svg=data.string)
    _name(renderer, figure, data, "")
    _caption(renderer, figure, nodes.caption, data, caption)
    return figure


def _table(renderer: NbElementRenderer, data: MimeData) -> nodes.Element:
    shown = shown_table(data.string)
    table = nodes.table(classes=["data"], html=shown.html, columns=shown.columns)
    _name(renderer, table, data, "")
    caption = str(data.cell_metadata.get("caption") or shown.caption)
    _caption(renderer, table, nodes.title, data, caption)
    return table


_RENDERED = {PLOTLY: _plot, "image/svg+xml": _drawing, "text/html": _table}


def _name(renderer: NbElementRenderer, node: nodes.Element, data: MimeData, given: str) -> None:
    """An id for links, and the author's label where the cell or the figure has one."""
    document = renderer.renderer.document
    label = str(data.cell_metadata.get("label") or given)
    if label:
        node["names"].append(nodes.fully_normalize_name(label))
        document.note_explicit_target(node, node)
    else:
        node["ids"].append(f"output-{data.cell_index}-{data.output_index}")


def _caption(
    renderer: NbElementRenderer,
    parent: nodes.Element,
    kind: type[nodes.TextElement],
    data: MimeData,
    text: str,
) -> None:
    """A caption, read as MyST so that it may cite."""
    if not text:
        return
    caption = kind(text, "")
    with renderer.renderer.current_node_context(caption):
        renderer.renderer.nested_render_text(text, data.line or 0, inline=True)
    parent += caption
