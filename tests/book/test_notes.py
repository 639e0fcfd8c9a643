"""What an author cites becomes one numbered note of a sentence; in a table it stays in words."""

import pytest
from border_wars_book.page.citations import citation_call, sources_in
from border_wars_book.page.clauses import lemma, sentences_of
from bs4 import BeautifulSoup
from docutils import nodes

PAGE = """# A page

Two papers told it {cite:p}`wt19390918, odt19390918`. Hata counts more {cite:p}`hata2014{187}`,
others {cite:p}`coox1977` fewer, as {cite:t}`drea1981` says. The general (Gen. G. K. Zhukov) came
{cite:p}`goldman2012`.[^hour] Nobody wrote it down.

[^hour]: At noon {cite:p}`tz`.

The bombers came to Хасан {cite:p}`jawiki`, the guns fired {cite:p}`goldman2012,jawiki` and the
tanks drove {cite:p}`coox1977{p. 3}`; then it rained.[^rain]

[^rain]: All night.

:::{margin}
In the margin {cite:p}`tz`.
:::

| who | counted |
|---|---|
| Coox | 17,716 {cite:p}`coox1977{12, n. 3}` |
| {cite:p}`tz, jawiki` | |
"""


@pytest.mark.parametrize(
    ("text", "sources"),
    [
        ("coox1985", [("coox1985", "")]),
        ("coox1985{155}, drea1981", [("coox1985", "155"), ("drea1981", "")]),
        ("frus38-475{pp. 4, 6},tz", [("frus38-475", "pp. 4, 6"), ("tz", "")]),
        ("", None),
        ("coox 1985", None),
        ("coox1985{155", None),
        ("coox1985,,tz", None),
    ],
)
def test_a_citation_is_keys_with_places(text, sources):
    assert sources_in(text) == sources


def paragraph(text: str) -> nodes.paragraph:
    """A paragraph in which each @ is a call."""
    made = nodes.paragraph()
    for number, part in enumerate(text.split("@")):
        made += [citation_call(sources=[])] * bool(number) + [nodes.Text(part)] * bool(part)
    return made


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("It ended @.", [["It ended "]]),
        ("It ended @ at noon @.", [["It ended ", " at noon "]]),
        ("It ended @. It rained @.", [["It ended "], [" It rained "]]),
        ("It ended. @ It rained @.", [["It ended. "], [" It rained "]]),
        ("By Gen. G. K. Zhukov @, no. 3 @.", [["By Gen. G. K. Zhukov ", ", no. 3 "]]),
        ("“It ended.” So he said @.", [[" So he said "]]),
        ("It ended @, @ and rained.", [["It ended "]]),
        ("Nothing is cited.", []),
    ],
)
def test_calls_are_gathered_sentence_by_sentence(text, words):
    found = sentences_of(paragraph(text), lambda node: isinstance(node, citation_call))
    assert [[place.words for place in places] for places in found] == words


def test_a_call_is_led_by_the_last_words_before_it():
    assert lemma(" the hours in print, 05:45 for the aircraft ") == "05:45 for the aircraft"
    assert lemma(", “the guns” ") == "the guns"
    assert lemma("which was read in parts; Coox’s article ") == "Coox’s article"
    assert lemma(" — ") == ""


def test_the_words_that_lead_a_source_are_whole_in_their_brackets_and_marks():
    """Written between “ and ” by the note, so that marks within are single ones."""
    assert lemma(", in the spring, far to the north (see The frontier)") == "far to the north"
    assert lemma(" the files count both ends (inclusive count) ") == "files count both ends"
    assert lemma(" was agreed there, upon “Allied pleas” ") == "there, upon ‘Allied pleas’"
    assert lemma(" the words became an “operation” in articles ") == "an ‘operation’ in articles"
    assert lemma(" he said “one two three four five” ") == "two three four five"
    assert lemma(" he said “never ") == "he said never"


def test_a_sentence_begins_behind_the_bold_words_that_open_a_paragraph():
    def made(opening, rest):
        before, after = rest.split("@")
        call = citation_call(sources=[])
        return nodes.paragraph("", "", opening, nodes.Text(before), call, nodes.Text(after))

    def found(paragraph):
        places = sentences_of(paragraph, lambda node: isinstance(node, citation_call))
        return [place.words for sentence in places for place in sentence]

    assert found(made(nodes.strong("", "To read."), " The declaration @.")) == [" The declaration "]
    title = nodes.emphasis("", "Precisely three months?")
    assert found(made(title, ", a book @.")) == ["Precisely three months?, a book "]


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    from built_book import make_small_book

    built = make_small_book(tmp_path_factory.mktemp("notes"))
    (built.root / "index.md").write_text(PAGE)
    built.run(("html",))
    return BeautifulSoup((built.html / "index.html").read_text("utf-8"), "html.parser")


def prose(page):
    for call in page.select(".note-call"):
        call.replace_with(f"[{call.get_text()}]")
    return [" ".join(p.get_text().split()) for p in page.select("article > section > p")]


def listed(page):
    return [
        " ".join(note.get_text().split()).removesuffix(" ↩") for note in page.select(".notes li")
    ]


def test_a_sentence_has_one_number_behind_its_point_or_clause(page):
    first, second = prose(page)
    assert first == (
        "Two papers told it.[1] Hata counts more, others fewer, as Drea[2] says. "
        "The general (Gen. G. K. Zhukov) came.[3] Nobody wrote it down."
    )
    assert second == (
        "The bombers came to Хасан, the guns fired and the tanks drove; then it rained.[4]"
    )


def test_a_note_lists_the_sources_with_their_places_and_the_words_they_stand_behind(page):
    assert listed(page) == [
        "Waikato Times, 18 September 1939; Otago Daily Times, 18 September 1939.",
        "Hata 2014, 187; Coox 1977; Drea [1981?].",
        "Goldman 2012a. At noon (Eggert et al. 2026).",
        "“bombers came to Хасан”: Wikipedia (Japanese), s.v. “Nomonhan jiken”; "
        "“the guns fired”: Goldman 2012a; Wikipedia (Japanese), s.v. “Nomonhan jiken”; "
        "“and the tanks drove”: Coox 1977, p. 3. All night.",
    ]


def test_a_number_leads_to_its_note_and_the_note_back(page):
    for call in page.select(".note-call a"):
        note = page.find(id=call["href"].removeprefix("#"))
        assert note.select_one("a[role=doc-backlink]")["href"] == f"#{call['id']}"


def test_words_of_another_script_that_lead_a_source_name_their_language(page):
    assert [words.get_text() for words in page.select(".lemma [lang=ru]")] == ["Хасан"]


def test_tables_and_margins_cite_in_words(page):
    assert [" ".join(cited.get_text().split()) for cited in page.select("td .cited")] == [
        "(Coox 1977, 12, n. 3)",
        "Eggert et al. 2026; Wikipedia (Japanese), s.v. “Nomonhan jiken”",
    ]
    assert "In the margin (Eggert et al.\u00a02026)." in page.select_one("aside.margin").get_text()


def test_each_work_cited_stands_once_below_in_full(page):
    works = [work["id"] for work in page.select(".works li")]
    assert len(works) == len(set(works)) == 8
    goldman = page.find(id="work-goldman2012").get_text()
    assert goldman.startswith("Stuart D. Goldman, Nomonhan, 1939: The Red Army’s Victory")
    assert "Read:" in goldman
