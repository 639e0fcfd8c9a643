"""What a page's head leads to: nothing while the project has no address, then all of it."""

import json
import subprocess
import sys
import types

import nbformat
import pytest
import yaml
from border_wars_book.build.repository import Repository, with_colab_cell
from border_wars_book.build.sources import faults
from border_wars_book.build.store import put_colab_cells
from bs4 import BeautifulSoup
from built_book import ROOT, make_small_book

from command_line import CommandFailure

SETTING = {
    "url": "https://example.org/owner/book",
    "binder": "https://binder.example.org",
    "colab": "https://colab.example.org",
}
HOSTED = Repository.of(SETTING)


def configure(folder, setting):
    config = yaml.safe_load((ROOT / "_config.yml").read_text("utf-8"))
    config["sphinx"]["config"]["border_wars_repository"] = setting
    config["sphinx"]["config"]["border_wars_exports"] = []
    (folder / "_config.yml").write_text(yaml.safe_dump(config, allow_unicode=True), "utf-8")


def doors_of(page):
    soup = BeautifulSoup(page.read_text("utf-8"), "html.parser")
    return {a.get_text(): a["href"] for a in soup.select("article .doors a")}


def test_a_page_has_its_doors_if_the_project_has_an_address_and_none_if_not(tmp_path):
    book = make_small_book(tmp_path)
    book.run(("html",))
    assert doors_of(book.html / "index.html") == {}
    configure(tmp_path, SETTING)
    book.run(("html",))
    assert doors_of(book.html / "index.html") == {
        "Repository": "https://example.org/owner/book",
        "Report an error on this page": "https://example.org/owner/book/issues/new"
        "?template=correction.yml&title=A+page%3A+&page=index.md",
        "Edit": "https://example.org/owner/book/edit/main/index.md",
    }
    text = (book.html / "index.html").read_text("utf-8")
    assert "<!--pdf <li>" in text  # the PDF is one of them once there is one


def test_the_book_itself_names_no_address_that_nobody_has_given():
    config = yaml.safe_load((ROOT / "_config.yml").read_text("utf-8"))["sphinx"]["config"]
    assert config["border_wars_repository"] == {}


def test_a_notebook_leads_to_where_it_runs():
    doors = dict(HOSTED.doors("notebooks/three-months.ipynb", "Precisely three months?"))
    assert doors["Run on Binder"] == (
        "https://binder.example.org/v2/gh/owner/book/main"
        "?urlpath=lab%2Ftree%2Fnotebooks%2Fthree-months.ipynb"
    )
    assert doors["Run on Colab"] == (
        "https://colab.example.org/github/owner/book/blob/main/notebooks/three-months.ipynb"
    )
    without = Repository.of({"url": SETTING["url"]})
    assert "Run on Binder" not in dict(without.doors("notebooks/a.ipynb", "A"))
    assert list(Repository.of({}).doors("notebooks/a.ipynb", "A")) == []


@pytest.mark.parametrize(
    ("setting", "says"),
    [
        ({"address": "https://example.org"}, "unknown 'address': expected url, branch, binder"),
        ({"url": "example.org/owner/book"}, "expected an https address"),
        (["https://example.org"], "expected url, branch"),
    ],
)
def test_a_setting_that_is_none_is_told_before_anything_is_built(setting, says, tmp_path):
    with pytest.raises(CommandFailure, match=says):
        Repository.of(setting)
    make_small_book(tmp_path)
    configure(tmp_path, setting)
    assert any(told.startswith("_config.yml: border_wars_repository") for told in faults(tmp_path))


NOTEBOOK = {
    "nbformat": 4,
    "nbformat_minor": 5,
    "metadata": {},
    "cells": [
        {"cell_type": "markdown", "id": "title", "metadata": {}, "source": "# A notebook"},
        {
            "cell_type": "code",
            "id": "own",
            "metadata": {},
            "execution_count": 1,
            "outputs": [],
            "source": "1 + 1",
        },
    ],
}


def test_the_cell_for_colab_comes_with_the_address_and_goes_with_it(tmp_path):
    make_small_book(tmp_path)
    path = tmp_path / "index.ipynb"
    (tmp_path / "index.md").unlink()
    before = nbformat.writes(nbformat.from_dict(NOTEBOOK)) + "\n"
    path.write_text(before, "utf-8")
    configure(tmp_path, SETTING)
    put_colab_cells(tmp_path)
    cells = json.loads(path.read_text("utf-8"))["cells"]
    assert [cell["id"] for cell in cells] == ["title", "colab", "own"]
    put_colab_cells(tmp_path)
    assert [cell["id"] for cell in json.loads(path.read_text("utf-8"))["cells"]][1] == "colab"
    configure(tmp_path, {})
    put_colab_cells(tmp_path)
    assert path.read_text("utf-8") == before


def test_outside_colab_the_cell_does_nothing_and_there_it_fetches_the_book(monkeypatch, tmp_path):
    source = HOSTED.colab_cell("notebooks/three-months.ipynb")
    quiet = subprocess.run([sys.executable, "-c", source], capture_output=True, text=True)
    assert (quiet.returncode, quiet.stdout, quiet.stderr) == (0, "", "")
    ran, went = [], []
    monkeypatch.setitem(sys.modules, "google.colab", types.ModuleType("google.colab"))
    monkeypatch.setattr("subprocess.run", lambda command, check: ran.append(command))
    monkeypatch.setattr("os.chdir", went.append)
    monkeypatch.setattr(sys, "path", [])
    exec(source, {})
    assert ran[0][:2] == ["git", "clone"]
    assert ran[0][-2:] == ["https://example.org/owner/book", "/content/book"]
    assert ran[1][1:4] == ["-m", "pip", "install"]
    assert (sys.path, went) == (["/content/book/src"], ["/content/book/notebooks"])
    assert HOSTED.colab_cell("index.ipynb").endswith('os.chdir("/content/book")')
    assert with_colab_cell(NOTEBOOK["cells"], "") == NOTEBOOK["cells"]
