"""What stands on the pages of a PDF, read from the PDF alone: elements, lines, letters."""

from __future__ import annotations

import ctypes
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium

BLOCKS = {*"P H1 H2 H3 H4 TD TH LBody Caption Note Figure".split()}
SAME_LINE = 0.6  # of the size of the type


@dataclass(frozen=True)
class Run:
    """Letters set in one go: marks, the number of their content, where they stand, in points."""

    text: str
    marks: tuple[str, ...]
    content: int
    left: float
    bottom: float
    right: float
    top: float
    size: float


@dataclass(frozen=True)
class Line:
    """A line of one element."""

    text: str
    left: float
    right: float
    base: float
    size: float


@dataclass(frozen=True)
class Element:
    """An element of the tags: what it is, its alternative, and its contents, page by page."""

    kind: str
    alternative: str
    contents: tuple[tuple[int, int], ...]  # (page from 0, number of the content)
    children: tuple[Element, ...]

    def all(self, *, notes: bool = True) -> Iterator[Element]:
        """It and all that it holds, in the order of reading, with the notes called there or not."""
        yield self
        for child in self.children:
            if notes or child.kind != "Note":
                yield from child.all(notes=notes)

    @property
    def pages(self) -> list[int]:
        """The pages it stands on, from 0."""
        return sorted({page for one in self.all(notes=False) for page, _ in one.contents})


class Printed:
    """A PDF as its reader finds it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.document = pypdfium2.PdfDocument(path)
        self.pages = range(len(self.document))
        self._runs: dict[int, list[Run]] = {}

    def runs(self, page: int) -> list[Run]:
        """All letters of a page, those of the running heads (`Artifact`) too."""
        if page not in self._runs:
            opened = self.document[page]
            words = opened.get_textpage()
            objects = opened.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT], max_depth=8)
            self._runs[page] = [_run(one, words) for one in objects]
        return self._runs[page]

    def lines(self, element: Element, page: int) -> list[Line]:
        """The lines of an element on a page, from above, column by column, without its notes."""
        inside = element.all(notes=False)
        own = {at for one in inside for number, at in one.contents if number == page}
        runs = [run for run in self.runs(page) if run.content in own]
        return [line for column in columns_of(runs) for line in lines_of(column)]

    def words(self, element: Element) -> str:
        """The words of an element in the order of reading, across pages and columns."""
        own = {one for part in element.all(notes=False) for one in part.contents}
        return "".join(
            run.text
            for page in element.pages
            for run in self.runs(page)
            if (page, run.content) in own
        )

    @cached_property
    def blocks(self) -> list[Element]:
        """All that holds words: paragraphs, heads, cells, items, captions, notes, figures."""
        return [one for one in self.tags.all() if one.kind in BLOCKS]

    @cached_property
    def notes(self) -> set[tuple[int, int]]:
        """The contents of notes: page and number."""
        notes = [one for one in self.tags.all() if one.kind == "Note"]
        return {one for note in notes for part in note.all() for one in part.contents}

    @cached_property
    def tags(self) -> Element:
        """The tree of the document's elements."""
        with pikepdf.open(self.path) as pdf:
            numbers = {page.objgen: at for at, page in enumerate(pdf.pages)}
            root = pdf.Root.StructTreeRoot.K
            return _element(root[0] if isinstance(root, pikepdf.Array) else root, numbers, -1)


def columns_of(runs: list[Run]) -> list[list[Run]]:
    """Runs in the order of reading, parted where one stands above and right of all before it."""
    columns: list[list[Run]] = [[]]
    for run in runs:
        column = columns[-1]
        beside = all(run.left > other.right for other in column)
        if column and beside and run.bottom > column[-1].bottom + run.size:
            columns.append([])
        columns[-1].append(run)
    return columns


def lines_of(runs: list[Run]) -> list[Line]:
    """Runs joined into lines; raised and lowered signs belong to the line that they stand in."""
    groups: list[list[Run]] = []
    for run in sorted((run for run in runs if run.text.strip()), key=lambda run: -run.bottom):
        near = groups and abs(groups[-1][0].bottom - run.bottom) < SAME_LINE * run.size
        groups[-1].append(run) if near else groups.append([run])
    lines = []
    for group in groups:
        group.sort(key=lambda run: run.left)
        text = ""
        for before, run in zip([None, *group], group, strict=False):
            apart = before and run.left - before.right > 0.12 * run.size
            text += (" " if apart and not text.endswith(" ") else "") + run.text
        size = max(run.size for run in group)
        base = min(run.bottom for run in group)
        right = max(run.right for run in group)
        lines.append(Line(text.strip(), group[0].left, right, base, size))
    return lines


def _run(one: pypdfium2.PdfObject, words: pypdfium2.PdfTextPage) -> Run:
    text = _said(lambda room, size: pdfium.FPDFTextObj_GetText(one.raw, words.raw, room, size))
    size = ctypes.c_float()
    pdfium.FPDFTextObj_GetFontSize(one.raw, size)
    matrix = one.get_matrix()
    marks = tuple(
        _name(pdfium.FPDFPageObj_GetMark(one.raw, at))
        for at in range(pdfium.FPDFPageObj_CountMarks(one.raw))
    )
    content = pdfium.FPDFPageObj_GetMarkedContentID(one.raw)
    left, _, right, top = one.get_bounds()
    return Run(text, marks, content, left, matrix.f, right, top, size.value * abs(matrix.d))


def _said(ask) -> str:
    size = ask(None, 0)
    room = ctypes.create_string_buffer(size + 2)
    ask(ctypes.cast(room, ctypes.POINTER(ctypes.c_ushort)), size)
    return room.raw[:size].decode("utf-16-le").rstrip("\0")


def _name(mark) -> str:
    length = ctypes.c_ulong()
    room = ctypes.create_string_buffer(64)
    letters = ctypes.cast(room, ctypes.POINTER(ctypes.c_ushort))
    pdfium.FPDFPageObjMark_GetName(mark, letters, 64, length)
    return room.raw[: length.value].decode("utf-16-le").rstrip("\0")


def _element(node: pikepdf.Dictionary, numbers: dict, page: int) -> Element:
    page = numbers[node.Pg.objgen] if "/Pg" in node else page
    held = node.get("/K", [])
    contents, children = [], []
    for part in held if isinstance(held, pikepdf.Array) else [held]:
        if isinstance(part, int):
            contents.append((page, part))
        elif isinstance(part, pikepdf.Dictionary) and "/MCID" in part:
            contents.append((numbers[part.Pg.objgen] if "/Pg" in part else page, int(part.MCID)))
        elif isinstance(part, pikepdf.Dictionary) and "/S" in part:
            children.append(_element(part, numbers, page))
    kind = str(node.S).removeprefix("/")
    return Element(kind, str(node.get("/Alt", "")), tuple(contents), tuple(children))


def squeezed(text: str) -> str:
    """Text without what line breaks add or take: spaces, hyphens, ligatures."""
    text = unicodedata.normalize("NFKC", text)
    return re.sub(r"[\s\u00ad\u0002\ufffe\u2010\u2011-]+", "", text)
