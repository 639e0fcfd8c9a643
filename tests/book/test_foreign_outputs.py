"""What a rerun notebook may show that the book's library did not make, and other people's books."""

import os
import re
import subprocess
import sys
from base64 import b64decode

import nbformat
import pandas as pd
import pytest
from border_wars_book.build.build import BuildFailure
from border_wars_book.page.svg import inline, size

from timelines import Timeline

SQUARE = '<rect width="20" height="20"/>'
NO_VIEW_BOX = f'<svg xmlns="http://www.w3.org/2000/svg" width="90" height="1in">{SQUARE}</svg>'
NO_SIZE = f'<svg xmlns="http://www.w3.org/2000/svg" width="50%">{SQUARE}</svg>'
PLOTLY = "application/vnd.plotly.v1+json"
TRACE = {"type": "scatter", "x": [1, 2], "y": [3, 4]}
DOT = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJg"
    "gg=="
)
METADATA = nbformat.from_dict(
    {
        "kernelspec": {"name": "python3", "display_name": "Python 3"},
        "language_info": {"name": "python", "pygments_lexer": "ipython3"},
    }
)
WIDGET = {"version_major": 2, "version_minor": 0, "model_id": "a1"}
# Each with an alternative text where the book asks for one, and what the page then shows.
DRAWN = {
    "svg without a viewBox": ({"image/svg+xml": NO_VIEW_BOX}, 'viewBox="0 0 90 96"'),
    "plotly without layout": (
        {PLOTLY: {"data": [TRACE]}, "image/svg+xml": NO_VIEW_BOX},
        '"type":"scatter"',
    ),
    "plotly whose meta is a word": (
        {PLOTLY: {"data": [TRACE], "layout": {"meta": "x"}}, "image/svg+xml": NO_VIEW_BOX},
        '"layout":{}',
    ),
    "a drawing with its own words": (
        {
            "image/svg+xml": NO_VIEW_BOX,
            "application/vnd.timelines.figure+json": {
                "kind": "map",
                "title": "A hill",
                "alt": "A hill with a lake",
                "caption": "How to read the hill",
                "table": [["Place", "Sources"], ["Zaozernaya", "Wikidata"]],
            },
        },
        "<td>Wikidata</td>",
    ),
    "html alone": ({"text/html": "<p>only <b>HTML</b></p>"}, "<p>only <b>HTML</b></p>"),
    "a table": ({"text/html": "<table><tr><td>1234567</td></tr></table>"}, "<td>1234567</td>"),
    "png": ({"image/png": DOT}, ".png"),
    "latex": ({"text/latex": "$a^2$"}, "a^2"),
    "markdown": ({"text/markdown": "some *Markdown*"}, "<em>Markdown</em>"),
    "very large": ({"text/plain": "9876543210 " * 50_000}, "9876543210 " * 1_000),
}
# And each that cannot be drawn, with what is said of it.
REFUSED = {
    "svg without a size": ({"image/svg+xml": NO_SIZE}, "neither a viewBox nor a width"),
    "not svg": ({"image/svg+xml": "none"}, "there is no svg element"),
    "broken plotly": ({PLOTLY: [1]}, f"its output {PLOTLY} cannot be drawn"),
    "plotly alone": ({PLOTLY: {"data": [TRACE]}}, "has no static twin"),
    "widget": ({"application/vnd.jupyter.widget-view+json": WIDGET}, "a widget"),
    "script": ({"application/javascript": "alert(1)"}, "a script"),
    "of no known kind": ({"application/x-odd": "odd"}, "application/x-odd"),
}


def notebook_of(bundles):
    """A notebook whose cells show these, all with an alternative text."""
    cells = [nbformat.v4.new_markdown_cell("# Foreign outputs")]
    for bundle in bundles:
        show = f"from IPython.display import display\ndisplay({bundle!r}, raw=True)"
        cells.append(nbformat.v4.new_code_cell(show, metadata={"alt": "A square"}))
    notebook = nbformat.v4.new_notebook(cells=cells)
    notebook.metadata = METADATA
    return notebook


def add_page(book, bundles):
    (book.root / "_toc.yml").write_text("format: jb-book\nroot: index\nchapters:\n- file: shown\n")
    nbformat.write(notebook_of(bundles), book.root / "shown.ipynb")


def test_what_others_draw_is_drawn_on_the_page_and_on_paper(small_book):
    add_page(small_book, [bundle for bundle, _ in DRAWN.values()])
    small_book.run(("html", "pdf"))
    page = (small_book.html / "shown.html").read_text("utf-8")
    plots = sorted((small_book.html / "_downloads" / "figures").glob("shown-*.js"))
    said = "".join([page, *(plot.read_text("utf-8") for plot in plots)])
    assert {name for name, (_, shown) in DRAWN.items() if shown not in said} == set()
    assert page.count(' zooms"') == len(plots) == 2
    assert not re.search(r'(src|href)="(https?:)?//', page)


