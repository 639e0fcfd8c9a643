"""A chapter that tells has its length, few notes, people who are introduced, and its own events."""

import pytest

from tests.notebooks.story import (
    FEWEST_INTRODUCED,
    LENGTHS,
    NOTE,
    OUTLINE,
    STORY,
    WORDS_PER_NOTE,
    WORDS_PER_REMARK,
    introduced_again,
    introductions,
    listed,
    notes,
    path_of,
    remarks,
    spoken,
    story,
    told_twice,
    words,
    written,
)

TELLING = [*LENGTHS, OUTLINE]
# Pairs of paragraphs that a person has read and left: each tells the same days to another end.
MOST_TOLD_TWICE = 2


def text_of(chapter):
    return spoken(path_of(chapter), note=NOTE)


@pytest.mark.parametrize("chapter", LENGTHS)
def test_a_chapter_is_as_long_as_its_story_needs(chapter):
    fewest, most = LENGTHS[chapter]
    told = words(text_of(chapter))
    assert fewest <= told <= most, f"{chapter}: {told} words, expected {fewest} to {most}"


@pytest.mark.parametrize("chapter", TELLING)
def test_notes_are_few_enough_to_read_past(chapter):
    text = text_of(chapter)
    told, called = words(text), notes(text)
    most = told // WORDS_PER_NOTE
    assert called <= most, f"{chapter}: {called} notes in {told} words, expected {most} at most"


@pytest.mark.parametrize("chapter", TELLING)
def test_a_chapter_speaks_of_its_subject_and_seldom_of_itself(chapter):
    text = text_of(chapter)
    told, said = words(text), remarks(text)
    most = told // WORDS_PER_REMARK
    listed = "\n".join(said)
    assert len(said) <= most, f"{chapter}: {len(said)} remarks, expected {most}:\n{listed}"


@pytest.fixture(scope="module")
def introduced():
    return list(introductions(story(), listed("people")))


@pytest.mark.parametrize("chapter", STORY)
def test_who_is_named_first_is_introduced_there(introduced, chapter):
    """With the name in script and the years that the table of people has."""
    bare = [
        f"{chapter}: {person} lacks {'; '.join(lacks)}: {around}"
        for place, person, lacks, around in introduced
        if place == chapter and lacks
    ]
    assert bare == []


def test_nobody_is_introduced_twice():
    assert list(introduced_again(story())) == []


def test_the_story_has_people(introduced):
    known = [f"{chapter}: {person}" for chapter, person, lacks, _ in introduced if not lacks]
    assert len(known) >= FEWEST_INTRODUCED, known


def test_what_one_chapter_tells_no_other_tells_again():
    pairs = told_twice(written(), listed("events"))
    said = "\n".join(f"{a}: {text}\n{b}: {again}\n  {ids}" for a, text, b, again, ids in pairs)
    twice = len(pairs)
    assert twice <= MOST_TOLD_TWICE, f"{twice} pairs:\n{said}"


# What is counted, on texts short enough to count by hand.


def test_words_are_those_a_reader_reads():
    text = """(the-hill)=
## The hill

:::{margin}
Two words
:::

On 29 July 1938, a shot.‡

[^one]: A last word.
"""
    assert words(text) == len("The hill Two words On 29 July 1938, a shot. A last word.".split())


def test_a_note_is_a_sentence_that_cites():
    assert notes(f"One{NOTE}, two{NOTE}. Three. Four{NOTE}.\n\nFive{NOTE}.") == 3
    assert notes(f":::{{margin}}\nIn words{NOTE}.\n:::\n\n[^a]: So here{NOTE},\n    and on.\n") == 0


@pytest.mark.parametrize(
    "said",
    [
        "It stands in the record.",
        "A fault of this book's sources.",
        "No text read for it has a day.",
        "The sheets were not reached.",
        "The day is only recalled.",
    ],
)
def test_words_about_the_book_are_found(said):
    assert len(remarks(said)) == 1


@pytest.mark.parametrize(
    "said",
    [
        "Shtemenko recalled a call.",
        "The note was read to Sato.",
        "The record of the talk says so.",
        "The gate was reached, and the book burnt.",
    ],
)
def test_words_about_other_books_and_readers_are_not(said):
    assert remarks(said) == []


