"""What the printed book's template does with pages, tables and references, set by themselves."""

import shutil
from pathlib import Path

import pypdfium2
import pytest
from border_wars_book import print as printing
from border_wars_book.print.faces import print_faces
from border_wars_book.print.inline_translator import is_bracketed
from border_wars_book.print.tables import plan
from border_wars_book.print.typesetting import Typesetter, write_pdf
from docutils import nodes

from timelines.typeface import text_width

TEMPLATES = [Path(printing.__file__).with_name(name) for name in ("book.typ", "strays.typ")]


@pytest.fixture
def pages(tmp_path):
    """A function that sets Typst code with the template, and gives the words of each page."""

    def made(code: str) -> list[str]:
        for template in TEMPLATES:
            shutil.copy(template, tmp_path)
        head = '#import "book.typ": *\n#show: book.with(title: "The book", author: "A")\n'
        source = tmp_path / "main.typ"
        source.write_text(f"{head}#{{\n{code}\n}}\n", "utf-8")
        pdf = pypdfium2.PdfDocument(Typesetter(tmp_path, print_faces(code, tmp_path)).set(source))
        return [" ".join(page.get_textpage().get_text_bounded().split()) for page in pdf]

    return made


def chapter(name: str, text: str, **named: str) -> str:
    given = "".join(f', {key}: "{value}"' for key, value in named.items())
    return f'chapter("{name}", "{name.title()}"{given})\n{text}\nend-chapter()'


def test_a_page_left_empty_before_a_part_has_no_head(pages):
    two_pages = "par(lorem(9))\npagebreak()\npar(lorem(9))"
    first, empty, third, fourth = pages(
        chapter("one", "par(lorem(9))", part="The story")
        + "\n"
        + chapter("two", two_pages, part="The questions")
    )
    assert first.startswith("The story One")
    assert empty == ""
    assert third.startswith("The questions Two")
    assert fourth.startswith("4 The book Lorem")


def rows(count: int, lines: int = 1) -> str:
    cells = ", ".join(f'"row {at}" + linebreak() * {lines - 1}' for at in range(count))
    return f'data-table(columns: (auto,), head: ("Head",), body: ({cells},), caption: "Told")'


@pytest.mark.parametrize("filled", range(400, 520, 20))
def test_a_table_begins_with_some_rows_or_on_the_next_page(pages, filled):
    for page in pages(f"block(height: {filled}pt, width: 100%)\n{rows(30)}"):
        assert "Told" not in page or "row 3" in page


@pytest.mark.parametrize("filled", range(360, 520, 40))
def test_a_table_of_few_rows_stands_on_one_page(pages, filled):
    for page in pages(f"block(height: {filled}pt, width: 100%)\n{rows(6, lines=4)}"):
        assert ("Told" in page) == ("row 5" in page)


def test_a_reference_within_brackets_has_its_page_behind_a_comma(pages):
    code = """par({ anchor("there"); goto-page("there", "the chapter") })
par({ "(see "; goto-page("there", bracketed: true, "the chapter"); ")" })"""
    (page,) = pages(code)
    assert page == "the chapter (p. 1) (see the chapter, p. 1)"


@pytest.mark.parametrize(
    ("before", "bracketed"),
    [("far to the north (see ", True), ("in the north (see it); ", False), ("see ", False)],
)
def test_a_bracket_that_is_open_before_a_reference_is_seen(before, bracketed):
    reference = nodes.reference("", "", nodes.strong("", "The frontier (its line"))
    nodes.paragraph("", "", nodes.Text(before), reference, nodes.Text(")"))
    assert is_bracketed(reference) is bracketed


def test_the_room_of_a_table_goes_to_the_column_that_makes_it_high():
    row = ["4 July 1886", "Hunchun acts, general protocol", "what it says, clause by clause " * 6]
    _, columns = plan([[*row, "Russko-kitaiskie akty: no. 43"]] * 4)
    widths = [float(column.removesuffix("pt")) for column in columns]
    assert widths[2] > 1.5 * max(widths[0], widths[1], widths[3])


def test_no_column_is_narrower_than_its_longest_word_where_the_rest_can_give():
    row = ["Transkommandatura", "short", *["some words of prose in a cell " * 3] * 6]
    small, columns = plan([row] * 3)
    assert small
    assert float(columns[0].removesuffix("pt")) >= 7.2 * 7  # seventeen letters at 7.2 points


def test_a_column_of_ranges_has_room_for_the_end_of_each():
    prose = "some words of prose in a cell of the row " * 6
    row = ["4,118 to 4,120", *[prose] * 7]
    small, columns = plan([row] * 3)
    assert small
    assert float(columns[0].removesuffix("pt")) >= text_width("to 4,120", 7.2)


def test_a_column_without_a_word_has_a_width():
    prose = "a dozen words of prose in one cell of a row " * 9
    _, columns = plan([["", prose, prose]] * 3)
    assert all(float(column.removesuffix("pt")) > 0 for column in columns)


def test_a_note_that_lines_left_behind_is_brought_to_the_page_of_its_mark(tmp_path, pages):
    def code(words):
        note = "note({ [This is the note. ]; lorem(45) })"
        second = f'numbered("1.2", {{ lorem(6) + " MARKED"; {note}; lorem(120) }})'
        return f'numbered("1.1", lorem({words}))\n{second}'

    def astray(told):
        return any("This is the note" in page and "MARKED" not in page for page in told)

    words = next(count for count in range(448, 480, 6) if astray(pages(code(count))))
    write_pdf(tmp_path / "main.typ", code(words), tmp_path / "set.pdf", tmp_path, 0)
    whole = [
        page.get_textpage().get_text_bounded()
        for page in pypdfium2.PdfDocument(tmp_path / "set.pdf")
    ]
    assert len(whole) == 2
    assert not astray(whole)
    assert '("1.2", )' in (tmp_path / "strays.typ").read_text("utf-8")
