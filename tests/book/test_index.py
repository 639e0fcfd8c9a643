"""The index: which words are whose, where they are marked, and under what they stand."""

import json
import re
from collections import Counter
from pathlib import Path

import pytest
from border_wars_book.page.notes import margin_note, source_note
from border_wars_book.print.index import Forms, Index, index_mark
from border_wars_book.print.index_entries import Entry, Vocabulary, filed, vocabulary
from docutils import nodes
from docutils.utils import new_document

from historical_record.vocabularies import DESCRIBED
from tests.notebooks.reading import CHAPTERS

TABLE = Path(__file__).parents[2] / "book" / "index.csv"
# What a reader would look for, as a sentence has it and where it stands.
LOOKED_FOR = [
    ("Stalin gave his word at Yalta.", "Stalin, Joseph"),
    ("Matsuoka took the train.", "Matsuoka Yōsuke"),
    ("Marshal Blyukher was rebuffed by telephone.", "Blyukher, Vasily"),
    ("Komatsubara reported it.", "Komatsubara Michitarō"),
    ("Suetaka asked for leave.", "Suetaka Kamezō"),
    ("Ambassador Sato Naotake was called to the Kremlin.", "Satō Naotake"),
    ("Truman was told of it.", "Truman, Harry S."),
    ("Puyi was caught at Mukden.", "Puyi"),
    ("Zhukov reported from Tamsag-Bulag.", "Zhukov, Georgy"),
    ("Molotov read the declaration.", "Molotov, Vyacheslav"),
    ("Tōgō heard of it from Malik.", "Tōgō Shigenori"),
    ("Choibalsan moved his troops.", "Choibalsan, Khorloogiin"),
    ("Outer Mongolia was not named.", "Mongolia"),
    ("The hardest battle was for Mudanjiang.", "Mudanjiang"),
    ("Manchukuo kept its own clock.", "Manchukuo"),
    ("the bomb on Hiroshima", "Hiroshima"),
    ("Two prisoners of war were handed over.", "prisoners"),
    ("the protocol of 1886 says so", "Hunchun protocol (1886)"),
    ("What Japan calls Nomonhan was a battle.", "Khalkhin Gol, Battle of"),
    ("The Neutrality Pact had a year to run.", "Neutrality Pact (1941)"),
    ("Stuart Goldman finds the link.", "Goldman, Stuart"),
    ("as Hata Ikuhiko counts them", "Hata Ikuhiko"),
    ("They signed the German-Soviet treaty in Moscow.", "German-Soviet treaty (1939)"),
    ("Parties landed on the Kanchazu islands.", "Kanchazu islands"),
    ("the peace of Portsmouth", "Portsmouth, Treaty of"),
    ("The first imperial conference opened.", "imperial conferences"),
    ("the Basic Convention of 1925", "Basic Convention (1925)"),
    ("The Foreign Ministry protested.", "Foreign Ministry (Tokyo)"),
    ("The treaty with Germany was signed.", "German-Soviet treaty (1939)"),
    ("In the autumn of 1886 officers set out.", "Hunchun protocol (1886)"),
    ("The rule of 1886 put the line along a crest.", "Hunchun protocol (1886)"),
    ("They signed the surrender of their country.", "surrender of Japan"),
    ("Eleven days after the broadcast it fell.", "surrender of Japan"),
    ("Kawashima was tried at Khabarovsk.", "Kawashima Kiyoshi"),
]


@pytest.fixture(scope="module")
def known(dataset) -> Vocabulary:
    return vocabulary(dataset, TABLE)


@pytest.fixture(scope="module")
def forms(known) -> Forms:
    return Forms(known.entries)


def headings(forms: Forms, text: str, named=None) -> list[str]:
    return [entry.heading for _, entry in forms.find(text, named)]


@pytest.mark.parametrize(("sentence", "heading"), LOOKED_FOR)
def test_what_a_reader_looks_for_is_found(forms, sentence, heading):
    assert heading in headings(forms, sentence)


def test_an_institution_is_no_place(known):
    assert {entry.part for entry in known.entries if "Foreign Ministry" in entry.name} == {
        "subjects"
    }


def test_cross_references_lead_from_other_names(known):
    see = {heading: target for _, heading, target in known.see}
    assert see["Nomonhan"] == "Khalkhin Gol, Battle of"
    assert see["protocol of 1886"] == "Hunchun protocol (1886)"
    assert see["Three-Power Pact"] == "Tripartite Pact"


def test_every_known_form_in_every_script_finds_its_thing(dataset, known, forms):
    """A form of the record finds an entry that has it, as a word of a sentence."""
    having = {form for entry in known.entries for form in entry.forms}
    lost = [form for form in having if not headings(forms, f"So sagt man ({form}), und mehr.")]
    assert lost == []
    described = dataset.terms.labels("place-kind", DESCRIBED)
    places = dataset.places.index[dataset.places["kind"].isin(described)]
    rows = dataset.names[dataset.names["thing"].isin(["person", "place"])]
    rows = rows[~rows["subject"].isin(places)]
    assert len(rows) > 500
    unfound = [name for name in rows["name"] if not headings(forms, f"So heißt es {name}.")]
    assert [name for name in unfound if len(name) > 2] == []


