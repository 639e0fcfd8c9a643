"""What is put where readers look: whole, readable by all, and its PDF linked where it is."""

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest
from border_wars_book.build import publish
from border_wars_book.build.publish import asleep, publish_pages, publish_pdf, write_whole
from border_wars_book.extension import EndOnRefusal
from built_book import PDF_NAME, make_small_book
from sphinx.util import logging

PDF = b"%PDF-1.7\n%%EOF\n"
LINK = f'<a href="{PDF_NAME}">a PDF</a>'


@pytest.fixture
def made(tmp_path):
    """Pages and a PDF as the builders leave them, of a person who lets nobody in."""
    before = os.umask(0o077)
    work = tmp_path / "work"
    (work / "html" / "_static").mkdir(parents=True)
    (work / "html" / "_static" / "book.css").write_text("a{}")
    (work / "html" / "objects.inv").write_text("")
    (work / "html" / "index.html").write_text(f"<p>{asleep(LINK)}</p>")
    (work / "book.pdf").write_bytes(PDF)
    yield work
    os.umask(before)


def modes(folder):
    return {
        path.relative_to(folder).as_posix(): path.stat().st_mode & 0o777
        for path in [folder, *folder.rglob("*")]
    }


def test_what_is_published_can_be_read_by_others(made, tmp_path):
    html, pdf = tmp_path / "_build" / "html", tmp_path / "_build" / "pdf" / PDF_NAME
    html.parent.mkdir()
    publish_pdf(made / "book.pdf", pdf)
    publish_pages(made / "html", pdf, html)
    assert modes(tmp_path / "_build") == {
        ".": 0o755,
        "html": 0o755,
        "html/_static": 0o755,
        "html/_static/book.css": 0o644,
        "html/index.html": 0o644,
        f"html/{PDF_NAME}": 0o644,
        "pdf": 0o755,
        f"pdf/{PDF_NAME}": 0o644,
    }


@pytest.mark.parametrize("first", ["html", "pdf"])
def test_a_link_to_the_pdf_is_there_when_the_pdf_is(made, tmp_path, first):
    html, pdf = tmp_path / "_build" / "html", tmp_path / "_build" / "pdf" / PDF_NAME
    html.parent.mkdir()
    if first == "html":
        publish_pages(made / "html", pdf, html)
        assert "<p><!--" in (html / "index.html").read_text()
        assert not (html / PDF_NAME).exists()
        publish_pdf(made / "book.pdf", pdf)
        publish_pages(html, pdf, html)  # those that stand, with the PDF among them
    else:
        publish_pdf(made / "book.pdf", pdf)
        publish_pages(made / "html", pdf, html)
    assert (html / "index.html").read_text() == f"<p>{LINK}</p>"
    assert (html / PDF_NAME).read_bytes() == PDF
    (made / "html" / "index.html").write_text(f"<h1>{asleep(LINK)}</h1>")
    publish_pages(made / "html", pdf, html)  # the pages alone, made again
    assert (html / "index.html").read_text() == f"<h1>{LINK}</h1>"


def test_a_full_disk_leaves_the_last_good_pages_and_no_pieces(made, tmp_path, monkeypatch):
    html, pdf = tmp_path / "html", tmp_path / "pdf" / PDF_NAME
    publish_pages(made / "html", pdf, html)

    def full(source, target):
        raise OSError(errno.ENOSPC, "No space left on device", str(target))

    monkeypatch.setattr(publish.shutil, "copyfile", full)
    with pytest.raises(OSError, match="No space left"):
        publish_pages(made / "html", pdf, html)
    assert (html / "index.html").exists()
    assert not (tmp_path / "html.new").exists()


def test_a_file_is_written_whole_or_left_as_it_was(tmp_path, monkeypatch):
    kept = tmp_path / "kept"
    kept.write_text("whole")

    def cut(path, content):
        with path.open("wb") as handle:
            handle.write(content[:1])
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", cut)
    with pytest.raises(OSError, match="No space left"):
        write_whole(kept, b"other")
    assert [path.name for path in tmp_path.iterdir()] == ["kept"]
    assert kept.read_text() == "whole"


def test_two_that_write_the_same_file_at_once_both_come_through(tmp_path, monkeypatch):
    kept, write, calls = tmp_path / "kept", Path.write_bytes, []

    def interrupted(path, content):
        write(path, content)
        calls.append(path)
        if len(calls) == 1:
            write_whole(kept, content)  # the other one begins and ends meanwhile

    monkeypatch.setattr(Path, "write_bytes", interrupted)
    write_whole(kept, b"the same")
    assert len(calls) == 2
    assert [path.name for path in tmp_path.iterdir()] == ["kept"]
    assert kept.read_bytes() == b"the same"


def test_a_page_that_could_not_be_written_ends_the_build():
    refused = OSError(errno.ENOSPC, "No space left on device", "a.html")
    record = logging.logging.LogRecord(
        "s", 30, "f", 1, "error writing %s: %s", ("a", refused), None
    )
    with pytest.raises(OSError, match="No space left"):
        EndOnRefusal().emit(record)
    missing = FileNotFoundError(errno.ENOENT, "No such file", "a.png")  # a fault of the page
    record.args = ("a", missing)
    EndOnRefusal().emit(record)


def test_a_book_is_made_in_a_folder_of_any_name_and_for_any_address(tmp_path):
    root = tmp_path / "Граница книга é 'a' $b"
    root.mkdir()
    book = make_small_book(root)
    config = (root / "_config.yml").read_text("utf-8")
    address = "    html_baseurl: https://example.org/book/\n    html_theme:"
    (root / "_config.yml").write_text(config.replace("    html_theme:", address, 1), "utf-8")
    (root / "index.md").write_text("# 張鼓峰\n\nIt is {pdf}`a PDF`.\n", "utf-8")
    command = [sys.executable, "-m", "border_wars_book", "build", "all"]
    made = subprocess.run(command, cwd=root, capture_output=True, text=True)
    assert made.returncode == 0, made.stderr
    page = (book.html / "index.html").read_text("utf-8")
    assert f'It is <a class="pdf" href="{PDF_NAME}" type="application/pdf">a PDF</a>.' in page
    assert (book.html / PDF_NAME).read_bytes()[:4] == b"%PDF"
    assert "og:image" not in page  # a landing page without a figure has no card
    assert not (book.html / "_static" / "card.png").exists()
    assert 'property="og:url" content="https://example.org/book/index.html"' in page
    sitemap = (book.html / "sitemap.xml").read_text("utf-8")
    assert "<loc>https://example.org/book/index.html</loc>" in sitemap
