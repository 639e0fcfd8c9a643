"""What is written beside the pages: fonts, colours, plotly, the record, sitemap and pictures."""

from __future__ import annotations

import json
import re
import shutil
from html import escape
from importlib import resources
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

from border_wars_book.build.companion import beyond_latin, characters_in, companion_name
from border_wars_book.build.fonts import cjk_faces, page_fonts
from border_wars_book.build.publish import CARD
from border_wars_book.build.stand_ins import stand_ins
from border_wars_book.build.toc import pages
from border_wars_book.print.card import write_card
from border_wars_book.theme.colours import dark_of_light, style_sheet

# plotly brings the style of its maps, which are not drawn here, unless an element has its id.
_MAP_STYLE = re.compile(r'getElementById\("([0-9a-f]{64})"\)')


def register(app: Sphinx) -> None:
    """Write everything once the pages stand."""
    app.connect("html-page-context", companion)
    app.connect("build-finished", write)


def companion(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any
) -> None:
    """A page with Chinese, Japanese or Korean words names the face cut for it."""
    if cjk_faces() and beyond_latin(characters_in(context.get("body", ""))):
        context["companion"] = context["pathto"](f"_static/fonts/{companion_name(pagename)}.css", 1)


def write(app: Sphinx, exception: Exception | None) -> None:
    """Fill `_static` and the root of the built pages."""
    if exception or app.builder.name != "html":
        return
    out, static = Path(app.outdir), Path(app.outdir) / "_static"
    texts = {
        page.relative_to(out).with_suffix("").as_posix(): page.read_text("utf-8")
        for page in sorted(out.rglob("*.html"))
    }
    cache = Path(app.srcdir) / "_build" / "fonts"
    rules = [*stand_ins(), page_fonts(texts, static / "fonts", cache)]
    (static / "fonts.css").write_text("\n".join(rules), "utf-8")
    (static / "colours.css").write_text(style_sheet(), "utf-8")
    colours = json.dumps(dark_of_light(), separators=(",", ":"))
    library = Path(str(resources.files("plotly"))) / "package_data" / "plotly.min.js"
    unused = json.dumps(_MAP_STYLE.findall(library.read_text("utf-8")))
    (static / "colours.js").write_text(
        f"window.bookColours={colours};\nwindow.bookUnusedStyles={unused};\n", "utf-8"
    )
    if not (static / library.name).exists():
        shutil.copyfile(library, static / library.name)
    record = out / "data"
    shutil.rmtree(record, ignore_errors=True)
    shutil.copytree(Path(app.srcdir) / "data", record)
    write_card(
        out / app.builder.get_target_uri(app.config.root_doc),
        static / CARD,
        app.config.html_title,
        app.config.border_wars_about.get("subtitle", ""),
        cache,
    )
    _sitemap(app, out)
    _no_jekyll(out)


def _sitemap(app: Sphinx, out: Path) -> None:
    """Every page, if `html_baseurl` says where the book lives: a sitemap's addresses are whole."""
    base = app.config.html_baseurl.rstrip("/")
    (out / "sitemap.xml").unlink(missing_ok=True)
    if not base:
        return
    entries = "".join(
        f"  <url><loc>{escape(base)}/{app.builder.get_target_uri(page)}</loc></url>\n"
        for page in pages(Path(app.srcdir))
    )
    (out / "sitemap.xml").write_text(
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
        f"{entries}</urlset>\n",
        "utf-8",
    )


def _no_jekyll(out: Path) -> None:
    """GitHub Pages would drop folders that begin with an underscore without this file."""
    (out / ".nojekyll").write_text("", "utf-8")
