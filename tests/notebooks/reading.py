"""Notebooks and pages as an author wrote them: their prose, without code, values and links."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[2]
NOTEBOOKS = sorted([*(ROOT / "notebooks").glob("*.ipynb"), ROOT / "index.ipynb"])
PAGES = sorted([*NOTEBOOKS, *(ROOT / "notebooks").glob("*.md")])

_TOC = yaml.safe_load((ROOT / "_toc.yml").read_text("utf-8"))
READ_IN_ORDER = [
    path
    for part in _TOC["parts"]
    for entry in part["chapters"]
    for path in PAGES
    if path.with_suffix("") == ROOT / entry["file"]
]
# The notebooks that tell or ask; what is looked up, the last part, is no chapter.
CHAPTERS = [
    path
    for part in _TOC["parts"]
    if part["caption"] != "The record"
    for entry in part["chapters"]
    if (path := (ROOT / entry["file"]).with_suffix(".ipynb")).exists()
]

_FENCED_CODE = re.compile(r"^(`{3,}|~{3,})(?!\{(?:glossary|admonition)).*?^\1\s*$", re.M | re.S)
_FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n", re.S)
_ROLE = re.compile(r"\{[a-z:]+\}`[^`]*`")
_VALUE = re.compile(r"\{eval\}`[^`]*`")
_CODE = re.compile(r"`[^`]*`")
_LINK_TARGET = re.compile(r"\]\([^)]*\)")
_ANCHOR = re.compile(r"^\([^)]*\)=\s*$", re.M)
_DIRECTIVE = re.compile(r"^(:{3,}|`{3,}).*$|^:[a-z-]+:.*$", re.M)


@cache
def cells(path: Path) -> list[dict]:
    """The cells of a notebook that are on its page, those that only compute among them."""
    return [
        cell
        for cell in json.loads(path.read_text("utf-8"))["cells"]
        if cell["cell_type"] == "code" or "remove-cell" not in cell["metadata"].get("tags", ())
    ]


@cache
def markdown(path: Path, *, captions: bool = True) -> str:
    """What the author wrote as text: markdown cells, and the captions of code cells."""
    if path.suffix == ".md":
        return _FRONT_MATTER.sub("", path.read_text("utf-8"))
    parts = []
    for cell in cells(path):
        if cell["cell_type"] == "markdown":
            parts.append("".join(cell["source"]))
        elif captions:
            said = (cell["metadata"].get(key, "") for key in ("caption", "alt"))
            parts += [text for text in said if text]
    return "\n\n".join(parts)


def prose(path: Path) -> str:
    """The words that are typed: without code, roles (values, citations), link targets, anchors."""
    text = _FENCED_CODE.sub("", markdown(path))
    for pattern in (_ANCHOR, _DIRECTIVE, _ROLE, _CODE):
        text = pattern.sub(" ", text)
    return _LINK_TARGET.sub("]", text)


def paragraphs(path: Path) -> list[tuple[str, str]]:
    """Each paragraph and list item of running text, with its heading; a value is one word."""
    heading, found = "", []
    text = _FENCED_CODE.sub("", _ANCHOR.sub("", markdown(path, captions=False)))
    text = _VALUE.sub("{eval}", text)
    text = re.sub(r"^(:{3,})\{.*?^\1\s*$", "", text, flags=re.M | re.S)
    for block in re.split(r"\n\s*\n", text):
        for item in re.split(r"\n(?=[-*] |\d+\. )", block.strip()):
            if item.startswith("#"):
                heading = item.lstrip("# ").splitlines()[0]
            elif item and not item.startswith(("|", "```", ":::")):
                found.append((heading, " ".join(item.split())))
    return found


_CALLED = re.compile(r"\s*\{cite:p\}`[^`]*`|\[\^[\w-]+\](?!:)")
_NAMED = re.compile(r"\{[a-z:]+\}`([^`<]*)[^`]*`")
_FOOTNOTE = re.compile(r"^\[\^[\w-]+\]:", re.M)
_SENTENCE_END = re.compile(r"(?<=[.!?])(?:[\"”)*]*)\s+(?=[A-Z“\"*])")


def spoken(path: Path, *, note: str = "") -> str:
    """A notebook's text as it is heard, with what its values last said and ``note`` at each note.

    A value that was not stored yet is a point of omission; `test_stored_outputs` names it.
    """
    told = []
    for cell in cells(path):
        if cell["cell_type"] == "markdown":
            answers = {
                one["expression"]: "".join(one["result"]["data"]["text/plain"]).strip("'")
                for one in cell["metadata"].get("user_expressions", ())
            }
            text = _CALLED.sub(note, "".join(cell["source"]))
            text = re.sub(
                r"\{eval\}`([^`]*)`", lambda asked, of=answers: of.get(asked[1], "…"), text
            )
            text = _NAMED.sub(r"\1", _FENCED_CODE.sub("", text))
            told.append(_LINK_TARGET.sub("]", text))
    return "\n\n".join(told)


def heard(text: str) -> str:
    """Spoken text without the lines and marks that only say how it is set."""
    return _FOOTNOTE.sub("", _DIRECTIVE.sub("", _ANCHOR.sub("", text)))


def in_sentences(text: str) -> list[str]:
    """Spoken text cut into sentences; a heading and an item of a list end one."""
    found = []
    for block in re.split(r"\n\s*\n|\n(?=[-*:] |:::|\[\^|#)", text):
        found += _SENTENCE_END.split(" ".join(block.split()))
    return found


def sentences(path: Path) -> list[str]:
    """Each sentence of a notebook's running text, with what its values last said."""
    return in_sentences(spoken(path))
