"""Figures that follow one another, spread among the paragraphs that speak of them.

Typst lets a figure float to the page's head or foot, here or on the next page, and figures keep
their order. Of two high ones that are called close together the second would therefore stand two
pages on; the first is called some paragraphs earlier instead, if need be before the heading, over
which it then stands at the head of the page.
"""

from __future__ import annotations

from itertools import pairwise

from docutils import nodes

from border_wars_book.page.figures import plot_figure

APART = 250  # words between two figures: half a page, of which a high figure takes the other


def spread(doctree: nodes.document) -> None:
    """Call a figure earlier, as long as too little text is between it and the next.

    Paragraphs and a heading are passed, never a table or another figure.
    """
    sections = list(doctree.findall(nodes.section))
    blocks = [child for section in sections for child in section.children if _is_printed(child)]
    blocks = [block for block in blocks if not isinstance(block, nodes.section)]
    figures = [at for at, block in enumerate(blocks) if _has_figure(block)]
    for first, second in reversed(list(pairwise(figures))):
        between = sum(len(block.astext().split()) for block in blocks[first + 1 : second])
        figure = blocks[first]
        for before in reversed(blocks[:first]):
            if between >= APART or not isinstance(before, nodes.paragraph | nodes.title):
                break
            if isinstance(before, nodes.paragraph):
                between += len(before.astext().split())
                figure.parent.remove(figure)
                before.parent.insert(before.parent.index(before), figure)


def _is_printed(node: nodes.Node) -> bool:
    """Whether something is seen of a block; code and its names leave empty containers."""
    if isinstance(node, nodes.container):
        return any(isinstance(part, PRINTED) for part in node.findall())
    return not isinstance(node, nodes.Invisible | nodes.target)


def _has_figure(node: nodes.Node) -> bool:
    return next(iter(node.findall(plot_figure)), None) is not None


PRINTED = plot_figure | nodes.table | nodes.paragraph | nodes.image | nodes.literal_block