@pytest.mark.parametrize(
    ("text", "not_found"),
    [
        ("The Amarna letters are older.", "Amar, Anandyn"),
        ("Mongolian cavalry crossed the river.", "Mongolia"),
        ("He was imprisoned without trial.", "prisoners"),
        ("東京裁判", "Tokyo"),
        ("東京都", "Tokyo"),
        ("Harbinger of war", "Harbin"),
        ("an Arthurian legend, and a Port Arthurian one", "Port Arthur (Lushun)"),
        ("Inner Mongolia", "Mongolia"),
        ("the Molotov-Togo agreement", "Molotov, Vyacheslav"),
    ],
)
def test_a_name_is_never_found_inside_another_word_or_name(forms, text, not_found):
    assert not_found not in headings(forms, text)


@pytest.mark.parametrize("text", ["Tokyo", "東京", "Токио"])
def test_a_place_is_found_in_each_of_its_scripts(forms, text):
    assert headings(forms, f"It was ({text}) far.") == ["Tokyo"]


def test_accents_and_kinds_of_apostrophe_and_dash_do_not_matter(forms):
    assert headings(forms, "Togo, Tōgō") == ["Tōgō Shigenori"] * 2
    assert headings(forms, "Soviet–Japanese Neutrality\nPact") == ["Neutrality Pact (1941)"]
    assert headings(forms, "Mongolian People’s Republic") == ["Mongolia"]


def test_persons_are_filed_by_family_name(known):
    filed_under = {entry.heading for entry in known.entries if entry.part == "persons"}
    for heading in ("Zhukov, Georgy", "Tōgō Shigenori", "Garmaev, Urzhin", "Kim Il-sung", "Puyi"):
        assert heading in filed_under
    assert sorted(["Zhukov", "Tōgō", "Tojo", "Amur"], key=filed) == [
        "Amur",
        "Tōgō",
        "Tojo",
        "Zhukov",
    ]


def test_a_family_name_that_two_share_is_whose_full_name_came_last(forms):
    named = {}
    assert headings(forms, "Hata said so.", named) == []
    assert headings(forms, "Hata Ikuhiko writes. Hata doubts it.", named) == ["Hata Ikuhiko"] * 2
    assert headings(forms, "Hata Hikosaburō came. Hata signed.", named) == ["Hata Hikosaburō"] * 2


def test_no_form_belongs_to_two_things_but_those_that_share_a_name(known):
    held = Counter(form for entry in known.entries for form in entry.forms)
    assert {form for form, times in held.items() if times > 1} == {"乔巴山", "Маньчжурия"}


def marked(known, *blocks: nodes.Element, chapter="on the Halha", terms=None) -> Index:
    index = Index(known, terms or {})
    document = new_document("page")
    document.extend(blocks)
    index.read(document, chapter)
    return index


def paragraph(text: str) -> nodes.paragraph:
    return nodes.paragraph("", text)


def test_only_running_text_is_indexed(known):
    note = nodes.footnote("", paragraph("Zhukov"))
    cell = nodes.table("", nodes.entry("", paragraph("Zhukov")))
    questions = nodes.admonition("", paragraph("Who was Zhukov?"), classes=["answers"])
    called = nodes.paragraph("", "", nodes.Text("He came."), source_note("", nodes.Text("Zhukov.")))
    index = marked(known, note, cell, questions, called, paragraph("Zhukov"))
    assert [mention.entry.heading for mention in index.mentions] == ["Zhukov, Georgy"]


def test_a_mark_stands_right_after_the_first_word_of_the_mention(known):
    """A page may end before a word, and never between it and its mark."""
    text = paragraph(
        "At last Zhukov came to Tōgō and by the Neutrality Pact to Molotov’s house and the Emperor."
    )
    marked(known, text)
    words = [n.astext() if isinstance(n, nodes.Text) else "*" for n in text.children]
    assert "".join(words) == (
        "At last Zhukov* came to Tōgō* and by the Neutrality* Pact to Molotov*’s house and "
        "the Emperor*."
    )


def test_a_mention_may_begin_before_a_value_that_is_computed(known):
    """The year of a protocol, asked of the record, is a node of its own."""
    year = nodes.inline("", "1886", classes=["pasted-text"])
    told = nodes.paragraph("", "", nodes.Text("the rule of "), year, nodes.Text(" said so"))
    index = marked(known, told)
    assert [mention.entry.heading for mention in index.mentions] == ["Hunchun protocol (1886)"]
    assert told.astext() == "the rule of 1886 said so"
    assert isinstance(told.children[1], index_mark)


