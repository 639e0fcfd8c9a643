"""Stored notebooks in JupyterLab: their figures in both themes, and their sentences."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from contrast_ratio import contrast

pytestmark = pytest.mark.proof
ROOT = Path(__file__).resolve().parents[2]
NOTEBOOKS = sorted([*(ROOT / "notebooks").glob("*.ipynb"), ROOT / "index.ipynb"])
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
        shutil.copy(path, home)
        never_run(path, home / "never-run")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    own = {f"JUPYTER_{name}_DIR": str(home / name) for name in ("CONFIG", "DATA", "RUNTIME")}
    server = subprocess.Popen(
        [
            *(sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root"),
            *(f"--port={port}", "--port-retries=0", "--IdentityProvider.token="),
            *("--ip=127.0.0.1", f"--ServerApp.root_dir={home}"),
            *("--LabApp.collaborative=False", f"--LabApp.user_settings_dir={home}"),
            f"--LabApp.workspaces_dir={home}",
            f"--LabApp.app_settings_dir={ROOT / 'book' / 'lab'}",
        ],
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


def never_run(path, folder):
    """A copy of a notebook as its author wrote it: no output, and no sentence answered."""
    notebook = json.loads(path.read_text("utf-8"))
    for cell in notebook["cells"]:
        cell["metadata"].pop("user_expressions", None)
        if cell["cell_type"] == "code":
            cell |= {"outputs": [], "execution_count": None}
    folder.mkdir(exist_ok=True)
    (folder / path.name).write_text(json.dumps(notebook), "utf-8")


@pytest.fixture
def tab(chromium):
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("theme", ["JupyterLab Light", "JupyterLab Dark"])
def test_stored_figures_are_legible_in_both_themes(lab, tab, theme):
    tab.goto(f"{lab}/lab/tree/three-months.ipynb?reset")
    tab.wait_for_selector(".jp-Notebook .js-plotly-plot .annotation", timeout=120_000)
    tab.evaluate(
        """theme => fetch('/lab/api/settings/@jupyterlab/apputils-extension:themes', {
             method: 'PUT', headers: {'Content-Type': 'application/json',
               'X-XSRFToken': (document.cookie.match(/_xsrf=([^;]*)/) || [])[1]},
             body: JSON.stringify({raw: JSON.stringify({theme})})})""",
        theme,
    )
    tab.goto(f"{lab}/lab/tree/three-months.ipynb?reset")
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


READ = """() => [...document.querySelectorAll('.jp-Notebook .jp-MarkdownCell')]
  .map(cell => [+cell.dataset.windowedListIndex,
                cell.querySelector('.jp-MarkdownOutput, .myst')?.innerText || ''])"""
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


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_after_one_run_every_value_is_read_in_its_sentence(lab, tab, path):
    tab.goto(f"{lab}/lab/tree/never-run/{path.name}?reset")
    tab.wait_for_selector(".jp-Notebook .jp-MarkdownCell", timeout=120_000)
    tab.wait_for_selector(".jp-Notebook-ExecutionIndicator[data-status='idle']", timeout=60_000)
    tab.get_by_text("Run", exact=True).first.click()
    tab.get_by_text("Run All Cells", exact=True).first.click()
    told = ".jp-Notebook .jp-OutputArea-output pre:text-matches('→|No sentence computes')"
    for _ in range(60):  # the last cell lists what the sentences say, which are asked after it
        tab.evaluate(f"{PANE}.scrollTop = {PANE}.scrollHeight")
        if tab.locator(told).count():
            break
        tab.wait_for_timeout(1000)
    for _ in range(8):  # a busy machine answers and draws late
        if not (missing := unread(path, read_through(tab))):
            break
    assert missing == []


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_that_nobody_ran_and_nobody_trusts_shows_the_stored_values(lab, tab, path):
    tab.goto(f"{lab}/lab/tree/{path.name}?reset")
    tab.wait_for_selector(".jp-Notebook .jp-MarkdownCell", timeout=120_000)
    tab.wait_for_timeout(1500)
    assert unread(path, read_through(tab)) == []
