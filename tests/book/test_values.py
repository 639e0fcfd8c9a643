"""What the book's values rest on: traced in the kernel, listed in values.json, hung on events."""

import json
from textwrap import dedent

import nbformat
import pytest
from border_wars_book.build.execution import NotebookFailure, run_all, with_outputs
from border_wars_book.build.sources import SourceFailure, look_over
from border_wars_book.build.tracing import names_in
from border_wars_book.page.paragraphs import Prose, read_map
from border_wars_book.page.values import COUNT, hanging, of_notebook, place
from built_book import ROOT, anchors_of, make_small_book, soup_of

from tests.records import copy_small_record


@pytest.fixture(scope="module")
def listed(book):
    """The values of the built book."""
    return json.loads((book.html / "exports" / "values.json").read_text("utf-8"))["values"]


@pytest.mark.parametrize(
    ("statement", "used", "bound"),
    [
        ("days = page.days('a', 'b')", {"page"}, {"days"}),
        ("dead = {n: low[n] for n in names}", {"low", "names"}, {"dead"}),
        ("own = [n for n in n if n in few]", {"n", "few"}, {"own"}),
        ("all(x in y for y in ys for x in y)", {"all", "ys"}, set()),
        ("told['x'] = few", {"told", "few"}, {"told"}),
        ("told.columns = few", {"told", "few"}, {"told"}),
        ("turns += [one]", {"one"}, {"turns"}),
        ("turns.append(one)", {"turns", "one"}, {"turns"}),
        ("for n in names:\n    print(n)", {"names", "print", "n"}, {"n"}),
        ("import analysis", set(), {"analysis"}),
        ("first, last = ends", {"ends"}, {"first", "last"}),
    ],
)
def test_a_statement_uses_and_binds_names(statement, used, bound):
    assert names_in(statement) == (used, bound)


HILLS = """
import analysis
dataset = analysis.load("data")
events = dataset.events
hill, pact = events.at["khalkhin-gol", "name"], "pact"
day = dataset.bounds("reims-signing")
"""


def run(folder, cells, prose, traced="[historical_record.tracing, data]"):
    """The values of a notebook of these cells, on the small record."""
    copy_small_record(folder / "data")
    (folder / "_config.yml").write_text(f"sphinx: {{config: {{border_wars_traced: {traced}}}}}\n")
    told = [nbformat.v4.new_code_cell(dedent(cell)) for cell in cells]
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell(prose), *told])
    notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3"}
    nbformat.write(notebook, folder / "hills.ipynb")
    (made,) = run_all(folder, ["hills"], folder / "kept", "", lambda line: None)
    whole = json.loads(with_outputs((folder / "hills.ipynb").read_text("utf-8"), made))
    return made, whole


def values(folder, cells, prose, numbers=()):
    made, whole = run(folder, cells, prose)
    return of_notebook("hills", whole, made.rests(), Prose([]), numbers)


def test_a_sentence_rests_on_the_statement_that_bound_its_name(tmp_path):
    prose = (
        "# Hills\n\nAt {eval}`hill` and {eval}`pact`.\n\nOn\n{eval}`str(day)`: {eval}`len(events)`."
    )
    hill, pact, day, count = values(tmp_path, [HILLS], prose, ["4.1", "4.2"])
    assert hill["paragraph"] == pact["paragraph"] == "4.1"
    assert day["paragraph"] == count["paragraph"] == "4.2"
    assert hill["events"] == ["khalkhin-gol"]
    # One statement binds both names, and a name has all that its statement asked for.
    assert pact["rests"] == hill["rests"]
    assert hill["rests"][0] == {
        "table": "events",
        "rows": ["khalkhin-gol"],
        "columns": ["name"],
    }
    assert day["events"] == ["reims-signing"]
    assert count["rests"] == [{"table": "events", "columns": ["id"]}]


def test_a_cell_shows_what_its_last_expression_rests_on(tmp_path):
    cells = [
        HILLS,
        "from plain_text.table import Table\nTable(['Hill'], [[[hill]]], 'Two hills')",
    ]
    (table,) = values(tmp_path, cells, "# Hills\n")
    assert table["kind"] == "table"
    assert table["title"] == "Two hills"
    assert table["events"] == ["khalkhin-gol"]


def test_tracing_leaves_the_outputs_as_they_are(tmp_path):
    cells = [HILLS, "events['name'].value_counts()", "events.head(2)", "day"]
    _, traced = run(tmp_path / "a", cells, "{eval}`hill`")
    _, plain = run(tmp_path / "b", cells, "{eval}`hill`", "[]")
    ids = [cell.pop("id") for one in (traced, plain) for cell in one["cells"]]
    assert len(ids) == 10
    assert traced["cells"] == plain["cells"]
    assert plain["cells"][3]["outputs"]


def test_what_cannot_trace_is_told_with_its_page(tmp_path):
    with pytest.raises(NotebookFailure, match=r"hills\.ipynb: .*No module named 'no_such'"):
        run(tmp_path, [HILLS], "", "[no_such, data]")
    with pytest.raises(NotebookFailure, match=r"hills\.ipynb: .*dat: no such folder: expected a"):
        run(tmp_path, [HILLS], "", "[historical_record.tracing, dat]")


