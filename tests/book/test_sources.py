"""Sources as readers meet them: one short form in brackets, in figures and in the bibliography."""

import re

import pytest
from bs4 import BeautifulSoup
from built_book import PAGES

from historical_record.references import read_bibliography
from historical_record.short_citations import short_citations


@pytest.fixture(scope="module")
def references(book):
    return read_bibliography(book.root / "data")[0].references


@pytest.fixture(scope="module")
def soups(book):
    return {
        page: BeautifulSoup((book.html / page).read_text("utf-8"), "html.parser") for page in PAGES
    }


@pytest.fixture(scope="module")
def printed(soups):
    labels = soups["notebooks/bibliography.html"].select(".citation > .label")
    return {label.get_text().removeprefix("[").removesuffix("]") for label in labels}


def test_every_source_has_one_short_form_on_pages_and_in_figures(printed, references):
    named = set(short_citations(references).values())
    assert len(named) == len(references) > 500
    assert named - printed == set()


def test_a_citation_and_the_card_it_shows_have_the_letter_of_the_bibliography(soups, printed):
    seen = lettered = 0
    for soup in soups.values():
        for link in soup.select(".bibtex-citation a.cite"):
            label = link.get_text()
            # In a sentence the year alone stands in brackets: Kasahara (2025).
            forms = (label, re.sub(r" \((\S+)\)$", "\u00a0\\1", label))
            assert any(name.endswith(forms) for name in printed), label
            year = re.split(r"\s", label)[-1].strip("()")
            assert year in link["data-source"], label
            seen += 1
            lettered += bool(re.search(r"[.\d]-?[a-z]{1,2}$", year))
    assert seen > 2000
    assert lettered > 100  # few need one since a work is cited by its own year or name


def test_no_table_under_a_figure_shows_a_key_for_a_source(soups, references):
    shown = {
        (page, item)
        for page, soup in soups.items()
        for cell in soup.select(".plot-table td:last-child")
        for item in re.split(r"[,;] ", cell.get_text())
        if item in references
    }
    assert shown == set()


def test_heads_of_tables_begin_with_a_capital(soups):
    heads = {
        head.get_text(strip=True) for soup in soups.values() for head in soup.select("thead th")
    }
    assert len(heads) > 60
    assert {head for head in heads if head[:1] != head[:1].upper()} == set()
    assert "PostgreSQL" in heads
