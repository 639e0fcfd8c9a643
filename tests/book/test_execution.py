"""Which outputs are kept, and which notebooks are run again."""

import nbformat
import pytest
from border_wars_book.build.execution import NotebookFailure, run_all


def write(folder, page, source):
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source)])
    notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3"}
    nbformat.write(notebook, folder / f"{page}.ipynb")


@pytest.fixture
def book(tmp_path):
    write(tmp_path, "data", "1 + 1")
    write(tmp_path, "data-sets", "2 + 2")
    return tmp_path


def run(book, pages, results="of this code and data"):
    found = run_all(book, pages, book / "kept", results, lambda line: None)
    return {each.page: each.fresh for each in found}


def test_a_page_whose_name_begins_like_another_keeps_its_outputs(book):
    pages = ["data", "data-sets"]
    assert run(book, pages) == {"data": True, "data-sets": True}
    assert run(book, pages) == {"data": False, "data-sets": False}


def test_a_change_of_library_or_data_runs_the_notebook_again(book):
    assert run(book, ["data"]) == {"data": True}
    assert run(book, ["data"], "of another state") == {"data": True}


def test_a_failure_names_the_page_and_the_error(book):
    write(book, "data", "1 / 0")
    with pytest.raises(NotebookFailure, match=r"data.*ZeroDivisionError") as failure:
        run(book, ["data"])
    assert "1 / 0" in str(failure.value)
