"""The record in other formats, among the pages: made once, linked, told of to machines."""

import json
import shutil

import pytest
from border_wars_book.build.build import BuildFailure
from built_book import anchors_of, make_small_book, parsed, soup_of

from exports import EXPORTS


def linked_data(page):
    return json.loads(soup_of(page).find("script", type="application/ld+json").string)["@graph"]


def test_every_format_lies_among_the_pages_and_is_linked_from_the_records_page(book):
    page = soup_of(book.html / "notebooks" / "data.html")
    links = {a.get_text(): a["href"] for a in page.select("article a.download[href*=exports]")}
    files = [*(one.file for one in EXPORTS.values()), "values.json"]
    assert links == {file: f"../exports/{file}" for file in files}
    assert all((book.html / "exports" / file).stat().st_size for file in files)


def test_the_chronology_tells_machines_of_every_event_by_its_own_row(book):
    page = book.html / "notebooks" / "chronology.html"
    events = [node for node in linked_data(page) if node["@type"] == "Event"]
    assert len(events) > 700
    assert all(event["@id"].startswith("#") for event in events)
    assert {event["@id"][1:] for event in events} <= set(anchors_of(page))


def test_the_audit_bears_a_review_of_every_statement(book):
    reviews = linked_data(book.html / "notebooks" / "article-audit.html")
    assert sum(node["@type"] == "ClaimReview" for node in reviews) == 72


CODE = "import pathlib, sys; pathlib.Path(sys.argv[1], 'a.ics').write_text('made')"


def with_exports(folder, code):
    book = make_small_book(folder)
    path = folder / "_config.yml"
    arguments = json.dumps(["-c", code])
    text = path.read_text("utf-8").replace("exports: []", f"exports: {arguments}")
    path.write_text(text, "utf-8")
    return book


def test_a_book_writes_its_formats_once_and_mends_one_that_was_damaged(tmp_path):
    book = with_exports(tmp_path, CODE)
    (tmp_path / "index.md").write_text("# A page\n\nFor your calendar: {export}`a.ics`.\n")
    book.run(("html",))
    assert (book.html / "exports" / "a.ics").read_text() == "made"
    link = parsed(book.html / "index.html").select_one("a.download")
    assert link["href"] == "exports/a.ics"
    (kept,) = (tmp_path / "_build" / "exports").glob("*/a.ics")
    kept.write_text("cut")
    shutil.rmtree(book.html)
    book.run(("html",))
    assert (book.html / "exports" / "a.ics").read_text() == "made"


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("raise SystemExit('no room')", "A page."),
        pytest.param(CODE, "See {export}`b.ics`.", marks=pytest.mark.proof),
    ],
    ids=["a format that cannot be made", "a link to none"],
)
def test_a_format_that_is_not_there_ends_the_build(code, text, tmp_path, capfd):
    book = with_exports(tmp_path, code)
    (tmp_path / "index.md").write_text(f"# A page\n\n{text}\n")
    with pytest.raises(BuildFailure):
        book.run(("html",))
    told = "".join(capfd.readouterr())
    assert "no room" in told or "no such export: b.ics" in told
