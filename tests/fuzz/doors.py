"""The doors by which text comes in, each with the inputs to try and what must hold of any of them.

A case is plain JSON, so that one that was found can be kept as a small file. What holds is always
the same: no exception but those a door promises, an answer within seconds, nothing raw printed.
"""

import contextlib
import io
import json
import os
import re
import signal
import tempfile
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from border_wars_book.__main__ import main as book_main
from border_wars_book.build.sources import faults
from docutils.core import publish_doctree
from hypothesis import strategies as st
from myst_parser.parsers.docutils_ import Parser

import analysis
import analysis.__main__ as command_line
from analysis import war
from historical_time.edtf import EdtfError, parse_edtf
from plain_text.myst import address, escaped, event_link, facet, list_table
from tests.records import SMALL, copy_small_record

ROOT = Path(__file__).resolve().parents[2]
HANGS_AFTER_SECONDS = 20
MARKDOWN_EXTENSIONS = ["attrs_inline", "colon_fence", "deflist", "substitution"]

ODD = [
    *("", " ", ",", '"', '""', "\n", "\r", "\t", "\0", "\x1b[31m", "\u202e", "\u2067", "\ufeff"),
    *("\ud800", "\U000e0041", "\u3164", "о", "é", "e\u0301", "=1+1", "- a", "% a", "+++", "{{x}}"),
    *("..", "/", "XXXX-XX-6X", "0001-01-01", "9999-12-31", "1945-08-09", "24:00", "-99", "1e999"),
    *("nan", "x" * 300, "9" * 5000, "../etc/passwd", "null", "[]", "{}", "true", "'", "\\", "}"),
]


class Hang(AssertionError):
    """A case took longer than any input may."""


@contextlib.contextmanager
def no_hang() -> Iterator[None]:
    """Raise `Hang` in the main thread when the answer takes too much of the processor's own time.

    Not of the clock's: a machine that is busy with something else has not hung.
    """
    if threading.current_thread() is not threading.main_thread() or not hasattr(
        signal, "SIGVTALRM"
    ):
        yield
        return

    def stop(*_: object) -> None:
        raise Hang(f"no answer in {HANGS_AFTER_SECONDS} s")

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, HANGS_AFTER_SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


@dataclass(frozen=True)
class Door:
    """What to put in, what must hold, and how many cases are a fixed sample of some seconds."""

    cases: st.SearchStrategy
    holds: Callable[[Any], None]
    sample: int

    def try_case(self, case: Any) -> None:
        """Put one case in."""
        with no_hang():
            self.holds(case)


# Dates

_DATE_SIGNS = st.text(alphabet="0123456789X-/.,[]{}?~%TZ:+YES ", max_size=24)
_SHAPED = st.from_regex(
    r"[\[{]?([0-9X]{4}(-[0-9X]{2}(-[0-9X]{2}[?~%]?)?)?|\.\.)?([,/]|\.\.)?"
    r"([0-9X]{4}(-[0-9X]{2}(-[0-9X]{2}[?~%]?)?)?|\.\.)?[\]}]?",
    fullmatch=True,
)


def a_date_is_read_or_refused(text: str) -> None:
    """Bounds in order that keep the text, or `EdtfError` with a part and what was expected."""
    refusal = None
    try:
        bounds = parse_edtf(text)
    except EdtfError as error:
        refusal = error
    if refusal:
        assert refusal.part
        assert refusal.expected
        return
    assert str(bounds) == text
    for first, last in (
        (bounds.start_earliest, bounds.start_latest),
        (bounds.end_earliest, bounds.end_latest),
        (bounds.start_earliest, bounds.end_latest),
    ):
        assert first is None or last is None or first <= last


# Data folders

FILES = [*sorted(path.name for path in SMALL.iterdir()), "datapackage.json", "vocabularies.csv"]
_PIECE = st.sampled_from(ODD) | st.text(max_size=6)
_AT = st.integers(0, 10**6)
_EDIT = st.one_of(
    st.tuples(st.just("put"), _AT, _PIECE),
    st.tuples(st.just("cut"), _AT, st.integers(1, 400)),
    st.tuples(st.just("line"), _AT, _AT),
    st.tuples(st.just("cell"), _AT, _AT, _PIECE),
    st.tuples(st.just("head"), _AT, _PIECE),
    st.tuples(
        st.just("value"), _AT, st.sampled_from([None, True, 0, 1e999, "x", "", [], {}, "\0"])
    ),
    st.tuples(st.just("key"), _AT, _PIECE),
)


