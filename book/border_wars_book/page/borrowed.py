"""Figures shown on a page that is not their own.

The landing page draws nothing. It borrows a figure by its label, so that what it shows is what the
chapter drew:

    ```{borrowed-figure} fig-theatre
    ```
"""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective

from border_wars_book.page.figures import plot_figure

logger = logging.getLogger(__name__)


class borrowed_figure(nodes.General, nodes.Element):
    """Stands for the figure with this label, wherever it is."""


class BorrowedFigure(SphinxDirective):
    """`borrowed-figure`: one argument, the figure's label."""

    required_arguments = 1
    has_content = False

    def run(self) -> list[nodes.Node]:
        """A node to be replaced once every page has been read."""
        _borrowers(self.env).add(self.env.docname)
        node = borrowed_figure(label=nodes.fully_normalize_name(self.arguments[0]))
        self.set_source_info(node)
        return [node]


def _borrowers(env: Any) -> set[str]:
    if not hasattr(env, "border_wars_borrowers"):
        env.border_wars_borrowers = set()
    return env.border_wars_borrowers


class Borrow(SphinxPostTransform):
    """Put figures in place of the nodes that stand for them."""

    default_priority = 2

    def run(self, **kwargs: object) -> None:
        """Before twins are joined and MIME types chosen."""
        for node in list(self.document.findall(borrowed_figure)):
            bundle = self._figure(node["label"])
            if bundle is None:
                logger.warning("no figure is labelled %r", node["label"], location=node)
                node.parent.remove(node)
            else:
                node.replace_self(bundle)

    def _figure(self, label: str) -> nodes.Element | None:
        place = self.env.get_domain("std").anonlabels.get(label)
        if not place:
            return None
        for bundle in self.env.get_doctree(place[0]).findall(nodes.container):
            if bundle.get("nb_element") != "mime_bundle":
                continue
            if any(place[1] in plot["ids"] for plot in bundle.findall(plot_figure)):
                lent = bundle.deepcopy()
                for plot in lent.findall(plot_figure):
                    plot["ids"] = [f"lent-{label}"]
                    plot["names"] = []
                    plot["lent"] = True
                return lent
        return None


def borrowers_again(app: Sphinx, env: Any) -> list[str]:
    """A page that borrows is written anew whenever any page was read anew."""
    return [name for name in _borrowers(env) if name in env.all_docs]


def forget(app: Sphinx, env: Any, docname: str) -> None:
    """A page is about to be read anew."""
    _borrowers(env).discard(docname)


def register(app: Sphinx) -> None:
    """Directive, transform and events."""
    app.add_node(borrowed_figure)
    app.add_directive("borrowed-figure", BorrowedFigure)
    app.add_post_transform(Borrow)
    app.connect("env-updated", borrowers_again)
    app.connect("env-purge-doc", forget)
