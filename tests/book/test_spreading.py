"""Of two figures that are called together the first is called earlier, where its words are near."""

from border_wars_book.page.figures import plot_figure
from border_wars_book.print.spreading import APART, spread
from docutils import nodes
from docutils.utils import new_document


def words(count: int) -> nodes.paragraph:
    return nodes.paragraph("", " ".join(["word"] * count))


def shape(document: nodes.document) -> list[str]:
    """Figures by their letter, titles and paragraphs, in the order of reading."""
    kinds = plot_figure | nodes.title | nodes.paragraph | nodes.table
    return [
        node.get("name") or type(node).__name__
        for node in document.findall()
        if isinstance(node, kinds)
    ]


def set_out(*blocks: nodes.Node) -> nodes.document:
    document = new_document("page")
    before = nodes.section("", nodes.title("", "Before"), *blocks)
    figures = (plot_figure(name=name) for name in "ab")
    document += [before, nodes.section("", nodes.title("", "Its own"), words(100), *figures)]
    spread(document)
    return shape(document)


def test_it_is_called_before_its_heading_if_too_little_text_is_between():
    assert set_out(words(APART), words(APART)) == (
        ["title", "paragraph", "a", "paragraph", "title", "paragraph", "b"]
    )


def test_it_is_never_called_before_a_table():
    assert set_out(words(APART), nodes.table()) == (
        ["title", "paragraph", "table", "title", "a", "paragraph", "b"]
    )


def test_figures_with_half_a_page_between_them_stay():
    document = new_document("page")
    a, b = (plot_figure(name=name) for name in "ab")
    document += nodes.section("", nodes.title("", "T"), words(9), a, words(APART), b)
    spread(document)
    assert shape(document) == ["title", "paragraph", "a", "paragraph", "b"]
