"""A stored notebook opened in JupyterLab, in its light and its dark theme."""

from __future__ import annotations

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
    # A copy, for JupyterLab saves what it has open.
    shutil.copy(ROOT / "notebooks" / "three-months.ipynb", home)
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
