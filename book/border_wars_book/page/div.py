"""`div`: words under a class, as MyST writes them.

    :::{div}
    :class: filter-place
    The number of a claim is a link to its own row.
    :::

The `container` of docutils says the same, but JupyterLab does not know it and shows it raw.
"""

from __future__ import annotations

from typing import ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective


class Div(SphinxDirective):
    """Classes, a name that links can lead to, and what stands under them."""

    has_content = True
    option_spec: ClassVar = {"class": directives.class_option, "name": directives.unchanged}

    def run(self) -> list[nodes.Node]:
        """A container with what stands inside."""
        self.assert_has_content()
        classes = self.options.get("class", [])
        made = nodes.container("", *self.parse_content_to_nodes(), classes=classes)
        self.add_name(made)
        return [made]


def register(app: Sphinx) -> None:
    """The directive."""
    app.add_directive("div", Div)