@cache
def _folder(kind: str) -> tuple[Path, dict[str, str]]:
    folder = Path(tempfile.mkdtemp(prefix=f"fuzz-{kind}-"))
    if kind == "record":
        copy_small_record(folder)
    else:
        for name, text in BOOK.items():
            (folder / name).write_text(text, "utf-8")
    return folder, {path.name: path.read_text("utf-8") for path in folder.iterdir()}


def edited(text: str, edits: list) -> str:
    """The text after each edit; numbers are taken modulo what there is."""
    for kind, at, *more in edits:
        with contextlib.suppress(ValueError, ZeroDivisionError, IndexError, RecursionError):
            text = _EDITS[kind](text, at, *more)
    return text


def _put(text: str, at: int, piece: str) -> str:
    at %= len(text) + 1
    return text[:at] + piece + text[at:]


def _cut(text: str, at: int, length: int) -> str:
    at %= len(text) + 1
    return text[:at] + text[at + length :]


def _line(text: str, one: int, other: int) -> str:
    lines = text.split("\n")
    one, other = one % len(lines), other % len(lines)
    lines[one], lines[other] = lines[other], lines[one]
    return "\n".join(lines)


def _cell(text: str, row: int, column: int, piece: str) -> str:
    lines = text.split("\n")
    row %= len(lines)
    cells = lines[row].split(",")
    cells[column % len(cells)] = piece
    lines[row] = ",".join(cells)
    return "\n".join(lines)


def _nodes(part: Any) -> Iterator[tuple[Any, Any]]:
    if not isinstance(part, dict | list):
        return
    for key in list(part) if isinstance(part, dict) else range(len(part)):
        yield part, key
        yield from _nodes(part[key])


def _value(text: str, at: int, value: Any) -> str:
    whole = json.loads(text)
    nodes = list(_nodes(whole))
    part, key = nodes[at % len(nodes)]
    part[key] = value
    return json.dumps(whole)


def _key(text: str, at: int, piece: str) -> str:
    whole = json.loads(text)
    nodes = [(part, key) for part, key in _nodes(whole) if isinstance(part, dict)]
    part, key = nodes[at % len(nodes)]
    part[key + piece] = part.pop(key)
    return json.dumps(whole)


_EDITS: dict[str, Callable[..., str]] = {
    "put": _put,
    "cut": _cut,
    "line": _line,
    "cell": _cell,
    "head": lambda text, at, piece: _cell(text, 0, at, piece),
    "value": _value,
    "key": _key,
}


@contextlib.contextmanager
def _with_file(kind: str, name: str, edits: list) -> Iterator[Path]:
    folder, whole = _folder(kind)
    path = folder / name
    path.write_bytes(edited(whole[name], edits).encode("utf-8", "surrogatepass"))
    try:
        yield folder
    finally:
        path.write_text(whole[name], "utf-8")


def _printed(command: Callable[[list[str]], int], arguments: list[str]) -> tuple[int, str]:
    """Exit status and everything printed, in which no control but a line's end may stand."""
    out = io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
        try:
            status = command(arguments)
        except SystemExit as ended:  # argparse, asked wrongly
            return int(ended.code or 0), ""
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", out.getvalue())
    return status, out.getvalue()


def a_folder_is_checked(case: list) -> None:
    """A line for each problem with its place, or the summary; never an exception."""
    name, edits = case
    with _with_file("record", name, edits) as folder:
        status, printed = _printed(command_line.main, ["check", str(folder)])
    lines = printed.splitlines()
    if status == 0:
        assert lines[0].startswith("rows per table")
    else:
        assert status == command_line.FOUND
        assert re.fullmatch(r"\d+ problems? found", lines[-1])
        assert all(re.match(r"[^:]+:\d+:", line) for line in lines[:-1]), lines


# Command lines

_WORDS = st.sampled_from(
    [
        "hiroshima",
        "nagasaki",
        "lake-khasan",
        "khalkhin-gol:end",
        ":start",
        "--clock",
        "tokyo",
        "utc",
    ]
)


@cache
def _small_dataset() -> analysis.Dataset:
    return analysis.load(_folder("record")[0])


