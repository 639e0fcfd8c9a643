"""Addresses that earlier editions had and a page no longer makes: they still lead somewhere.

`publishing/addresses.txt` lists the addresses of an edition, a page to a line with its anchors.
An anchor that the page has lost is put at its foot, with a link to the page of corrections, where
the reason stands.
"""

from __future__ import annotations

import re
from html import escape
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

LIST = Path("publishing", "addresses.txt")
REASONS = "notebooks/corrections"
_ID = re.compile(r'\sid="([^"]+)"')


def listed(root: Path) -> dict[str, list[str]]:
    """The anchors of each page of the list; none where there is no list."""
    path = root / LIST
    lines = path.read_text("utf-8").splitlines() if path.exists() else []
    return {page: anchors for page, *anchors in map(str.split, lines)}


def anchors_in(html: str) -> set[str]:
    """Every id of a page or a part of one."""
    return set(_ID.findall(html))


def foot(lost: list[str], reasons: str) -> str:
    """What stands at the foot of a page for the anchors that it has lost."""
    items = "".join(f'<li id="{escape(one)}"><code>{escape(one)}</code></li>' for one in lost)
    return (
        '<section class="withdrawn" aria-label="No longer here">'
        f'<p>What stood here under these addresses was withdrawn; <a href="{escape(reasons)}">'
        f"the page of corrections</a> says why.</p><ul>{items}</ul></section>\n"
    )


def context(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document
) -> None:
    """Add to a page the anchors that it had in the edition of the list."""
    known = listed(Path(app.srcdir)).get(app.builder.get_target_uri(pagename), [])
    present = anchors_in(context.get("body") or "")
    lost = [anchor for anchor in known if anchor not in present]
    if lost and REASONS in app.env.all_docs:
        context["body"] += foot(lost, context["pathto"](REASONS))


def register(app: Sphinx) -> None:
    """When a page is put into its template."""
    app.connect("html-page-context", context)
