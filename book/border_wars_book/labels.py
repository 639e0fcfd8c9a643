"""Links to labels: `[words](#label)` leads to the label, also where a page has the same name.

An event and the page about it share a name. MyST asks every kind of target for it and warns that
two answer; a label is what was written, so it is looked for first. The words keep their markup.
"""

from __future__ import annotations

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.nodes import make_refnode


class LabelsFirst(SphinxPostTransform):
    """Resolve MyST's links to labels before MyST does, which is at 9."""

    default_priority = 8

    def run(self, **kwargs: object) -> None:
        """Every link whose target is a label of some page."""
        labels = self.env.get_domain("std").anonlabels
        for node in list(self.document.findall(addnodes.pending_xref)):
            of_page = node.get("refdomain") == "doc"
            if node["reftype"] != "myst" or of_page or node["reftarget"] not in labels:
                continue
            docname, identity = labels[node["reftarget"]]
            words = nodes.inline("", "", *node[0].children, classes=["std", "std-ref"])
            link = make_refnode(self.app.builder, node["refdoc"], docname, identity, words)
            node.replace_self(link)


def register(app: Sphinx) -> None:
    """The transform."""
    app.add_post_transform(LabelsFirst)