def test_what_cannot_be_drawn_is_named_with_its_notebook_and_cell(small_book, capfd):
    add_page(small_book, [bundle for bundle, _ in REFUSED.values()])
    with pytest.raises(BuildFailure, match="HTML could not be made"):
        small_book.run(("html",))
    said = capfd.readouterr().err
    assert "Traceback" not in said
    for number, (name, (_, words)) in enumerate(REFUSED.items(), 2):
        lines = [line for line in said.splitlines() if words in line]
        assert any("shown" in line and f"cell {number}" in line for line in lines), (name, said)


def test_an_allowed_error_is_shown_and_another_ends_the_build(small_book):
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("1 / 0")])
    notebook.metadata = METADATA
    notebook.cells.insert(0, nbformat.v4.new_markdown_cell("# Error"))
    notebook.cells[1].metadata["tags"] = ["raises-exception"]
    add_page(small_book, [])
    nbformat.write(notebook, small_book.root / "shown.ipynb")
    small_book.run(("html",))
    assert "ZeroDivisionError" in (small_book.html / "shown.html").read_text("utf-8")
    del notebook.cells[1].metadata["tags"]
    notebook.cells[1].source = "2 / 0"
    nbformat.write(notebook, small_book.root / "shown.ipynb")
    with pytest.raises(Exception, match=r"shown.ipynb: cell 2 raised ZeroDivisionError"):
        small_book.run(("html",))


@pytest.mark.parametrize(
    ("attributes", "found"),
    [
        ('viewBox="0 0 30 40" width="9"', (30, 40)),
        ("viewBox='0,0,30,40'", (30, 40)),
        ('viewBox="0 0\n30 40"', (30, 40)),
        ('width="30" height="40px"', (30, 40)),
        ("width='72pt' height='25.4mm'", (96, 96)),
    ],
)
def test_a_drawing_has_the_size_it_says(attributes, found):
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" {attributes}><svg viewBox="0 0 1 1"/></svg>'
    assert size(svg) == pytest.approx(found)
    drawn = inline(svg, "a")
    assert f'width="{found[0]:g}" height="{found[1]:g}"' in drawn
    assert size(drawn) == pytest.approx(found)


def test_what_others_draw_keeps_its_ids_its_styles_and_its_scripts_to_itself():
    parts = '<style>text{fill:red}</style><script>alert(1)</script><g id="clash"><rect/></g>'
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="5 5 30 40">{parts}</svg>'
    drawn = inline('<?xml version="1.0"?>' + svg, "page", 'A "red" square')
    assert not any(word in drawn for word in ("clash", "style", "script"))
    assert 'role="img" aria-label="A &quot;red&quot; square"' in drawn
    picture = b64decode(re.search(r'href="data:image/svg\+xml;base64,([^"]+)"', drawn)[1]).decode()
    assert picture == svg


def test_the_book_s_own_drawing_is_put_into_a_page_as_it_is():
    drawn = Timeline(
        pd.DataFrame({"id": ["a"], "name": ["A < B"], "start": ["1938"], "lane": ["x"]})
    ).svg()
    placed = inline(drawn, "chapter-figure-1", "A figure")
    shown, answers = drawn.partition(">")[2].split("<metadata>")
    assert placed.partition(">")[2] == shown + answers.partition("</metadata>")[2]
    opening = placed.partition(">")[0]
    assert opening.count("id=") == opening.count("class=") == opening.count("viewBox=") == 1
    assert 'id="chapter-figure-1-drawing" class="drawing"' in opening
    assert 'role="img" aria-label="A figure"' in opening


def test_another_book_in_the_same_environment_is_what_it_was(tmp_path):
    """Stock Sphinx and MyST-NB: a table and a plot as MyST-NB shows them where we are not."""
    (tmp_path / "conf.py").write_text('extensions = ["myst_nb"]\n')
    cells = [
        "import pandas as pd\npd.DataFrame({'a': [1234567]})",
        "import plotly.graph_objects as go\n"
        "figure = go.Figure(go.Scatter(x=[1, 2], y=[7654321, 4]))\n"
        "figure.show('notebook_connected+plotly_mimetype')",
    ]
    notebook = nbformat.v4.new_notebook(
        cells=[
            nbformat.v4.new_markdown_cell("# A stranger's page"),
            *map(nbformat.v4.new_code_cell, cells),
        ]
    )
    notebook.metadata = METADATA
    nbformat.write(notebook, tmp_path / "index.ipynb")
    made = subprocess.run(
        [sys.executable, "-m", "sphinx", "-q", ".", "built"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONHASHSEED": "0"},
    )
    assert made.returncode == 0, made.stderr
    assert "border_wars" not in made.stderr
    page = (tmp_path / "built" / "index.html").read_text("utf-8")
    assert "<td>1234567</td>" in page
    assert "Plotly.newPlot" in page
    assert "7654321" in page
    assert "plot-frame" not in page
