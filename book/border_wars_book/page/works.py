"""The works that the book cites: short forms, long forms, and what was read of each.

The page of sources lists them by division:

    ```{works} archives
    ```

Each stands there as the list of sources has it, with its short form where that is not how the entry
begins, the copies that a reader may be sent to, and a line that says what was read. Below a chapter
the works that it cites stand once more, as a full note has them, for the cards of its notes. They
are kept under `_build` by all that they are made of, so that a page is made without the record.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from border_wars_book.build import inputs, kept
from border_wars_book.page import entries
from border_wars_book.page.entries import formatted, inlines, item
from border_wars_book.page.languages import mark_tree
from historical_record.divisions import division_of
from historical_record.references import Reference, parse_bibliography
from historical_record.short_citations import order_of, short_citations
from historical_record.witnesses import links, reading
from historical_time.words import NO_BREAK

PAGE_OF_SOURCES = "notebooks/bibliography"
BIBLIOGRAPHY = "border_wars_bibliography"  # the setting that names the files
_SAID_ALREADY = "Online"  # a keeper whom the entry names as its publisher
_SIGNS = re.compile(r"\W+")
_BARE_YEAR = re.compile(r"\[?(\d{4}|n\.d\.)\??\]?")


@dataclass(frozen=True)
class Work:
    """A work as it is cited and listed: `note` and `entry` are pandoc's inline elements."""

    key: str
    short: str
    order: Sequence[str]
    division: str
    note: list[dict[str, Any]]
    entry: list[dict[str, Any]]
    links: Sequence[Sequence[str]]
    read: str

    def as_note(self) -> nodes.paragraph:
        """Its full note and what was read of it."""
        return _paragraph(inlines(self.note), self.links, self.read)

    def as_entry(self) -> nodes.list_item:
        """Its item in the list of sources, under its id."""
        told = inlines(self.entry)
        if not names(self.short, "".join(part.astext() for part in told)):
            told.append(nodes.Text(f" Cited as {self.short.removesuffix('.')}."))
        item = nodes.list_item("", _paragraph(told, self.links, self.read), ids=[anchor(self.key)])
        mark_tree(item)
        return item


def _paragraph(
    told: list[nodes.Node], copies: Sequence[Sequence[str]], read: str
) -> nodes.paragraph:
    parts = [*told]
    said = "".join(part.astext() for part in told).casefold()
    for name, addresses in _by_name(copies).items():
        name = _SAID_ALREADY if name.casefold() in said else name
        parts += [nodes.Text(" "), *_led_to(name, addresses)]
        parts += [nodes.Text(".")] if not name.endswith(".") or len(addresses) > 1 else []
    if read:
        parts += [nodes.Text(" "), nodes.inline("", read, classes=["read"])]
    return nodes.paragraph("", "", *parts)


def _led_to(name: str, addresses: list[str]) -> list[nodes.Node]:
    """A keeper's name as the link, or numbers after it where there are several."""
    if len(addresses) == 1:
        return [nodes.reference("", name, refuri=addresses[0])]
    made: list[nodes.Node] = [nodes.Text(f"{name} (")]
    for at, address in enumerate(addresses, 1):
        made += [nodes.Text(", ")] if at > 1 else []
        made.append(nodes.reference("", str(at), refuri=address))
    return [*made, nodes.Text(")")]


def _by_name(copies: Sequence[Sequence[str]]) -> dict[str, list[str]]:
    """The addresses of copies that one keeper has, each once, in the order of the list."""
    found: dict[str, list[str]] = {}
    for name, address in copies:
        if address not in found.setdefault(name, []):
            found[name].append(address)
    return found


def names(short: str, entry: str) -> bool:
    """Whether an entry begins so that a reader who looks for its short form finds it."""
    who, _, year = short.partition(NO_BREAK)
    plain = _BARE_YEAR.fullmatch(year)
    first = re.split(r" et al\.| and ", who)[0]
    begins = _SIGNS.sub("", entry).startswith
    return begins(_SIGNS.sub("", short)) or bool(
        plain and plain[1] in entry and begins(_SIGNS.sub("", first))
    )


def anchor(key: str) -> str:
    """The id of a work's entry on the page of sources."""
    return f"source-{key}"


def read_works(paths: Iterable[Path], data: Path) -> list[Work]:
    """Every work of these bibliographies, in the order of the list.

    Each file's short forms are its own, as figures have them. What is wrong with a file is told by
    the record's check, not here. `data` is the record.
    """
    from historical_record.dataset import load

    references: dict[str, Reference] = {}
    short: dict[str, str] = {}
    for path in paths:
        held = parse_bibliography(path.read_text("utf-8"))[0].references
        references |= held
        short |= short_citations(held)
    items = {key: item(one, short[key]) for key, one in references.items()}
    made = formatted(list(items.values()))
    record = load(data)
    grades = dict(zip(record.sources["key"], record.sources["grade"], strict=True))
    copies: dict[str, list[dict[str, Any]]] = {key: [] for key in grades}
    for row in record.witnesses.to_dict("records"):
        copies[row["work"]].append(row)
    works = [
        Work(
            key,
            short[key],
            order_of(reference),
            division_of(reference, grades.get(key, ""), record.terms),
            *made[key],
            links(copies.get(key, [])),
            reading(copies[key], items[key].get("read-day", "")) if key in copies else "",
        )
        for key, reference in references.items()
    ]
    return sorted(works, key=lambda work: work.order)


class WorkList(SphinxDirective):
    """`works`: one argument, the division whose works are listed."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """A bullet list of class "sources"; an unknown division is an error of the page."""
        division = self.arguments[0]
        works = self.env.app.border_wars_works.values()
        listed = [work.as_entry() for work in works if work.division == division]
        if not listed:
            known = ", ".join(sorted({work.division for work in works}))
            raise self.error(f"no works in the division {division!r}: expected one of {known}")
        return [nodes.bullet_list("", *listed, classes=["sources"])]


def read(root: Path, names: Iterable[str], results: str = "") -> dict[str, Work]:
    """Every work of these files below `root`, by its key; made anew when the record has changed."""
    paths = [root / name for name in names]
    code = (Path(__file__), Path(entries.__file__), entries.STYLE)
    made_of = (
        results or inputs.results_fingerprint(root),
        *(path.read_bytes() for path in (*paths, *code)),
    )

    def made() -> list[dict[str, Any]]:
        return [asdict(work) for work in read_works(paths, paths[0].parent)] if paths else []

    works = kept.once(root / "_build" / "works", made_of, made, alone=True)
    return {work["key"]: Work(**work) for work in works}


def load_works(app: Sphinx) -> None:
    """Before pages are read."""
    names, results = getattr(app.config, BIBLIOGRAPHY), app.config.border_wars_results
    app.border_wars_works = read(Path(app.srcdir), names, results)


def register(app: Sphinx) -> None:
    """The setting, the works and their list."""
    app.add_config_value(BIBLIOGRAPHY, [], "env", list)
    app.connect("builder-inited", load_works)
    app.add_directive("works", WorkList)
