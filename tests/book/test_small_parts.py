"""Parts of the book's machinery that a person can check by hand."""

import re
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace

import border_wars_book
import pytest
from border_wars_book.build.fonts import latin_faces, undrawable
from border_wars_book.build.stand_ins import STAND_INS
from border_wars_book.extension import only_listed_pages
from border_wars_book.page.div import ForPaper
from border_wars_book.page.figures import PRINT
from border_wars_book.page.languages import mark_html
from border_wars_book.print.card import write_card
from border_wars_book.print.tables import WIDE, plan
from border_wars_book.print.typst import call, content, string, value
from docutils import nodes
from docutils.utils import new_document
from matplotlib.image import imread
from sphinx.util.matching import get_matching_files

from historical_record.references import plain
from plain_text.rules import _REFUSED
from timelines.media import WIDE_FROM


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("張鼓峰", "ja"),  # written alike in Japanese and in traditional Chinese
        ("ノモンハン事件", "ja"),
        ("诺门罕战役", "zh"),  # 诺, 门 and 战 are simplified
        ("乌兰图雅", "zh"),
        ("Хасан", "ru"),
        ("장고봉", "ko"),
    ],
)
def test_words_are_marked_with_their_language(words, language):
    assert mark_html(f"at {words} in") == f'at <span lang="{language}">{words}</span> in'


def test_a_field_of_a_source_is_written_without_the_marks_of_tex():
    assert plain(r"{BBC} \& ks\_season 5\% -- x") == "BBC & ks_season 5% – x"


def test_a_table_has_the_room_that_its_words_need():
    assert plan([["a", "b"], ["c", "d"]]) == (False, ["auto", "auto"])
    wordy = [["1938", "a dozen words of prose in each of the last cells of a row " * 3]] * 4
    small, columns = plan(wordy)
    assert not small
    widths = [float(column.removesuffix("pt")) for column in columns]
    assert 16 < widths[0] < 18  # four digits at 8.4 points, each of half an em
    assert sum(widths) == pytest.approx(371 - 6.5, abs=0.2)
    _, columns = plan(wordy, measure=WIDE)
    assert sum(float(one.removesuffix("pt")) for one in columns) == pytest.approx(415.5, abs=0.2)
    assert plan([wordy[0] + wordy[0][1:] * 7])[0]
    dates = ["15 September 1938", "16 September 1938"]
    _, columns = plan([[*dates, "a dozen words of prose in one cell of a row " * 3]] * 4)
    assert all(float(column.removesuffix("pt")) > 66 for column in columns[:2])  # not broken


@pytest.mark.parametrize(
    ("builder", "left"), [("html", "Drag the moment. Nine steps."), (PRINT, "Nine steps.")]
)
def test_what_only_a_screen_has_is_not_printed(builder, left):
    document = new_document("walk")
    document += nodes.container("", nodes.paragraph("", "Drag the moment. "), classes=["on-screen"])
    document += nodes.container("", nodes.paragraph("", "Nine steps."), classes=["filter-place"])
    app = SimpleNamespace(builder=SimpleNamespace(name=builder))
    document.settings.env = SimpleNamespace(app=app)
    ForPaper(document).run()
    assert "".join(one.astext() for one in document) == left


def test_text_from_data_is_never_markup():
    assert string('a "quoted" \\ #emph[x]\n') == '"a \\"quoted\\" \\\\ #emph[x]\\n"'
    assert value(["$x$", None, 3]) == '("$x$", none, 3, )'
    assert call("fig", "id", number="1") == 'fig("id", number: "1")'
    assert content([]) == "[]"


def test_each_face_of_the_book_has_a_stand_in():
    assert {face.family for face in latin_faces()} == {family for family, _, _ in STAND_INS}
    assert {len(scales) for _, _, scales in STAND_INS} == {4}


def test_each_page_with_eastern_words_has_its_own_cut_of_the_typeface(book):
    for page in sorted(book.html.rglob("*.html")):
        text = page.read_text("utf-8")
        words = re.sub(r"<[^>]*>", " ", text)
        named = re.findall(r"fonts/(companion-[\w-]+)\.css", text)
        assert len(named) == (1 if re.search("[\u3040-\u30ff\u4e00-\u9fff]", words) else 0), page
        assert all((book.html / "_static" / "fonts" / f"{name}.woff2").exists() for name in named)


def test_every_accepted_character_has_a_face():
    accepted = {chr(code) for code in range(0x20, 0x10000) if not _REFUSED.match(chr(code))}
    assert len(accepted) > 25_000
    assert undrawable(accepted) == set()


def test_a_page_shows_the_wide_figure_from_the_width_for_which_it_is_arranged():
    static = Path(border_wars_book.__file__).parent / "theme" / "static"
    script, style = ((static / name).read_text("utf-8") for name in ("plots.js", "book.css"))
    assert f"const WIDE_FROM = {WIDE_FROM};" in script
    assert f"@container (max-width: {WIDE_FROM - 1}px) {{" in style


BENCHMARKS = sorted(Path(__file__).parents[2].glob("benchmarks/*_benchmarks.py"))


@pytest.mark.parametrize("path", BENCHMARKS, ids=lambda path: path.stem)
def test_a_benchmark_finds_all_that_it_measures(path):
    assert callable(import_module(f"benchmarks.{path.stem}").main)


def test_the_card_of_a_shared_link_shows_the_whole_drawing(tmp_path):
    drawing = (
        '<svg id="x-drawing" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 140">'
        '<rect width="9" height="9" fill="#ff0000"/>'
        '<rect x="91" y="131" width="9" height="9" fill="#0000ff"/></svg>'
    )
    page, card = tmp_path / "index.html", tmp_path / "card.png"
    page.write_text("<p>No drawing</p>")
    assert not write_card(page, card, "Title", "Subtitle", tmp_path)
    page.write_text(f"<p>{drawing}</p>")
    assert write_card(page, card, "Title", "Subtitle", tmp_path)
    pixels = imread(card)[..., :3]
    assert pixels.shape[:2] == (630, 1200)
    for colour in ((1, 0, 0), (0, 0, 1)):
        assert (pixels == colour).all(axis=-1).sum() > 1000


def test_the_pages_that_are_looked_for_are_those_that_are_listed(tmp_path):
    listed = ["index.md", "notebooks/a[1].ipynb"]
    for name in (*listed, "stray.md", "notebooks/a1.ipynb", "_build/wheel/index.md"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    (tmp_path / "_toc.yml").write_text("root: index\nchapters:\n- file: notebooks/a[1]\n")
    config = SimpleNamespace()
    only_listed_pages(SimpleNamespace(srcdir=tmp_path), config)
    assert sorted(get_matching_files(tmp_path, config.include_patterns)) == listed
