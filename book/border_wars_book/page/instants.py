"""The record's instants and clocks as a script beside the pages, for those that reckon with them.

A page that does names it in its metadata, ``scripts: civil instants ...``; a book without such a
page goes without it.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

from border_wars_book.build import inputs, kept
from border_wars_book.page.edition import cited


def register(app: Sphinx) -> None:
    """Write the script when the pages are written."""
    app.connect("build-finished", write)


def write(app: Sphinx, exception: Exception | None) -> None:
    """`instants.js`, made once for a state of code and record."""
    if exception or app.builder.name != "html":
        return
    if not any("instants" in meta.get("scripts", "") for meta in app.env.metadata.values()):
        return
    root = Path(app.srcdir)

    def table() -> dict[str, Any]:
        from historical_record.dataset import load
        from historical_record.reckoning import instants_table

        return instants_table(load(root / app.config.border_wars_data))

    state = app.config.border_wars_results or inputs.results_fingerprint(root)
    found = kept.once(root / "_build" / "instants", [state], table, alone=True)
    cite = f"{app.config.author}, {app.config.html_title}, {cited(app)}"
    text = json.dumps({**found, "cite": cite}, ensure_ascii=False, separators=(",", ":"))
    target = Path(app.outdir) / "_static" / "instants.js"
    target.write_text(f"window.bookInstants={text};\n", "utf-8")
