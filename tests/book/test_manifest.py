"""What readers see is whole, at every moment, and a build knows when it is not."""

import json
import shutil
import subprocess
import sys
import threading

import pytest
from border_wars_book.build import publish
from built_book import PDF_NAME, make_small_book, sampled


@pytest.fixture(scope="module")
def made_once(tmp_path_factory):
    """A book of two pages with this book's configuration and record, built."""
    root = tmp_path_factory.mktemp("published") / "book"
    root.mkdir()
    book = make_small_book(root)
    (root / "_toc.yml").write_text("format: jb-book\nroot: index\nchapters:\n- file: second\n")
    (root / "index.md").write_text("# A page\n\nThe battle of 張鼓峰.\n")
    (root / "second.md").write_text("# Another page\n\nMore.\n")
    book.run(("html",))
    return book


@pytest.fixture
def small_book(made_once, tmp_path):
    """That book as it was left, in the same place, whatever a test before did to it."""
    before = tmp_path / "before"
    shutil.copytree(made_once.built, before)
    yield made_once
    shutil.rmtree(made_once.built)
    shutil.copytree(before, made_once.built)


def pages_of(book):
    return publish.manifest(book.html)


def test_nothing_is_made_anew_where_nothing_changed(small_book, capfd):
    small_book.run(("html",))
    assert "Nothing changed" in capfd.readouterr().out


@pytest.mark.parametrize(
    "lost", sampled(["second.html", "_static/book.css", "_static/fonts.css"], "_static/book.css")
)
@pytest.mark.parametrize("how", sampled(["deleted", "emptied", "cut", "changed"], "deleted", "cut"))
def test_a_published_file_that_is_not_what_was_made_is_made_again(small_book, lost, how):
    clean, path = pages_of(small_book), small_book.html / lost
    content = path.read_bytes()
    if how == "deleted":
        path.unlink()
    else:
        path.write_bytes({"emptied": b"", "cut": content[:40], "changed": content + b" "}[how])
    small_book.run(("html",))
    assert pages_of(small_book) == clean


@pytest.mark.parametrize(
    "kind",
    sampled(["*.doctree", "environment.pickle", "*.html", "*.woff2"], "*.doctree", "*.woff2"),
)
def test_a_truncated_file_of_the_working_folders_is_not_used(small_book, kind):
    clean = pages_of(small_book)
    places = [small_book.work, small_book.built / "fonts"]
    damaged = [path for place in places for path in place.rglob(kind)]
    assert damaged
    for path in damaged:
        path.write_bytes(path.read_bytes()[:20])
    small_book.stamp.unlink()
    small_book.run(("html",))
    assert pages_of(small_book) == clean


@pytest.mark.parametrize(
    "text",
    sampled(["", "{", "[]", '{"html": 1}', '{"html": {"files": []}}'], "{", '{"html": 1}'),
)
def test_a_damaged_stamp_or_seal_is_no_more_than_none(small_book, text):
    clean = pages_of(small_book)
    small_book.stamp.write_text(text)
    (small_book.work / "html.json").write_text(text)
    small_book.run(("html",))
    assert pages_of(small_book) == clean
    assert json.loads(small_book.stamp.read_text())["html"]["files"] == clean


def test_at_no_moment_is_there_no_book(tmp_path):
    place, new = tmp_path / "html", tmp_path / "html.new"
    place.mkdir()
    (place / "index.html").write_text("0")
    missing, done = [], threading.Event()

    def look():
        while not done.is_set():
            try:
                (place / "index.html").read_text()
            except FileNotFoundError as error:
                missing.append(error)

    reader = threading.Thread(target=look)
    reader.start()
    for turn in range(300):
        new.mkdir()
        (new / "index.html").write_text(str(turn))
        publish.put_in_place(new, place)
    done.set()
    reader.join()
    assert missing == []
    assert (place / "index.html").read_text() == "299"
    assert [path.name for path in tmp_path.iterdir()] == ["html"]


def test_where_two_steps_are_needed_a_death_between_them_is_mended(tmp_path, monkeypatch):
    monkeypatch.setattr(publish, "_exchange", lambda one, other: False)
    place, new = tmp_path / "html", tmp_path / "html.new"
    for folder, text in ((place, "old"), (new, "new")):
        folder.mkdir()
        (folder / "index.html").write_text(text)
    with monkeypatch.context() as dying:
        dying.setattr(type(new), "rename", _dies_the_second_time(type(new).rename))
        with pytest.raises(SystemExit):
            publish.put_in_place(new, place)
    assert not place.exists()
    publish.recover(place)
    assert (place / "index.html").read_text() == "old"
    publish.put_in_place(new, place)
    assert (place / "index.html").read_text() == "new"


def _dies_the_second_time(rename):
    calls = []

    def once(self, target):
        calls.append(target)
        if len(calls) == 2:
            raise SystemExit
        return rename(self, target)

    return once


def test_a_book_that_lacks_a_page_is_not_published(small_book, monkeypatch):
    clean = pages_of(small_book)
    real = publish.assemble

    def cut(pages, pdf, target):
        real(pages, pdf, target)
        (target / "second.html").write_text("<!DOCTYPE html><html>")

    monkeypatch.setattr(publish, "assemble", cut)
    (small_book.root / "second.md").write_text("# Another page\n\nEven more.\n")
    try:
        with pytest.raises(publish.NotWhole, match=r"Not whole: second\.html; the last good book"):
            small_book.run(("html",))
    finally:
        (small_book.root / "second.md").write_text("# Another page\n\nMore.\n")
    assert pages_of(small_book) == clean


WITHOUT_FACE = """
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from border_wars_book.build import build
from border_wars_book.build import fonts
fonts.find_cjk_font = lambda *_: None
build.ProcessPoolExecutor = lambda *_: ThreadPoolExecutor(1)  # here, where the face is hidden
build.Build(Path.cwd()).run(("html",))
"""


def test_pages_made_without_the_eastern_face_become_whole_when_it_is_there(small_book):
    clean = pages_of(small_book)
    command = [sys.executable, "-c", WITHOUT_FACE]
    made = subprocess.run(command, cwd=small_book.root, capture_output=True, text=True)
    assert made.returncode == 0, made.stderr
    assert "lack a face for their Chinese and Japanese" in made.stdout
    assert not list(small_book.html.rglob("companion-*"))
    assert "companion-" not in (small_book.html / "index.html").read_text("utf-8")
    small_book.run(("html",))
    assert pages_of(small_book) == clean


def test_a_second_build_waits_for_the_first_and_finds_its_work_done(small_book):
    (small_book.html / "second.html").unlink()
    command = [sys.executable, "-m", "border_wars_book", "build", "html"]
    both = [
        subprocess.Popen(command, cwd=small_book.root, stdout=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    said = [one.communicate()[0] for one in both]
    assert [one.returncode for one in both] == [0, 0]
    assert "".join(said).count("Making the HTML") == 1
    assert (small_book.html / "second.html").exists()


def test_a_new_pdf_does_not_bless_damaged_pages(small_book, tmp_path):
    (small_book.html / "second.html").write_text("<html>changed by another hand</html>")
    made = small_book.work / "pdf"
    made.mkdir(exist_ok=True)
    (made / PDF_NAME).write_bytes(b"%PDF-1.7\n%%EOF\n")
    small_book._publish(["pdf"], "a fingerprint")
    small_book.run(("html",))
    assert "More." in (small_book.html / "second.html").read_text("utf-8")
    assert (small_book.html / PDF_NAME).exists()