def test_a_person_is_marked_at_the_family_name(known):
    text = paragraph("At last Georgy Zhukov met Tōgō Shigenori.")
    marked(known, text)
    words = [n.astext() if isinstance(n, nodes.Text) else "*" for n in text.children]
    assert "".join(words) == "At last Georgy Zhukov* met Tōgō* Shigenori."


def test_what_titles_name_is_marked_where_they_lead(known):
    """A section's title in its first paragraph, a figure's in its caption."""
    figure = nodes.figure(
        "", nodes.caption("", "As they are counted."), heading="Counts of prisoners"
    )
    first, next_one = paragraph("The hardest battle was here."), paragraph("It ended.")
    section = nodes.section("", nodes.title("", "Mudanjiang"), figure, first, next_one)
    index = marked(known, section)
    assert [mention.entry.heading for mention in index.mentions] == ["prisoners", "Mudanjiang"]
    assert isinstance(figure[0].children[-1], index_mark)
    assert isinstance(first.children[0], index_mark)
    assert not list(next_one.findall(index_mark))


def test_what_stands_in_the_margin_is_told(known):
    index = marked(known, margin_note("", paragraph("Zhukov had two.")))
    assert [mention.entry.heading for mention in index.mentions] == ["Zhukov, Georgy"]


def test_one_word_of_the_glossary_and_its_plural_have_one_entry(known):
    link = nodes.reference("", "", nodes.Text("clock"), refuri="#glossary--term-clock")
    index = marked(known, nodes.paragraph("", "", link), terms={"glossary--term-clock": "clock"})
    assert [mention.entry.heading for mention in index.mentions] == ["clocks and time zones"]


def test_a_link_to_the_glossary_is_a_mention_of_its_word(known):
    link = nodes.reference("", "", nodes.Text("words"), refuri="#glossary--term-reading")
    index = marked(
        known, nodes.paragraph("", "", link), terms={"glossary--term-reading": "reading"}
    )
    assert [mention.entry.heading for mention in index.mentions] == ["reading"]


def subs(index: Index, heading: str) -> set[str]:
    code = index.typst()
    line = re.search(rf'\("{re.escape(heading)}", \((.*?), \), "",', code)
    return set(re.findall(r'\(\d+, "([^"]*)", \)', line[1]))


def test_sub_entries_are_the_table_s_then_the_chapter_s_then_events_beside_it(known):
    told = ["Two prisoners were exchanged.", "Prisoners stood in a row."]
    few = marked(known, *map(paragraph, told))
    assert subs(few, "prisoners") == {"exchange of", "on the Halha"}
    many = marked(
        known,
        *(paragraph(f"Molotov spoke, {at}.") for at in range(6)),
        *(paragraph(f"Molotov wrote of the Kwantung Army, {at}.") for at in range(3)),
    )
    assert subs(many, "Molotov, Vyacheslav") == {"on the Halha", "and Kwantung Army"}


def test_no_heading_has_its_own_name_among_its_sub_entries(known):
    fought = [f"The battle of Khalkhin Gol was fought beside the Halha, {at}." for at in range(3)]
    river = [f"The Halha is a river, {at}." for at in range(6)]
    assert subs(marked(known, *map(paragraph, fought + river)), "Khalkhin Gol (Halha)") == {
        "on the Halha"
    }


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("towns,Chita,,Chita,", "index.csv:2: expected a part and a heading"),
        ("places,,,Chita,", "index.csv:2: expected a part and a heading"),
        ("places,Chita,,,", "index.csv:2: expected forms, or a heading to see"),
        ("places,Chita,,,Nowhere", "index.csv: see Nowhere: expected a heading of the index"),
    ],
)
def test_a_row_that_cannot_be_used_says_where_and_why(dataset, tmp_path, row, told):
    table = tmp_path / "index.csv"
    table.write_text(f"part,heading,sub,forms,see\n{row}\n", encoding="utf-8")
    with pytest.raises(ValueError, match=re.escape(told)):
        vocabulary(dataset, table)


def test_every_chapter_of_the_story_and_the_questions_has_words_of_its_own():
    words = [json.loads(path.read_text("utf-8"))["metadata"].get("indexed") for path in CHAPTERS]
    assert all(words)
    assert len(set(words)) == len(words)


def test_marks_are_no_text():
    assert index_mark(number=1).astext() == ""


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Cho Man-sik was in the room.", []),
        ("Kim Aleksei interpreted.", []),
        ("Guards took Zhang Siwen to a mill.", []),
        ("Cho telephoned.", ["Cho Isamu"]),
        ("Zhang Jinghui was woken; Zhang signed.", ["Zhang Jinghui"] * 2),
    ],
)
def test_a_family_name_before_another_given_name_is_somebody_elses(text, found):
    names = ("Cho Isamu", "Kim Il-sung", "Zhang Jinghui")
    people = [Entry("persons", one, one, frozenset({one}), one.split()[0]) for one in names]
    assert headings(Forms(people), text) == found
