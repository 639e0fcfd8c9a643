"""The notebooks in JupyterLab read like the book's pages, and their sentences follow their cells.

Every notebook is a long check; of each kind `make test` has one.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import time
import urllib.request
from pathlib import Path

import pytest
from border_wars_book.build.toc import pages
from border_wars_book.lab import command, knowledge
from contrast_ratio import contrast

ROOT = Path(__file__).resolve().parents[2]
NOTEBOOKS = [path for page in pages(ROOT) if (path := ROOT / f"{page}.ipynb").exists()]
# Each text of the live figures: its ink, and what of the figure lies under it.
INKS = """() => [...document.querySelectorAll('.js-plotly-plot')].flatMap(plot => {
  const paper = getComputedStyle(plot.querySelector('.main-svg')).backgroundColor;
  return [...plot.querySelectorAll('.annotation text, .xtick text, .gtitle')]
    .filter(text => text.textContent.trim())
    .map(text => [text.textContent, getComputedStyle(text).fill, paper]);
})"""


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    """The address of a JupyterLab of this environment, with settings of its own."""
    home = tmp_path_factory.mktemp("lab")
    # Copies, for JupyterLab saves what it has open.
    for path in NOTEBOOKS:
        for folder, made in (("stored", path.read_text("utf-8")), ("never-run", never_run(path))):
            copy = home / folder / path.relative_to(ROOT)
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_text(made, "utf-8")
    for folder in ("stored", "never-run"):  # a chapter reads the record of the second book
        example = Path("examples", "falklands-war", "data")
        shutil.copytree(ROOT / example, home / folder / example)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    own = {f"JUPYTER_{name}_DIR": str(home / name) for name in ("CONFIG", "DATA", "RUNTIME")}
    further = ["--no-browser", "--allow-root", "--ip=127.0.0.1", "--port-retries=0"]
    further += [f"--port={port}", "--IdentityProvider.token=", "--LabApp.collaborative=False"]
    further += [f"--LabApp.user_settings_dir={home}", f"--LabApp.workspaces_dir={home}"]
    further += ["--LabApp.expose_app_in_browser=True"]
    started = [
        argument.replace(f"root_dir={ROOT}", f"root_dir={home}")
        for argument in command(ROOT, further)
    ]
    server = subprocess.Popen(
        started,
        env=os.environ | own,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(240):
            try:
                urllib.request.urlopen(f"{address}/api", timeout=5).close()
                break
            except OSError:
                assert server.poll() is None, "JupyterLab ended by itself"
                time.sleep(0.5)
        yield address
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait(30)


def never_run(path):
    """A notebook as its author wrote it: no output, and no sentence answered."""
    notebook = json.loads(path.read_text("utf-8"))
    for cell in notebook["cells"]:
        cell["metadata"].pop("user_expressions", None)
        if cell["cell_type"] == "code":
            cell |= {"outputs": [], "execution_count": None}
    return json.dumps(notebook)


@pytest.fixture
def tab(chromium):
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


@pytest.fixture(scope="module")
def kept(chromium, lab):
    """One window of JupyterLab for many notebooks, for most take less time to open than it."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(f"{lab}/lab?reset")
    page.wait_for_function("window.jupyterapp", timeout=120_000)
    yield page
    context.close()


@pytest.mark.proof
@pytest.mark.parametrize("theme", ["JupyterLab Light", "JupyterLab Dark"])
def test_stored_figures_are_legible_in_both_themes(lab, tab, theme):
    tab.goto(f"{lab}/lab/tree/stored/notebooks/three-months.ipynb?reset")
    tab.wait_for_selector(".jp-Notebook .js-plotly-plot .annotation", timeout=120_000)
    tab.evaluate(
        """theme => fetch('/lab/api/settings/@jupyterlab/apputils-extension:themes', {
             method: 'PUT', headers: {'Content-Type': 'application/json',
               'X-XSRFToken': (document.cookie.match(/_xsrf=([^;]*)/) || [])[1]},
             body: JSON.stringify({raw: JSON.stringify({theme})})})""",
        theme,
    )
    tab.goto(f"{lab}/lab/tree/stored/notebooks/three-months.ipynb?reset")
    tab.wait_for_selector(
        f'body[data-jp-theme-name="{theme}"] .jp-Notebook .js-plotly-plot .annotation',
        timeout=120_000,
    )
    texts = tab.evaluate(INKS)
    assert len(texts) > 10
    assert "rgba" not in {paper[:4] for _, _, paper in texts}
    for text, ink, paper in texts:
        assert contrast(_hexadecimal(ink), _hexadecimal(paper)) >= 4.5, text


