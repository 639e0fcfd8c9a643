"""The PDF: that it is whole, tagged and set as a book, read from the file alone."""

import json
import re
from itertools import pairwise

import pikepdf
import pytest
from border_wars_book.build.execution import run_all, with_outputs
from border_wars_book.build.inputs import results_fingerprint
from border_wars_book.build.toc import pages, parts
from border_wars_book.page.languages import EAST_ASIAN
from border_wars_book.page.sentences import answers
from built_book import NOTEBOOKS, PAGES, parsed, soup_of
from page import validate_pdf
from printed import Element, Printed, Run, squeezed

from plain_text.myst import expressions

FOR_SCREENS = {
    f"notebooks/{name}.html"
    for name in ("api", "atlas", "corrections", "data", "key-hours", "make-your-own", "status")
}
MOST_OF_THE_STORY, MOST_OF_THE_RECORD = 190, 95
LARGEST_BYTES = 11_000_000
# Points. A page's width; the margins of a chapter and of an appendix; the text's head and foot.
WIDTH = 535.7
INSIDE, OUTSIDE, OF_APPENDIX = 79.4, 85.0, 56.7
HEAD, FOOT = 626.5, 76.5
HANGING = 3.0  # hyphens, points and the slopes of italics reach into the margin
LEAST_FULL = (HEAD - FOOT) / 3
LETTERING = 7.0, 8.0  # points: of figures
TOUCHING = 0.15  # of a letter's size: what it may reach under the next, as "f" does
HEADS = {"H1", "H2", "H3", "H4"}
PROSE = {"P", "Note", "LBody"}
NON_LATIN = re.compile(r"[\u0370-\u052f\u2e80-\u9fff\uac00-\ud7a3]+")


@pytest.fixture(scope="module")
def printed(book):
    return Printed(book.pdf)


@pytest.fixture(scope="module")
def text(printed):
    """All words, squeezed, block by block in the order of reading."""
    return "\n".join(squeezed(printed.words(block)) for block in printed.blocks)


@pytest.fixture(scope="module")
def pdf(book):
    with pikepdf.open(book.pdf) as opened:
        yield opened


@pytest.fixture(scope="module")
def first_pages(printed):
    """The page on which each chapter begins, from 0, by its title."""
    heads = [one for one in printed.tags.all() if one.kind == "H1"]
    return {squeezed(printed.words(head)): head.pages[0] for head in heads}


@pytest.fixture(scope="module")
def appendices(book, first_pages):
    """The page on which the record begins, from 0."""
    *_, listed = parts(book.root).values()
    return first_page_of(book, first_pages, f"{listed[0]}.html")


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


def title_of(book, page: str) -> str:
    heading = parsed(book.html / page).h1
    for part in heading.select(".headerlink, .section-number"):
        part.decompose()
    return squeezed(heading.get_text())


def first_page_of(book, first_pages: dict[str, int], page: str) -> int:
    title = title_of(book, page)
    return next(at for head, at in first_pages.items() if head.endswith(title))


# What it holds


@pytest.mark.parametrize("page", NOTEBOOKS)
def test_every_value_computed_for_the_prose_is_in_the_page_and_in_the_pdf(book, text, values, page):
    soup = soup_of(book.html / f"{page}.html")
    cells = json.loads((book.root / f"{page}.ipynb").read_text("utf-8"))["cells"]
    prose = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown"]
    # The page has its footnotes at its end, wherever they stand among its cells.
    whole = "\n\n".join(prose)
    notes = re.compile(r"^\[\^[\w-]+\]:(?:.+\n?)+", re.M)
    asked = expressions(notes.sub("", whole)) + expressions("\n".join(notes.findall(whole)))
    on_page = [span.get_text() for span in soup.select("main .pasted-text")]
    assert on_page == [values[page][expression] for expression in asked]
    if f"{page}.html" not in FOR_SCREENS:
        assert [said for said in on_page if squeezed(said) not in text] == []


def test_what_is_not_in_latin_letters_is_the_same_in_page_and_pdf(book, text):
    """Cyrillic, Chinese, Japanese and Korean; code, tables of figures and cards are not printed."""
    missing = {}
    for page in PAGES[1:]:
        if page in FOR_SCREENS:
            continue
        soup = parsed(book.html / page)
        for part in soup.select("script, style, details.method, details.plot-table, details.works"):
            part.decompose()
        found = {one for words in soup.main.strings for one in NON_LATIN.findall(squeezed(words))}
        if lost := {one for one in found if one not in text}:
            missing[page] = lost
    assert missing == {}
    for script in ("張鼓峰事件", "诺门罕", "장고봉", "Хасан", "Халхын"):
        assert script in text


