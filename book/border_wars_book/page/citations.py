"""Citations: what an author writes, and what becomes of it.

    {cite:p}`coox1985{155}, drea1981`     a number, or in a table (Coox 1985, 155; Drea [1981?])
    {cite:t}`coox1985`                    Coox as a word of the sentence, and a number

A key may be followed by the place in the work, in braces. In prose the citations of one sentence
become one `notes.source_note`; in a cell, a caption, a note or a margin they are words. The short
form is everywhere that of `historical_record.short_citations`, which figures use as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import count
from typing import Any, ClassVar

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.domains import Domain
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import logging
from sphinx.util.docutils import SphinxRole
from sphinx.util.nodes import make_refnode

from border_wars_book.page.clauses import Called, lemma, put, sentences_of
from border_wars_book.page.languages import mark_tree
from border_wars_book.page.notes import margin_note, source_note
from border_wars_book.page.works import PAGE_OF_SOURCES, Work, anchor
from historical_time.words import NO_BREAK

logger = logging.getLogger(__name__)
_COMMA = re.compile(r",(?![^{}]*\})")
_SOURCE = re.compile(r"([^,{}\s]+)\s*(?:\{([^{}]*)\})?")
_FROM_TO = re.compile(r"(?<=\d)--?(?=\d)")
_YEAR = re.compile(r"(\[?\d{4}\??\]?|n\.d\.)(-?[a-z]+)?")
IN_WORDS = (nodes.entry, nodes.caption, nodes.title, nodes.footnote, nodes.legend, margin_note)


def sources_in(text: str) -> list[tuple[str, str]] | None:
    """The keys of a citation and their places, "" for none; None where it is not one."""
    found = [_SOURCE.fullmatch(part.strip()) for part in _COMMA.split(text)]
    return [(one[1], (one[2] or "").strip()) for one in found if one] if all(found) else None


class citation_call(nodes.Inline, nodes.Element):
    """Sources cited here, pairs of key and place, and whether they are words of the sentence."""


class CitationRole(SphinxRole):
    """`cite:p`, or `cite:t` where the authors are words of the sentence."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """One call; a key that no bibliography has is named in a warning and left out."""
        sources = sources_in(self.text)
        if sources is None:
            expected = (
                "expected keys with commas between them, each with its place in braces or none"
            )
            said = f"not a citation: {self.text!r}: {expected}"
            logger.warning("%s", said, location=self.get_location())
        known = self.env.app.border_wars_works
        for key, _ in sources or []:
            if key not in known:
                logger.warning("no such source: %r", key, location=self.get_location())
        call = citation_call(sources=[one for one in sources or [] if one[0] in known])
        call["textual"] = self.name.endswith("t")
        self.set_source_info(call)
        return [call], []


class Citations(Domain):
    """The name before the colon, as Sphinx wants it for such a role."""

    name = "cite"
    label = "Citations"
    roles: ClassVar = {"p": CitationRole(), "t": CitationRole()}

    def merge_domaindata(self, docnames: set[str], otherdata: dict[str, Any]) -> None:
        """Nothing is kept between pages."""

    def resolve_any_xref(self, *args: Any) -> list[tuple[str, nodes.Element]]:
        """Nothing is a target."""
        return []


class PlaceNotes(SphinxPostTransform):
    """Make notes of calls and footnotes; runs when values of the record stand in the text."""

    default_priority = 20

    def run(self, **kwargs: object) -> None:
        """Every call and every footnote of the page; then their numbers."""
        footnotes = {
            identity: note
            for note in self.document.findall(nodes.footnote)
            for identity in note["ids"]
        }
        for call in list(self.document.findall(citation_call)):
            if _in_words(call):
                call.replace_self(self._words(call))
        parents = [node.parent for node in self.document.findall(_is_call)]
        for parent in dict.fromkeys(parents):
            for places in sentences_of(parent, _is_call):
                self._note(places, footnotes)
        numbers = count(1)
        for note in self.document.findall(source_note):
            note["number"] = next(numbers)
            note["ids"] = [f"call-{note['number']}"]
        for note in dict.fromkeys(footnotes.values()):
            note.parent.remove(note)

    def _note(self, places: list[Called], footnotes: dict[str, nodes.footnote]) -> None:
        calls = [call for place in places for call in place.calls]
        several = len(places) > 1 and not any(call.get("textual") for call in calls)
        parts: list[nodes.Node] = []
        keys: list[str] = []
        for place in places:
            cited = [c for c in place.calls if isinstance(c, citation_call) and c["sources"]]
            if cited:
                parts += [nodes.Text("; ")] if parts else []
                if several and (words := lemma(place.words)):
                    led = nodes.inline("", f"“{words}”", classes=["lemma"])
                    mark_tree(led)
                    parts += [led, nodes.Text(": ")]
                sources = [source for call in cited for source in call["sources"]]
                keys += [key for key, _ in sources]
                parts += self._listed(sources)
        parts += [nodes.Text(".")] if parts and not parts[-1].astext().endswith(".") else []
        for call in calls:
            if note := footnotes.get(call.get("refid", "")):
                parts += [nodes.Text(" ")] if parts else []
                parts.append(nodes.inline("", "", *_inside(note), classes=["own-words"]))
        last = calls[-1]
        for call in calls:
            if call.get("textual"):
                at = call.parent.index(call)
                call.parent[at:at] = [nodes.Text(self._who(call))]
        if parts:
            put(source_note("", "", *parts, works=list(dict.fromkeys(keys))), last, calls)
        else:
            for call in calls:
                call.parent.remove(call)

    def _words(self, call: citation_call) -> list[nodes.Node]:
        if call["textual"]:
            return [nodes.Text(self._who(call))]
        listed = self._listed(call["sources"])
        alone = len(call.parent.children) == 1  # as in a column of sources
        inside = listed if alone else [nodes.Text("("), *listed, nodes.Text(")")]
        return [nodes.inline("", "", *inside, classes=["cited"])] if listed else []

    def _listed(self, sources: list[tuple[str, str]]) -> list[nodes.Node]:
        """The short forms of sources, each with its place, as links to the page of sources."""
        listed: list[nodes.Node] = []
        for key, place in sources:
            listed += [nodes.Text("; ")] if listed else []
            words, place = nodes.Text(self._works[key].short), _FROM_TO.sub("–", place)
            link = make_refnode(
                self.app.builder, self.env.docname, PAGE_OF_SOURCES, anchor(key), words
            )
            link["classes"].append("source")
            link["work"] = key
            listed += [link, *([nodes.Text(f", {place}")] if place else [])]
        return listed

    def _who(self, call: citation_call) -> str:
        labels = [self._works[key].short for key, _ in call["sources"]]
        return ", ".join(
            who if _YEAR.fullmatch(year) else label
            for label in labels
            for who, _, year in [label.partition(NO_BREAK)]
        )

    @property
    def _works(self) -> dict[str, Work]:
        return self.app.border_wars_works


def _is_call(node: nodes.Node) -> bool:
    return isinstance(node, citation_call | nodes.footnote_reference)


def _ancestors(node: nodes.Node) -> Iterator[nodes.Node]:
    while node.parent is not None:
        node = node.parent
        yield node


def _in_words(call: citation_call) -> bool:
    return any(isinstance(above, IN_WORDS) for above in _ancestors(call))


def _inside(note: nodes.footnote) -> list[nodes.Node]:
    """The words of a footnote without its number, its paragraphs one after another."""
    inside: list[nodes.Node] = []
    for paragraph in note.children:
        if not isinstance(paragraph, nodes.label):
            inside += [nodes.Text(" ")] if inside else []
            inside += [child.deepcopy() for child in paragraph.children]
    return inside


def register(app: Sphinx) -> None:
    """The roles, and what resolves them."""
    app.add_node(citation_call)
    app.add_domain(Citations)
    app.add_post_transform(PlaceNotes)
