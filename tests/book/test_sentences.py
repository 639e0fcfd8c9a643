"""Sentences that compute: asked of the kernel, kept as JupyterLab keeps them, set on the page."""

import json

import nbformat
import pytest
from border_wars_book.build.build import BuildFailure
from border_wars_book.build.execution import NotebookFailure, run_all, with_outputs
from border_wars_book.build.sources import SourceFailure, look_over
from border_wars_book.page.sentences import answers


def write(folder, prose, code="hills = 2\nwhen = '11\u00a0August'"):
    notebook = nbformat.v4.new_notebook(
        cells=[
            nbformat.v4.new_markdown_cell(f"# Hills\n\n{prose}"),
            nbformat.v4.new_code_cell(code),
        ]
    )
    notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3"}
    notebook.metadata["language_info"] = {"name": "python"}
    nbformat.write(notebook, folder / "hills.ipynb")


def run(folder):
    (made,) = run_all(folder, ["hills"], folder / "kept", "this record", lambda line: None)
    return made, with_outputs((folder / "hills.ipynb").read_text("utf-8"), made)


def test_a_sentence_is_answered_by_the_cells_below_it(tmp_path):
    write(tmp_path, "Two armies, {eval}`hills` hills, {eval}`hills + 1` fights.")
    _, notebook = run(tmp_path)
    assert answers(notebook) == {"hills": "2", "hills + 1": "3"}
    prose = json.loads(notebook)["cells"][0]
    assert prose["metadata"]["user_expressions"][0] == {
        "expression": "hills",
        "result": {"status": "ok", "data": {"text/plain": "2"}, "metadata": {}},
    }


def test_text_is_told_without_its_quotes(tmp_path):
    write(tmp_path, "{eval}`'noon'` and {eval}`str(hills)`")
    assert answers(run(tmp_path)[1]) == {"'noon'": "noon", "str(hills)": "2"}


def test_words_may_change_without_a_run_and_an_expression_may_not(tmp_path):
    write(tmp_path, "There were {eval}`hills`.")
    assert run(tmp_path)[0].fresh
    write(tmp_path, "There were, then, {eval}`hills`.")
    assert not run(tmp_path)[0].fresh
    write(tmp_path, "There were, then, {eval}`hills + 1`.")
    made, notebook = run(tmp_path)
    assert made.fresh
    assert answers(notebook) == {"hills + 1": "3"}


def test_a_value_that_nothing_asks_any_more_is_not_kept(tmp_path):
    write(tmp_path, "There were {eval}`hills`.")
    stored = run(tmp_path)[1]
    (tmp_path / "hills.ipynb").write_text(stored.replace("{eval}`hills`", "two"), "utf-8")
    assert "user_expressions" not in run(tmp_path)[1]


def test_stored_values_are_outputs_and_may_hold_what_a_text_may_not(small_book):
    write(small_book.root, "On {eval}`when`.")
    notebook = nbformat.read(small_book.root / "hills.ipynb", 4)
    answer = {"status": "ok", "data": {"text/plain": "11\u00a0August"}, "metadata": {}}
    notebook.cells[0].metadata["user_expressions"] = [{"expression": "when", "result": answer}]
    nbformat.write(notebook, small_book.root / "hills.ipynb")
    (small_book.root / "_toc.yml").write_text(
        "format: jb-book\nroot: index\nchapters:\n- file: hills\n"
    )
    look_over(small_book.root)
    notebook.cells[0].metadata["caption"] = "11\u00a0August"
    nbformat.write(notebook, small_book.root / "hills.ipynb")
    with pytest.raises(SourceFailure, match=r"cell 1, metadata: caption: .*U\+00A0"):
        look_over(small_book.root)


def test_an_expression_that_fails_names_notebook_cell_and_expression_in_one_line(tmp_path):
    write(tmp_path, "There were {eval}`hill`.")
    with pytest.raises(NotebookFailure) as failure:
        run(tmp_path)
    assert str(failure.value) == (
        "hills.ipynb: cell 1: hill: NameError: name 'hill' is not defined"
    )


def test_what_the_last_cell_says_of_an_expression_is_said_in_one_line(tmp_path):
    told = "hills.ipynb: cell 1: hill: NameError: name 'hill' is not defined"
    write(
        tmp_path,
        "No value.",
        f"class SentenceError(ValueError): ...\nraise SentenceError({told!r})",
    )
    with pytest.raises(NotebookFailure) as failure:
        run(tmp_path)
    assert str(failure.value) == told


def test_the_page_says_it_and_a_page_that_is_not_run_cannot(small_book, capfd):
    (small_book.root / "_toc.yml").write_text(
        "format: jb-book\nroot: index\nchapters:\n- file: hills\n"
    )
    write(small_book.root, "Two armies and {eval}`hills` hills.")
    small_book.run(("html",))
    page = (small_book.html / "hills.html").read_text("utf-8")
    assert 'and <span class="pasted-text">2</span> hills.' in page
    (small_book.root / "index.md").write_text("# A page\n\nOf {eval}`hills` hills.\n")
    with pytest.raises(BuildFailure):
        small_book.run(("html",))
    assert "index.md:3: WARNING: hills: only a notebook is run" in capfd.readouterr().err
