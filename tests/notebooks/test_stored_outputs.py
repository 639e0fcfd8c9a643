"""Stored outputs are those of one clean run, and none is blank."""

import ast
import re

import pytest

from plain_text.myst import expressions
from tests.notebooks.reading import NOTEBOOKS, cells


def code_cells(path):
    return [cell for cell in cells(path) if cell["cell_type"] == "code"]


def shown(plain):
    """A stored value as JupyterLab shows it: text in quotes without them."""
    return re.sub(r"""^(["'])(.*)\1$""", r"\2", "".join(plain), flags=re.S)


def shows_something(source):
    """Whether a cell ends in an expression to be shown."""
    return isinstance(ast.parse(source).body[-1], ast.Expr)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_cells_were_run_once_in_their_order(path):
    counts = [cell["execution_count"] for cell in code_cells(path)]
    assert counts == list(range(1, len(counts) + 1))


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_every_cell_that_shows_something_has_its_output(path):
    for number, cell in enumerate(code_cells(path), 1):
        source = "".join(cell["source"])
        if shows_something(source):
            assert cell["outputs"], f"cell {number}: {source[:60]!r}"
        kinds = {output["output_type"] for output in cell["outputs"]}
        assert kinds <= {"display_data", "execute_result"}, f"cell {number}: {kinds}"


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_no_picture_is_a_bitmap_and_every_plot_has_its_twin(path):
    for number, cell in enumerate(code_cells(path), 1):
        for output in cell["outputs"]:
            kinds = set(output.get("data", {}))
            assert not kinds & {"image/png", "image/jpeg"}, f"cell {number}"
            if "application/vnd.plotly.v1+json" in kinds:
                assert "image/svg+xml" in kinds, f"cell {number}"


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_every_cell_opens_with_what_it_does(path):
    for cell in code_cells(path):
        first = "".join(cell["source"]).splitlines()[0]
        assert re.match(r"# \w.{20,}", first), first


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_the_last_cell_asks_every_sentence_anew(path):
    last = cells(path)[-1]
    assert "".join(last["source"]).endswith("\npage.sentences(globals())")
    assert last["metadata"]["tags"] == ["remove-cell"]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_what_the_sentences_say_is_what_the_last_cell_was_told(path):
    """The last cell is compared by nbval with what the record says now, and here with the prose."""
    told = "".join(cells(path)[-1]["outputs"][0]["data"]["text/plain"])
    stored = [
        f"{one['expression']}  →  {shown(one['result']['data']['text/plain'])}"
        for cell in cells(path)
        for one in cell["metadata"].get("user_expressions", ())
    ]
    assert told == ("\n".join(stored) or "No sentence computes.")


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_every_sentence_has_its_stored_values_and_no_other(path):
    for number, cell in enumerate(cells(path), 1):
        if cell["cell_type"] == "markdown":
            stored = [one["expression"] for one in cell["metadata"].get("user_expressions", ())]
            assert stored == expressions("".join(cell["source"])), f"cell {number}"


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_jupyterlab_folds_the_code_that_the_page_folds(path):
    for number, cell in enumerate(code_cells(path), 1):
        folded = cell["metadata"].get("jupyter", {}).get("source_hidden", False)
        assert folded == ("hide-input" in cell["metadata"].get("tags", ())), f"code cell {number}"
