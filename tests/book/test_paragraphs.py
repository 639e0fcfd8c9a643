"""A paragraph's number is cited in print, so it stays with its paragraph for ever."""

import json

import pytest
from border_wars_book.build.sources import extensions
from border_wars_book.page.paragraphs import (
    MAP,
    Numbered,
    PageFailure,
    Prose,
    chapter_numbers,
    read_map,
    renumbered,
    run,
    words_of,
)
from built_book import ROOT

HILL = "The guns on the hill fell silent at noon, and the infantry dug in on the slope."
RIVER = "A river and a row of cairns both counted as the frontier in those years."
TRUCE = "At two in the morning by the clocks of Moscow the cease-fire took effect."
LOSSES = "How many men were lost is another question, and it has no single answer yet."
NEW = "Nobody had asked the herders who watered their horses between the two lines."


def numbers(rows):
    return [row.number for row in rows if not row.gone]


def gone(rows):
    return [row.number for row in rows if row.gone]


@pytest.fixture
def first():
    return renumbered([], "khasan", "3", [HILL, RIVER, TRUCE])


def test_a_new_chapter_is_numbered_from_one(first):
    assert numbers(first) == ["3.1", "3.2", "3.3"]


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ([HILL, RIVER, TRUCE, NEW], ["3.1", "3.2", "3.3", "3.4"]),
        ([HILL, NEW, RIVER, TRUCE], ["3.1", "3.1a", "3.2", "3.3"]),
        ([HILL, NEW, LOSSES, RIVER, TRUCE], ["3.1", "3.1a", "3.1b", "3.2", "3.3"]),
        ([NEW, HILL, RIVER, TRUCE], ["3.0a", "3.1", "3.2", "3.3"]),
        ([TRUCE, HILL, RIVER], ["3.3", "3.1", "3.2"]),
        ([HILL, RIVER.replace("cairns", "stones"), TRUCE], ["3.1", "3.2", "3.3"]),
        ([HILL, RIVER + " It rained.", TRUCE], ["3.1", "3.2", "3.3"]),
        ([HILL, NEW, RIVER + " It rained.", TRUCE], ["3.1", "3.1a", "3.2", "3.3"]),
        ([HILL, LOSSES, TRUCE], ["3.1", "3.2", "3.3"]),  # written anew where it stood
    ],
)
def test_a_paragraph_keeps_its_number(first, now, expected):
    assert numbers(renumbered(first, "khasan", "3", now)) == expected


def test_the_number_of_a_paragraph_taken_out_is_never_given_again(first):
    without = renumbered(first, "khasan", "3", [HILL, RIVER])
    assert (numbers(without), gone(without)) == (["3.1", "3.2"], ["3.3"])
    longer = renumbered(without, "khasan", "3", [HILL, RIVER, NEW])
    assert (numbers(longer), gone(longer)) == (["3.1", "3.2", "3.4"], ["3.3"])
    between = renumbered(longer, "khasan", "3", [HILL, LOSSES, RIVER, NEW])
    assert numbers(between) == ["3.1", "3.1a", "3.2", "3.4"]
    shorter = renumbered(between, "khasan", "3", [HILL, RIVER, NEW])
    again = renumbered(shorter, "khasan", "3", [HILL, TRUCE + " Or so.", RIVER, NEW])
    assert numbers(again) == ["3.1", "3.1b", "3.2", "3.4"]


def test_a_computed_value_and_a_citation_are_no_words_of_a_paragraph():
    glued = (
        "It lasted {glue:text}`days` days {cite:p}`coox1977{12}`, as [told](losses.ipynb).[^one]"
    )
    computed = "It lasted {eval}`page.days()` days, as [told](other.ipynb)."
    assert words_of(glued) == words_of(computed) == "It lasted days as told"


def test_a_chapter_that_comes_between_has_a_letter():
    rows = [Numbered(page, f"{at}.1", "", "") for at, page in enumerate(["a", "b", "c"], 1)]
    assert chapter_numbers(rows, ["a", "b", "c", "d"]) == {"a": "1", "b": "2", "c": "3", "d": "4"}
    assert chapter_numbers(rows, ["a", "new", "b", "c"])["new"] == "1a"
    assert chapter_numbers(rows, ["a", "c", "d"]) == {"a": "1", "c": "3", "d": "4"}
    assert chapter_numbers([], ["a", "b"]) == {"a": "1", "b": "2"}


@pytest.fixture
def small(tmp_path):
    (tmp_path / "book").mkdir()
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "_toc.yml").write_text(
        "root: index\nparts:\n- caption: Story\n  chapters:\n  - file: notebooks/war\n"
        "- caption: Record\n  chapters:\n  - file: notebooks/data\n"
    )
    write(tmp_path, HILL, RIVER)
    return tmp_path


def write(root, *paragraphs):
    text = "# War\n\n" + "\n\n".join(paragraphs) + "\n\n- an item\n\n> quoted\n"
    cells = [{"cell_type": "markdown", "source": text.splitlines(keepends=True)}]
    (root / "notebooks" / "war.ipynb").write_text(json.dumps({"cells": cells}))


def test_the_check_refuses_a_stale_map_and_the_command_mends_it(small, capsys):
    with pytest.raises(PageFailure, match="notebooks/war: its paragraphs are not those"):
        run(small, [], check=True)
    run(small, [], check=False)
    run(small, [], check=True)
    write(small, HILL, NEW, RIVER)
    with pytest.raises(PageFailure, match="notebooks/war"):
        run(small, [], check=True)
    assert [row.number for row in read_map(small)] == ["1.1", "1.2"]
    run(small, [], check=False)
    run(small, [], check=True)
    assert [row.number for row in read_map(small)] == ["1.1", "1.1a", "1.2"]
    assert "3 paragraphs, none changed" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("notebooks/war,1,d,b,", "paragraphs.csv:2: number: '1': expected one such as 4.12a"),
        ("notebooks/war,1.1,d,b,lost", "paragraphs.csv:2: expected page, number"),
        ("notebooks/war,1.1,d,b,\nnotebooks/war,1.1,d,b,", "paragraphs.csv:3: .* given before"),
    ],
)
def test_a_row_of_another_form_is_named_with_its_line(small, row, message):
    (small / MAP).write_text(f"page,number,digest,begins,gone\n{row}\n")
    with pytest.raises(PageFailure, match=message):
        read_map(small)


def test_the_map_of_this_book_is_up_to_date():
    run(ROOT, extensions(ROOT), check=True)


def test_a_notebook_has_the_numbers_before_its_paragraphs():
    notebook = {"cells": [{"cell_type": "markdown", "source": f"# War\n\n{HILL}\n\n{RIVER}"}]}
    numbered = Prose([]).with_numbers(notebook, ["3.1", "3.2"])
    text = "".join(numbered["cells"][0]["source"])
    assert text == f"# War\n\n<sup>3.1</sup> {HILL}\n\n<sup>3.2</sup> {RIVER}"
