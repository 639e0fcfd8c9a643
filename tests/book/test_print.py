"""The PDF: that it is whole, tagged and set without faults."""

import json
import re
import unicodedata

import pikepdf
import pypdfium2
import pytest
from border_wars_book.execution import run_all, with_outputs
from border_wars_book.inputs import results_fingerprint
from border_wars_book.sentences import answers
from border_wars_book.toc import pages
from built_book import NOTEBOOKS, PAGES
from page import validate_pdf

from plain_text.myst import expressions

LEAST_PAGES, MOST_PAGES = 240, 320
FOR_SCREENS = {"notebooks/api.html", "notebooks/data.html", "notebooks/key-hours.html"}
LARGEST_BYTES = 6_000_000


def squeezed(text: str) -> str:
    """Text without what line breaks add or take: spaces, hyphens, ligatures."""
    text = unicodedata.normalize("NFKC", text)
    return re.sub(r"[\s\u00ad\u0002\ufffe\u2010\u2011-]+", "", text)


@pytest.fixture(scope="module")
def text(book):
    document = pypdfium2.PdfDocument(book.pdf)
    return [page.get_textpage().get_text_range() for page in document]


@pytest.fixture(scope="module")
def pdf(book):
    with pikepdf.open(book.pdf) as opened:
        yield opened


@pytest.fixture(scope="module")
def values(book):
    runs = run_all(
        book.root,
        pages(book.root),
        book.root / "_build" / "executed",
        results_fingerprint(book.root),
    )
    sources = {run: (book.root / f"{run.page}.ipynb").read_text("utf-8") for run in runs}
    return {run.page: answers(with_outputs(source, run)) for run, source in sources.items()}


def test_names_in_three_scripts_are_in_its_text(text):
    whole = squeezed("".join(text))
    for name in ("張鼓峰事件", "Хасан"):
        assert name in whole


@pytest.mark.parametrize("page", NOTEBOOKS)
def test_every_value_computed_for_the_prose_is_in_the_page_and_in_the_pdf(book, text, values, page):
    from bs4 import BeautifulSoup

    soup = BeautifulSoup((book.html / f"{page}.html").read_text("utf-8"), "html.parser")
    cells = json.loads((book.root / f"{page}.ipynb").read_text("utf-8"))["cells"]
    prose = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown"]
    asked = expressions("\n".join(prose))
    on_page = [span.get_text() for span in soup.select("main .pasted-text")]
    assert on_page == [values[page][expression] for expression in asked]
    if f"{page}.html" not in FOR_SCREENS:
        on_paper = squeezed("".join(text))
        assert [said for said in on_page if squeezed(said) not in on_paper] == []


def test_every_chapter_is_in_the_outline(book, pdf):
    from bs4 import BeautifulSoup

    with pdf.open_outline() as outline:
        titles = {squeezed(item.title) for item in outline.root}
    for page in PAGES[1:]:
        soup = BeautifulSoup((book.html / page).read_text("utf-8"), "html.parser")
        heading = soup.h1
        for link in heading.select(".headerlink"):
            link.decompose()
        assert (squeezed(heading.get_text()) in titles) == (page not in FOR_SCREENS)


def test_it_conforms_to_pdf_ua_1(book):
    """By a validator that passes veraPDF's corpus and, unlike it, comes from PyPI."""
    report = validate_pdf(book.pdf, profile="ua1")
    assert [(fault.rule_id, fault.message) for fault in report.failures] == []
    assert report.is_compliant
    assert report.rules.total > 100


def test_it_is_tagged_and_says_so(pdf):
    assert pdf.Root.MarkInfo.Marked
    assert "/StructTreeRoot" in pdf.Root
    assert str(pdf.Root.Lang) == "en-GB"
    assert pdf.Root.ViewerPreferences.DisplayDocTitle
    with pdf.open_metadata() as meta:
        assert meta["pdfuaid:part"] == "1"
        assert meta["dc:title"]


def test_every_figure_in_it_has_an_alternative(pdf):
    figures, without = 0, 0
    for thing in pdf.objects:
        if isinstance(thing, pikepdf.Dictionary) and thing.get("/S") == "/Figure":
            figures += 1
            without += not str(thing.get("/Alt", ""))
    assert figures
    assert without == 0


def test_every_font_is_embedded_and_cut_down(pdf):
    loose = set()
    for thing in pdf.objects:
        if not isinstance(thing, pikepdf.Dictionary) or thing.get("/Type") != "/FontDescriptor":
            continue
        if not {"/FontFile", "/FontFile2", "/FontFile3"} & set(thing.keys()):
            loose.add(str(thing.FontName))
        if not re.match(r"/[A-Z]{6}\+", str(thing.FontName)):
            loose.add(str(thing.FontName))
    assert loose == set()


def test_no_line_and_no_table_sticks_out_of_its_page(book):
    measured = json.loads((book.work / "pdf" / "measured.json").read_text("utf-8"))
    assert measured["sticking_out"] == []
    assert measured["undrawn"] == []


def test_no_heading_and_no_caption_of_a_table_stands_last_on_its_page(book):
    measured = json.loads((book.work / "pdf" / "measured.json").read_text("utf-8"))
    assert measured["heads_at_foot"] == []


def test_its_length_and_weight_are_those_of_a_short_book(book, text):
    assert LEAST_PAGES <= len(text) <= MOST_PAGES
    assert book.pdf.stat().st_size < LARGEST_BYTES
