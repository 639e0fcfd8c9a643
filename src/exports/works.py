"""The works for citation managers: CSL-JSON, by Pandoc from references.bib, and RIS from that."""

from __future__ import annotations

import json
import re
from functools import lru_cache
from typing import Any

import pypandoc
import rispy

from exports import Source
from historical_record.references import Reference

__all__ = ["csl", "ris"]

# Types of reference in RIS by those of CSL.
_TYPES = {
    "article-journal": "JOUR",
    "article-newspaper": "NEWS",
    "book": "BOOK",
    "chapter": "CHAP",
    "dataset": "DATA",
    "entry-encyclopedia": "ENCYC",
    "report": "RPRT",
    "software": "COMP",
    "thesis": "THES",
    "webpage": "ELEC",
}
_OTHER = "GEN"
_NUMBER = re.compile(r"^\d+\.\n", re.M)  # by which the library counts entries, and RIS does not
_FIELDS = {
    "title": "title",
    "container-title": "secondary_title",
    "volume": "volume",
    "issue": "number",
    "number": "number",
    "publisher": "publisher",
    "publisher-place": "place_published",
    "ISBN": "issn",
    "DOI": "doi",
    "URL": "url",
    "language": "language",
    "note": "notes_abstract",
}


def csl(source: Source) -> bytes:
    """The works as CSL-JSON, each under its key, in the order of references.bib."""
    return json.dumps(_items(source), ensure_ascii=False, indent=1).encode() + b"\n"


def ris(source: Source) -> bytes:
    """The works as RIS: kind, names, title, where it stands, date."""
    numbered: str = rispy.dumps([_entry(item) for item in _items(source)])
    return _NUMBER.sub("", numbered).encode()


def _items(source: Source) -> list[dict[str, Any]]:
    entries = map(_entry_text, source.dataset.references.values())
    order = {key: place for place, key in enumerate(source.dataset.references)}
    return sorted(_read("\n".join(entries)), key=lambda item: order[item["id"]])


@lru_cache(maxsize=1)
def _read(text: str) -> tuple[dict[str, Any], ...]:
    items = json.loads(pypandoc.convert_text(text, "csljson", format="biblatex"))
    # Pandoc leaves an empty date where a work is not dated, and an empty type where it knows none.
    return tuple(
        {k: v for k, v in item.items() if v != {"date-parts": []}}
        | {"type": item["type"] or "document"}
        for item in items
    )


def _entry_text(reference: Reference) -> str:
    # In double braces, or Pandoc would put English titles in lower case.
    titles = ("title", "booktitle", "journaltitle", "titleaddon", "series")
    told = {k: f"{{{v}}}" if k in titles else v for k, v in reference.fields.items()}
    fields = "".join(f"  {name} = {{{value}}},\n" for name, value in told.items())
    return f"@{reference.type}{{{reference.key},\n{fields}}}\n"


def _entry(item: dict[str, Any]) -> dict[str, Any]:
    made: dict[str, Any] = {
        "type_of_reference": _TYPES.get(item["type"], _OTHER),
        "id": item["id"],
    }
    for name, field in _FIELDS.items():
        if name in item:
            made[field] = [item[name]] if field == "url" else str(item[name])
    for name, field in (("author", "authors"), ("editor", "secondary_authors")):
        if name in item:
            made[field] = [_name(person) for person in item[name]]
    date = item.get("issued", {}).get("date-parts", [[]])[0]
    if date:
        made["year"] = str(date[0])
        made["date"] = "/".join([*(f"{part:02}" for part in date), "", "", ""][:3]) + "/"
    first, _, last = item.get("page", "").partition("-")
    return made | {"start_page": first, "end_page": last} if first else made


def _name(person: dict[str, str]) -> str:
    if "literal" in person:
        return person["literal"]
    return ", ".join(filter(None, (person.get("family", ""), person.get("given", ""))))
