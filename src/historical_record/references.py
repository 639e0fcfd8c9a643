"""references.bib: the works, each with the fields by which it is found and cited.

The fields are biblatex's (Kime, Wemheuer and Lehman, *The biblatex package*), with two of our own:
``titleromanised``, the title in Latin letters, and ``unverified``, the fields whose values nobody
has seen printed. ``titleaddon`` holds the title in English and ``nameaddon`` the names in their
own script. What was read of a work, and where, stands in witnesses.csv.

A file that keeps to one form, an entry's head, one braced field to a line and a closing brace, is
read line by line, which is ten times as fast as a BibTeX parser and matters for hundreds of
entries. At the first line in any other form the whole file goes to pybtex, whose low-level parser
also says what is wrong with it.
"""

from __future__ import annotations

import datetime as dt
import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import plain_text
from historical_record.problems import Problem

__all__ = [
    "FIELDS",
    "FILE",
    "UNDATED",
    "Bibliography",
    "Reference",
    "parse_bibliography",
    "plain",
    "read_bibliography",
]

FILE = "references.bib"
TYPES = frozenset(
    "article book collection dataset incollection misc online report software thesis".split()
)
FIELDS = frozenset(
    "author editor nameaddon title titleromanised titleaddon journaltitle booktitle series volume "
    "number pages pagetotal eventdate date year origdate origtitle translator publisher location "
    "institution organization type doi isbn eprint note entrysubtype shorthand urldate langid "
    "unverified".split()
)
# What an entry had when works and their copies were one, and where it stands now.
_MOVED = {
    "url": "an entry is a work: this belongs to witnesses.csv, as the address of a copy",
    "howpublished": "an entry is a work: this belongs to witnesses.csv, as the name of a copy, "
    "or in organization",
    "address": "another name is used here: expected location",
    "journal": "another name is used here: expected journaltitle",
    "school": "another name is used here: expected institution",
}
UNDATED = "n.d."
_HEAD = re.compile(r"@(\w+)\{([^\s,{}]+),")
_FIELD = re.compile(r"  (\w+) = \{(.*)\}(,?)")
_BRACE = re.compile(r"[{}]")
_STROKE = re.compile(r"\\([&%$#_])")
_ENTRY = re.compile(r"^[ \t]*@\s*(\w+)\s*[{(]\s*([^,\s}]*)", re.MULTILINE)
_NAMED = re.compile(r"\s*(\w+)\s*=")
_URL = re.compile(r"https?://[^\s{}|\\]+")
_DATE = re.compile(r"(1[5-9]|20)\d\d(-\d\d(-\d\d)?)?[?~]?(/(1[5-9]|20)\d\d)?")


@dataclass(frozen=True)
class Reference:
    """One entry of references.bib: its fields as they stand there."""

    key: str
    type: str
    line: int
    fields: dict[str, str]

    @property
    def title(self) -> str:
        """The title without the braces that protect capitals."""
        return plain(self.fields.get("title", ""))

    @property
    def author(self) -> str:
        """The author, editor or institution as it stands, "" when none is given."""
        for name in ("author", "editor", "organization", "institution"):
            if name in self.fields:
                return plain(self.fields[name])
        return ""

    @property
    def year(self) -> str:
        """The year of publication, in brackets where it is supposed, "" when none is known."""
        date = self.fields.get("date", "")
        return f"[{date[:4]}?]" if date[-1:] in ("?", "~") else date[:4]


@dataclass(frozen=True)
class Bibliography:
    """All entries by key."""

    references: dict[str, Reference] = field(default_factory=dict)
    whole: bool = True


def plain(text: str) -> str:
    """A field without the braces that protect capitals and the strokes that protect signs."""
    if "{" in text or "}" in text:
        text = _BRACE.sub("", text)
    if "\\" in text:
        text = _STROKE.sub(r"\1", text)
    return text.replace("--", "–").strip()


def read_bibliography(folder: Path) -> tuple[Bibliography, list[Problem]]:
    """Read ``folder``'s references.bib."""
    try:
        text = (folder / FILE).read_text(encoding="utf-8")
    except FileNotFoundError:
        return Bibliography({}, False), [Problem(FILE, 0, "", "", "missing file")]
    except UnicodeDecodeError as error:
        return Bibliography({}, False), [Problem(FILE, 0, "", "", f"not UTF-8: {error.reason}")]
    except OSError as error:
        message = f"cannot be read: {error.strerror}"
        return Bibliography({}, False), [Problem(FILE, 0, "", "", message)]
    return parse_bibliography(text)


def parse_bibliography(text: str) -> tuple[Bibliography, list[Problem]]:
    """Parse the text of a BibTeX file; the first fault of syntax ends the reading."""
    if not text.strip():
        return Bibliography({}, False), [Problem(FILE, 1, "", "", "empty file: expected entries")]
    problems = list(_text_problems(text))
    entries = parse_plainly(text)
    if entries is None:
        entries = parse_with_pybtex(text, problems)
    references: dict[str, Reference] = {}
    for entry in entries:
        problems += _faults(entry, references)
        references.setdefault(entry.key, entry)
    return Bibliography(references, not problems), problems


