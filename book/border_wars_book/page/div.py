"""`div`: words under a class, as MyST writes them.

    :::{div}
    :class: filter-place
    The number of a claim is a link to its own row.
    :::

The `container` of docutils says the same, but JupyterLab does not know it and shows it raw. What
stands under the class `on-screen`, such as which keys a reader may press, is not printed.
"""

from __future__ import annotations

from typing import ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxDirective

from border_wars_book.page.figures import PRINT

ON_SCREEN = "on-screen"


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


class ForPaper(SphinxPostTransform):
    """Take out of print what only a screen has."""

    default_priority = 30

    def run(self, **kwargs: object) -> None:
        """Every marked container."""
        if self.app.builder.name != PRINT:
            return
        for node in list(self.document.findall(nodes.container)):
            if ON_SCREEN in node["classes"]:
                node.parent.remove(node)


def register(app: Sphinx) -> None:
    """The directive, and what print leaves out of it."""
    app.add_directive("div", Div)
    app.add_post_transform(ForPaper)
