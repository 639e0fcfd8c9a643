"""Links to labels: `[words](#label:NAME)` leads to the label NAME, on whatever page it is.

An event, a page about it and a heading may share a name, and MyST asks the page, then every kind of
target, for the name of a link. The `ref` role would know what is meant, but takes no markup and
loses some signs of a name. Here a link says that it means a label; its words are Markdown.
"""

from __future__ import annotations

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.nodes import make_refnode

SCHEME = "label:"


class ResolveLabels(SphinxPostTransform):
    """Runs before MyST does, at 9, which warns of a label that there is not."""

    default_priority = 8

    def run(self, **kwargs: object) -> None:
        """Every link with the scheme whose label is on some page."""
        labels = self.env.get_domain("std").anonlabels
        for node in list(self.document.findall(addnodes.pending_xref)):
            target = node["reftarget"]
            if not target.startswith(SCHEME) or target.removeprefix(SCHEME) not in labels:
                continue
            docname, identity = labels[target.removeprefix(SCHEME)]
            words = nodes.inline("", "", *node[0].children, classes=["std", "std-ref"])
            link = make_refnode(self.app.builder, node["refdoc"], docname, identity, words)
            node.replace_self(link)


def register(app: Sphinx) -> None:
    """The transform."""
    app.add_post_transform(ResolveLabels)