def test_every_chapter_is_in_the_outline_with_its_number_or_letter(book, pdf):
    with pdf.open_outline() as outline:
        titles = [item.title for item in outline.root]
    bare = {squeezed(re.sub(r"^(\d+[a-z]*|[A-Z]) ", "", title)) for title in titles}
    for page in PAGES[1:]:
        assert (title_of(book, page) in bare) == (page not in FOR_SCREENS), page
    numbers = [found[1] for title in titles if (found := re.match(r"(\d+) ", title))]
    letters = [found[1] for title in titles if (found := re.match(r"([A-Z]) ", title))]
    assert numbers == list(map(str, range(1, len(numbers) + 1)))
    assert "".join(letters) == "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[: len(letters)]


def test_its_length_is_that_of_one_book(book, printed, appendices):
    assert appendices <= MOST_OF_THE_STORY
    assert len(printed.pages) - appendices <= MOST_OF_THE_RECORD
    assert book.pdf.stat().st_size < LARGEST_BYTES


# What a machine reads


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
        for name in ("dc:title", "dc:creator", "dc:description", "pdf:Keywords"):
            assert meta[name]


def test_every_figure_in_it_has_an_alternative(printed):
    figures = [one for one in printed.tags.all() if one.kind == "Figure"]
    assert figures
    assert [one for one in figures if not one.alternative] == []


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


def test_a_table_that_crosses_pages_is_one_table_and_repeats_its_heads(printed):
    tables = [one for one in printed.tags.all() if one.kind == "Table"]
    crossing = [table for table in tables if len(table.pages) > 1]
    assert crossing
    for table in crossing:
        heads = [part for part in table.all() if part.kind == "THead"]
        assert len(heads) == 1
        said = squeezed(printed.words(heads[0]))
        for page in table.pages[1:]:
            repeated = [run.text for run in printed.runs(page) if "Artifact" in run.marks]
            assert said in squeezed("".join(repeated)), (page + 1, said)


# How it is set


def test_no_line_sticks_out_of_its_page(printed, appendices):
    """The numbers of paragraphs alone stand in the margin."""
    found = []
    for page in printed.pages:
        left, right = (INSIDE, OUTSIDE) if page % 2 == 0 else (OUTSIDE, INSIDE)
        if page >= appendices:
            left = right = OF_APPENDIX
        for run in printed.runs(page):
            inside = left - HANGING <= run.left and run.right <= WIDTH - right + HANGING
            number = re.fullmatch(r"\d+[a-z]*\.\d+[a-z]*", run.text.strip())
            if run.text.strip() and not inside and not number:
                found.append((page + 1, run.text))
    assert found == []


def test_no_cell_of_a_table_runs_into_the_next(printed):
    found = []
    for row in (element for element in printed.tags.all() if element.kind == "TR"):
        cells = [cell for cell in row.children if cell.kind in ("TD", "TH") and cell.pages]
        for cell, beside in pairwise(cells):
            page = cell.pages[0]
            right = {round(line.base): line for line in printed.lines(beside, page)}
            found += [
                (page + 1, line.text, right[round(line.base)].text)
                for line in printed.lines(cell, page)
                if round(line.base) in right
                and line.left < right[round(line.base)].left < line.right
            ]
    assert found == []


def test_no_line_within_a_paragraph_holds_a_single_word(printed):
    found = []
    for element in printed.tags.all():
        if element.kind in PROSE:
            for page in element.pages:
                lines = printed.lines(element, page)
                inner = lines[:-1] if page == element.pages[-1] else lines
                found += [(page + 1, line.text) for line in inner if " " not in line.text]
    assert found == []


def test_no_heading_and_no_caption_of_a_table_stands_last_on_its_page(printed):
    found = []
    for element in printed.tags.all():
        if element.kind in HEADS or (element.kind == "Caption" and _of_a_table(printed, element)):
            page = element.pages[-1]
            lowest = min(line.base for line in printed.lines(element, page))
            below = [run for run in body(printed, page) if run.bottom < lowest - 2]
            if not below:
                found.append((page + 1, printed.words(element)))
    assert found == []


def _of_a_table(printed: Printed, caption: Element) -> bool:
    return printed.words(caption).startswith("Table")


def body(printed: Printed, page: int) -> list[Run]:
    """What is neither a running head nor a note."""
    return [
        run
        for run in printed.runs(page)
        if run.text.strip()
        and "Artifact" not in run.marks
        and (page, run.content) not in printed.notes
    ]


def test_no_page_is_less_than_a_third_full_but_at_the_end_of_a_part(printed, book, first_pages):
    openings = {
        first_page_of(book, first_pages, f"{part[0]}.html")
        for part in list(parts(book.root).values())[1:]
    }
    thin = []
    for page in printed.pages[:-1]:
        lowest = min((run.bottom for run in body(printed, page)), default=HEAD)
        if HEAD - lowest < LEAST_FULL and not {page + 1, page + 2} & openings:
            thin.append(page + 1)
    assert thin == []


