"""Texts of the record in pages made by Sphinx with the book's settings: shown as written."""

import warnings
from pathlib import Path

import pytest
import yaml
from bs4 import BeautifulSoup
from sphinx.application import Sphinx

from plain_text.myst import address, escaped, event_link, list_table

ROOT = Path(__file__).resolve().parents[2]
NAME = "A <b> C ` d &lt;b&gt; !"
TEXTS = [
    *("- a dash", "+ a plus", "% a comment", "+++", "::: x", "::::", "::::{raw} html", "(target)="),
    *("---", "--", "...", "123. many", "123) many", ": definition", "&lt;b&gt; AT&amp;T", NAME),
    *("{{x}}", "{ref}`x`", "$x$", "<script>alert(1)</script>", "[x](javascript:x)", "[^x]: y"),
]


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    """A chronology with the texts in its table, and a page that has the name of an event."""
    folder = tmp_path_factory.mktemp("pages")
    config = yaml.safe_load((ROOT / "_config.yml").read_text("utf-8"))
    settings = {
        name: config["sphinx"]["config"][name]
        for name in ("language", "smartquotes_action", "myst_heading_anchors", "nitpicky")
    }
    settings["myst_enable_extensions"] = config["parse"]["myst_enable_extensions"]
    (folder / "conf.py").write_text(
        "from border_wars_book.page import labels\n"
        "extensions = ['myst_parser']\n"
        "html_theme = 'basic'\n"
        f"globals().update({settings!r})\n"
        "setup = labels.register\n"
    )
    rows = [[[address(NAME, f"event-{i}"), escaped(text)]] for i, text in enumerate(TEXTS)]
    rows.append([[address(NAME, "lake-khasan"), "the battle"]])
    (folder / "chronology.md").write_text(f"# Chronology\n\n{list_table(['Text'], [1], rows)}\n")
    (folder / "lake-khasan.md").write_text(
        f"# Lake Khasan\n\n{event_link(NAME, 'lake-khasan')} and *[**it**](#label:lake-khasan)*\n"
    )
    (folder / "index.md").write_text("# Book\n\n```{toctree}\nlake-khasan\nchronology\n```\n")
    told = folder / "warnings"
    with told.open("w") as stream, warnings.catch_warnings():
        warnings.simplefilter("default")
        app = Sphinx(
            folder, folder, folder / "_out", folder / "_trees", "html", status=None, warning=stream
        )
        app.build()
    assert told.read_text() == ""
    return {
        name: BeautifulSoup((folder / "_out" / f"{name}.html").read_text("utf-8"), "html.parser")
        for name in ("chronology", "lake-khasan")
    }


@pytest.mark.parametrize("number", range(len(TEXTS)), ids=lambda number: TEXTS[number])
def test_a_text_of_the_record_is_shown_as_it_is_written(pages, number):
    cell = pages["chronology"].find(id=f"event-{number}").find_parent("td")
    name, text = cell.find_all("p")
    assert name.get_text() == NAME
    assert text.get_text() == TEXTS[number]
    assert not text.find_all(True)


def test_a_link_loses_nothing_and_leads_to_the_event_and_not_to_its_page(pages):
    first, second = pages["lake-khasan"].select("a[href='chronology.html#lake-khasan']")
    assert first.get_text() == NAME
    assert second.strong.get_text() == "it"