@pytest.mark.parametrize(
    ("setting", "expected"),
    [
        ("border_wars_traced: historical_record.tracing", "a module and the folder of a record"),
        ("border_wars_beforehand: analysis load", "package.module:function"),
    ],
)
def test_a_setting_of_another_form_is_told_before_anything_runs(tmp_path, setting, expected):
    make_small_book(tmp_path)
    path = tmp_path / "_config.yml"
    path.write_text(path.read_text("utf-8").replace("border_wars_traced: []", setting), "utf-8")
    with pytest.raises(SourceFailure) as told:
        look_over(tmp_path)
    name, value = setting.split(": ")
    assert str(told.value) == f"_config.yml: {name}: {value!r}: expected {expected}"


def test_a_book_that_traces_nothing_lists_nothing(tmp_path):
    book = make_small_book(tmp_path)
    book.run(("html",))
    assert not (book.html / "exports").exists()
    assert not (book.html / "_static" / "hangs.js").exists()


def test_a_value_is_listed_with_its_paragraph_and_its_row(listed):
    (asked,) = (
        one
        for one in listed
        if one.get("page") == "notebooks/khalkhin-gol"
        and one.get("asked") == 'page.time("khalkhin-gol-ceasefire", "london")'
    )
    assert asked["says"] == "00:00"
    assert asked["paragraph"].startswith("4.")
    assert asked["events"] == ["khalkhin-gol-ceasefire"]


def test_every_value_of_every_sentence_is_listed(listed):
    for path in sorted((ROOT / "notebooks").glob("*.ipynb")):
        asked = [
            one["expression"]
            for cell in json.loads(path.read_text("utf-8"))["cells"]
            for one in cell["metadata"].get("user_expressions", ())
        ]
        page = f"notebooks/{path.stem}"
        assert [one["asked"] for one in listed if one.get("page") == page and "asked" in one] == (
            asked
        )


def test_every_claim_is_listed_with_the_events_it_was_judged_by(listed):
    parts = {one["row"]: one for one in listed if one["kind"] == "part"}
    assert len(parts) == 72
    assert parts["hiroshima-date"]["events"] == ["hiroshima"]


def test_numbers_of_paragraphs_are_those_of_the_map(listed):
    numbers = {row.number for row in read_map(ROOT) if not row.gone}
    told = {one["paragraph"] for one in listed if "paragraph" in one}
    assert len(told) > 300
    assert told <= numbers


def test_what_hangs_on_a_row_is_found_where_it_leads(book):
    script = (book.html / "_static" / "hangs.js").read_text("utf-8")
    told = script.removeprefix("bookHangs(").removesuffix(");\n")
    places, found = json.loads(f"[{told}]")
    for address, *_ in places:
        page, _, anchor = address.partition("#")
        assert not anchor or anchor in anchors_of(book.html / page), address
    assert set(found) <= set(anchors_of(book.html / "notebooks" / "chronology.html"))
    claims = [places[at][1] for at in found["hiroshima"]["claims"]]
    assert "hiroshima date" in claims
    titles = [places[at][1] for at in found["khalkhin-gol"]["drawing"]]
    assert len(titles) > 10


def value(**said):
    return {"page": "a", "kind": "sentence", "events": ["pact"], "says": "two", **said}


def test_each_place_is_told_once_and_counts_of_the_record_are_not():
    titles = {"a": "A page"}
    found = hanging(
        [
            value(paragraph="4.12a"),
            value(paragraph="4.12a"),
            value(),
            value(kind="panel", anchor="panel-1", title="A moment"),
            value(kind="drawing", anchor="fig", title="Two hills. And a river."),
            value(kind="part", table="claims", row="not-1945"),
            value(events=[f"e{n}" for n in range(COUNT)]),
        ],
        lambda one: place(one, titles, {"claims": "b.html#claim-{}"}),
    )
    assert found == (
        [
            ["a.html#p12a", "4.12a", "two"],
            ["a.html", "A page", "two"],
            ["a.html#fig", "Two hills."],
            ["b.html#claim-not-1945", "not 1945"],
        ],
        {"pact": {"sentence": [0, 1], "claims": [3], "drawing": [2]}},
    )


@pytest.mark.parametrize("width", [375, 1280])
def test_a_row_shows_what_hangs_on_it_when_a_reader_asks(visit, width):
    opened = visit("notebooks/chronology.html", width=width)
    page = opened.page
    page.locator("#khalkhin-gol-ceasefire").scroll_into_view_if_needed()
    row = page.locator("tr:has(#khalkhin-gol-ceasefire)")
    button = row.get_by_role("button", name="Uses: ")
    button.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector(".row-uses")
    assert button.get_attribute("aria-expanded") == "true"
    told = " ".join(row.locator(".row-uses").inner_text().split())
    assert "02:00; 16 September 1939; 10:30; 00:00" in told
    assert "Claims not 1945 pact as result" in told
    link = row.locator(".row-uses a", has_text="4.39")
    assert link.get_attribute("href").endswith("notebooks/khalkhin-gol.html#p39")
    page.keyboard.press("Enter")
    assert row.locator(".row-uses").count() == 0
    assert button.get_attribute("aria-expanded") == "false"


def test_rows_of_other_tables_have_no_such_button(visit):
    page = visit("notebooks/names.html").page
    row = page.locator("tr:has(#person-zhukov)")
    row.scroll_into_view_if_needed()
    row.get_by_role("button", name="Cite: ").wait_for()
    assert row.get_by_role("button", name="Uses: ").count() == 0


def test_the_rows_page_does_not_carry_what_hangs_on_them(book):
    page = soup_of(book.html / "notebooks" / "chronology.html")
    assert not page.select(".row-uses")
    assert "data-hangs" in str(page.find("script", src="../_static/records.js"))
