"""The one document: cover, imprint, contents, figures, chapters, index; and its setting.

The index is set last, when the pages of the names in it are known.
"""

from __future__ import annotations

import json
import re
import sys
from dataclasses import dataclass
from html import escape, unescape
from pathlib import Path
from typing import Any

from border_wars_book import fonts
from border_wars_book.inputs import Edition, edition
from border_wars_book.print.index import NameMarks
from border_wars_book.system import SystemFailure, ensure
from historical_time.words import date_text

INDEX = "<!-- index -->"
VARIANT = {"pdf_variant": "pdf/ua-1", "pdf_tags": True}
STYLE = Path(__file__).parent / "print.css"
LONGEST_ENTRY = 110  # characters of a caption in the list of figures: a line and a half
_TAG = re.compile(r"<[^>]*>")
_CAPTION = re.compile(
    r'<figure[^>]*\bid="(?P<id>[^"]+)"[^>]*>.*?<figcaption>\s*(?P<caption>.*?)</p>', re.DOTALL
)
_DRAWN = re.compile(r"(<svg\b[^>]*>).*?(</svg>)", re.DOTALL)
_HEADING = re.compile(r"<h2>(?P<title>.*?)</h2>", re.DOTALL)


class PrintError(Exception):
    """The PDF cannot be made; the message says why."""


@dataclass(frozen=True)
class Chapter:
    """A page of the book on paper."""

    slug: str
    title: str
    html: str
    number: str
    is_root: bool


def chapter_of(docname: str, slug: str, html: str, env: Any, is_root: bool) -> Chapter:
    """A page's fragment, with what the contents need."""
    number = env.toc_secnumbers.get(docname, {}).get("", ())
    return Chapter(slug, env.titles[docname].astext(), html, ".".join(map(str, number)), is_root)


def assemble(builder: Any, chapters: list[Chapter]) -> str:
    """The HTML of the whole book; `INDEX` marks where the index will stand.

    The landing page is left out: cover, imprint and contents do its work on paper.
    """
    config = builder.config
    about = config.border_wars_about
    record = edition(Path(builder.srcdir))
    date = record.date.isoformat() if record.date else ""
    parts = [
        _cover(config, about, chapters),
        _imprint(config, about, record),
        _contents(chapters),
        _figures(chapters),
    ]
    parts += [_chapter(c) for c in chapters if not c.is_root]
    parts.append(INDEX)
    return (
        '<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8">'
        f"<title>{escape(config.html_title)}</title>"
        f'<meta name="author" content="{escape(config.author)}">'
        f'<meta name="description" content="{escape(about.get("description", ""))}">'
        f'<meta name="keywords" content="{escape(", ".join(about.get("keywords", [])))}">'
        f'<meta name="dcterms.created" content="{date}">'
        f'<meta name="dcterms.modified" content="{date}">'
        f"</head><body>{''.join(parts)}</body></html>"
    )


def _chapter(chapter: Chapter) -> str:
    return f'<section class="chapter" id="{chapter.slug}">\n{chapter.html}</section>\n'


def _cover(config: Any, about: dict, chapters: list[Chapter]) -> str:
    """The title over a figure from the data: the first drawing of the book."""
    picture = ""
    for chapter in chapters:
        if found := re.search(r'<svg id="([^"]+)-drawing".*?</svg>', chapter.html, re.DOTALL):
            picture = found[0].replace(found[1] + "-", "cover-")
            break
    return (
        '<section class="cover"><p class="cover-title">'
        f"{escape(config.html_title)}</p>"
        f'<p class="cover-subtitle">{escape(about.get("subtitle", ""))}</p>'
        f'<div class="cover-figure">{picture}</div>'
        f'<p class="cover-author">{escape(config.author)}</p></section>\n'
    )


def _imprint(config: Any, about: dict, record: Edition) -> str:
    state = f"Made from the record, version {record.version}" if record.version else "Made"
    if record.date:
        state += f" of {date_text(record.date)}"
    state += f", fingerprint {record.fingerprint}."
    lines = [
        f"<strong>{escape(config.html_title)}</strong>",
        escape(about.get("subtitle", "")),
        escape(config.author),
        state,
        "Every figure, table and number in this book was computed from the record when the book "
        "was made.",
        escape(about.get("rights", "")),
        "Set in Source Serif and Source Sans, with Noto Serif CJK for Chinese and Japanese.",
    ]
    paragraphs = "".join(f"<p>{line}</p>" for line in lines if line)
    return f'<section class="imprint">{paragraphs}</section>\n'


def _contents(chapters: list[Chapter]) -> str:
    items = []
    for chapter in chapters:
        if chapter.is_root:
            continue
        number = f'<span class="number">{chapter.number}</span> ' if chapter.number else ""
        items.append(f'<li><a href="#{chapter.slug}">{number}{escape(chapter.title)}</a></li>')
    items.append('<li><a href="#index">Index</a></li>')
    return (
        '<nav class="toc" aria-label="Contents"><h1 class="unnumbered">Contents</h1>'
        f"<ul>{''.join(items)}</ul></nav>\n"
    )


