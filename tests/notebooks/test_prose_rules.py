"""What the book's sentences may hold: no typed numbers, a citation for each fact."""

import ast
import csv
import json
import re

import pytest

from plain_text.myst import expressions
from tests.notebooks.reading import (
    CHAPTERS,
    NOTEBOOKS,
    PAGES,
    READ_IN_ORDER,
    ROOT,
    cells,
    markdown,
    paragraphs,
    prose,
    sentences,
)

MONTHS = (
    "January February March April May June July August September October November December".split()
)
TYPED = re.compile(rf"[^\s(\[]*\d[^\s)\]]*|\b(?:{'|'.join(MONTHS)})\b")
# The operation's name among historians, and the page's.
NAMES_WITH_MONTHS = ("August Storm", "August storm")
UNCITED_SECTIONS = ("What stands, what stays open",)
WORDED = {f"page.{name}" for name in "say number cardinal range count percent".split()}
SHORT = 25  # words: below it a paragraph leads over, and states nothing of its own


def listed(name):
    with (ROOT / "tests" / "book" / name).open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_no_value_is_typed_that_can_be_computed(path):
    text = prose(path)
    allowed = [row["text"] for row in listed("typed_values.csv") if row["page"] == path.stem]
    for words in sorted([*allowed, *NAMES_WITH_MONTHS], key=len, reverse=True):
        text = text.replace(words, " ")
    typed = [
        text[max(0, m.start() - 30) : m.end() + 20].replace("\n", " ") for m in TYPED.finditer(text)
    ]
    assert typed == []


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_no_value_is_typed_where_a_sentence_computes(path):
    """A number or a date within an expression is one that somebody typed."""
    for asked in expressions(markdown(path)):
        call = ast.parse(asked, mode="eval").body
        given = list(ast.walk(call))
        assert any(isinstance(part, ast.Name) for part in given), asked
        if isinstance(call, ast.Call) and ast.unparse(call.func) in WORDED:
            assert not isinstance(call.args[0], ast.Constant), asked


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_no_sentence_computes_where_jupyterlab_shows_no_words(path):
    """What stands in a container, which is Sphinx's alone, is not rendered there."""
    for inside in re.findall(r"^:::\{container\}.*?^:::$", markdown(path), re.M | re.S):
        assert expressions(inside) == []


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_footnote_stands_in_the_cell_that_calls_it(path):
    """JupyterLab renders each cell by itself: a note elsewhere would be neither called nor read."""
    for cell in cells(path):
        text = "".join(cell["source"]) if cell["cell_type"] == "markdown" else ""
        noted = set(re.findall(r"^\[\^([\w-]+)\]:", text, re.M))
        assert noted == set(re.findall(r"\[\^([\w-]+)\](?!:)", text))


def test_each_exception_is_needed_and_says_why():
    pages = {path.stem: path for path in PAGES}
    for row in listed("typed_values.csv"):
        assert row["text"] in prose(pages[row["page"]]), row
        assert len(row["reason"].split()) >= 3, row


@pytest.mark.parametrize("path", CHAPTERS, ids=lambda path: path.stem)
def test_each_chapter_says_at_its_head_what_it_answers(path):
    said = json.loads(path.read_text("utf-8"))["metadata"]
    assert said["question"].endswith("?")
    assert 60 <= len(said["description"]) <= 220


@pytest.mark.parametrize("path", CHAPTERS, ids=lambda path: path.stem)
def test_each_paragraph_that_states_a_fact_cites_its_source(path):
    listing = listed("uncited_paragraphs.csv")
    allowed = [row["begins"] for row in listing if row["page"] == path.stem]
    uncited = [
        text
        for heading, text in paragraphs(path)
        if heading not in UNCITED_SECTIONS
        and len(text.split()) >= SHORT
        and "{cite" not in text
        and not re.search(r"\]\([a-z-]+\.ipynb", text)
        and not text.startswith(tuple(allowed) or ("\0",))
    ]
    assert uncited == []


