"""The built pages as files: links, anchors, names, languages, metadata."""

import json
import re
from itertools import pairwise
from types import SimpleNamespace
from urllib.parse import unquote, urlsplit

import pytest
import yaml
from border_wars_book.build.inputs import Edition
from border_wars_book.page import pagehead
from bs4 import NavigableString
from built_book import EXTRA, PAGES, ROOT, anchors_of, soup_of

from exports import EXPORTS

HAN_OR_CYRILLIC = re.compile(r"[\u0400-\u052f\u3040-\u30ff\u4e00-\u9fff]")


# A fragment that the explorer reads; what it asks for is looked up below.
QUESTION = re.compile(r"a=([^&=]+)&b=([^&=]+)&clock=([^&=]+)")


@pytest.mark.parametrize("page", [*PAGES, *EXTRA])
def test_every_internal_link_and_anchor_resolves(book, page):
    here = book.html / page
    broken = []
    for tag, key in (("a", "href"), ("link", "href"), ("script", "src"), ("img", "src")):
        for element in soup_of(here).find_all(tag, attrs={key: True}):
            parts = urlsplit(element[key])
            if parts.scheme or element.get("rel") == ["canonical"]:
                continue
            target = (here.parent / unquote(parts.path)).resolve() if parts.path else here
            anchor = "explorer" if QUESTION.fullmatch(parts.fragment) else unquote(parts.fragment)
            if not target.exists() or (
                parts.fragment and target.suffix == ".html" and anchor not in anchors_of(target)
            ):
                broken.append(element[key])
    assert broken == []


@pytest.mark.parametrize("page", PAGES)
def test_ids_are_used_once(book, page):
    ids = [element["id"] for element in soup_of(book.html / page).find_all(id=True)]
    assert sorted({one for one in ids if ids.count(one) > 1}) == []


@pytest.mark.parametrize("page", PAGES)
def test_every_picture_has_an_authored_alternative(book, page):
    soup = soup_of(book.html / page)
    assert [img for img in soup.find_all("img") if len(img.get("alt", "")) < 8] == []
    told = {drawing["id"]: drawing.get("aria-label", "") for drawing in soup.select("svg.drawing")}
    drawings = soup.select("figure svg.drawing")
    words = {d["id"]: told.get(d.get("aria-labelledby", d["id"]), "") for d in drawings}
    assert [one for one, alternative in words.items() if len(alternative) < 30] == []


def test_every_question_that_a_page_links_to_is_one_that_the_record_answers(book, dataset):
    asked = set()
    for page in PAGES:
        links = soup_of(book.html / page).select("article a[href*='#a=']")
        asked |= {QUESTION.fullmatch(urlsplit(link["href"]).fragment).groups() for link in links}
    assert len(asked) >= 6
    for start, end, clock in asked:
        assert dataset.interval(start, end, clock).days >= 0


@pytest.mark.parametrize("page", PAGES)
def test_words_in_another_script_name_their_language(book, page):
    unmarked = []
    for text in soup_of(book.html / page).select_one("main").find_all(string=HAN_OR_CYRILLIC):
        if not isinstance(text, NavigableString) or text.find_parent(["script", "svg", "pre"]):
            continue
        if text.find_parent(lang=True).name == "html":
            unmarked.append(text.strip()[:60])
    assert unmarked == []


@pytest.mark.parametrize("page", PAGES)
def test_headings_go_down_one_step_at_a_time(book, page):
    levels = [int(h.name[1]) for h in soup_of(book.html / page).select("main h1, h2, h3, h4, h5")]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


@pytest.mark.parametrize("page", PAGES)
def test_a_page_describes_itself_to_machines(book, page):
    soup = soup_of(book.html / page)
    assert soup.find("meta", attrs={"name": "description"})["content"]
    assert soup.find("meta", attrs={"property": "og:title"})["content"]
    assert soup.find("meta", attrs={"name": "citation_title"})["content"]
    graph = json.loads(soup.find("script", type="application/ld+json").string)["@graph"]
    kinds = {entry["@type"] for entry in graph}
    told = {
        "index.html": {"Book", "Dataset"},
        "notebooks/chronology.html": {"Chapter", "Event"},
        "notebooks/article-audit.html": {"Chapter", "ClaimReview"},
    }
    assert kinds == told.get(page, {"Chapter"})


def test_every_page_leads_to_the_pdf_that_lies_among_them(book):
    whole = (book.html / book.pdf.name).read_bytes()
    assert whole == book.pdf.read_bytes()
    for page in [*PAGES, *EXTRA]:
        links = soup_of(book.html / page).select("nav.contents a.pdf")
        assert [(book.html / page).parent.joinpath(a["href"]).exists() for a in links] == [True]
    landing = soup_of(book.html / "index.html").select_one("article a.pdf")
    assert landing.get_text() == "a PDF"


def test_the_book_has_one_title_and_one_author_wherever_it_is_cited(book):
    config = yaml.safe_load((book.root / "_config.yml").read_text("utf-8"))
    citation = yaml.safe_load((book.root / "CITATION.cff").read_text("utf-8"))
    assert citation["title"] == config["title"]
    assert citation["authors"] == [{"name": config["author"]}]
    about = soup_of(book.html / "notebooks" / "about.html").article.get_text(" ")
    assert f"{config['author']}, {config['title']}," in " ".join(about.split()).replace(" ,", ",")
    record = (book.root / "data" / "README.md").read_text("utf-8")
    title = json.loads((book.root / "data" / "datapackage.json").read_text("utf-8"))["title"]
    assert f"{config['author']}, *{title}*, version" in record


