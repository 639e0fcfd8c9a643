"""The long forms of the works: as a note has them and as the list of sources has them.

Pandoc's citeproc sets both by the style `sources.csl`, after the notes and bibliography of the
Chicago Manual of Style. Here an entry of the record becomes an item of CSL-JSON: what nobody has
seen printed stands in brackets with a mark, dates are words, and titles and names in several
scripts come in fields of their own.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from docutils import nodes

from historical_record.references import Reference, plain
from historical_record.short_citations import day_of, people_of

NO_TAG = "\ue000"  # for a sign that CSL-JSON would take for the beginning of a tag
STYLE = Path(__file__).with_name("sources.csl")
TYPES = {
    "article": "article-journal",
    "book": "book",
    "collection": "book",
    "dataset": "dataset",
    "incollection": "chapter",
    "misc": "document",
    "online": "webpage",
    "report": "report",
    "software": "software",
    "thesis": "thesis",
}
_FIELDS = {
    "container-title": ("journaltitle", "booktitle"),
    "volume": ("volume",),
    "page": ("pages",),
    "collection-title": ("series",),
    "publisher-place": ("location",),
    "publisher": ("publisher", "institution", "organization"),
    "genre": ("type",),
    "archive": ("eprint",),
    "note": ("note",),
    "ISBN": ("isbn",),
    "DOI": ("doi",),
    "URL": ("url",),
}
_NUMBERS = {"article-journal": "issue", "chapter": "number"}  # else the number in a series
_EASTERN = {"chinese", "japanese", "korean"}
_HAN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")


def item(reference: Reference, short: str) -> dict[str, Any]:
    """An entry as CSL-JSON; `short` is its short form."""
    told = _Told(reference)
    kind = told.type()
    made: dict[str, Any] = {"id": reference.key, "type": kind, **told.titles(), **told.people(kind)}
    for name, fields in _FIELDS.items():
        made[name] = next(filter(None, map(told.field, fields)), "")
    if not ({"author", "editor"} & made.keys() or "shorthand" in reference.fields):
        keeper = told.field("organization") or told.field("institution")
        made["author"] = [{"literal": keeper}] * bool(keeper)  # of a page that names no author
        made["publisher"] = told.field("publisher")
    if "doi" in told.unverified:
        made["unseen-doi"] = "[https://doi.org/" + made.pop("DOI").removeprefix("[")
    made[_NUMBERS.get(kind, "collection-number")] = told.field("number")
    made["when"] = told.when()
    day = told.day("eventdate")
    made["event-day"] = day if day not in made["title"] else ""
    made["original"] = told.original()
    if not reference.fields.get("date"):
        made["read-day"] = told.day("urldate")
    if "shorthand" in reference.fields:
        made["heading"] = short
    return {name: value for name, value in made.items() if value}


class _Told:
    """An entry's fields as they are printed: in brackets with a mark where nobody has seen them."""

    def __init__(self, reference: Reference) -> None:
        self.fields, self.reference = reference.fields, reference
        self.unverified = set(self.fields.get("unverified", "").split(", "))

    def field(self, name: str) -> str:
        value = plain(self.fields.get(name, ""))
        return self._seen(name, value) if value else ""

    def type(self) -> str:
        if self.fields.get("entrysubtype") == "newspaper":
            return "article-newspaper"
        if "s.v." in self.fields.get("shorthand", ""):
            return "entry-encyclopedia"
        return TYPES[self.reference.type]

    def titles(self) -> dict[str, str]:
        own, latin, english = map(self.field, ("title", "titleromanised", "titleaddon"))
        first = latin or own
        told = {"title": first, "own-title": own if own != first else ""}
        return told | {"english-title": english if english not in (first, own) else ""}

    def people(self, kind: str) -> dict[str, Any]:
        told: dict[str, Any] = {"own-names": self.field("nameaddon")}
        roles = [role for role in ("author", "editor") if role in self.fields]
        if kind == "chapter" and roles[-1:] == ["editor"] and self.has_other_head():
            roles.pop()  # the editor of what it stands in, who is named there
            editors = self.named("editor")
            told["editor-note"] = self._seen("editor", f"ed. {editors}")
            told["editor-list"] = self._seen("editor", f"edited by {editors}")
        for role in roles:
            told[role] = [self._person(name) for name in people_of(self.fields[role])]
        if self.unverified.intersection(roles[:1]):
            told["unseen-names"] = "yes"
        if translators := self.named("translator"):
            told["translator-note"] = f"trans. {translators}"
            told["translator-list"] = f"Translated by {translators}"
        return told

    def has_other_head(self) -> bool:
        return bool({"author", "shorthand"} & self.fields.keys())

    def _seen(self, name: str, text: str) -> str:
        return f"[{text}?]" if name in self.unverified else text

    def _person(self, name: str) -> dict[str, str]:
        family, _, given = plain(name).partition(", ")
        if name.startswith("{") or not given:
            return {"literal": plain(name)}
        eastern = self.fields.get("langid") in _EASTERN
        if eastern and _HAN.search(self.fields.get("nameaddon", "")):
            return {"literal": f"{family} {given}"}
        return {"family": family, "given": given}

    def named(self, role: str) -> str:
        people = people_of(self.fields.get(role, ""))
        told = [" ".join(reversed(plain(name).split(", ", 1))) for name in people]
        return (
            ", and ".join((", ".join(told[:-1]), told[-1])) if len(told) > 2 else " and ".join(told)
        )

    def day(self, name: str) -> str:
        day = day_of(self.reference, name)
        supposed = name in self.unverified or self.fields.get(name, "")[-1:] in ("?", "~")
        return f"[{day}?]" if day and supposed else day

    def when(self) -> str:
        whole_work = self.reference.type in ("book", "collection", "thesis", "incollection")
        return (self.reference.year if whole_work else self.day("date")) or self.field("year")

    def original(self) -> str:
        title, year = self.field("origtitle"), self.day("origdate")
        dated = f" ({year})" if title and year else ""
        return f"Original: {title or year}{dated}" if title or year else ""


