"""Every address of an edition answers: by what it named, or by why that is gone."""

import csv

import pytest
from border_wars_book.build.toc import pages
from border_wars_book.page.withdrawn import LIST, anchors_in, foot, listed
from built_book import ROOT, make_small_book, parsed, soup_of

from publishing.addresses import COUNTED, addresses

KNOWN = listed(ROOT)


def withdrawn():
    with (ROOT / "data" / "withdrawn.csv").open(encoding="utf-8", newline="") as handle:
        return {row["id"] for row in csv.DictReader(handle)}


def test_the_list_has_the_pages_and_the_rows_that_are_cited():
    assert {f"{page}.html" for page in pages(ROOT)} <= set(KNOWN)
    assert {"lake-khasan", "first-crossing"} <= set(KNOWN["notebooks/chronology.html"])
    assert "source-coox1985" in KNOWN["notebooks/bibliography.html"]
    assert (ROOT / LIST).stat().st_size < 100_000


@pytest.mark.parametrize("page", KNOWN)
def test_every_address_of_the_edition_answers(book, page):
    text = (book.html / page).read_text("utf-8")
    assert [anchor for anchor in KNOWN[page] if anchor not in anchors_in(text)] == []


@pytest.mark.parametrize("page", KNOWN)
def test_what_a_page_has_lost_was_withdrawn_with_a_reason(book, page):
    told = soup_of(book.html / page)
    lost = {item["id"].removeprefix("source-") for item in told.select("section.withdrawn li")}
    assert lost <= withdrawn()


def test_an_anchor_that_a_page_loses_is_put_at_its_foot(tmp_path):
    book = make_small_book(tmp_path)
    (tmp_path / "publishing").mkdir()
    (tmp_path / LIST).write_text("index.html a-page gone-hill\n", "utf-8")
    (tmp_path / "_toc.yml").write_text(
        "format: jb-book\nroot: index\nchapters:\n- file: notebooks/corrections\n"
    )
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "notebooks" / "corrections.md").write_text("# Corrections\n\nWhy.\n")
    book.run(("html",))
    section = parsed(book.html / "index.html").select_one("main section.withdrawn")
    assert [item["id"] for item in section("li")] == ["gone-hill"]
    assert section.a["href"] == "notebooks/corrections.html"
    other = (book.html / "notebooks" / "corrections.html").read_text("utf-8")
    assert 'class="withdrawn"' not in other


def test_text_of_the_list_is_text():
    assert "<script>" not in foot(["<script>"], "x")


def test_what_a_build_counts_has_no_address(tmp_path):
    page = tmp_path / "page.html"
    parts = (
        '<main id="main"><p id="p12"></p><p id="id3"></p><h2 id="the-lake"></h2>',
        '<tr id="lake-khasan"></tr><li id="work-coox1985"></li><i id="fig-a-drawing"></i>',
        '<svg><g id="drawn"></g></svg><a id="call-4"></a></main>',
    )
    page.write_text("".join(parts))
    assert addresses(page) == ["the-lake", "lake-khasan"]
    assert COUNTED.fullmatch("p3.12")
