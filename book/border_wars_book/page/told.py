"""Where the chapters tell of an event: from each row of the chronology the way to its sentences.

The rows' page would have to be written anew with every page that is touched, so the places are a
script beside the pages, and the script of the rows puts them there.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from pathlib import Path

from sphinx.application import Sphinx

from border_wars_book.build.toc import chapters

_PARAGRAPH = re.compile(
    r'<a class="paragraph-number" href="(#[^"]+)"[^>]*>([^<]+)</a>(.*?)</p>', re.DOTALL
)
_ROW = re.compile(r'<a class="to-row" href="[^"#]*#([^"]+)"')


def places(pages: dict[str, str]) -> dict[str, list[list[str]]]:
    """By row, [address, number] of each paragraph with a date that leads to it, in their order.

    `pages` has the HTML of each chapter by its file name, beside which the rows' page lies.
    """
    told: dict[str, list[list[str]]] = defaultdict(list)
    for name, html in pages.items():
        for anchor, number, inside in _PARAGRAPH.findall(html):
            for row in dict.fromkeys(_ROW.findall(inside)):
                told[row].append([name + anchor, number])
    return dict(told)


def write(app: Sphinx, exception: Exception | None) -> None:
    """`told.js`, asked for by the script of the rows."""
    if exception or app.builder.name != "html":
        return
    files = [Path(app.builder.get_outfilename(page)) for page in chapters(Path(app.srcdir))]
    found = places({file.name: file.read_text("utf-8") for file in files})
    text = json.dumps(found, ensure_ascii=False, separators=(",", ":"))
    (Path(app.outdir) / "_static" / "told.js").write_text(f"bookTold({text});\n", "utf-8")


def register(app: Sphinx) -> None:
    """When all pages are written."""
    app.connect("build-finished", write)
