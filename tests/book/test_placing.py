"""Where figures go in print, reckoned over blocks of known height."""

import pytest
from border_wars_book.print.placing import (
    FIGURE,
    HEADING,
    OTHER,
    TEXT,
    Block,
    carry_out,
    moves,
)
from docutils import nodes

ROOM = 700.0


def chapter(*parts):
    """A section of blocks (kind, height), with the places a plain setting would give them."""
    section, blocks, y = nodes.section(), [], 0.0
    for kind, height in parts:
        node = nodes.container() if kind == FIGURE else nodes.paragraph()
        section += node
        if kind == FIGURE and y + height > ROOM:
            y = 0.0
        blocks.append(Block(node, kind, height, y))
        y += height
        if kind == TEXT:
            y %= ROOM
    return section, blocks


def places(blocks):
    return [(blocks.index(figure), blocks.index(last)) for figure, last in moves(blocks, ROOM)]


def test_a_figure_that_fits_stays():
    _, blocks = chapter((TEXT, 200), (FIGURE, 400), (TEXT, 200))
    assert places(blocks) == []


def test_text_fills_the_page_that_a_high_figure_would_leave_empty():
    section, blocks = chapter((TEXT, 300), (FIGURE, 500), (TEXT, 250), (TEXT, 200), (TEXT, 90))
    assert places(blocks) == [(1, 3)]  # 300 + 250 + 200 is a page and 50: there the figure fits
    carry_out(moves(blocks, ROOM))
    assert [type(node).__name__ for node in section] == [
        "paragraph",
        "paragraph",
        "paragraph",
        "container",
        "paragraph",
    ]


@pytest.mark.parametrize("kind", [OTHER, FIGURE])
def test_no_figure_passes_a_table_or_another_figure(kind):
    _, blocks = chapter((TEXT, 300), (FIGURE, 500), (kind, 100), (TEXT, 300))
    assert places(blocks) == []


def test_a_figure_goes_no_further_than_four_paragraphs():
    _, blocks = chapter((TEXT, 100), (FIGURE, 690), *[(TEXT, 20)] * 9)
    assert places(blocks) == [(1, 5)]


def test_a_new_section_is_begun_only_with_room_for_some_lines():
    near = chapter((TEXT, 300), (FIGURE, 500), (HEADING, 60), (TEXT, 400))[1]
    assert places(near) == [(1, 3)]
    late = chapter((TEXT, 600), (FIGURE, 500), (HEADING, 60), (TEXT, 400))[1]
    assert places(late) == []
