"""Stored outputs are those of one clean run, and none is blank."""

import ast
import re

import pytest

from tests.notebooks.reading import NOTEBOOKS, cells, markdown


def code_cells(path):
    return [cell for cell in cells(path) if cell["cell_type"] == "code"]


def shows_something(source):
    """Whether a cell ends in an expression to be shown, or glues a value."""
    body = ast.parse(source).body
    return "glue(" in source or isinstance(body[-1], ast.Expr)


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
def test_every_glued_value_is_a_string_used_on_its_page(path):
    text = markdown(path)
    for cell in code_cells(path):
        for output in cell["outputs"]:
            glued = output.get("metadata", {}).get("scrapbook")
            if not glued or glued["mime_prefix"] == "":
                continue
            value = "".join(output["data"]["application/papermill.record/text/plain"])
            assert value.startswith(("'", '"')), f"{glued['name']} is not a string: {value}"
            assert glued["name"].startswith(path.stem), glued["name"]
            assert f"`{glued['name']}`" in text, f"{glued['name']} is glued and never used"
