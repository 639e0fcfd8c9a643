"""What is around the printed chapters: contents, lists, appendices, index; read from the PDF."""

import re
from dataclasses import dataclass

import pypdfium2
import pytest
from border_wars_book.build.inputs import edition
from border_wars_book.build.toc import parts
from border_wars_book.print.front import abbreviations
from border_wars_book.print.index import MOST_PAGES
from built_book import anchors_of, parsed
from printed import Printed, squeezed

from historical_time.words import date_text

FRONT = ("Contents", "Figures", "Tables", "Maps", "Abbreviations")
INDENT = 4.0  # points: less than a sub-entry's
_LOCATORS = re.compile(r"\d+(?:–\d+)?(?:, \d+(?:–\d+)?)*")
_ABBREVIATION = re.compile(r"(?<![\w./-])[A-Z]{2,}[A-Z0-9]*\b(?![\w/.-])")
_ROMAN = re.compile(r"[IVX]+")
SPOKEN_OF = [
    "Stalin, Joseph", "Matsuoka Yōsuke", "Blyukher, Vasily", "Komatsubara Michitarō",
    "Suetaka Kamezō", "Satō Naotake", "Truman, Harry S.", "Puyi", "Zhukov, Georgy",
    "Molotov, Vyacheslav", "Tōgō Shigenori", "Mongolia", "Manchukuo", "Mudanjiang", "Hiroshima",
    "prisoners", "Hunchun protocol (1886)", "Khalkhin Gol, Battle of", "Neutrality Pact (1941)",
    "Goldman, Stuart", "Hasegawa, Tsuyoshi", "German-Soviet treaty (1939)", "Kanchazu islands",
    "surrender of Japan", "clocks and time zones", "Foreign Ministry (Tokyo)", "Kawashima Kiyoshi",
]  # fmt: skip


@pytest.fixture(scope="module")
def printed(book):
    return Printed(book.pdf)


@pytest.fixture(scope="module")
def text(book):
    document = pypdfium2.PdfDocument(book.pdf)
    return [page.get_textpage().get_text_range() for page in document]


@pytest.fixture(scope="module")
def openings(book):
    """The page on which each chapter, list and index begins, by its title, from 1."""
    document = pypdfium2.PdfDocument(book.pdf)
    marks = [mark for mark in document.get_toc() if mark.level == 0]
    return {mark.get_title(): mark.get_dest().get_index() + 1 for mark in marks}


def entries_of(told: str, begins: str = "") -> list[tuple[str, int]]:
    """Words and page of each entry of a list, with dots between them, on one line or two."""
    dots = r"(?:\s?\.)+\s?(\d+)\s*$"
    pattern = rf"^({begins}[^\n]*?(?:\n[^\n]*?)?){dots}" if begins else rf"^([^\n]*?){dots}"
    found = re.findall(pattern, told.replace("\r", ""), re.MULTILINE)
    return [(words, int(page)) for words, page in found]


# The front


def test_the_imprint_says_what_a_citation_needs(book, text):
    record = edition(book.root)
    told = squeezed(text[1])
    for words in (
        "First edition, version " + record.version,
        date_text(record.date),
        record.fingerprint,
        "How to cite: The Border Wars project, The Soviet-Japanese Border Wars",
        "CC BY 4.0",
        "Code: MIT",
    ):
        assert squeezed(words) in told
    assert "http" not in told  # no address is configured


def test_the_contents_have_the_parts_and_each_chapter_with_its_number_and_page(
    book, text, openings
):
    told = text[openings["Contents"] - 1]
    at = 0
    for part in list(parts(book.root))[1:]:
        at = told.index(part, at)
    listed = {squeezed(words): page for words, page in entries_of(told)}
    chapters = {squeezed(title): page for title, page in openings.items() if title not in FRONT}
    assert len(chapters) > 15
    assert listed == chapters


@pytest.mark.parametrize(("title", "word"), [("Figures", "Fig."), ("Tables", "Table")])
def test_each_list_has_every_caption_under_its_number_and_page(
    printed, text, openings, title, word
):
    pages = list(openings.values())
    first = openings[title]
    after = min(page for page in pages if page > first)
    told = "\n".join(text[first - 1 : after - 1])
    assert "…" not in told
    listed = {int(words.split(" ")[0]): page for words, page in entries_of(told, r"\d+ ")}
    if title == "Figures":  # maps, which are numbered with them, have a list of their own
        told = text[openings["Maps"] - 1]
        listed |= {int(words.split(" ")[0]): page for words, page in entries_of(told, r"\d+ ")}
    captions = {}
    for element in printed.tags.all():
        if element.kind == "Caption":
            page = element.pages[0]
            said = " ".join(line.text for line in printed.lines(element, page))
            if found := re.match(rf"{re.escape(word)}\s*(\d+)", said):
                captions[int(found[1])] = page + 1
    assert len(captions) > 15
    assert listed == captions


