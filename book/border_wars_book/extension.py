"""The Sphinx side of the book: what is registered, and which step listens to which event."""

from __future__ import annotations

import json
import logging
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

from border_wars_book.build import inputs
from border_wars_book.build.execution import Run, run_all, with_outputs
from border_wars_book.build.toc import pages
from border_wars_book.page import (
    api,
    borrowed,
    citations,
    div,
    doors,
    downloads,
    edition,
    exported,
    folding,
    instants,
    labels,
    languages,
    mime,
    notes,
    numbering,
    pagehead,
    pdf,
    search,
    sentences,
    status,
    told,
    values,
    withdrawn,
    works,
)
from border_wars_book.page.figures import (
    JoinTwins,
    caption_of,
    depart_plot_html,
    drawing,
    plot_figure,
    visit_drawing,
    visit_plot_html,
)
from border_wars_book.page.moments import panel, visit_panel
from border_wars_book.page.translator import PageTranslator
from border_wars_book.print import records
from border_wars_book.print.builder import PrintBuilder
from border_wars_book.theme import assets
from command_line import ADVICE

THEME = Path(__file__).parent / "theme"


def register(app: Sphinx) -> dict[str, Any]:
    """Everything the book adds to Sphinx."""
    app.setup_extension("myst_nb")
    logging.getLogger("sphinx").addHandler(EndOnRefusal())
    app.add_config_value("border_wars_data", "data", "env", str)
    app.add_config_value("border_wars_results", "", "", str)
    app.add_config_value("border_wars_check", [], "", list)
    app.add_config_value("border_wars_traced", [], "", list)
    app.add_config_value("border_wars_beforehand", "", "", str)
    # Jupyter Book sets this for an extension the book does without.
    app.add_config_value("comments_config", {}, "html", dict)
    app.add_config_value("border_wars_about", {}, "html", dict)
    app.add_html_theme("border_wars", str(THEME))
    app.add_builder(PrintBuilder)
    app.set_translator("html", PageTranslator)
    app.add_enumerable_node(
        plot_figure, "figure", caption_of, html=(visit_plot_html, depart_plot_html)
    )
    app.add_node(drawing, html=(visit_drawing, None))
    app.add_node(panel, html=(visit_panel, None))
    app.add_node(languages.foreign, html=(languages.visit_foreign, languages.depart_foreign))
    for name in languages.LANGUAGES:
        app.add_role(name, languages.LanguageRole())
    app.add_transform(languages.MarkForeignWords)
    app.add_post_transform(JoinTwins)
    app.add_post_transform(folding.FoldCode)
    app.add_node(folding.folded_code, html=(folding.visit_folded_code, folding.depart_folded_code))
    app.connect("config-inited", mime.put_first, priority=200)
    app.connect("config-inited", only_listed_pages)
    app.connect("builder-inited", load_runs)
    app.connect("builder-inited", search.replace_index)
    app.connect("env-get-outdated", pages_run_anew)
    app.connect("source-read", put_outputs)
    for part in (
        works,
        api,
        borrowed,
        citations,
        div,
        notes,
        numbering,
        pagehead,
        pdf,
        search,
        assets,
        doors,
        downloads,
        instants,
        edition,
        exported,
        labels,
        sentences,
        status,
        told,
        values,
        withdrawn,
        records,
    ):
        part.register(app)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}


class EndOnRefusal(logging.Handler):
    """What the machine refuses ends the build; Sphinx would warn of each page and go on."""

    def emit(self, record: logging.LogRecord) -> None:
        """Raise the error that a warning only tells of."""
        for one in record.args if isinstance(record.args, tuple) else ():
            if isinstance(one, OSError) and one.errno in ADVICE:
                raise one


def only_listed_pages(app: Sphinx, config: Any) -> None:
    """Sphinx need not ask of every file below the root, those of `_build` too, if it is a page."""
    listed = (page.replace("[", "?") for page in pages(Path(app.srcdir)))  # no set of signs
    config.include_patterns = [f"{page}.*" for page in listed]


def load_runs(app: Sphinx) -> None:
    """Execute what is not kept yet, so that `jupyter-book build` alone is honest too."""
    root = Path(app.srcdir)
    results = app.config.border_wars_results or inputs.results_fingerprint(root)
    runs = run_all(root, pages(root), root / "_build" / "executed", results)
    app.border_wars_runs = {run.page: run for run in runs}


def pages_run_anew(
    app: Sphinx, env: Any, added: set[str], changed: set[str], removed: set[str]
) -> list[str]:
    """Pages whose outputs are not those of the last build, though their source is the same."""
    known: dict[str, str] = getattr(env, "border_wars_runs", {})
    current = {page: run.key for page, run in app.border_wars_runs.items()}
    env.border_wars_runs = current
    return [
        page for page, key in current.items() if known.get(page) != key and page in env.found_docs
    ]


def put_outputs(app: Sphinx, docname: str, source: list[str]) -> None:
    """Sphinx reads a notebook with the outputs of its last run, not the stored ones."""
    run: Run | None = app.border_wars_runs.get(docname)
    if run and json.loads(source[0]).get("cells") is not None:
        source[0] = with_outputs(source[0], run)
