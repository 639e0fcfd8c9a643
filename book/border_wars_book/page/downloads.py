"""CSV files that readers download: no cell of them can become a formula in a spreadsheet.

Sphinx copies the tables a page offers as they are. Once it has, each copy is written anew from the
table with its cells made safe (`plain_text.spreadsheet`); a table without a cell at risk keeps its
bytes, and so the checksum that the book prints for it. The tables of figures are made safe where
they are written.
"""

from __future__ import annotations

from pathlib import Path

from sphinx.application import Sphinx

from plain_text import safe_csv


def make_safe(source: Path, copy: Path) -> None:
    """Write the safe form of a CSV file where its copy stands."""
    text = source.read_bytes().decode("utf-8")
    safe = safe_csv(text)
    if safe != text:
        copy.write_bytes(safe.encode("utf-8"))


def when_built(app: Sphinx, failure: Exception | None) -> None:
    """After Sphinx has copied what pages offer."""
    copies = Path(app.outdir) / "_downloads"
    if failure is not None or not copies.exists():
        return
    for name, (_, copy) in app.env.dlfiles.items():
        if name.endswith(".csv"):
            make_safe(Path(app.srcdir) / name, copies / copy)


def register(app: Sphinx) -> None:
    """The last event of a build."""
    app.connect("build-finished", when_built)