def test_each_paragraph_let_off_is_there_and_says_why():
    for row in listed("uncited_paragraphs.csv"):
        texts = [text for _, text in paragraphs(ROOT / "notebooks" / f"{row['page']}.ipynb")]
        assert any(text.startswith(row["begins"]) for text in texts), row
        assert len(row["reason"].split()) >= 3, row


def test_every_term_that_is_linked_is_in_the_glossary():
    glossary = (ROOT / "notebooks" / "glossary.md").read_text("utf-8")
    defined = {line.strip() for line in glossary.splitlines() if line and not line.startswith(" ")}
    for path in PAGES:
        for label in re.findall(r"\{term\}`([^`]*)`", markdown(path)):
            target = re.search(r"<([^>]*)>$", label)
            assert (target[1] if target else label) in defined, f"{path.stem}: {label}"


@pytest.mark.parametrize("path", CHAPTERS, ids=lambda path: path.stem)
def test_a_chapter_links_the_words_it_uses_in_a_fixed_sense(path):
    assert "{term}`" in markdown(path)


def test_the_chapters_are_those_of_the_table_of_contents():
    assert [path.stem for path in READ_IN_ORDER[:3]] == ["overview", "preface", "frontier"]
    assert READ_IN_ORDER[0] == CHAPTERS[0]  # the wars come before what is said of the book
    assert "intervals" in {path.stem for path in CHAPTERS}
    looked_up = {path.stem for path in NOTEBOOKS} - {path.stem for path in CHAPTERS}
    known = "index atlas chronology corrections key-hours names data how-made make-your-own"
    assert looked_up == set(known.split())


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_page_begins_with_its_title_and_a_paragraph_to_enjoy(path):
    first = markdown(path).split("\n\n")
    assert first[0].lstrip("()=abcdefghijklmnopqrstuvwxyz-\n").startswith("# ")
    assert len(first[1].split()) >= SHORT


def test_no_page_for_screens_takes_a_number_before_those_on_paper():
    """Tables and figures are numbered as on the screen: in print a gap would look like a loss."""
    shown = [path for path in READ_IN_ORDER if path.suffix == ".ipynb"]
    kept = [json.loads(path.read_text("utf-8"))["metadata"].get("print", True) for path in shown]
    behind = zip(shown[kept.index(False) :], kept[kept.index(False) :], strict=True)
    numbered = [page for page, on_paper in behind if on_paper and '"caption"' in page.read_text()]
    assert numbered == []


MOST_WORDS = 45


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_no_sentence_is_longer_than_a_breath(path):
    told = [sentence.replace("\u00a0", " ") for sentence in sentences(path)]
    assert len(told) > 4
    assert [sentence for sentence in told if len(sentence.split()) > MOST_WORDS] == []


TITLES = {path.name: re.search(r"^# (.+)$", markdown(path), re.M)[1] for path in PAGES}


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_a_link_that_is_written_like_a_title_is_the_title(path):
    """A reader of the print looks for it in the contents; other words begin in lower case."""
    for words, page in re.findall(r"\[([A-Z][^\]]*)\]\(([\w-]+\.(?:ipynb|md))\)", markdown(path)):
        title = TITLES[page].removeprefix("The ")
        said = " ".join(words.split()).removeprefix("The ")
        assert title.startswith(said), f"{words}: {TITLES[page]}"


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_a_word_of_two_spellings_has_the_british_one(path):
    assert re.findall(r"\b[Ee]ncyclopedia\w*", prose(path)) == []


# Words about how the book was read, and turns of phrase that the story does without.
SPARED = re.compile(r"\bread here\b|\bis another matter\b|\bthis page\b", re.I)


@pytest.mark.parametrize("path", CHAPTERS, ids=lambda path: path.stem)
def test_a_chapter_does_without_turns_of_phrase_that_wear_out(path):
    assert SPARED.findall(prose(path)) == []
