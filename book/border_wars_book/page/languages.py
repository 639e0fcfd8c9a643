"""Words in other languages, marked as such.

A screen reader pronounces, a browser hyphenates and a font chooses its forms by the language of a
word.  Authors mark words with a role named for the language: {ja}`張鼓峰事件`, {ru}`Хасан`,
{zh}`張鼓峰`, {mn}`Халхын гол`, {ko}`장고봉`; what stays unmarked is recognised by its script:
Cyrillic as Russian, Han and kana as Japanese, Hangul as Korean.  Han with simplified characters
that Japanese does not have is Chinese.
"""

from __future__ import annotations

import re
from html import escape

from docutils import nodes
from sphinx.transforms import SphinxTransform
from sphinx.util.docutils import SphinxRole
from sphinx.writers.html5 import HTML5Translator

EAST_ASIAN = ("ja", "zh", "ko")
LANGUAGES = (*EAST_ASIAN, "ru", "mn", "de", "fr", "pl")
_CYRILLIC = r"[\u0400-\u052f][\u0400-\u052f\u0301'’\- ]*[\u0400-\u052f]|[\u0400-\u052f]"
_EAST = r"[\u2e80-\u2fdf\u3005-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff01-\uff9f々・]+"
_HANGUL = r"[\uac00-\ud7a3\u1100-\u11ff\u3130-\u318f]+"
_FOREIGN = re.compile(f"(?P<ru>{_CYRILLIC})|(?P<ja>{_EAST})|(?P<ko>{_HANGUL})")


def _language(found: re.Match[str]) -> str:
    """The language of a run of one script."""
    if found.lastgroup == "ja" and not _written_in("shift_jis", found[0]):
        return "zh" if _written_in("gb2312", found[0]) else "ja"
    return str(found.lastgroup)


def _written_in(repertoire: str, text: str) -> bool:
    try:
        text.encode(repertoire)
    except UnicodeEncodeError:
        return False
    return True


class foreign(nodes.inline):
    """Words in the language named by `lang`."""


class LanguageRole(SphinxRole):
    """{ja}`...`: the role's name is the language."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """One inline node with its language."""
        return [foreign(self.rawtext, self.text, lang=self.name)], []


PASSED_OVER = (
    foreign,
    nodes.literal,
    nodes.literal_block,
    nodes.raw,
    nodes.comment,
    nodes.Invisible,
)


class MarkForeignWords(SphinxTransform):
    """Mark what the author left unmarked."""

    default_priority = 880

    def apply(self) -> None:
        """Split text nodes at the borders of scripts."""
        mark_tree(self.document)


def mark_tree(tree: nodes.Element) -> None:
    """Wrap every run of another script below `tree` in a node that names its language."""
    for text in list(tree.findall(nodes.Text)):
        if not _FOREIGN.search(text) or _passed_over(text):
            continue
        parts: list[nodes.Node] = []
        end = 0
        for found in _FOREIGN.finditer(text):
            parts.append(nodes.Text(text[end : found.start()]))
            parts.append(foreign("", found[0], lang=_language(found)))
            end = found.end()
        parts.append(nodes.Text(text[end:]))
        text.parent.replace(text, [part for part in parts if part.astext()])


def _passed_over(node: nodes.Node | None) -> bool:
    while node is not None:
        if isinstance(node, PASSED_OVER):
            return True
        node = node.parent
    return False


def mark_html(html: str) -> str:
    """The same for HTML: words between tags, unless an element already names its language."""
    depth = 0
    out = []
    for part in re.split(r"(<[^>]+>)", html):
        if part.startswith("<"):
            depth = _depth(depth, part)
            out.append(part)
        elif depth:
            out.append(part)
        else:
            out.append(
                _FOREIGN.sub(lambda word: f'<span lang="{_language(word)}">{word[0]}</span>', part)
            )
    return "".join(out)


def _depth(depth: int, tag: str) -> int:
    """How deep we are inside an element that names its language; 0 when outside."""
    if tag.startswith("</"):
        return max(depth - 1, 0)
    if tag.endswith("/>") or tag.startswith("<br"):
        return depth
    return depth + 1 if depth or re.search(r"\slang=", tag) else 0


def visit_foreign(translator: HTML5Translator, node: foreign) -> None:
    """`<span lang>`."""
    translator.body.append(f'<span lang="{escape(node["lang"])}">')


def depart_foreign(translator: HTML5Translator, node: foreign) -> None:
    """Close it."""
    translator.body.append("</span>")
