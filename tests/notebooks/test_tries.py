"""The first cell of each notebook says what to try in JupyterLab: each edit is made, and looked at.

    1. “The desk of the page”, `.ge(2)` becomes `.ge(1)`: then **100 per cent** have one.

What stands in quotation marks begins the first comment of the cell; what is bold was not to be read
in the notebook before the edit, and is after it; what is slanted was, and is no longer.
"""

import json
import re
from functools import cache

import pytest

from plain_text.myst import expressions
from tests.notebooks.reading import NOTEBOOKS
from tests.notebooks.running import execute

ITEM = re.compile(r"^\d\. +(.+?)(?=^\d\. |^:::)", re.M | re.S)
EDIT = re.compile(r"“([^”]+)”, `([^`]+)` becomes `([^`]+)`:")
COMES, GOES = re.compile(r"\*\*([^*]+)\*\*"), re.compile(r"(?<!\*)\*([^*]+)\*(?!\*)")


@cache
def cells_of(path):
    return json.loads(path.read_text("utf-8"))["cells"]


def items(path):
    return [" ".join(item.split()) for item in ITEM.findall("".join(cells_of(path)[0]["source"]))]


def edit_of(path, item):
    """The place of the cell, and its code after the edit."""
    begins, was, now = EDIT.match(item).groups()
    found = [
        (place, source)
        for place, cell in enumerate(cells_of(path))
        if cell["cell_type"] == "code"
        and (source := "".join(cell["source"])).startswith(f"# {begins}")
        and was in source
    ]
    ((place, source),) = found
    assert source.count(was) == 1, (was, source)
    return place, source.replace(was, now)


def shown(value):
    for told in ("alt_text", "_repr_markdown_"):
        if text := getattr(value, told, str)():
            return text
    return repr(value)


def reads(words, text):
    return re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text) is not None


class Run:
    """A notebook's code, cell by cell in one process, and all that can be read when it has run."""

    def __init__(self, path, as_it_was=None, edited=None, source=""):
        """With an edit, from the edited cell on: before it all is as it was."""
        first = edited or 0
        self.before = as_it_was.before[:first] if as_it_was else []
        self.outputs = as_it_was.outputs[:first] if as_it_was else []
        self.names = dict(as_it_was.before[first]) if as_it_was else {"__name__": "__main__"}
        for place, cell in enumerate(cells_of(path)[first:], first):
            self.before.append(dict(self.names))
            code = source if place == edited else "".join(cell["source"])
            runs = cell["cell_type"] == "code" and cell["id"] != "sentences"
            self.outputs.append(shown(execute(code, self.names)) if runs else "")
        self.text = plain(" ".join([*self.sentences(path), *self.outputs]))

    def sentences(self, path):
        for cell in cells_of(path)[1:]:
            if cell["cell_type"] == "markdown":
                text = "".join(cell["source"])
                for asked in expressions(text):
                    said = str(eval(asked, dict(self.names)))
                    text = text.replace(f"{{eval}}`{asked}`", said)
                yield re.sub(r"\[([^\]]*)\]\([^)]*\)|\*", r"\1", text)


def plain(text):
    return " ".join(text.split())


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_the_first_cell_has_three_edits_and_is_for_jupyterlab_alone(path):
    first = cells_of(path)[0]
    assert first["cell_type"] == "markdown"
    assert first["metadata"]["tags"] == ["remove-cell"]
    assert len(items(path)) == 3
    for item in items(path):
        assert edit_of(path, item)
        assert COMES.search(item) or GOES.search(item), item


# All take a minute, most of it the proofs of the key hours.
OFTEN = ("three-months", "lake-khasan", "names")


@pytest.mark.parametrize(
    "path",
    [
        pytest.param(path, marks=() if path.stem in OFTEN else pytest.mark.proof, id=path.stem)
        for path in NOTEBOOKS
    ],
)
def test_what_the_first_cell_promises_comes(path, monkeypatch):
    monkeypatch.chdir(path.parent)
    as_it_is = Run(path)
    for item in items(path):
        after = Run(path, as_it_is, *edit_of(path, item)).text
        told = EDIT.sub("", item)
        come, gone = map(plain, COMES.findall(told)), map(plain, GOES.findall(told))
        for words in come:
            assert (reads(words, as_it_is.text), reads(words, after)) == (False, True), item
        for words in gone:
            assert (reads(words, as_it_is.text), reads(words, after)) == (True, False), item
