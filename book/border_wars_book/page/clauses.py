"""Which calls of a paragraph make one note, and where its number stands.

A sentence has one number, however many sources it cites, where its last call stood, behind the
point or the comma there. Sources called at one place are simply listed; those called behind
different words of the sentence are each led by the words before them, as in the notes of an edition
that are keyed to a line, so that a reader still sees which statement rests on what.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from docutils import nodes

LEMMA_WORDS = 4
_END = re.compile(r"""[.!?…]["'”’)\]]*(?=\s|$)""")
_ENDS = re.compile(_END.pattern + r"\s*$")
_SHORTENED = re.compile(
    r"(?:\b[A-Z]|\b(?:Gen|Col|Lt|Maj|Mr|Mrs|Dr|St|no|nos|vol|vols|doc|docs|art|tel|p|pp|ca|cf|vs|v|"
    r"ed|eds|etc|e\.g|i\.e|s\.v))\.$"
)
_GOES_ON = re.compile(r"\s*[a-z,;:]")  # behind a title in a line that ends with a sign of its own
_QUOTED = str.maketrans("“”", "‘’", '"')
_IN_BRACKETS = re.compile(r"\s*\([^()]*\)")
_CLAUSE = re.compile(r"[;:—](?=\s|$)")
_BEHIND = re.compile(r"""[,.;:!?…]["'”’)\]]*|["'”’)\]]+[,.;:!?…]?""")


@dataclass
class Called:
    """What one place of a sentence calls: the words before it, and the calls there, in order."""

    words: str
    calls: list[Any] = field(default_factory=list)


def sentences_of(parent: nodes.Element, is_call: Any) -> list[list[Called]]:
    """The calls directly inside a paragraph: for each sentence that has any, place by place."""
    found: list[list[Called]] = [[]]
    words, ended, by_element = "", False, False
    for child in parent.children:
        if is_call(child):
            places = found[-1]
            if places and not re.search(r"\w", words):
                places[-1].calls.append(child)
            else:
                places.append(Called(words, [child]))
            words = ""
            continue
        text = child.astext()
        if ended and text.strip() and not (by_element and _GOES_ON.match(text)):
            found.append([])
            words = ""
        ended, by_element = False, not isinstance(child, nodes.Text)
        begin = 0
        if not by_element:
            for end in _END.finditer(text):
                before = words + text[begin : end.end()]
                if _SHORTENED.search(before):
                    continue
                if text[end.end() :].strip():
                    found.append([])
                    words, begin = "", end.end()
                else:
                    ended = True
        else:
            ended = bool(_ENDS.search(text))  # as the bold words do with which a paragraph opens
        words += text[begin:]
    return [places for places in found if places]


def lemma(words: str) -> str:
    """The last few words of the clause before a call, without the signs around them.

    What stands in brackets before the call is left out, and words in quotation marks keep them as
    single ones, for a note puts its own marks around the whole.
    """
    clauses = [clause for clause in _CLAUSE.split(words) if re.search(r"\w", clause)]
    clause = "".join(clauses[-1:]).translate(_QUOTED)
    outside = _IN_BRACKETS.sub("", clause)
    told = [word for word in (outside.strip() or clause).split() if re.search(r"\w", word)]
    last = " ".join(told[-LEMMA_WORDS:]).strip(" ,.;:!?…–—()[]'")
    if re.fullmatch(r"‘[^‘]*’", last):
        return last[1:-1]
    whole = re.search("‘.*’", last)
    return last if whole else last.replace("‘", "").rstrip("’")


def put(note: nodes.Element, place: nodes.Element, calls: list[nodes.Element]) -> None:
    """Put a note where the call `place` stands, behind the sign that follows; remove the calls."""
    parent = place.parent
    place.replace_self(note)
    for call in calls:
        if call is not place:
            _close_up(call)
            call.parent.remove(call)
    _close_up(note)
    at = parent.index(note)
    after = parent[at + 1] if at + 1 < len(parent) else None
    if isinstance(after, nodes.Text) and (sign := _BEHIND.match(after)):
        rest = str(after)[sign.end() :]
        parent[at : at + 2] = [nodes.Text(sign[0]), note, *([nodes.Text(rest)] if rest else [])]


def _close_up(node: nodes.Element) -> None:
    """Take away the space before a call: a number follows its word directly."""
    parent = node.parent
    at = parent.index(node)
    if at and isinstance(parent[at - 1], nodes.Text):
        text = str(parent[at - 1])
        if text.rstrip():
            parent[at - 1] = nodes.Text(text.rstrip())
        else:
            del parent[at - 1]
            _close_up(node)