def formatted(
    items: list[dict[str, Any]],
) -> dict[str, tuple[list[dict[str, Any]], list[dict[str, Any]]]]:
    """For each item its note and its entry, as pandoc's inline elements."""
    import pypandoc

    cited = "\n\n".join(f"[@{{{one['id']}}}]" for one in items)
    with TemporaryDirectory() as folder:
        bibliography = Path(folder) / "works.json"
        text = json.dumps(items, ensure_ascii=False).replace("<", NO_TAG)
        bibliography.write_text(text, "utf-8")
        told = pypandoc.convert_text(
            cited,
            "json",
            format="markdown",
            extra_args=["--citeproc", f"--csl={STYLE}", f"--bibliography={bibliography}"],
        )
    made = json.loads(told.replace(NO_TAG, "<"))
    notes = {}
    for cite in _elements(made["blocks"], "Cite"):
        note = next(_elements(cite["c"][1], "Note"))
        notes[cite["c"][0][0]["citationId"]] = note["c"][0]["c"]
    entries = {
        entry["c"][0][0].removeprefix("ref-"): entry["c"][1][0]["c"]
        for entry in _elements(made["blocks"], "Div")
        if entry["c"][0][0].startswith("ref-")
    }
    return {one["id"]: (notes[one["id"]], entries[one["id"]]) for one in items}


def _elements(tree: Any, kind: str) -> Iterable[dict[str, Any]]:
    if isinstance(tree, dict):
        if tree.get("t") == kind:
            yield tree
        tree = tree.get("c", [])
    if isinstance(tree, list):
        for part in tree:
            yield from _elements(part, kind)


def inlines(elements: list[Mapping[str, Any]]) -> list[nodes.Node]:
    """Pandoc's inline elements as docutils nodes; two texts side by side are one."""
    made: list[nodes.Node] = []
    for element in elements:
        kind, content = element["t"], element.get("c")
        if kind == "Str":
            made.append(nodes.Text(content))
        elif kind in ("Space", "SoftBreak"):
            made.append(nodes.Text(" "))
        elif kind == "Quoted":
            made += [nodes.Text("“"), *inlines(content[1]), nodes.Text("”")]
        elif kind == "Emph":
            made.append(nodes.emphasis("", "", *inlines(content)))
        elif kind == "Link":
            made.append(nodes.reference("", "", *inlines(content[1]), refuri=content[2][0]))
        else:  # a span, or a mark that nothing in the style makes
            made += inlines(content[-1])
    return _joined(made)


def _joined(made: list[nodes.Node]) -> list[nodes.Node]:
    joined: list[nodes.Node] = []
    for node in made:
        if joined and isinstance(node, nodes.Text) and isinstance(joined[-1], nodes.Text):
            joined[-1] = nodes.Text(joined[-1] + node)
        else:
            joined.append(node)
    return joined