def test_a_machine_is_told_of_the_tables_and_exports_of_the_record_and_of_nothing_else(tmp_path):
    package = {
        "title": "A record of a war",
        "licenses": [{"name": "CC0", "path": "https://example.org/cc0"}],
        "resources": [{"path": "events.csv", "mediatype": "text/csv"}],
    }
    (tmp_path / "datapackage.json").write_text(json.dumps(package), "utf-8")
    about = {"data_package": "datapackage.json", "temporal_coverage": "1904/1956"}
    config = SimpleNamespace(
        border_wars_about=about,
        border_wars_traced=[],
        author="A. Author",
        html_title="A book",
        root_doc="index",
    )
    (tmp_path / "exports").mkdir()
    (tmp_path / "exports" / "record.sqlite").write_bytes(b"")
    made = tmp_path / "exports"
    app = SimpleNamespace(config=config, srcdir=str(tmp_path), border_wars_exports=made)
    graph = json.loads(pagehead._json_ld(app, "index", "A book", {"description": ""}, ""))["@graph"]
    assert graph[1] == {
        "@type": "Dataset",
        "name": "A record of a war",
        "license": "https://example.org/cc0",
        "distribution": [
            {
                "@type": "DataDownload",
                "encodingFormat": "text/csv",
                "contentUrl": "data/events.csv",
            },
            {
                "@type": "DataDownload",
                "encodingFormat": "application/vnd.sqlite3",
                "contentUrl": "exports/record.sqlite",
            },
        ],
        "creator": [{"@type": "Organization", "name": "A. Author"}],
        "temporalCoverage": "1904/1956",
    }


def test_the_files_of_the_record_that_a_machine_is_told_of_are_those_it_has(book):
    said = soup_of(book.html / "index.html").find("script", type="application/ld+json").string
    dataset = next(part for part in json.loads(said)["@graph"] if part["@type"] == "Dataset")
    listed = [file["contentUrl"] for file in dataset["distribution"]]
    held = [f"data/{path.name}" for path in (book.root / "data").glob("*.csv")]
    held += [f"exports/{export.file}" for export in EXPORTS.values()]
    held.append("exports/values.json")  # which the book writes itself
    assert sorted(listed) == sorted(held)
    assert all((book.html / address).is_file() for address in listed)


@pytest.mark.parametrize("page", [*PAGES, *EXTRA])
def test_nothing_in_the_head_is_empty_or_leads_nowhere(book, page):
    head = soup_of(book.html / page).head
    names = {tag.get("name") or tag.get("property"): tag.get("content") for tag in head("meta")}
    assert [name for name, value in names.items() if name and not value.strip()] == []
    assert names["og:title"]
    # The book has no address of its own, so nothing that is read from afar may name one.
    assert not {"og:image", "og:image:alt", "og:url"} & set(names)
    if page in PAGES:
        assert names["citation_author"] == "The Border Wars project"
    else:
        assert not [name for name in names if name and name.startswith("citation_")]


@pytest.mark.parametrize(
    ("base", "picture"),
    [("", None), ("https://example.org/book/", "https://example.org/book/_static/card.png")],
)
def test_the_card_has_a_whole_address_or_none(base, picture):
    about = {"card_alt": "The wars", "year": ""}
    config = SimpleNamespace(
        html_baseurl=base,
        html_title="A book",
        root_doc="index",
        author="Authors",
        border_wars_about=about,
        border_wars_json_ld={},
        border_wars_traced=[],
    )
    env = SimpleNamespace(
        all_docs={"index": 0},
        metadata={},
        doc2path=lambda name: f"{name}.md",
        border_wars_borrowers={"index"},
    )
    builder = SimpleNamespace(get_target_uri=lambda name: f"{name}.html")
    context = {"title": "A <em>book</em>"}
    app = SimpleNamespace(
        srcdir=ROOT,
        config=config,
        env=env,
        builder=builder,
        border_wars_edition=Edition("", None, "0123456789ab"),
        border_wars_exports=None,
    )
    pagehead.context(app, "index", "", context, None)
    named = dict(context["described"])
    assert named.get("og:image") == picture
    assert named.get("og:url") == ("https://example.org/book/index.html" if base else None)
    assert named["citation_title"] == "A book"
    assert "citation_publication_date" not in named  # not known, so not said


@pytest.mark.parametrize("page", PAGES)
def test_each_figure_has_a_caption_a_table_its_data_and_its_code(book, page):
    for figure in soup_of(book.html / page).select("figure.plot.live"):
        assert figure.figcaption.get_text(strip=True)
        assert figure.select_one("details.plot-table table tbody tr")
        links = [a["href"] for a in figure.select(".plot-tools > a")]
        files = [(book.html / page).parent / link for link in links if "#" not in link]
        assert [file.suffix for file in files] == [".csv", ".svg"]
        assert all(file.resolve().stat().st_size > 100 for file in files)
        assert any("#cell-" in link for link in links)


def test_a_dated_sentence_leads_to_the_row_of_its_event(book):
    soup = soup_of(book.html / "notebooks" / "khalkhin-gol.html")
    led = {link.get_text(): link["href"] for link in soup.select("p a.to-row")}
    assert led["27\xa0June"] == "chronology.html#tamsag-raid"
    assert led["11\xa0May"] == "chronology.html#khalkhin-gol-first-clash"
    assert len(soup.select("a.to-row")) > 50
    assert not soup.select("a a, h1 a.to-row, h2 a.to-row")
