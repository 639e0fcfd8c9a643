"""An instrument that moves a moment, and the panels of a walk with it.

The page's script builds the instrument from the data beside it, and a walk from the panels that
follow. Without scripts, and on paper, an instrument and each panel are pictures.
"""

from __future__ import annotations

import json
import re
from html import escape
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.writers.html5 import HTML5Translator

from border_wars_book.page.figure_files import slug, write_picture, write_sheet
from border_wars_book.page.svg import inline, size


class panel(nodes.General, nodes.Element):
    """The picture of a moment (`svg`), and the moment, the box and the marks that it shows."""


def stage(self: HTML5Translator, node: nodes.Element, up: str, name: str) -> str:
    """Where the script builds an instrument: its picture, its map to be fetched, its data."""
    builder = self.builder
    labels, here = builder.env.get_domain("std").anonlabels, builder.current_docname
    told = dict(node["moment"])

    def address(boundary: str) -> str:
        event = nodes.fully_normalize_name(boundary.partition(":")[0])
        page, row, *_ = labels.get(event, ("", ""))
        return f"{builder.get_relative_uri(here, page)}#{row}" if page else ""

    told["events"] = [[*event, address(event[0])] for event in told["events"]]
    drawn = inline(node["views"]["sheet"], slug(node), node["alt"])
    room = f"{re.match('<svg[^>]*>', drawn)[0]}</svg>"  # keeps its place in the page
    later = f"{up}{write_sheet(Path(builder.outdir), node, drawn)}"
    return (
        f"{_still(self, node, up)}"
        f'<div class="stage" data-name="{escape(name)}">'
        f'<div class="moment-map" data-sheet="{later}">{room}</div></div>'
        f'<script type="application/json" class="moment-data">{_json(told)}</script>\n'
    )


def visit_panel(self: HTML5Translator, node: panel) -> None:
    """The picture, with what the script needs to go to its moment."""
    up = "../" * self.builder.get_target_uri(self.builder.current_docname).count("/")
    told = escape(json.dumps(node["step"], ensure_ascii=False, separators=(",", ":")))
    self.body.append(f'<div class="panel" data-step="{told}">{_still(self, node, up)}</div>\n')
    raise nodes.SkipNode


def _still(self: HTML5Translator, node: nodes.Element, up: str) -> str:
    """The picture as it is printed, fetched where it is shown."""
    width, height = size(node["svg"])
    source = write_picture(Path(self.builder.outdir), node)
    return (
        f'<img class="still" loading="lazy" src="{up}{source}" alt="{escape(node["alt"])}" '
        f'width="{width * 2:.0f}" height="{height * 2:.0f}">'
    )


def _json(told: Any) -> str:
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).replace("</", "<\\/")