def _hexadecimal(value: str) -> str:
    red, green, blue = map(int, re.findall(r"\d+", value)[:3])
    return f"#{red:02x}{green:02x}{blue:02x}"


# What is to be read of each Markdown cell and of each table that is Markdown; code is as it is.
READ = """() => [...document.querySelectorAll('.jp-Notebook .jp-Cell')].map(cell => {
  const shown = cell.querySelector('.jp-MarkdownOutput, .myst');
  return [+cell.dataset.windowedListIndex, shown ? shown.innerText : ''];
})"""
SEEN = """() => {
  const all = (selector) => [...document.querySelectorAll('.jp-Notebook ' + selector)];
  const texts = (selector) => all(selector).map((one) => one.textContent.trim());
  return {
    numbers: texts('.book-number'),
    cited: texts('.jp-MarkdownCell cite'),
    raw: all('.myst').flatMap((one) => one.innerText.split('\\n')).filter((line) =>
      /\\{[a-z][\\w:.-]*\\}[`$]?|^\\([\\w-]+\\)=|^:::|\\]\\{[.#]|Unknown Directive/.test(line)),
    astray: all('.myst a').filter((one) => /undefined|^#label|^$/.test(one.getAttribute('href'))
      || one.getAttribute('href') === '').map((one) => one.textContent),
    warned: texts('.text-myst-warning-text'),
    failed: texts('[data-mime-type="application/vnd.jupyter.error"]'),
    plots: all('.js-plotly-plot .main-svg').length,
    unfolded: all('.jp-CodeCell').filter((one) => one.querySelector('.jp-InputArea-editor')
      ?.offsetParent).map((one) => one.innerText.slice(0, 80)),
  };
}"""
PANE = "document.querySelector('.jp-WindowedPanel-outer')"


def read_through(tab):
    """The text of each Markdown cell, by its place; Lab draws only what is near to sight."""
    tab.set_viewport_size({"width": 1280, "height": 2400})
    found, at = {}, 0
    while at <= tab.evaluate(f"{PANE}.scrollHeight"):
        tab.evaluate(f"top => {PANE}.scrollTop = top", at)
        tab.wait_for_timeout(400)
        for place, text in tab.evaluate(READ):
            found[place] = max(text, found.get(place, ""), key=len)
        at += 1600
    return found


def unread(path, found):
    """The sentences' values that are not read where they stand, with their expressions."""
    missing = []
    for place, cell in enumerate(json.loads(path.read_text("utf-8"))["cells"]):
        text = " ".join(found.get(place, "").split())
        for one in cell["metadata"].get("user_expressions", ()):
            said = one["result"]["data"]["text/plain"].strip("'")
            if " ".join(said.split()) not in text:
                missing.append((place, one["expression"], said))
            text = text.partition(" ".join(said.split()))[2]
    return missing


def open_notebook(lab, tab, folder, path):
    tab.goto(f"{lab}/lab/tree/{folder}/{path.relative_to(ROOT).as_posix()}?reset")
    tab.wait_for_selector(".jp-Notebook .jp-MarkdownCell", timeout=120_000)


def open_alone(kept, folder, path):
    """In a window that had others open, which are closed, and not saved."""
    kept.set_viewport_size({"width": 1280, "height": 900})
    kept.evaluate(
        """async (path) => {
          const {commands, restored, shell} = window.jupyterapp;
          await restored;
          for (const one of shell.widgets('main')) if (one.context) one.context.model.dirty = false;
          await commands.execute('application:close-all');
          await commands.execute('docmanager:open', {path});
        }""",
        f"{folder}/{path.relative_to(ROOT).as_posix()}",
    )
    kept.wait_for_selector(".jp-Notebook .jp-MarkdownCell", timeout=120_000)


