"""Persons and their offices: values that can be looked up, and the rules of their tables."""

import pytest

import analysis
from historical_record.rules.people import check_offices, check_people


@pytest.fixture(scope="module")
def dataset():
    return analysis.load()


def told(problems):
    return [(p.file, p.column, p.message) for p in problems]


@pytest.mark.parametrize(
    ("person", "born", "died", "source"),
    [
        ("zhukov", "1896-12-01", "1974-06-18", "brockhaus-zhukov"),
        ("khorloogiin-choibalsan", "1895-02-08", "1952-01-26", "britannica-kokusai"),
        ("ueda-kenkichi", "1875-03-08", "1962-09-11", "nichigai2004"),
        ("puyi", "1906-02-07", "1967-10-17", "britannica-puyi"),
        ("kim-il-sung", "1912-04-15", "1994-07-08", "yamakawa-nihonshi"),
        ("cordell-hull", "1871-10-02", "1955-07-23", "pocom"),
        ("itagaki-seishiro", "1885-01-21", "1948-12-23", "yamakawa-nihonshi"),
        ("tatekawa-yoshitsugu", "1880-10-03", "1945-09-09", "nichigai2004"),
        ("harry-truman", "1884", "1972", "hsg-people"),
    ],
)
def test_lives_are_those_of_the_reference_work_that_is_cited_first(
    dataset, person, born, died, source
):
    row = dataset.people.loc[person]
    assert (row["born"], row["died"], row["sources"][0]) == (born, died, source)


def test_what_no_text_says_stays_blank(dataset):
    assert dataset.people.at["tsuji-masanobu", "died"] == ""
    assert dataset.people.at["boris-stomonyakov", "born"] == ""


def test_some_ninety_persons_of_every_side_are_there(dataset):
    sides = dataset.people["party"].value_counts()
    assert len(dataset.people) == 89
    assert {"ussr", "japan", "mongolia", "manchukuo", "china-roc", "korea", "usa"} <= set(
        sides.index
    )
    assert sides["mongolia"] == 6


def test_japanese_names_have_their_macrons(dataset):
    assert dataset.people.at["togo-shigenori", "name"] == "Tōgō Shigenori"
    assert dataset.people.at["yamada-otozo", "name"] == "Yamada Otozō"


def test_each_side_writes_its_names_in_its_own_script(dataset):
    scripts = dataset.people[dataset.people["own_name"] != ""].groupby("party")["script"].unique()
    assert set(scripts["japan"]) == {"Jpan"}
    assert set(scripts["mongolia"]) == {"Cyrl"}
    assert set(scripts["usa"]) == {"Latn"}
    assert set(scripts["korea"]) == {"Kore"}


def test_a_person_named_in_names_has_the_same_id_there(dataset):
    named = set(dataset.names.loc[dataset.names["thing"] == "person", "id"])
    shared = named & set(dataset.people.index)
    assert {"zhukov", "ueda-kenkichi", "khorloogiin-choibalsan", "kim-il-sung"} <= shared
    for person in shared:
        rows = dataset.names[(dataset.names["id"] == person) & (dataset.names["language"] != "en")]
        own = dataset.people.at[person, "script"]
        assert own in ("", *rows["script"], "Hant"), person


def test_every_office_is_of_a_person_of_the_table(dataset):
    assert set(dataset.offices["person"]) <= set(dataset.people.index)
    grew = dataset.offices[dataset.offices["person"] == "joseph-grew"]
    assert list(grew["start"]) == ["1932-06-14", "1944-12-20"]
    assert grew.iloc[0]["end"] == "1941-12-08"


def test_the_record_keeps_the_rules(whole_record):
    assert not told(check_people(whole_record))
    assert not told(check_offices(whole_record))


def changed(record, table, key, value, **cells):
    row = next(r for r in record.tables[table].rows if r[key] == value)
    row.update(cells)
    return record


def test_nobody_dies_before_birth(record):
    changed(record, "people", "id", "zhukov", died="1896-11-30")
    assert told(check_people(record)) == [
        ("people.csv", "died", "died before birth: expected not before 1896-12-01")
    ]


def test_a_date_that_may_be_in_order_is_no_problem(record):
    changed(record, "people", "id", "zhukov", died="1896-12")
    assert not told(check_people(record))


@pytest.mark.parametrize(
    ("cells", "column", "message"),
    [
        ({"own_name": "Georgy Zhukov"}, "own_name", "has no letter of the script Cyrl"),
        ({"own_name": ""}, "own_name", "stand together"),
        ({"script": ""}, "script", "stand together"),
        ({"script": "Jpan"}, "own_name", "has no letter of the script Jpan"),
    ],
)
def test_a_name_is_in_the_script_that_the_row_says(record, cells, column, message):
    changed(record, "people", "id", "zhukov", **cells)
    [(_, found, said)] = told(check_people(record))
    assert found == column
    assert message in said


@pytest.mark.parametrize(
    ("cells", "column", "message"),
    [
        ({"start": "1890"}, "start", "before the person's birth on 1896-12-01"),
        ({"end": "1975"}, "end", "after the person's death on 1974-06-18"),
        ({"start": "1940", "end": "1939-06"}, "end", "end before start: expected not before 1940"),
    ],
)
def test_an_office_lies_within_a_life_and_in_order(record, cells, column, message):
    changed(record, "offices", "person", "zhukov", **cells)
    assert told(check_offices(record)) == [("offices.csv", column, message)]


def test_an_office_on_the_day_of_death_is_within_the_life(record):
    changed(record, "offices", "person", "zhukov", end="1974-06-18")
    assert not told(check_offices(record))


def test_a_record_without_these_tables_is_a_record(record):
    del record.tables["people"], record.tables["offices"]
    assert not told(check_people(record))
    assert not told(check_offices(record))