def parse_plainly(text: str) -> list[Reference] | None:
    """The entries of a file with one field to a line; None at a line of any other form."""
    entries: list[Reference] = []
    fields: dict[str, str] | None = None
    more = True  # whether the line before left room for another field
    for number, line in enumerate(text.split("\n"), start=1):
        if fields is None:
            if not line:
                continue
            head = _HEAD.fullmatch(line)
            if not head or head[1].lower() in ("string", "preamble", "comment"):
                return None
            fields, more = {}, True
            entries.append(Reference(head[2], head[1].lower(), number, fields))
        elif line == "}":
            fields = None
        else:
            found = _FIELD.fullmatch(line)
            if not (more and found and _is_balanced(found[2])) or found[1].lower() in fields:
                return None
            fields[found[1].lower()] = " ".join(found[2].split())
            more = bool(found[3])
    return entries if fields is None else None


def parse_with_pybtex(text: str, problems: list[Problem]) -> list[Reference]:
    """The entries of any BibTeX file; what is wrong with it is added to ``problems``."""
    from pybtex.database.input.bibtex import LowLevelParser
    from pybtex.exceptions import PybtexError

    lines = _lines_of_keys(text)
    entries: list[Reference] = []

    def complain(error: Exception) -> None:
        line = getattr(error, "lineno", 0) or 0
        problems.append(Problem(FILE, line, "", "", f"not BibTeX: {error}"))

    try:
        for kind, (key, fields) in LowLevelParser(text, handle_error=complain):
            if kind.lower() in ("string", "preamble", "comment"):
                continue
            line = lines.get(key or "", [0]).pop(0) if lines.get(key or "") else 0
            values = {name.lower(): " ".join("".join(parts).split()) for name, parts in fields}
            entries.append(Reference(key or "", kind.lower(), line, values))
    except PybtexError as error:
        complain(error)
    return entries


def _is_balanced(value: str) -> bool:
    depth = 0
    for mark in _BRACE.findall(value):
        depth += 1 if mark == "{" else -1
        if depth < 0:
            return False
    return depth == 0


def _lines_of_keys(text: str) -> dict[str, list[int]]:
    lines: dict[str, list[int]] = {}
    number, at = 1, 0
    for match in _ENTRY.finditer(text):
        number += text.count("\n", at, match.start(1))
        at = match.start(1)
        lines.setdefault(match[2], []).append(number)
    return lines


def _text_problems(text: str) -> Iterator[Problem]:
    """The rule of every text of the record, line by line: the book reads this file by itself."""
    for number, line in enumerate(text.split("\n"), start=1):
        if message := plain_text.fault(line.strip(" \t")):
            named = _NAMED.match(line)
            yield Problem(FILE, number, named[1] if named else "", line.strip(), message)


def _faults(entry: Reference, earlier: dict[str, Reference]) -> list[Problem]:
    faults = [*_entry_faults(entry, earlier), *_field_faults(entry)]
    return [Problem(FILE, entry.line, column, value, said) for column, value, said in faults]


def _entry_faults(
    entry: Reference, earlier: dict[str, Reference]
) -> Iterator[tuple[str, str, str]]:
    """What is wrong with an entry as a whole: the field, its value, the words."""
    if entry.key in earlier:
        line = earlier[entry.key].line
        yield "key", entry.key, f"duplicate: the key repeats the entry of line {line}"
    if entry.type not in TYPES:
        expected = ", ".join(sorted(TYPES))
        yield "type", entry.type, f"unknown entry type: expected one of {expected}"
    if not entry.title.strip():
        yield "title", "", f"entry {entry.key!r} has no title"


def _field_faults(entry: Reference) -> Iterator[tuple[str, str, str]]:
    """What is wrong with the fields of an entry, likewise."""
    for name, value in entry.fields.items():
        if name in _MOVED:
            yield name, value, _MOVED[name]
        elif name not in FIELDS:
            yield name, value, f"unknown field: expected {_near(name)}"
        elif name.endswith("date") and not _is_date(value):
            expected = "expected YYYY, YYYY-MM or YYYY-MM-DD, with ? where it is supposed"
            yield name, value, f"not a date: {expected}"
    year = entry.fields.get("year", UNDATED)
    if year != UNDATED:
        yield "year", year, f"expected the field date, or {UNDATED!r} where none can be found"
    unverified = entry.fields.get("unverified", "")
    for name in filter(None, unverified.split(", ")):
        if name not in entry.fields:
            yield "unverified", unverified, f"names {name!r}, which the entry does not have"


def _is_date(value: str) -> bool:
    if not _DATE.fullmatch(value):
        return False
    first = (value.rstrip("?~").partition("/")[0] + "-01-01")[:10]
    try:
        dt.date.fromisoformat(first)
    except ValueError:
        return False
    return True


def _near(name: str) -> str:
    close = difflib.get_close_matches(name, sorted(FIELDS), n=1)
    return close[0] if close else "a field of biblatex, or none"
