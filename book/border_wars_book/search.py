"""A search that reads four scripts and works from a folder.

Sphinx's own index is made of stemmed English words; it cuts Chinese and Japanese nowhere and knows
nothing of the fact that Хасан, 張鼓峰 and Changkufeng are one place.  The book is small enough to
carry its text: the search page loads it as a script (so that it works from `file://`), folds case
and accents, and widens a query by the other names of the thing that was asked for, taken from the
record's table of names.
"""

from __future__ import annotations

import csv
import json
import re
from html import unescape
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from border_wars_book.languages import foreign
from border_wars_book.toc import pages

MAX_FORMS = 40


def register(app: Sphinx) -> None:
    """Collect text as pages are read; write the data when the pages are written."""
    app.connect("doctree-read", collect)
    app.connect("env-purge-doc", forget)
    app.connect("env-merge-info", merge)
    app.connect("build-finished", write)


def replace_index(app: Sphinx) -> None:
    """Sphinx's own index is not made: nothing would read it."""
    app.builder.search = False


def _store(env: Any) -> dict[str, list[dict[str, str]]]:
    if not hasattr(env, "border_wars_text"):
        env.border_wars_text = {}
    return env.border_wars_text


def collect(app: Sphinx, doctree: nodes.document) -> None:
    """A page's sections, each with its anchor, its heading and its text."""
    found = []
    for section in doctree.findall(nodes.section):
        heading = section[0].astext() if isinstance(section[0], nodes.title) else ""
        parts: list[str] = []
        for child in section.children[1:]:
            if not isinstance(child, nodes.section):
                _text(child, parts)
        text = " ".join(" ".join(parts).split())
        found.append({"a": section["ids"][0], "h": heading, "x": text})
    _store(app.env)[app.env.docname] = found


def _text(node: nodes.Node, parts: list[str]) -> None:
    """Prose, captions and tables; no code."""
    if isinstance(node, nodes.Text):
        parts.append(str(node))
        return
    if not isinstance(node, nodes.Element):
        return
    if node.get("nb_element") == "cell_code_source" or isinstance(
        node, nodes.literal_block | nodes.comment
    ):
        return
    if node.get("mime_type") == "text/plain":
        return
    if isinstance(node, nodes.table) and "html" in node:
        parts.append(unescape(re.sub(r"<[^>]+>", " ", node["html"])))
    if node.get("alt"):
        parts.append(str(node["alt"]))
    before = len(parts)
    for child in node.children:
        _text(child, parts)
    if isinstance(node, nodes.TextElement) and not isinstance(node, nodes.Inline | foreign):
        parts[before:] = ["".join(parts[before:])]


def forget(app: Sphinx, env: Any, docname: str) -> None:
    """A page is about to be read anew."""
    _store(env).pop(docname, None)


def merge(app: Sphinx, env: Any, docnames: set[str], other: Any) -> None:
    """Pages read by another process."""
    _store(env).update({name: _store(other)[name] for name in docnames if name in _store(other)})


def name_groups(path: Path) -> list[list[str]]:
    """All names of each thing in the record's table of names, in all scripts."""
    if not path.exists():
        return []
    groups: dict[str, list[str]] = {}
    with path.open(encoding="utf-8", newline="") as handle:
        for row in csv.DictReader(handle):
            key = row.get("subject") or row.get("id") or ""
            forms = groups.setdefault(key, [])
            for form in (row.get("name"), row.get("transliteration")):
                if form and form not in forms:
                    forms.append(form)
    return [forms[:MAX_FORMS] for forms in groups.values() if len(forms) > 1]


def write(app: Sphinx, exception: Exception | None) -> None:
    """`search-data.js`, read by the search page alone."""
    if exception or app.builder.name != "html":
        return
    store = _store(app.env)
    data = {
        "pages": [
            {
                "t": app.env.titles[name].astext(),
                "u": app.builder.get_target_uri(name),
                "s": store[name],
            }
            for name in pages(Path(app.srcdir))
            if name in store
        ],
        "names": name_groups(Path(app.srcdir) / app.config.border_wars_names),
    }
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    target = Path(app.outdir) / "_static" / "search-data.js"
    target.write_text(f"window.bookSearchData={text};\n", "utf-8")
