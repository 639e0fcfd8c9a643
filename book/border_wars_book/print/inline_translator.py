"""From text and its marks to Typst code.

Text becomes string literals, so that nothing in it can be read as markup. References inside the
book are calls of `goto`, which `builder.reachable` leaves to the words alone where the place is not
printed.
"""

from __future__ import annotations

import re
from itertools import takewhile
from typing import Any

from docutils import nodes
from sphinx.util import logging
from sphinx.util.docutils import SphinxTranslator

from border_wars_book.page.languages import EAST_ASIAN, foreign
from border_wars_book.page.notes import source_note
from border_wars_book.print.typst import Code, call, content, running, words

logger = logging.getLogger(__name__)
BRIEF = nodes.entry | nodes.caption | source_note  # where no page stands behind a reference
_SPACE = re.compile(r"[ \n\t\r]+")
_WHOLE = 4  # characters of a name that a line may neither spread nor break
_WEB = ("http:", "https:", "mailto:")


class WordsTranslator(SphinxTranslator):
    """Text and what stands in lines of text.

    `body` holds the expressions of what is being written; an element that is a call takes those of
    its children out of it when it ends.
    """

    def __init__(self, document: nodes.document, builder: Any) -> None:
        super().__init__(document, builder)
        self.body: list[str] = []
        self.outer: list[list[str]] = []
        self.ids: set[str] = set()

    # The expressions of an element are gathered by themselves and given to its call.

    def begin(self) -> None:
        """What follows belongs to an element."""
        self.outer.append(self.body)
        self.body = []

    def end(self) -> Code:
        """All of it, as one content."""
        inside, self.body = content(self.body), self.outer.pop()
        return inside

    def inside(self, node: nodes.Element) -> Code:
        """The content of all that an element holds."""
        self.begin()
        for child in node.children:
            child.walkabout(self)
        return self.end()

    def put(self, function: str, *given: object, **named: object) -> None:
        """Write a call."""
        self.body.append(call(function, *given, **named))

    def anchors(self, node: nodes.Element, but: int = 0) -> None:
        """Places that others may refer to, the first `but` of them left out."""
        for identity in node.get("ids", [])[but:]:
            self.put("anchor", self.place(identity))

    def place(self, identity: str) -> str:
        """An id that the code is about to give to something."""
        self.ids.add(identity)
        return identity

    def unknown_visit(self, node: nodes.Node) -> None:
        logger.warning("not known in print: %s", type(node).__name__, location=node)
        raise nodes.SkipNode

    def _pass(self, node: nodes.Node) -> None:
        if isinstance(node, nodes.Element):
            self.anchors(node)

    def _nothing(self, node: nodes.Node) -> None:
        """Leave the children to speak for themselves."""

    def _skip(self, node: nodes.Node) -> None:
        raise nodes.SkipNode

    # Text

    def visit_Text(self, node: nodes.Text) -> None:
        self.body.append(running(_SPACE.sub(" ", node.astext())))

    def depart_Text(self, node: nodes.Text) -> None:
        pass

    visit_document = depart_document = _nothing
    visit_inline, depart_inline = _pass, _nothing
    visit_container, depart_container = _pass, _nothing
    visit_compound = visit_generated = visit_glossary = _pass
    depart_compound = depart_generated = depart_glossary = _nothing
    visit_tgroup = depart_tgroup = _nothing
    visit_pdf_link = depart_pdf_link = _nothing
    visit_export_link = depart_export_link = _nothing
    visit_comment = visit_index = visit_toctree = visit_transition = visit_raw = _skip
    visit_footnote = visit_substitution_definition = visit_meta = visit_label = _skip
    visit_folded_code = visit_system_message = visit_colspec = _skip

    def visit_target(self, node: nodes.target) -> None:
        self.anchors(node)

    depart_target = _nothing

    def _marked(self, function: str, node: nodes.Element) -> None:
        self.anchors(node)
        self.put(function, self.inside(node))
        raise nodes.SkipNode

    def visit_emphasis(self, node: nodes.emphasis) -> None:
        self._marked("emph", node)

    def visit_strong(self, node: nodes.strong) -> None:
        self._marked("strong", node)

    def visit_superscript(self, node: nodes.superscript) -> None:
        self._marked("super", node)

    def visit_subscript(self, node: nodes.subscript) -> None:
        self._marked("sub", node)

    visit_title_reference = visit_emphasis

    def visit_literal(self, node: nodes.literal) -> None:
        self.put("code", words(node.astext()))
        raise nodes.SkipNode

    def visit_download_reference(self, node: nodes.Element) -> None:
        """A file is offered on the page, not on paper."""

    depart_download_reference = _nothing

    def visit_foreign(self, node: foreign) -> None:
        short = node["lang"] in EAST_ASIAN and len(node.astext()) <= _WHOLE
        self.put("name-in-script" if short else "foreign", node["lang"], self.inside(node))
        raise nodes.SkipNode

    def visit_math(self, node: nodes.math) -> None:
        self.put("code", node.astext())
        raise nodes.SkipNode

    def visit_reference(self, node: nodes.reference) -> None:
        """To another place of the book, with its page in running text, or to the web."""
        address, inside = node.get("refuri") or f"#{node.get('refid', '')}", self.inside(node)
        if address.startswith(_WEB):
            self.put("web", address, inside)
        elif not address.startswith("#") or address[1:] in node.parent.get("ids", []):
            self.body.append(inside)
        else:
            brief = any(isinstance(above, BRIEF) for above in above_all(node))
            way = "cited" if "source" in node["classes"] else "goto" if brief else "goto-page"
            named = {"bracketed": True} if way == "goto-page" and is_bracketed(node) else {}
            self.put(way, address[1:], inside, **named)
        raise nodes.SkipNode

    def visit_source_note(self, node: source_note) -> None:
        """The note itself, where it is called."""
        self.put("note", self.inside(node))
        raise nodes.SkipNode


def is_bracketed(node: nodes.Element) -> bool:
    """Whether a bracket is open before an element, in its line of text."""
    block = next((up for up in above_all(node) if not isinstance(up, nodes.Inline)), node)
    own = set(map(id, node.findall(nodes.Text)))
    before = takewhile(lambda text: id(text) not in own, block.findall(nodes.Text))
    said = "".join(before)
    return said.count("(") > said.count(")")


def above_all(node: nodes.Node) -> list[nodes.Element]:
    """An element's parent, the parent's parent and so on."""
    found = []
    while node.parent is not None:
        node = node.parent
        found.append(node)
    return found
