"""The index: where the story and the questions speak of what `index_entries` lists.

Each mention gets a mark, a number after its first word or a person's family name: a page may end
before a word, and never between it and its mark. What a section's title names is marked where the
section begins to speak, and what a figure's title names, in its caption. Typst knows the page of
every mark when the book is set, and puts the pages of an entry together; where they are more than
six, under sub-entries: those of the table, then the words for the chapter, and of what stands in
one chapter more often than that, the events and treaties that are spoken of in the same paragraph.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from docutils import nodes

from border_wars_book.page.notes import source_note
from border_wars_book.print.front import title_of
from border_wars_book.print.index_entries import (
    NAMESAKES,
    PARTS,
    Entry,
    Vocabulary,
    filed,
    folded,
    folded_sign,
)
from border_wars_book.print.typst import Code, call

MOST_PAGES = 6  # of an entry or a sub-entry without a division
_ARTICLE = "the "
_WORD = re.compile(r"[^\W_]+")
# A word in a script without spaces is all of it that stands together, with numbers inside.
_SIGNS = r"[\u1100-\u11ff\u3005-\u30ff\u3400-\u9fff\uac00-\ud7a3]+"
_EAST = re.compile(rf"{_SIGNS}(?:[0-9]+{_SIGNS})*")
_GIVEN = re.compile(r" [A-Z][a-z]")  # after a family name: the given name
_EAST_WORDS = re.compile(rf"{_EAST.pattern}(?:[ -]{_EAST.pattern})*")
PASSED_OVER = (nodes.footnote, source_note, nodes.citation, nodes.table, nodes.literal)
HEADNOTE = (
    "The story and the questions, without their notes. What the whole book speaks of is not "
    "entered. Persons stand under their family names."
)
QUESTIONS = "answers"  # the class of the list of questions at a chapter's head


class index_mark(nodes.Inline, nodes.Element):
    """The place of a mention; `number` tells it from the others."""


@dataclass(frozen=True)
class Mention:
    """A mark: its number, its entry, its chapter's words, and the paragraph in which it stands."""

    number: int
    entry: Entry
    chapter: str
    paragraph: int