def run_all(tab):
    """Run All Cells, until the last cell has listed what the sentences say."""
    tab.wait_for_selector(".jp-Notebook-ExecutionIndicator[data-status='idle']", timeout=60_000)
    tab.evaluate(f"{LAST}.executionCount = null")
    tab.get_by_text("Run", exact=True).first.click()
    tab.get_by_text("Run All Cells", exact=True).first.click()
    for _ in range(90):
        tab.wait_for_timeout(1000)
        if tab.evaluate(f"{LAST}.executionCount && {LAST}.outputs.length"):
            return
    raise AssertionError("the notebook did not run to its end")


LAST = "[...window.jupyterapp.shell.currentWidget.content.model.cells].at(-1)"


@pytest.fixture(scope="module")
def known(tmp_path_factory):
    return knowledge(ROOT, tmp_path_factory.mktemp("static"))


def test_lab_is_started_on_the_contents_with_what_else_was_asked():
    *ours, port = command(ROOT, ["--port=9999"])
    assert port == "--port=9999"
    assert "--LabApp.default_url=/lab/tree/index.ipynb" in ours
    (made,) = (ROOT / "_build" / "lab").glob("*/package.json")
    load = json.loads(made.read_text("utf-8"))["jupyterlab"]["_build"]["load"]
    assert (made.parent / load).read_text("utf-8").startswith("window.bookInLab={")


NAMED = {
    "works": r"\{cite:[pt]\}`([^`]*)`",
    "terms": r"\{term\}`([^`]*)`",
    "labels": r"\{ref\}`([^`]*)`|\]\(#label:([^)]*)\)|\]\(#(table-[^)]*)\)",
    "figures": r"```\{borrowed-figure\} (\S+)",
}


@pytest.mark.parametrize("kind", NAMED)
def test_whatever_a_notebook_names_is_known_in_lab(known, kind):
    named = set()
    for path in NOTEBOOKS:
        for cell in json.loads(path.read_text("utf-8"))["cells"]:
            outputs = [one.get("data", {}) for one in cell.get("outputs", ())]
            texts = [cell["source"], *(one.get("text/markdown", "") for one in outputs)]
            for found in re.findall(NAMED[kind], "\n".join("".join(text) for text in texts)):
                named.add(found if isinstance(found, str) else "".join(found))
    if kind == "works":
        named = {re.sub(r"\{.*", "", key.strip()) for one in named for key in one.split(",")}
        named = {key for key in named if key and key[0].isalpha()}  # and not a second page
    else:
        named = {re.sub(r".*<(.*)>", r"\1", one).lower() for one in named}
    assert len(named) > 5
    assert named <= known[kind].keys()


def is_like_its_page(path, seen, known):
    """What a reader of the page has too: numbers, citations in words, links; nothing raw."""
    notebook = json.loads(path.read_text("utf-8"))
    prose = [cell for cell in notebook["cells"] if cell["cell_type"] == "markdown"]
    given = known["pages"][path.stem]["numbers"]
    assert seen["numbers"] == [number for cell in prose for number in given.get(cell["id"], ())]
    text = "\n".join("".join(cell["source"]) for cell in prose)
    asked = [
        re.sub(r"\{.*", "", key.strip())
        for group in re.findall(r"\{cite:[pt]\}`([^`]*)`", text)
        for key in re.split(r",(?![^{}]*\})", group)
    ]
    assert set(seen["cited"]) <= {known["works"][key][0] for key in asked}
    assert bool(seen["cited"]) == bool(asked)
    assert (seen["raw"], seen["astray"], seen["warned"], seen["failed"]) == ([], [], [], [])


@pytest.mark.proof
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_after_one_run_a_notebook_reads_like_its_page(kept, known, path):
    open_alone(kept, "never-run", path)
    run_all(kept)
    for _ in range(8):  # a busy machine answers and draws late
        if not (missing := unread(path, read_through(kept))):
            break
    assert missing == []
    seen = kept.evaluate(SEEN)
    is_like_its_page(path, seen, known)
    assert bool(seen["plots"]) == ("vnd.plotly" in path.read_text("utf-8"))


