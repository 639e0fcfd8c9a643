"""A Sphinx builder that makes one PDF of all pages.

The pages share their parsed trees with the HTML; each is resolved for print, its ids are given its
page's name (chapters may both have a section "sources"), and becomes a file of Typst code beside
the template's. Typst sets the whole.
"""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from string import ascii_uppercase
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx import addnodes
from sphinx.builders import Builder
from sphinx.util import logging

from border_wars_book.build.inputs import edition
from border_wars_book.build.sources import pdf_name
from border_wars_book.build.toc import parts
from border_wars_book.page.figures import PRINT
from border_wars_book.page.pagehead import describe
from border_wars_book.page.works import PAGE_OF_SOURCES
from border_wars_book.print import front
from border_wars_book.print.index import Index
from border_wars_book.print.index_entries import vocabulary
from border_wars_book.print.records import source_numbers
from border_wars_book.print.spreading import spread
from border_wars_book.print.tables import MEASURE, WIDE
from border_wars_book.print.translator import PrintTranslator
from border_wars_book.print.typesetting import PrintError, drawable, numbers_of, write_pdf
from border_wars_book.print.typst import Code, call, content

if TYPE_CHECKING:
    from historical_record.dataset import Dataset

logger = logging.getLogger(__name__)
TEMPLATES = Path(__file__).parent
INDEX_TABLE = Path("book", "index.csv")
FONT_CACHE = Path("_build", "fonts")


def page_slug(docname: str) -> str:
    """A page's name in ids of the one document."""
    return re.sub(r"[^a-z0-9]+", "-", docname.removeprefix("notebooks/").lower())


IMPORTS = "".join(f'#import "{name}.typ": *\n' for name in ("book", "front", "index"))


@dataclass(frozen=True)
class Place:
    """Where a page stands in the book: its number or letter, and the part that it opens."""

    page: str
    number: str
    opens: str
    is_appendix: bool


@dataclass(frozen=True)
class Chapter:
    """A page of the book on paper: its Typst code, the ids it has, the files of its drawings.

    `appendix` is the number of columns of one, and 0 for a chapter.
    `entry` is what the contents say of it: its part where it opens one, its number, its title;
    `titles` what the lists of figures and tables say, by id.
    """

    slug: str
    code: str
    appendix: int
    entry: tuple[str | None, str, Code]
    ids: set[str]
    titles: dict[str, str]
    drawings: dict[Path, str]


