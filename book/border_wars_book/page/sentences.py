"""Sentences that compute: MyST's inline expressions on the page and in print.

A date, an hour or a span that a sentence asks of an event leads to the event's row, on the page,
and the years of a person to the person's.

``{eval}`page.date("barbarossa")` `` stands in a notebook's prose. The run of the notebook has asked
its kernel, and the answer is in the cell's metadata, as JupyterLab stores it; MyST-NB's own role
would want a kernel while Sphinx reads.
"""

from __future__ import annotations

import json
import re
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util import logging
from sphinx.util.docutils import SphinxRole

from border_wars_book.build.kept import ANSWERS
from plain_text.myst import person_row

logger = logging.getLogger(__name__)

_QUOTED = re.compile(r"""^(["'])(.*)\1$""", re.S)
_OF_THE_PAGE = "border_wars_answers"
_DATED = re.compile(r'page\.(?:date|day|month|year|time|moment|span)\("([\w-]+)')
_LIVED = re.compile(r'page\.life\("([\w-]+)')


def answers(notebook: str) -> dict[str, str]:
    """What each inline expression of a notebook says, by the expression, as JupyterLab shows it."""
    found = {}
    for cell in json.loads(notebook)["cells"]:
        for one in cell["metadata"].get(ANSWERS, ()):
            found[one["expression"]] = said(one)
    return found


def said(answer: dict[str, Any]) -> str:
    """What an expression says, by the answer that Jupyter keeps of it."""
    return _QUOTED.sub(r"\2", answer["result"]["data"]["text/plain"])


class Sentence(SphinxRole):
    """`eval`: an expression, answered when the notebook was run."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """The answer as text."""
        text = self.env.temp_data.get(_OF_THE_PAGE, {}).get(self.text)
        if text is None:
            told = "%s: only a notebook is run, and answers what its sentences ask"
            logger.warning(told, self.text, location=self.get_location())
        node = nodes.inline(self.rawtext, text or "", classes=["pasted-text"])
        if dated := _DATED.match(self.text):
            node["row"] = dated[1]
        elif lived := _LIVED.match(self.text):
            node["row"] = person_row(lived[1])
        return [node], []


def put_answers(app: Sphinx, docname: str, source: list[str]) -> None:
    """Have the answers at hand while the page is read; its outputs have been put in before."""
    if docname in app.border_wars_runs:
        app.env.temp_data[_OF_THE_PAGE] = answers(source[0])


def register(app: Sphinx) -> None:
    """The role, in place of MyST-NB's."""
    app.add_role("eval", Sentence(), override=True)
    app.connect("source-read", put_answers, priority=600)