def test_every_abbreviation_of_the_prose_is_explained_and_each_explained_is_used(
    book, text, openings
):
    told = abbreviations(book.root / "book" / "abbreviations.csv")
    shown = squeezed(text[openings["Abbreviations"] - 1])
    assert [short for short, long in told.items() if squeezed(short + long) not in shown] == []
    _, *prose, _ = parts(book.root).values()
    used = set()
    for page in (one for part in prose for one in part):
        soup = parsed(book.html / f"{page}.html")
        for other in soup.select(
            "pre, code, table, svg, script, details, .note-call, .works, .notes, .plot-tools"
        ):
            other.decompose()
        for paragraph in soup.main.select("p, figcaption, li"):
            used |= set(_ABBREVIATION.findall(paragraph.get_text(" ")))
    assert {one for one in used if not _ROMAN.fullmatch(one)} - set(told) == set()
    rest = " ".join(text[openings["Abbreviations"] :])
    assert [one for one in told if not re.search(rf"\b{re.escape(one)}\b", rest)] == []


# The appendices


def appendix(openings, title: str) -> slice:
    first = next(page for head, page in openings.items() if head.endswith(title))
    return slice(first - 1, min([page for page in openings.values() if page > first]) - 1)


def test_no_event_and_no_source_is_dropped(book, text, openings, dataset):
    listed = squeezed("".join(text[appendix(openings, "Chronology")]))
    names = (name.replace("'", "’") for name in dataset.events["name"])
    missing = [name for name in names if squeezed(name) not in listed]
    assert missing == []
    sources = "".join(text[appendix(openings, "Sources")])
    numbers = set(map(int, re.findall(r"(?:^|\n|\r)(\d+)[ \r\n]", sources)))
    assert set(range(1, len(dataset.references) + 1)) <= numbers


def test_every_person_of_the_record_can_be_looked_up_on_the_page_and_on_paper(
    book, text, openings, dataset
):
    anchors = anchors_of(book.html / "notebooks" / "names.html")
    listed = squeezed("".join(text[appendix(openings, "Names in five scripts")]))
    for person, name in zip(dataset.people["id"], dataset.people["name"], strict=True):
        row = anchors[f"person-{person}"].find_parent("tr").get_text(" ")
        words = name.replace("'", "’").split()
        assert all(word in row.replace("'", "’") for word in words), person
        assert all(squeezed(word) in listed for word in words), person


def test_what_only_paper_has_is_on_no_page_of_the_screen(book):
    page = (book.html / "notebooks" / "chronology.html").read_text("utf-8")
    assert "17:00 Moscow" in page
    assert "on-paper" not in page
    assert "8 Aug 1945" not in page


def test_every_claim_has_its_four_columns(text, openings, dataset):
    told = text[appendix(openings, "The article, claim by claim")]
    assert any("Claim Verdict Why As it ought to read" in page for page in told)
    whole = squeezed("".join(told))
    claims = (claim.replace("'", "’") for claim in dataset.claims["text"])
    missing = [claim for claim in claims if squeezed(claim) not in whole]
    assert missing == []


def test_no_table_and_no_sentence_gives_a_date_as_a_machine_does(text, openings):
    """One chapter explains how a machine writes it; the glossary and the sources may quote it."""
    explained = appendix(openings, "How this book counts")
    read = text[: explained.start] + text[appendix(openings, "Chronology")]
    assert [found for page in read for found in re.findall(r"\d{4}-\d\d-\d\d", page)] == []


def test_no_month_is_broken_at_the_end_of_a_line_of_the_record(text, openings):
    """Chronology and sources are not set to both edges, and their dates are looked for."""
    broken = re.compile(r"\b(?:Janu|Febru|Au|Septem|Octo|Novem|Decem)\W{1,4}(?:ary|gust|ber)\b")
    read = [*text[appendix(openings, "Chronology")], *text[appendix(openings, "Sources")]]
    assert sum("November 2026" in page.replace("\xa0", " ") for page in read) > 20
    assert [found for page in read for found in broken.findall(page)] == []


def test_the_heads_of_all_tables_begin_alike(printed):
    heads = [
        " ".join(line.text for line in printed.lines(cell, cell.pages[0]))
        for table in printed.tags.all()
        if table.kind == "THead"
        for cell in table.all()
        if cell.kind == "TH" and cell.pages
    ]
    assert len(heads) > 60
    assert [head for head in heads if head[:1].islower()] == []