def a_command_answers(arguments: list[str]) -> None:
    """`interval` and the book's commands answer, or say what was wrong, with status 0, 1 or 2."""
    small, load = _small_dataset(), war.load
    war.load = lambda folder: small
    here = Path.cwd()
    try:
        assert _printed(command_line.main, ["interval", *arguments])[0] in (0, 1, 2)
        with tempfile.TemporaryDirectory() as empty:
            os.chdir(empty)
            assert _printed(book_main, ["build", *arguments])[0] in (0, 1, 2)
    finally:
        war.load = load
        os.chdir(here)


# Markdown

_SEEN = st.characters(exclude_categories=("Cs", "Cc", "Cn"))
_LEADING = st.sampled_from(
    [
        *(
            "- ",
            "+ ",
            "* ",
            "% ",
            "+++",
            ":::",
            "::::{raw} html",
            "(x)=",
            "---",
            "--",
            "123. ",
            "1)",
        ),
        *(": ", "    ", "&lt;b&gt;", "&#65;", "# ", "#", ">", "|", "```", "~~~", "[^x]:", "[x]: y"),
        *("<div>", "{{x}}", "$x$", "\\", "{x}`y`", "![", "<!--", "===", "\t", "\u2028", "\u00a0"),
    ]
)


def parsed(markdown: str):
    """The tree of docutils, by MyST's parser with the extensions of the book."""
    return publish_doctree(
        markdown,
        parser=Parser(),
        settings_overrides={
            "myst_enable_extensions": MARKDOWN_EXTENSIONS,
            "myst_suppress_warnings": ["myst"],
            "report_level": 5,
            "file_insertion_enabled": False,
        },
    )


def texts(tree: Any) -> list[str]:
    """The text of every paragraph and title."""
    return [
        node.astext() for node in tree.findall(lambda node: node.tagname in ("paragraph", "title"))
    ]


def markdown_reads_back(text: str) -> None:
    """As a paragraph, a heading, a table's cell and head, a link, an address and a marked word."""
    if not text:
        return
    assert texts(parsed(escaped(text))) == [text]
    assert texts(parsed(f"# {escaped(text)}")) == [text]
    assert texts(parsed(event_link(text, "x"))) == [text]
    assert texts(parsed(address(text, "x"))) == [text]
    assert texts(parsed(facet("lane", text))) == [text]
    table = list_table((text, "B"), (1, 1), [[[escaped(text)], ["b", escaped(text)]]])
    assert texts(parsed(table)) == [text, "B", text, "b", text]


# The sources of a book

_NOTEBOOK = {
    "cells": [
        {"cell_type": "markdown", "id": "a", "metadata": {}, "source": "# One"},
        {
            "cell_type": "code",
            "id": "b",
            "metadata": {"tags": ["x"]},
            "source": "1",
            "outputs": [],
            "execution_count": None,
        },
    ],
    "metadata": {"kernelspec": {"name": "python3", "display_name": "Python 3"}},
    "nbformat": 4,
    "nbformat_minor": 5,
}
BOOK = {
    "_config.yml": "title: A book\nsphinx:\n  config:\n    language: en_GB\n",
    "_toc.yml": "root: index\nparts:\n- caption: Story\n  chapters:\n  - file: one\n",
    "index.md": "# A book\n",
    "one.ipynb": json.dumps(_NOTEBOOK),
}


def sources_are_looked_over(case: list) -> None:
    """A line for each fault that begins with the file's name."""
    name, edits = case
    with _with_file("book", name, edits) as folder:
        for line in faults(folder):
            assert re.match(r"_config\.yml|_toc\.yml|index\.md|one\.ipynb|index\.ipynb", line), line


DOORS = {
    "dates": Door(_DATE_SIGNS | _SHAPED | st.text(max_size=12), a_date_is_read_or_refused, 3000),
    "folders": Door(
        st.tuples(st.sampled_from(FILES), st.lists(_EDIT, min_size=1, max_size=3)),
        a_folder_is_checked,
        150,
    ),
    "commands": Door(st.lists(_WORDS | _PIECE, max_size=5), a_command_answers, 150),
    "markdown": Door(
        st.builds(str.__add__, _LEADING | st.just(""), st.text(_SEEN, max_size=12)),
        markdown_reads_back,
        150,
    ),
    "sources": Door(
        st.tuples(st.sampled_from(sorted(BOOK)), st.lists(_EDIT, min_size=1, max_size=3)),
        sources_are_looked_over,
        200,
    ),
}
