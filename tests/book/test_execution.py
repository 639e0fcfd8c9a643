"""Which outputs are kept, and which notebooks are run again."""

import json
import time

import nbformat
import pytest
from border_wars_book.build import warm
from border_wars_book.build.execution import Kernels, NotebookFailure, run_all
from nbclient import NotebookClient


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


SURROUNDINGS = """
import json, os, sys
own = {name: value for name, value in os.environ.items() if not name.startswith("JPY_")}
print(json.dumps([os.getcwd(), sys.path, own, hash("a"), os.getsid(0) == os.getpid(), __name__]))
"""


def said(path):
    return json.loads(json.loads(path.read_text("utf-8"))["cells"][0]["outputs"][0]["text"])


def test_a_forked_kernel_stands_where_one_of_its_own_does(book, monkeypatch):
    write(book, "data", SURROUNDINGS)
    forked, alone = book / "forked", book / "alone"
    run_all(book, ["data"], forked, "", lambda line: None)
    monkeypatch.setattr(warm, "FORKS", False)
    run_all(book, ["data"], alone, "", lambda line: None)
    told, expected = (said(next(folder.iterdir())) for folder in (forked, alone))
    assert told == expected
    assert told[0] == str(book)
    assert told[4]


def test_where_no_warm_process_answers_a_kernel_begins_as_always(book, monkeypatch):
    monkeypatch.setattr(warm, "_warm", warm._Warm())
    monkeypatch.setattr(warm, "__name__", "there.is.none")
    assert run(book, ["data"]) == {"data": True}


def begins_with(book, function):
    """A book whose settings call this before its notebooks."""
    settings = f"sphinx: {{config: {{border_wars_beforehand: '{function}'}}}}\n"
    (book / "_config.yml").write_text(settings, "utf-8")


def test_what_settings_call_is_called_once_and_kernels_begin_with_what_it_found(book, monkeypatch):
    monkeypatch.setattr(warm, "_warm", warm._Warm())
    begins_with(book, "tracemalloc:start")
    for page in ("data", "data-sets"):
        write(book, page, "import json, tracemalloc; print(json.dumps(tracemalloc.is_tracing()))")
    run_all(book, ["data", "data-sets"], book / "kept", "", lambda line: None)
    assert [said(path) for path in (book / "kept").iterdir()] == [warm.FORKS, warm.FORKS]


def test_what_cannot_be_called_is_told_with_its_setting(book, monkeypatch):
    monkeypatch.setattr(warm, "prepare", warm._call)
    begins_with(book, "tracemalloc:no_such")
    with pytest.raises(NotebookFailure) as told:
        run(book, ["data"])
    assert str(told.value).startswith("_config.yml: border_wars_beforehand: 'tracemalloc:no_such'")


def test_kernels_that_have_ended_can_be_ended():
    kernels = Kernels()
    client = NotebookClient(nbformat.v4.new_notebook(), kernel_manager_class=warm.WarmKernelManager)
    with kernels.one(client), client.setup_kernel():
        process = client.km.provisioner.process
        kernels.end()
        while process.poll() is None:
            time.sleep(0.01)
        kernels.end()  # as Ctrl-C does till every notebook has given up


def test_a_kernel_that_dies_is_told_with_its_page_and_cell(book):
    write(book, "data", "import os; os._exit(3)")
    with pytest.raises(NotebookFailure, match=r"data\.ipynb: cell 1 raised DeadKernelError"):
        run(book, ["data"])
