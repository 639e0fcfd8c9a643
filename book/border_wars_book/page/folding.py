"""Code in the book: folded on the page, left out on paper.

MyST-NB folds only what an author tags.  In this book all code is method, so all of it is folded,
under a summary that says what it made; a cell tagged `show-input` stays open on the page, and one
tagged `print-input` is printed as well.
"""

from __future__ import annotations

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.writers.html5 import HTML5Translator

from border_wars_book.page.figures import PRINT, plot_figure


class folded_code(nodes.General, nodes.Element):
    """Code under a summary."""


class FoldCode(SphinxPostTransform):
    """Runs before MyST-NB's own folding, which then finds nothing to do."""

    default_priority = 198

    def run(self, **kwargs: object) -> None:
        """Every code cell of the document."""
        on_paper = self.app.builder.name == PRINT
        for cell in list(self.document.findall(nodes.container)):
            if cell.get("nb_element") != "cell_code":
                continue
            cell["ids"].append(f"cell-{cell['cell_index']}")
            if cell.get("hide_mode") == "input":
                del cell["hide_mode"]
            for source in [c for c in cell.children if c.get("nb_element") == "cell_code_source"]:
                if on_paper:
                    if "tag_print-input" not in cell["classes"]:
                        cell.remove(source)
                elif "tag_show-input" not in cell["classes"]:
                    earlier = _set_up_before(cell)
                    folded = folded_code("", *earlier, *source.children, summary=_says(cell))
                    source.children = []
                    source += folded


def _set_up_before(cell: nodes.Element) -> list[nodes.Node]:
    """The code of the cell just above, if it showed nothing: one fold is enough for both."""
    siblings = cell.parent.children
    at = siblings.index(cell)
    before = siblings[at - 1] if at else None
    if not isinstance(before, nodes.container) or before.get("nb_element") != "cell_code":
        return []
    folds = list(before.findall(folded_code))
    if not folds or any(c.get("nb_element") == "cell_code_output" for c in before.children):
        return []
    code = list(folds[0].children)
    for part in code:
        folds[0].remove(part)
    cell["ids"] += before["ids"]
    cell.parent.remove(before)
    return code


def _says(cell: nodes.Element) -> str:
    """What a reader learns by unfolding: the kind of the outputs is known."""
    if any(True for _ in cell.findall(plot_figure)):
        return "How this figure was made"
    if any(True for _ in cell.findall(nodes.table)):
        return "How this table was made"
    return "How this was computed"


def visit_folded_code(self: HTML5Translator, node: folded_code) -> None:
    """`<details>`."""
    self.body.append(f'<details class="method"><summary>{node["summary"]}</summary>\n')


def depart_folded_code(self: HTML5Translator, node: folded_code) -> None:
    """Close it."""
    self.body.append("</details>\n")