# The index


@dataclass(frozen=True)
class Line:
    """A line of the index: its words, its pages one by one, whether it is a sub-entry."""

    words: str
    pages: tuple[int, ...]
    is_sub: bool


@pytest.fixture(scope="module")
def index(printed, openings):
    """The paragraphs of the index in the order of reading."""
    found = []
    for element in printed.tags.all():
        if element.kind == "P" and element.pages and element.pages[0] >= openings["Index"] - 1:
            told = printed.lines(element, element.pages[0])
            text = " ".join(line.text for line in told)
            column = 58 if told[0].left < 260 else 270
            found.append((text, told[0].left, column))
    edges = {column: min(left for _, left, own in found if own == column) for *_, column in found}
    return [_line(text, left - edges[column] > INDENT) for text, left, column in found]


def _line(text: str, is_sub: bool) -> Line:
    text = " ".join(text.split())
    words, pages = text, []
    if found := re.fullmatch(rf"(.*?), ({_LOCATORS.pattern})", text.replace("- ", "")):
        words = found[1]
        for run in found[2].split(", "):
            first, _, last = run.partition("–")
            pages += range(int(first), int(last or first) + 1)
    return Line(words, tuple(pages), is_sub)


def entries(index: list[Line]) -> dict[str, list[Line]]:
    """Each entry with its own line and its sub-entries."""
    found: dict[str, list[Line]] = {}
    for line in index:
        if not line.is_sub:
            found[line.words] = []
            own = found[line.words]
        own.append(line)
    return found


def test_its_parts_are_persons_places_and_subjects(printed, openings):
    heads = [
        " ".join(line.text for line in printed.lines(element, element.pages[0]))
        for element in printed.tags.all()
        if element.kind == "H2" and element.pages[0] >= openings["Index"] - 1
    ]
    assert heads == ["Persons", "Places", "Subjects"]


@pytest.mark.parametrize("heading", SPOKEN_OF)
def test_what_a_reader_looks_for_is_in_the_index(index, heading):
    own = entries(index)[heading]
    assert any(line.pages for line in own)


@pytest.mark.parametrize(
    ("heading", "words"),
    [("prisoners", r"\bprisoners?\b"), ("Mudanjiang", r"\bMudanjiang\b")],
)
def test_what_titles_of_sections_and_figures_name_is_in_the_index(
    book, text, openings, index, heading, words
):
    """Each title that has the words, on its page in the outline or the list of figures."""
    marks = pypdfium2.PdfDocument(book.pdf).get_toc()
    titles = [(mark.get_title(), mark.get_dest().get_index() + 1) for mark in marks]
    titles += entries_of("\n".join(text[openings["Figures"] - 1 : openings["Tables"]]))
    last = max(page for line in index for page in line.pages)
    named = {page for title, page in titles if re.search(words, title) and page <= last}
    assert named
    assert named <= {page for line in entries(index)[heading] for page in line.pages}


def test_names_that_are_not_the_book_s_lead_to_those_that_are(index):
    told = [line.words for line in index]
    assert "Nomonhan, see Khalkhin Gol, Battle of" in told
    assert "Karafuto, see Sakhalin" in told


def test_an_entry_with_more_than_six_pages_has_sub_entries(index):
    bare = {head: own[0].pages for head, own in entries(index).items() if len(own) == 1}
    assert {head: pages for head, pages in bare.items() if len(set(pages)) > MOST_PAGES} == {}
    divided = [head for head, own in entries(index).items() if len(own) > 1]
    assert "Molotov, Vyacheslav" in divided
    for head in divided:
        pages = {page for line in entries(index)[head] for page in line.pages}
        assert len(pages) > MOST_PAGES, head


def test_the_pages_of_a_person_speak_of_him(index, text):
    """His family name stands on every page that his entry gives."""
    persons = list(entries(index).items())[: [*entries(index)].index("Aihui (Aigun)")]
    assert len(persons) > 25
    for head, own in persons:
        family = head.split(",")[0].split(" ")[0]
        forms = {squeezed(family), squeezed(family.translate(str.maketrans("ōūŌ", "ouO")))}
        forms |= {"Emperor"} if head == "Hirohito" else set()
        for page in (page for line in own for page in line.pages):
            told = squeezed(text[page - 1])
            assert any(form in told for form in forms), (head, page)


def test_only_the_story_and_the_questions_are_indexed(index, openings):
    last = max(page for line in index for page in line.pages)
    assert last < next(page for title, page in openings.items() if title.endswith("Chronology"))
