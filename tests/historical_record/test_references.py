import pytest

from historical_record.references import (
    Reference,
    parse_bibliography,
    parse_plainly,
    parse_with_pybtex,
)

ENTRY = r"""@book{svoisky2014,
  author = {Свойский, Юрий},
  title = {{Военнопленные} Халхин-Гола},
  date = {2014?},
  publisher = {Rowman \& Littlefield},
}

@misc{cow4,
  title = {Inter-State War Data, version 4.0}
}
"""


def test_an_entry_keeps_its_fields_and_its_line():
    bibliography, problems = parse_bibliography(ENTRY)
    assert problems == []
    book = bibliography.references["svoisky2014"]
    assert (book.type, book.line, book.year) == ("book", 1, "[2014?]")
    assert book.title == "Военнопленные Халхин-Гола"
    assert book.author == "Свойский, Юрий"
    assert bibliography.references["cow4"].line == 8


def test_the_fast_reader_agrees_with_pybtex():
    problems = []
    assert parse_plainly(ENTRY) == parse_with_pybtex(ENTRY, problems)
    assert problems == []


def test_the_fast_reader_agrees_with_pybtex_on_the_whole_record(data_folder):
    text = (data_folder / "references.bib").read_text(encoding="utf-8")
    problems = []
    assert parse_plainly(text) == parse_with_pybtex(text, problems)
    assert problems == []


@pytest.mark.parametrize(
    "text",
    [
        "@misc{a, title = {On one line}}\n",
        "@misc{a,\n  title = {Over\n  two lines},\n}\n",
        '@misc{a,\n  title = "In marks",\n}\n',
        "@misc{a,\n  title = {Braces } here {},\n}\n",
        "@misc{a,\n  date = 1938,\n}\n",
        "@misc{a,\n  title = {No comma}\n  date = {1938},\n}\n",
        "@misc{a,\n  title = {Not closed},\n",
        "@string{a = {b}}\n",
        "a comment\n@misc{a,\n  title = {A},\n}\n",
    ],
)
def test_any_other_form_is_left_to_pybtex(text):
    assert parse_plainly(text) is None


def test_another_form_is_read_all_the_same():
    bibliography, problems = parse_bibliography('% notes\n@misc{a, title = "In {marks}"}\n')
    assert problems == []
    assert bibliography.references["a"] == Reference("a", "misc", 2, {"title": "In {marks}"})


def test_who_made_a_work_may_be_an_editor_or_an_institution():
    assert Reference("a", "misc", 1, {"organization": "{Gosizdat}"}).author == "Gosizdat"
    assert Reference("a", "misc", 1, {}).author == ""
