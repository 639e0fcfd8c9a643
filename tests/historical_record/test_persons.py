"""Persons: whoever the record knows, filed by family name, with years and offices."""

import pytest

from historical_record.persons import is_family_first, persons, persons_table


@pytest.fixture(scope="module")
def everybody(dataset):
    return {one.id: one for one in persons(dataset, {"mongolia": "mn"})}


def test_every_person_of_the_record_is_there_with_name_life_and_offices(dataset, everybody):
    for row in dataset.people.to_dict("records"):
        one = everybody[row["id"]]
        assert set(one.heading.replace(",", "").split()) == set(row["name"].split())
        assert bool(one.life) == bool(row["born"] or row["died"])
        held = dataset.offices[dataset.offices["person"] == row["id"]]["office"]
        assert [told.partition(",")[0] for told, _ in one.offices] == [
            office.partition(",")[0] for office in held
        ]
        if row["own_name"] and row["script"] != "Latn":
            assert one.names, row["id"]
    named = dataset.names[dataset.names["thing"] == "person"]
    assert set(named["id"]) | set(dataset.people["id"]) == set(everybody)


def test_a_row_says_what_a_reader_looks_up(everybody):
    suetaka = everybody["suetaka-kamezo"]
    assert (suetaka.heading, suetaka.life) == ("Suetaka Kamezō", "1884–1953")
    assert suetaka.names == (("Japanese", "尾高亀蔵"),)
    assert suetaka.offices[0][0] == "Commander, 19th Division"
    zhukov = everybody["zhukov"]
    assert ("Japanese", "ゲオルギー・ジューコフ (Georugī Jūkofu)") in zhukov.names
    assert [told for told, _ in zhukov.offices][2] == "Chief of the General Staff, 1941"
    assert everybody["anandyn-amar"].names == (("Mongolian", "Анандын Амар"),)
    assert everybody["lyushkov"].party == "USSR"


@pytest.mark.parametrize(
    ("name", "own", "first"),
    [
        ("Kawashima Kiyoshi", ["", "川島清"], True),
        ("Kim Il-sung", ["김일성"], True),
        ("T. V. Soong", ["宋子文"], False),
        ("Georgy Zhukov", ["Георгий Жуков", "ゲオルギー・ジューコフ"], False),
    ],
)
def test_a_family_name_comes_first_in_the_east(name, own, first):
    assert is_family_first(name, own) == first


def test_persons_are_in_the_order_of_their_family_names(everybody):
    filed = [one.heading for one in everybody.values()]
    looked_for = ["Choibalsan, Khorloogiin", "Ōshima Mankichi", "Ozaki Hotsumi", "Zhou Baozhong"]
    assert [heading for heading in filed if heading in looked_for] == looked_for
    assert filed[-1] == "Zhukov, Georgy"


def test_what_is_said_of_a_person_is_marked_for_paper_and_text_stays_text(everybody):
    table = persons_table([everybody["zhukov"], everybody["grebennik"]])
    assert "[[Zhukov, Georgy](#person-zhukov)]{#person-zhukov .entry-name}" in table.myst
    assert "{.paper-offices}" in table.myst
    assert "[USSR]{.facet-party}" in table.myst
    assert len(table.rows) == 2