class PrintBuilder(Builder):
    """`border-wars-pdf`: the book on paper."""

    name = PRINT
    format = "typst"
    epilog = "The PDF is in %(outdir)s."
    default_translator_class = PrintTranslator
    allow_parallel = False
    supported_image_types = ["image/svg+xml", "image/png", "image/jpeg", "image/gif"]  # noqa: RUF012
    imagedir = "_images"

    def get_outdated_docs(self) -> str:
        """The book is one file, so all of it is made anew."""
        return "all documents"

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        """Everything is in one document; `_unique` turns this into an id of it."""
        return f"#document-{docname}"

    def get_relative_uri(self, from_: str, to: str, typ: str | None = None) -> str:
        """From wherever, the same."""
        return self.get_target_uri(to, typ)

    def write(
        self, build_docnames: Iterable[str] | None, updated_docnames: Any, method: str = "update"
    ) -> None:
        """Translate every page in the order of the contents and set the whole."""
        from historical_record.dataset import load

        record = load(Path(self.srcdir) / self.config.border_wars_data)
        index = Index(vocabulary(record, Path(self.srcdir) / INDEX_TABLE), self._terms())
        self.sources_slug, self.source_numbers = page_slug(PAGE_OF_SOURCES), dict[str, int]()
        if PAGE_OF_SOURCES in self.env.all_docs:
            sources = self.env.get_doctree(PAGE_OF_SOURCES)
            self.source_numbers = source_numbers(sources, self.sources_slug)
        chapters = [self._chapter(place, index) for place in self._order()]
        try:
            self._set(chapters, record, index)
        except PrintError as error:
            logger.warning("%s", error)

    def _terms(self) -> dict[str, str]:
        """The words of the glossary by their ids in the one document."""
        known = self.env.get_domain("std").objects.items()
        return {
            f"{page_slug(docname)}--{identity}": name
            for (kind, name), (docname, identity) in known
            if kind == "term"
        }

    def _order(self) -> list[Place]:
        """The pages that are printed: chapters with their numbers, appendices with letters."""
        by_part, letters = parts(Path(self.srcdir)), iter(ascii_uppercase)
        *_, appendices = by_part
        found: list[Place] = []
        for part, listed in by_part.items():
            printed = [page for page in listed if not self._for_screens(page)]
            for at, page in enumerate(page for page in printed if page != self.config.root_doc):
                number = self.app.border_wars_chapters.get(page, "")
                if part and part == appendices:
                    number = next(letters)
                opens = part if at == 0 else ""
                found.append(Place(page, number, opens, bool(part) and part == appendices))
        return found

    def _for_screens(self, docname: str) -> bool:
        """Whether a page says of itself, with `print: false`, that it is none of the book's."""
        return str(self.env.metadata[docname].get("print")).lower() == "false"

    def _chapter(self, place: Place, index: Index) -> Chapter:
        """A page, resolved and translated."""
        docname, slug = place.page, page_slug(place.page)
        doctree = self.env.get_and_resolve_doctree(docname, self)
        self._unique(doctree, slug)
        self.post_process_images(doctree)
        spread(doctree)
        self.current_docname = docname
        self.fignumbers = {
            kind: {f"{slug}--{identity}": number for identity, number in numbers.items()}
            for kind, numbers in self.env.toc_fignumbers.get(docname, {}).items()
        }
        if not place.is_appendix:
            index.read(doctree, self.env.metadata[docname].get("indexed", ""))
        self.measure = WIDE if place.is_appendix else MEASURE
        translator = self.create_translator(doctree, self)
        doctree.walkabout(translator)
        title = translator.inside(next(iter(doctree.findall(nodes.title))))
        columns = 2 if self.env.metadata[docname].get("print") == "columns" else 1
        head = call(
            "chapter",
            slug,
            title,
            number=place.number or None,
            part=place.opens or None,
            question=describe(self.env, docname)["question"] or None,
            columns=columns,
        )
        code = content([head, *translator.body, call("end-chapter")])
        return Chapter(
            slug,
            code,
            columns if place.is_appendix else 0,
            (place.opens or None, place.number, title),
            {slug, *translator.ids},
            translator.titles,
            translator.drawings,
        )

    def _set(self, chapters: list[Chapter], data: Dataset, index: Index) -> None:
        folder = Path(self.outdir)
        self._copy_images(folder)
        for template in TEMPLATES.glob("*.typ"):
            shutil.copy(template, folder)
        record = edition(Path(self.srcdir))
        for chapter in chapters:
            for path, svg in chapter.drawings.items():
                (folder / path).parent.mkdir(exist_ok=True)
                (folder / path).write_text(svg, "utf-8")
        ids = {identity for chapter in chapters for identity in chapter.ids}
        source = "\n".join(
            [
                *front.pages(self.config, data, record, chapters, Path(self.srcdir)),
                *_bound(chapters),
                index.typst(),
            ]
        )
        source = reachable(source, ids)
        drawn = "".join(svg for chapter in chapters for svg in chapter.drawings.values())
        source, lacking = drawable(source)
        if lacking:
            print(
                f"Warning: no face of the book draws {numbers_of(lacking)}; "
                "the PDF shows the numbers.",
                file=sys.stderr,
            )
        head = call(
            "book.with",
            title=self.config.html_title,
            author=self.config.author,
            description=self.config.border_wars_about.get("description", ""),
            keywords=self.config.border_wars_about.get("keywords", []),
            date=record.date,
        )
        (folder / "main.typ").write_text(f"{IMPORTS}#show: {head}\n#{{\n{source}\n}}\n", "utf-8")
        cache = Path(self.srcdir) / FONT_CACHE
        target = folder / pdf_name(Path(self.srcdir))
        write_pdf(folder / "main.typ", source + drawn, target, cache, record.epoch)

    def _copy_images(self, folder: Path) -> None:
        for source, name in self.images.items():
            (folder / self.imagedir).mkdir(exist_ok=True)
            shutil.copy(Path(self.srcdir) / source, folder / self.imagedir / name)

    def _unique(self, doctree: nodes.document, slug: str) -> None:
        """Ids that hold in the one document, and references that lead to them."""
        for node in list(doctree.findall(addnodes.toctree)) + [
            node
            for node in doctree.findall(nodes.Element)
            if "toctree-wrapper" in node.get("classes", [])
        ]:
            if node.parent is not None:
                node.parent.remove(node)
        for node in doctree.findall(nodes.Element):
            if node.get("ids"):
                node["ids"] = [f"{slug}--{identity}" for identity in node["ids"]]
            if node.get("refid"):
                node["refid"] = f"{slug}--{node['refid']}"
            uri = node.get("refuri", "")
            if uri.startswith("#document-"):
                docname, _, anchor = uri.removeprefix("#document-").partition("#")
                name = page_slug(docname)
                node["refuri"] = f"#{name}--{anchor}" if anchor else f"#{name}"


def _bound(chapters: list[Chapter]) -> Iterator[str]:
    """The code of the chapters; appendices of as many columns share their pages."""
    for columns, group in groupby(chapters, key=lambda chapter: chapter.appendix):
        code = "\n".join(chapter.code for chapter in group)
        yield call("appendix", columns, content([code])) if columns else code


_WAY = re.compile(r'\b(cited|goto(?:-page)?)\("([^"]+)", ')


def reachable(source: str, known: set[str]) -> str:
    """The code with references to what is not printed left to their words."""
    return _WAY.sub(lambda way: way[0] if way[2] in known else f'nowhere("{way[2]}", ', source)
