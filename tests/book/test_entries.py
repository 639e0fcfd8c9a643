"""Works as a note and as the list of sources have them, beside entries checked by hand.

Sixty-two entries of every kind were read against the Chicago Manual of Style (17th edition: 14.23
to 14.267 for the kinds, 11.9 and 14.99 for titles in other languages and scripts); asterisks stand
for italics.
"""

import csv
import re
from pathlib import Path
from types import SimpleNamespace

import pytest
from border_wars_book.page import works as module
from border_wars_book.page.entries import formatted, inlines, item
from border_wars_book.page.works import load_works, names, read_works
from built_book import ROOT
from docutils import nodes

from historical_record.references import Reference

EXPECTED = Path(__file__).with_name("expected_entries.csv")


@pytest.fixture(scope="module")
def works():
    paths = [ROOT / "data" / "references.bib", ROOT / "book" / "methods.bib"]
    return {work.key: work for work in read_works(paths, ROOT / "data")}


def set_in(elements) -> str:
    return "".join(
        f"*{node.astext()}*" if node.tagname == "emphasis" else node.astext()
        for node in inlines(elements)
    )


def expected():
    with EXPECTED.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def test_sixty_works_of_every_kind_are_set_as_the_manual_has_them(works):
    rows = expected()
    assert len(rows) >= 60
    assert len({works[row["key"]].division for row in rows}) == 6
    for row in rows:
        work = works[row["key"]]
        assert (work.short, set_in(work.note), set_in(work.entry)) == (
            row["short"],
            row["note"],
            row["entry"],
        )


# Of several in a year: the list has no such letter.
LETTERED = re.compile(r"(?:\d|\]-|n\.d\.-)[a-z]$")
OTHERWISE = {
    "a newspaper by its number": {"novayagazeta-perekop"},
    "the year is that of access, which the entry does not need": {
        "britannica-kokusai",
        "kodansha-jinmei",
        "nipponica-persons",
        "zhirnov-cer",
    },
    "the short form says what the text is, and the entry who made it": {"tass19390626"},
    "the short form has the months of two issues, and the entry the one": {"kig-1945"},
    "the name of the paper is supposed, and described in the short form": {"znamenka-1945"},
}


def test_a_reader_who_looks_for_a_short_form_finds_it_in_the_list(works):
    unnamed = {key for key, one in works.items() if not names(one.short, set_in(one.entry))}
    lettered = {key for key, one in works.items() if LETTERED.search(one.short)}
    assert {"goldman2012", "goldman2012diplomat", "stalin-order-373", "pp-armistice"} <= lettered
    assert unnamed == lettered.union(*OTHERWISE.values())
    for key in unnamed:
        short = works[key].short.removesuffix(".")
        assert works[key].as_entry().astext().count(f"Cited as {short}.") == 1
    for key in works.keys() - unnamed:
        assert "Cited as" not in works[key].as_entry().astext()


def test_a_keeper_of_several_copies_is_named_once_and_each_copy_is_a_numbered_link(works):
    entry = works["nichigai2003"].as_entry()
    assert " Kotobank (1, 2, 3, 4, 5, 6). Read: " in entry.astext()
    links = [link for link in entry.findall(nodes.reference) if link.astext() in ("1", "2", "3")]
    assert len({link["refuri"] for link in links}) == 3


def test_the_day_of_reading_is_told_once_in_an_entry(works):
    told = works["dewiki-feklenko"].as_entry().astext()
    assert told.count("26\xa0November\xa02026") == 1
    assert "Accessed 26\xa0November\xa02026." in told


def test_each_work_of_the_record_says_what_was_read_of_it(works):
    silent = [key for key, work in works.items() if not work.read.startswith(("Read:", "Not read"))]
    method = ["edtf-specification", "temporal-proposal", "allen1983", "dechter1991"]
    assert sorted(silent) == sorted(method)
    assert "not read for this book" in set_in(works["allen1983"].entry)


def test_text_of_a_record_is_never_markup(tmp_path):
    title = "A *plain* _title_ with `signs`, [brackets](x), $sums$ and <i>tags</i>"
    fields = {"title": title, "author": "Doe, Jane & Co", "date": "1999", "langid": "english"}
    made = formatted([item(Reference("a", "book", 1, fields), "Doe 1999")])
    assert set_in(made["a"][1]) == f"Doe, Jane & Co. *{title}*. 1999."


def test_a_supposed_date_of_the_original_is_in_brackets_like_any_other():
    fields = {"title": "Talks", "author": "Doe, Jane", "date": "2019", "origdate": "1969?"}
    made = formatted([item(Reference("a", "online", 1, fields), "Doe 2019")])
    assert "Original: [1969?]." in set_in(made["a"][1])


def test_two_people_supposed_are_in_one_pair_of_brackets():
    fields = {"title": "War", "author": "Doe, Jane and Roe, Ann", "unverified": "author"}
    made = formatted([item(Reference("a", "book", 1, fields), "Doe and Roe n.d.")])
    assert set_in(made["a"][0]) == "[Jane Doe and Ann Roe?], *War*."
    assert set_in(made["a"][1]) == "[Doe, Jane, and Ann Roe?]. *War*."


def test_works_are_read_once_of_a_state_of_the_record(works, tmp_path, monkeypatch):
    (tmp_path / "data").symlink_to(ROOT / "data")
    config = SimpleNamespace(
        border_wars_bibliography=["data/references.bib"], border_wars_results="one state"
    )
    app = SimpleNamespace(srcdir=tmp_path, config=config)
    load_works(app)
    made, read = app.border_wars_works["goldman2012"], works["goldman2012"]
    assert (made.short, made.entry, made.read) == (read.short, read.entry, read.read)
    monkeypatch.setattr(module, "read_works", lambda paths, data: 1 / 0)
    load_works(app)
    config.border_wars_results = "another"
    with pytest.raises(ZeroDivisionError):
        load_works(app)
