"""The book in JupyterLab: `python -m border_wars_book lab`, with any further arguments of Lab's.

A notebook in Lab reads like its page: `book.js`, an extension of Lab's that needs no bundler, mends
what `jupyterlab-myst` leaves open. What it cannot know stands before it in one file, made when Lab
is started: numbers of paragraphs, short citations, terms, where each label leads, figures that are
shown on a page that is not their own. It is not installed, so that no other Lab has it.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from border_wars_book.build.sources import extensions, setting
from border_wars_book.build.toc import chapters, pages, parts
from border_wars_book.page import paragraphs, works

NAME = "border-wars-book"
HERE = Path(__file__).parent
MADE = Path("_build", "lab")
_TARGET = re.compile(r"^\(([^)\s]+)\)=|\{#([\w-]+)[^}]*\}|^:name: (\S+)$", re.M)
_TITLE = re.compile(r"^# (.+)$", re.M)
_TERM = re.compile(r"^(\S.*)\n((?:  +.*\n?)+)", re.M)
_ROLE = re.compile(r"\{[\w:]+\}`([^`<]*?)(?: <[^>]*>)?`")


def command(root: Path, arguments: list[str]) -> list[str]:
    """What starts Lab on the book's contents page; the extension is made for it."""
    first = _file(root, pages(root)[0]).name
    return [
        *(sys.executable, "-m", "jupyterlab", f"--ServerApp.root_dir={root}"),
        f"--LabApp.app_settings_dir={HERE}",
        f"--LabApp.extra_labextensions_path={make(root)}",
        *(f"--LabApp.default_url=/lab/tree/{first}", *arguments),
    ]


def run(root: Path, arguments: list[str]) -> None:
    """Become Lab."""
    whole = command(root, arguments)
    os.execv(whole[0], whole)


def make(root: Path) -> Path:
    """Write the extension and give the folder that holds it.

    Lab lets browsers keep such a file for a year: its name is made of what it says.
    """
    folder = root / MADE
    shutil.rmtree(folder, ignore_errors=True)
    static = folder / NAME / "static"
    static.mkdir(parents=True)
    told = json.dumps(knowledge(root, static), ensure_ascii=False, separators=(",", ":"))
    script = f"window.bookInLab={told};\n" + (HERE / "book.js").read_text("utf-8")
    name = f"static/remoteEntry.{hashlib.sha256(script.encode()).hexdigest()[:16]}.js"
    (folder / NAME / name).write_text(script, "utf-8")
    package = {
        "name": NAME,
        "version": "1.0.0",
        "description": "The book's notebooks in JupyterLab as its pages are",
        "jupyterlab": {"extension": True, "_build": {"load": name, "extension": "./extension"}},
    }
    (folder / NAME / "package.json").write_text(json.dumps(package), "utf-8")
    return folder


def knowledge(root: Path, static: Path) -> dict[str, Any]:
    """What `book.js` is told; drawings of borrowed figures are written into `static`."""
    files = {page: _file(root, page) for page in pages(root)}
    texts = {page: path.read_text("utf-8") for page, path in files.items()}
    notebooks = {
        page: json.loads(text) for page, text in texts.items() if files[page].suffix == ".ipynb"
    }
    numbers = _numbers(root, notebooks)
    addresses = {page: path.relative_to(root).as_posix() for page, path in files.items()}
    labels = {
        label.lower(): address
        for page in files
        for label, address in _labels(addresses[page], texts[page], notebooks.get(page))
    }
    prose = {page: _prose(texts[page], notebooks.get(page)) for page in files}
    cited = works.read(root, setting(root, works.BIBLIOGRAPHY) or []).values()
    return {
        "pages": {
            path.stem: {"path": addresses[page], "numbers": numbers.get(page, {})}
            for page, path in files.items()
        },
        "contents": [
            [part, [[addresses[page], _title(prose[page])] for page in inside]]
            for part, inside in parts(root).items()
        ],
        "labels": labels,
        "works": {
            work.key: [work.short, work.as_note().astext(), *[link[1] for link in work.links[:1]]]
            for work in cited
        },
        "terms": dict(term for text in prose.values() for term in _terms(text)),
        "figures": dict(_figures(notebooks, " ".join(prose.values()), static)),
        "style": (HERE / "book.css").read_text("utf-8"),
    }


def _file(root: Path, page: str) -> Path:
    notebook = root / f"{page}.ipynb"
    return notebook if notebook.exists() else root / f"{page}.md"


def _prose(text: str, notebook: dict[str, Any] | None) -> str:
    if notebook is None:
        return text
    return "\n\n".join("".join(cell["source"]) for cell in paragraphs.prose_cells(notebook))


def _title(prose: str) -> str:
    found = _TITLE.search(prose)
    return found[1] if found else ""


def _numbers(root: Path, notebooks: dict[str, Any]) -> dict[str, dict[str, list[str]]]:
    """For each page the numbers of the paragraphs of each cell, by the cell's id."""
    told = extensions(root)
    prose = paragraphs.Prose(told)
    rows = [row for row in paragraphs.updated(root, told) if not row.gone]
    found: dict[str, dict[str, list[str]]] = {}
    for page in chapters(root):
        given = iter([row.number for row in rows if row.page == page])
        found[page] = {
            cell["id"]: [next(given) for _ in prose.in_cell("".join(cell["source"]))]
            for cell in paragraphs.prose_cells(notebooks[page])
        }
    return found


def _labels(address: str, text: str, notebook: dict[str, Any] | None) -> Iterator[tuple[str, str]]:
    """Every target of a page, of its figures and of the tables it made, with its cell's address."""
    if notebook is None:
        yield from ((found[found.lastindex], address) for found in _TARGET.finditer(text))
        return
    for cell in notebook["cells"]:
        here = f"{address}#cell-id={cell['id']}"
        if label := cell["metadata"].get("label"):
            yield label, here
        shown = [one.get("data", {}).get("text/markdown", "") for one in cell.get("outputs", [])]
        if cell["cell_type"] == "markdown":
            shown = [cell["source"]]
        for part in shown:
            yield from ((one[one.lastindex], here) for one in _TARGET.finditer("".join(part)))


def _terms(prose: str) -> Iterator[tuple[str, str]]:
    for glossary in re.findall(r"^```\{glossary\}\n(.*?)^```", prose, re.M | re.S):
        for term, meaning in _TERM.findall(glossary):
            yield term.lower(), " ".join(_ROLE.sub(r"\1", meaning).split())


def _figures(
    notebooks: dict[str, Any], prose: str, static: Path
) -> Iterator[tuple[str, tuple[str, str]]]:
    """The figures that some page borrows: the file of the drawing, and what it shows in words."""
    wanted = set(re.findall(r"^```\{borrowed-figure\} (\S+)", prose, re.M))
    for notebook in notebooks.values():
        for cell in notebook["cells"]:
            label = cell["metadata"].get("label", "")
            for output in cell.get("outputs", []) if label in wanted else ():
                drawn = "".join(output["data"].get("image/svg+xml", ""))
                (static / f"{label}.svg").write_text(drawn, "utf-8")
                yield label, (f"{label}.svg", "".join(output["data"]["text/plain"]))