class Forms:
    """Every form of every entry, to be found in text as whole words."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._starting: dict[str, list[tuple[str, Entry]]] = defaultdict(list)
        self._eastern: dict[str, list[Entry]] = defaultdict(list)
        self._families: dict[str, list[Entry]] = defaultdict(list)
        for entry in entries:
            for form in {folded(form) for form in entry.forms}:
                self._add(form, entry)
            if entry.family:
                self._families[folded(entry.family)].append(entry)
        for family in self._families:
            self._starting[_first(family)].append((family, self._families[family][0]))
        for forms in self._starting.values():
            forms.sort(key=lambda pair: -len(pair[0]))

    def _add(self, form: str, entry: Entry) -> None:
        if _EAST_WORDS.fullmatch(form):
            self._eastern[form].append(entry)
            return
        spellings = {form, form[:1].upper() + form[1:]} if form[:1].islower() else {form}
        for spelling in spellings:
            self._starting[_first(spelling)].append((spelling, entry))

    def find(self, text: str, named: dict[str, Entry] | None = None) -> Iterator[tuple[int, Entry]]:
        """(offset in the text, entry) of each mention, the longest form at each place.

        The offset is where the first word behind an article ends, or a person's family name. A
        family name of the East that another given name follows is somebody else's.

        `named` holds who was last named in full by each family name; a name that several people
        share is his, and nobody's before that.
        """
        named = {} if named is None else named
        signs = [folded_sign(sign) for sign in text]
        places = [at for at, sign in enumerate(signs) for _ in sign]
        text, end = "".join(signs), 0
        for word in _WORD.finditer(text):
            if word.start() < end:
                continue
            entries: Iterable[Entry] = ()
            if east := _EAST.match(text, word.start()):
                words = _EAST_WORDS.match(text, word.start()) or east
                east = words if words[0] in self._eastern else east
                end, entries = east.end(), self._eastern.get(east[0], ())
            elif form := self._form_at(text, word):
                end = word.start() + len(form)
                another = form in self._families and _GIVEN.match(text, end)
                entries = [
                    entry
                    for entry in self._named(form, named)
                    if not (another and _is_family_first(entry) and form == folded(entry.family))
                ]
            for entry in entries:
                own = text.find(folded(entry.family), word.start(), end) if entry.family else -1
                begun = word.start() + len(_ARTICLE) * text.startswith(_ARTICLE, word.start())
                first = _WORD.match(text, max(own, begun)) or word
                yield places[first.end() - 1] + 1, entry

    def _form_at(self, text: str, word: re.Match[str]) -> str | None:
        for form, _ in self._starting.get(_first(word[0]), ()):
            after = text[word.start() + len(form) :][:1]
            if text.startswith(form, word.start()) and not after.isalnum():
                return form
        return None

    def _named(self, form: str, named: dict[str, Entry]) -> list[Entry]:
        sharing = self._families.get(form, [])
        if len(sharing) > 1:
            return [named[form]] if form in named else []
        found = [entry for own, entry in self._starting[_first(form)] if own == form]
        for entry in found:
            if entry.family:
                named[folded(entry.family)] = entry
        return list(dict.fromkeys(found))


def _is_family_first(entry: Entry) -> bool:
    """Whether it is a person whose given name would follow the family name."""
    return entry.heading != entry.family and ", " not in entry.heading


def _set(heading: str) -> str:
    """A heading with the apostrophes of print."""
    return heading.replace("'", "’")


def _first(form: str) -> str:
    found = _WORD.search(form)
    return found[0] if found else form


@dataclass
class Index:
    """The marks of all chapters, and the index that is made of them."""

    vocabulary: Vocabulary
    terms: dict[str, str] = field(default_factory=dict)  # the words of the glossary by their ids
    mentions: list[Mention] = field(default_factory=list)
    _texts: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._forms = Forms(self.vocabulary.entries)
        self._words: dict[str, Entry] = {}
        self._named: dict[str, Entry] = {}  # by family names, who was last named in full

    def read(self, doctree: nodes.document, chapter: str) -> None:
        """Mark every mention in one chapter, by the words for it in a sub-entry."""
        named: list[Entry] = []  # by the titles since the last paragraph
        for node in list(doctree.findall(_is_told)):
            if _passed_over(node):
                continue
            if isinstance(node, nodes.title):
                named += self._found(node.astext())
                continue
            self._texts.append(folded(node.astext()))
            if isinstance(node, nodes.caption):
                title = title_of(node.parent.get("heading", ""), node.astext())
                node += [self._new(entry, chapter) for entry in self._found(title)]
                continue
            for link in list(node.findall(nodes.reference)):
                self._mark_term(link, chapter)
            self._mark([one for one in node.findall(nodes.Text) if not _passed_over(one)], chapter)
            node[0:0] = [self._new(entry, chapter) for entry in dict.fromkeys(named)]
            named.clear()

    def _found(self, title: str) -> list[Entry]:
        """What a title names, each once."""
        found = dict.fromkeys(entry for _, entry in self._forms.find(title, self._named))
        return [entry for entry in found if entry.part != NAMESAKES]

    def _mark_term(self, link: nodes.reference, chapter: str) -> None:
        """A link to the glossary is a mention of its word, unless the word is an entry anyhow."""
        word = self.terms.get(link.get("refuri", "").lstrip("#"), "")
        if word and not any(self._forms.find(word)):
            entry = self._words.setdefault(word, self._of_word(word))
            link.parent.insert(link.parent.index(link), self._new(entry, chapter))

    def _of_word(self, word: str) -> Entry:
        """The entry of a word: one whose heading begins with it or its plural, or its own."""
        begins = re.compile(rf"{re.escape(folded(word))}s?\b")
        subjects = (entry for entry in self.vocabulary.entries if entry.part == "subjects")
        own = Entry("subjects", word, word, frozenset({word}))
        return next((one for one in subjects if begins.match(folded(one.heading))), own)

    def _new(self, entry: Entry, chapter: str) -> index_mark:
        """A mark for a mention in the paragraph that is being read."""
        self.mentions.append(Mention(len(self.mentions), entry, chapter, len(self._texts) - 1))
        return index_mark(number=self.mentions[-1].number)

    def _mark(self, texts: list[nodes.Text], chapter: str) -> None:
        """Put a mark into each mention, also where a value or a link begins within it."""
        found = list(self._forms.find("".join(texts), self._named))
        start = 0
        for text in texts:
            parts: list[nodes.Node] = []
            end = start
            for at, entry in found:
                if start < at <= start + len(text) and entry.part != NAMESAKES:
                    parts += [nodes.Text(text[end - start : at - start])] if at > end else []
                    parts.append(self._new(entry, chapter))
                    end = at
            if parts:
                text.parent.replace(text, [*parts, nodes.Text(text[end - start :])])
            start += len(text)

    def typst(self) -> Code:
        """The call that sets the index, each of its parts that has entries."""
        by_entry: dict[Entry, list[Mention]] = defaultdict(list)
        for mention in self.mentions:
            by_entry[mention.entry].append(mention)
        parts = []
        for part in PARTS:
            lines = [
                (_set(entry.heading), self._divided(entry, mentions), "")
                for entry, mentions in by_entry.items()
                if entry.part == part
            ]
            lines += [(heading, [], see) for heading, see in sorted(self._see(part, set(by_entry)))]
            lines.sort(key=lambda line: filed(line[0]))
            if lines:
                parts.append(
                    (part.capitalize(), [(*line, filed(line[0])[0][:1]) for line in lines])
                )
        return call("index", HEADNOTE, parts)

    def _see(self, part: str, indexed: set[Entry]) -> set[tuple[str, str]]:
        """The table's cross-references, and the record's other names, to what is in the index.

        Of those names a reader has the ones in brackets in a heading, and those met in the text.
        """
        headings = {entry.heading for entry in indexed}
        text = " ".join(self._texts)
        found = {(head, see) for own, head, see in self.vocabulary.see if own == part}
        for entry in indexed:
            if entry.part == part:
                beside = filed(entry.heading)[0][:4]
                found |= {
                    (other, entry.heading)
                    for other in entry.others - headings
                    if filed(other)[0][:4] != beside
                    and (f"({other})" in entry.heading or folded(other) in text)
                }
        return {(head, see) for head, see in found if see in headings}

    def _divided(self, entry: Entry, mentions: list[Mention]) -> list[tuple[int, str]]:
        """(number of a mark, sub-entry) for each mention of an entry."""
        of_paragraph: dict[int, str] = {}
        by_chapter: dict[str, list[int]] = defaultdict(list)
        for mention in mentions:
            at = mention.paragraph
            if at in of_paragraph:
                continue
            of_paragraph[at] = self._given_sub(entry, at)
            if not of_paragraph[at]:
                of_paragraph[at] = mention.chapter
                by_chapter[mention.chapter].append(at)
        for paragraphs in by_chapter.values():
            of_paragraph |= self._by_subject(entry, paragraphs)
        return [(mention.number, _set(of_paragraph[mention.paragraph])) for mention in mentions]

    def _given_sub(self, entry: Entry, paragraph: int) -> str:
        text = self._texts[paragraph]
        for sub, forms in entry.subs:
            if any(re.search(rf"\b{re.escape(folded(form))}\b", text) for form in forms):
                return sub
        return ""

    def _by_subject(self, entry: Entry, paragraphs: list[int]) -> dict[int, str]:
        """Take subjects out of what one chapter says too often, until it no longer is."""
        beside: dict[str, set[int]] = defaultdict(set)
        for mention in self.mentions:
            own = mention.entry
            named = own.heading[:1].isupper() and not entry.heading.startswith(own.name)
            if own.part == "subjects" and own != entry and named:
                beside[own.name].add(mention.paragraph)
        found: dict[int, str] = {}
        left = set(paragraphs)
        while len(left) > MOST_PAGES:
            counts = Counter({name: len(left & where) for name, where in beside.items()})
            fitting = [(n, name) for name, n in counts.items() if 2 <= n <= MOST_PAGES]
            if not fitting:
                break
            _, name = max(fitting, key=lambda pair: (pair[0], pair[1]))
            found |= dict.fromkeys(left & beside[name], f"and {name}")
            left -= beside[name]
        return found


def _is_told(node: nodes.Node) -> bool:
    """Whether a node is a paragraph, the title of a section or a box, or a caption."""
    headed = nodes.section, nodes.Admonition
    title = isinstance(node, nodes.title) and isinstance(node.parent, headed)
    return title or isinstance(node, (nodes.paragraph, nodes.caption))


def _passed_over(node: nodes.Node) -> bool:
    """Whether a node stands in what is no running text."""
    while node is not None:
        if isinstance(node, PASSED_OVER) or (
            isinstance(node, nodes.Element) and QUESTIONS in node.get("classes", [])
        ):
            return True
        node = node.parent
    return False
