"""Where a figure that does not fit on its page may stand: after the paragraphs that fill the page.

WeasyPrint sets blocks in the order they come and has no floats to a page's head.  A figure too high
for the rest of a page would leave that rest empty.  A chapter is therefore set by itself first, its
blocks are measured, and a figure that would leave a gap is put behind the next paragraphs, of its
section or the one after, so that they fill the page and the figure stands at the head of the next.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from docutils import nodes

from border_wars_book.figures import plot_figure
from border_wars_book.notes import note_of, text_of

FURTHEST = 4  # paragraphs that a figure may pass at each look
GAP = 60.0  # CSS pixels that may stay empty: three lines
LINE = 19.0
NOTE_LINE, NOTE_LEADING, NOTE_RULE = 95, 14.7, 16.0  # characters; leading; what stands above
MARK = "flow-"
FIGURE, TEXT, HEADING, NOTHING, OTHER = "figure", "text", "heading", "nothing", "other"


@dataclass
class Block:
    """A child of a section: its kind; once measured, its height and where it began on its page.

    In CSS pixels; a block that nothing is printed of keeps None for its beginning.
    """

    node: nodes.Element
    kind: str
    height: float = 0.0
    top: float | None = None


def figures_in(doctree: nodes.document) -> int:
    """How many figures a chapter has."""
    return sum(1 for _ in doctree.findall(plot_figure))


def rows_in(doctree: nodes.document) -> int:
    """How many rows its tables have, those that came as HTML left out."""
    return sum(1 for _ in doctree.findall(nodes.row))


def blocks_of(doctree: nodes.document) -> list[Block]:
    """The blocks of a chapter in their order, each marked by a class."""
    found: list[Block] = []
    for section in doctree.findall(nodes.section):
        for child in section.children:
            if isinstance(child, nodes.section) or not isinstance(child, nodes.Element):
                continue
            child["classes"].append(f"{MARK}{len(found)}")
            found.append(Block(child, _kind(child)))
    return found


def _kind(node: nodes.Element) -> str:
    if isinstance(node, nodes.title):
        return HEADING
    if isinstance(node, nodes.paragraph | nodes.bullet_list):
        return TEXT
    if isinstance(node, nodes.container):
        if next(node.findall(plot_figure), None) is not None:
            return FIGURE
        return OTHER if next(node.findall(nodes.table), None) is not None else NOTHING
    return NOTHING if isinstance(node, nodes.Invisible) else OTHER


def unmark(blocks: Iterable[Block]) -> None:
    """Take the marks away again."""
    for block in blocks:
        block.node["classes"] = [c for c in block.node["classes"] if not c.startswith(MARK)]


def measure(document: Any, blocks: list[Block]) -> float:
    """Give each block the height it takes in the set chapter; the answer is a page's height.

    Where the next block begins on the same page, the height reaches to it, margins and all.
    """
    room = 0.0
    begins: dict[int, tuple[int, float]] = {}
    for number, page in enumerate(document.pages):
        box = page._page_box
        room = max(room, box.height)
        for at, (top, height) in _marked(box).items():
            begins.setdefault(at, (number, top))
            if blocks[at].top is None:
                blocks[at].top = top - box.content_box_y()
            blocks[at].height += height
    for at, (page, top) in begins.items():
        following = next(
            (begins[after] for after in range(at + 1, len(blocks)) if after in begins), None
        )
        if following and following[0] == page:
            blocks[at].height = following[1] - top
    for block in blocks:
        block.height += _notes(block.node)
    return room


def _notes(node: nodes.Element) -> float:
    """What the footnotes that a block calls take from the page's foot, in CSS pixels."""
    found = [note_of(node.document, call) for call in node.findall(nodes.footnote_reference)]
    lines = [math.ceil(len(text_of(note)) / NOTE_LINE) for note in found if note is not None]
    return sum(lines) * NOTE_LEADING + (NOTE_RULE if lines else 0.0)


def _marked(page: Any) -> dict[int, tuple[float, float]]:
    """Top and height of the marked blocks, or parts of blocks, on a page."""
    found: dict[int, tuple[float, float]] = {}
    for inner in page.descendants():
        if inner.element is None or not isinstance(getattr(inner, "height", None), int | float):
            continue
        for name in inner.element.get("class", "").split():
            if name.startswith(MARK):
                at = int(name.removeprefix(MARK))
                height = inner.margin_height()
                if height >= found.get(at, (0.0, 0.0))[1]:
                    found[at] = (inner.position_y, height)
    return found


def moves(blocks: list[Block], room: float) -> list[tuple[Block, Block]]:
    """(figure, the block of text it is to follow) for every figure that would leave a gap.

    The pages are filled by reckoning: text runs on from page to page, a figure does not, and a
    heading takes two lines with it.
    """
    found: list[tuple[Block, Block]] = []
    at, y = 0, 0.0
    while at < len(blocks):
        block = blocks[at]
        at += 1
        fits = y + block.height <= room
        if not found and block.top is not None:  # what was set so far stays as it is
            fits = block.top >= 1
            y = block.top if fits else y
        if block.kind == FIGURE and not fits:
            last, y = _best_place(blocks, at, y, room)
            if last:
                found.append((block, blocks[last]))
                at = last + 1
            y = y + block.height if y + block.height <= room else block.height
        else:
            y = _after(block, y, room)
    return found


def _after(block: Block, y: float, room: float) -> float:
    """Where the page stands after a block that begins at y."""
    if block.kind == HEADING and y + block.height + 2 * LINE > room:
        y = 0.0
    y += block.height
    if block.kind in (FIGURE, HEADING):
        return y
    return y % room if y > room else y


def _best_place(blocks: list[Block], at: int, y: float, room: float) -> tuple[int, float]:
    """The block of text to put before a figure, 0 for none, and where the page then stands.

    The place is the nearest of those that leave least of a page empty.  Text before it may begin a
    new section, if the heading and some lines have room.
    """
    figure = blocks[at - 1]
    best, least, passed = (0, y), room - y, 0
    while least > GAP and passed < FURTHEST and at < len(blocks):
        block = blocks[at]
        if block.kind in (FIGURE, OTHER):
            break
        if block.kind == HEADING and y + block.height + 3 * LINE > room:
            break
        y = _after(block, y, room)
        if block.kind == TEXT:
            passed += 1
            empty = 0.0 if y + figure.height <= room else room - y
            if empty < least:
                best, least = (at, y), empty
        at += 1
    return best


def carry_out(found: list[tuple[Block, Block]]) -> None:
    """Move the figures in the tree."""
    for figure, last in found:
        figure.node.parent.remove(figure.node)
        parent = last.node.parent
        parent.insert(parent.index(last.node) + 1, figure.node)