def _figures(chapters: list[Chapter]) -> str:
    items = []
    for chapter in chapters:
        if chapter.is_root:
            continue
        for found in _CAPTION.finditer(chapter.html):
            text = unescape(_TAG.sub("", found["caption"]))
            text = " ".join(text.split())
            items.append(f'<li><a href="#{found["id"]}">{escape(_shortened(text))}</a></li>')
    if not items:
        return ""
    return (
        '<nav class="toc figures" aria-label="Figures"><h1 class="unnumbered">Figures</h1>'
        f"<ul>{''.join(items)}</ul></nav>\n"
    )


def _shortened(caption: str) -> str:
    """The figure's number and as much of its caption as one or two lines of the list can hold."""
    number, words = re.match(r"(\w+\.\s\d+\s)?(.*)", caption, re.S).groups()
    if len(words) > LONGEST_ENTRY:
        words = re.split(r"(?<=[.:;])\s", words, maxsplit=1)[0].rstrip(":;")
    if len(words) > LONGEST_ENTRY:
        words = words[:LONGEST_ENTRY].rsplit(" ", 1)[0] + " …"
    return f"{number or ''}{words}"


def drawable(source: str) -> tuple[str, list[str]]:
    """The document with every character that no face has replaced by its number, and those.

    A character costs its own place on the page, never the page. Only where the whole companion for
    Chinese and Japanese is missing is `PrintError` raised: its package has then to be installed.
    """
    lacking = sorted(fonts.undrawable(set(unescape(_TAG.sub(" ", source)))))
    if fonts.beyond_latin(set(lacking)) and not fonts.cjk_faces():
        raise PrintError(
            f"{len(lacking)} characters have no glyph in the book's fonts: "
            f"{_numbers(lacking[:12])}. "
            f"The font package that should bring them: {fonts.CJK_PACKAGE}."
        )
    replaced = {ord(char): f"[{_number(char)}]" for char in lacking}
    return source.translate(replaced), lacking


def _number(char: str) -> str:
    return f"U+{ord(char):04X}"


def _numbers(chars: list[str]) -> str:
    return " ".join(map(_number, chars))


class Typesetter:
    """WeasyPrint with the book's style.

    Raises `PrintError` where its libraries are missing and cannot be installed.
    """

    def __init__(self, base: Path) -> None:
        try:
            ensure(["pdf"])
            from weasyprint import CSS
            from weasyprint.text.fonts import FontConfiguration
        except (SystemFailure, OSError) as error:
            raise PrintError(f"The PDF needs more than pip can bring.\n{error}") from error
        self.base = base
        self.configuration = FontConfiguration()
        self.style = [
            CSS(string=fonts.print_style_sheet(), font_config=self.configuration),
            CSS(filename=str(STYLE), font_config=self.configuration),
        ]

    def set(self, html: str, rules: str = "") -> Any:
        """The document in pages, with these rules after the book's own."""
        from weasyprint import CSS, HTML

        more = [CSS(string=rules, font_config=self.configuration)] if rules else []
        return HTML(string=html, base_url=str(self.base)).render(
            stylesheets=[*self.style, *more], font_config=self.configuration, **VARIANT
        )

    def set_chapter(self, html: str) -> Any:
        """A chapter by itself, to be measured.

        Its references to other chapters have no pages yet, and its drawings only their sizes.
        """
        html = _DRAWN.sub(r"\1\2", html)
        return self.set(
            f'<html lang="en-GB"><body><section class="chapter">{html}</section></body></html>',
            "a.page-reference::after { content: ' (p. 100)' !important; }",
        )


def write_pdf(source: str, target: Path, marks: NameMarks, typesetter: Typesetter) -> None:
    """Set the document and write it; raises `PrintError` with the cause in one sentence.

    The index needs the pages of everything else, so the book is set with an index that is only a
    heading, and the index is set by itself, from the page where that heading fell.
    """
    from border_wars_book.print.layout import heads_at_foot, sticking_out
    from border_wars_book.print.upstream import links_of_anchors, page_references_kept

    source, lacking = drawable(source)
    if lacking:
        print(
            f"Warning: no face of the book draws {_numbers(lacking)}; the PDF shows the numbers.",
            file=sys.stderr,
        )
    whole = typesetter.set(source.replace(INDEX, marks.html({})))
    places = {name: number for number, page in enumerate(whole.pages, 1) for name in page.anchors}
    first = places["index"]
    head, _, _ = source.partition("<body>")
    index = typesetter.set(
        drawable(f"{head}<body>{marks.html(places)}</body></html>")[0],
        f"@page :first {{ counter-reset: page {first} }}",
    )
    book = whole.copy(whole.pages[: first - 1] + index.pages)
    links_of_anchors(book)
    target.parent.mkdir(parents=True, exist_ok=True)
    with page_references_kept():
        book.write_pdf(target, **VARIANT)
    measured = {
        "pages": len(book.pages),
        "sticking_out": sticking_out(book),
        "heads_at_foot": heads_at_foot(book),
        "undrawn": lacking,
    }
    target.with_name("measured.json").write_text(json.dumps(measured, ensure_ascii=False), "utf-8")