def test_no_page_holds_a_running_head_alone(printed):
    """A part begins on the right, and an empty page before it is empty."""
    told = {page: " ".join(run.text for run in printed.runs(page)) for page in printed.pages}
    assert {page + 1: words for page, words in told.items() if 0 < len(squeezed(words)) < 60} == {}


def test_a_figure_is_on_the_page_that_speaks_of_it_or_the_next(printed, appendices):
    """In an appendix, which is short of text, figures may also follow one another page by page."""
    blocks = list(_blocks(printed.tags))
    far, before = [], 0
    for at, (kind, figure) in enumerate(blocks):
        if kind == "figure":
            page = figure.pages[0]
            texts = [one for one, _ in blocks[at + 1 :]]
            after = blocks[at + 1 + texts.index("text")][1]
            told = {*blocks[at - 1][1].pages, *after.pages}
            in_order = page > appendices and page == before + 1
            if not told & {page, page - 1} and not in_order:
                far.append((page + 1, printed.words(figure)))
            before = page
    assert sum(kind == "figure" for kind, _ in blocks) > 30
    assert far == []


def lettering(printed: Printed) -> list[tuple[int, list[Run]]]:
    """The letters of each figure that has some, with its page from 0.

    Those of maps stand along lines, in more sizes: test_map_lettering.py measures them.
    """
    found = []
    for figure in printed.tags.all():
        if figure.kind == "Figure" and not figure.alternative.startswith("Map"):
            for page in figure.pages:
                own = {at for number, at in figure.contents if number == page}
                found.append((page, [run for run in printed.runs(page) if run.content in own]))
    return [(page, runs) for page, runs in found if runs]


def test_every_letter_of_a_figure_is_of_seven_to_eight_points(printed):
    least, most = LETTERING
    sizes = {(page + 1, round(run.size, 1)) for page, runs in lettering(printed) for run in runs}
    assert len({page for page, _ in sizes}) > 30
    assert [one for one in sorted(sizes) if not least <= one[1] <= most] == []


def test_no_figure_is_higher_than_its_page(printed):
    """Nor its caption on another."""
    for page, runs in lettering(printed):
        assert min(run.bottom for run in runs) > FOOT - HANGING, page + 1
        assert max(run.top for run in runs) < HEAD + HANGING, page + 1
    for element in printed.tags.all():
        kinds = {child.kind for child in element.children}
        if {"Figure", "Caption"} <= kinds:
            assert len(element.pages) == 1, printed.words(element)


def test_no_letter_of_a_figure_stands_on_another(printed):
    """Along a line: labels of an axis that ran into one another would."""
    struck = set()
    for page, runs in lettering(printed):
        lines: dict[float, list[Run]] = {}
        for run in runs:
            if run.text.strip():
                lines.setdefault(round(run.bottom, 1), []).append(run)
        for line in lines.values():
            line.sort(key=lambda run: run.left)
            for before, run in pairwise(line):
                if before.right - run.left > TOUCHING * run.size:
                    struck.add((page + 1, before.text, run.text))
    assert struck == set()


def _blocks(element: Element):
    """Figures and texts in the order of reading."""
    for child in element.children:
        if any(part.kind == "Figure" for part in child.children):
            yield "figure", child
        elif child.kind in ("P", "L"):
            yield "text", child
        else:
            yield from _blocks(child)


def test_no_note_stands_on_a_page_before_its_mark(printed):
    astray, notes = [], 0
    for block in printed.tags.all():
        for mark, note in pairwise(block.children):
            if note.kind == "Note":
                notes += 1
                first = min(page for part in note.all() for page, _ in part.contents)
                assert mark.kind == "Lbl"
                if first < mark.pages[0]:
                    astray.append((first + 1, printed.words(block)[:60]))
    assert notes > 300
    assert astray == []


def test_a_name_of_few_characters_is_neither_spread_nor_broken(printed, book):
    """Of the text that tells: a cell may be narrower than a name."""
    lines = [
        line.text
        for one in printed.tags.all()
        if one.kind == "P"
        for page in one.pages
        for line in printed.lines(one, page)
    ]
    names = {
        mark.get_text()
        for part in list(parts(book.root).values())[1:-1]
        for page in part
        for mark in parsed(book.html / f"{page}.html").select("main p span[lang]")
        if mark["lang"] in EAST_ASIAN
        and 2 <= len(mark.get_text()) <= 4
        and not mark.find_parent(class_="works")  # the works of a page, under it
    }
    assert len(names) > 40
    assert sorted(name for name in names if not any(name in line for line in lines)) == []
