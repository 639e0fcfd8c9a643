"""The search: text of the page alone, chapters before rows, spellings and dates in any form."""

import json
import re
from urllib.parse import quote

import pytest
from built_book import sampled

from historical_record.references import read_bibliography


@pytest.fixture
def found(visit):
    """What a query finds: pages in order, each with the text of its result."""

    def looked_for(query):
        page = visit(f"search.html?q={quote(query)}").page
        items = page.locator("#search-results li").evaluate_all(
            "all => all.map(li => [li.querySelector('a').getAttribute('href'), li.innerText])"
        )
        return [(link.rsplit("/", 1)[-1], text) for link, text in items]

    return looked_for


@pytest.fixture(scope="module")
def index(book):
    script = (book.html / "_static" / "search-data.js").read_text("utf-8")
    return json.loads(script.removeprefix("window.bookSearchData=").rstrip(";\n"))


def test_no_key_of_a_source_is_text_of_a_page(index, book):
    references = read_bibliography(book.root / "data")[0].references
    shown = [
        text
        for page in index["pages"]
        for section in page["s"]
        for text in (section["x"], *(row[1] for row in section["r"]))
    ]
    assert len(shown) > 1000
    told = {word for text in shown for word in re.findall(r"[\w-]+", text)}
    # Some keys are words of the source's own address or title.
    keys = {
        key
        for key, reference in references.items()
        if re.search(r"\d|-", key) and key not in " ".join(reference.fields.values())
    }
    assert len(keys) > 200
    assert keys & told == set()


@pytest.mark.parametrize(
    ("query", "chapter"),
    [
        ("Nomonhan", "khalkhin-gol.html"),  # by another name
        ("Хасан", "lake-khasan.html"),
        ("張鼓峰", "lake-khasan.html"),
        ("neutrality", "neutrality-pact.html"),
        ("storm", "august-storm.html"),
        ("chronology", "chronology.html"),
    ],
)
def test_a_chapter_that_is_named_so_comes_first(found, query, chapter):
    assert found(query)[0][0] == chapter


def test_a_heading_comes_before_prose_and_prose_before_rows(found):
    links = [link.split("#")[0] for link, _ in found("prisoners")]
    assert links[0] == "people.html"  # a heading has the word
    assert links.index("losses.html") < links.index("chronology.html")  # prose, then rows
    links = [link for link, _ in found("Yalta")]
    assert links[0] == "august-storm.html#the-words-of-yalta"
    assert links.index("chronology.html#yalta-surrender-in-europe-potsdam") == 1
    assert links.index("three-months.html#what-had-been-promised") > 1


@pytest.mark.parametrize(
    ("query", "meant"),
    sampled(
        [
            ("Blucher", "Blyukher"),
            ("Blücher", "Blyukher"),
            ("Блюхер", "Blyukher"),
            ("Zukov", "Zhukov"),
            ("Schukow", "Zhukov"),
            ("Molotow", "Molotov"),
            ("松岡洋右", "Matsuoka"),
            ("Hasan", "Khasan"),
            ("Komatubara", "Komatsubara"),
            # French and what is written after it, with -off for -ov and the German tsch as well.
            ("Jukov", "Zhukov"),
            ("Djukov", "Zhukov"),
            ("Joukoff", "Zhukov"),
            ("Vorochilov", "Voroshilov"),
            ("Tchoïbalsan", "Choibalsan"),
            ("Tschita", "Chita"),
            ("Chtern", "Shtern"),
        ],
        ("Блюхер", "Blyukher"),
        ("松岡洋右", "Matsuoka"),
        ("Komatubara", "Komatsubara"),
        ("Djukov", "Zhukov"),
    ),
)
def test_a_name_is_found_in_another_spelling(found, query, meant):
    said = [text for _, text in found(query)]
    assert len(said) >= 3
    assert any(meant in text for text in said[:3])


@pytest.mark.parametrize(
    ("forms", "day"),
    [
        (
            "1945-08-09; 9 August 1945; August 9, 1945; 9.8.1945; 9 Aug 1945; 9th August 1945; "
            "9 августа 1945; 1945年8月9日",
            "9 August 1945",
        ),
        pytest.param(
            "1938-08-11; 11 August 1938; Aug. 11, 1938; 11.08.1938",
            "11 August 1938",
            marks=pytest.mark.proof,
        ),
        ("1941-04; April 1941; апрель 1941", "April 1941"),
    ],
)
def test_a_date_is_one_date_in_every_form(found, forms, day):
    wanted = found(forms.split("; ")[0])
    assert wanted
    assert any(day in " ".join(text.split()) for _, text in wanted)
    for form in forms.split("; "):
        assert found(form) == wanted, form


DAYS = {
    "9 August 1945": ("august-storm", "overview"),
    "11 August 1938": ("lake-khasan",),
    "16 September 1939": ("khalkhin-gol",),
    "2 September 1945": ("august-storm", "overview"),
}


@pytest.mark.parametrize("day", DAYS)
def test_a_day_brings_the_chapters_of_its_year_and_then_its_events_row_by_row(found, day):
    links = [link for link, _ in found(day)]
    rows = [at for at, link in enumerate(links) if link.startswith("chronology.html#")]
    first = [link.partition(".")[0] for link in links[: rows[0]]]
    assert list(dict.fromkeys(first))[: len(DAYS[day])] == list(DAYS[day])
    spaced = [" ".join(text.split()) for _, text in found(day)]
    number, month, year = day.split()
    for at in rows[:5]:
        assert re.search(rf"\b{number} ((to|and|or) \d+ )?{month}", spaced[at]), spaced[at]
        assert year in spaced[at]


def test_the_minutes_of_an_hour_are_no_day(visit):
    marks = visit("search.html?q=9 August 1945").page.locator("#search-results mark")
    assert all(not told.startswith("00") for told in marks.all_inner_texts())


def test_a_result_of_a_day_is_the_row_of_its_event(found, visit):
    links = [link for link, _ in found("1945-08-09")]
    assert {"chronology.html#first-crossing", "chronology.html#nagasaki"} <= set(links)
    tab = visit("search.html?q=1945-08-09").page
    tab.locator("#search-results a[href$='#nagasaki']").click()
    row = tab.locator("tr:has(:target)")
    assert "11:02 Tokyo" in " ".join(row.inner_text().split())


@pytest.mark.parametrize("query", ["1945-08-09", "prisoners", "Zhukov", "Khasan", "surrender"])
def test_an_excerpt_is_cut_between_words_and_shows_no_notation(visit, query, index):
    texts = [section["x"] for page in index["pages"] for section in page["s"]]
    texts += [row[1] for page in index["pages"] for section in page["s"] for row in section["r"]]
    words = {word for text in texts for word in text.split()}
    shown = visit(f"search.html?q={query}").page.locator("#search-results p:not(.why)")
    excerpts = list(filter(None, shown.all_inner_texts()))
    assert len(excerpts) > 5
    for excerpt in excerpts:
        cut = excerpt.replace("…", " ").split()
        assert {cut[0], cut[-1]} <= words, excerpt
        assert not re.search(r"\[?\d{4}-\d\d-\d\d\.\.", excerpt)


def test_a_word_is_found_where_one_begins(found):
    assert found("horia") == []  # in "euphoria", and at the head of no word
    assert found("xyzzyx") == []


def test_the_hill_is_found_under_any_of_its_names(found):
    pages = [
        {link.split("#")[0] for link, _ in found(name)}
        for name in ("Хасан", "張鼓峰", "Changkufeng")
    ]
    assert "lake-khasan.html" in pages[0]
    assert pages[0] == pages[1] == pages[2]
