"""Parts of the book's machinery that a person can check by hand."""

import re
from importlib import import_module
from pathlib import Path

import border_wars_book
import pytest
from border_wars_book.fonts import STAND_INS, latin_faces, undrawable
from border_wars_book.languages import mark_html
from border_wars_book.print.document import Typesetter
from border_wars_book.print.layout import heads_at_foot
from border_wars_book.print.tables import MEASURE, TURNED, plan_table

from historical_record.references import plain
from plain_text.rules import _REFUSED
from timelines.interactive import WIDE_FROM


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


def test_a_table_is_turned_only_when_its_words_leave_no_other_way():
    short = [["one"] * 5] * 4
    assert plan_table(short).classes == []
    wordy = [["a dozen words of prose in each of the five cells of a row"] * 5] * 4
    assert plan_table(wordy).classes == ["small-type"]
    assert plan_table(wordy).width <= MEASURE
    unbroken = [["Transbaikaltransbaikal"] * 7] * 4
    assert plan_table(unbroken).classes == ["small-type", "turned"]
    assert plan_table(unbroken).width <= TURNED


def test_a_no_break_space_holds_a_word_together():
    held = plan_table([["Shirokorad\u00a0n.d.", "x " * 200]])
    loose = plan_table([["Shirokorad n.d.", "x " * 200]])
    assert held.shares[0] > loose.shares[0]


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


@pytest.mark.parametrize(
    ("head", "found"),
    [
        ("<h2>Alone</h2>", [(1, "Alone")]),
        ("<table><caption>Alone</caption></table>", [(1, "Alone")]),
        ("<p>Text</p>", []),
    ],
)
def test_a_head_that_stands_last_on_its_page_is_found(tmp_path, head, found):
    pages = Typesetter(tmp_path).set(
        f"<html lang='en'><body><p>Before</p>{head}<p class='next'>After</p></body></html>",
        ".next { break-before: page } h2 { break-after: auto !important }",
    )
    assert heads_at_foot(pages) == found


def test_every_accepted_character_has_a_face():
    accepted = {chr(code) for code in range(0x20, 0x10000) if not _REFUSED.match(chr(code))}
    assert len(accepted) > 25_000
    assert undrawable(accepted) == set()


def test_a_page_shows_the_wide_figure_from_the_width_for_which_it_is_arranged():
    static = Path(border_wars_book.__file__).parent / "theme" / "static"
    script, style = ((static / name).read_text("utf-8") for name in ("plots.js", "book.css"))
    assert f"const WIDE_FROM = {WIDE_FROM};" in script
    assert f"@container (min-width: {WIDE_FROM}px) {{" in style


BENCHMARKS = sorted(Path(__file__).parents[2].glob("benchmarks/*_benchmarks.py"))


@pytest.mark.parametrize("path", BENCHMARKS, ids=lambda path: path.stem)
def test_a_benchmark_finds_all_that_it_measures(path):
    assert callable(import_module(f"benchmarks.{path.stem}").main)