ZHUKOV = {
    "id": "zhukov",
    "name": "Georgy Zhukov",
    "own_name": "Георгий Константинович Жуков",
    "script": "Cyrl",
    "born": "1896-12-01",
    "died": "1974-06-18",
}
HATA = {
    "id": "hata-hikosaburo",
    "name": "Hata Hikosaburō",
    "own_name": "秦彦三郎",
    "script": "Jpan",
    "born": "1890-10",
    "died": "1959-03-20",
}
FULL = 'Georgy Zhukov ({ru}`Георгий Жуков`, {eval}`page.life("zhukov")`), a cavalryman,'


@pytest.mark.parametrize(
    ("said", "lacks"),
    [
        (f"{FULL} came. Zhukov won.", 0),
        (f"Zhukov won. {FULL} came.", 3),
        ("Georgy Zhukov ({ru}`Георгий Жуков`), a cavalryman, came.", 1),
        ('Georgy Zhukov ({ru}`Егор Жуков`, {eval}`page.life("zhukov")`) came.', 1),
        ('Georgy Zhukov ({ru}`Жуков`, {eval}`page.life("blyukher")`) came.', 1),
        (f"Georgy Zhukov came. {FULL} won.", 2),
    ],
)
def test_an_introduction_carries_given_name_script_and_years(said, lacks):
    ((_, person, found, _),) = introductions({"one": said}, {"zhukov": ZHUKOV})
    assert (person, len(found)) == ("zhukov", lacks)


def test_the_first_mention_is_that_in_the_order_of_reading():
    chapters = {"one": "Nobody.", "two": f"{FULL} came.", "three": "Zhukov left."}
    assert [found[0] for found in introductions(chapters, {"zhukov": ZHUKOV})] == ["two"]


def test_years_given_again_are_found_but_for_those_of_the_outline():
    assert list(introduced_again({OUTLINE: FULL, "one": FULL})) == []
    assert list(introduced_again({"one": FULL, "two": FULL})) == ["two: zhukov"]


@pytest.mark.parametrize(
    "said",
    [
        "Hata Ikuhiko counts, and Hata objects.",
        "## Zhukov\n\nHe came.",
        "He came {cite:p}`Zhukov`.",
        ":::{admonition} Zhukov\nZhukov?\n:::\n",
    ],
)
def test_a_namesake_a_heading_a_box_and_a_citation_name_nobody(said):
    people = {"zhukov": ZHUKOV, "hata-hikosaburo": HATA}
    assert list(introductions({"one": said}, people)) == []


def test_a_name_that_two_people_bear_is_nobodys_alone():
    sato = {**HATA, "id": "sato-naotake", "name": "Satō Naotake", "own_name": "佐藤尚武"}
    other = {**sato, "id": "sato-kotoku", "name": "Satō Kōtoku", "own_name": "佐藤幸徳"}
    said = "Sato Kotoku ({ja}`佐藤幸徳`, {eval}`page.life('sato-kotoku')`) led. Sato fell back."
    both = {"sato-naotake": sato, "sato-kotoku": other}
    assert [found[1:3] for found in introductions({"one": said}, both)] == [("sato-kotoku", [])]


def test_an_initial_ends_no_introduction():
    demid = {**ZHUKOV, "id": "demid", "name": "G. Demid", "own_name": "Г. Дэмид"}
    said = "Marshal Demid ({mn}`Г. Дэмид`, {eval}`page.life('demid')`) went."
    assert [found[2] for found in introductions({"one": said}, {"demid": demid})] == [[]]


def test_a_name_is_found_with_and_without_its_long_vowels():
    for said in ("Hata Hikosaburo went.", "Hata Hikosaburō went."):
        assert len(list(introductions({"one": said}, {"hata-hikosaburo": HATA}))) == 1


def test_paragraphs_of_two_chapters_that_ask_for_three_events_are_a_pair():
    def asking(*events):
        return " ".join(f'{{eval}}`page.day("{event}")`' for event in events)

    events = dict.fromkeys("abcd")
    one = f"{asking('a', 'b:end', 'c')}\n\n{asking('d')}"
    assert [pair[4] for pair in told_twice({"x": one, "y": asking("c", "b", "a:start")}, events)]
    assert not told_twice({"x": one, "y": asking("c", "b", "d")}, events)
    assert not told_twice({"x": f"{asking('a', 'b', 'c')}\n\n{asking('a', 'b', 'c')}"}, events)
