"""Short citations: what stands in a page's brackets and beside a row of a figure."""

import pytest

from historical_record.references import Reference
from historical_record.short_citations import is_latin, order_of, people_of, short_citations

PAPER = {"title": "News", "journaltitle": "Pravda", "entrysubtype": "newspaper"}


@pytest.fixture(scope="module")
def names(dataset):
    held = short_citations(dataset.references)
    return {key: name.replace("\N{NO-BREAK SPACE}", " ") for key, name in held.items()}


def named(**fields):
    held = short_citations({"a": Reference("a", "misc", 1, {"title": "A", **fields})})
    return held["a"].replace("\N{NO-BREAK SPACE}", " ")


def test_a_person_is_named_by_family_and_year(names):
    assert names["goldman2020asahi"] == "Goldman 2020"
    assert names["bellamy1990"] == "Bellamy and Lahnstein 1990"
    assert names["cshapes2"] == "Schvitz et al. 2022"


def test_a_name_in_another_script_is_romanised(names):
    assert names["svoisky2014"] == "Svoiskii 2014"
    assert names["furuya1973"] == "Furuya 1973"


def test_an_institution_is_not_taken_for_a_person(names):
    assert names["cdb90"] == "US Army Concepts Analysis Agency and Arnold 1991"
    assert people_of("{Bureau of War and Peace} and Arnold, Jeffrey") == [
        "{Bureau of War and Peace}",
        "Arnold, Jeffrey",
    ]


def test_a_diplomatic_paper_is_named_by_its_volume_and_number(names):
    assert names["frus38-475"] == "FRUS 1938, 3: doc. 475"


def test_a_newspaper_is_named_by_its_title_and_day(names):
    assert names["pp-chp"] == "Press (Christchurch), 12 August 1938"
    assert names["time-1936"] == "Time, April 1936"
    assert names["novayagazeta-perekop"] == "Novaia gazeta vo Vladivostoke, no. 313"


def test_an_open_encyclopedia_is_named_by_its_article(names):
    assert names["wiki-aigun"] == "Wikipedia (English), s.v. “Treaty of Aigun”"


def test_a_page_without_an_author_is_named_by_its_site_and_an_undated_one_by_its_reading(names):
    assert names["lenta-2025"] == "Lenta.ru 2025"
    assert names["gorodap"] == "gorodaplanety.ru [2026]"


def test_a_supposed_year_and_a_missing_one_are_said():
    assert named(author="Zhukov, Georgii", date="1969?") == "Zhukov [1969?]"
    assert named(author="Zhukov, Georgii", year="n.d.") == "Zhukov n.d."


def test_without_a_name_the_title_stands(names):
    assert names["act-ru-parad"] == "“Parad Pobedy” n.d."


def test_no_two_sources_have_one_name(dataset, names):
    assert len(set(names.values())) == len(dataset.references)


def test_every_name_is_in_latin_letters(names):
    assert [name for name in names.values() if not is_latin(name)] == []
    assert not is_latin("Жуков 1969")
    assert not is_latin("産経新聞 2014")
    assert is_latin("Tōgō [1952?]")


def test_letters_do_not_depend_on_the_order_in_which_sources_come(dataset):
    turned = dict(reversed(dataset.references.items()))
    assert short_citations(turned) == short_citations(dataset.references)


def test_the_year_is_held_to_the_name():
    reference = Reference("a", "book", 1, {"title": "A", "author": "Coox, Alvin", "date": "1985"})
    assert short_citations({"a": reference}) == {"a": "Coox\N{NO-BREAK SPACE}1985"}


def test_documents_stand_in_the_order_of_their_numbers_and_papers_by_day():
    works = [
        Reference("a", "misc", 1, {"title": "A", "shorthand": "FRUS 1939, 3: doc. 1226"}),
        Reference("b", "misc", 1, {"title": "B", "shorthand": "FRUS 1939, 3: doc. 29"}),
        Reference("c", "article", 1, PAPER | {"date": "1939-09-01"}),
        Reference("d", "article", 1, PAPER | {"date": "1938-08-11"}),
    ]
    assert [work.key for work in sorted(works, key=order_of)] == ["b", "a", "d", "c"]


def test_an_article_at_the_head_of_a_name_counts_for_nothing_in_the_order():
    papers = ("The Stars and Stripes", "Southland Times", "The Dominion", "TASS")
    works = [
        Reference(name, "article", 1, PAPER | {"journaltitle": name, "date": "1939-09-01"})
        for name in papers
    ]
    told = [work.key for work in sorted(works, key=order_of)]
    assert told == ["The Dominion", "Southland Times", "The Stars and Stripes", "TASS"]
