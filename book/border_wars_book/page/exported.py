"""The record in the formats of other programs, which pages offer and tell search engines of.

What writes them is a setting, `border_wars_exports`, the arguments of Python to which a folder is
added: the book knows no record. They are kept under `_build` by all that they are made of and lie
among the pages in `exports/`. In prose `` {export}`record.sqlite` `` is a link to one. The setting
`border_wars_json_ld` names the file of linked data that a page bears in its head. Among them lies
`values.json`, which the book writes itself (`values`) where its record is traced.
"""

from __future__ import annotations

import json
import mimetypes
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any
from uuid import uuid4

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxRole
from sphinx.writers.html5 import HTML5Translator

from border_wars_book.build import inputs
from border_wars_book.build.publish import manifest, stands, write_whole
from command_line import CommandFailure

FOLDER, VALUES = "exports", "values.json"
_TYPES = {
    ".bib": "text/x-bibtex",
    ".geojson": "application/geo+json",
    ".ics": "text/calendar",
    ".jsonld": "application/ld+json",
    ".ris": "application/x-research-info-systems",
    ".sqlite": "application/vnd.sqlite3",
}


class export_link(nodes.Inline, nodes.TextElement):
    """The name of a file that leads to it."""


def _files(app: Sphinx) -> list[str]:
    made = sorted(path.name for path in app.border_wars_exports.iterdir())
    return [*made, VALUES] if app.config.border_wars_traced else made


class ExportRole(SphinxRole):
    """`export`: the file's name."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """The name, in a node of its own; a warning where no such file is made."""
        app = self.env.app
        if app.border_wars_exports is not None and self.text not in _files(app):
            told = self.inliner.reporter.warning(f"no such export: {self.text}", line=self.lineno)
            return [], [told]
        return [export_link(self.rawtext, self.text)], []


def visit_export_link(self: HTML5Translator, node: export_link) -> None:
    """Begin the link."""
    up = "../" * self.builder.current_docname.count("/")
    self.body.append(f'<a class="download" href="{up}{FOLDER}/{node.astext()}" download>')


def depart_export_link(self: HTML5Translator, node: export_link) -> None:
    """End it."""
    self.body.append("</a>")


def make(app: Sphinx) -> None:
    """Write the formats if what they are made of has changed."""
    arguments, root = app.config.border_wars_exports, Path(app.srcdir)
    app.border_wars_exports = None
    if not arguments or app.builder.name != "html":
        return
    base = ["--base", app.config.html_baseurl] if app.config.html_baseurl else []
    command = [sys.executable, *map(str, arguments)]
    results = app.config.border_wars_results or inputs.results_fingerprint(root)
    made_of = inputs.digest(root, (), results, *command[1:], *base)[:16]
    kept = root / "_build" / FOLDER
    folder, seal = kept / made_of, kept / f"{made_of}.json"
    app.border_wars_exports = folder
    if seal.exists() and stands(folder, json.loads(seal.read_text("utf-8"))):
        return
    shutil.rmtree(kept, ignore_errors=True)
    part = kept / f"{uuid4().hex}.part"
    part.mkdir(parents=True)
    done = subprocess.run(
        [*command, str(part), *base], cwd=root, capture_output=True, text=True, encoding="utf-8"
    )
    if done.returncode:
        shutil.rmtree(part)
        raise CommandFailure(f"The exports could not be written.\n{done.stderr.strip()}")
    part.rename(folder)
    write_whole(seal, json.dumps(manifest(folder)).encode())


def put(app: Sphinx, exception: Exception | None) -> None:
    """Lay them among the pages."""
    target = Path(app.outdir) / FOLDER
    if exception is None and app.builder.name == "html" and app.border_wars_exports:
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(app.border_wars_exports, target)


def downloads(app: Sphinx, base: str) -> list[dict[str, Any]]:
    """A DataDownload of schema.org for each file."""
    return [
        {
            "@type": "DataDownload",
            "encodingFormat": _TYPES.get(Path(name).suffix) or mimetypes.guess_type(name)[0],
            "contentUrl": "/".join(filter(None, (base, FOLDER, name))),
        }
        for name in (_files(app) if app.border_wars_exports else ())
    ]


def linked_data(app: Sphinx, pagename: str) -> list[dict[str, Any]]:
    """What is told of in a page, in the words of schema.org, without what the page says in full."""
    name, made = app.config.border_wars_json_ld.get(pagename), app.border_wars_exports
    if not (name and made):
        return []
    # Addresses in the file start from the folder of all pages, here from the page itself.
    text = (made / name).read_text("utf-8").replace(f'"{pagename}.html', '"')
    return [
        {key: value for key, value in node.items() if value and key != "description"}
        for node in json.loads(text)["@graph"]
    ]


def register(app: Sphinx) -> None:
    """Settings, node, role and the two steps."""
    app.add_config_value("border_wars_exports", [], "env", list)
    app.add_config_value("border_wars_json_ld", {}, "env", dict)
    app.add_node(export_link, html=(visit_export_link, depart_export_link))
    app.add_role("export", ExportRole())
    app.connect("builder-inited", make)
    app.connect("build-finished", put)
