"""Sources as readers meet them: one short form in notes, tables and figures, and a divided list."""

import re

import pytest
from built_book import PAGES, soup_of

from historical_record.references import read_bibliography
from historical_record.short_citations import short_citations


@pytest.fixture(scope="module")
def references(book):
    return read_bibliography(book.root / "data")[0].references


@pytest.fixture(scope="module")
def soups(book):
    return {page: soup_of(book.html / page) for page in PAGES}


@pytest.fixture(scope="module")
def short(references):
    return {
        f"source-{key}": " ".join(form.split()) for key, form in short_citations(references).items()
    }


def test_every_source_stands_once_in_the_list_under_one_of_six_headings(soups, short):
    sections = soups["notebooks/bibliography.html"].select("article section section")
    assert [section.h2.get_text().rstrip("¶") for section in sections] == [
        "Archives and official editions",
        "Newspapers of the day",
        "Diaries and memoirs",
        "Studies",
        "Reference works and data",
        "Web pages and open wikis",
    ]
    listed = [entry["id"] for section in sections for entry in section.select(".sources > li")]
    assert len(listed) == len(set(listed)) > 800
    assert set(short) <= set(listed)
    assert all(len(section.select(".sources > li")) > 20 for section in sections)


def test_the_list_says_how_many_of_its_works_the_record_does_not_count(soups, short):
    page = soups["notebooks/bibliography.html"]
    listed = {entry["id"] for entry in page.select(".sources > li")}
    assert "All but four of these works are sources of the record" in page.get_text()
    assert len(listed) - len(short) == 4
    assert {
        page.find(id=one).find_parent("section").h2.get_text() for one in listed - set(short)
    } == {"Reference works and data¶"}


def test_no_entry_ends_a_sentence_twice(soups):
    entries = soups["notebooks/bibliography.html"].select(".sources > li")
    texts = [entry.get_text().replace("...", "…") for entry in entries]
    assert [text for text in texts if ".." in text] == []


def test_each_entry_of_the_record_ends_with_what_was_read_of_it(soups, short):
    for identity in short:
        entry = soups["notebooks/bibliography.html"].find(id=identity)
        read = entry.select(".read")
        assert len(read) == 1, identity
        assert read[0].get_text().startswith(("Read: ", "Not read")), identity
        assert entry.get_text().endswith(read[0].get_text())


def test_notes_and_tables_cite_each_source_by_its_one_short_form(soups, short):
    seen = set()
    for soup in soups.values():
        for link in soup.select("a.source"):
            identity = link["href"].partition("#")[2]
            if identity in short:
                assert " ".join(link.get_text().split()) == short[identity]
                seen.add(identity)
    assert len(seen) > 500


def test_no_paragraph_of_prose_cites_in_brackets_and_no_two_numbers_touch(soups):
    for page, soup in soups.items():
        assert soup.select("article section > p .cited") == [], page
        assert [call for call in soup.select(".note-call") if call.next_sibling == "."] == [], page
        assert not [
            call
            for call in soup.select(".note-call + .note-call")
            if call.previous_sibling.name == "sup"
        ], page


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
