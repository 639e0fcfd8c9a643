"""What authors write, looked over before anything runs: the settings, the contents, the pages, the
record.

A fault in any of them ends a build sooner or later, and later means after minutes and in the words
of a library. Here each is one line that names the file. The book knows no record: the command that
checks it is a setting, `border_wars_check`, the arguments of Python.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import warnings
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from border_wars_book.build import inputs, kept
from border_wars_book.build.repository import SETTING, Repository
from border_wars_book.build.toc import pages
from command_line import CommandFailure
from plain_text import fault

CONFIG, CONTENTS = "_config.yml", "_toc.yml"
TRACED, BEFOREHAND = "border_wars_traced", "border_wars_beforehand"
_FUNCTION = re.compile(r"[\w.]+:\w+")
PAGE_SUFFIXES = (".ipynb", ".md")


class SourceFailure(CommandFailure):
    """Faults that have to be mended first, a line each."""


def look_over(root: Path) -> None:
    """Raise `SourceFailure` where the settings, the contents or a page cannot be read."""
    found = list(faults(root))
    if found:
        raise SourceFailure("\n".join(found))


def check_record(root: Path) -> None:
    """Raise `SourceFailure` with every line of the record's own check where it finds a problem.

    A record that was found good is checked again when it or the code has changed.
    """
    arguments = setting(root, "border_wars_check")
    if not arguments:
        return
    command = [sys.executable, *map(str, arguments)]

    def found_good() -> bool:
        check = subprocess.run(command, cwd=root, capture_output=True, text=True, encoding="utf-8")
        if check.returncode:
            told = filter(None, (check.stdout.strip(), check.stderr.strip()))
            raise SourceFailure("\n".join(told))
        return True

    made_of = (inputs.results_fingerprint(root), *command)
    kept.once(root / "_build" / "checked", made_of, found_good, alone=True)


def setting(root: Path, name: str) -> Any:
    """What the settings say for Sphinx under this name; None where they say nothing."""
    sphinx = _mapping(root / CONFIG).get("sphinx") or {}
    return (sphinx.get("config") or {}).get(name)


def pdf_name(root: Path) -> str:
    """The PDF's file name: that of Jupyter Book's `latex_documents`, `book.pdf` without one."""
    documents = (_mapping(root / CONFIG).get("latex") or {}).get("latex_documents") or {}
    return Path(str(documents.get("targetname", "book.tex"))).with_suffix(".pdf").name


def extensions(root: Path) -> list[str]:
    """The extensions of Markdown that the settings turn on."""
    parse = _mapping(root / CONFIG).get("parse") or {}
    return list(parse.get("myst_enable_extensions") or [])


def faults(root: Path) -> Iterator[str]:
    """One line for each fault in the files from which the pages are made."""
    unread = False
    for name in (CONFIG, CONTENTS):
        try:
            yield from (f"{name}: {told}" for told in _text_faults(_mapping(root / name)))
        except SourceFailure as failure:
            unread = True
            yield f"{name}{failure}"
    if unread:
        return
    traced = setting(root, TRACED) or ["", ""]
    if not (isinstance(traced, list) and [*map(type, traced)] == [str, str]):
        yield f"{CONFIG}: {TRACED}: {traced!r}: expected a module and the folder of a record"
    beforehand = setting(root, BEFOREHAND)
    if not (beforehand is None or _FUNCTION.fullmatch(str(beforehand))):
        yield f"{CONFIG}: {BEFOREHAND}: {beforehand!r}: expected package.module:function"
    try:
        Repository.of(setting(root, SETTING))
    except CommandFailure as failure:
        yield f"{CONFIG}: {failure}"
    try:
        listed = pages(root)
    except (LookupError, TypeError, AttributeError):
        yield f"{CONTENTS}: not a table of contents: expected root, then parts of chapters of file"
        return
    for page in listed:
        paths = [root / f"{page}{suffix}" for suffix in PAGE_SUFFIXES]
        found = [path for path in paths if path.is_file()]
        if not found or (root.resolve() not in found[0].resolve().parents):
            yield f"{CONTENTS}: no such page: {page!r}, expected {page}.ipynb or {page}.md"
        else:
            yield from _page_faults(found[0], found[0].relative_to(root).as_posix())


def _page_faults(path: Path, name: str) -> Iterator[str]:
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        yield f"{name}: cannot be read: {getattr(error, 'strerror', None) or 'not UTF-8'}"
        return
    if not text.strip():
        yield f"{name}: empty file: expected a page"
    elif path.suffix == ".ipynb":
        yield from (f"{name}{told}" for told in _notebook_faults(text))


def _notebook_faults(text: str) -> Iterator[str]:
    import nbformat

    try:
        notebook = json.loads(text)
    except json.JSONDecodeError as error:
        yield f":{error.lineno}: not a notebook: {error.msg}"
        return
    except (ValueError, RecursionError):
        yield ": not a notebook: not JSON that can be read"
        return
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")  # what it only warns of today, such as a cell without id
            nbformat.validate(_without_outputs(notebook))
    except Exception as error:  # of whatever library; its first line says which part
        told = str(error).strip() or type(error).__name__
        yield f": not a notebook: {told.splitlines()[0]:.200}"
        return
    if notebook["nbformat"] != 4:
        yield f": a notebook of format {notebook['nbformat']}: expected 4"
        return
    yield from (f": metadata: {told}" for told in _text_faults(notebook["metadata"]))
    for number, cell in enumerate(notebook["cells"], 1):
        written = {key: value for key, value in cell["metadata"].items() if key != kept.ANSWERS}
        yield from (f": cell {number}, metadata: {told}" for told in _text_faults(written))


def _without_outputs(notebook: Any) -> Any:
    """Stored outputs are made anew by a run, and take seconds to validate."""
    if not isinstance(notebook, dict) or not isinstance(notebook.get("cells"), list):
        return notebook
    cells = [
        {**cell, "outputs": []} if isinstance(cell, dict) and "outputs" in cell else cell
        for cell in notebook["cells"]
    ]
    return {**notebook, "cells": cells}


def _text_faults(whole: Any) -> Iterator[str]:
    """The rule of every text, for the texts anywhere in a mapping; lines may end inside them."""
    waiting = [("", whole)]
    for where, part in waiting:
        if isinstance(part, dict):
            waiting += [(where, key) for key in part]
            waiting += [(f"{where}.{key}".strip("."), value) for key, value in part.items()]
        elif isinstance(part, list):
            waiting += [(f"{where}.{number}", value) for number, value in enumerate(part, 1)]
        elif isinstance(part, str):
            for line in part.split("\n"):
                if told := fault(line.strip(" ")):
                    yield f"{where}: {told}"
                    break


@lru_cache(maxsize=4)  # the settings are asked for many times in a build, and nobody changes them
def _parsed(text: str) -> Any:
    return yaml.safe_load(text)


def _mapping(path: Path) -> dict:
    try:
        found = _parsed(path.read_text("utf-8"))
    except FileNotFoundError:
        raise SourceFailure(": missing file") from None
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "not UTF-8"
        raise SourceFailure(f": cannot be read: {reason}") from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f":{mark.line + 1}:{mark.column + 1}" if mark else ""
        reason = getattr(error, "problem", None) or getattr(error, "reason", None)
        raise SourceFailure(f"{where}: not YAML: {reason or 'cannot be read'}") from None
    except (ValueError, RecursionError) as error:
        raise SourceFailure(f": not YAML: {error!s:.80}") from None
    if not isinstance(found, dict):
        raise SourceFailure(": expected settings, a name and a value to a line")
    return found