@pytest.mark.proof
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_that_nobody_ran_and_nobody_trusts_reads_like_its_page(kept, known, path):
    open_alone(kept, "stored", path)
    kept.wait_for_timeout(1500)
    assert unread(path, read_through(kept)) == []
    is_like_its_page(path, kept.evaluate(SEEN), known)


EDIT = """([was, now]) => {
  const notebook = window.jupyterapp.shell.currentWidget.content;
  const at = notebook.widgets.findIndex((cell) => cell.model.type === 'code'
    && cell.model.sharedModel.getSource().includes(was));
  const shared = notebook.widgets[at].model.sharedModel;
  shared.setSource(shared.getSource().replace(was, now));
  return at;
}"""
RUN = """async (places) => {
  for (const place of places) {
    window.jupyterapp.shell.currentWidget.content.activeCellIndex = place;
    await window.jupyterapp.commands.execute('notebook:run-cell');
  }
}"""


def sentences_in(found):
    told = " ".join(" ".join(text.split()) for text in found.values())
    return set(re.split(r"(?<=[.?!]) ", told))


def read_soon(tab, words):
    paragraph = tab.locator(".jp-MarkdownCell p:has(> .book-number)", has_text=words)
    paragraph.wait_for(state="attached", timeout=30_000)


def test_sentences_follow_their_cells_and_light_up(lab, tab, known):
    path = ROOT / "notebooks" / "three-months.ipynb"
    open_notebook(lab, tab, "stored", path)
    run_all(tab)
    before = read_through(tab)
    assert unread(path, before) == []
    is_like_its_page(path, tab.evaluate(SEEN), known)
    clocks = tab.evaluate(EDIT, ['"tokyo", "chita"]', '"tokyo", "chita", "paris"]'])
    run_all(tab)
    read_soon(tab, "30 of 84 combinations")
    after = read_through(tab)
    assert len(sentences_in(after) - sentences_in(before)) >= 3
    assert tab.locator(".book-changed").count() >= 3
    # Two cells alone: their sentences stand in cells that nobody has run.
    tab.evaluate(EDIT, ["MONTHS = 3", "MONTHS = 2"])
    grid = tab.evaluate(EDIT, ["grid = dataset.sensitivity(", "grid = dataset.sensitivity("])
    tab.evaluate(RUN, [clocks, grid])
    read_soon(tab, " 0 of 84 combinations")


@pytest.mark.proof
def test_two_events_and_a_clock_are_asked_in_a_cell_by_keyboard(lab, tab):
    """Of a crossing a day later: 92 days by Moscow's dates from the surrender, to Hiroshima 89."""
    asked = """from border_wars_book import explore
changed = dataset.with_event("first-crossing", start="1945-08-10")
widget = explore(changed, "surrender-effective", "first-crossing", clock="moscow")
widget"""
    open_notebook(lab, tab, "stored", ROOT / "notebooks" / "three-months.ipynb")
    first = tab.evaluate(EDIT, ["MONTHS = 3", f"MONTHS = 3\n{asked}"])
    answer = tab.evaluate(EDIT, ["named = {", "print('told:', widget.answer.days)\nnamed = {"])
    tab.wait_for_selector(".jp-Notebook-ExecutionIndicator[data-status='idle']", timeout=60_000)
    tab.evaluate(RUN, [first - 1, first, answer])
    elapsed = tab.locator(".explorer-elapsed")
    elapsed.wait_for(timeout=60_000)
    tab.get_by_text("told: 92").wait_for()
    was = elapsed.inner_text()
    field = tab.get_by_role("combobox", name="To")
    field.focus()
    field.fill("hirosh")
    tab.keyboard.press("Enter")
    tab.wait_for_function(
        "was => document.querySelector('.explorer-elapsed').innerText !== was", arg=was
    )
    tab.evaluate(RUN, [answer])
    tab.get_by_text("told: 89").wait_for()
    # What Python chooses is seen in the cell.
    tab.evaluate(EDIT, ["print('told:'", "widget.clock = 'tokyo'; print('told:'"])
    tab.evaluate(RUN, [answer])
    tab.get_by_text("on the clock of Tokyo", exact=False).first.wait_for()
    assert tab.locator(".explorer-drawn svg").count() >= 1
    assert tab.locator(".explorer-copy").inner_text().count("1945-08-10") == 1
